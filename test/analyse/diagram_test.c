/* diagram_test.c - diagrams against sets written out in full, and the limit that keeps them small. */
#include "analyse/diagram.h"
#include "analyse/space.h"
#include "base/arena.h"
#include <heed/analyse.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

enum { FACTS = 5, SPACE = 2 * 3 * 5 * 2 * 4, STEPS = 400 };
static const uint64_t domains[FACTS] = { 3, 7, 1ull << 63 | 15, 3, 15 };

static uint64_t state = 88172645463325252u;
static unsigned below(unsigned n)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (unsigned)((state >> 20) % n);
}

/* Situation number `i` as one value a fact. */
static void situation(unsigned i, uint64_t *values)
{
    for (int f = 0; f < FACTS; f++) {
        unsigned n = (unsigned)__builtin_popcountll(domains[f]), at = i % n;
        uint64_t left = domains[f];
        for (; at; at--)
            left &= left - 1;
        values[f] = left & -left;
        i /= n;
    }
}

typedef struct {
    diagram d;
    bool in[SPACE];
} set;

static void same(const diagrams *d, const set *s)
{
    uint64_t values[FACTS];
    double count = 0;
    for (unsigned i = 0; i < SPACE; i++) {
        situation(i, values);
        assert_int_equal(diagram_has(d, s->d, values), s->in[i]);
        count += s->in[i];
    }
    assert_true(diagram_count(d, s->d) == count);
}

static set literal(diagrams *d)
{
    unsigned f = below(FACTS);
    uint64_t mask = (uint64_t)below(16) | (below(2) ? 1ull << 63 : 0), values[FACTS];
    set s = { .d = diagram_literal(d, f, mask) };
    for (unsigned i = 0; i < SPACE; i++) {
        situation(i, values);
        s.in[i] = values[f] & mask;
    }
    return s;
}

static set joined(diagrams *d, const set *a, const set *b)
{
    unsigned how = below(3);
    set s = { .d = how == 0 ? diagram_and(d, a->d, b->d) : how == 1 ? diagram_or(d, a->d, b->d) : diagram_less(d, a->d, b->d) };
    for (unsigned i = 0; i < SPACE; i++)
        s.in[i] = how == 0 ? a->in[i] && b->in[i] : how == 1 ? a->in[i] || b->in[i] : a->in[i] && !b->in[i];
    return s;
}

static void diagrams_are_the_sets_they_stand_for(void **unused)
{
    (void)unused;
    OWNED(heed_arena) mem = heed_arena_create();
    diagrams *d = diagrams_new(mem, domains, FACTS, 100000);
    static set kept[24];
    for (int i = 0; i < 24; i++)
        kept[i] = literal(d);
    for (int step = 0; step < STEPS; step++) {
        set *at = &kept[below(24)];
        *at = below(4) ? joined(d, &kept[below(24)], &kept[below(24)]) : literal(d);
        same(d, at);
    }
    for (int i = 0; i < 24; i++)
        for (int k = 0; k < 24; k++)
            assert_int_equal(kept[i].d == kept[k].d, !memcmp(kept[i].in, kept[k].in, sizeof kept[i].in));
}

/* A fact that is forgotten makes no difference any more, and nothing else is lost. */
static void what_is_forgotten_makes_no_difference(void **unused)
{
    (void)unused;
    OWNED(heed_arena) mem = heed_arena_create();
    diagrams *d = diagrams_new(mem, domains, FACTS, 100000);
    uint64_t values[FACTS];
    for (int step = 0; step < 60; step++) {
        set a = literal(d), b = literal(d), c = literal(d), ab = joined(d, &a, &b), all = joined(d, &ab, &c);
        unsigned f = below(FACTS);
        diagram without = diagram_forget(d, all.d, f, domains[f]);
        bool asked[FACTS];
        diagram_asks(d, all.d, asked);
        assert_int_equal(asked[f], without != all.d);
        for (unsigned i = 0; i < SPACE; i++) {
            bool any = false;
            situation(i, values);
            for (uint64_t left = domains[f]; left; left &= left - 1) {
                values[f] = left & -left;
                any |= diagram_has(d, all.d, values);
            }
            assert_int_equal(diagram_has(d, without, values), any);
        }
    }
}

static void boxes_lie_inside_and_groups_cannot_be_widened(void **unused)
{
    (void)unused;
    OWNED(heed_arena) mem = heed_arena_create();
    diagrams *d = diagrams_new(mem, domains, FACTS, 100000);
    const uint64_t usual[FACTS] = { 1, 1, 1, 1, 1 };
    const uint8_t weight[FACTS] = { 1, 1, 1, 1, 1 };
    uint64_t box[FACTS];
    for (int step = 0; step < 60; step++) {
        set a = literal(d), b = literal(d), c = literal(d), ab = joined(d, &a, &b), all = joined(d, &ab, &c);
        assert_int_equal(diagram_picture(d, all.d, usual, weight, box), all.d != DIAGRAM_NONE);
        if (all.d == DIAGRAM_NONE)
            continue;
        assert_true(diagram_within(d, diagram_box(d, box), all.d));
        assert_true(diagram_widest(d, all.d, box));
        diagram_widen(d, all.d, NULL, box);
        assert_true(diagram_within(d, diagram_box(d, box), all.d));
        for (int f = 0; f < FACTS; f++) {
            uint64_t was = box[f];
            box[f] = domains[f];
            assert_true(was == domains[f] || !diagram_within(d, diagram_box(d, box), all.d));
            box[f] = was;
        }
    }
}

