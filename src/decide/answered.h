/* answered.h - the proof behind `every ... -> answered`, for one of a policy's own groups. Inside src/decide only. */
#ifndef HEED_DECIDE_ANSWERED_H
#define HEED_DECIDE_ANSWERED_H
#include "verdict.h"

/* only: a group the policy names, or NULL: completions outside it do not count. */
heed_status always_answered(const heed_policy *policy, heed_situation *s, const blob_group *only, bool *answered_out,
                            heed_arena *mem, heed_text *witness_out, heed_error *err);
#endif
