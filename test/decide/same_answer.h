/* same_answer.h - do the quick explanation and the plain one, which settles the whole for each "what if", say the same? */
#ifndef HEED_TEST_SAME_ANSWER_H
#define HEED_TEST_SAME_ANSWER_H
#include <heed/decide.h>

/* True when they do; prints both when not. `s` is told, and settled by the call. */
bool same_answer(const heed_policy *policy, heed_situation *s, heed_date as_of, const char *what);
#endif
