/* narrow.c - what follows from what: unit propagation over the vocabulary's implications, with a way back. */
#include "base/arena.h"
#include "situation.h"
#include <string.h>

bool narrow(narrowing *w, uint32_t fact, uint64_t mask, uint16_t why)
{
    uint64_t now = w->poss[fact] & mask;
    if (now == w->poss[fact])
        return true;
    if (!now) {
        w->clash = fact;
        w->clash_why = why;
        return false;
    }
    if (w->undone_to == w->undo_cap) {
        w->overflow = true;
        return true;
    }
    w->undo[w->undone_to++] = (facts_undo){ w->poss[fact], (uint16_t)fact, w->how ? w->how[fact] : 0 };
    w->poss[fact] = now;
    if (w->how) {
        w->how[fact] = w->mark;
        w->why[fact] = why;
    }
    if (!w->queued[fact]) {
        uint32_t room = 2 * w->x->n, at = w->from + w->waiting;
        w->queue[at < room ? at : at - room] = (uint16_t)fact;
        w->waiting++;
        w->queued[fact] = 1;
    }
    return true;
}

void narrow_back(narrowing *w, size_t undone_to)
{
    while (w->undone_to > undone_to) {
        facts_undo u = w->undo[--w->undone_to];
        w->poss[u.fact] = u.before;
        if (w->how)
            w->how[u.fact] = u.how;
    }
}

static uint32_t next_waiting(narrowing *w)
{
    uint32_t fact = w->queue[w->from];
    w->from = w->from + 1 == 2 * w->x->n ? 0 : w->from + 1;
    w->waiting--;
    w->queued[fact] = 0;
    return fact;
}

/* When all literals of a clause but one are false, that one holds. */
static bool clause_through(narrowing *w, uint32_t clause, uint32_t scene)
{
    const facts_clause *c = &w->x->clauses[clause];
    const vocabulary_literal *l = w->x->literals + c->first, *open = NULL;
    for (uint32_t i = 0; i < c->n; i++) {
        uint64_t m = w->poss[l[i].fact + scene];
        if (!(m & ~l[i].mask))
            return true;
        if (!(m & l[i].mask))
            continue;
        if (open)
            return true;
        open = &l[i];
    }
    if (open)
        return narrow(w, open->fact + scene, open->mask, (uint16_t)(clause + 1));
    w->clash = l[0].fact + scene;
    w->clash_why = (uint16_t)(clause + 1);
    return false;
}

static bool fact_through(narrowing *w, uint32_t fact)
{
    const facts_index *x = w->x;
    uint32_t scene = fact < x->n ? 0 : x->n, plain = fact - scene;
    if (w->tied & 1u << x->tie[plain] && x->tie[plain] && !narrow(w, scene ? plain : fact + x->n, w->poss[fact], WHY_TIED))
        return false;
    for (uint32_t i = x->at_first[plain]; i < x->at_first[plain + 1]; i++)
        if (!(w->poss[fact] & x->at_mask[i]) && !clause_through(w, x->at[i], scene))
            return false;
    return true;
}

bool narrow_through(narrowing *w)
{
    bool well = true;
    while (w->waiting) {
        uint32_t fact = next_waiting(w);
        if (well && !w->overflow)
            well = fact_through(w, fact);
    }
    return well;
}

bool narrow_by_clauses(narrowing *w, const facts_scope *of)
{
    bool well = true;
    for (uint32_t i = 0; i < of->clause_count && well; i++)
        well = clause_through(w, of->clauses[i] / 2, of->clauses[i] % 2 ? w->x->n : 0);
    return narrow_through(w) && well;
}

static bool clause_holds(const narrowing *w, const facts_clause *c, uint32_t scene)
{
    for (uint32_t i = 0; i < c->n; i++) {
        const vocabulary_literal *l = &w->x->literals[c->first + i];
        if (!(w->poss[l->fact + scene] & ~l->mask))
            return true;
    }
    return false;
}

enum { COMPLETE_STEPS = 20000 };

