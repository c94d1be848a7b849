/* sat.c - one act of a policy as clauses for CaDiCaL. */
#include "sat.h"
#include "base/arena.h"
#include <ccadical.h>

enum { DEEP = 400 };

struct sat {
    heed_arena *mem;
    const facts_index *x;
    const heed_policy *policy;
    const blob_head *h;
    uint32_t act;
    CCaDiCaL *solver;
    int *first; /* by fact of both scenes: variable of its first value, 0 for none yet */
    int variables, truth;
    int (*live)[2]; /* by rule: literal of "live" as a duty and as asked, 0 not made yet */
    unsigned depth;
    bool *wanted; /* clauses already added, both scenes */
};

static void clause2(sat *s, int a, int b)
{
    ccadical_add(s->solver, a);
    ccadical_add(s->solver, b);
    ccadical_add(s->solver, 0);
}

static void clause3(sat *s, int a, int b, int c)
{
    ccadical_add(s->solver, a);
    clause2(s, b, c);
}

/* ---- gates */

static int both(sat *s, int a, int b)
{
    if (a == -s->truth || b == -s->truth || a == -b)
        return -s->truth;
    if (a == s->truth || a == b)
        return b;
    if (b == s->truth)
        return a;
    int g = ++s->variables;
    clause2(s, -g, a);
    clause2(s, -g, b);
    clause3(s, g, -a, -b);
    return g;
}

static int either(sat *s, int a, int b)
{
    return -both(s, -a, -b);
}

/* ---- facts: exactly one value each */

static int value_count(const sat *s, uint32_t fact)
{
    return __builtin_popcountll(s->x->domain[fact < s->x->n ? fact : fact - s->x->n]);
}

static int value_variable(sat *s, uint32_t fact, uint64_t value)
{
    uint64_t domain = s->x->domain[fact < s->x->n ? fact : fact - s->x->n];
    return s->first[fact] + __builtin_popcountll(domain & (value - 1));
}

static void make_fact(sat *s, uint32_t fact)
{
    int n = value_count(s, fact), first = s->variables + 1;
    s->first[fact] = first;
    s->variables += n;
    for (int i = 0; i < n; i++)
        ccadical_add(s->solver, first + i);
    ccadical_add(s->solver, 0);
    for (int i = 0; i < n; i++)
        for (int k = i + 1; k < n; k++)
            clause2(s, -(first + i), -(first + k));
}

static int answered_event(const sat *s)
{
    size_t count;
    const vocabulary_answers *list = vocabulary_answerings(s->x->v, &count);
    for (size_t i = 0; i < count; i++)
        if (list[i].act == s->act)
            return list[i].event;
    return -1;
}

static bool settled(const sat *s, uint32_t fact)
{
    return (fact == s->x->known.event && answered_event(s) >= 0) || fact == s->x->known.done ||
           (fact >= s->x->known.act && fact < s->x->known.act + s->x->acts);
}

/* The act is done, it is this act, and the event it answers has happened. */
static int settled_holds(const sat *s, uint32_t fact, uint64_t mask)
{
    vocabulary_literal is = vocabulary_act_literal(s->x->v, s->act);
    uint64_t value = fact == s->x->known.event  ? 1ull << answered_event(s)
                     : fact == s->x->known.done ? 1ull << s->x->known.done_value
                     : is.fact == fact          ? is.mask
                                                : 1ull << HEED_VALUE_OTHER;
    return mask & value ? s->truth : -s->truth;
}

static int holds(sat *s, uint32_t fact, uint64_t mask);

/* What the vocabulary implies of this fact, and of those it leads to. */
static void add_implications(sat *s, uint32_t fact)
{
    uint32_t plain = fact < s->x->n ? fact : fact - s->x->n, scene = fact - plain;
    for (uint32_t i = s->x->at_first[plain]; i < s->x->at_first[plain + 1]; i++) {
        size_t number = s->x->at[i] + (scene ? s->x->clause_count : 0);
        const facts_clause *c = &s->x->clauses[s->x->at[i]];
        if (s->wanted[number])
            continue;
        s->wanted[number] = true;
        int any = -s->truth;
        for (uint32_t k = 0; k < c->n; k++) {
            const vocabulary_literal *l = &s->x->literals[c->first + k];
            any = either(s, any, holds(s, l->fact + scene, l->mask));
        }
        ccadical_add(s->solver, any);
        ccadical_add(s->solver, 0);
    }
}

