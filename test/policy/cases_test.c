/* cases_test.c - whole policy texts: those that must compile, those that must not, and the examples of docs/language.md. */
#include "policy/blob.h"
#include "base/arena.h"
#include <heed/decide.h>
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static heed_text file_read(heed_arena *mem, const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        fail_msg("cannot open %s", path);
    char *at = heed_arena_alloc(mem, 1 << 20);
    size_t len = fread(at, 1, 1 << 20, f);
    fclose(f);
    return (heed_text){ at, len };
}

static const heed_vocabulary *vocabulary(heed_arena *mem)
{
    const heed_vocabulary *v = NULL;
    heed_error err = { 0 };
    if (heed_vocabulary_read(file_read(mem, "policies/schools-uk.vocabulary"), heed_lit("v"), mem, &v, NULL, &err) != HEED_OK)
        fail_msg("%s", err.message);
    return v;
}

/* Everything of a blob but its source, its hash and the places of its lines: what formatting may not change. */
static heed_text meaning(heed_arena *mem, const heed_policy *p)
{
    const blob_head *h = policy_head(p);
    heed_text out = { "", 0 };
    for (uint32_t i = 0; i < h->statements.n; i++)
        out = heed_text_printf(mem, "%.*s%.*s\n", heed_fmt(out),
                               heed_fmt(blob_text(h, BLOB_AT(h, blob_statement, h->statements, i)->words)));
    for (uint32_t i = 0; i < h->rules.n; i++) {
        const blob_rule *r = BLOB_AT(h, blob_rule, h->rules, i);
        out = heed_text_printf(mem, "%.*s%u/%u %u %x %lx %u %u %u %u %u %d\n", heed_fmt(out), r->clause, r->number, r->modal,
                               r->flags, (unsigned long)r->aspects, r->subject.n, r->when.n, r->acts.n, r->trigger_acts.n,
                               r->defeaters.n, (int)r->trigger_rule);
    }
    for (uint32_t i = 0; i < h->literals.n; i++) {
        const blob_literal *l = BLOB_AT(h, blob_literal, h->literals, i);
        out = heed_text_printf(mem, "%.*s%u=%lx ", heed_fmt(out), l->fact, (unsigned long)l->mask);
    }
    for (uint32_t i = 0; i < h->tests.n; i++)
        out = heed_text_printf(mem, "%.*s%.*s\n", heed_fmt(out),
                               heed_fmt(blob_text(h, BLOB_AT(h, blob_test, h->tests, i)->words)));
    return out;
}

static const heed_policy *compiled(const heed_vocabulary *v, heed_text source, const char *name, heed_arena *mem)
{
    heed_text blob;
    heed_error err = { 0 };
    const heed_policy *p = NULL;
    if (heed_policy_compile(source, heed_text_of(name), v, NULL, mem, &blob, NULL, &err) != HEED_OK)
        fail_msg("%s: %s", name, err.message);
    if (heed_policy_open(blob, v, mem, &p, &err) != HEED_OK)
        fail_msg("%s: %s", name, err.message);
    return p;
}

static heed_text formatted(heed_text source, const char *name, heed_arena *mem)
{
    heed_text out;
    heed_error err = { 0 };
    if (heed_policy_format(source, heed_text_of(name), mem, &out, NULL, &err) != HEED_OK)
        fail_msg("%s: %s", name, err.message);
    return out;
}

/* What stands outside fences, and the lines of the fences themselves. */
static heed_text prose_of(heed_text source, heed_arena *mem)
{
    char *out = heed_arena_alloc(mem, source.len + 1);
    size_t n = 0;
    bool inside = false;
    while (source.len) {
        const char *nl = memchr(source.at, '\n', source.len);
        size_t len = nl ? (size_t)(nl - source.at) + 1 : source.len;
        heed_text line = { source.at, len };
        bool fence = heed_text_starts(line, "```");
        if (!inside || fence) {
            memcpy(out + n, line.at, len);
            n += len;
        }
        inside ^= fence;
        source = (heed_text){ source.at + len, source.len - len };
    }
    return (heed_text){ out, n };
}

static void check_good(const heed_vocabulary *v, heed_text source, const char *name, heed_arena *mem)
{
    heed_text once = formatted(source, name, mem), twice = formatted(once, name, mem);
    heed_text before = meaning(mem, compiled(v, source, name, mem)), after = meaning(mem, compiled(v, once, name, mem));
    if (!heed_text_eq(once, twice))
        fail_msg("%s: formatting twice gives another text", name);
    if (!heed_text_eq(before, after))
        fail_msg("%s: formatting changes the rules", name);
    if (!heed_text_eq(prose_of(source, mem), prose_of(once, mem)))
        fail_msg("%s: formatting changes the prose", name);
}

static void check_quiet(const heed_vocabulary *v, heed_text source, const char *name, heed_arena *mem)
{
    heed_text blob;
    heed_findings found = { 0 };
    heed_policy_compile(source, heed_text_of(name), v, NULL, mem, &blob, &found, NULL);
    if (found.len)
        fail_msg("%s: line %u: %.*s", name, found.at[0].line, heed_fmt(found.at[0].message));
    check_good(v, source, name, mem);
}

