/* situation.c - a situation: what was told, what follows, what is presumed. docs/language.md section 5. */
#include "base/arena.h"
#include "situation.h"
#include <string.h>

static heed_situation *situation_of(const facts_index *x, heed_arena *mem)
{
    heed_situation *s = ARENA_NEW(mem, heed_situation, 1);
    size_t all = 2 * (size_t)x->n, bits = 0;
    for (uint32_t f = 0; f < x->n; f++)
        bits += (size_t)__builtin_popcountll(x->domain[f]) * 2;
    s->mem = mem;
    s->x = x;
    s->told = ARENA_NEW(mem, uint64_t, all);
    s->now = ARENA_NEW(mem, uint64_t, all);
    s->how = ARENA_NEW(mem, uint8_t, all);
    s->work = (narrowing){ .x = x, .poss = s->now, .how = s->how, .undo_cap = bits + 1 };
    s->work.queue = ARENA_NEW(mem, uint16_t, all);
    s->work.queued = ARENA_NEW(mem, uint8_t, all);
    s->work.why = ARENA_NEW(mem, uint16_t, all);
    s->work.undo = ARENA_NEW(mem, facts_undo, bits + 1);
    heed_situation_clear(s);
    return s;
}

heed_situation *heed_situation_new(const heed_vocabulary *v, heed_arena *mem)
{
    if (mem->guard) /* the caller's own call ends with HEED_FAULT */
        return situation_of(facts_index_new(v, mem), mem);
    jmp_buf here;
    mem->guard = &here;
    heed_situation *volatile s = NULL;
    if (!setjmp(here))
        s = situation_of(facts_index_new(v, mem), mem);
    mem->guard = NULL;
    return s;
}

heed_situation *situation_new_like(const heed_situation *s, heed_arena *mem)
{
    return situation_of(s->x, mem);
}

void heed_situation_clear(heed_situation *s)
{
    memcpy(s->told, s->x->domain, s->x->n * sizeof *s->told);
    memcpy(s->told + s->x->n, s->x->domain, s->x->n * sizeof *s->told);
    s->as_of = 0;
    s->settled = false;
}

void situation_copy(heed_situation *to, const heed_situation *from)
{
    memcpy(to->told, from->told, 2 * (size_t)from->x->n * sizeof *to->told);
    to->as_of = from->as_of;
    to->settled = false;
}

static heed_mood mood_in(const heed_situation *s, const uint64_t *masks)
{
    heed_fact f = s->x->known.mood;
    if (f == HEED_FACT_NONE)
        return HEED_STATEMENT;
    int value = __builtin_ctzll(masks[f]);
    return masks[f] & (masks[f] - 1) || value >= 63 ? HEED_STATEMENT : (heed_mood)s->x->mood_of[value];
}

heed_date heed_situation_as_of(const heed_situation *s)
{
    return s->as_of;
}

heed_status heed_situation_tell(heed_situation *s, heed_text token, heed_error *err)
{
    ARENA_GUARD(s->mem, err);
    told_token t;
    TRY(token_read(s->x, token, s->mem, &t, err));
    for (size_t i = 0; i < t.n; i++)
        if (!(s->told[t.at[i].fact] & t.at[i].mask)) {
            heed_text before = fact_token(s->x, t.at[i].fact, s->told[t.at[i].fact], s->mem);
            heed_text now = fact_token(s->x, t.at[i].fact, t.at[i].mask, s->mem);
            return heed_fail(err, HEED_INVALID, "\"%.*s\" and \"%.*s\" cannot both be so. Take one of them away.",
                             heed_fmt(before), heed_fmt(now));
        }
    for (size_t i = 0; i < t.n; i++)
        s->told[t.at[i].fact] &= t.at[i].mask;
    if (t.as_of)
        s->as_of = t.as_of;
    s->settled = false;
    return HEED_OK;
}

/* ---- contradictions in words */

typedef struct {
    uint16_t at[2 * MAX_FACTS];
    size_t n;
    bool seen[2 * MAX_FACTS];
} fact_list;

