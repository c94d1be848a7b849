/* words_test.c - what the checks of laws, of the front and of prose find, and what they must leave alone.
 *
 * words.cases holds small policies, word_faults.tsv what the reference policies must show. The registers are the program's own.
 */
#include "analyse/lint.h"
#include "findings.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static const lint_family *const families[] = { &lint_laws, &lint_front, &lint_prose };
enum { FAMILIES = sizeof families / sizeof *families };

typedef struct {
    heed_arena *mem;
    const heed_vocabulary *v;
    const heed_laws *laws;
} desk;

static desk desk_new(heed_arena *mem)
{
    desk d = { .mem = mem };
    heed_findings findings = { 0 };
    heed_error err = { .message = "" };
    heed_text names[] = { heed_lit("policies/schools-uk.laws"), heed_lit("policies/schools-uk.platforms"),
                          heed_lit("policies/schools-uk.wording") };
    heed_text sources[3];
    for (size_t i = 0; i < 3; i++)
        sources[i] = file_of(mem, heed_text_copy(mem, names[i]).at);
    if (heed_vocabulary_read(file_of(mem, "policies/schools-uk.vocabulary"), heed_lit("vocabulary"), mem, &d.v, &findings,
                             &err) ||
        heed_laws_read(&(heed_texts){ sources, 3 }, &(heed_texts){ names, 3 }, mem, &d.laws, &findings, &err)) {
        told(&findings);
        fail_msg("%s", err.message);
    }
    return d;
}

static heed_lint_findings findings_of(const desk *d, heed_text source, const char *name, heed_date as_of)
{
    heed_text blob;
    const heed_policy *p;
    heed_findings findings = { 0 };
    heed_lint_findings out = { 0 };
    heed_error err = { .message = "" };
    heed_analyse_options options = { .as_of = as_of, .laws = d->laws };
    if (heed_policy_compile(source, heed_text_of(name), d->v, NULL, d->mem, &blob, &findings, &err) ||
        heed_policy_open(blob, d->v, d->mem, &p, &err) || heed_lint(p, &options, d->mem, &out, &err)) {
        told(&findings);
        fail_msg("%s: %s", name, err.message);
    }
    return out;
}

static bool of_words(const heed_lint_rule *r)
{
    for (size_t f = 0; f < FAMILIES; f++)
        for (size_t i = 0; i < families[f]->count; i++)
            if (&families[f]->rules[i] == r)
                return true;
    return false;
}

/* ---- cases */

enum { MOST_IDS = 8 };
typedef struct {
    heed_text rule, nation, head;
    heed_date as_of;
    bool wanted;
    heed_text ids[MOST_IDS];
    size_t id_count;
    heed_text source;
    unsigned line;
} words_case;

static bool option(heed_text word, const char *name, heed_text *value_out)
{
    size_t n = strlen(name);
    if (!heed_text_starts(word, name))
        return false;
    *value_out = (heed_text){ word.at + n, word.len - n };
    return true;
}

static words_case case_head(const desk *d, heed_text line, unsigned number)
{
    words_case c = {
        .rule = next_word(&line), .nation = heed_lit("england"), .head = heed_lit(""), .as_of = 20261120, .line = number
    };
    c.wanted = heed_text_is(next_word(&line), "yes");
    for (heed_text word = next_word(&line), value; word.len; word = next_word(&line))
        if (option(word, "as-of=", &value)) {
            c.as_of = heed_date_read(value);
        } else if (option(word, "head=", &value)) {
            c.head = heed_text_copy(d->mem, value);
            for (char *at = (char *)c.head.at; *at; at++)
                *at = *at == '_' ? ' ' : *at;
        } else if (!option(word, "nation=", &c.nation)) {
            assert_true(c.id_count < MOST_IDS);
            c.ids[c.id_count++] = word;
        }
    return c;
}

static void case_line(const desk *d, words_case *c, heed_text line)
{
    heed_text text = heed_text_trim(line);
    const char *one = memmem(text.at, text.len, " ::", 3);
    const char *two = one ? memmem(one + 3, text.len - (size_t)(one + 3 - text.at), ":: ", 3) : NULL;
    if (!two) {
        c->source = heed_text_printf(d->mem, "%.*s%.*s\n\n", heed_fmt(c->source), heed_fmt(text));
        return;
    }
    heed_text id = { text.at, (size_t)(one - text.at) };
    heed_text statement = heed_text_trim((heed_text){ one + 3, (size_t)(two - one - 3) });
    heed_text said = { two + 3, text.len - (size_t)(two + 3 - text.at) };
    if (!statement.len)
        statement = heed_lit("information define-term");
    c->source = heed_text_printf(d->mem, "%.*s%.*s {#%.*s}\n```heed\n%.*s %.*s\n```\n\n", heed_fmt(c->source), heed_fmt(said),
                                 heed_fmt(id), heed_fmt(id), heed_fmt(statement));
}

