/* again.c - settling once more where little has changed.
 *
 * "What if" is asked dozens of times for one answer, and settling is nearly all its cost. So the facts of a situation are put
 * into parts: two facts are in one part when a clause of the vocabulary, a default, a set that is described as a whole, or an
 * answered event links them, by way of facts that were not told as one value. Then told otherwise, a fact changes nothing
 * outside its own part:
 *
 *   - Each step of settling looks at facts, clauses, defaults and sets one by one. What it does to a fact hangs on that fact's
 *     links alone, and each link lies within one part, but for told facts; they have the same single value from first to last.
 *   - So the steps on one part do not see the steps on another, in whatever order they come, and the same steps on a part that
 *     begins the same end the same. A contradiction is found in the part where it lies.
 *   - A told fact that is changed is in no part: it links with parts on all sides, and these are settled again.
 *
 * What hangs on the whole (act, event, mood, whether anybody is named) is worked out afterwards as always. An event whose act
 * is known is a situation of its own, and is left to settling as a whole. */
#include "base/arena.h"
#include "again.h"
#include <string.h>

enum { NO_PART = UINT16_MAX };

typedef struct {
    uint32_t *first; /* items of group g: at[first[g]] .. at[first[g + 1]] */
    uint16_t *at;
} grouped;

struct situation_parts {
    const heed_situation *s;
    const facts_index *x;
    uint16_t *link;               /* 2n: towards the fact that stands for the part */
    uint16_t *part, *clause_part; /* of each fact, of each clause in each scene */
    uint32_t count;
    grouped facts, clauses, defaults;
    uint16_t tied_part;
    bool *touched; /* by the change at hand */
};

static bool is_told(const situation_parts *p, uint32_t fact)
{
    return !(p->s->told[fact] & (p->s->told[fact] - 1));
}

/* ---- linking */

static uint16_t stands_for(situation_parts *p, uint32_t fact)
{
    while (p->link[fact] != fact)
        fact = p->link[fact] = p->link[p->link[fact]];
    return (uint16_t)fact;
}

/* Facts are linked one after another; told ones link nothing. */
static void link_next(situation_parts *p, uint32_t *last, uint32_t fact)
{
    if (is_told(p, fact))
        return;
    if (*last != UINT32_MAX)
        p->link[stands_for(p, fact)] = stands_for(p, *last);
    *last = fact;
}

static void link_clauses_and_defaults(situation_parts *p)
{
    const facts_index *x = p->x;
    size_t count;
    const vocabulary_default *d = vocabulary_defaults(x->v, &count);
    for (uint32_t i = 0; i < x->all.clause_count; i++) {
        const facts_clause *c = &x->clauses[x->all.clauses[i] / 2];
        uint32_t last = UINT32_MAX, scene = x->all.clauses[i] % 2 ? x->n : 0;
        for (uint32_t k = 0; k < c->n; k++)
            link_next(p, &last, x->literals[c->first + k].fact + scene);
    }
    for (uint32_t i = 0; i < x->all.default_count; i++) {
        const vocabulary_default *one = &d[x->all.defaults[i] / 2];
        uint32_t last = UINT32_MAX, scene = x->all.defaults[i] % 2 ? x->n : 0;
        link_next(p, &last, one->then.fact + scene);
        for (size_t k = 0; k < one->if_count; k++)
            link_next(p, &last, one->if_any[k].fact + scene);
    }
}

static bool of_described_set(const facts_index *x, uint32_t plain)
{
    return x->info[plain]->presumed == HEED_PRESUMED_DESCRIBED && !x->info[plain]->one_valued;
}

/* A described set is one part in each scene, though some of its members may be presumed otherwise. */
static void link_sets(situation_parts *p)
{
    const facts_index *x = p->x;
    for (uint32_t from = 0, to; from < x->n; from = to) {
        bool described = false;
        for (to = from; to < x->n && x->set_of[to] == x->set_of[from]; to++)
            described |= of_described_set(x, to);
        for (uint32_t scene = 0; described && scene <= x->n; scene += x->n) {
            uint32_t last = UINT32_MAX;
            for (uint32_t f = from; f < to; f++)
                link_next(p, &last, f + scene);
        }
    }
}

