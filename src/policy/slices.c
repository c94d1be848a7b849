/* slices.c - which rules speak when an act is asked, from what the vocabulary says of acts. */
#include "slices.h"
#include <string.h>

static bool same_clause(const pool *p, const blob_conjunct *k, const clause_any *c)
{
    if (k->n != c->n)
        return false;
    for (size_t i = 0; i < c->n; i++)
        if (p->literals[k->first + i].fact != c->at[i].fact || p->literals[k->first + i].mask != c->at[i].mask)
            return false;
    return true;
}

/* Where a run of equal conjuncts already stands, or conjunct_count. */
static size_t find_run(const pool *p, const condition *c)
{
    for (size_t at = 0; at + c->n <= p->conjunct_count; at++) {
        size_t i = 0;
        while (i < c->n && same_clause(p, &p->conjuncts[at + i], &c->at[i]))
            i++;
        if (i == c->n)
            return at;
    }
    return p->conjunct_count;
}

static uint32_t literals_of(pool *p, const clause_any *c)
{
    for (size_t i = 0; i < p->conjunct_count; i++)
        if (same_clause(p, &p->conjuncts[i], c))
            return p->conjuncts[i].first;
    uint32_t first = (uint32_t)p->literal_count;
    for (size_t i = 0; i < c->n; i++)
        *ARENA_PUSH(p->mem, p->literals, p->literal_count, p->literals_cap) = (blob_literal){ c->at[i].fact, 0, c->at[i].mask };
    return first;
}

uint32_t pool_condition(pool *p, const condition *c)
{
    if (!c->n)
        return 0;
    size_t at = find_run(p, c);
    if (at < p->conjunct_count)
        return (uint32_t)at;
    for (size_t i = 0; i < c->n; i++) {
        blob_conjunct k = { literals_of(p, &c->at[i]), (uint32_t)c->at[i].n };
        *ARENA_PUSH(p->mem, p->conjuncts, p->conjunct_count, p->conjuncts_cap) = k;
    }
    return (uint32_t)at;
}

uint64_t slices_event_mask(const compiler *c, const rule *r)
{
    uint64_t mask = 0;
    if (!(r->flags & RULE_TRIGGERED) || r->trigger_event == UINT32_MAX)
        return 0;
    for (size_t i = 0; i < r->when.n; i++)
        for (size_t k = 0; k < r->when.at[i].n; k++)
            if (r->when.at[i].at[k].fact == c->v->known.event)
                mask |= r->when.at[i].at[k].mask;
    return mask;
}

/* Rules of permission reach narrower acts; duties, schedules and what is shown beside do not. */
static bool reaches_narrower(const rule *r)
{
    return r->modal <= MODAL_ADVISED_NOT || r->modal == MODAL_MAY;
}

static bool is_duty(const rule *r)
{
    return r->modal == MODAL_MUST || r->modal == MODAL_SHOULD || r->modal == MODAL_ADVISED || r->modal == MODAL_SCHEDULE;
}

/* ---- what a rule cannot do without: most are done with on looking at that */

/* How often does it hold, roughly? By what is presumed of the fact. */
static double likely(const heed_vocabulary *v, const vocabulary_literal *l)
{
    heed_fact plain = l->fact % (heed_fact)v->fact_count;
    const heed_fact_info *info = &v->facts[plain];
    uint64_t none = info->one_valued ? UINT64_C(1) << HEED_VALUE_OTHER : 1, usual = 0;
    double named = (double)__builtin_popcountll(l->mask) / __builtin_popcountll(vocabulary_domain(v, plain));
    if (info->presumed == HEED_PRESUMED_ABSENT || info->presumed == HEED_PRESUMED_NOT_HELD)
        usual = none;
    if (info->presumed == HEED_PRESUMED_VALUE)
        usual = info->presumed_value;
    if (usual)
        return l->mask & usual ? 0.95 : 0.05 * named;
    return info->one_valued || named == 1 ? named : l->mask == none ? 0.8 : 0.2;
}

static double any_likely(const heed_vocabulary *v, const clause_any *any)
{
    double unlikely = 1;
    for (size_t i = 0; i < any->n; i++) {
        heed_fact plain = any->at[i].fact % (heed_fact)v->fact_count;
        if (plain == v->known.breach || plain == v->known.doubt) /* not known before the first answer is */
            return 1;
        unlikely *= 1 - likely(v, &any->at[i]);
    }
    return 1 - unlikely;
}

