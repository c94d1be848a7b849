/* document.c - finds the blocks of prose and the fences of a policy, with the eyes of a Markdown reader.
 *
 * The Markdown parser calls back with pieces of the source itself; their places tell where a block begins and ends. */
#include "document.h"
#include <md4c.h>
#include <string.h>
#include <strings.h>

typedef struct {
    report *r;
    heed_text source;
    document *out;
    size_t from, to; /* of the block that is open; from > to: nothing seen yet */
    bool code, heading, backticks;
    char info[32]; /* what stands behind the backticks; cut where it is longer, which none of ours is */
    size_t info_len;
    bool starved;
    uint32_t line; /* of offset `counted`, to count lines only once */
    size_t counted;
} reading;

static uint32_t line_at(reading *d, size_t offset)
{
    if (offset < d->counted) {
        d->line = 1;
        d->counted = 0;
    }
    for (; d->counted < offset; d->counted++)
        d->line += d->source.at[d->counted] == '\n';
    return d->line;
}

static size_t line_start(heed_text s, size_t at)
{
    while (at && s.at[at - 1] != '\n')
        at--;
    return at;
}

static size_t line_stop(heed_text s, size_t at)
{
    while (at < s.len && s.at[at] != '\n')
        at++;
    return at;
}

/* "{#3.1}" at `at`: its length, or 0. */
static size_t anchor_len(heed_text t, size_t at, heed_text *id_out)
{
    if (at + 3 > t.len || t.at[at] != '{' || t.at[at + 1] != '#')
        return 0;
    size_t end = at + 2;
    while (end < t.len && t.at[end] != '}' && t.at[end] != ' ' && t.at[end] != '\n' && t.at[end] != '{')
        end++;
    *id_out = (heed_text){ t.at + at + 2, end - at - 2 };
    return end < t.len && t.at[end] == '}' && id_out->len ? end + 1 - at : 0;
}

static void take_anchors(reading *d, heed_text raw, document_block *b)
{
    char *out = heed_arena_alloc(d->r->mem, raw.len + 1);
    size_t n = 0, cap = 0;
    for (size_t at = 0; at < raw.len;) {
        heed_text id;
        size_t len = anchor_len(raw, at, &id);
        if (!len) {
            out[n++] = raw.at[at++];
            continue;
        }
        *ARENA_PUSH(d->r->mem, b->anchors.at, b->anchors.len, cap) = id;
        while (n && out[n - 1] == ' ')
            n--;
        at += len;
    }
    b->prose = heed_text_trim((heed_text){ out, n });
}

/* Meant for us, whatever follows: a fence that only looks like ours would be passed over, and its rules with it. */
static bool looks_like_ours(heed_text info)
{
    return info.len >= 4 && strncasecmp(info.at, "heed", 4) == 0 && (info.len == 4 || info.at[4] == ' ' || info.at[4] == '\t');
}

static void end_fence(reading *d, size_t to)
{
    heed_text info = heed_text_trim((heed_text){ d->info, d->info_len });
    bool tests = heed_text_is(info, "heed test");
    uint32_t line = line_at(d, d->from);
    if (!d->backticks || (!tests && !heed_text_is(info, "heed"))) {
        if (looks_like_ours(info))
            report_error(d->r, line ? line - 1 : 0, 1,
                         "This fence (\"%.*s\") is none of a policy's. Open it with three backticks and heed for statements, "
                         "or heed test for tests.",
                         heed_fmt(info));
        return;
    }
    if (d->from != line_start(d->source, d->from) ||
        heed_text_starts((heed_text){ d->source.at + d->from, to - d->from }, "    "))
        report_error(d->r, line, 1,
                     "This heed fence is indented, so its lines cannot be told apart. Start it at the beginning of the line.");
    heed_text rest =
        heed_text_trim((heed_text){ d->source.at + to, d->source.len - to }); /* the parser leaves blank lines out */
    if (!heed_text_starts(rest, "```"))
        report_error(d->r, line ? line - 1 : 0, 1,
                     "This heed fence is never closed. Write ``` on a line of its own behind its last statement.");
    uint32_t block = d->out->block_count ? (uint32_t)d->out->block_count - 1 : UINT32_MAX;
    *ARENA_PUSH(d->r->mem, d->out->fences, d->out->fence_count, d->out->fences_cap) =
        (document_fence){ { d->source.at + d->from, to - d->from }, line, tests, d->from, block };
}

