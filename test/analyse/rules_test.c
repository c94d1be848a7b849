/* rules_test.c - what the checks of rules, exceptions, gaps and duties find, and what they must leave alone.
 *
 * rules.cases holds small policies, rule_faults.tsv what the reference policies must show. Checklist and packs are the
 * program's own. */
#include "analyse/lint.h"
#include "findings.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

static const lint_family *const families[] = { &lint_logic, &lint_alike, &lint_exceptions, &lint_gaps, &lint_duties };
enum { FAMILIES = sizeof families / sizeof *families, CHECKED_WITHOUT_CHECKLIST = 3 };

typedef struct {
    heed_arena *mem;
    const heed_vocabulary *v;
    const heed_checklist *checklist;
    heed_texts packs;
} desk;

static desk desk_new(heed_arena *mem)
{
    desk d = { .mem = mem };
    heed_findings findings = { 0 };
    heed_error err = { .message = "" };
    heed_text *packs = heed_arena_alloc(mem, 2 * sizeof *packs);
    packs[0] = file_of(mem, "policies/literal.pack");
    packs[1] = file_of(mem, "policies/law.pack");
    d.packs = (heed_texts){ packs, 2 };
    if (heed_vocabulary_read(file_of(mem, "policies/schools-uk.vocabulary"), heed_lit("vocabulary"), mem, &d.v, &findings,
                             &err) ||
        heed_checklist_read(file_of(mem, "policies/schools-uk.checklist"), heed_lit("checklist"), d.v, mem, &d.checklist,
                            &findings, &err)) {
        told(&findings);
        fail_msg("%s", err.message);
    }
    return d;
}

static const heed_policy *policy_of(const desk *d, heed_text source, const char *name)
{
    heed_text blob;
    const heed_policy *p = NULL;
    heed_findings findings = { 0 };
    heed_error err = { .message = "" };
    if (heed_policy_compile(source, heed_text_of(name), d->v, &d->packs, d->mem, &blob, &findings, &err) ||
        heed_policy_open(blob, d->v, d->mem, &p, &err)) {
        told(&findings);
        fail_msg("%s: %s", name, err.message);
    }
    return p;
}

static heed_lint_findings lint_of_policy(const desk *d, const heed_policy *p, const char *name)
{
    heed_lint_findings out = { 0 };
    heed_error err = { .message = "" };
    heed_analyse_options options = { .as_of = 20261120, .checklist = d->checklist };
    if (heed_lint(p, &options, d->mem, &out, &err) != HEED_OK)
        fail_msg("%s: %s", name, err.message);
    return out;
}

static heed_lint_findings findings_of(const desk *d, heed_text source, const char *name)
{
    return lint_of_policy(d, policy_of(d, source, name), name);
}

/* ---- cases */

enum { MOST_IDS = 8 };
typedef struct {
    heed_text rule, has;
    bool wanted;
    heed_text ids[MOST_IDS];
    size_t id_count;
    heed_text front, body, tests;
    unsigned line;
} rules_case;

static rules_case case_head(heed_text line, unsigned number)
{
    rules_case c = { .rule = next_word(&line), .line = number };
    c.wanted = heed_text_is(next_word(&line), "yes");
    for (heed_text word = next_word(&line); word.len; word = next_word(&line)) {
        if (word.at[0] == '~') {
            c.has = (heed_text){ word.at + 1, word.len - 1 };
            continue;
        }
        assert_true(c.id_count < MOST_IDS);
        c.ids[c.id_count++] = word;
    }
    return c;
}

static bool of_front(heed_text line)
{
    return heed_text_starts(line, "group ") || heed_text_starts(line, "conflict ") || heed_text_starts(line, "kept ");
}