static void add_need(compiler *c, pool *p, const rule *r, blob_entry *e)
{
    double least = 0.9;
    for (size_t i = 0; i < r->when.n; i++) {
        double now = any_likely(c->v, &r->when.at[i]);
        if (now >= least)
            continue;
        least = now;
        e->need_first = literals_of(p, &r->when.at[i]);
        e->need_n = (uint32_t)r->when.at[i].n;
    }
}

static void add_entry(compiler *c, pool *p, entries *to, uint16_t at, blob_speaks speaks, const vocabulary_wider *by)
{
    blob_entry e = { .rule = at, .speaks = (uint16_t)speaks };
    add_need(c, p, &c->rules[at], &e);
    if (by && by->when_count) {
        condition guard = { 0 };
        condition_add(c->mem, &guard, by->when, by->when_count);
        e.guard_first = pool_condition(p, &guard);
        e.guard_n = 1;
    }
    *ARENA_PUSH(c->mem, to->at, to->n, to->cap) = e;
}

static bool leaves(const heed_vocabulary *v, uint16_t act, const id_list *acts)
{
    for (size_t i = 0; i < v->leaving_count; i++)
        if (v->leavings[i].act == act && list_has(acts, v->leavings[i].other))
            return true;
    return false;
}

/* The act as a kind of wider acts: one unconditional way is enough, else every conditional one. */
static void wider_entries(compiler *c, pool *p, uint16_t act, uint16_t at, entries *to)
{
    const heed_vocabulary *v = c->v;
    for (int conditional = 0; conditional < 2; conditional++) {
        bool found = false;
        for (size_t i = 0; i < v->wider_count; i++) {
            const vocabulary_wider *w = &v->widers[i];
            if (w->act != act || (w->when_count > 0) != conditional || !list_has(&c->rules[at].acts, w->wider))
                continue;
            add_entry(c, p, to, at, SPEAKS_WIDER, w);
            found = true;
            if (!conditional)
                return;
        }
        if (found)
            return;
    }
}

static void leaving_entries(compiler *c, pool *p, uint16_t act, uint16_t at, entries *to)
{
    const heed_vocabulary *v = c->v;
    const id_list *acts = &c->rules[at].acts;
    const vocabulary_wider *best = NULL;
    bool self = leaves(v, act, acts);
    for (size_t i = 0; i < v->wider_count && !self; i++)
        if (v->widers[i].act == act && leaves(v, v->widers[i].wider, acts) && (!best || !v->widers[i].when_count))
            best = &v->widers[i];
    if (self || best)
        add_entry(c, p, to, at, SPEAKS_OMITTED, best);
}

static void done_entries(compiler *c, pool *p, uint16_t act, uint16_t at, entries *to)
{
    const rule *r = &c->rules[at];
    if (list_has(&r->acts, act))
        add_entry(c, p, to, at, SPEAKS_SAME, NULL);
    else if (reaches_narrower(r))
        wider_entries(c, p, act, at, to);
    if (is_duty(r))
        leaving_entries(c, p, act, at, to);
}

slice *slices_make(compiler *c, pool *p)
{
    size_t acts = heed_act_count(c->v);
    slice *slices = ARENA_NEW(c->mem, slice, acts + 1);
    for (uint16_t act = 0; act < acts; act++)
        for (size_t i = 0; i < c->rule_count; i++) {
            uint16_t at = c->order[i];
            const rule *r = &c->rules[at];
            if (r->flags & RULE_ON_ACT && !list_has(&r->trigger_acts, act)) /* never live where another act is asked */
                continue;
            done_entries(c, p, act, at, &slices[act].done);
            if (is_duty(r) && list_has(&r->acts, act))
                add_entry(c, p, &slices[act].omitted, at, SPEAKS_OMITTED, NULL);
            if (r->modal == MODAL_CITES && list_has(&r->acts, act))
                add_entry(c, p, &slices[act].omitted, at, SPEAKS_SAME, NULL);
            if (list_has(&r->trigger_acts, act))
                add_entry(c, p, r->flags & RULE_AFTER_ACT ? &slices[act].after : &slices[act].follows, at, SPEAKS_SAME, NULL);
        }
    return slices;
}