/* One of thirty acts is asked about, each with a fact of its own that forbids it. Asked first, the act makes the diagram small;
 * asked last, every set of facts has to be told apart, and the limit is met. */
static size_t thirty_acts(heed_arena *mem, uint32_t act_at, bool *full_out)
{
    static uint64_t domain[31];
    for (int i = 0; i < 31; i++)
        domain[i] = (uint32_t)i == act_at ? (1ull << 30) - 1 : 3;
    diagrams *d = diagrams_new(mem, domain, 31, 50000);
    diagram forbidden = DIAGRAM_NONE;
    for (uint32_t act = 0; act < 30; act++) {
        diagram fact = diagram_literal(d, act_at ? act : act + 1, 2);
        forbidden = diagram_or(d, forbidden, diagram_and(d, diagram_literal(d, act_at, 1ull << act), fact));
    }
    *full_out = diagrams_full(d);
    return diagrams_size(d);
}

static void the_act_is_asked_first_for_a_reason(void **unused)
{
    (void)unused;
    OWNED(heed_arena) mem = heed_arena_create();
    bool full;
    assert_true(thirty_acts(mem, 0, &full) < 5000);
    assert_false(full);
    thirty_acts(mem, 30, &full);
    assert_true(full);
}

/* ---- a policy built to blow up */

enum { PAIRS = 26 };

static heed_text tangled_vocabulary(heed_arena *mem)
{
    heed_text v = heed_lit(
        "vocabulary tangled version 1\nfield mood one \"m\" presumed statement\nvalue statement \"s\"\nvalue may \"m\"\n"
        "value must \"u\"\nvalue fact \"f\"\nfield done one \"d\" presumed done\nvalue done \"d\"\nvalue omitted "
        "\"o\"\nfield role many \"who\" presumed described\nvalue teacher \"t\"\nvalue head \"h\" office\n"
        "field circumstance many \"c\" presumed none\n");
    for (int side = 0; side < 2; side++)
        for (int i = 0; i < PAIRS; i++)
            v = heed_text_printf(mem, "%.*svalue %s%d \"%s %d\"\n", heed_fmt(v), side ? "right" : "left", i,
                                 side ? "right" : "left", i);
    return heed_text_printf(mem, "%.*sact greet \"greet\"\nact wave \"wave\"\n", heed_fmt(v));
}

static heed_text tangled_policy(heed_arena *mem)
{
    heed_text p = heed_lit(
        "# T\n```heed\npolicy t version 1\nschool \"T\" nation england\nvocabulary tangled\nsilence means ask head\n```\n"
        "Wave. {#0}\n```heed\n0 teacher must not wave\n```\n");
    for (int i = 0; i < PAIRS; i++)
        p = heed_text_printf(mem, "%.*s\nClause %d. {#%d}\n```heed\n%d teacher must not greet when left%d and right%d\n```\n",
                             heed_fmt(p), i + 1, i + 1, i + 1, i, i);
    return p;
}

static void a_policy_built_to_blow_up_meets_the_limit(void **unused)
{
    (void)unused;
    OWNED(heed_arena) mem = heed_arena_create();
    const heed_vocabulary *v;
    const heed_policy *policy;
    heed_findings wrong = { 0 };
    heed_lint_findings found;
    heed_text blob;
    heed_error err = { .message = "" };
    heed_analyse_options options = { .node_limit = 50000 };
    size_t tangled = 0;
    if (heed_vocabulary_read(tangled_vocabulary(mem), heed_lit("v"), mem, &v, &wrong, &err) != HEED_OK)
        fail_msg("%s", err.message);
    if (heed_policy_compile(tangled_policy(mem), heed_lit("p"), v, NULL, mem, &blob, &wrong, &err) != HEED_OK)
        fail_msg("%s", err.message);
    assert_int_equal(heed_policy_open(blob, v, mem, &policy, &err), HEED_OK);
    assert_int_equal(heed_lint(policy, &options, mem, &found, &err), HEED_OK);
    for (size_t i = 0; i < found.len; i++)
        if (strcmp(found.at[i].rule->id, "too-tangled") == 0) {
            assert_non_null(strstr(found.at[i].message.at, "\"greet\""));
            tangled++;
        }
    assert_int_equal(tangled, 1); /* wave is still looked at */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(diagrams_are_the_sets_they_stand_for),
        cmocka_unit_test(what_is_forgotten_makes_no_difference),
        cmocka_unit_test(boxes_lie_inside_and_groups_cannot_be_widened),
        cmocka_unit_test(the_act_is_asked_first_for_a_reason),
        cmocka_unit_test(a_policy_built_to_blow_up_meets_the_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