static bool case_holds(const desk *d, const words_case *c)
{
    heed_text source = heed_text_printf(
        d->mem,
        "# Small policy\n\n```heed\npolicy small version 1 %.*s\nschool \"Small\" nation %.*s\nvocabulary schools-uk\n"
        "silence means ask headteacher\n```\n\n%.*s",
        heed_fmt(c->head), heed_fmt(c->nation), heed_fmt(c->source));
    char name[64];
    snprintf(name, sizeof name, "words.cases, line %u", c->line);
    heed_lint_findings found = findings_of(d, source, name, c->as_of);
    bool met = false, any = heed_text_is(c->rule, "*");
    for (size_t i = 0; i < found.len; i++)
        if (of_words(found.at[i].rule) && (any || heed_text_is(c->rule, found.at[i].rule->id)))
            met |= !c->wanted || finding_names(&found.at[i], c->ids, c->id_count);
    if (met == c->wanted)
        return true;
    printf("%s: %.*s should %sbe found. There is:\n", name, heed_fmt(c->rule), c->wanted ? "" : "not ");
    for (size_t i = 0; i < found.len; i++)
        if (of_words(found.at[i].rule))
            printf("    [%s] %.*s\n", found.at[i].rule->id, heed_fmt(found.at[i].message));
    return false;
}

static void words_cases__hold(void **state)
{
    (void)state;
    OWNED(heed_arena) mem = heed_arena_create();
    desk d = desk_new(mem);
    heed_text rest = file_of(mem, "test/analyse/words.cases");
    words_case c = { .line = 0 };
    size_t wrong = 0, count = 0;
    for (unsigned number = 1; rest.len || c.line; number++) {
        bool end = !rest.len;
        heed_text line = end ? heed_lit("#") : next_line(&rest);
        bool begins = line.len && line.at[0] != ' ';
        if (begins && c.line) {
            wrong += !case_holds(&d, &c);
            count++;
            c.line = 0;
        }
        if (begins && line.at[0] != '#')
            c = case_head(&d, line, number);
        else if (line.len && !begins)
            case_line(&d, &c, line);
    }
    printf("%zu cases\n", count);
    assert_int_equal(wrong, 0);
}

static void words_cases__speak_of_every_rule_both_ways(void **state)
{
    (void)state;
    OWNED(heed_arena) mem = heed_arena_create();
    heed_text all = file_of(mem, "test/analyse/words.cases");
    for (size_t f = 0; f < FAMILIES; f++)
        for (size_t i = 0; i < families[f]->count; i++) {
            const char *id = families[f]->rules[i].id;
            heed_text yes = heed_text_printf(mem, "\n%s yes", id), no = heed_text_printf(mem, "\n%s no", id);
            if (!memmem(all.at, all.len, yes.at, yes.len) || !memmem(all.at, all.len, no.at, no.len))
                fail_msg("%s has no case that must be found, or none that must not", id);
        }
}

/* ---- the reference policies */

static void reference_policies__show_their_faults(void **state)
{
    (void)state;
    OWNED(heed_arena) mem = heed_arena_create();
    desk d = desk_new(mem);
    heed_text rest = file_of(mem, "test/analyse/word_faults.tsv"), open = { "", 0 };
    heed_lint_findings found = { 0 };
    size_t all = 0, met = 0;
    while (rest.len) {
        heed_text line = next_line(&rest);
        if (!line.len || line.at[0] == '#')
            continue;
        heed_text policy = next_word(&line), rule = next_word(&line), ids = heed_text_trim(line);
        if (!heed_text_eq(policy, open)) {
            heed_text path = heed_text_printf(mem, "policies/%.*s.policy.md", heed_fmt(policy));
            found = findings_of(&d, file_of(mem, path.at), path.at, 20261120);
            open = policy;
        }
        bool there = shows(&found, rule, ids);
        if (!there)
            printf("not found: %.*s %.*s %.*s\n", heed_fmt(policy), heed_fmt(rule), heed_fmt(ids));
        all++;
        met += there;
    }
    printf("%zu of %zu faults found\n", met, all);
    assert_int_equal(met, all);
}

/* ---- registers */