/* "1 teacher must not threaten :: Words": a clause with its prose; "1/2 ...": one statement more. */
static void case_line(heed_arena *mem, rules_case *c, heed_text line)
{
    heed_text text = heed_text_trim(line), rest = text;
    const char *words = memmem(text.at, text.len, " :: ", 4);
    if (of_front(text)) {
        c->front = heed_text_printf(mem, "%.*s%.*s\n", heed_fmt(c->front), heed_fmt(text));
        return;
    }
    if (heed_text_starts(text, "test ")) {
        c->tests = heed_text_printf(mem, "%.*s%.*s\n", heed_fmt(c->tests), (int)text.len - 5, text.at + 5);
        return;
    }
    if (heed_text_starts(text, "= ")) {
        c->body = heed_text_printf(mem, "%.*s%.*s\n\n", heed_fmt(c->body), (int)text.len - 2, text.at + 2);
        return;
    }
    heed_text id = next_word(&rest), statement = { text.at, words ? (size_t)(words - text.at) : text.len };
    heed_text said =
        words ? (heed_text){ words + 4, text.len - (size_t)(words + 4 - text.at) } : heed_lit("Words of a clause.");
    if (memchr(id.at, '/', id.len))
        c->body = heed_text_printf(mem, "%.*s```heed\n%.*s\n```\n\n", heed_fmt(c->body), heed_fmt(statement));
    else
        c->body = heed_text_printf(mem, "%.*s%.*s {#%.*s}\n```heed\n%.*s\n```\n\n", heed_fmt(c->body), heed_fmt(said),
                                   heed_fmt(id), heed_fmt(statement));
}

static bool is_ours(const heed_lint_rule *r, size_t from_families)
{
    for (size_t f = 0; f < from_families; f++)
        for (size_t i = 0; i < families[f]->count; i++)
            if (&families[f]->rules[i] == r)
                return true;
    return false;
}

/* "*": of what needs no checklist, since a small policy leaves much open. */
static bool speaks_of(const heed_lint_finding *f, const rules_case *c)
{
    if (heed_text_is(c->rule, "*"))
        return is_ours(f->rule, CHECKED_WITHOUT_CHECKLIST);
    return heed_text_is(c->rule, f->rule->id) && (!c->has.len || contains(f->message, c->has));
}

static bool case_holds(const desk *d, const rules_case *c)
{
    heed_text source = heed_text_printf(
        d->mem,
        "# Small policy\n\n```heed\npolicy small version 1\nschool \"Small\" nation england\nvocabulary schools-uk\n"
        "silence means ask headteacher\n%.*s```\n\n%.*s",
        heed_fmt(c->front), heed_fmt(c->body));
    if (c->tests.len)
        source = heed_text_printf(d->mem, "%.*s```heed test\n%.*s```\n", heed_fmt(source), heed_fmt(c->tests));
    char name[64];
    snprintf(name, sizeof name, "rules.cases, line %u", c->line);
    heed_lint_findings found = findings_of(d, source, name);
    bool met = false;
    for (size_t i = 0; i < found.len; i++)
        if (speaks_of(&found.at[i], c))
            met |= !c->wanted || finding_names(&found.at[i], c->ids, c->id_count);
    if (met == c->wanted)
        return true;
    printf("%s: %.*s should %sbe found. There is:\n", name, heed_fmt(c->rule), c->wanted ? "" : "not ");
    for (size_t i = 0; i < found.len; i++)
        if (heed_text_is(c->rule, found.at[i].rule->id) || is_ours(found.at[i].rule, CHECKED_WITHOUT_CHECKLIST))
            printf("    [%s] %.*s\n        %.*s\n", found.at[i].rule->id, heed_fmt(found.at[i].message),
                   heed_fmt(found.at[i].situation));
    return false;
}

static void rules_cases__hold(void **state)
{
    (void)state;
    OWNED(heed_arena) mem = heed_arena_create();
    desk d = desk_new(mem);
    heed_text rest = file_of(mem, "test/analyse/rules.cases");
    rules_case c = { .line = 0 };
    size_t wrong = 0, count = 0;
    for (unsigned number = 1; rest.len || c.line; number++) {
        heed_text line = rest.len ? next_line(&rest) : heed_lit("#");
        bool begins = line.len && line.at[0] != ' ';
        if (begins && c.line) {
            wrong += !case_holds(&d, &c);
            count++;
            c.line = 0;
        }
        if (begins && line.at[0] != '#')
            c = case_head(line, number);
        else if (line.len && !begins)
            case_line(mem, &c, line);
    }
    printf("%zu cases\n", count);
    assert_int_equal(wrong, 0);
}

static void rules_cases__speak_of_every_check_both_ways(void **state)
{
    (void)state;
    OWNED(heed_arena) mem = heed_arena_create();
    heed_text all = file_of(mem, "test/analyse/rules.cases");
    for (size_t f = 0; f < FAMILIES; f++)
        for (size_t i = 0; i < families[f]->count; i++) {
            const char *id = families[f]->rules[i].id;
            if (!contains(all, heed_text_printf(mem, "\n%s yes", id)) || !contains(all, heed_text_printf(mem, "\n%s no", id)))
                fail_msg("%s has no case that must be found, or none that must not", id);
        }
}

