/* report.c - findings about a text, and the nearest known word to a misspelt one. */
#include "report.h"
#include <heed/policy.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { LONGEST_WORD = 64 }; /* names are short; a longer word is nobody's slip of the pen */

static void add_finding(report *r, const char *level, uint32_t line, uint32_t column, const char *format, va_list args)
{
    if (r->len >= REPORT_MOST)
        return;
    char words[480];
    int n = vsnprintf(words, sizeof words, format, args);
    size_t len = n < 0 ? 0 : (size_t)n < sizeof words ? (size_t)n : sizeof words - 1;
    if (n >= (int)sizeof words) /* never end inside a character */
        while (len && !heed_text_valid_utf8((heed_text){ words, len }))
            len--;
    heed_finding *f = ARENA_PUSH(r->mem, r->at, r->len, r->cap);
    *f = (heed_finding){ r->file, line, column, heed_text_of(level), heed_text_copy(r->mem, (heed_text){ words, len }) };
}

void report_error_with(report *r, uint32_t line, uint32_t column, const char *format, va_list args)
{
    r->errors++;
    add_finding(r, "error", line, column, format, args);
}

void report_error(report *r, uint32_t line, uint32_t column, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    report_error_with(r, line, column, format, args);
    va_end(args);
}

void report_warning(report *r, uint32_t line, uint32_t column, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    add_finding(r, "warning", line, column, format, args);
    va_end(args);
}

static int by_line(const heed_finding *a, const heed_finding *b)
{
    return a->line != b->line ? (a->line > b->line) - (a->line < b->line) : (a->column > b->column) - (a->column < b->column);
}

/* Findings come in the order of the work; people read in the order of the text. The same one is said once. */
static void sort_findings(report *r)
{
    for (size_t i = 1; i < r->len; i++) {
        heed_finding f = r->at[i];
        size_t at = i;
        for (; at && by_line(&r->at[at - 1], &f) > 0; at--)
            r->at[at] = r->at[at - 1];
        r->at[at] = f;
    }
    size_t kept = 0;
    bool all_told = r->len < REPORT_MOST;
    for (size_t i = 0; i < r->len; i++) {
        bool again = kept && !by_line(&r->at[kept - 1], &r->at[i]) && heed_text_eq(r->at[kept - 1].message, r->at[i].message);
        if (!again)
            r->at[kept++] = r->at[i];
        else if (all_told && heed_text_is(r->at[i].level, "error"))
            r->errors--;
    }
    r->len = kept;
}

heed_status report_end(report *r, const char *what, heed_findings *findings_out, heed_error *err)
{
    sort_findings(r);
    if (findings_out)
        *findings_out = (heed_findings){ r->at, r->len };
    if (!r->errors)
        return HEED_OK;
    const heed_finding *first = &r->at[0];
    while (first + 1 < r->at + r->len && !heed_text_is(first->level, "error"))
        first++;
    return heed_fail(err, HEED_INVALID, "%s has %zu %s. Line %u: %.*s", what, r->errors, r->errors == 1 ? "error" : "errors",
                     first->line, heed_fmt(first->message));
}

bool report_readable(report *r, heed_text source, const char *what)
{
    const char *nul = source.len ? memchr(source.at, '\0', source.len) : NULL;
    if (!heed_text_trim(source).len)
        report_error(r, 1, 1, "This file is empty. Give the text of a %s.", what);
    else if (source.len > HEED_SOURCE_MAX)
        report_error(r, 1, 1, "This file is larger than %d MB. Give a %s as plain text, without pictures.",
                     HEED_SOURCE_MAX >> 20, what);
    else if (nul)
        report_error(r, 1, 1, "This is not a text file. Save the %s as plain text and try again.", what);
    else if (!heed_text_valid_utf8(source))
        report_error(r, 1, 1, "This text is not written in UTF-8. Save the %s as UTF-8 and try again.", what);
    return r->errors == 0;
}

nearest nearest_to(heed_text wanted)
{
    size_t allowed = wanted.len < 4 ? 1 : wanted.len < 9 ? 2 : 3;
    return (nearest){ wanted, { "", 0 }, wanted.len > LONGEST_WORD ? 0 : allowed + 1 };
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Letters to add, drop, change or swap to turn one word into the other. */
static size_t distance(heed_text a, heed_text b)
{
    size_t rows[3][LONGEST_WORD + 1];
    for (size_t j = 0; j <= b.len; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= a.len; i++) {
        size_t *now = rows[i % 3], *before = rows[(i + 2) % 3], *earlier = rows[(i + 1) % 3];
        now[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            size_t change = before[j - 1] + (a.at[i - 1] != b.at[j - 1]);
            now[j] = least(change, least(before[j], now[j - 1]) + 1);
            if (i > 1 && j > 1 && a.at[i - 1] == b.at[j - 2] && a.at[i - 2] == b.at[j - 1])
                now[j] = least(now[j], earlier[j - 2] + 1);
        }
    }
    return rows[a.len % 3][b.len];
}

void nearest_offer(nearest *n, heed_text candidate)
{
    size_t apart = n->wanted.len > candidate.len ? n->wanted.len - candidate.len : candidate.len - n->wanted.len;
    if (candidate.len == 0 || candidate.len > LONGEST_WORD || apart >= n->distance)
        return;
    size_t d = distance(n->wanted, candidate);
    if (d < n->distance) {
        n->distance = d;
        n->best = candidate;
    }
}

heed_text nearest_hint(const nearest *n, heed_arena *mem)
{
    return n->best.len ? heed_text_printf(mem, " Did you mean \"%.*s\"?", heed_fmt(n->best)) : (heed_text){ "", 0 };
}