static void reach(fact_list *list, uint32_t fact)
{
    if (!list->seen[fact])
        list->at[list->n++] = (uint16_t)fact;
    list->seen[fact] = true;
}

static void reach_reason(const heed_situation *s, fact_list *list, uint32_t fact, uint16_t why)
{
    uint32_t n = s->x->n, scene = fact < n ? 0 : n;
    if (why == WHY_TIED)
        reach(list, scene ? fact - n : fact + n);
    else if (why) {
        const facts_clause *c = &s->x->clauses[why - 1];
        for (uint32_t i = 0; i < c->n; i++)
            reach(list, s->x->literals[c->first + i].fact + scene);
    }
}

/* Walk back from the fact that was left without a value to what was told. */
static heed_status contradiction(heed_situation *s, heed_error *err)
{
    fact_list *list = ARENA_NEW(s->mem, fact_list, 1);
    heed_text names = { "", 0 };
    size_t told = 0;
    reach(list, s->work.clash);
    reach_reason(s, list, s->work.clash, s->work.clash_why);
    for (size_t i = 0; i < list->n; i++) {
        uint32_t f = list->at[i];
        if (s->told[f] != s->x->domain[f < s->x->n ? f : f - s->x->n] && told++ < 4) {
            heed_text token = fact_token(s->x, f, s->told[f], s->mem);
            names = heed_text_printf(s->mem, "%.*s%s\"%.*s\"", heed_fmt(names), names.len ? " and " : "", heed_fmt(token));
        }
        if (s->how[f] != KNOWN_TOLD)
            reach_reason(s, list, f, s->work.why[f]);
    }
    if (!names.len)
        return heed_fail(err, HEED_INVALID, "The facts told contradict each other. Take one of them away.");
    return heed_fail(err, HEED_INVALID, "These facts cannot all be so: %.*s. Take one of them away.", heed_fmt(names));
}

/* ---- settling */

static bool single(uint64_t mask)
{
    return mask && !(mask & (mask - 1));
}

/* Narrow and follow; a narrowing that leads to a contradiction is taken back, and the fact stays open. */
static void try_narrow(heed_situation *s, uint32_t fact, uint64_t mask, known_how how)
{
    narrowing *w = &s->work;
    if (!(w->poss[fact] & mask) || !(w->poss[fact] & ~mask))
        return;
    size_t back = w->undone_to;
    w->mark = (uint8_t)how;
    bool well = narrow(w, fact, mask, 0);
    if (how >= KNOWN_DEFAULT)
        w->mark = KNOWN_FOLLOWS;
    if (!narrow_through(w) || !well)
        narrow_back(w, back);
}

static int act_known(const heed_situation *s, uint32_t scene)
{
    const facts_index *x = s->x;
    for (uint32_t i = 0; i < x->acts; i++) {
        uint64_t m = s->now[x->known.act + i + scene];
        if (single(m) && m != 1ull << HEED_VALUE_OTHER)
            return (int)(i * 63) + __builtin_ctzll(m);
    }
    return -1;
}

static bool ties_agree(heed_situation *s, int group)
{
    for (uint32_t f = 0; f < s->x->n; f++)
        if (s->x->tie[f] == group && !(s->now[f] & s->now[f + s->x->n]))
            return false;
    return true;
}

/* The event is the act's own: the same people, site, account and chat group. */
static void tie_group(heed_situation *s, int group)
{
    narrowing *w = &s->work;
    size_t back = w->undone_to;
    bool well = ties_agree(s, group);
    w->tied |= (uint8_t)(1u << group);
    for (uint32_t f = 0; well && f < s->x->n; f++)
        if (s->x->tie[f] == group)
            well = narrow(w, f, s->now[f + s->x->n], WHY_TIED) && narrow(w, f + s->x->n, s->now[f], WHY_TIED);
    well = narrow_through(w) && well;
    if (well)
        return;
    w->tied &= (uint8_t) ~(1u << group);
    narrow_back(w, back);
}

