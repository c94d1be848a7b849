/* readability.h - how hard a text is to read. Inside src/analyse only. */
#ifndef HEED_ANALYSE_READABILITY_H
#define HEED_ANALYSE_READABILITY_H
#include "places.h"

typedef struct {
    size_t words, sentences, syllables;
} reading_count;
unsigned reading_syllables(heed_text word);           /* of a folded word; at least 1 */
void reading_add(reading_count *count, const prose_block *b);
/* The age at which a reader of average skill follows it; 0 for no text. */
double reading_age(const reading_count *count);

void prose_reading(lint *l);         /* readability.c: reading age, long sentences */
void prose_alike(lint *l);           /* prose_alike.c: clauses that say the same twice */
#endif
