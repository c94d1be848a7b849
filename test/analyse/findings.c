/* findings.c - what the tests of the checks share. */
#include "findings.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

heed_text file_of(heed_arena *mem, const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        fail_msg("%s cannot be read", path);
    char *at = heed_arena_alloc(mem, 1 << 20);
    size_t n = fread(at, 1, 1 << 20, f);
    fclose(f);
    return (heed_text){ at, n };
}

void told(const heed_findings *findings)
{
    for (size_t i = 0; i < findings->len; i++)
        printf("    %.*s:%u: %.*s\n", heed_fmt(findings->at[i].file), findings->at[i].line, heed_fmt(findings->at[i].message));
}

heed_text next_line(heed_text *rest)
{
    const char *end = memchr(rest->at, '\n', rest->len);
    heed_text line = { rest->at, end ? (size_t)(end - rest->at) : rest->len };
    size_t over = line.len + (end != NULL);
    *rest = (heed_text){ rest->at + over, rest->len - over };
    return line;
}

heed_text next_word(heed_text *rest)
{
    *rest = heed_text_trim(*rest);
    size_t n = 0;
    while (n < rest->len && rest->at[n] != ' ' && rest->at[n] != '\t')
        n++;
    heed_text word = { rest->at, n };
    *rest = (heed_text){ rest->at + n, rest->len - n };
    return word;
}

bool contains(heed_text all, heed_text part)
{
    return memmem(all.at, all.len, part.at, part.len) != NULL;
}

bool finding_names(const heed_lint_finding *f, const heed_text *ids, size_t count)
{
    size_t same = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < f->clauses.len; k++)
            same += heed_text_eq(f->clauses.at[k], ids[i]);
    return !count || (same == count && f->clauses.len == count);
}

bool shows(const heed_lint_findings *found, heed_text rule, heed_text ids)
{
    for (size_t i = 0; i < found->len; i++) {
        heed_text rest = ids;
        bool all = heed_text_eq(rule, heed_text_of(found->at[i].rule->id));
        for (heed_text id = next_word(&rest); all && id.len; id = next_word(&rest)) {
            bool here = heed_text_is(id, "-");
            if (id.at[0] == '~')
                here = contains(found->at[i].message, (heed_text){ id.at + 1, id.len - 1 });
            for (size_t k = 0; k < found->at[i].clauses.len; k++)
                here |= heed_text_eq(found->at[i].clauses.at[k], id);
            all = here;
        }
        if (all)
            return true;
    }
    return false;
}
