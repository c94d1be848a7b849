/* text.c - borrowed UTF-8 text: compare, trim, copy, print. */
#include "arena.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

heed_text heed_text_of(const char *zero_ended)
{
    return zero_ended ? (heed_text){ zero_ended, strlen(zero_ended) } : (heed_text){ "", 0 };
}

bool heed_text_eq(heed_text a, heed_text b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

bool heed_text_is(heed_text a, const char *zero_ended)
{
    return heed_text_eq(a, heed_text_of(zero_ended));
}

int heed_text_cmp(heed_text a, heed_text b)
{
    size_t shorter = a.len < b.len ? a.len : b.len;
    int by = shorter ? memcmp(a.at, b.at, shorter) : 0;
    return by ? by : (a.len > b.len) - (a.len < b.len);
}

bool heed_text_starts(heed_text text, const char *zero_ended)
{
    size_t n = strlen(zero_ended);
    return text.len >= n && memcmp(text.at, zero_ended, n) == 0;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

heed_text heed_text_trim(heed_text text)
{
    while (text.len && is_blank(text.at[0])) {
        text.at++;
        text.len--;
    }
    while (text.len && is_blank(text.at[text.len - 1]))
        text.len--;
    return text;
}

/* Refuses overlong forms, surrogates and anything above U+10FFFF, as RFC 3629 asks. */
bool heed_text_valid_utf8(heed_text text)
{
    const unsigned char *s = (const unsigned char *)text.at;
    for (size_t i = 0; i < text.len;) {
        uint64_t eight;
        if (text.len - i >= sizeof eight) { /* most text is plain: eight bytes at once */
            memcpy(&eight, s + i, sizeof eight);
            if (!(eight & 0x8080808080808080u)) {
                i += sizeof eight;
                continue;
            }
        }
        unsigned char c = s[i];
        size_t more = c < 0x80 ? 0 : c >= 0xC2 && c < 0xE0 ? 1 : (c & 0xF0) == 0xE0 ? 2 : c >= 0xF0 && c < 0xF5 ? 3 : 9;
        if (more == 9 || text.len - i <= more)
            return false;
        for (size_t k = 1; k <= more; k++)
            if ((s[i + k] & 0xC0) != 0x80)
                return false;
        if ((c == 0xE0 && s[i + 1] < 0xA0) || (c == 0xED && s[i + 1] > 0x9F) || (c == 0xF0 && s[i + 1] < 0x90) ||
            (c == 0xF4 && s[i + 1] > 0x8F))
            return false;
        i += more + 1;
    }
    return true;
}

heed_text heed_text_copy(heed_arena *arena, heed_text text)
{
    char *at = heed_arena_alloc(arena, text.len + 1);
    if (text.len)
        memcpy(at, text.at, text.len);
    return (heed_text){ at, text.len };
}

heed_text heed_text_printf(heed_arena *arena, const char *format, ...)
{
    if (!format) /* never so; gcc under its own sanitizer thinks it might be */
        return (heed_text){ "", 0 };
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *at = heed_arena_alloc(arena, (size_t)(n < 0 ? 0 : n) + 1);
    if (n > 0)
        vsnprintf(at, (size_t)n + 1, format, again);
    va_end(again);
    return (heed_text){ at, n < 0 ? 0 : (size_t)n };
}