static void flush(reading *d)
{
    if (d->from >= d->to)
        return;
    size_t to = d->to;
    if (d->code) {
        end_fence(d, to);
    } else {
        size_t from = line_start(d->source, d->from);
        to = line_stop(d->source, to);
        document_block *last = d->out->block_count ? &d->out->blocks[d->out->block_count - 1] : NULL;
        if (last && last->end >= to) { /* a second piece of the same lines, as cells of a table are */
            d->from = d->to = 0;
            return;
        }
        document_block *b = ARENA_PUSH(d->r->mem, d->out->blocks, d->out->block_count, d->out->blocks_cap);
        b->line = line_at(d, from);
        b->end = to;
        take_anchors(d, (heed_text){ d->source.at + from, to - from }, b);
        if (d->heading && !d->out->title.len) {
            d->out->title = b->prose;
            while (d->out->title.len && d->out->title.at[0] == '#')
                d->out->title = (heed_text){ d->out->title.at + 1, d->out->title.len - 1 };
            d->out->title = heed_text_trim(d->out->title);
        }
    }
    d->from = d->to = 0;
}

/* A jump out of a callback would leave the Markdown parser's own memory behind. So want of memory is caught here, the parser
 * is told to stop and clean up, and document_read passes the want on. */
static int flush_guarded(reading *d)
{
    jmp_buf here;
    __attribute__((cleanup(arena_unguard))) struct arena_guard guard = { d->r->mem, d->r->mem->guard };
    if (!guard.before) {
        flush(d);
        return 0;
    }
    d->r->mem->guard = &here;
    if (setjmp(here)) {
        d->starved = true;
        return 1;
    }
    flush(d);
    return 0;
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *ctx)
{
    reading *d = ctx;
    int stop = flush_guarded(d);
    d->code = type == MD_BLOCK_CODE;
    d->heading = type == MD_BLOCK_H;
    if (d->code) {
        const MD_BLOCK_CODE_DETAIL *code = detail;
        d->backticks = code->fence_char == '`';
        d->info_len = !code->info.text ? 0 : code->info.size < sizeof d->info ? code->info.size : sizeof d->info;
        memcpy(d->info, code->info.text ? code->info.text : "", d->info_len);
    }
    return stop;
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *ctx)
{
    (void)type;
    (void)detail;
    reading *d = ctx;
    int stop = flush_guarded(d);
    d->code = d->heading = false;
    return stop;
}

static int span_ignored(MD_SPANTYPE type, void *detail, void *ctx)
{
    (void)type;
    (void)detail;
    (void)ctx;
    return 0;
}

static int see_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *ctx)
{
    reading *d = ctx;
    (void)type;
    uintptr_t at = (uintptr_t)text, base = (uintptr_t)d->source.at;
    if (!size || at < base || at >= base + d->source.len) /* a line end the parser made up */
        return 0;
    size_t from = (size_t)(at - base);
    if (d->from >= d->to)
        d->from = from;
    d->to = from + size > d->to ? from + size : d->to;
    return 0;
}

void document_read(report *r, heed_text source, document *out)
{
    reading d = { .r = r, .source = source, .out = out, .line = 1 };
    MD_PARSER parser = { .flags = MD_FLAG_TABLES | MD_FLAG_NOHTML,
                         .enter_block = enter_block,
                         .leave_block = leave_block,
                         .enter_span = span_ignored,
                         .leave_span = span_ignored,
                         .text = see_text };
    int failed = md_parse(source.at, (MD_SIZE)source.len, &parser, &d);
    if (d.starved)
        heed_arena_alloc(r->mem, SIZE_MAX); /* jumps to the caller's guard */
    if (failed)
        report_error(r, 1, 1, "This text cannot be read as Markdown. Save it as plain Markdown and try again.");
    if (!out->fence_count)
        report_error(r, 1, 1, "This document has no heed fence. Write statements under its clauses in a fence: ```heed");
}
