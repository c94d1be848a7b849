/* words_test.c - the words of schools-uk that people read: what a fact is called on a page, and how it is asked. */
#include "texts.h"
#include "base/arena.h"
#include "policy/blob.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

enum { LONGEST = 90 };

static bool has(heed_text text, const char *part)
{
    return text.len && memmem(text.at, text.len, part, strlen(part));
}

/* Notes, short forms and words of the program have no place on a page. */
static const char *fault_of(heed_text words)
{
    static const char *const never[] = { "/",     ";",      "(",          ")",     " etc", "e.g.",         "i.e.",
                                         "one's", " actor", " the party", "field", "fact", "circumstance", "nothing nearer" };
    for (size_t i = 0; i < sizeof never / sizeof *never; i++)
        if (has(words, never[i]))
            return never[i];
    return words.len > LONGEST ? "its length" : !words.len ? "nothing to read" : NULL;
}

static size_t faults;

static void check_meaning(heed_text set, const heed_fact_info *info)
{
    heed_text m = info->meaning;
    const char *fault = fault_of(m);
    if (!fault && (m.at[m.len - 1] == '.' || m.at[m.len - 1] == '?' || (m.at[0] >= 'A' && m.at[0] <= 'Z')))
        fault = "being a sentence: it stands within one";
    if (fault)
        print_error("%.*s %.*s: \"%.*s\": %s\n", heed_fmt(set), heed_fmt(info->name), heed_fmt(m), fault);
    faults += fault != NULL;
}

static void check_question(const heed_fact_info *info)
{
    heed_text q = info->question;
    const char *fault = q.len ? fault_of(q) : NULL;
    if (q.len && !fault && (q.at[q.len - 1] != '?' || q.at[0] < 'A' || q.at[0] > 'Z'))
        fault = "not being a question";
    if (fault)
        print_error("%.*s: \"%.*s\": %s\n", heed_fmt(info->name), heed_fmt(q), fault);
    faults += fault != NULL;
}

static void words__of_the_vocabulary_are_plain(void **state)
{
    (void)state;
    OWNED(heed_arena) mem = heed_arena_create();
    const heed_vocabulary *v = texts_vocabulary(mem);
    faults = 0;
    for (heed_fact f = 0; f < heed_fact_count(v); f++) {
        const heed_fact_info *info = heed_fact_get(v, f);
        if (heed_text_starts(info->name, "act#"))
            continue;
        check_meaning(info->set, info);
        check_question(info);
        for (uint32_t k = 0; k < info->value_count; k++)
            check_meaning(info->name, heed_value_get(v, f, k));
    }
    for (uint32_t a = 0; a < heed_act_count(v); a++)
        check_meaning(heed_lit("act"), heed_act_get(v, a));
    assert_int_equal(faults, 0);
}

/* "You ask if this is allowed: ..." goes on with a verb, never with somebody or something. */
static void words__of_an_act_begin_with_what_is_done(void **state)
{
    (void)state;
    static const char *const never[] = { "a ", "an ", "the ", "you ", "it ", "somebody ", "says ", "to ", "whether ", "your " };
    OWNED(heed_arena) mem = heed_arena_create();
    const heed_vocabulary *v = texts_vocabulary(mem);
    for (uint32_t a = 0; a < heed_act_count(v); a++)
        for (size_t i = 0; i < sizeof never / sizeof *never; i++)
            if (heed_text_starts(heed_act_get(v, a)->meaning, never[i]))
                fail_msg("%.*s begins with \"%s\"", heed_fmt(heed_act_get(v, a)->name), never[i]);
}

/* Two things under one name could not be told apart in a list. */
static void words__of_one_field_differ(void **state)
{
    (void)state;
    OWNED(heed_arena) mem = heed_arena_create();
    const heed_vocabulary *v = texts_vocabulary(mem);
    for (heed_fact f = 0; f < heed_fact_count(v); f++) {
        const heed_fact_info *info = heed_fact_get(v, f);
        for (uint32_t k = 0; k < info->value_count; k++)
            for (uint32_t j = 0; j < k; j++)
                if (heed_text_eq(heed_value_get(v, f, k)->meaning, heed_value_get(v, f, j)->meaning))
                    fail_msg("%.*s: two values are called \"%.*s\"", heed_fmt(info->name),
                             heed_fmt(heed_value_get(v, f, k)->meaning));
        for (heed_fact g = 0; g < f && !info->one_valued; g++)
            if (heed_text_eq(heed_fact_get(v, g)->set, info->set) && heed_text_eq(heed_fact_get(v, g)->meaning, info->meaning))
                fail_msg("%.*s and %.*s are called alike", heed_fmt(info->name), heed_fmt(heed_fact_get(v, g)->name));
    }
    for (uint32_t a = 0; a < heed_act_count(v); a++)
        for (uint32_t b = 0; b < a; b++)
            if (heed_text_eq(heed_act_get(v, a)->meaning, heed_act_get(v, b)->meaning))
                fail_msg("two acts are called \"%.*s\"", heed_fmt(heed_act_get(v, a)->meaning));
}

/* A rule may turn on it and somebody may know it: then there is a question. */
static void question__stands_for_every_fact_that_may_be_asked(void **state)
{
    (void)state;
    static const char *const schools[] = { "dereham", "bledington", "stivichall", "st-thomas", "ewloe-green" };
    OWNED(heed_arena) mem = heed_arena_create();
    const heed_vocabulary *v = texts_vocabulary(mem);
    size_t missing = 0;
    for (size_t i = 0; i < sizeof schools / sizeof *schools; i++) {
        heed_text path = heed_text_printf(mem, "policies/%s.policy.md", schools[i]);
        const heed_policy *p = texts_compiled(v, texts_file(mem, path.at), NULL, path.at, mem);
        const blob_head *h = policy_head(p);
        for (uint32_t k = 0; k < h->literals.n; k++) {
            const heed_fact_info *info = heed_fact_get(v, BLOB_AT(h, blob_literal, h->literals, k)->fact);
            if (info->answered_by == HEED_BY_NOBODY || info->question.len || heed_text_starts(info->name, "act#"))
                continue;
            print_error("%s: %.*s has no question\n", path.at, heed_fmt(info->name));
            missing++;
        }
    }
    assert_int_equal(missing, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words__of_the_vocabulary_are_plain),
        cmocka_unit_test(words__of_an_act_begin_with_what_is_done),
        cmocka_unit_test(words__of_one_field_differ),
        cmocka_unit_test(question__stands_for_every_fact_that_may_be_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
