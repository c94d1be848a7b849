/* watch.h - findings that a checklist words: what every policy should have, and what to look at in each statement. */
#ifndef HEED_ANALYSE_WATCH_H
#define HEED_ANALYSE_WATCH_H
#include "lint.h"

/* All lines of the checklist whose check is one of these rules. */
void watch_look(lint *l, const heed_lint_rule *rules, size_t count);
/* Does the subject of a rule name this role? Nobody is named where it binds everybody. */
bool watch_binds(const lint *l, const blob_rule *r, heed_fact role);
bool watch_has_act(const lint *l, const blob_rule *r, uint32_t act);
bool watch_is_ban(const blob_rule *r);
bool watch_is_duty(const blob_rule *r);
#endif