/* Facts of the people and places of an answered event are the act's own. */
static void tie(sat *s, uint32_t plain)
{
    int n = value_count(s, plain);
    if (answered_event(s) < 0 || !s->x->tie[plain])
        return;
    holds(s, plain, 1);
    holds(s, plain + s->x->n, 1);
    for (int i = 0; i < n; i++) {
        clause2(s, -(s->first[plain] + i), s->first[plain + s->x->n] + i);
        clause2(s, s->first[plain] + i, -(s->first[plain + s->x->n] + i));
    }
}

static int holds(sat *s, uint32_t fact, uint64_t mask)
{
    if (settled(s, fact))
        return settled_holds(s, fact, mask);
    if (!s->first[fact]) {
        make_fact(s, fact);
        add_implications(s, fact);
        uint32_t plain = fact < s->x->n ? fact : fact - s->x->n;
        if (!s->first[plain] || !s->first[plain + s->x->n] || fact == plain)
            tie(s, plain);
    }
    int any = -s->truth;
    for (uint64_t left = mask & s->x->domain[fact < s->x->n ? fact : fact - s->x->n]; left; left &= left - 1)
        any = either(s, any, value_variable(s, fact, left & -left));
    return any;
}

/* ---- rules, read word for word from docs/language.md section 6 */

static int conjuncts(sat *s, const blob_conjunct *c, uint32_t n)
{
    int all = s->truth;
    for (uint32_t i = 0; i < n; i++) {
        int any = -s->truth;
        for (uint32_t k = 0; k < c[i].n; k++) {
            const blob_literal *l = BLOB_AT(s->h, blob_literal, s->h->literals, c[i].first + k);
            any = either(s, any, holds(s, l->fact, l->mask));
        }
        all = both(s, all, any);
    }
    return all;
}

static const blob_rule *rule_at(const sat *s, unsigned rule)
{
    return BLOB_AT(s->h, blob_rule, s->h->rules, rule);
}

static unsigned act_at(const sat *s, const blob_rule *r, uint32_t i)
{
    return *BLOB_AT(s->h, uint16_t, r->acts, i);
}

static bool is_kind(const sat *s, unsigned act, unsigned wider)
{
    size_t count;
    const vocabulary_wider *w = vocabulary_widers(s->x->v, &count);
    bool is = act == wider;
    for (size_t i = 0; i < count; i++)
        is |= w[i].act == act && w[i].wider == wider;
    return is;
}

static int kind_here(sat *s, unsigned act, unsigned wider)
{
    size_t count;
    const vocabulary_wider *w = vocabulary_widers(s->x->v, &count);
    int is = act == wider ? s->truth : -s->truth;
    for (size_t i = 0; i < count; i++) {
        if (w[i].act != act || w[i].wider != wider)
            continue;
        int when = w[i].when_count ? -s->truth : s->truth;
        for (size_t k = 0; k < w[i].when_count; k++)
            when = either(s, when, holds(s, w[i].when[k].fact, w[i].when[k].mask));
        is = either(s, is, when);
    }
    return is;
}

static bool left_undone(const sat *s, unsigned act)
{
    size_t count;
    const vocabulary_leaves *l = vocabulary_leavings(s->x->v, &count);
    bool left = false;
    for (size_t i = 0; i < count; i++)
        left |= l[i].other == act && is_kind(s, s->act, l[i].act);
    return left;
}

static bool is_duty(const blob_rule *r)
{
    return r->modal == MODAL_MUST || r->modal == MODAL_SHOULD || r->modal == MODAL_ADVISED;
}

static bool speaks_by(const sat *s, const blob_rule *r, unsigned act)
{
    return is_duty(r)                   ? left_undone(s, act) || act == s->act
           : r->modal == MODAL_SCHEDULE ? act == s->act
                                        : is_kind(s, s->act, act);
}

static int covered(sat *s, const blob_rule *exception, unsigned act)
{
    int any = -s->truth;
    for (uint32_t i = 0; i < exception->acts.n; i++)
        any = either(s, any, kind_here(s, act, act_at(s, exception, i)));
    return any;
}

