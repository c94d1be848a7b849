/* second_test.c - two evaluators and a solver on the same questions.
 *
 * The diagrams against the engine and the plain evaluator on complete situations of random policies; the diagrams against
 * CaDiCaL on every conflict, dead rule and implication of the reference policies and of random ones. */
#include "analyse/space.h"
#include "base/arena.h"
#include "../decide/random_policy.h"
#include "../decide/reference.h"
#include "sat.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct {
    size_t situations, queries, failed;
    double ours, solver; /* seconds */
} tally;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* ---- the solver */

static void differ(tally *t, const char *what, const heed_policy *policy, const facts_index *x, uint32_t act, unsigned a,
                   unsigned b)
{
    heed_text name = heed_act_get(x->v, act)->name, school = heed_policy_about(policy)->name;
    if (t->failed++ < 5)
        printf("DISAGREE: %s of rules %u and %u for %.*s in %.*s\n%.*s\n", what, a, b, heed_fmt(name), heed_fmt(school),
               heed_fmt(heed_policy_source(policy)));
}

typedef struct {
    size_t n;
    bool *dead, *meet, *within; /* n, n * n, n * n */
} findings;

static findings findings_new(size_t n, heed_arena *mem)
{
    return (findings){ n, ARENA_NEW(mem, bool, n + 1), ARENA_NEW(mem, bool, n *n + 1), ARENA_NEW(mem, bool, n *n + 1) };
}

static void by_diagrams(const facts_index *x, const heed_policy *policy, uint32_t act, findings *f, heed_arena *mem, tally *t)
{
    heed_error err;
    space *s;
    double start = now();
    if (space_open(x, &policy, 1, act, false, 0, SPACE_NODES, mem, &s, &err) != HEED_OK) {
        printf("%s\n", err.message);
        t->failed++;
        return;
    }
    rules_fire rules = space_rules(s, policy, NO_RULE);
    for (size_t i = 0; i < f->n; i++) {
        f->dead[i] = rules.at[i].fires == DIAGRAM_NONE;
        for (size_t k = 0; k < f->n; k++) {
            f->meet[i * f->n + k] = diagram_and(s->d, rules.at[i].fires, rules.at[k].fires) != DIAGRAM_NONE;
            f->within[i * f->n + k] = diagram_within(s->d, rules.at[i].fires, rules.at[k].fires);
        }
    }
    t->ours += now() - start;
}

static void by_solver(const facts_index *x, const heed_policy *policy, uint32_t act, findings *f, heed_arena *mem, tally *t)
{
    const blob_head *h = policy_head(policy);
    blob_span done = BLOB_AT(h, blob_slice, h->slices, act)->done;
    int *fires = ARENA_NEW(mem, int, f->n + 1);
    double start = now();
    sat *s = sat_open(x, policy, act, mem);
    for (size_t i = 0; i < f->n; i++)
        fires[i] = sat_entry(s, BLOB_AT(h, blob_entry, done, i));
    for (size_t i = 0; i < f->n; i++) {
        f->dead[i] = !sat_possible(s, fires[i], 0);
        for (size_t k = 0; k < f->n; k++) {
            f->meet[i * f->n + k] = sat_possible(s, fires[i], fires[k]);
            f->within[i * f->n + k] = !sat_possible(s, fires[i], -fires[k]);
        }
    }
    sat_close(s);
    t->solver += now() - start;
}