/* ---- the reference policies */

static void reference_policies__show_their_faults(void **state)
{
    (void)state;
    OWNED(heed_arena) mem = heed_arena_create();
    desk d = desk_new(mem);
    heed_text rest = file_of(mem, "test/analyse/rule_faults.tsv"), open = { "", 0 };
    heed_lint_findings found = { 0 };
    size_t all = 0, met = 0;
    while (rest.len) {
        heed_text line = next_line(&rest);
        if (!line.len || line.at[0] == '#')
            continue;
        const char *tab = memchr(line.at, '\t', line.len),
                   *second = memchr(tab + 1, '\t', (size_t)(line.at + line.len - tab - 1));
        heed_text policy = { line.at, (size_t)(tab - line.at) }, rule = { tab + 1, (size_t)(second - tab - 1) };
        heed_text ids = { second + 1, (size_t)(line.at + line.len - second - 1) };
        if (!heed_text_eq(policy, open)) {
            heed_text path = heed_text_printf(mem, "policies/%.*s.policy.md", heed_fmt(policy));
            found = findings_of(&d, file_of(mem, path.at), path.at);
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

/* No program words in what a head reads: no fact or act by its name in the language. */
static void findings__speak_in_words(void **state)
{
    (void)state;
    static const char *const policies[] = { "dereham", "bledington", "stivichall", "st-thomas", "ewloe-green" };
    OWNED(heed_arena) mem = heed_arena_create();
    desk d = desk_new(mem);
    for (size_t i = 0; i < sizeof policies / sizeof *policies; i++) {
        heed_text path = heed_text_printf(mem, "policies/%s.policy.md", policies[i]);
        heed_lint_findings found = findings_of(&d, file_of(mem, path.at), path.at);
        for (size_t k = 0; k < found.len; k++) {
            if (!is_ours(found.at[k].rule, FAMILIES))
                continue;
            heed_text rest = heed_text_printf(mem, "%.*s %.*s", heed_fmt(found.at[k].message), heed_fmt(found.at[k].situation));
            for (heed_text word = next_word(&rest); word.len; word = next_word(&rest))
                if (memchr(word.at, '-', word.len) &&
                    (heed_act_find(d.v, word) >= 0 || heed_fact_find(d.v, word) != HEED_FACT_NONE))
                    fail_msg("%s: \"%.*s\" in: %.*s", policies[i], heed_fmt(word), heed_fmt(found.at[k].message));
        }
    }
}

/* ---- situations: the engine answers them as the finding says */

static unsigned flag_of(const char *rule)
{
    static const struct {
        const char *rule;
        unsigned flag;
    } flags[] = { { "missing-exception", HEED_LITERAL },      { "legal-risk", HEED_LEGAL_RISK },
                  { "contradiction", HEED_CONFLICT_FLAG },    { "loose-edge", HEED_CONFLICT_FLAG },
                  { "two-hats", HEED_CONFLICT_FLAG },         { "must-and-may", HEED_CONFLICT_FLAG },
                  { "untied-permission", HEED_CONFLICT_FLAG } };
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
        if (strcmp(rule, flags[i].rule) == 0)
            return flags[i].flag;
    return 0;
}

static bool answered_so(const desk *d, const heed_policy *p, const heed_lint_finding *f)
{
    heed_situation *s = heed_situation_new(d->v, d->mem);
    heed_verdict verdict;
    heed_error err = { .message = "" };
    heed_status status = HEED_OK;
    for (size_t i = 0; i < f->facts.len && status == HEED_OK; i++)
        status = heed_situation_tell(s, f->facts.at[i], &err);
    if (status == HEED_OK)
        status = heed_situation_settle(s, &err);
    if (status == HEED_OK)
        status = heed_decide(p, s, 20261120, &verdict, &err);
    unsigned flag = flag_of(f->rule->id);
    if (status == HEED_OK && (verdict.flags & flag) == flag)
        return true;
    printf("[%s] %.*s\n    %.*s\n    %s:", f->rule->id, heed_fmt(f->message), heed_fmt(f->situation),
           status == HEED_OK ? heed_outcome_name(verdict.outcome) : err.message);
    for (size_t i = 0; i < f->facts.len; i++)
        printf(" %.*s", heed_fmt(f->facts.at[i]));
    printf("\n");
    return false;
}

static void findings__show_situations_that_are_answered_so(void **state)
{
    (void)state;
    static const char *const policies[] = { "dereham", "bledington", "stivichall", "st-thomas", "ewloe-green" };
    OWNED(heed_arena) mem = heed_arena_create();
    desk d = desk_new(mem);
    size_t wrong = 0, tried = 0;
    for (size_t i = 0; i < sizeof policies / sizeof *policies; i++) {
        heed_text path = heed_text_printf(mem, "policies/%s.policy.md", policies[i]);
        const heed_policy *p = policy_of(&d, file_of(mem, path.at), path.at);
        heed_lint_findings found = lint_of_policy(&d, p, path.at);
        for (size_t k = 0; k < found.len; k++)
            if (is_ours(found.at[k].rule, FAMILIES) && found.at[k].situation.len) {
                wrong += !answered_so(&d, p, &found.at[k]);
                tried++;
            }
    }
    printf("%zu situations answered\n", tried);
    assert_true(tried > 60);
    assert_int_equal(wrong, 0);
}

/* ---- checklists of the language page */

static heed_text page_example(heed_arena *mem, const char *kind)
{
    heed_text page = file_of(mem, "docs/language.md"), mark = heed_text_printf(mem, "```heed %s\n", kind);
    const char *from = memmem(page.at, page.len, mark.at, mark.len);
    if (!from)
        fail_msg("docs/language.md has no example of a %s", kind);
    from += mark.len;
    const char *to = memmem(from, (size_t)(page.at + page.len - from), "\n```", 4);
    return (heed_text){ from, (size_t)(to - from) + 1 };
}

static void checklist_page__example_is_read(void **state)
{
    (void)state;
    OWNED(heed_arena) mem = heed_arena_create();
    desk d = desk_new(mem);
    const heed_checklist *c;
    heed_findings findings = { 0 };
    heed_error err = { .message = "" };
    if (heed_checklist_read(page_example(mem, "checklist"), heed_lit("page"), d.v, mem, &c, &findings, &err) != HEED_OK) {
        told(&findings);
        fail_msg("%s", err.message);
    }
    assert_int_equal(c->len, 2);
    assert_int_equal(c->watch_count, 3);
    assert_int_equal(c->sanction_count, 1);
    assert_int_equal(c->aside_fact_count, 1);
    assert_int_equal(c->aside_act_count, 1);
    assert_int_equal(c->broad_count, 1);
}

/* Each line alone behind a header, but for the header itself: "# ..." below it is what is said of it. */
static void checklist_page__refused_lines_are_told(void **state)
{
    (void)state;
    OWNED(heed_arena) mem = heed_arena_create();
    desk d = desk_new(mem);
    heed_text rest = page_example(mem, "checklist refused"), line = { "", 0 };
    size_t tried = 0;
    while (rest.len) {
        heed_text next = next_line(&rest);
        if (!heed_text_starts(next, "# ")) {
            line = next;
            continue;
        }
        heed_text why = { next.at + 2, next.len - 2 };
        bool header = heed_text_starts(line, "checkl");
        heed_text source = heed_text_printf(mem, "%s%.*s\n", header ? "" : "checklist tried version 1\n", heed_fmt(line));
        const heed_checklist *c;
        heed_findings findings = { 0 };
        heed_error err = { .message = "" };
        assert_int_equal(heed_checklist_read(source, heed_lit("page"), d.v, mem, &c, &findings, &err), HEED_INVALID);
        bool said = false;
        for (size_t i = 0; i < findings.len; i++)
            said |= heed_text_eq(findings.at[i].message, why);
        if (!said) {
            told(&findings);
            fail_msg("\"%.*s\" should be refused with: %.*s", heed_fmt(line), heed_fmt(why));
        }
        tried++;
    }
    assert_true(tried >= 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_cases__hold),
        cmocka_unit_test(rules_cases__speak_of_every_check_both_ways),
        cmocka_unit_test(reference_policies__show_their_faults),
        cmocka_unit_test(findings__speak_in_words),
        cmocka_unit_test(findings__show_situations_that_are_answered_so),
        cmocka_unit_test(checklist_page__example_is_read),
        cmocka_unit_test(checklist_page__refused_lines_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