static bool answers_event(const situation_parts *p)
{
    size_t count;
    const vocabulary_answers *a = vocabulary_answerings(p->x->v, &count);
    bool any = false;
    for (size_t i = 0; i < count; i++)
        any |= a[i].act == p->s->act;
    return any && p->x->known.event != HEED_FACT_NONE;
}

static bool tied_or_event(const facts_index *x, uint32_t plain)
{
    return x->tie[plain] != TIED_NONE || plain == x->known.event;
}

/* Of an act that answers an event: the event and all that the two share. */
static uint32_t link_ties(situation_parts *p)
{
    uint32_t last = UINT32_MAX;
    for (uint32_t f = 0; f < 2 * p->x->n; f++)
        if (tied_or_event(p->x, f < p->x->n ? f : f - p->x->n))
            link_next(p, &last, f);
    return last;
}

/* ---- parts */

static grouped group_by(const uint16_t *key, uint32_t items, uint32_t groups, heed_arena *mem)
{
    grouped g = { ARENA_NEW(mem, uint32_t, groups + 2), ARENA_NEW(mem, uint16_t, items + 1) };
    for (uint32_t i = 0; i < items; i++)
        if (key[i] != NO_PART)
            g.first[key[i] + 2]++;
    for (uint32_t k = 2; k < groups + 2; k++)
        g.first[k] += g.first[k - 1];
    for (uint32_t i = 0; i < items; i++)
        if (key[i] != NO_PART)
            g.at[g.first[key[i] + 1]++] = (uint16_t)i;
    return g;
}

static void number_parts(situation_parts *p, heed_arena *mem)
{
    uint32_t all = 2 * p->x->n;
    p->part = ARENA_NEW(mem, uint16_t, all);
    memset(p->part, 0xFF, all * sizeof *p->part);
    for (uint32_t f = 0; f < all; f++) {
        uint16_t first = stands_for(p, f);
        if (is_told(p, f))
            continue;
        if (p->part[first] == NO_PART)
            p->part[first] = (uint16_t)p->count++;
        p->part[f] = p->part[first];
    }
    p->facts = group_by(p->part, all, p->count, mem);
}

static void group_links(situation_parts *p, heed_arena *mem)
{
    const facts_index *x = p->x;
    size_t count;
    const vocabulary_default *d = vocabulary_defaults(x->v, &count);
    uint16_t *default_part = ARENA_NEW(mem, uint16_t, 2 * count + 1);
    p->clause_part = ARENA_NEW(mem, uint16_t, x->all.clause_count + 1);
    for (uint32_t i = 0; i < x->all.clause_count; i++) {
        const facts_clause *c = &x->clauses[i / 2];
        p->clause_part[i] = NO_PART;
        for (uint32_t k = 0; k < c->n && p->clause_part[i] == NO_PART; k++)
            p->clause_part[i] = p->part[x->literals[c->first + k].fact + (i % 2 ? x->n : 0)];
    }
    memset(default_part, 0xFF, 2 * count * sizeof *default_part);
    for (uint32_t i = 0; i < x->all.default_count; i++) {
        uint16_t number = x->all.defaults[i];
        default_part[number] = p->part[d[number / 2].then.fact + (number % 2 ? x->n : 0)];
    }
    p->clauses = group_by(p->clause_part, x->all.clause_count, p->count, mem);
    p->defaults = group_by(default_part, 2 * (uint32_t)count, p->count, mem);
}

situation_parts *situation_parts_new(const heed_situation *s, heed_arena *mem)
{
    const facts_index *x = s->x;
    if (!s->settled || s->bare || s->act < 0 || s->event_act >= 0)
        return NULL;
    situation_parts *p = ARENA_NEW(mem, situation_parts, 1);
    p->s = s;
    p->x = x;
    for (uint32_t i = 0; i < x->acts; i++)
        if (!is_told(p, x->known.act + i))
            return NULL;
    p->link = ARENA_NEW(mem, uint16_t, 2 * x->n);
    for (uint32_t f = 0; f < 2 * x->n; f++)
        p->link[f] = (uint16_t)f;
    link_clauses_and_defaults(p);
    link_sets(p);
    uint32_t tied = answers_event(p) ? link_ties(p) : UINT32_MAX;
    number_parts(p, mem);
    p->tied_part = tied == UINT32_MAX ? NO_PART : p->part[tied];
    group_links(p, mem);
    p->touched = ARENA_NEW(mem, bool, p->count + 1);
    return p;
}

