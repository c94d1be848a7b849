/* damage_test.c - a compiled policy that changed on its way is refused, whatever changed. */
#include "texts.h"
#include "base/arena.h"
#include "policy/blob.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

enum { TRIES = 500 };

typedef struct {
    heed_arena *mem;
    const heed_vocabulary *v;
    heed_text blob;
    uint64_t seed; /* the same changes every time */
} bench;

static size_t below(bench *b, size_t most)
{
    b->seed ^= b->seed << 13, b->seed ^= b->seed >> 7, b->seed ^= b->seed << 17;
    return (size_t)(b->seed % most);
}

static int setup(void **state)
{
    bench *b = calloc(1, sizeof *b);
    assert_non_null(b);
    b->mem = heed_arena_create();
    b->v = texts_vocabulary(b->mem);
    b->seed = 88172645463325252u;
    heed_text source = texts_file(b->mem, "policies/stivichall.policy.md");
    assert_int_equal(heed_policy_compile(source, heed_lit("p"), b->v, NULL, b->mem, &b->blob, NULL, NULL), HEED_OK);
    *state = b;
    return 0;
}

static int teardown(void **state)
{
    bench *b = *state;
    heed_arena_destroy(b->mem);
    free(b);
    return 0;
}

static heed_status opened(bench *b, const char *bytes, size_t len, heed_error *err)
{
    const heed_policy *p = NULL;
    return heed_policy_open((heed_text){ bytes, len }, b->v, b->mem, &p, err);
}

static void one_byte_changed__is_refused(void **state)
{
    bench *b = *state;
    char *own = malloc(b->blob.len);
    assert_non_null(own);
    memcpy(own, b->blob.at, b->blob.len);
    for (int i = 0; i < TRIES; i++) {
        heed_error err = { 0 };
        size_t at = below(b, i % 5 ? b->blob.len : sizeof(blob_head)); /* the head is small, and the most of all */
        own[at] = (char)(own[at] ^ (char)(1 + below(b, 255)));
        if (opened(b, own, b->blob.len, &err) != HEED_INVALID)
            fail_msg("byte %zu was changed, and the policy was taken", at);
        assert_non_null(strstr(err.message, at < sizeof((blob_head *)NULL)->magic ? "version of Heed" : "is damaged"));
        own[at] = b->blob.at[at];
    }
    assert_int_equal(opened(b, own, b->blob.len, NULL), HEED_OK);
    free(own);
}

static void one_bit_changed__is_refused_wherever_it_stands_in_its_word(void **state)
{
    bench *b = *state;
    char *own = malloc(b->blob.len);
    assert_non_null(own);
    memcpy(own, b->blob.at, b->blob.len);
    for (size_t bit = 0; bit < 256; bit++) { /* the last words as well, which no lane takes */
        size_t at = b->blob.len - 1 - bit / 2;
        own[at] = (char)(own[at] ^ (char)(1u << bit % 8));
        assert_int_equal(opened(b, own, b->blob.len, NULL), HEED_INVALID);
        own[at] = b->blob.at[at];
    }
    free(own);
}

static void part_of_it__is_refused(void **state)
{
    bench *b = *state;
    for (int i = 0; i < TRIES; i++) {
        size_t len = i < 80 ? b->blob.len - 1 - (size_t)i : below(b, b->blob.len);
        char *own = malloc(len + 1);
        assert_non_null(own);
        memcpy(own, b->blob.at, len);
        assert_int_equal(opened(b, own, len, NULL), HEED_INVALID);
        free(own);
    }
}

static void more_than_it__is_refused(void **state)
{
    bench *b = *state;
    for (size_t more = 1; more < 130; more++) {
        char *own = calloc(1, b->blob.len + more);
        assert_non_null(own);
        memcpy(own, b->blob.at, b->blob.len);
        assert_int_equal(opened(b, own, b->blob.len + more, NULL), HEED_INVALID);
        free(own);
    }
}

static void pieces_that_changed_places__are_refused(void **state)
{
    bench *b = *state;
    char *own = malloc(b->blob.len), kept[64];
    assert_non_null(own);
    memcpy(own, b->blob.at, b->blob.len);
    for (int i = 0; i < TRIES; i++) { /* as many bytes, all of them right, in the wrong order */
        size_t one = below(b, b->blob.len / 64) * 64, other = below(b, b->blob.len / 64) * 64;
        memcpy(kept, own + one, sizeof kept);
        memcpy(own + one, own + other, sizeof kept);
        memcpy(own + other, kept, sizeof kept);
        assert_int_equal(opened(b, own, b->blob.len, NULL), memcmp(own, b->blob.at, b->blob.len) ? HEED_INVALID : HEED_OK);
        memcpy(own, b->blob.at, b->blob.len);
    }
    free(own);
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        T(one_byte_changed__is_refused),
        T(one_bit_changed__is_refused_wherever_it_stands_in_its_word),
        T(part_of_it__is_refused),
        T(more_than_it__is_refused),
        T(pieces_that_changed_places__are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