static bool complete_from(narrowing *w, const facts_scope *of, uint32_t at, int *steps)
{
    const facts_index *x = w->x;
    while (at < of->clause_count && clause_holds(w, &x->clauses[of->clauses[at] / 2], of->clauses[at] % 2 ? x->n : 0))
        at++;
    if (at == of->clause_count || --*steps < 0 || w->overflow)
        return true;
    const facts_clause *c = &x->clauses[of->clauses[at] / 2];
    uint32_t scene = of->clauses[at] % 2 ? x->n : 0;
    size_t back = w->undone_to;
    for (uint32_t i = 0; i < c->n; i++) {
        const vocabulary_literal *l = &x->literals[c->first + i];
        if (narrow(w, l->fact + scene, l->mask, 0) && narrow_through(w) && complete_from(w, of, at + 1, steps))
            return true;
        narrow_through(w); /* empties the queue of a failed try */
        narrow_back(w, back);
    }
    return false;
}

bool narrow_can_complete(narrowing *w, const facts_scope *of)
{
    size_t back = w->undone_to;
    uint8_t *how = w->how;
    int steps = COMPLETE_STEPS;
    w->how = NULL; /* a try leaves no trace of how facts came to be known */
    bool can = complete_from(w, of, 0, &steps);
    narrow_back(w, back);
    w->how = how;
    return can;
}

static void clause_add(facts_index *x, size_t *literals, const vocabulary_literal *of, size_t n)
{
    x->clauses[x->clause_count++] = (facts_clause){ (uint32_t)*literals, (uint32_t)n };
    memcpy(x->literals + *literals, of, n * sizeof *of);
    *literals += n;
}

/* `a and b implies c` is the clause "not a, or not b, or c"; of act#0, act#1 ... at most one names an act. */
static void clauses_build(facts_index *x, heed_arena *mem)
{
    size_t count, literals = 0, room = 0;
    const vocabulary_implication *im = vocabulary_implications(x->v, &count);
    for (size_t i = 0; i < count; i++)
        room += im[i].if_count + 1;
    size_t pairs = (size_t)x->acts * (x->acts + 1) / 2;
    x->clauses = ARENA_NEW(mem, facts_clause, count + pairs + 1);
    x->literals = ARENA_NEW(mem, vocabulary_literal, room + 2 * pairs + 1);
    for (size_t i = 0; i < count; i++) {
        vocabulary_literal *l = x->literals + literals;
        for (size_t k = 0; k < im[i].if_count; k++)
            l[k] = (vocabulary_literal){ im[i].if_all[k].fact, x->domain[im[i].if_all[k].fact] & ~im[i].if_all[k].mask };
        l[im[i].if_count] = im[i].then;
        x->clauses[x->clause_count++] = (facts_clause){ (uint32_t)literals, (uint32_t)im[i].if_count + 1 };
        literals += im[i].if_count + 1;
    }
    for (uint32_t a = 0; a < x->acts; a++)
        for (uint32_t b = a + 1; b < x->acts; b++) {
            uint64_t other = 1ull << HEED_VALUE_OTHER;
            vocabulary_literal l[] = { { x->known.act + a, other }, { x->known.act + b, other } };
            clause_add(x, &literals, l, 2);
        }
}

static void clauses_of_facts(facts_index *x, heed_arena *mem)
{
    uint32_t *count = ARENA_NEW(mem, uint32_t, x->n + 2);
    for (size_t c = 0; c < x->clause_count; c++)
        for (uint32_t i = 0; i < x->clauses[c].n; i++)
            count[x->literals[x->clauses[c].first + i].fact + 1]++;
    for (uint32_t f = 0; f < x->n; f++)
        count[f + 1] += count[f];
    x->at_first = ARENA_NEW(mem, uint32_t, x->n + 1);
    memcpy(x->at_first, count, (x->n + 1) * sizeof *count);
    x->at = ARENA_NEW(mem, uint16_t, count[x->n] + 1);
    x->at_mask = ARENA_NEW(mem, uint64_t, count[x->n] + 1);
    for (size_t c = 0; c < x->clause_count; c++)
        for (uint32_t i = 0; i < x->clauses[c].n; i++) {
            const vocabulary_literal *l = &x->literals[x->clauses[c].first + i];
            x->at_mask[count[l->fact]] = l->mask;
            x->at[count[l->fact]++] = (uint16_t)c;
        }
}

