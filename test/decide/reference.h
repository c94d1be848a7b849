/* reference.h - a plain evaluator: tries every completion of what is unknown, one by one, in two values. It reads a policy's
 * rules and shares no code with the engine; docs/language.md section 6 read word for word. */
#ifndef HEED_TEST_REFERENCE_H
#define HEED_TEST_REFERENCE_H
#include "decide/situation.h"

enum { REFERENCE_RULES = 256 };
typedef struct {
    bool too_many; /* completions: not tried */
    size_t completions;
    heed_outcome outcome;
    bool bare;                      /* permitted, and no rule but baselines permits it in every completion */
    bool silent;                    /* not addressed in some completion */
    unsigned flags;                 /* of the only completion: CONFLICT and SHOULD */
    bool deciding[REFERENCE_RULES]; /* of the only completion */
    bool duty[REFERENCE_RULES];     /* in every completion */
    bool always[REFERENCE_RULES], ever[REFERENCE_RULES]; /* deciding in every completion, in any */
} reference;
void reference_decide(const heed_policy *policy, const heed_situation *s, heed_date as_of, reference *out);
#endif
