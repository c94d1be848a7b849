/* written.h - the statements of a policy as they were written, for what the compiled form no longer has: review periods,
 * blanks, confirmations. Inside src/analyse only. */
#ifndef HEED_ANALYSE_WRITTEN_H
#define HEED_ANALYSE_WRITTEN_H
#include "policy/compile.h"

/* Of a text that has compiled; nothing is reported a second time. */
const statements *written_read(const heed_policy *policy, heed_arena *mem);
#endif