static bool ends(const char *name, const char *end)
{
    size_t n = strlen(name), m = strlen(end);
    return n > m && strcmp(name + n - m, end) == 0;
}

static int check_folder(const char *folder, void (*check)(const heed_vocabulary *, heed_text, const char *, heed_arena *))
{
    int count = 0;
    DIR *dir = opendir(folder);
    assert_non_null(dir);
    for (const struct dirent *e = readdir(dir); e; e = readdir(dir)) {
        if (!ends(e->d_name, ".policy.md"))
            continue;
        OWNED(heed_arena) mem = heed_arena_create();
        heed_text path = heed_text_printf(mem, "%s/%s", folder, e->d_name);
        check(vocabulary(mem), file_read(mem, path.at), path.at, mem);
        count++;
    }
    closedir(dir);
    return count;
}

static void case__compiles_and_formats_without_change(void **state)
{
    (void)state;
    assert_true(check_folder("test/cases/must-pass", check_quiet) >= 1);
}

static void policy__of_every_school_compiles_and_formats_without_change(void **state)
{
    (void)state;
    assert_true(check_folder("policies", check_quiet) >= 5);
}

/* Compile with the packs of the tree, and hold what is found against the words beside the case. */
static heed_status check_findings(const heed_vocabulary *v, heed_text source, const char *name, const char *level,
                                  heed_arena *mem)
{
    heed_text blob, said = { "", 0 };
    heed_text packs[] = { file_read(mem, "policies/literal.pack"), file_read(mem, "policies/law.pack") };
    heed_findings found = { 0 };
    heed_error err = { 0 };
    heed_status status =
        heed_policy_compile(source, heed_text_of(name), v, &(heed_texts){ packs, 2 }, mem, &blob, &found, &err);
    for (size_t i = 0; i < found.len; i++) {
        assert_true(heed_text_is(found.at[i].level, level));
        said = heed_text_printf(mem, "%.*s%u:%u: %.*s\n", heed_fmt(said), found.at[i].line, found.at[i].column,
                                heed_fmt(found.at[i].message));
    }
    heed_text path = heed_text_printf(mem, "%.*s.expected", (int)(strlen(name) - strlen(".policy.md")), name);
    heed_text wanted = file_read(mem, path.at);
    if (!heed_text_eq(said, wanted))
        fail_msg("%s: expected\n%.*sbut it says\n%.*s", name, heed_fmt(wanted), heed_fmt(said));
    return status;
}

static void check_bad(const heed_vocabulary *v, heed_text source, const char *name, heed_arena *mem)
{
    assert_int_equal(check_findings(v, source, name, "error", mem), HEED_INVALID);
}

static void check_warned(const heed_vocabulary *v, heed_text source, const char *name, heed_arena *mem)
{
    assert_int_equal(check_findings(v, source, name, "warning", mem), HEED_OK);
    check_good(v, source, name, mem);
}

static void case__is_refused_with_the_very_words_expected(void **state)
{
    (void)state;
    assert_true(check_folder("test/cases/must-fail", check_bad) >= 20);
}

static void case__is_taken_with_the_very_warning_expected(void **state)
{
    (void)state;
    assert_true(check_folder("test/cases/must-warn", check_warned) >= 1);
}

/* The tests written in a policy hold. */
static void check_tests(const heed_policy *p, size_t count, heed_arena *mem)
{
    size_t passed = 0, failed = 0;
    heed_findings found = { 0 };
    heed_error err = { 0 };
    if (heed_policy_test(p, mem, &passed, &failed, &found, &err) != HEED_OK)
        fail_msg("%s", err.message);
    if (found.len)
        fail_msg("line %u: %.*s", found.at[0].line, heed_fmt(found.at[0].message));
    assert_int_equal(passed, count);
    assert_int_equal(failed, 0);
}

static void language_page__example_compiles_and_is_canonical(void **state)
{
    (void)state;
    OWNED(heed_arena) mem = heed_arena_create();
    heed_text page = file_read(mem, "docs/language.md");
    const char *open = "````markdown\n";
    const char *from = memmem(page.at, page.len, open, strlen(open));
    assert_non_null(from);
    from += strlen(open);
    const char *to = memmem(from, page.len - (size_t)(from - page.at), "\n````\n", 6);
    assert_non_null(to);
    heed_text example = { from, (size_t)(to - from) + 1 };
    const heed_vocabulary *v = vocabulary(mem);
    check_good(v, example, "docs/language.md", mem);
    check_tests(compiled(v, example, "docs/language.md", mem), 3, mem);
    assert_true(heed_text_eq(example, formatted(example, "docs/language.md", mem)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(case__compiles_and_formats_without_change),
        cmocka_unit_test(policy__of_every_school_compiles_and_formats_without_change),
        cmocka_unit_test(case__is_refused_with_the_very_words_expected),
        cmocka_unit_test(case__is_taken_with_the_very_warning_expected),
        cmocka_unit_test(language_page__example_compiles_and_is_canonical),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