static void second_opinion(const facts_index *x, const heed_policy *policy, tally *t)
{
    const blob_head *h = policy_head(policy);
    for (uint32_t act = 0; act < heed_act_count(x->v); act++) {
        blob_span done = BLOB_AT(h, blob_slice, h->slices, act)->done;
        if (!done.n)
            continue;
        OWNED(heed_arena) mem = heed_arena_create();
        findings ours = findings_new(done.n, mem), theirs = findings_new(done.n, mem);
        by_diagrams(x, policy, act, &ours, mem, t);
        by_solver(x, policy, act, &theirs, mem, t);
        t->queries += done.n + 2 * (size_t)done.n * done.n;
        for (unsigned i = 0; i < done.n; i++) {
            if (ours.dead[i] != theirs.dead[i])
                differ(t, "dead", policy, x, act, BLOB_AT(h, blob_entry, done, i)->rule, 0);
            for (unsigned k = 0; k < done.n; k++) {
                if (ours.meet[i * done.n + k] != theirs.meet[i * done.n + k])
                    differ(t, "meeting", policy, x, act, BLOB_AT(h, blob_entry, done, i)->rule,
                           BLOB_AT(h, blob_entry, done, k)->rule);
                if (ours.within[i * done.n + k] != theirs.within[i * done.n + k])
                    differ(t, "implication", policy, x, act, BLOB_AT(h, blob_entry, done, i)->rule,
                           BLOB_AT(h, blob_entry, done, k)->rule);
            }
        }
    }
}

/* ---- engine and plain evaluator */

/* Every fact that a rule asks gets one value; what is told stays. False where that cannot be. */
static bool complete(heed_situation *s, const space *sp, heed_situation *whole, heed_error *err)
{
    memcpy(whole->told, s->told, 2 * (size_t)s->x->n * sizeof *s->told);
    for (uint32_t i = 0; i < sp->count; i++) {
        uint64_t now_open = s->now[sp->fact_of[i]], pick;
        do
            pick = 1ull << random_below(64);
        while (!(pick & now_open));
        whole->told[sp->fact_of[i]] = pick;
    }
    return heed_situation_settle(whole, err) == HEED_OK && whole->act == s->act && !whole->has_embedded;
}

static bool told(const heed_situation *s, heed_fact fact)
{
    return s->how[fact] == KNOWN_TOLD || s->how[fact] == KNOWN_IMPLIED;
}

/* Breach, doubt and what is overdue are worked out by the engine; here they are facts like others. */
static bool comparable(const space *sp, const heed_situation *s)
{
    const vocabulary_known *k = &s->x->known;
    return (sp->variable_of[k->breach] == UINT16_MAX || told(s, k->breach)) &&
           (sp->variable_of[k->doubt] == UINT16_MAX || told(s, k->doubt)) && sp->variable_of[k->review_overdue] == UINT16_MAX &&
           !(s->mood == HEED_MUST && s->nobody_named);
}

/* Where an act answers an event, the space takes that event as given and its people as the act's own. */
static bool tied_alike(const space *sp, const heed_situation *s)
{
    for (uint32_t f = 0; sp->event >= 0 && f < s->x->n; f++)
        if (s->x->tie[f] && s->now[f] != s->now[f + s->x->n])
            return false;
    return sp->event < 0 || s->event == sp->event;
}

static void three_ways(const heed_policy *policy, heed_situation *s, const random_text *text, const random_text *facts,
                       tally *t)
{
    static reference r;
    heed_error err;
    heed_verdict v;
    space *sp;
    diagram out[HEED_UNCLEAR];
    uint64_t values[DIAGRAM_VARIABLES];
    if (heed_situation_settle(s, &err) != HEED_OK || s->act < 0 || s->has_embedded)
        return;
    OWNED(heed_arena) mem = heed_arena_create();
    bool omitted = s->now[s->x->known.done] == 1ull << s->x->known.omitted_value;
    heed_situation *whole = heed_situation_new(s->x->v, mem);
    if (space_open(s->x, &policy, 1, (uint32_t)s->act, omitted, 0, SPACE_NODES, mem, &sp, &err) != HEED_OK ||
        !complete(s, sp, whole, &err) || !comparable(sp, whole) || !tied_alike(sp, whole))
        return;
    rules_fire rules = space_rules(sp, policy, NO_RULE);
    space_outcomes(sp, &rules, whole->mood == HEED_MUST, out, NULL);
    for (uint32_t i = 0; i < sp->count; i++)
        values[i] = whole->now[sp->fact_of[i]];
    reference_decide(policy, whole, 0, &r);
    if (r.too_many || heed_decide(policy, whole, 0, &v, &err) != HEED_OK || v.outcome == HEED_UNCLEAR)
        return;
    t->situations++;
    if (diagram_has(sp->d, out[v.outcome], values) && r.outcome == v.outcome)
        return;
    if (t->failed++ < 5)
        printf("DISAGREE: engine %s, plain %s, diagrams otherwise\n%.*s\nfacts:%.*s\n", heed_outcome_name(v.outcome),
               heed_outcome_name(r.outcome), (int)text->n, text->at, (int)facts->n, facts->at);
}

