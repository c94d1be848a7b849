/* cases_test.c - whole policy texts: those that must compile, those that must not, and those that are taken with a warning. */
#include "texts.h"
#include "base/arena.h"
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

static void check_quiet(const heed_vocabulary *v, heed_text source, const char *name, heed_arena *mem)
{
    heed_text blob;
    heed_findings found = { 0 };
    heed_policy_compile(source, heed_text_of(name), v, NULL, mem, &blob, &found, NULL);
    if (found.len)
        fail_msg("%s: line %u: %.*s", name, found.at[0].line, heed_fmt(found.at[0].message));
    texts_check_good(v, source, name, mem);
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
        check(texts_vocabulary(mem), texts_file(mem, path.at), path.at, mem);
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
    heed_text packs[] = { texts_file(mem, "policies/literal.pack"), texts_file(mem, "policies/law.pack") };
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
    heed_text wanted = texts_file(mem, path.at);
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
    texts_check_good(v, source, name, mem);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(case__compiles_and_formats_without_change),
        cmocka_unit_test(policy__of_every_school_compiles_and_formats_without_change),
        cmocka_unit_test(case__is_refused_with_the_very_words_expected),
        cmocka_unit_test(case__is_taken_with_the_very_warning_expected),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