/* ---- a change */

static void touch(situation_parts *p, uint16_t part)
{
    if (part != NO_PART)
        p->touched[part] = true;
}

/* All parts that a told fact links with. */
static void touch_around(situation_parts *p, uint32_t fact)
{
    const facts_index *x = p->x;
    uint32_t scene = fact < x->n ? 0 : x->n, plain = fact - scene;
    size_t count;
    const vocabulary_default *d = vocabulary_defaults(x->v, &count);
    for (uint32_t i = x->at_first[plain]; i < x->at_first[plain + 1]; i++)
        touch(p, p->clause_part[2 * x->at[i] + (scene != 0)]);
    for (uint32_t i = 0; i < x->all.default_count; i++) {
        const vocabulary_default *one = &d[x->all.defaults[i] / 2];
        for (size_t k = 0; x->all.defaults[i] % 2 == (scene != 0) && k < one->if_count; k++)
            if (one->if_any[k].fact == plain)
                touch(p, p->part[one->then.fact + scene]);
    }
    for (uint32_t f = x->set_of[plain]; f < x->n && x->set_of[f] == x->set_of[plain]; f++)
        touch(p, p->part[f + scene]);
    if (tied_or_event(x, plain))
        touch(p, p->tied_part);
}

/* A clause in no part has told facts alone. */
static bool told_clauses_hold(const situation_parts *p, const heed_situation *trial, uint32_t fact)
{
    const facts_index *x = p->x;
    uint32_t scene = fact < x->n ? 0 : x->n, plain = fact - scene;
    for (uint32_t i = x->at_first[plain]; i < x->at_first[plain + 1]; i++) {
        const facts_clause *c = &x->clauses[x->at[i]];
        bool holds = p->clause_part[2 * x->at[i] + (scene != 0)] != NO_PART;
        for (uint32_t k = 0; k < c->n && !holds; k++)
            holds = trial->told[x->literals[c->first + k].fact + scene] & x->literals[c->first + k].mask;
        if (!holds)
            return false;
    }
    return true;
}

static void begin(const situation_parts *p, heed_situation *trial)
{
    const heed_situation *s = p->s;
    size_t all = 2 * (size_t)p->x->n;
    memcpy(trial->told, s->told, all * sizeof *s->told);
    memcpy(trial->now, s->now, all * sizeof *s->now);
    memcpy(trial->how, s->how, all);
    trial->as_of = s->as_of;
    trial->act = s->act;
    trial->work.tied = s->work.tied;
    trial->settled = trial->bare = trial->has_embedded = false;
}

static bool settle_part(const situation_parts *p, heed_situation *trial, uint32_t part)
{
    const grouped *f = &p->facts, *c = &p->clauses, *d = &p->defaults;
    facts_scope of = { f->at + f->first[part],
                       c->at + c->first[part],
                       d->at + d->first[part],
                       f->first[part + 1] - f->first[part],
                       c->first[part + 1] - c->first[part],
                       d->first[part + 1] - d->first[part] };
    return situation_settle_part(trial, &of, part == p->tied_part);
}

bool situation_settle_again(situation_parts *p, heed_situation *trial, const vocabulary_literal *told, size_t count,
                            bool *whole_out)
{
    bool well = true;
    *whole_out = false;
    begin(p, trial);
    memset(p->touched, 0, p->count);
    for (size_t i = 0; i < count; i++) {
        trial->told[told[i].fact] = told[i].mask;
        touch(p, p->part[told[i].fact]);
        if (!is_told(p, told[i].fact))
            continue;
        trial->now[told[i].fact] = told[i].mask;
        trial->how[told[i].fact] = KNOWN_TOLD;
        touch_around(p, told[i].fact);
    }
    for (size_t i = 0; i < count && well; i++)
        well = !is_told(p, told[i].fact) || told_clauses_hold(p, trial, told[i].fact);
    for (uint32_t part = 0; part < p->count && well; part++)
        well = !p->touched[part] || settle_part(p, trial, part);
    if (!well)
        return false;
    situation_note(trial);
    *whole_out = trial->event_act >= 0;
    trial->settled = true;
    return true;
}
