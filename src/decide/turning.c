/* turning.c - what the answer turns on: presumptions it rests on, questions worth asking, changes that would help.
 *
 * Every claim made here is tried: the fact is told otherwise in a copy of the situation, which is settled and decided again. */
#include "base/arena.h"
#include "explain.h"
#include <string.h>

enum { MOST_ASKS = 6, MOST_WAYS = 3, MOST_PAIR_TRIALS = 200, MOST_CHANGES = 40 };

/* ---- which facts */

static void add_fact(explaining *e, uint32_t fact, bool direct)
{
    uint8_t *seen = &e->seen[fact];
    if (*seen) {
        for (size_t i = 0; i < e->fact_count; i++)
            if (e->facts[i].fact == fact)
                e->facts[i].weight++;
        return;
    }
    *seen = 1;
    *ARENA_PUSH(e->mem, e->facts, e->fact_count, e->facts_cap) = (turning_fact){ fact, 1, direct };
}

static void add_conjuncts(explaining *e, uint32_t first, uint32_t n)
{
    for (uint32_t i = first; i < first + n; i++)
        for (uint32_t k = 0; k < e->d.w.conjuncts[i].n; k++) {
            uint32_t fact = e->d.w.literals[e->d.w.conjuncts[i].first + k].fact;
            if (e->inner == e->s || fact < e->x->n)
                add_fact(e, outer_fact(e, fact), true);
        }
}

static void add_condition(explaining *e, blob_span span)
{
    if (span.n)
        add_conjuncts(e, (uint32_t)(BLOB_AT(e->h, blob_conjunct, span, 0) - e->d.w.conjuncts), span.n);
}

static void add_rule(explaining *e, unsigned rule, uint8_t *done)
{
    if (done[rule])
        return;
    done[rule] = 1;
    const blob_rule *r = &e->d.w.rules[rule];
    add_condition(e, r->when);
    if (!e->d.w.nobody_named)
        add_condition(e, r->subject);
    if (r->trigger_rule != UINT32_MAX)
        add_rule(e, r->trigger_rule, done);
    const uint16_t *by = live_numbers(&e->d.w, r->defeaters);
    for (uint32_t i = 0; i < r->defeaters.n; i++)
        add_rule(e, by[i], done);
}

/* Told otherwise, a fact may force one that a rule names, through an implication that does not hold by that one already; or let
 * it go, where it follows from something presumed. */
static void add_linked(explaining *e, uint32_t fact)
{
    const facts_index *x = e->x;
    uint32_t scene = fact < x->n ? 0 : x->n, plain = fact - scene;
    bool follows = e->s->how[fact] == KNOWN_FOLLOWS;
    for (uint32_t i = x->at_first[plain]; i < x->at_first[plain + 1]; i++) {
        const vocabulary_literal *l = x->literals + x->clauses[x->at[i]].first;
        uint32_t n = x->clauses[x->at[i]].n;
        bool held = false;
        for (uint32_t k = 0; k < n; k++)
            held |= l[k].fact == plain && !(e->s->now[fact] & ~l[k].mask);
        for (uint32_t k = 0; k < n; k++)
            if (follows || (!held && e->s->now[l[k].fact + scene] & l[k].mask))
                add_fact(e, l[k].fact + scene, false);
    }
}

void explain_turning_facts(explaining *e)
{
    e->seen = ARENA_NEW(e->mem, uint8_t, 2 * (size_t)e->x->n);
    uint8_t *done = ARENA_NEW(e->mem, uint8_t, e->h->rules.n + 1);
    for (uint32_t i = 0; i < e->d.w.entry_count; i++) {
        const blob_entry *one = &e->d.w.entries[i];
        add_rule(e, one->rule, done);
        if (one->guard_n)
            add_conjuncts(e, one->guard_first, one->guard_n);
    }
    size_t direct = e->fact_count;
    for (size_t i = 0; i < direct; i++)
        add_linked(e, e->facts[i].fact);
}

/* ---- what if */