static void register_page__examples_hold(void **state)
{
    (void)state;
    OWNED(heed_arena) mem = heed_arena_create();
    heed_text page = file_of(mem, "docs/language.md");
    const char *from = memmem(page.at, page.len, "```heed register\n", 17);
    assert_non_null(from);
    from += 17;
    const char *to = memmem(from, page.len - (size_t)(from - page.at), "\n```", 4);
    heed_text source = heed_text_printf(mem, "register example version 1\n%.*s\n", (int)(to - from), from);
    const heed_laws *laws;
    heed_findings findings = { 0 };
    heed_error err = { .message = "" };
    if (heed_laws_read(&(heed_texts){ &source, 1 }, NULL, mem, &laws, &findings, &err)) {
        told(&findings);
        fail_msg("%s", err.message);
    }
    assert_non_null(laws);
}

static void register_page__refused_lines_are_all_told(void **state)
{
    (void)state;
    OWNED(heed_arena) mem = heed_arena_create();
    heed_text page = file_of(mem, "docs/language.md");
    const char *from = memmem(page.at, page.len, "```heed register refused\n", 25);
    assert_non_null(from);
    from += 25;
    const char *to = memmem(from, page.len - (size_t)(from - page.at), "\n```", 4);
    heed_text lines = { from, (size_t)(to - from) + 1 },
              source = heed_text_printf(mem, "register example version 1\n%.*s", heed_fmt(lines));
    const heed_laws *laws;
    heed_findings findings = { 0 };
    heed_error err = { .message = "" };
    assert_int_equal(heed_laws_read(&(heed_texts){ &source, 1 }, NULL, mem, &laws, &findings, &err), HEED_INVALID);
    size_t n = 0;
    while (lines.len) {
        heed_text line = next_line(&lines);
        if (!heed_text_starts(line, "# "))
            continue;
        assert_true(n < findings.len);
        heed_text wanted = { line.at + 2, line.len - 2 };
        if (!heed_text_eq(findings.at[n].message, wanted))
            fail_msg("wanted: %.*s\ncame:   %.*s", heed_fmt(wanted), heed_fmt(findings.at[n].message));
        n++;
    }
    assert_int_equal(n, findings.len);
}

static void register_files__are_read_one_after_another_and_all_errors_told(void **state)
{
    (void)state;
    OWNED(heed_arena) mem = heed_arena_create();
    heed_text sources[] = { heed_lit("register one version 1\nplatfrm \"A\"\n"), heed_lit(""),
                            heed_lit("words vague said \"x\"\n"), heed_lit("register four version 1\nwords vague said \"x\n") };
    heed_text names[] = { heed_lit("one"), heed_lit("two"), heed_lit("three"), heed_lit("four") };
    const heed_laws *laws;
    heed_findings findings = { 0 };
    heed_error err = { .message = "" };
    assert_int_equal(heed_laws_read(&(heed_texts){ sources, 4 }, &(heed_texts){ names, 4 }, mem, &laws, &findings, &err),
                     HEED_INVALID);
    assert_null(laws);
    assert_true(findings.len >= 4);
    assert_true(heed_text_is(findings.at[0].file, "one"));
    assert_int_equal(findings.at[0].line, 2);
    assert_true(heed_text_is(findings.at[findings.len - 1].file, "four"));
    assert_non_null(strstr(err.message, "Did you mean \"platform\"?"));
}

/* Several anchors in one paragraph part its words. */
static void lint_points_at_the_clause__within_a_paragraph(void **state)
{
    (void)state;
    OWNED(heed_arena) mem = heed_arena_create();
    desk d = desk_new(mem);
    heed_text source =
        heed_lit("# Small\n\n```heed\npolicy small version 1\nschool \"Small\" nation england\nvocabulary schools-uk\n```\n\n"
                 "There is Google+, now\nand then. {#1} There is also\nTwitter. {#2} And no more. {#3}\n\n"
                 "```heed\n1 information define-term\n2 information define-term\n3 information define-term\n```\n");
    heed_lint_findings found = findings_of(&d, source, "small", 20261120);
    assert_true(shows(&found, heed_lit("closed-platform"), heed_lit("1")));
    assert_false(shows(&found, heed_lit("closed-platform"), heed_lit("2")));
    assert_true(shows(&found, heed_lit("renamed-platform"), heed_lit("2")));
    assert_false(shows(&found, heed_lit("renamed-platform"), heed_lit("3")));
}

