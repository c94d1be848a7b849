/* base_test.c - text, dates and arenas do what their headers say. */
#include "base/arena.h"
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <string.h>
#include <cmocka.h>

static void text__compares_by_bytes_and_length(void **state)
{
    (void)state;
    assert_true(heed_text_eq(heed_lit("head"), heed_lit("head")));
    assert_false(heed_text_eq(heed_lit("head"), heed_lit("heads")));
    assert_true(heed_text_cmp(heed_lit("a"), heed_lit("ab")) < 0);
    assert_true(heed_text_cmp(heed_lit("b"), heed_lit("ab")) > 0);
    assert_int_equal(heed_text_cmp(heed_lit(""), heed_lit("")), 0);
}

static void text__trims_blanks_at_both_ends(void **state)
{
    (void)state;
    assert_true(heed_text_is(heed_text_trim(heed_lit(" \t a b \r\n")), "a b"));
    assert_int_equal(heed_text_trim(heed_lit("  ")).len, 0);
}

static void text__knows_good_utf8_from_bad(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t len;
        bool good;
    } cases[] = {
        { "ysgol t\xC5\xB7", 9, true },
        { "\xF0\x9F\x99\x82", 4, true },
        { "", 0, true },
        { "\xC0\xAF", 2, false },
        { "\xED\xA0\x80", 3, false },
        { "\xF4\x90\x80\x80", 4, false },
        { "\xE0\x80\x80", 3, false },
        { "\xC5", 1, false },
        { "\xFF", 1, false },
        { "\x80", 1, false },
        { "\xF0\x8F\xBF\xBF", 4, false },
        { "\xF4\x8F\xBF\xBF", 4, true },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(heed_text_valid_utf8((heed_text){ cases[i].bytes, cases[i].len }), cases[i].good);
}

static void date__reads_days_and_months(void **state)
{
    (void)state;
    assert_int_equal(heed_date_read(heed_lit("2026-09-01")), 20260901);
    assert_int_equal(heed_date_read(heed_lit("2024-02")), 20240229);
    assert_int_equal(heed_date_read(heed_lit("2023-02")), 20230228);
    assert_int_equal(heed_date_read(heed_lit("2023-02-29")), 0);
    assert_int_equal(heed_date_read(heed_lit("2023-13-01")), 0);
    assert_int_equal(heed_date_read(heed_lit("1/9/2026")), 0);
    assert_int_equal(heed_date_read(heed_lit("")), 0);
}

static void date__adds_months_and_days_across_ends(void **state)
{
    (void)state;
    assert_int_equal(heed_date_add_months(20230930, 12), 20240930);
    assert_int_equal(heed_date_add_months(20240131, 1), 20240229);
    assert_int_equal(heed_date_add_months(20231130, 3), 20240229);
    assert_int_equal(heed_date_add_days(20231231, 1), 20240101);
    assert_int_equal(heed_date_add_days(20240301, -1), 20240229);
    assert_int_equal(heed_date_add_days(0, 5), 0);
}

static void date__gives_none_for_what_is_no_day(void **state)
{
    (void)state;
    static const heed_date bad[] = { 0, -20220331, 20221331, 20220230, 20220001, INT32_MAX, INT32_MIN };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(heed_date_real(bad[i]));
        assert_int_equal(heed_date_add_months(bad[i], 12), 0);
        assert_int_equal(heed_date_add_days(bad[i], 1), 0);
    }
    assert_int_equal(heed_date_add_months(20220331, INT32_MAX), 0);
    assert_int_equal(heed_date_add_months(20220331, INT32_MIN), 0);
    assert_int_equal(heed_date_add_days(99991231, 1), 0);
    assert_int_equal(heed_date_add_days(20220331, INT32_MIN), 0);
}

static void arena__gives_zeroed_aligned_memory(void **state)
{
    (void)state;
    OWNED(heed_arena) mem = heed_arena_create();
    for (size_t size = 0; size < 9000; size += 7) {
        unsigned char *p = heed_arena_alloc(mem, size);
        assert_int_equal((uintptr_t)p % 16, 0);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(p[i], 0);
        memset(p, 0xAA, size);
    }
}

static void arena__grows_a_list_and_keeps_its_items(void **state)
{
    (void)state;
    OWNED(heed_arena) mem = heed_arena_create();
    int *items = NULL;
    size_t len = 0, cap = 0;
    for (int i = 0; i < 1000; i++)
        *ARENA_PUSH(mem, items, len, cap) = i;
    for (int i = 0; i < 1000; i++)
        assert_int_equal(items[i], i);
}

static void arena__widens_bytes_and_keeps_them(void **state)
{
    (void)state;
    OWNED(heed_arena) mem = heed_arena_create();
    char *bytes = NULL;
    size_t used = 0, cap = 0;
    for (int i = 0; i < 5000; i++) {
        bytes = arena_room(mem, bytes, used, &cap, 1);
        assert_true(cap > used);
        bytes[used++] = (char)i;
    }
    for (int i = 0; i < 5000; i++)
        assert_int_equal(bytes[i], (char)i);
    assert_ptr_equal(arena_room(mem, bytes, used, &cap, 0), bytes);
}

static heed_status fill(heed_arena *mem, heed_error *err)
{
    ARENA_GUARD(mem, err);
    for (;;)
        heed_arena_alloc(mem, 1000);
}

static void arena__comes_back_with_fault_when_memory_runs_out(void **state)
{
    (void)state;
    OWNED(heed_arena) mem = heed_arena_create();
    mem->limit = 50000;
    heed_error err = { 0 };
    assert_int_equal(fill(mem, &err), HEED_FAULT);
    assert_non_null(strstr(err.message, "not enough memory"));
    assert_null(mem->guard);
}

static void error__is_cut_at_a_whole_character(void **state)
{
    (void)state;
    char long_text[1200];
    for (size_t i = 0; i + 1 < sizeof long_text; i += 2)
        memcpy(long_text + i, "\xC5\xB7", 2);
    heed_error err;
    heed_fail(&err, HEED_INVALID, "x%.*s", 1100, long_text);
    assert_true(heed_text_valid_utf8(heed_text_of(err.message)));
    assert_true(strlen(err.message) > 500);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text__compares_by_bytes_and_length),
        cmocka_unit_test(text__trims_blanks_at_both_ends),
        cmocka_unit_test(text__knows_good_utf8_from_bad),
        cmocka_unit_test(date__reads_days_and_months),
        cmocka_unit_test(date__adds_months_and_days_across_ends),
        cmocka_unit_test(date__gives_none_for_what_is_no_day),
        cmocka_unit_test(arena__gives_zeroed_aligned_memory),
        cmocka_unit_test(arena__grows_a_list_and_keeps_its_items),
        cmocka_unit_test(arena__widens_bytes_and_keeps_them),
        cmocka_unit_test(arena__comes_back_with_fault_when_memory_runs_out),
        cmocka_unit_test(error__is_cut_at_a_whole_character),
    };
    return cmocka_run_group_tests_name("base", tests, NULL, NULL);
}
