/* words.h - walking along the words of one statement. */
#ifndef HEED_POLICY_WORDS_H
#define HEED_POLICY_WORDS_H
#include "lex.h"

typedef struct { report *r; const token *at; } words;               /* `at` never goes behind TOKEN_END */

bool words_accept(words *w, const char *word);                      /* steps over it when it is next */
bool words_accept_two(words *w, const char *first, const char *second);
/* For words of the language that could be nothing else here: a misspelt one is reported, and stepped over as if it were right. */
bool words_meant(words *w, const char *word);
bool words_accept_mark(words *w, token_kind mark);
bool words_ended(const words *w);
/* Report at the next word and give false, so that a caller can say `return words_wrong(...)`. */
bool words_wrong(const words *w, const char *format, ...) __attribute__((format(printf, 2, 3)));
bool words_string(words *w, const char *what, heed_text *string_out);
bool words_name(words *w, const char *what, token *name_out);       /* a name; refuses joining words and odd letters */
bool words_number(words *w, const char *what, int *number_out);
bool words_date(words *w, const char *what, heed_date *date_out);
bool words_end(words *w, const char *instead);                      /* nothing more may follow; `instead`: what could */
/* Words that join facts and can therefore be no names. */
bool word_joins(heed_text word);
/* The next word in quotation marks, or "the end of the statement". */
heed_text words_shown(const words *w);
#endif