static int reaches(sat *s, const blob_rule *r, const blob_rule *e, bool asked)
{
    bool related = false, spoken = false;
    for (uint32_t i = 0; i < r->acts.n; i++)
        for (uint32_t k = 0; k < e->acts.n; k++)
            related |= is_kind(s, act_at(s, r, i), act_at(s, e, k)) || is_kind(s, act_at(s, e, k), act_at(s, r, i));
    for (uint32_t i = 0; i < r->acts.n; i++)
        spoken |= asked && speaks_by(s, r, act_at(s, r, i));
    int all = s->truth;
    for (uint32_t i = 0; related && i < r->acts.n; i++) {
        unsigned act = act_at(s, r, i);
        if (!spoken || (is_duty(r) && left_undone(s, act)))
            all = both(s, all, covered(s, e, act));
        else if (speaks_by(s, r, act))
            all = both(s, all, covered(s, e, s->act));
    }
    return all;
}

static int trigger_told(sat *s, const blob_rule *r)
{
    int told = -s->truth;
    for (uint32_t i = 0; i < r->trigger_acts.n; i++) {
        unsigned act = *BLOB_AT(s->h, uint16_t, r->trigger_acts, i);
        vocabulary_literal is = vocabulary_act_literal(s->x->v, act);
        told = either(s, told,
                      r->flags & RULE_AFTER_ACT ? holds(s, is.fact + s->x->n, is.mask)
                      : act == s->act           ? s->truth
                                                : -s->truth);
    }
    return told;
}

static int live(sat *s, unsigned number, bool asked);

static int live_made(sat *s, unsigned number, bool asked)
{
    const blob_rule *r = rule_at(s, number);
    int own = conjuncts(s, BLOB_AT(s->h, blob_conjunct, r->when, 0), r->when.n);
    if (r->modal != MODAL_SCHEDULE && (asked || !(r->flags & RULE_OFFICE)))
        own = both(s, own, conjuncts(s, BLOB_AT(s->h, blob_conjunct, r->subject, 0), r->subject.n));
    if (r->flags & (RULE_ON_ACT | RULE_AFTER_ACT))
        own = both(s, own, trigger_told(s, r));
    if (r->trigger_rule != UINT32_MAX) {
        const blob_rule *leader = rule_at(s, r->trigger_rule);
        bool as_asked = asked;
        for (uint32_t i = 0; i < leader->acts.n; i++)
            as_asked |=
                speaks_by(s, leader, act_at(s, leader, i)) && !(is_duty(leader) && left_undone(s, act_at(s, leader, i)));
        own = both(s, own, live(s, r->trigger_rule, as_asked));
    }
    for (uint32_t i = 0; i < r->defeaters.n; i++) {
        unsigned by = *BLOB_AT(s->h, uint16_t, r->defeaters, i);
        own = both(s, own, -both(s, reaches(s, r, rule_at(s, by), asked), live(s, by, asked)));
    }
    return own;
}

static int live(sat *s, unsigned number, bool asked)
{
    if (s->live[number][asked])
        return s->live[number][asked];
    if (s->depth > DEEP)
        return -s->truth;
    s->live[number][asked] = -s->truth;
    s->depth++;
    int made = live_made(s, number, asked);
    s->depth--;
    return s->live[number][asked] = made;
}

sat *sat_open(const facts_index *x, const heed_policy *policy, uint32_t act, heed_arena *mem)
{
    const blob_head *h = policy_head(policy);
    sat *s = ARENA_NEW(mem, sat, 1);
    *s = (sat){ .mem = mem, .x = x, .policy = policy, .h = h, .act = act, .solver = ccadical_init() };
    s->first = ARENA_NEW(mem, int, 2 * (size_t)x->n);
    s->live = arena_array(mem, sizeof *s->live, h->rules.n + 1u);
    s->wanted = ARENA_NEW(mem, bool, 2 * x->clause_count + 1);
    s->truth = ++s->variables;
    ccadical_add(s->solver, s->truth);
    ccadical_add(s->solver, 0);
    return s;
}

void sat_close(sat *s)
{
    ccadical_release(s->solver);
}

int sat_entry(sat *s, const blob_entry *e)
{
    return both(s, live(s, e->rule, true),
                conjuncts(s, BLOB_AT(s->h, blob_conjunct, s->h->conjuncts, e->guard_first), e->guard_n));
}

bool sat_possible(sat *s, int a, int b)
{
    ccadical_assume(s->solver, a);
    if (b)
        ccadical_assume(s->solver, b);
    return ccadical_solve(s->solver) == 10;
}
