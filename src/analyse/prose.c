/* prose.c - blocks of a policy's text, their words, and phrases in them. */
#include "prose.h"
#include "policy/blob.h"
#include "policy/document.h"
#include <string.h>

/* ---- words */

static bool letter(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
}

static bool digit(unsigned char c)
{
    return c >= '0' && c <= '9';
}

/* The typewriter's and the printer's apostrophe. */
static size_t apostrophe(heed_text t, size_t at)
{
    if (at < t.len && t.at[at] == '\'')
        return 1;
    return at + 2 < t.len && memcmp(t.at + at, "\xE2\x80\x99", 3) == 0 ? 3 : 0;
}

/* Quotation marks, dashes and the like of general punctuation (U+2000 to U+203F) are no letters. */
static size_t printed_mark(heed_text t, size_t at)
{
    return at + 2 < t.len && memcmp(t.at + at, "\xE2\x80", 2) == 0 ? 3 : 0;
}

static size_t run_of(heed_text t, size_t at, char c)
{
    size_t n = 0;
    while (at + n < t.len && t.at[at + n] == c)
        n++;
    return n;
}

static bool inner_mark(heed_text t, size_t at) /* "4.2", "A.07", "AT&T" */
{
    unsigned char next = at + 1 < t.len ? (unsigned char)t.at[at + 1] : 0;
    return (t.at[at] == '.' && digit(next)) || (t.at[at] == '&' && letter(next));
}

/* Where the word that begins at `at` ends; `at` itself when none begins there. */
static size_t word_stop(heed_text t, size_t at)
{
    size_t from = at, blanks = run_of(t, at, '_'), dots = run_of(t, at, '.');
    if (blanks >= 3 || dots >= 4) /* a line to be filled in */
        return at + (blanks ? blanks : dots);
    while (at < t.len) {
        unsigned char c = (unsigned char)t.at[at];
        size_t mark = apostrophe(t, at);
        if (mark && at > from && at + mark < t.len && letter((unsigned char)t.at[at + mark]))
            at += mark;
        else if (printed_mark(t, at))
            break;
        else if (letter(c) || digit(c) || (at > from && (c == '+' || inner_mark(t, at))))
            at++;
        else
            break;
    }
    return at;
}

static heed_text folded(heed_text word, heed_arena *mem)
{
    char *out = heed_arena_alloc(mem, word.len + 1);
    size_t n = 0;
    for (size_t i = 0; i < word.len;) {
        size_t mark = apostrophe(word, i);
        char c = word.at[i];
        out[n++] = mark ? '\'' : c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
        i += mark ? mark : 1;
    }
    if (n > 2 && memcmp(out + n - 2, "'s", 2) == 0)
        n -= 2;
    if (n >= 3 && (out[0] == '_' || out[0] == '.'))
        n = 3;
    return (heed_text){ out, n };
}

static bool sentence_mark(char c)
{
    return c == '.' || c == '!' || c == '?' || c == ';';
}

/* What stands between two words: does it end the sentence, is it more than blanks? */
static void between(heed_text t, size_t from, size_t to, prose_word *before, prose_word *after)
{
    bool end = false, stop = false, mark = false;
    for (size_t i = from; i < to; i++) {
        char c = t.at[i];
        end |= c == '.' || c == '!' || c == '?';
        stop |= sentence_mark(c) || (c == '\n' && i + 1 < to && t.at[i + 1] == '|');
        mark |= c != ' ' && c != '\n' && c != '\t' && c != '\r' && c != '-';
    }
    before->comma = mark;
    before->stop = end;
    if (after) {
        before->closes = stop;
        after->opens = stop;
    }
}

static void cut_words(prose_block *b, heed_arena *mem)
{
    heed_text t = b->text;
    size_t cap = 0;
    for (size_t at = 0; at < t.len;) {
        size_t stop = word_stop(t, at);
        if (stop == at) {
            size_t mark = printed_mark(t, at);
            at += mark ? mark : 1;
            continue;
        }
        prose_word *w = ARENA_PUSH(mem, b->words, b->n, cap);
        char c = t.at[at];
        *w = (prose_word){ .low = folded((heed_text){ t.at + at, stop - at }, mem),
                           .at = (uint32_t)at,
                           .end = (uint32_t)stop,
                           .capital = (c >= 'A' && c <= 'Z') || digit((unsigned char)c) };
        if (b->n > 1)
            between(t, w[-1].end, at, &w[-1], w);
        at = stop;
    }
    if (!b->n)
        return;
    b->words[0].opens = b->words[b->n - 1].closes = true;
    between(t, b->words[b->n - 1].end, t.len, &b->words[b->n - 1], NULL);
}

