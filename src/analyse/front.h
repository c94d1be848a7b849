/* front.h - the parts of lint_front: dates and signatures, numbers and references, names. Inside src/analyse only. */
#ifndef HEED_ANALYSE_FRONT_H
#define HEED_ANALYSE_FRONT_H
#include "places.h"

void front_numbers(lint *l);         /* front_numbers.c: numbering, references, broken sentences */
void front_names(lint *l);           /* front_names.c: two names, undefined offices, what the text calls itself */
void front_papers(lint *l);          /* front_papers.c: other papers by two names */
bool front_has_date(const prose_block *b);
bool front_short_date(heed_text word);  /* "24.01.19" */
#endif
