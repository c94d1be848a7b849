/* format.c - the canonical form of a policy: fences in columns, everything else byte for byte.
 *
 * A statement goes on one line, and on as many as it needs where it is longer than a line should be: it is then broken before a
 * word that opens a new part of it. Comments stay: one at the end of the line at the end, those between its lines above it. */
#include "document.h"
#include "statement.h"
#include <heed/policy.h>
#include <string.h>

enum { ID_WIDTH = 6, WIDEST_COLUMN = 110, LINE_WIDTH = 120 };

typedef struct {
    char *at;
    size_t len, cap;
    heed_arena *mem;
} out_text;

static void add(out_text *o, heed_text t)
{
    o->at = arena_room(o->mem, o->at, o->len, &o->cap, t.len);
    if (t.len)
        memcpy(o->at + o->len, t.at, t.len);
    o->len += t.len;
}

static void add_blanks(out_text *o, size_t n)
{
    while (n--)
        add(o, heed_lit(" "));
}

typedef struct {
    report *r;
    out_text out;
    size_t column; /* where aspects stand, counted from the first word behind the id */
    heed_text line_end;
    bool tests;
} formatting;

/* Characters, not bytes: a name in quotation marks may hold letters of two bytes. */
static size_t width(heed_text t)
{
    size_t n = 0;
    for (size_t i = 0; i < t.len; i++)
        n += ((unsigned char)t.at[i] & 0xC0) != 0x80;
    return n;
}

static bool is_header(token first)
{
    static const char *const headers[] = { "policy", "school", "vocabulary", "group", "silence", "conflict", "kept" };
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
        if (token_is(first, headers[i]))
            return true;
    return false;
}

static size_t aspects_at(tokens t)
{
    size_t at = 0;
    while (at < t.len - 1 && t.at[at].kind != TOKEN_OPEN)
        at++;
    return at;
}

/* How well a line may end before this word: 2 where a part begins, 1 after a comma or before one more alternative. */
static int breaks_before(const token *t, size_t i)
{
    static const char *const parts[] = { "when",  "unless", "by",      "at",    "during", "about",    "showing",
                                         "only",  "needs",  "to",      "in",    "within", "before",   "kept",
                                         "every", "on",     "because", "cites", "due",    "confirmed" };
    for (size_t k = 0; k < sizeof parts / sizeof *parts; k++)
        if (token_is(t[i], parts[k]))
            return 2;
    return token_is(t[i], "or") || token_is(t[i], "and") || t[i - 1].kind == TOKEN_COMMA ? 1 : 0;
}

/* Words [0, n) from column `used` on; what does not fit goes on under the words, behind the ids. */
static void add_wrapped(formatting *f, const token *t, size_t n, size_t used)
{
    heed_arena *mem = f->r->mem;
    size_t first = 0;
    while (used + width(lex_words_text(mem, t + first, n - first)) > LINE_WIDTH) {
        size_t at[3] = { 0, 0, 0 };
        for (size_t i = first + 1; i < n; i++) {
            if (used + width(lex_words_text(mem, t + first, i - first)) > LINE_WIDTH)
                break;
            at[breaks_before(t, i)] = i;
        }
        /* A part is kept whole unless that leaves the line half empty. */
        bool part = at[2] && used + width(lex_words_text(mem, t + first, at[2] - first)) > LINE_WIDTH / 2;
        size_t end = part ? at[2] : at[1] ? at[1] : at[2];
        if (!end)
            break;
        add(&f->out, lex_words_text(mem, t + first, end - first));
        add(&f->out, f->line_end);
        add_blanks(&f->out, ID_WIDTH + 1);
        used = ID_WIDTH + 1;
        first = end;
    }
    add(&f->out, lex_words_text(mem, t + first, n - first));
}

static void add_statement(formatting *f, tokens t)
{
    heed_arena *mem = f->r->mem;
    size_t n = t.len - 1;
    if (f->tests || (is_header(t.at[0]) && !token_is(t.at[0], "group"))) {
        add(&f->out, lex_words_text(mem, t.at, n));
        return;
    }
    if (token_is(t.at[0], "group") && n > 3) {
        add(&f->out, lex_words_text(mem, t.at, 2));
        add(&f->out, heed_lit(" = "));
        add_wrapped(f, t.at + 3, n - 3, width(lex_words_text(mem, t.at, 3)) + 1);
        return;
    }
    size_t aspects = aspects_at(t), id = width(t.at[0].text);
    heed_text middle = lex_words_text(mem, t.at + 1, aspects - 1);
    add(&f->out, t.at[0].text);
    add_blanks(&f->out, id < ID_WIDTH ? ID_WIDTH - id + 1 : 1);
    size_t start = id < ID_WIDTH ? ID_WIDTH + 1 : id + 1;
    if (start + width(middle) > LINE_WIDTH) { /* too long for the aspects' column */
        add_wrapped(f, t.at + 1, n - 1, start);
        return;
    }
    add(&f->out, middle);
    if (aspects == n)
        return;
    size_t shift = id > ID_WIDTH ? id - ID_WIDTH : 0, used = width(middle) + shift;
    add_blanks(&f->out, used + 2 <= f->column ? f->column - used : 2);
    add(&f->out, lex_words_text(mem, t.at + aspects, n - aspects));
}

