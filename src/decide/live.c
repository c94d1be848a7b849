/* live.c - bounds on which rules are live. */
#include "live.h"
#include <string.h>

enum { BUSY = 8, FOUND = 16 };

static inline unsigned literal_bits(const live_view *w, const blob_literal *l)
{
    if (w->second) { /* what the first stage found stands for the facts of that name */
        if (l->fact == w->breach_fact)
            return l->mask & 2 ? w->breach : (w->breach ^ SURE) == SURE ? SURE : w->breach == SURE ? 0 : POSSIBLE;
        if (l->fact == w->doubt_fact)
            return l->mask & 2 ? w->doubt : (w->doubt ^ SURE) == SURE ? SURE : w->doubt == SURE ? 0 : POSSIBLE;
    }
    uint64_t m = w->poss[l->fact];
    return !(m & ~l->mask) ? SURE : m & l->mask ? POSSIBLE : 0;
}

static unsigned any_bits(const live_view *w, const blob_literal *l, uint32_t n)
{
    unsigned any = 0;
    for (uint32_t k = 0; k < n && any != SURE; k++)
        any |= literal_bits(w, &l[k]);
    return any;
}

unsigned live_conjuncts(const live_view *w, uint32_t first, uint32_t n)
{
    const blob_conjunct *c = w->conjuncts + first;
    unsigned all = SURE;
    for (uint32_t i = 0; i < n && all; i++) {
        all &= any_bits(w, w->literals + c[i].first, c[i].n);
    }
    return all;
}

/* As live_condition, remembering what long parts came to. */
static unsigned condition_bits(live_view *w, blob_span span)
{
    const blob_conjunct *c = BLOB_AT(w->h, blob_conjunct, span, 0);
    unsigned all = SURE;
    for (uint32_t i = 0; i < span.n && all; i++) {
        if (c[i].n < 3) {
            all &= any_bits(w, w->literals + c[i].first, c[i].n);
            continue;
        }
        uint32_t at = c[i].first % REMEMBERED;
        if (w->any[at].of != c[i].first + 1) {
            w->any[at].of = c[i].first + 1;
            w->any[at].bits = any_bits(w, w->literals + c[i].first, c[i].n);
        }
        all &= w->any[at].bits;
    }
    return all;
}

static inline uint32_t conjunct_number(const live_view *w, blob_span span)
{
    return (uint32_t)(BLOB_AT(w->h, blob_conjunct, span, 0) - w->conjuncts);
}

unsigned live_condition(const live_view *w, blob_span span)
{
    return span.n ? live_conjuncts(w, conjunct_number(w, span), span.n) : SURE;
}

static unsigned subject_bits(live_view *w, const blob_rule *r, live_as as)
{
    if (!r->subject.n || r->modal == MODAL_SCHEDULE || (as == AS_DUTY && r->flags & RULE_OFFICE))
        return SURE;
    if (as == AS_DUTY || !w->nobody_named)
        return condition_bits(w, r->subject);
    const uint64_t *now = w->poss;
    w->poss = w->settled;
    unsigned bits = live_condition(w, r->subject) ? SURE : 0;
    w->poss = now;
    return bits;
}

void live_open(live_view *w)
{
    w->rules = BLOB_AT(w->h, blob_rule, w->h->rules, 0);
    w->conjuncts = BLOB_AT(w->h, blob_conjunct, w->h->conjuncts, 0);
    w->literals = BLOB_AT(w->h, blob_literal, w->h->literals, 0);
    w->met_second = w->reading = false;
    w->depth = 0;
    w->entries = NULL;
    w->entry_count = 0;
    live_again(w);
    if (w->act < 0)
        return;
    const blob_slice *slice = BLOB_AT(w->h, blob_slice, w->h->slices, w->act);
    blob_span list = w->omitted ? slice->omitted : slice->done;
    w->entries = BLOB_AT(w->h, blob_entry, list, 0);
    w->entry_count = list.n;
}

void live_again(live_view *w)
{
    memset(w->memo, 0, w->h->rules.n * sizeof *w->memo);
    memset(w->any, 0, sizeof w->any);
}