static bool settle_whole(explaining *e, const vocabulary_literal *told, size_t count)
{
    situation_copy(e->trial, e->s);
    for (size_t i = 0; i < count; i++)
        e->trial->told[told[i].fact] = told[i].mask;
    return situation_settle(e->trial, true, NULL) == HEED_OK;
}

static bool outcome_if(explaining *e, const vocabulary_literal *told, size_t count, heed_outcome *out)
{
    heed_verdict v;
    bool whole = !e->parts, settled = e->parts && situation_settle_again(e->parts, e->trial, told, count, &whole);
    if (whole)
        settled = settle_whole(e, told, count);
    if (!settled || heed_decide(e->policy, e->trial, e->as_of, &v, NULL) != HEED_OK)
        return false;
    *out = v.outcome;
    return true;
}

static const heed_fact_info *info_of(const explaining *e, uint32_t fact)
{
    return e->x->info[fact < e->x->n ? fact : fact - e->x->n];
}

static bool askable(const explaining *e, uint32_t fact)
{
    uint32_t plain = fact < e->x->n ? fact : fact - e->x->n;
    const vocabulary_known *k = &e->x->known;
    bool act = e->x->acts && plain >= k->act && plain < k->act + e->x->acts;
    return !act && plain != k->mood && plain != k->done && info_of(e, fact)->answered_by != HEED_BY_NOBODY;
}

static heed_text question_of(const explaining *e, uint32_t fact, uint64_t mask)
{
    const heed_fact_info *info = info_of(e, fact);
    if (!info->one_valued || mask & (mask - 1) || mask >> HEED_VALUE_OTHER)
        return info->question;
    const heed_fact_info *value =
        heed_value_get(e->x->v, fact < e->x->n ? fact : fact - e->x->n, (uint32_t)__builtin_ctzll(mask));
    return value && value->question.len ? value->question : info->question;
}

/* How glad the asker would be of it. */
static int gladness(heed_outcome outcome)
{
    switch (outcome) {
    case HEED_PROHIBITED:
        return 0;
    case HEED_PERMISSION_NEEDED:
        return 1;
    case HEED_ADVISED_AGAINST:
        return 2;
    case HEED_NOT_ADDRESSED:
        return 3;
    case HEED_REQUIRED:
    case HEED_ADVISED:
    case HEED_PERMITTED:
        return 4;
    case HEED_UNCLEAR:
        break;
    }
    return -1;
}

/* ---- values that nothing tells apart lead to the same outcome, and are tried once */

typedef struct {
    uint8_t of[64];
    unsigned count;
} value_classes;

static void part(value_classes *c, uint64_t mask)
{
    uint8_t inside[64];
    unsigned before = c->count;
    bool in[64] = { false }, out[64] = { false };
    for (unsigned v = 0; v < 64; v++)
        *(mask >> v & 1 ? &in[c->of[v]] : &out[c->of[v]]) = true;
    for (unsigned k = 0; k < before; k++)
        inside[k] = in[k] && out[k] ? (uint8_t)c->count++ : (uint8_t)k;
    for (unsigned v = 0; v < 64; v++)
        if (mask >> v & 1)
            c->of[v] = inside[c->of[v]];
}

static value_classes classes_of(const explaining *e, uint32_t fact)
{
    const facts_index *x = e->x;
    uint32_t plain = fact < x->n ? fact : fact - x->n;
    value_classes c = { .count = 1 };
    size_t defaults, kinds;
    const vocabulary_default *d = vocabulary_defaults(x->v, &defaults);
    const vocabulary_wider *w = vocabulary_widers(x->v, &kinds);
    for (uint32_t i = 0; i < e->h->literals.n; i++) {
        const blob_literal *l = &e->d.w.literals[i];
        if (l->fact == plain || l->fact == plain + x->n) /* an answered event has the act's own facts */
            part(&c, l->mask);
    }
    for (uint32_t i = x->at_first[plain]; i < x->at_first[plain + 1]; i++)
        for (uint32_t k = 0; k < x->clauses[x->at[i]].n; k++)
            if (x->literals[x->clauses[x->at[i]].first + k].fact == plain)
                part(&c, x->literals[x->clauses[x->at[i]].first + k].mask);
    for (size_t i = 0; i < defaults; i++) {
        for (size_t k = 0; k < d[i].if_count; k++)
            if (d[i].if_any[k].fact == plain)
                part(&c, d[i].if_any[k].mask);
        if (d[i].then.fact == plain || d[i].then.fact == plain + x->n)
            part(&c, d[i].then.mask);
    }
    for (size_t i = 0; i < kinds; i++)
        for (size_t k = 0; k < w[i].when_count; k++)
            if (w[i].when[k].fact == plain)
                part(&c, w[i].when[k].mask);
    return c;
}

