/* json.c - write JSON. Answers are written far more often than anything else, so text is copied in runs. */
#include "json.h"
#include "arena.h"
#include <stdio.h>
#include <string.h>

/* Room for `more` bytes. The old buffer stays in the arena, which is freed as a whole. */
static char *room(json_out *out, size_t more)
{
    if (out->cap - out->len < more)
        out->at = arena_room(out->mem, out->at, out->len, &out->cap, more);
    return out->at + out->len;
}

json_out json_begin(heed_arena *mem, size_t expected)
{
    return (json_out){ .mem = mem, .at = heed_arena_alloc(mem, expected ? expected : 64), .cap = expected ? expected : 64 };
}

/* A value follows another one unless the text so far ends where a value is still owed. */
static void comma(json_out *out)
{
    if (out->len == 0)
        return;
    char last = out->at[out->len - 1];
    if (last != '{' && last != '[' && last != ':') {
        *room(out, 1) = ',';
        out->len++;
    }
}

static void put(json_out *out, const char *bytes, size_t len)
{
    memcpy(room(out, len), bytes, len);
    out->len += len;
}

void json_open(json_out *out, char bracket)
{
    comma(out);
    put(out, &bracket, 1);
}

void json_close(json_out *out, char bracket)
{
    put(out, &bracket, 1);
}

void json_name(json_out *out, heed_text name)
{
    comma(out);
    char *to = room(out, name.len + 3);
    to[0] = '"';
    memcpy(to + 1, name.at, name.len);
    to[name.len + 1] = '"';
    to[name.len + 2] = ':';
    out->len += name.len + 3;
}

/* Eight bytes at once: is one of them a quote, a backslash or a control character? (Bytes above 0x7F are plain.) */
static bool plain_eight(const char *at)
{
    const uint64_t ones = 0x0101010101010101u, high = 0x8080808080808080u;
    uint64_t w;
    memcpy(&w, at, sizeof w);
    uint64_t quote = w ^ (ones * '"'), slash = w ^ (ones * '\\');
    uint64_t hit = ((w - ones * 0x20) & ~w) | ((quote - ones) & ~quote) | ((slash - ones) & ~slash);
    return (hit & high) == 0;
}

static size_t plain_run(heed_text text, size_t from)
{
    size_t i = from;
    while (text.len - i >= 8 && plain_eight(text.at + i))
        i += 8;
    while (i < text.len && (unsigned char)text.at[i] >= 0x20 && text.at[i] != '"' && text.at[i] != '\\')
        i++;
    return i - from;
}

static void escape(json_out *out, unsigned char c)
{
    static const char hex[] = "0123456789abcdef";
    char shorter = c == '"' ? '"' : c == '\\' ? '\\' : c == '\n' ? 'n' : c == '\t' ? 't' : c == '\r' ? 'r' : 0;
    if (shorter) {
        put(out, (char[]){ '\\', shorter }, 2);
        return;
    }
    put(out, (char[]){ '\\', 'u', '0', '0', hex[c >> 4], hex[c & 15] }, 6);
}

void json_text(json_out *out, heed_text value)
{
    comma(out);
    room(out, value.len + 2);
    put(out, "\"", 1);
    for (size_t i = 0; i < value.len;) {
        size_t run = plain_run(value, i);
        if (run)
            put(out, value.at + i, run);
        i += run;
        if (i < value.len)
            escape(out, (unsigned char)value.at[i++]);
    }
    put(out, "\"", 1);
}

void json_number(json_out *out, long long value)
{
    comma(out);
    char digits[24];
    size_t at = sizeof digits;
    unsigned long long left = value < 0 ? 0ULL - (unsigned long long)value : (unsigned long long)value;
    do
        digits[--at] = (char)('0' + left % 10);
    while (left /= 10);
    if (value < 0)
        digits[--at] = '-';
    put(out, digits + at, sizeof digits - at);
}

void json_decimal(json_out *out, double value)
{
    char digits[32];
    comma(out);
    put(out, digits, (size_t)snprintf(digits, sizeof digits, "%.10g", value));
}

void json_bool(json_out *out, bool value)
{
    comma(out);
    put(out, value ? "true" : "false", value ? 4 : 5);
}

void json_null(json_out *out)
{
    comma(out);
    put(out, "null", 4);
}

void json_texts(json_out *out, heed_texts values)
{
    json_open(out, '[');
    for (size_t i = 0; i < values.len; i++)
        json_text(out, values.at[i]);
    json_close(out, ']');
}

void json_day(json_out *out, heed_date day)
{
    if (!day) {
        json_null(out);
        return;
    }
    char text[16];
    int n = snprintf(text, sizeof text, "%04d-%02d-%02d", day / 10000, day / 100 % 100, day % 100);
    json_text(out, (heed_text){ text, n > 0 && n < (int)sizeof text ? (size_t)n : 0 });
}

heed_text json_done(const json_out *out)
{
    return (heed_text){ out->at, out->len };
}