/* How a rule speaks about the asked act; 0 when it does not. */
static unsigned says(const live_view *w, unsigned rule)
{
    unsigned all = 0;
    for (uint32_t i = 0; i < w->entry_count; i++) {
        const blob_entry *e = &w->entries[i];
        if (e->rule == rule)
            all |= (w->omitted || e->speaks == SPEAKS_OMITTED ? SAYS_UNDONE : SAYS_ACT) | (e->guard_n ? SAYS_GUARDED : 0);
    }
    return all;
}

unsigned live_entry(live_view *w, const blob_entry *e)
{
    if (!live_needed(w, e))
        return 0;
    unsigned bits = live_rule(w, e->rule, AS_ASKED);
    return bits && e->guard_n ? bits & live_conjuncts(w, e->guard_first, e->guard_n) : bits;
}

/* ---- which acts an exception takes out of a rule */

static unsigned wider_bits(const live_view *w, const vocabulary_wider *wider)
{
    unsigned any = wider->when_count ? 0 : SURE;
    for (size_t i = 0; i < wider->when_count; i++)
        any |= literal_bits(w, &(blob_literal){ .fact = wider->when[i].fact, .mask = wider->when[i].mask });
    return any;
}

static unsigned rule_covers(const live_view *w, const blob_rule *r, unsigned act)
{
    size_t count;
    const vocabulary_wider *wider = vocabulary_widers(w->v, &count);
    const uint16_t *acts = live_numbers(w, r->acts);
    unsigned any = 0;
    for (uint32_t i = 0; i < r->acts.n && any != SURE; i++) {
        if (acts[i] == act)
            return SURE;
        for (size_t k = 0; k < count; k++)
            if (wider[k].act == act && wider[k].wider == acts[i])
                any |= wider_bits(w, &wider[k]);
    }
    return any;
}

static bool act_related(const live_view *w, unsigned a, unsigned b)
{
    size_t count;
    const vocabulary_wider *wider = vocabulary_widers(w->v, &count);
    for (size_t k = 0; k < count; k++)
        if ((wider[k].act == a && wider[k].wider == b) || (wider[k].act == b && wider[k].wider == a))
            return true;
    return a == b;
}

static bool acts_related(const live_view *w, const blob_rule *a, const blob_rule *b)
{
    const uint16_t *of_a = live_numbers(w, a->acts), *of_b = live_numbers(w, b->acts);
    for (uint32_t i = 0; i < a->acts.n; i++)
        for (uint32_t k = 0; k < b->acts.n; k++)
            if (act_related(w, of_a[i], of_b[k]))
                return true;
    return false;
}

/* Doing the asked act leaves this one undone, by itself or as a kind of a wider act. */
static bool leaves_undone(const live_view *w, unsigned act)
{
    if (w->omitted)
        return act == (unsigned)w->act;
    size_t count, kinds;
    const vocabulary_leaves *l = vocabulary_leavings(w->v, &count);
    const vocabulary_wider *wider = vocabulary_widers(w->v, &kinds);
    for (size_t i = 0; i < count; i++) {
        if (l[i].other != act)
            continue;
        if (l[i].act == w->act)
            return true;
        for (size_t k = 0; k < kinds; k++)
            if (wider[k].act == w->act && wider[k].wider == l[i].act)
                return true;
    }
    return false;
}

/* An exception for one act does not free another: `except 3: may accept` leaves a ban on contact standing for sending. It works
 * where it covers the act in question - the asked one; for a duty left undone, that duty's; else every act of the rule - and
 * where the two speak of unrelated acts. */
static unsigned exception_bits(const live_view *w, unsigned rule, unsigned exception, live_as as)
{
    const blob_rule *r = &w->rules[rule], *e = &w->rules[exception];
    unsigned spoken = as == AS_ASKED ? says(w, rule) : 0;
    if (spoken == SAYS_ACT && (says(w, exception) & (SAYS_ACT | SAYS_GUARDED)) == SAYS_ACT)
        return SURE;
    if (!e->acts.n || !r->acts.n || !acts_related(w, r, e))
        return SURE;
    unsigned all = SURE;
    if (spoken & SAYS_ACT)
        all &= rule_covers(w, e, (unsigned)w->act);
    const uint16_t *acts = live_numbers(w, r->acts);
    for (uint32_t i = 0; i < r->acts.n && all; i++)
        if (!spoken || (spoken & SAYS_UNDONE && leaves_undone(w, acts[i])))
            all &= rule_covers(w, e, acts[i]);
    return all;
}