/* One fact's possible answers and what each would lead to. */
typedef struct {
    heed_ask ask;
    unsigned answers, settled, changes, spoken; /* spoken: a clause answers */
    int far;
    uint32_t weight, fact;
    bool direct;
} tried_fact;

static void add_answer(explaining *e, tried_fact *t, uint64_t mask, heed_outcome outcome)
{
    int better = gladness(outcome) - gladness(e->v.outcome), far = better < 0 ? -better : better;
    t->ask.answers.at[t->ask.answers.len++] = fact_token(e->x, t->fact, mask, e->mem);
    t->ask.outcomes.at[t->ask.outcomes.len++] = heed_text_of(heed_outcome_name(outcome));
    t->answers++;
    t->settled += outcome != HEED_UNCLEAR;
    t->spoken += outcome < HEED_NOT_ADDRESSED;
    t->changes += outcome != e->v.outcome;
    if (outcome != e->v.outcome && e->v.outcome != HEED_UNCLEAR && far > t->far)
        t->far = far;
}

static tried_fact try_fact(explaining *e, const turning_fact *f)
{
    const heed_fact_info *info = info_of(e, f->fact);
    uint64_t told = e->s->told[f->fact];
    bool none = info->one_valued && info->presumed == HEED_PRESUMED_ABSENT; /* "nothing of the kind" is an answer */
    uint32_t values = info->one_valued ? info->value_count + none : 2;
    tried_fact t = { .weight = f->weight, .fact = f->fact, .direct = f->direct };
    value_classes c = info->one_valued ? classes_of(e, f->fact) : (value_classes){ .of = { [1] = 1 }, .count = 2 };
    heed_outcome outcome[64];
    uint8_t tried[64] = { 0 }; /* 1: possible; 2: a contradiction */
    t.ask =
        (heed_ask){ .fact = fact_name(e->x, f->fact, e->mem), .question = info->question, .answered_by = info->answered_by };
    t.ask.answers.at = ARENA_NEW(e->mem, heed_text, values);
    t.ask.outcomes.at = ARENA_NEW(e->mem, heed_text, values);
    for (uint32_t i = 0; i < values; i++) {
        unsigned value = !info->one_valued ? 1 - i : i < info->value_count ? i : (unsigned)HEED_VALUE_OTHER;
        unsigned k = c.of[value];
        vocabulary_literal to = { f->fact, 1ull << value };
        if (!(told & to.mask))
            continue;
        if (!tried[k])
            tried[k] = outcome_if(e, &to, 1, &outcome[k]) ? 1 : 2;
        if (tried[k] == 1)
            add_answer(e, &t, to.mask, outcome[k]);
    }
    return t;
}

/* Asker's facts before the school's and the clock's; then what settles most, or changes the answer most; then what most rules
 * name. */
static bool asked_before(const tried_fact *a, const tried_fact *b)
{
    bool school_a = a->ask.answered_by >= HEED_BY_SCHOOL, school_b = b->ask.answered_by >= HEED_BY_SCHOOL;
    if (school_a != school_b)
        return school_b;
    unsigned score_a = a->settled * b->answers, score_b = b->settled * a->answers;
    if (score_a != score_b)
        return score_a > score_b;
    if (!a->spoken != !b->spoken) /* a yes that only meets silence is asked last: "are you a pupil?" of a teacher */
        return a->spoken;
    if (a->far != b->far)
        return a->far > b->far;
    if (a->direct != b->direct)
        return a->direct;
    return a->weight > b->weight;
}