/* Everything as one scope. A default of the event's scene does not speak of the event's own event. */
static void scope_build(facts_index *x, heed_arena *mem)
{
    size_t defaults;
    const vocabulary_default *d = vocabulary_defaults(x->v, &defaults);
    uint16_t *facts = ARENA_NEW(mem, uint16_t, 2 * x->n + 1), *clauses = ARENA_NEW(mem, uint16_t, 2 * x->clause_count + 1),
             *follow = ARENA_NEW(mem, uint16_t, 2 * defaults + 1);
    x->all = (facts_scope){ facts, clauses, follow, 2 * x->n, 2 * (uint32_t)x->clause_count, 0 };
    for (uint32_t i = 0; i < x->all.fact_count; i++)
        facts[i] = (uint16_t)i;
    for (uint32_t i = 0; i < x->all.clause_count; i++)
        clauses[i] = (uint16_t)i;
    for (size_t i = 0; i < 2 * defaults; i++)
        if (i % 2 == 0 || d[i / 2].then.fact < x->n)
            follow[x->all.default_count++] = (uint16_t)i;
}

static void ties_build(facts_index *x, heed_arena *mem)
{
    static const struct {
        const char *name;
        uint8_t group;
    } tied[] = {
        { "party", TIED_PEOPLE }, { "tie", TIED_PEOPLE },      { "party-age", TIED_PEOPLE }, { "left-band", TIED_PEOPLE },
        { "site", TIED_SITE },    { "account", TIED_ACCOUNT }, { "chat-group", TIED_CHAT },
    };
    x->tie = ARENA_NEW(mem, uint8_t, x->n + 1);
    for (uint32_t f = 0; f < x->n; f++)
        for (size_t i = 0; i < sizeof tied / sizeof *tied; i++)
            if (heed_text_is(x->info[f]->set, tied[i].name))
                x->tie[f] = tied[i].group;
}

static void moods_build(facts_index *x)
{
    if (x->known.mood == HEED_FACT_NONE)
        return;
    for (uint32_t i = 0; i < heed_fact_get(x->v, x->known.mood)->value_count && i < 63; i++) {
        heed_text name = heed_value_get(x->v, x->known.mood, i)->name;
        for (heed_mood m = HEED_STATEMENT; m <= HEED_FACT_MOOD; m++)
            if (heed_text_is(name, heed_mood_name(m)))
                x->mood_of[i] = (uint8_t)m;
    }
}

facts_index *facts_index_new(const heed_vocabulary *v, heed_arena *mem)
{
    facts_index *x = ARENA_NEW(mem, facts_index, 1);
    x->v = v;
    x->n = (uint32_t)heed_fact_count(v);
    x->known = vocabulary_known_facts(v);
    x->acts = x->known.act == HEED_FACT_NONE ? 0 : (uint32_t)((heed_act_count(v) + 62) / 63);
    x->domain = ARENA_NEW(mem, uint64_t, x->n + 1);
    x->info = ARENA_NEW(mem, const heed_fact_info *, x->n + 1);
    x->set_of = ARENA_NEW(mem, uint16_t, x->n + 1);
    for (uint32_t f = 0; f < x->n; f++) {
        x->domain[f] = vocabulary_domain(v, f);
        x->info[f] = heed_fact_get(v, f);
        bool same = f && heed_text_eq(x->info[f]->set, x->info[f - 1]->set); /* a set's facts stand together */
        x->set_of[f] = same ? x->set_of[f - 1] : (uint16_t)f;
    }
    clauses_build(x, mem);
    clauses_of_facts(x, mem);
    scope_build(x, mem);
    ties_build(x, mem);
    moods_build(x);
    const heed_fact *roles = vocabulary_set(v, heed_lit("role"), &x->role_count);
    x->roles = ARENA_NEW(mem, heed_fact, x->role_count + 1);
    if (x->role_count)
        memcpy(x->roles, roles, x->role_count * sizeof *roles);
    return x;
}
