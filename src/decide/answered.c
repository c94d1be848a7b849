/* answered.c - is there an answer for everybody a sentence may mean? For `every ... -> answered`. */
#include "base/arena.h"
#include "answered.h"
#include <string.h>

enum { ANSWERED_STEPS = 400000 };

/* The completion that was found, told as the facts that the search had to settle. */
static heed_text witness(const heed_situation *s, const uint64_t *poss, heed_arena *mem)
{
    const facts_index *x = s->x;
    heed_text out = { "", 0 };
    for (uint32_t f = 0; f < 2 * x->n; f++) {
        bool known = !(poss[f] & (poss[f] - 1));
        if (poss[f] == s->now[f] || (!known && poss[f] >> HEED_VALUE_OTHER))
            continue;
        heed_text token = fact_token(x, f, poss[f], mem);
        out = heed_text_printf(mem, "%.*s%s%.*s", heed_fmt(out), out.len ? " " : "", heed_fmt(token));
    }
    return out;
}

heed_status always_answered(const heed_policy *policy, heed_situation *s, const blob_group *only, bool *answered_out,
                            heed_arena *mem, heed_text *witness_out, heed_error *err)
{
    TRY(situation_settle(s, false, err));
    s->settled = false; /* settled without presumptions: of no use to anybody else */
    if (s->act < 0)
        return heed_fail(err, HEED_INVALID, "Name the act that must always have an answer.");
    deciding *d = ARENA_NEW(mem, deciding, 1);
    s->settled = true;
    heed_status opened = deciding_open(d, policy, s, 0, err);
    s->settled = false;
    TRY(opened);
    uint64_t *poss = ARENA_NEW(mem, uint64_t, 2 * (size_t)s->x->n);
    memcpy(poss, s->now, 2 * (size_t)s->x->n * sizeof *poss);
    search_for wanted = { .seek_silence = true, .steps = ANSWERED_STEPS };
    if (only && only->any.n) {
        wanted.only_first =
            (uint32_t)(BLOB_AT(d->w.h, blob_conjunct, only->any, 0) - BLOB_AT(d->w.h, blob_conjunct, d->w.h->conjuncts, 0));
        wanted.only_n = only->any.n;
    }
    bool found, gave_up;
    search_outcome(d, poss, &wanted, &found, &gave_up);
    if (gave_up && !found)
        return heed_fail(err, HEED_INVALID, "There are too many cases to prove that each is answered. Name more of the facts.");
    *answered_out = !found;
    *witness_out = found ? witness(s, poss, mem) : (heed_text){ "", 0 };
    return HEED_OK;
}

heed_status heed_always_answered(const heed_policy *policy, heed_situation *s, bool *answered_out, heed_arena *mem,
                                 heed_text *witness_out, heed_error *err)
{
    ARENA_GUARD(mem, err);
    return always_answered(policy, s, NULL, answered_out, mem, witness_out, err);
}