static void keep_best(tried_fact *best, size_t *count, const tried_fact *t)
{
    size_t at = *count;
    while (at && asked_before(t, &best[at - 1]))
        at--;
    if (at == MOST_ASKS)
        return;
    if (*count < MOST_ASKS)
        ++*count;
    memmove(best + at + 1, best + at, (*count - at - 1) * sizeof *best);
    best[at] = *t;
}

static const char *presumed_because(uint8_t how)
{
    return how == KNOWN_CLOSED ? "closed" : how == KNOWN_NOT_HELD ? "not held" : how == KNOWN_ABSENT ? "absent" : "default";
}

static void add_assumption(explaining *e, uint32_t fact, size_t *cap)
{
    heed_answer *a = e->answer;
    uint64_t mask = e->s->now[fact];
    *ARENA_PUSH(e->mem, a->assumed, a->assumed_count, *cap) = (heed_assumption){
        .token = fact_token(e->x, fact, mask, e->mem),
        .question = question_of(e, fact, mask),
        .why = heed_text_of(presumed_because(e->s->how[fact])),
    };
}

static void ask_for_act(explaining *e)
{
    e->answer->asks = ARENA_NEW(e->mem, heed_ask, 1);
    e->answer->asks[0] =
        (heed_ask){ .fact = heed_lit("act"), .question = heed_lit("What is it that somebody does or wants to do?") };
    e->answer->ask_count = 1;
}

void explain_assumed_and_asks(explaining *e)
{
    tried_fact best[MOST_ASKS + 1];
    size_t count = 0, assumed_cap = 0;
    bool unclear = e->v.outcome == HEED_UNCLEAR;
    if (e->inner->act < 0) {
        ask_for_act(e);
        return;
    }
    for (size_t i = 0; i < e->fact_count; i++) {
        uint32_t fact = e->facts[i].fact;
        uint8_t how = e->s->how[fact];
        bool open = (e->s->now[fact] & (e->s->now[fact] - 1)) != 0;
        bool presumed = known_presumed(how) && how != KNOWN_FOLLOWS;
        if (!askable(e, fact) || (!open && !presumed) || (unclear && !open && !known_presumed(how)))
            continue;
        tried_fact t = try_fact(e, &e->facts[i]);
        if (presumed && t.changes)
            add_assumption(e, fact, &assumed_cap);
        if (how == KNOWN_NOT_HELD || !t.answers || (unclear ? !open : !t.changes))
            continue; /* leave is got, not asked about */
        keep_best(best, &count, &t);
    }
    e->answer->asks = ARENA_NEW(e->mem, heed_ask, count + 1);
    for (size_t i = 0; i < count; i++)
        e->answer->asks[i] = best[i].ask;
    e->answer->ask_count = count;
}

/* ---- ways to a better answer */

typedef struct {
    vocabulary_literal to;
    bool helps;
    heed_outcome outcome;
} change;

static void add_way(explaining *e, const change *changes, size_t count, heed_outcome outcome)
{
    heed_answer *a = e->answer;
    if (a->way_count == MOST_WAYS)
        return;
    heed_way *w = &a->ways[a->way_count++];
    w->change.at = ARENA_NEW(e->mem, heed_text, count);
    for (size_t i = 0; i < count; i++)
        w->change.at[w->change.len++] = fact_token(e->x, changes[i].to.fact, changes[i].to.mask, e->mem);
    w->outcome = outcome;
    w->question = question_of(e, changes[0].to.fact, changes[0].to.mask);
}

/* Of the values of a field, one of each kind that something tells apart. */
static size_t add_values(explaining *e, uint32_t fact, change *changes, size_t count)
{
    value_classes c = classes_of(e, fact);
    bool seen[64] = { false };
    uint64_t now = e->s->now[fact];
    if (!(now & (now - 1)))
        seen[c.of[__builtin_ctzll(now)]] = true;
    for (uint32_t v = 0; v < info_of(e, fact)->value_count && count < MOST_CHANGES; v++) {
        if (!seen[c.of[v]])
            changes[count++] = (change){ .to = { fact, 1ull << v } };
        seen[c.of[v]] = true;
    }
    return count;
}

