/* tokens.c - words and marks: letters folded, short forms and typing habits written out, slips of long words mended. */
#include "tokens.h"
#include <string.h>
#include <utf8proc.h>

typedef struct {
    const lexicon *l;
    heed_text question;
    heed_arena *mem;
    tokens out;
    bool quote_open;
} tokenizer;

enum { WORD_BYTES = 64 };

static utf8proc_int32_t char_at(heed_text t, size_t i, size_t *len_out)
{
    utf8proc_int32_t c = 0;
    utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)t.at + i, (utf8proc_ssize_t)(t.len - i), &c);
    *len_out = n > 0 ? (size_t)n : 1;
    return n > 0 ? c : 0xFFFD;
}

static bool is_quote(utf8proc_int32_t c)
{
    return c == '\'' || c == 0x2018 || c == 0x2019 || c == 0x02BC || c == '`';
}

static bool is_letter(utf8proc_int32_t c)
{
    switch (utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ND:
        return true;
    default:
        return false;
    }
}

/* Small letters without accents; a curly apostrophe becomes a straight one. */
static heed_text fold_word(heed_text word, heed_arena *mem, bool *capital_out)
{
    char folded[WORD_BYTES * 4];
    size_t used = 0;
    *capital_out = false;
    for (size_t i = 0, n; i < word.len && used < WORD_BYTES * 3; i += n) {
        utf8proc_int32_t c = char_at(word, i, &n), parts[8];
        int last = 0;
        if (i == 0)
            *capital_out = utf8proc_category(c) == UTF8PROC_CATEGORY_LU;
        if (is_quote(c)) {
            folded[used++] = '\'';
            continue;
        }
        utf8proc_ssize_t k = utf8proc_decompose_char(
            c, parts, 8, UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE, &last);
        for (utf8proc_ssize_t p = 0; p < k && p < 8 && used < WORD_BYTES * 3; p++)
            used += (size_t)utf8proc_encode_char(parts[p], (utf8proc_uint8_t *)folded + used);
    }
    return heed_text_copy(mem, (heed_text){ folded, used });
}

static token *push(tokenizer *t, heed_text word, size_t from, size_t to)
{
    token *k = ARENA_PUSH(t->mem, t->out.at, t->out.len, t->out.cap);
    *k = (token){ .word = word, .name = lexicon_find(t->l, word), .from = (uint32_t)from, .to = (uint32_t)to };
    k->number = lexicon_number(t->l, word, &k->value);
    return k;
}

/* "9pm", "21:00", "8.30am": the hour of the day; -1 when it is no time. */
static int hour_of(heed_text w)
{
    int hour = 0;
    size_t i = 0;
    while (i < w.len && i < 2 && w.at[i] >= '0' && w.at[i] <= '9')
        hour = hour * 10 + (w.at[i++] - '0');
    if (!i || hour > 24)
        return -1;
    bool minutes = i + 2 < w.len && (w.at[i] == ':' || w.at[i] == '.');
    if (minutes)
        i += 3;
    heed_text rest = { w.at + i, w.len - i };
    if (heed_text_is(rest, "pm"))
        return hour < 12 ? hour + 12 : hour;
    if (heed_text_is(rest, "am"))
        return hour;
    return minutes && !rest.len && w.at[i - 3] == ':' ? hour : -1;
}

static bool add_spelled(tokenizer *t, heed_text word, size_t from, size_t to, bool capital)
{
    const struct spelling *s = lexicon_spelling(t->l, lexicon_find(t->l, word));
    for (size_t i = 0; s && i < s->to.len; i++)
        push(t, s->to.at[i], from, to)->capital = capital;
    return s != NULL;
}

static bool known(const lexicon *l, heed_text word)
{
    sym s = lexicon_find(l, word);
    size_t from = 0;
    return s && ((s < l->known_cap && l->known[s]) || lexicon_class(l, s, &from));
}

/* A long word nobody knows is looked up once more with one slip allowed; names (capitals) are left alone. */
static heed_text mended(tokenizer *t, heed_text word, bool capital)
{
    if (capital || word.len < 5 || known(t->l, word))
        return word;
    heed_text near = lexicon_nearest(t->l, word);
    return near;
}

