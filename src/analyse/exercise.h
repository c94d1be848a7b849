/* exercise.h - what can be tried of a policy, what its own tests try, and tests for the rest. Inside src/analyse.
 *
 * A point is one thing a test can try: that a rule fires, that an exception takes a situation out of a rule, or that a rule
 * just fails to fire for want of one fact (a border). */
#ifndef HEED_ANALYSE_EXERCISE_H
#define HEED_ANALYSE_EXERCISE_H
#include <heed/analyse.h>
#include "base/arena.h"
#include "picture.h"

/* Fill the counts and the unmet list of *out from the tests in the policy. */
heed_status exercise_measure(const heed_policy *policy, const facts_index *x, const heed_analyse_options *options, heed_arena *mem,
                             heed_coverage *out, heed_error *err);
#endif