/* ---- live */

/* `on ACT`: was that act asked about, or told as what happened? */
static bool trigger_told(const live_view *w, const blob_rule *r)
{
    const uint16_t *acts = live_numbers(w, r->trigger_acts);
    int told = r->flags & RULE_AFTER_ACT ? w->happened : w->omitted ? -1 : w->act;
    for (uint32_t i = 0; i < r->trigger_acts.n; i++)
        if (acts[i] == told)
            return true;
    return false;
}

/* Of a rule of the second stage, while the first answer is not known: could it be live, whatever that answer is? */
static bool could_be_live(live_view *w, const blob_rule *r, live_as as)
{
    w->breach = w->doubt = POSSIBLE;
    w->second = true;
    bool could = live_condition(w, r->when) != 0;
    w->second = false;
    return could && subject_bits(w, r, as);
}

static unsigned own_bits(live_view *w, unsigned rule, live_as as)
{
    const blob_rule *r = &w->rules[rule];
    if (r->flags & (RULE_ON_ACT | RULE_AFTER_ACT) && !trigger_told(w, r))
        return 0;
    if (r->flags & (RULE_SECOND_STAGE | RULE_ON_BREACH | RULE_ON_DOUBT) && !w->second) {
        w->met_second = w->met_second || could_be_live(w, r, as);
        return 0;
    }
    unsigned bits = condition_bits(w, r->when);
    if (bits && r->flags & RULE_ON_BREACH && w->breach_fact == HEED_FACT_NONE)
        bits &= w->breach; /* a vocabulary without the fact has no literal for it in the condition */
    if (bits && r->flags & RULE_ON_DOUBT && w->doubt_fact == HEED_FACT_NONE)
        bits &= w->doubt;
    if (bits)
        bits &= subject_bits(w, r, as);
    return bits;
}

/* A rule that follows another is judged with it: as asked where the other speaks about the asked act, else as a duty of its
 * own. */
static live_as leader_as(const live_view *w, const blob_rule *r, live_as as)
{
    return as == AS_DUTY && !w->omitted && says(w, r->trigger_rule) & SAYS_ACT ? AS_ASKED : as;
}

static unsigned undefeated_bits(live_view *w, unsigned rule, live_as as, unsigned bits)
{
    const blob_rule *r = &w->rules[rule];
    const uint16_t *by = live_numbers(w, r->defeaters);
    unsigned own = bits;
    for (uint32_t i = 0; i < r->defeaters.n; i++) {
        if (!bits && !(w->rules[by[i]].flags & RULE_READS_AS))
            continue; /* switched off already; whether only by our reading as well still matters for the flag */
        unsigned x = live_rule(w, by[i], as);
        if (x)
            x &= exception_bits(w, rule, by[i], as);
        bits &= x & CERTAIN ? 0u : x ? (unsigned)POSSIBLE : (unsigned)SURE;
        if (x & own & CERTAIN && as == AS_ASKED && w->rules[by[i]].flags & RULE_READS_AS && says(w, rule))
            w->reading = true;
    }
    return bits;
}

/* What a rule rests on stands before it in the order; what rests on it, and is being looked at, after it. */
static void in_order_up_to(live_view *w, unsigned rule, live_as as)
{
    const uint16_t *order = live_numbers(w, w->h->order);
    for (uint32_t i = 0; i < w->h->order.n; i++) {
        live_rule(w, order[i], as);
        if (order[i] == rule)
            return;
    }
}