static void lint_without_registers__still_looks_at_dates_and_numbers(void **state)
{
    (void)state;
    OWNED(heed_arena) mem = heed_arena_create();
    desk d = desk_new(mem);
    d.laws = NULL;
    heed_lint_findings found = findings_of(&d, file_of(mem, "policies/stivichall.policy.md"), "stivichall", 20261120);
    assert_true(shows(&found, heed_lit("two-reviews"), heed_lit("0.03 3.4.1")));
    assert_false(shows(&found, heed_lit("undefined-time"), heed_lit("-")));
}

static void lint_without_a_date__judges_nothing_by_date(void **state)
{
    (void)state;
    OWNED(heed_arena) mem = heed_arena_create();
    desk d = desk_new(mem);
    heed_lint_findings found = findings_of(&d, file_of(mem, "policies/ewloe-green.policy.md"), "ewloe-green", 0);
    assert_false(shows(&found, heed_lit("stale-law"), heed_lit("-")));
    assert_false(shows(&found, heed_lit("closed-platform"), heed_lit("-")));
    assert_true(shows(&found, heed_lit("misdated-law"), heed_lit("LAW.05e")));
}

/* A text without a full stop, made of nothing but what the checks look for: the time limit of the test is the judge. */
static void lint_ends__on_half_a_megabyte_of_one_sentence(void **state)
{
    (void)state;
    static const char unit[] =
        "policy on section 4 CRB customer Data Protection Act 1998 act 1998 DSL the Safeguarding Policy in a break ";
    enum { TIMES = 5000, UNIT = sizeof unit - 1 };
    OWNED(heed_arena) mem = heed_arena_create();
    desk d = desk_new(mem);
    char *text = heed_arena_alloc(mem, (size_t)TIMES * UNIT + 1);
    for (size_t i = 0; i < TIMES; i++)
        memcpy(text + i * UNIT, unit, UNIT);
    heed_text source = heed_text_printf(
        mem,
        "# Big\n\n```heed\npolicy big version 1\nschool \"Big\" nation england\nvocabulary schools-uk\n```\n\n%s {#1}\n"
        "```heed\n1 information define-term\n```\n",
        text);
    heed_lint_findings found = findings_of(&d, source, "big", 20261120);
    assert_true(shows(&found, heed_lit("stale-law"), heed_lit("1")));
    assert_true(shows(&found, heed_lit("unexplained-initials"), heed_lit("1")));
}

/* Whatever there is too little memory for, the call says so, and nothing is lost (the sanitizers see to that). */
static void lint_and_registers__say_when_memory_runs_out(void **state)
{
    (void)state;
    OWNED(heed_arena) mem = heed_arena_create();
    desk d = desk_new(mem);
    heed_text blob, source = file_of(mem, "policies/st-thomas.policy.md"), laws_text = file_of(mem, "policies/schools-uk.laws");
    const heed_policy *p;
    heed_findings findings = { 0 };
    heed_error err;
    size_t faults = 0;
    assert_int_equal(heed_policy_compile(source, heed_lit("st-thomas"), d.v, NULL, mem, &blob, &findings, &err), HEED_OK);
    assert_int_equal(heed_policy_open(blob, d.v, mem, &p, &err), HEED_OK);
    heed_status status = HEED_FAULT;
    for (size_t limit = 2048; status != HEED_OK; limit += limit / 4, faults++) {
        OWNED(heed_arena) own = heed_arena_create();
        const heed_laws *laws;
        heed_lint_findings found;
        own->limit = limit;
        status = heed_laws_read(&(heed_texts){ &laws_text, 1 }, NULL, own, &laws, &findings, &err);
        if (status == HEED_OK)
            status = heed_lint(p, &(heed_analyse_options){ .as_of = 20261120, .laws = d.laws }, own, &found, &err);
        assert_true(status == HEED_OK || status == HEED_FAULT);
        assert_true(limit < (size_t)1 << 30);
    }
    assert_true(faults > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_cases__hold),
        cmocka_unit_test(words_cases__speak_of_every_rule_both_ways),
        cmocka_unit_test(reference_policies__show_their_faults),
        cmocka_unit_test(register_page__examples_hold),
        cmocka_unit_test(register_page__refused_lines_are_all_told),
        cmocka_unit_test(register_files__are_read_one_after_another_and_all_errors_told),
        cmocka_unit_test(lint_points_at_the_clause__within_a_paragraph),
        cmocka_unit_test(lint_without_registers__still_looks_at_dates_and_numbers),
        cmocka_unit_test(lint_without_a_date__judges_nothing_by_date),
        cmocka_unit_test(lint_ends__on_half_a_megabyte_of_one_sentence),
        cmocka_unit_test(lint_and_registers__say_when_memory_runs_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