int prose_year(const prose_word *w)
{
    int year = 0;
    for (size_t i = 0; i < w->low.len; i++) {
        if (!digit((unsigned char)w->low.at[i]) || w->low.len != 4)
            return 0;
        year = year * 10 + (w->low.at[i] - '0');
    }
    return year >= 1800 && year < 2100 ? year : 0;
}

heed_text prose_quote(const prose_block *b, size_t at, size_t n, heed_arena *mem)
{
    size_t from = b->words[at].at, to = b->words[at + n - 1].end;
    heed_text out = heed_text_copy(mem, (heed_text){ b->text.at + from, to - from });
    char *c = (char *)out.at;
    for (size_t i = 0; i < out.len; i++)
        if (c[i] == '\n' || c[i] == '\r' || c[i] == '\t')
            c[i] = ' ';
    return out;
}

/* ---- blocks */

static bool list_item(heed_text t)
{
    size_t n = 0;
    while (n < t.len && digit((unsigned char)t.at[n]))
        n++;
    if (n && n + 1 < t.len && (t.at[n] == '.' || t.at[n] == ')') && t.at[n + 1] == ' ')
        return true;
    return t.len > 1 && (t.at[0] == '|' || ((t.at[0] == '-' || t.at[0] == '*' || t.at[0] == '+') && t.at[1] == ' '));
}

/* A heading whose part holds no clause (the tests at the end have such) is not prose that governors approve. */
static void mark_tests(prose *p)
{
    for (size_t i = 0; i < p->len; i++) {
        if (!p->at[i].level)
            continue;
        bool any = false;
        size_t k = i + 1;
        for (; k < p->len && (!p->at[k].level || p->at[k].level > p->at[i].level); k++)
            any |= p->at[k].count > 0;
        for (size_t j = i; !any && k == p->len && j < k; j++)
            p->at[j].tests = true;
    }
}

static uint32_t heading_level(heed_text t)
{
    return (uint32_t)run_of(t, 0, '#');
}

static const blob_clause *clause_of(const heed_policy *policy, size_t clause)
{
    const blob_head *h = policy_head(policy);
    return BLOB_AT(h, blob_clause, h->clauses, clause);
}

/* Clauses stand in the order of the text, so one walk finds the block of each by its line. */
static void take_clauses(const heed_policy *policy, prose *p, heed_arena *mem)
{
    size_t cap = 0, clause = 0, count = heed_clause_count(policy);
    p->block_of = ARENA_NEW(mem, uint32_t, count + 1);
    memset(p->block_of, 0xff, (count + 1) * sizeof *p->block_of);
    for (size_t i = 0; i < p->len; i++) {
        p->at[i].first = (uint32_t)p->clause_count;
        for (; clause < count && clause_of(policy, clause)->line <= p->at[i].line; clause++)
            if (clause_of(policy, clause)->line == p->at[i].line) {
                *ARENA_PUSH(mem, p->clauses, p->clause_count, cap) = (uint32_t)clause;
                p->block_of[clause] = (uint32_t)i;
                p->at[i].count++;
            }
    }
}

/* Words of `raw` in front of the anchor of this clause; all of them when it has none there. */
static uint32_t words_before(heed_text raw, heed_text id)
{
    uint32_t n = 0;
    for (size_t at = 0; at < raw.len;) {
        heed_text rest = { raw.at + at, raw.len - at };
        if (heed_text_starts(rest, "{#")) {
            const char *end = memchr(rest.at, '}', rest.len);
            size_t len = end ? (size_t)(end - rest.at) : rest.len;
            if (len == id.len + 2 && memcmp(rest.at + 2, id.at, id.len) == 0)
                return n;
            at += len;
            continue;
        }
        size_t stop = word_stop(raw, at);
        n += stop > at;
        at = stop > at ? stop : at + 1;
    }
    return n;
}

/* Where paragraphs carry several clauses, their anchors part the words. */
static void part_clauses(const heed_policy *policy, const document *doc, prose *p, heed_arena *mem)
{
    heed_text source = heed_policy_source(policy);
    size_t at = 0;
    uint32_t line = 1;
    p->ends = ARENA_NEW(mem, uint32_t, p->clause_count + 1);
    for (size_t i = 0; i < p->len; i++) {
        for (; at < source.len && line < p->at[i].line; at++)
            line += source.at[at] == '\n';
        for (uint32_t k = 0; k < p->at[i].count; k++) {
            size_t to = doc->blocks[i].end;
            heed_text raw = { source.at + at, to > at ? to - at : 0 };
            uint32_t slot = p->at[i].first + k;
            p->ends[slot] = p->at[i].count == 1
                                ? (uint32_t)p->at[i].n
                                : words_before(raw, blob_text(policy_head(policy), clause_of(policy, p->clauses[slot])->id));
        }
    }
}

