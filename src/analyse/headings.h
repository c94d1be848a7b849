/* headings.h - headings that name people. Inside src/analyse only. */
#ifndef HEED_ANALYSE_HEADINGS_H
#define HEED_ANALYSE_HEADINGS_H
#include "lint.h"

/* "heading-wider": a heading that is a list of people, some of whom no rule under it binds. "slips-out": rules under a heading
 * that bind one group, and others that leave one or two of it out. */
void headings_look(lint *l);
#endif
