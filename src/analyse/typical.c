/* typical.c - the answers a school most needs, each as this policy gives it. */
#include "base/arena.h"
#include "checklist.h"

static heed_status answer_one(const heed_policy *policy, const decision *d, heed_date as_of, heed_arena *mem, heed_answer *out,
                              heed_error *err)
{
    heed_situation *s = heed_situation_new(heed_policy_vocabulary(policy), mem);
    if (!s)
        return heed_fail(err, HEED_FAULT, "There is not enough memory for this. Close something and try again.");
    TRY(decision_tell(d, s, err));
    return heed_explain(policy, s, as_of, mem, out, err);
}

/* What governors would see as another answer: another word, or leave where there was none. */
static bool differs(const heed_answer *a, const heed_answer *b)
{
    return a->outcome != b->outcome || a->baseline != b->baseline;
}

heed_status heed_typical_answers(const heed_policy *policy, const heed_policy *before, const heed_checklist *checklist,
                                 heed_date as_of, heed_arena *mem, heed_typicals *typicals_out, heed_error *err)
{
    ARENA_GUARD(mem, err);
    const size_t decisions = checklist ? checklist->len : 0;
    *typicals_out = (heed_typicals){ ARENA_NEW(mem, heed_typical, decisions + 1), 0 };
    for (size_t i = 0; i < decisions; i++) {
        const decision *d = &checklist->at[i];
        heed_answer was;
        if (!d->typical)
            continue;
        heed_typical *t = &typicals_out->at[typicals_out->len++];
        *t = (heed_typical){ .question = d->question, .facts = d->facts };
        TRY(answer_one(policy, d, as_of, mem, &t->answer, err));
        if (!before)
            continue;
        TRY(answer_one(before, d, as_of, mem, &was, err));
        t->was = was.outcome;
        t->changed = differs(&was, &t->answer);
    }
    return HEED_OK;
}