/* The comment of one line, "#" with it; empty when it has none. */
static heed_text comment_of(heed_text line)
{
    bool quoted = false;
    for (size_t i = 0; i < line.len; i++) {
        quoted ^= line.at[i] == '"';
        if (line.at[i] == '#' && !quoted)
            return heed_text_trim((heed_text){ line.at + i, line.len - i });
    }
    return (heed_text){ "", 0 };
}

static void add_line(formatting *f, heed_text line)
{
    add(&f->out, line);
    add(&f->out, f->line_end);
}

typedef struct {
    heed_text line, comment;
    bool words;
} physical;

/* One statement with all lines up to the next: comments among its words go above it, the last one on a line of words behind it.
 */
static void format_statement(formatting *f, source_line statement)
{
    physical *lines = NULL;
    size_t n = 0, cap = 0, last = 0;
    heed_text rest = statement.text, behind = { "", 0 };
    while (rest.len) {
        const char *nl = memchr(rest.at, '\n', rest.len);
        size_t len = nl ? (size_t)(nl - rest.at) : rest.len;
        heed_text line = heed_text_trim((heed_text){ rest.at, len }), comment = comment_of(line);
        *ARENA_PUSH(f->r->mem, lines, n, cap) = (physical){ line, comment, line.len > comment.len };
        last = line.len > comment.len ? n - 1 : last;
        rest = (heed_text){ rest.at + len + (nl ? 1 : 0), rest.len - len - (nl ? 1 : 0) };
    }
    for (size_t i = 0; i <= last; i++) {
        if (!lines[i].comment.len)
            continue;
        if (behind.len)
            add_line(f, behind);
        behind = (heed_text){ "", 0 };
        if (lines[i].words)
            behind = lines[i].comment;
        else
            add_line(f, lines[i].comment);
    }
    add_statement(f, lex_words(f->r, statement));
    if (behind.len)
        add(&f->out, heed_lit("  "));
    add_line(f, behind);
    for (size_t i = last + 1; i < n; i++)
        add_line(f, lines[i].line);
}

static void format_fence(formatting *f, const document_fence *fence)
{
    source_lines lines = lex_lines(f->r->mem, fence->text, fence->line);
    size_t before = lines.len ? (size_t)(lines.at[0].text.at - fence->text.at) : fence->text.len;
    f->tests = fence->tests;
    f->line_end = memchr(fence->text.at, '\r', fence->text.len) ? heed_lit("\r\n") : heed_lit("\n");
    add(&f->out, (heed_text){ fence->text.at, before });
    for (size_t i = 0; i < lines.len; i++)
        format_statement(f, lines.at[i]);
    bool ended = fence->text.len && fence->text.at[fence->text.len - 1] == '\n';
    if (lines.len && !ended)
        f->out.len -= f->line_end.len;
}

/* Aspects stand in one column through the whole policy, right of the longest statement that is not overlong. */
static size_t aspects_column(report *r, const document *d)
{
    size_t column = 0;
    for (size_t i = 0; i < d->fence_count; i++) {
        source_lines lines = d->fences[i].tests ? (source_lines){ 0 } : lex_lines(r->mem, d->fences[i].text, d->fences[i].line);
        for (size_t k = 0; k < lines.len; k++) {
            tokens t = lex_words(r, lines.at[k]);
            size_t aspects = aspects_at(t), id = width(t.at[0].text);
            if (t.len < 3 || aspects == t.len - 1 || is_header(t.at[0]) || aspects == 0)
                continue;
            size_t used = width(lex_words_text(r->mem, t.at + 1, aspects - 1)) + (id > ID_WIDTH ? id - ID_WIDTH : 0);
            column = used <= WIDEST_COLUMN && used + 2 > column ? used + 2 : column;
        }
    }
    return column;
}

static void check(report *r, const document *d, heed_arena *mem)
{
    statements s = { .r = r, .mem = mem };
    for (size_t i = 0; i < d->fence_count; i++) {
        source_lines lines = lex_lines(mem, d->fences[i].text, d->fences[i].line);
        for (size_t k = 0; k < lines.len; k++)
            if (d->fences[i].tests)
                lex_words(r, lines.at[k]);
            else
                statement_read(&s, lines.at[k], d->fences[i].block);
    }
}

static heed_text formatted(report *r, const document *d, heed_text source)
{
    formatting f = { .r = r, .out = { .mem = r->mem }, .column = aspects_column(r, d) };
    size_t done = 0;
    for (size_t i = 0; i < d->fence_count; i++) {
        add(&f.out, (heed_text){ source.at + done, d->fences[i].start - done });
        format_fence(&f, &d->fences[i]);
        done = d->fences[i].start + d->fences[i].text.len;
    }
    add(&f.out, (heed_text){ source.at + done, source.len - done });
    return (heed_text){ f.out.at, f.out.len };
}

heed_status heed_policy_format(heed_text source, heed_text file, heed_arena *mem, heed_text *text_out,
                               heed_findings *findings_out, heed_error *err)
{
    ARENA_GUARD(mem, err);
    report r = { .mem = mem, .file = heed_text_copy(mem, file) };
    if (!report_readable(&r, source, "policy"))
        return report_end(&r, "The policy", findings_out, err);
    document d = { 0 };
    heed_text own = heed_text_copy(mem, source);
    document_read(&r, own, &d);
    check(&r, &d, mem);
    TRY(report_end(&r, "The policy", findings_out, err));
    *text_out = formatted(&r, &d, own);
    return HEED_OK;
}
