/* space_facts.c - which facts a space has, in which order, and what the vocabulary allows of them. */
#include "space_facts.h"
#include "base/arena.h"
#include <string.h>

diagram space_fact(space *s, uint32_t fact, uint64_t mask)
{
    const vocabulary_known *k = &s->x->known;
    fact = space_held(s, fact);
    if (fact == k->event && s->event >= 0)
        return mask & 1ull << s->event ? DIAGRAM_ALL : DIAGRAM_NONE;
    if (fact == k->done)
        return mask & 1ull << (s->omitted ? k->omitted_value : k->done_value) ? DIAGRAM_ALL : DIAGRAM_NONE;
    for (uint32_t i = 0; i < s->x->acts; i++) {
        vocabulary_literal is = vocabulary_act_literal(s->x->v, s->act);
        if (fact == k->act + i)
            return mask & (is.fact == fact ? is.mask : 1ull << HEED_VALUE_OTHER) ? DIAGRAM_ALL : DIAGRAM_NONE;
    }
    if (s->d)
        return diagram_literal(s->d, s->variable_of[fact], mask);
    s->variable_of[fact] = 0;
    return DIAGRAM_ALL;
}

typedef struct {
    space *s;
    bool *wanted; /* by fact of both scenes: a rule asks it */
    bool *linked; /* or an implication ties it to one that is */
} gathering;

static bool clause_touches(const gathering *g, const facts_clause *c, uint32_t scene)
{
    for (uint32_t i = 0; i < c->n; i++)
        if (g->linked[space_held(g->s, g->s->x->literals[c->first + i].fact + scene)])
            return true;
    return false;
}

static bool is_settled(const space *s, uint32_t fact)
{
    return (fact == s->x->known.event && s->event >= 0) || fact == s->x->known.done ||
           (fact >= s->x->known.act && fact < s->x->known.act + s->x->acts);
}

static bool link_clauses(gathering *g, uint32_t scene)
{
    const facts_index *x = g->s->x;
    bool more = false;
    for (size_t i = 0; i < x->clause_count; i++) {
        if (!clause_touches(g, &x->clauses[i], scene))
            continue;
        for (uint32_t k = 0; k < x->clauses[i].n; k++) {
            uint32_t fact = space_held(g->s, x->literals[x->clauses[i].first + k].fact + scene);
            more |= !g->linked[fact] && !is_settled(g->s, fact);
            g->linked[fact] |= !is_settled(g->s, fact);
        }
    }
    return more;
}

static void link_facts(gathering *g)
{
    const facts_index *x = g->s->x;
    memcpy(g->linked, g->wanted, 2 * (size_t)x->n * sizeof *g->linked);
    for (bool more = true; more;) {
        more = link_clauses(g, 0);
        more |= link_clauses(g, x->n);
    }
}

/* A fact, and behind it all that implications tie to it, however far: facts that have to do with each other stand together, and
 * what has nothing to do with them does not stand in between. */
static void place_with_linked(gathering *g, uint32_t fact)
{
    space *s = g->s;
    const facts_index *x = s->x;
    uint32_t plain = fact < x->n ? fact : fact - x->n;
    if (space_held(s, fact) != fact || !g->linked[fact] || s->variable_of[fact] != UINT16_MAX)
        return;
    s->variable_of[fact] = (uint16_t)s->count;
    s->domain[s->count] = x->domain[plain];
    s->fact_of[s->count++] = fact;
    for (uint32_t scene = 0; scene <= x->n; scene += x->n)
        for (uint32_t i = x->at_first[plain]; space_held(s, plain + scene) == fact && i < x->at_first[plain + 1]; i++) {
            const facts_clause *c = &x->clauses[x->at[i]];
            for (uint32_t k = 0; k < c->n; k++)
                place_with_linked(g, space_held(s, x->literals[c->first + k].fact + scene));
        }
}

static void order_facts(gathering *g)
{
    space *s = g->s;
    const facts_index *x = s->x;
    memset(s->variable_of, 0xFF, 2 * (size_t)x->n * sizeof *s->variable_of);
    for (uint32_t scene = 0; scene <= x->n; scene += x->n) {
        for (size_t i = 0; i < x->role_count; i++)
            place_with_linked(g, x->roles[i] + scene);
        for (uint32_t fact = 0; fact < x->n; fact++)
            place_with_linked(g, fact + scene);
    }
}

static diagram clause_allows(space *s, const facts_clause *c, uint32_t scene)
{
    diagram any = DIAGRAM_NONE;
    for (uint32_t i = c->n; i-- > 0;) {
        const vocabulary_literal *l = &s->x->literals[c->first + i];
        any = either(s, any, space_fact(s, l->fact + scene, l->mask));
    }
    return any;
}

static bool all_linked(const gathering *g, const facts_clause *c, uint32_t scene)
{
    for (uint32_t i = 0; i < c->n; i++) {
        uint32_t fact = space_held(g->s, g->s->x->literals[c->first + i].fact + scene);
        if (!g->linked[fact] && !is_settled(g->s, fact))
            return false;
    }
    return true;
}

