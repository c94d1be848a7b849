/* texts.c - reading, compiling and laying out texts for the tests; every fault ends the test that met it. */
#include "texts.h"
#include "base/arena.h"
#include "policy/blob.h"
#include <heed/decide.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

heed_text texts_file(heed_arena *mem, const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        fail_msg("cannot open %s", path);
    char *at = heed_arena_alloc(mem, 1 << 20);
    size_t len = fread(at, 1, 1 << 20, f);
    fclose(f);
    return (heed_text){ at, len };
}

const heed_vocabulary *texts_vocabulary(heed_arena *mem)
{
    const heed_vocabulary *v = NULL;
    heed_error err = { 0 };
    if (heed_vocabulary_read(texts_file(mem, "policies/schools-uk.vocabulary"), heed_lit("v"), mem, &v, NULL, &err) != HEED_OK)
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

const heed_policy *texts_compiled(const heed_vocabulary *v, heed_text source, const heed_texts *packs, const char *name,
                                  heed_arena *mem)
{
    heed_text blob;
    heed_error err = { 0 };
    const heed_policy *p = NULL;
    if (heed_policy_compile(source, heed_text_of(name), v, packs, mem, &blob, NULL, &err) != HEED_OK)
        fail_msg("%s: %s", name, err.message);
    if (heed_policy_open(blob, v, mem, &p, &err) != HEED_OK)
        fail_msg("%s: %s", name, err.message);
    return p;
}

heed_text texts_formatted(heed_text source, const char *name, heed_arena *mem)
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

void texts_check_good(const heed_vocabulary *v, heed_text source, const char *name, heed_arena *mem)
{
    heed_text once = texts_formatted(source, name, mem), twice = texts_formatted(once, name, mem);
    heed_text before = meaning(mem, texts_compiled(v, source, NULL, name, mem)),
              after = meaning(mem, texts_compiled(v, once, NULL, name, mem));
    if (!heed_text_eq(once, twice))
        fail_msg("%s: formatting twice gives another text", name);
    if (!heed_text_eq(before, after))
        fail_msg("%s: formatting changes the rules", name);
    if (!heed_text_eq(prose_of(source, mem), prose_of(once, mem)))
        fail_msg("%s: formatting changes the prose", name);
}

/* The tests written in a policy hold. */
void texts_check_tests(const heed_policy *p, size_t count, const char *name, heed_arena *mem)
{
    size_t passed = 0, failed = 0;
    heed_findings found = { 0 };
    heed_error err = { 0 };
    if (heed_policy_test(p, mem, &passed, &failed, &found, &err) != HEED_OK)
        fail_msg("%s: %s", name, err.message);
    if (found.len)
        fail_msg("%s: line %u: %.*s", name, found.at[0].line, heed_fmt(found.at[0].message));
    assert_int_equal(passed, count);
    assert_int_equal(failed, 0);
}
