/* lex.c - from text to statements and words. */
#include "lex.h"
#include <string.h>

static size_t line_end(heed_text text, size_t from)
{
    const char *end = memchr(text.at + from, '\n', text.len - from);
    return end ? (size_t)(end - text.at) : text.len;
}

static bool starts_statement(heed_text line)
{
    return line.len && line.at[0] != ' ' && line.at[0] != '\t' && line.at[0] != '\r' && line.at[0] != '#';
}

source_lines lex_lines(heed_arena *mem, heed_text text, uint32_t first_line)
{
    source_lines lines = { 0 };
    uint32_t number = first_line;
    for (size_t at = 0; at < text.len; number++) {
        size_t end = line_end(text, at);
        heed_text line = { text.at + at, end - at };
        bool stray = !lines.len && heed_text_trim(line).len && line.at[0] != '#'; /* indented, with nothing to continue */
        if (starts_statement(line) || stray)
            *ARENA_PUSH(mem, lines.at, lines.len, lines.cap) = (source_line){ line, number };
        else if (lines.len)
            lines.at[lines.len - 1].text.len = (size_t)(text.at + end - lines.at[lines.len - 1].text.at);
        at = end + 1;
    }
    return lines;
}

static bool word_char(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c >= 0x80 ||
           (c && strchr("-._/!'+*", c));
}

typedef struct {
    report *r;
    heed_text text;
    size_t at;
    uint32_t line;
    size_t line_start;
} cursor;

static void skip_blanks(cursor *c)
{
    while (c->at < c->text.len) {
        char now = c->text.at[c->at];
        if (now == '#') {
            c->at = line_end(c->text, c->at);
        } else if (now == '\n') {
            c->line++;
            c->line_start = ++c->at;
        } else if (now == ' ' || now == '\t' || now == '\r') {
            c->at++;
        } else {
            return;
        }
    }
}

static size_t word_end(heed_text text, size_t at)
{
    while (at < text.len && word_char((unsigned char)text.at[at]) &&
           !(text.at[at] == '-' && at + 1 < text.len && text.at[at + 1] == '>'))
        at++;
    return at;
}

static token string_token(cursor *c, token t)
{
    size_t end = line_end(c->text, c->at), close = c->at + 1;
    while (close < end && c->text.at[close] != '"')
        close++;
    t.kind = TOKEN_STRING;
    t.text = (heed_text){ c->text.at + c->at + 1, close - c->at - 1 };
    if (close == end)
        report_error(c->r, t.line, t.column, "The quotation mark here is never closed. Close it on the same line.");
    c->at = close == end ? end : close + 1;
    return t;
}

static token_kind mark_kind(char c)
{
    switch (c) {
    case ',':
        return TOKEN_COMMA;
    case ':':
        return TOKEN_COLON;
    case '=':
        return TOKEN_EQUALS;
    case '[':
        return TOKEN_OPEN;
    case ']':
        return TOKEN_CLOSE;
    case ';':
        return TOKEN_SEMICOLON;
    default:
        return TOKEN_END;
    }
}

/* TOKEN_END when the character is no part of the language: it is reported, and the caller goes on behind it. */
static token next_token(cursor *c)
{
    token t = { TOKEN_END, { c->text.at + c->at, 1 }, c->line, (uint32_t)(c->at - c->line_start + 1) };
    if (*t.text.at == '"')
        return string_token(c, t);
    if (*t.text.at == '-' && c->at + 1 < c->text.len && t.text.at[1] == '>') {
        t.kind = TOKEN_ARROW;
        t.text.len = 2;
    } else if (word_char((unsigned char)*t.text.at)) {
        t.kind = TOKEN_WORD;
        t.text.len = word_end(c->text, c->at) - c->at;
    } else {
        t.kind = mark_kind(*t.text.at);
        if (t.kind == TOKEN_END && (unsigned char)*t.text.at < 0x20)
            report_error(c->r, t.line, t.column, "A character that cannot be seen stands here. Take it out.");
        else if (t.kind == TOKEN_END)
            report_error(c->r, t.line, t.column,
                         "\"%c\" has no meaning here. Take it out, or put the words in quotation marks.", *t.text.at);
    }
    c->at += t.text.len;
    return t;
}

tokens lex_words(report *r, source_line line)
{
    tokens words = { 0 };
    cursor c = { r, line.text, 0, line.line, 0 };
    token end = { TOKEN_END, { "", 0 }, line.line, 1 }; /* right behind the last word: what is missing is missing there */
    for (skip_blanks(&c); c.at < c.text.len; skip_blanks(&c)) {
        token t = next_token(&c);
        if (t.kind != TOKEN_END)
            *ARENA_PUSH(r->mem, words.at, words.len, words.cap) = t;
        end.line = c.line;
        end.column = (uint32_t)(c.at - c.line_start + 1);
    }
    *ARENA_PUSH(r->mem, words.at, words.len, words.cap) = end;
    return words;
}

bool token_is(token t, const char *word)
{
    return t.kind == TOKEN_WORD && heed_text_is(t.text, word);
}

static bool space_before(const token *at, size_t i)
{
    if (i == 0)
        return false;
    token_kind now = at[i].kind, before = at[i - 1].kind;
    return now != TOKEN_COMMA && now != TOKEN_COLON && now != TOKEN_SEMICOLON && now != TOKEN_EQUALS && now != TOKEN_CLOSE &&
           before != TOKEN_EQUALS && before != TOKEN_OPEN;
}

heed_text lex_words_text(heed_arena *mem, const token *at, size_t count)
{
    size_t most = 0, n = 0;
    for (size_t i = 0; i < count; i++)
        most += at[i].text.len + 3;
    char *out = heed_arena_alloc(mem, most + 1);
    for (size_t i = 0; i < count; i++) {
        if (space_before(at, i))
            out[n++] = ' ';
        bool quoted = at[i].kind == TOKEN_STRING;
        if (quoted)
            out[n++] = '"';
        memcpy(out + n, at[i].text.at, at[i].text.len);
        n += at[i].text.len;
        if (quoted)
            out[n++] = '"';
    }
    return (heed_text){ out, n };
}

bool name_ok(heed_text name)
{
    for (size_t i = 0; i < name.len; i++) {
        char c = name.at[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'))
            return false;
    }
    return name.len && name.len <= 64 && name.at[0] != '-' && name.at[name.len - 1] != '-';
}
