/* search.c - the outcome that all completions of the unknown facts share.
 *
 * Bounds rule by rule are sound but may stay open where facts are linked. Then an open fact of an undecided rule is tried both
 * ways, with what the vocabulary implies in each, until bounds agree. A branch without any completion does not count. */
#include "verdict.h"
#include <string.h>

enum { UNDO_ROOM = 4096 };

typedef struct {
    deciding *d;
    narrowing n;
    const search_for *wanted;
    int steps;
    bool found, differ, gave_up;
    heed_outcome outcome;
    uint64_t *poss;
} search;

/* A branch's outcome counts when some completion of the vocabulary has it; asked only where it would say something new. */
static void branch_ends(search *s, heed_outcome outcome)
{
    if ((s->found && outcome == s->outcome) || (s->wanted->seek_silence && outcome != HEED_NOT_ADDRESSED))
        return;
    if (!narrow_can_complete(&s->n, &s->n.x->all))
        return;
    s->differ = s->found;
    s->found = true;
    s->outcome = outcome;
}

static bool over(const search *s)
{
    return s->differ || s->gave_up || (s->wanted->seek_silence && s->found);
}

static void branch(search *s);

static void try_literal(search *s, uint32_t fact, uint64_t mask)
{
    size_t back = s->n.undone_to;
    bool well = narrow(&s->n, fact, mask, 0);
    well = narrow_through(&s->n) && well;
    s->gave_up |= s->n.overflow;
    if (well && !s->gave_up)
        branch(s);
    if (!(s->wanted->seek_silence && s->found)) /* a completion that was sought stays in the masks */
        narrow_back(&s->n, back);
}

static void split(search *s, vocabulary_literal l)
{
    try_literal(s, l.fact, l.mask);
    if (!over(s))
        try_literal(s, l.fact, ~l.mask);
}

/* Of the conjuncts a completion must meet: is one false, or which literal is open? */
static bool outside(search *s, vocabulary_literal *open_out)
{
    const live_view *w = &s->d->w;
    if (!s->wanted->only_n)
        return false;
    unsigned bits = live_conjuncts(w, s->wanted->only_first, s->wanted->only_n);
    for (uint32_t i = 0; bits == POSSIBLE && i < s->wanted->only_n; i++) {
        const blob_conjunct *c = &w->conjuncts[s->wanted->only_first + i];
        if (live_conjuncts(w, s->wanted->only_first + i, 1) == SURE)
            continue;
        for (uint32_t k = 0; k < c->n && !open_out->mask; k++) {
            const blob_literal *l = &w->literals[c->first + k];
            if (w->poss[l->fact] & l->mask)
                *open_out = (vocabulary_literal){ l->fact, l->mask };
        }
    }
    return !bits;
}

static void branch(search *s)
{
    deciding *d = s->d;
    const vocabulary_known *k = &s->n.x->known;
    vocabulary_literal open = { 0, 0 };
    if (--s->steps < 0) {
        s->gave_up = true;
        return;
    }
    d->w.second = false;
    if (outside(s, &open))
        return;
    if (!open.mask && k->done != HEED_FACT_NONE && k->omitted_value >= 0) {
        uint64_t omitted = 1ull << k->omitted_value, m = s->poss[k->done];
        if (m & omitted && m & ~omitted)
            open = (vocabulary_literal){ k->done, omitted };
        else if (d->w.omitted != (m == omitted)) {
            d->w.omitted = m == omitted;
            live_open(&d->w);
        }
    }
    if (!open.mask) {
        live_again(&d->w);
        heed_outcome outcome = deciding_bounds(d, &open);
        if (outcome != HEED_UNCLEAR) {
            branch_ends(s, outcome);
            return;
        }
    }
    if (open.mask)
        split(s, open);
    else
        s->gave_up = true; /* open for a reason that no fact of this scene settles */
}

heed_outcome search_outcome(deciding *d, uint64_t *poss, const search_for *wanted, bool *found_out, bool *gave_up_out)
{
    uint16_t queue[2 * MAX_FACTS];
    uint8_t queued[2 * MAX_FACTS];
    facts_undo undo[UNDO_ROOM];
    search s = { .d = d, .wanted = wanted, .steps = wanted->steps, .poss = poss, .outcome = HEED_UNCLEAR };
    s.n = (narrowing){ .x = d->s->x,
                       .poss = poss,
                       .queue = queue,
                       .queued = queued,
                       .undo = undo,
                       .undo_cap = UNDO_ROOM,
                       .tied = d->s->work.tied };
    memset(queued, 0, 2 * (size_t)d->s->x->n);
    d->w.poss = poss;
    branch(&s);
    *found_out = s.found;
    *gave_up_out = s.gave_up;
    return s.differ || !s.found ? HEED_UNCLEAR : s.outcome;
}
