/* headings.h - headings that name people. Inside src/analyse only. */
#ifndef HEED_ANALYSE_HEADINGS_H
#define HEED_ANALYSE_HEADINGS_H
#include "lint.h"

/* "heading-wider": a heading that is a list of people, some of whom no rule under it binds. */
void headings_look(lint *l);
#endif