static void act_implies(heed_situation *s)
{
    size_t count;
    const vocabulary_answers *a = vocabulary_answerings(s->x->v, &count);
    heed_fact event = s->x->known.event;
    s->work.mark = KNOWN_IMPLIED;
    for (size_t i = 0; i < count && event != HEED_FACT_NONE; i++) {
        uint64_t bit = 1ull << a[i].event;
        if (a[i].act != s->act || !(s->now[event] & bit))
            continue;
        try_narrow(s, event, bit, KNOWN_IMPLIED);
        for (int group = TIED_PEOPLE; group < TIED_GROUPS; group++)
            tie_group(s, group);
    }
}

static void follow_defaults(heed_situation *s, const facts_scope *of)
{
    size_t count;
    const vocabulary_default *d = vocabulary_defaults(s->x->v, &count);
    for (bool more = true; more;) {
        more = false;
        for (uint32_t i = 0; i < of->default_count; i++) {
            const vocabulary_default *one = &d[of->defaults[i] / 2];
            uint32_t scene = of->defaults[i] % 2 ? s->x->n : 0;
            size_t before = s->work.undone_to;
            for (size_t k = 0; k < one->if_count; k++)
                if (!(s->now[one->if_any[k].fact + scene] & ~one->if_any[k].mask)) {
                    try_narrow(s, one->then.fact + scene, one->then.mask, KNOWN_DEFAULT);
                    break;
                }
            more |= s->work.undone_to != before;
        }
    }
}

/* The value a fact is presumed to have by the vocabulary's own word for it; 0 for none. */
static uint64_t usual_value(const heed_fact_info *info, bool described, known_how *how)
{
    uint64_t none = info->one_valued ? 1ull << HEED_VALUE_OTHER : 1;
    switch (info->presumed) {
    case HEED_PRESUMED_ABSENT:
        *how = KNOWN_ABSENT;
        return none;
    case HEED_PRESUMED_NOT_HELD:
        *how = KNOWN_NOT_HELD;
        return none;
    case HEED_PRESUMED_DESCRIBED:
        *how = KNOWN_CLOSED;
        return described ? none : 0;
    case HEED_PRESUMED_VALUE:
        *how = KNOWN_USUAL;
        return info->presumed_value;
    case HEED_PRESUMED_NONE:
        break;
    }
    return 0;
}

/* Sets of which something is known to hold without any presumption, by the number of their first fact. A set's facts stand
 * together. */
static void mark_described(const heed_situation *s, const facts_scope *of, bool *described)
{
    const facts_index *x = s->x;
    uint32_t last = UINT32_MAX;
    for (uint32_t i = 0; i < of->fact_count; i++) {
        uint32_t f = of->facts[i], scene = f < x->n ? 0 : x->n, set = x->set_of[f - scene];
        if (set + scene == last || x->info[f - scene]->one_valued)
            continue;
        last = set + scene;
        for (uint32_t g = set; g < x->n && x->set_of[g] == set && !described[last]; g++)
            described[last] = s->now[g + scene] == 2;
    }
}

static void presume(heed_situation *s, const facts_scope *of, bool only_mood_and_deed)
{
    bool described[2 * MAX_FACTS];
    const facts_index *x = s->x;
    memset(described, 0, 2 * x->n);
    if (!only_mood_and_deed) {
        mark_described(s, of, described);
        follow_defaults(s, of);
    }
    for (uint32_t i = 0; i < of->fact_count; i++) {
        uint32_t f = of->facts[i], plain = f < x->n ? f : f - x->n;
        if (single(s->now[f]) || (only_mood_and_deed && plain != x->known.mood && plain != x->known.done))
            continue;
        known_how how = KNOWN_NOT;
        uint64_t value = usual_value(x->info[plain], described[x->set_of[plain] + f - plain], &how);
        if (value)
            try_narrow(s, f, value, how);
    }
}

/* The event's act asked of by itself, for acts that ask about another and for breaches: by whom the event says, or by the
 * asker. */
