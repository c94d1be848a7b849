/* policytest.h - the situations of the tests a policy carries, for what asks how much they exercise. */
#ifndef HEED_DECIDE_POLICYTEST_H
#define HEED_DECIDE_POLICYTEST_H
#include "situation.h"

/* Tell `s` what test number `test` (of head.tests) tells; not yet settled. *every_out: it speaks of every such situation. */
heed_status policytest_tell(const heed_policy *policy, uint32_t test, heed_situation *s, bool *every_out, heed_error *err);
#endif