/* "twenty-one" is one number. */
static bool adds_to_ten(tokenizer *t, heed_text word, size_t from, size_t to)
{
    token *last = t->out.len ? &t->out.at[t->out.len - 1] : NULL;
    int units;
    if (!last || !last->number || last->value < 20 || last->value > 90 || last->value % 10 || last->to + 1 != from ||
        t->question.at[last->to] != '-' || !lexicon_number(t->l, word, &units) || units < 1 || units > 9)
        return false;
    last->value += units;
    last->to = (uint32_t)to;
    return true;
}

static void add_word(tokenizer *t, size_t from, size_t to)
{
    bool capital;
    heed_text word = fold_word((heed_text){ t->question.at + from, to - from }, t->mem, &capital);
    if (adds_to_ten(t, word, from, to) || add_spelled(t, word, from, to, capital))
        return;
    bool owner = false;
    if (word.len > 2 && word.at[word.len - 1] == 's' && word.at[word.len - 2] == '\'') {
        word.len -= 2;
        owner = true;
    } else if (word.len > 1 && word.at[word.len - 1] == '\'') {
        word.len--;
        owner = true;
    }
    int hour = hour_of(word);
    if (!add_spelled(t, word, from, to, capital)) {
        token *k = push(t, mended(t, word, capital), from, to);
        k->capital = capital;
        if (hour >= 0)
            k->clock = true, k->value = hour;
    }
    if (owner)
        push(t, heed_lit("'s"), to, to);
}

/* An apostrophe belongs to a word between two letters, or after a plural s while no quotation is open. */
static bool joins(tokenizer *t, size_t at, size_t n, utf8proc_int32_t before)
{
    size_t more;
    if (at + n < t->question.len && is_letter(char_at(t->question, at + n, &more)))
        return true;
    return (before == 's' || before == 'S') && !t->quote_open;
}

static size_t word_end(tokenizer *t, size_t at)
{
    utf8proc_int32_t before = 0;
    size_t n;
    for (; at < t->question.len; at += n) {
        utf8proc_int32_t c = char_at(t->question, at, &n);
        bool digit_next = at + n < t->question.len && t->question.at[at + n] >= '0' && t->question.at[at + n] <= '9';
        bool in_number = (c == ':' || c == '.') && before >= '0' && before <= '9' && digit_next;
        if (!is_letter(c) && !in_number && !(is_quote(c) && before && joins(t, at, n, before)))
            break;
        before = c;
    }
    return at;
}

static void add_mark(tokenizer *t, utf8proc_int32_t c, size_t from, size_t to)
{
    char mark = 0;
    if (c == 0x2026 || c == '\n')
        mark = '.';
    else if (c == 0x2013 || c == 0x2014)
        mark = ',';
    else if (c < 128 && memchr(".?!,;:()", (int)c, 8))
        mark = c == ':' ? ';' : (char)c;
    else if (c == '-' && from && t->question.at[from - 1] == ' ')
        mark = ',';
    if (mark)
        push(t, (heed_text){ "", 0 }, from, to)->mark = mark;
}

tokens tokens_read(const lexicon *l, heed_text question, heed_arena *mem)
{
    tokenizer t = { .l = l, .question = question, .mem = mem };
    size_t i = 0;
    while (i < question.len) {
        size_t n;
        utf8proc_int32_t c = char_at(question, i, &n);
        if (is_letter(c)) {
            size_t end = word_end(&t, i);
            size_t long_end = end - i > WORD_BYTES ? i + WORD_BYTES : end;
            while (long_end < question.len && long_end < end && ((unsigned char)question.at[long_end] & 0xC0) == 0x80)
                long_end--;
            add_word(&t, i, long_end > i ? long_end : end);
            i = end;
            continue;
        }
        if (is_quote(c))
            t.quote_open = !t.quote_open;
        add_mark(&t, c, i, i + n);
        i += n;
    }
    return t.out;
}