unsigned live_rule(live_view *w, unsigned rule, live_as as)
{
    uint8_t *memo = &w->memo[rule][as];
    if (*memo)
        return *memo & SURE; /* a rule met while it is being looked at (a ring in a damaged blob) is not live */
    if (w->depth == MAX_CHAIN && w->h->order.n) {
        w->depth = 0; /* a very long chain: walk it from its far end instead of down the stack */
        in_order_up_to(w, rule, as);
        w->depth = MAX_CHAIN;
        return *memo & SURE;
    }
    *memo = BUSY;
    w->depth++;
    const blob_rule *r = &w->rules[rule];
    unsigned bits = SURE;
    if (r->trigger_rule != UINT32_MAX) /* first: several follow one rule, and it is known by now */
        bits = live_rule(w, r->trigger_rule, leader_as(w, r, as));
    if (bits)
        bits &= own_bits(w, rule, as);
    if (bits && r->defeaters.n)
        bits = undefeated_bits(w, rule, as, bits);
    w->depth--;
    *memo = (uint8_t)(FOUND | bits);
    return bits;
}

/* ---- what keeps a rule open */

static const vocabulary_literal decided = { 0, 0 };

static bool decides_nothing(const live_view *w, uint32_t fact)
{
    return w->second && (fact == w->breach_fact || fact == w->doubt_fact);
}

static vocabulary_literal open_in(const live_view *w, uint32_t first, uint32_t n)
{
    for (uint32_t i = first; i < first + n; i++) {
        vocabulary_literal open = decided;
        for (uint32_t k = 0; k < w->conjuncts[i].n; k++) {
            const blob_literal *l = &w->literals[w->conjuncts[i].first + k];
            unsigned bits = literal_bits(w, l);
            if (bits == SURE) {
                open = decided;
                break;
            }
            if (bits && !open.mask && !decides_nothing(w, l->fact))
                open = (vocabulary_literal){ l->fact, l->mask };
        }
        if (open.mask)
            return open;
    }
    return decided;
}

/* A conditional kind in the vocabulary may decide how far an exception reaches. */
static vocabulary_literal open_reach(const live_view *w, const blob_rule *e)
{
    size_t count;
    const vocabulary_wider *wider = vocabulary_widers(w->v, &count);
    const uint16_t *acts = live_numbers(w, e->acts);
    for (uint32_t i = 0; i < e->acts.n; i++)
        for (size_t k = 0; k < count; k++)
            for (size_t j = 0; wider[k].wider == acts[i] && j < wider[k].when_count; j++)
                if (wider_bits(w, &wider[k]) == POSSIBLE && w->poss[wider[k].when[j].fact] & wider[k].when[j].mask)
                    return wider[k].when[j];
    return decided;
}

static vocabulary_literal open_own(live_view *w, unsigned rule, live_as as)
{
    const blob_rule *r = &w->rules[rule];
    vocabulary_literal open = decided;
    bool free = r->modal == MODAL_SCHEDULE || (as == AS_DUTY ? (r->flags & RULE_OFFICE) != 0 : w->nobody_named);
    if (r->when.n)
        open = open_in(w, conjunct_number(w, r->when), r->when.n);
    if (!open.mask && r->subject.n && !free)
        open = open_in(w, conjunct_number(w, r->subject), r->subject.n);
    return open;
}

vocabulary_literal live_open_literal(live_view *w, unsigned rule, live_as as)
{
    const blob_rule *r = &w->rules[rule];
    if (w->depth > MAX_CHAIN)
        return decided;
    vocabulary_literal open = open_own(w, rule, as);
    w->depth++;
    if (!open.mask && r->trigger_rule != UINT32_MAX) {
        live_as of = leader_as(w, r, as);
        if (live_rule(w, r->trigger_rule, of) == POSSIBLE)
            open = live_open_literal(w, r->trigger_rule, of);
    }
    const uint16_t *by = live_numbers(w, r->defeaters);
    for (uint32_t i = 0; i < r->defeaters.n && !open.mask; i++) {
        if (live_rule(w, by[i], as) == POSSIBLE)
            open = live_open_literal(w, by[i], as);
        if (!open.mask && exception_bits(w, rule, by[i], as) == POSSIBLE)
            open = open_reach(w, &w->rules[by[i]]);
    }
    w->depth--;
    return open;
}

vocabulary_literal live_open_entry(live_view *w, const blob_entry *e)
{
    vocabulary_literal open = open_in(w, e->guard_first, e->guard_n);
    return open.mask || live_rule(w, e->rule, AS_ASKED) != POSSIBLE ? open : live_open_literal(w, e->rule, AS_ASKED);
}
