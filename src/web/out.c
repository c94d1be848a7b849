/* out.c - a buffer that grows, and one escape for each place text may stand. */
#include "out.h"
#include <stdio.h>
#include <string.h>

web_out web_out_new(heed_arena *mem)
{
    return (web_out){ .mem = mem };
}

web_out web_out_sized(heed_arena *mem, size_t expected)
{
    return (web_out){ .mem = mem, .at = heed_arena_alloc(mem, expected), .cap = expected };
}

heed_text web_out_text_of(const web_out *o)
{
    return (heed_text){ o->at ? o->at : "", o->len };
}

void web_out_raw(web_out *o, const char *at, size_t len)
{
    if (!len)
        return;
    o->at = arena_room(o->mem, o->at, o->len, &o->cap, len);
    memcpy(o->at + o->len, at, len);
    o->len += len;
}

static const char *entity(unsigned char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

void web_out_escaped(web_out *o, heed_text text)
{
    size_t from = 0;
    if (!text.len)
        return;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.at[i];
        const char *e = entity(c);
        /* Control characters have no place in a page, and NUL none in HTML at all. */
        if (!e && (c >= 0x20 || c == '\n' || c == '\t') && c != 0x7f)
            continue;
        web_out_raw(o, text.at + from, i - from);
        if (e)
            web_out_raw(o, e, strlen(e));
        from = i + 1;
    }
    web_out_raw(o, text.at + from, text.len - from);
}

static bool plain_in_address(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' ||
           c == '~';
}

void web_out_component(web_out *o, heed_text text)
{
    static const char hex[] = "0123456789ABCDEF";
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.at[i];
        if (plain_in_address(c))
            web_out_raw(o, text.at + i, 1);
        else
            web_out_raw(o, (char[]){ '%', hex[c >> 4], hex[c & 15] }, 3);
    }
}

void web_out_query(web_out *o, char *sep, const char *name, heed_text value)
{
    if (!value.len)
        return;
    if (*sep == '&')
        web_out_lit(o, "&amp;");
    else
        web_out_raw(o, sep, 1);
    *sep = '&';
    web_out_raw(o, name, strlen(name));
    web_out_lit(o, "=");
    web_out_component(o, value);
}

void web_out_number(web_out *o, long long number)
{
    char digits[24];
    int n = snprintf(digits, sizeof digits, "%lld", number);
    web_out_raw(o, digits, (size_t)n);
}

void web_out_html(web_out *o, web_html html)
{
    web_out_raw(o, html.text.at, html.text.len);
}

void web_out_json(web_out *o, heed_text text)
{
    web_out_lit(o, "\"");
    size_t from = 0;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.at[i];
        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        char code[8];
        int n = c == '"' || c == '\\' ? snprintf(code, sizeof code, "\\%c", c) : snprintf(code, sizeof code, "\\u%04x", c);
        web_out_raw(o, text.at + from, i - from);
        web_out_raw(o, code, (size_t)n);
        from = i + 1;
    }
    if (text.len)
        web_out_raw(o, text.at + from, text.len - from);
    web_out_lit(o, "\"");
}
