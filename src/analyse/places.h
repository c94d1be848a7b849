/* places.h - findings about words: where they stand, told as people point to a clause. Inside src/analyse only. */
#ifndef HEED_ANALYSE_PLACES_H
#define HEED_ANALYSE_PLACES_H
#include "laws.h"
#include "lint.h"

typedef struct {
    lint_clauses clauses;
    size_t   all;                    /* places, those beyond the list of clauses too */
    uint32_t line;                   /* of the first one */
    const prose_block *first;
} lint_places;

const prose *lint_prose_of(lint *l);  /* read when first asked for, and kept for the other families */
void places_add(lint *l, lint_places *places, const prose_block *b, size_t word);
void places_add_block(lint *l, lint_places *places, const prose_block *b);   /* all its clauses */
/* "4.02", "4.02 and 6.11b", "4.02, 6.11b and 3 more clauses", "Line 12" */
heed_text places_words(lint *l, const lint_places *places);
heed_lint_finding *places_say(lint *l, const char *rule, const lint_places *places, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* A list of words by its use; empty when no register was given. */
const phrases *lint_words_for(const lint *l, laws_list list);
#endif