/* The first variable a clause asks; UINT32_MAX when the act settles it or nothing here touches it. */
static uint32_t first_variable(const gathering *g, const facts_clause *c, uint32_t scene)
{
    uint32_t first = UINT32_MAX;
    if (!clause_touches(g, c, scene) || !all_linked(g, c, scene))
        return first;
    for (uint32_t i = 0; i < c->n; i++) {
        uint32_t variable = g->s->variable_of[space_held(g->s, g->s->x->literals[c->first + i].fact + scene)];
        if (variable < first)
            first = variable;
    }
    return first;
}

/* The first variable of all clauses a fact stands in: once those are joined, nothing more is said of it. */
static uint32_t first_beside(const gathering *g, uint32_t variable)
{
    const space *s = g->s;
    uint32_t plain = s->fact_of[variable] % s->x->n, first = variable;
    for (uint32_t scene = 0; scene <= s->x->n; scene += s->x->n)
        for (uint32_t i = s->x->at_first[plain];
             space_held(s, plain + scene) == s->fact_of[variable] && i < s->x->at_first[plain + 1]; i++) {
            uint32_t one = first_variable(g, &s->x->clauses[s->x->at[i]], scene);
            first = one < first ? one : first;
        }
    return first;
}

static void join_clauses(gathering *g, uint32_t at)
{
    space *s = g->s;
    const facts_index *x = s->x;
    uint32_t plain = s->fact_of[at] % x->n;
    for (uint32_t scene = 0; scene <= x->n; scene += x->n)
        for (uint32_t i = x->at_first[plain]; space_held(s, plain + scene) == s->fact_of[at] && i < x->at_first[plain + 1]; i++)
            if (first_variable(g, &x->clauses[x->at[i]], scene) == at)
                s->valid = both(s, clause_allows(s, &x->clauses[x->at[i]], scene), s->valid);
}

/* From the last variable to the first: what is joined on top leaves what is below as it is. A fact no rule asks is forgotten
 * as soon as nothing more is said of it, so that counts and pictures are about what matters. */
static void allow(gathering *g)
{
    space *s = g->s;
    uint32_t *until = ARENA_NEW(s->mem, uint32_t, s->count + 1);
    for (uint32_t i = 0; i < s->count; i++)
        until[i] = g->wanted[s->fact_of[i]] ? UINT32_MAX : first_beside(g, i);
    s->valid = DIAGRAM_ALL;
    for (uint32_t at = s->count; at-- > 0;) {
        join_clauses(g, at);
        for (uint32_t i = s->count; i-- > at;)
            if (until[i] == at)
                s->valid = diagram_forget(s->d, s->valid, i, s->domain[i]);
    }
}

/* The event this act answers; -1 for none. */
static int answered_event(const facts_index *x, uint32_t act)
{
    size_t count;
    const vocabulary_answers *list = vocabulary_answerings(x->v, &count);
    for (size_t i = 0; i < count; i++)
        if (list[i].act == act)
            return list[i].event;
    return -1;
}

heed_status space_open(const facts_index *x, const heed_policy *const *policies, size_t count, uint32_t act, bool omitted,
                       heed_date as_of, uint32_t limit, heed_arena *mem, space **space_out, heed_error *err)
{
    size_t n = 2 * (size_t)x->n;
    space *s = ARENA_NEW(mem, space, 1);
    *s = (space){ .mem = mem, .x = x, .act = act, .omitted = omitted, .as_of = as_of, .valid = DIAGRAM_ALL };
    const heed_policy **kept = ARENA_NEW(mem, const heed_policy *, count + 1); /* the caller's list may be on its stack */
    for (size_t i = 0; i < count; i++)
        kept[i] = policies[i];
    s->policies = kept;
    s->policy_count = count;
    s->event = x->known.event == HEED_FACT_NONE ? -1 : answered_event(x, act);
    s->fact_of = ARENA_NEW(mem, uint32_t, n);
    s->variable_of = ARENA_NEW(mem, uint16_t, n);
    s->domain = ARENA_NEW(mem, uint64_t, n);
    memset(s->variable_of, 0xFF, n * sizeof *s->variable_of);
    gathering g = { s, ARENA_NEW(mem, bool, n), ARENA_NEW(mem, bool, n) };
    for (size_t i = 0; i < count; i++)
        space_rules(s, policies[i], NO_RULE);
    for (size_t f = 0; f < n; f++)
        g.wanted[f] = s->variable_of[f] != UINT16_MAX;
    link_facts(&g);
    order_facts(&g);
    s->d = diagrams_new(mem, s->domain, s->count, limit);
    allow(&g);
    for (uint32_t f = 0; f < n; f++)
        s->variable_of[f] = s->variable_of[space_held(s, f)];
    *space_out = s;
    return space_check(s, err);
}