static void embed(heed_situation *s)
{
    const facts_index *x = s->x;
    s->has_embedded = false;
    if (s->event_act < 0 || s->bare)
        return;
    if (!s->embedded)
        s->embedded = situation_of(x, s->mem);
    heed_situation *e = s->embedded;
    heed_situation_clear(e);
    memcpy(e->told, s->told + x->n, x->n * sizeof *e->told);
    bool roles_told = false;
    for (size_t i = 0; i < x->role_count; i++)
        roles_told |= e->told[x->roles[i]] == 2;
    for (size_t i = 0; i < x->role_count && !roles_told; i++)
        e->told[x->roles[i]] = s->told[x->roles[i]];
    if (x->known.mood != HEED_FACT_NONE)
        e->told[x->known.mood] = x->domain[x->known.mood];
    e->as_of = s->as_of;
    s->has_embedded = situation_settle(e, true, NULL) == HEED_OK && e->act >= 0;
}

void situation_note(heed_situation *s)
{
    const facts_index *x = s->x;
    s->act = act_known(s, 0);
    s->event_act = act_known(s, x->n);
    s->mood = mood_in(s, s->now);
    s->event = -1;
    if (x->known.event != HEED_FACT_NONE) {
        uint64_t m = s->now[x->known.event];
        s->event = !single(m) ? -2 : m == 1ull << HEED_VALUE_OTHER ? -1 : __builtin_ctzll(m);
    }
    s->nobody_named = true;
    for (size_t i = 0; i < x->role_count; i++)
        s->nobody_named &= s->now[x->roles[i]] != 2;
}

heed_status situation_settle(heed_situation *s, bool with_presumptions, heed_error *err)
{
    narrowing *w = &s->work;
    size_t all = 2 * (size_t)s->x->n;
    if (s->x->n > MAX_FACTS || s->x->clause_count > MAX_CLAUSES)
        return heed_fail(err, HEED_INVALID, "This vocabulary has more than %d facts or %d implications. Make it smaller.",
                         MAX_FACTS, MAX_CLAUSES);
    s->settled = false;
    s->bare = !with_presumptions;
    w->undone_to = 0;
    w->tied = 0;
    memset(s->how, 0, all);
    memset(w->why, 0, all * sizeof *w->why);
    memcpy(s->now, s->x->domain, s->x->n * sizeof *s->now);
    memcpy(s->now + s->x->n, s->x->domain, s->x->n * sizeof *s->now);
    w->mark = KNOWN_TOLD;
    for (uint32_t f = 0; f < all; f++)
        narrow(w, f, s->told[f], 0); /* a told mask is never empty: telling sees to that */
    w->mark = KNOWN_IMPLIED;
    if (!narrow_through(w) || !narrow_can_complete(w, &s->x->all))
        return contradiction(s, err);
    s->act = act_known(s, 0);
    act_implies(s);
    presume(s, &s->x->all, !with_presumptions);
    situation_note(s);
    embed(s);
    s->settled = true;
    return HEED_OK;
}

bool situation_settle_part(heed_situation *s, const facts_scope *of, bool ties)
{
    narrowing *w = &s->work;
    w->undone_to = 0;
    for (uint32_t i = 0; i < of->fact_count; i++) {
        uint32_t f = of->facts[i];
        s->now[f] = s->x->domain[f < s->x->n ? f : f - s->x->n];
        s->how[f] = 0;
    }
    w->mark = KNOWN_TOLD;
    for (uint32_t i = 0; i < of->fact_count; i++)
        narrow(w, of->facts[i], s->told[of->facts[i]], 0);
    w->mark = KNOWN_IMPLIED;
    if (ties)
        w->tied = 0;
    if (!narrow_by_clauses(w, of) || !narrow_can_complete(w, of))
        return false;
    if (ties)
        act_implies(s);
    presume(s, of, false);
    return true;
}

heed_status heed_situation_settle(heed_situation *s, heed_error *err)
{
    ARENA_GUARD(s->mem, err);
    if (s->settled && !s->bare)
        return HEED_OK;
    return situation_settle(s, true, err);
}