uint32_t prose_clause_at(const prose *p, const prose_block *b, size_t at)
{
    for (uint32_t k = 0; k < b->count; k++)
        if (at < p->ends[b->first + k] || k + 1 == b->count)
            return p->clauses[b->first + k];
    return UINT32_MAX;
}

const prose *prose_read(const heed_policy *policy, heed_arena *mem)
{
    prose *p = ARENA_NEW(mem, prose, 1);
    report quiet = { .mem = mem };
    document doc = { 0 };
    uint32_t heading = UINT32_MAX;
    document_read(&quiet, heed_policy_source(policy), &doc);
    for (size_t i = 0; i < doc.block_count; i++) {
        prose_block *b = ARENA_PUSH(mem, p->at, p->len, p->cap);
        *b = (prose_block){ .text = doc.blocks[i].prose,
                            .line = doc.blocks[i].line,
                            .level = heading_level(doc.blocks[i].prose),
                            .heading = heading,
                            .item = list_item(doc.blocks[i].prose) };
        cut_words(b, mem);
        if (b->level)
            heading = (uint32_t)i;
    }
    take_clauses(policy, p, mem);
    part_clauses(policy, &doc, p, mem);
    mark_tests(p);
    return p;
}

const prose_block *prose_block_of(const prose *p, uint32_t clause)
{
    return p->block_of[clause] == UINT32_MAX ? NULL : &p->at[p->block_of[clause]];
}

/* ---- phrases */

phrase phrase_read(heed_text words, heed_arena *mem)
{
    phrase p = { .as_written = heed_text_trim(words) };
    size_t cap = 0;
    bool gap = false;
    for (size_t at = 0; at < words.len;) {
        size_t stop = word_stop(words, at);
        if (stop == at) {
            gap |= run_of(words, at, '.') == 2;
            at++;
            continue;
        }
        char c = words.at[at];
        *ARENA_PUSH(mem, p.at, p.n, cap) = (phrase_word){ .low = folded((heed_text){ words.at + at, stop - at }, mem),
                                                          .prefix = stop < words.len && words.at[stop] == '*',
                                                          .capital = c >= 'A' && c <= 'Z',
                                                          .gap = gap };
        gap = false;
        at = stop;
    }
    return p;
}

static bool same_word(const phrase_word *p, const prose_word *w)
{
    if (p->low.at[0] != w->low.at[0] || (p->capital && !w->capital))
        return false;
    if (p->prefix)
        return w->low.len >= p->low.len && memcmp(w->low.at, p->low.at, p->low.len) == 0;
    return heed_text_eq(p->low, w->low);
}

size_t phrase_at(const phrase *p, const prose_block *b, size_t from)
{
    enum { WIDEST_GAP = 6 };
    size_t at = from;
    if (!p->n || from >= b->n || !same_word(&p->at[0], &b->words[at]))
        return 0;
    for (size_t i = 1; i < p->n; i++) {
        size_t left = p->at[i].gap ? WIDEST_GAP : 0;
        do {
            if (b->words[at].closes || at + 1 >= b->n)
                return 0;
            at++;
        } while (!same_word(&p->at[i], &b->words[at]) && left--);
        if (!same_word(&p->at[i], &b->words[at]))
            return 0;
    }
    return at - from + 1;
}

bool phrases_find(const phrases *list, const prose_block *b, size_t from, phrase_found *found_out)
{
    for (size_t at = from; at < b->n; at++) {
        *found_out = (phrase_found){ at, 0, NULL };
        for (size_t i = 0; i < list->len; i++) {
            size_t n = phrase_at(&list->at[i], b, at);
            if (n > found_out->n)
                *found_out = (phrase_found){ at, n, &list->at[i] };
        }
        if (found_out->n)
            return true;
    }
    return false;
}

bool phrases_in_sentence(const phrases *list, const prose_block *b, size_t at, bool before)
{
    enum { FARTHEST = 80 }; /* a text without a full stop must not take for ever */
    size_t from = at, to = at;
    while (from && !b->words[from].opens && at - from < FARTHEST)
        from--;
    while (!before && to + 1 < b->n && !b->words[to].closes && to - at < FARTHEST)
        to++;
    for (; from < (before ? at : to + 1); from++)
        for (size_t i = 0; i < list->len; i++)
            if (phrase_at(&list->at[i], b, from))
                return true;
    return false;
}
