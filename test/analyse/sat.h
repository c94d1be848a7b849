/* sat.h - the same questions put to a SAT solver: a second opinion on the diagrams, for tests and measuring only.
 *
 * A clause set for one act: a variable for each value of each fact, the vocabulary's implications, and a gate for every rule
 * that is live. It reads a policy by itself and shares no code with the diagrams. */
#ifndef HEED_TEST_SAT_H
#define HEED_TEST_SAT_H
#include "decide/situation.h"

typedef struct sat sat;
sat *sat_open(const facts_index *x, const heed_policy *policy, uint32_t act, heed_arena *mem);
void sat_close(sat *s);
/* A literal that is true where the entry of the act's slice fires (done, as asked). */
int sat_entry(sat *s, const blob_entry *e);
/* Is there a situation where both hold? Pass a negative literal for "does not hold", 0 for nothing. */
bool sat_possible(sat *s, int a, int b);
#endif
