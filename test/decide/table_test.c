/* table_test.c - over the table of situations, the quick explanation says what the plain one says.
 *
 *   table_test POLICIES_DIR TABLE... */
#include "base/arena.h"
#include "same_answer.h"
#include <stdio.h>
#include <string.h>

enum { POLICIES = 5, SCHOOL = 1, MOOD = 14, FACTS = 15, ASSUMES = 16, FILE_MAX = 1 << 22 };
static const char *const names[POLICIES] = { "bledington", "dereham", "ewloe-green", "st-thomas", "stivichall" };
static const char *const schools[POLICIES] = { "Bledington", "Dereham", "Ewloe", "St Thomas", "Stivichall" };

static bool read_file(heed_arena *mem, heed_text path, heed_text *out)
{
    FILE *f = fopen(heed_text_copy(mem, path).at, "rb");
    char *at = heed_arena_alloc(mem, FILE_MAX);
    if (!f) {
        printf("cannot open %.*s\n", heed_fmt(path));
        return false;
    }
    *out = (heed_text){ at, fread(at, 1, FILE_MAX, f) };
    fclose(f);
    return true;
}

static heed_text cut(heed_text *left, char at)
{
    const char *end = left->len ? memchr(left->at, at, left->len) : NULL;
    heed_text first = { left->at, end ? (size_t)(end - left->at) : left->len };
    *left = (heed_text){ left->at + first.len + (end != NULL), left->len - first.len - (end != NULL) };
    return first;
}

typedef struct {
    const heed_vocabulary *v;
    const heed_policy *policies[POLICIES];
    size_t same, differ;
} table;

static bool open_policies(table *t, const char *folder, heed_arena *mem)
{
    heed_text text, blob;
    heed_findings findings;
    heed_error err = { .message = "" };
    if (!read_file(mem, heed_text_printf(mem, "%s/schools-uk.vocabulary", folder), &text) ||
        heed_vocabulary_read(text, heed_lit("schools-uk"), mem, &t->v, &findings, &err) != HEED_OK)
        return false;
    for (int i = 0; i < POLICIES; i++)
        if (!read_file(mem, heed_text_printf(mem, "%s/%s.policy.md", folder, names[i]), &text) ||
            heed_policy_compile(text, heed_text_of(names[i]), t->v, NULL, mem, &blob, &findings, &err) != HEED_OK ||
            heed_policy_open(blob, t->v, mem, &t->policies[i], &err) != HEED_OK) {
            printf("%s: %s\n", names[i], err.message);
            return false;
        }
    return true;
}

static void try_row(table *t, heed_text line, heed_arena *mem)
{
    heed_text cells[ASSUMES + 1] = { { "", 0 } }, all = line;
    const heed_policy *policy = NULL;
    for (int i = 0; i <= ASSUMES; i++)
        cells[i] = cut(&line, '\t');
    for (int i = 0; i < POLICIES; i++)
        if (heed_text_starts(cells[SCHOOL], schools[i]))
            policy = t->policies[i];
    if (!policy)
        return;
    heed_text facts =
        heed_text_printf(mem, "mood=%.*s %.*s %.*s", heed_fmt(cells[MOOD]), heed_fmt(cells[FACTS]), heed_fmt(cells[ASSUMES]));
    /* As told, and with ever fewer facts, so that more is presumed and open. */
    for (heed_text told = facts; told.len; cut(&told, ' ')) {
        heed_situation *s = heed_situation_new(t->v, mem);
        for (heed_text left = told; left.len;) {
            heed_text token = heed_text_trim(cut(&left, ' '));
            if (token.len && !heed_text_is(token, "-"))
                heed_situation_tell(s, token, NULL);
        }
        *(same_answer(policy, s, 20260901, heed_text_copy(mem, all).at) ? &t->same : &t->differ) += 1;
    }
}

int main(int argc, char **argv)
{
    OWNED(heed_arena) mem = heed_arena_create();
    table t = { 0 };
    if (argc < 3 || !open_policies(&t, argv[1], mem))
        return 1;
    for (int i = 2; i < argc; i++) {
        heed_text left;
        if (!read_file(mem, heed_text_of(argv[i]), &left))
            return 1;
        while (left.len) {
            OWNED(heed_arena) row = heed_arena_create();
            try_row(&t, cut(&left, '\n'), row);
        }
    }
    printf("%zu explanations the same, %zu differ\n", t.same, t.differ);
    return t.differ || !t.same;
}