/* The changes one could make: leave obtained, another value of a field that may be changed. */
static size_t possible_changes(explaining *e, change *changes)
{
    size_t count = 0;
    for (size_t i = 0; i < e->fact_count; i++) {
        uint32_t fact = e->facts[i].fact;
        const heed_fact_info *info = info_of(e, fact);
        if (!info->changeable || !e->facts[i].direct || !askable(e, fact))
            continue;
        if (!info->one_valued && e->s->now[fact] != 2 && count < MOST_CHANGES)
            changes[count++] = (change){ .to = { fact, 2 } };
        if (info->one_valued)
            count = add_values(e, fact, changes, count);
    }
    return count;
}

static bool helps(const explaining *e, heed_outcome outcome)
{
    return gladness(outcome) > gladness(e->v.outcome);
}

/* A way that a clause opens is better than one on which the text is silent. */
static bool is_better_way(heed_outcome one, heed_outcome other)
{
    bool silent = one == HEED_NOT_ADDRESSED, other_silent = other == HEED_NOT_ADDRESSED;
    return silent != other_silent ? other_silent : gladness(one) > gladness(other);
}

/* One change by itself; of a field the value that helps most. */
static void single_ways(explaining *e, change *changes, size_t count)
{
    static const heed_outcome gladdest[] = { HEED_PERMITTED,       HEED_REQUIRED,          HEED_ADVISED,
                                             HEED_ADVISED_AGAINST, HEED_PERMISSION_NEEDED, HEED_NOT_ADDRESSED };
    for (size_t i = 0; i < count; i++) {
        if (!outcome_if(e, &changes[i].to, 1, &changes[i].outcome))
            changes[i].outcome = HEED_UNCLEAR;
        changes[i].helps = helps(e, changes[i].outcome);
    }
    for (size_t g = 0; g < sizeof gladdest / sizeof *gladdest; g++)
        for (size_t i = 0; i < count; i++) {
            bool same_fact_before = false;
            for (size_t k = 0; k < count; k++)
                if (k != i && changes[k].helps && changes[k].to.fact == changes[i].to.fact &&
                    (is_better_way(changes[k].outcome, changes[i].outcome) ||
                     (changes[k].outcome == changes[i].outcome && k < i)))
                    same_fact_before = true;
            if (changes[i].helps && changes[i].outcome == gladdest[g] && !same_fact_before)
                add_way(e, &changes[i], 1, changes[i].outcome);
        }
}

static void pair_ways(explaining *e, const change *changes, size_t count)
{
    int trials = MOST_PAIR_TRIALS;
    for (size_t i = 0; i < count; i++)
        for (size_t k = i + 1; k < count; k++) {
            change pair[] = { changes[i], changes[k] };
            vocabulary_literal told[] = { pair[0].to, pair[1].to };
            heed_outcome outcome;
            if (pair[0].helps || pair[1].helps || pair[0].to.fact == pair[1].to.fact)
                continue;
            if (e->answer->way_count == MOST_WAYS || !trials--)
                return;
            if (outcome_if(e, told, 2, &outcome) && helps(e, outcome))
                add_way(e, pair, 2, outcome);
        }
}

/* Where there is a real way, nobody is sent to where the policy merely does not look. */
static void leave_out_silence(heed_answer *a)
{
    size_t kept = 0;
    for (size_t i = 0; i < a->way_count; i++)
        if (a->ways[i].outcome != HEED_NOT_ADDRESSED)
            a->ways[kept++] = a->ways[i];
    if (kept)
        a->way_count = kept;
}

void explain_ways(explaining *e)
{
    heed_outcome outcome = e->v.outcome;
    change changes[MOST_CHANGES];
    if (outcome != HEED_PROHIBITED && outcome != HEED_PERMISSION_NEEDED && outcome != HEED_ADVISED_AGAINST)
        return;
    e->answer->ways = ARENA_NEW(e->mem, heed_way, MOST_WAYS);
    size_t count = possible_changes(e, changes);
    single_ways(e, changes, count);
    pair_ways(e, changes, count);
    leave_out_silence(e->answer);
}