/* ---- policies */

static const heed_policy *compiled(heed_text source, const heed_vocabulary *v, heed_arena *mem)
{
    heed_findings found = { 0 };
    heed_error err;
    heed_text blob;
    const heed_policy *policy;
    if (heed_policy_compile(source, heed_lit("p.md"), v, NULL, mem, &blob, &found, &err) != HEED_OK)
        return NULL;
    return heed_policy_open(blob, v, mem, &policy, &err) == HEED_OK ? policy : NULL;
}

static heed_text file(const char *path, heed_arena *mem)
{
    FILE *from = fopen(path, "rb");
    size_t cap = 4 << 20;
    char *at = heed_arena_alloc(mem, cap);
    heed_text text = { at, from ? fread(at, 1, cap, from) : 0 };
    if (from)
        fclose(from);
    return text;
}

static void reference_policies(const char *folder, tally *t)
{
    static const char *const names[] = { "dereham", "bledington", "stivichall", "st-thomas", "ewloe-green" };
    OWNED(heed_arena) mem = heed_arena_create();
    heed_findings found = { 0 };
    heed_error err;
    const heed_vocabulary *v;
    heed_text path = heed_text_printf(mem, "%s/schools-uk.vocabulary", folder);
    if (heed_vocabulary_read(file(path.at, mem), path, mem, &v, &found, &err) != HEED_OK) {
        printf("%s\n", err.message);
        t->failed++;
        return;
    }
    const facts_index *x = facts_index_new(v, mem);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        heed_text policy = file(heed_text_printf(mem, "%s/%s.policy.md", folder, names[i]).at, mem);
        const heed_policy *p = compiled(policy, v, mem);
        if (p)
            second_opinion(x, p, t);
        t->failed += !p;
    }
    printf("five reference policies: %zu queries, %zu failed; diagrams %.0f ms, CaDiCaL %.0f ms\n", t->queries, t->failed,
           t->ours * 1e3, t->solver * 1e3);
}

static void random_policies(size_t policies, tally *t)
{
    static random_text text, facts;
    OWNED(heed_arena) of_vocabulary = heed_arena_create();
    heed_findings found = { 0 };
    heed_error err;
    const heed_vocabulary *v;
    size_t taken = 0;
    if (heed_vocabulary_read(heed_text_of(random_vocabulary), heed_lit("tiny"), of_vocabulary, &v, &found, &err) != HEED_OK) {
        t->failed++;
        return;
    }
    const facts_index *x = facts_index_new(v, of_vocabulary);
    while (taken < policies && t->failed < 5) {
        OWNED(heed_arena) mem = heed_arena_create();
        random_policy(&text);
        const heed_policy *p = compiled((heed_text){ text.at, text.n }, v, mem);
        heed_situation *s = p ? heed_situation_new(v, mem) : NULL;
        if (!s)
            continue;
        taken++;
        second_opinion(x, p, t);
        for (int i = 0; i < 60; i++) {
            random_situation(s, &facts);
            three_ways(p, s, &text, &facts, t);
        }
    }
    printf("%zu random policies: %zu situations three ways, %zu queries in all, %zu failed\n", taken, t->situations, t->queries,
           t->failed);
}

int main(int argc, char **argv)
{
    const char *many = getenv("HEED_RANDOM_POLICIES");
    tally t = { 0 };
    random_start(20261121);
    if (argc > 1)
        reference_policies(argv[1], &t);
    random_policies(many ? (size_t)strtoul(many, NULL, 10) : 250, &t);
    return t.failed || !t.situations || !t.queries;
}
