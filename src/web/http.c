/* http.c - reading the address of a request, strictly. */
#include "http.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static int hex_of(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Percent-decode; in a query "+" is a blank. false for a broken escape, a NUL or bytes that are not UTF-8. */
static bool decode(heed_text raw, bool query, heed_arena *mem, heed_text *out)
{
    char *to = heed_arena_alloc(mem, raw.len + 1);
    size_t n = 0;
    for (size_t i = 0; i < raw.len; i++) {
        char c = raw.at[i];
        if (c == '+' && query) {
            c = ' ';
        } else if (c == '%') {
            bool whole = raw.len - i > 2;
            int high = whole ? hex_of(raw.at[i + 1]) : -1, low = whole ? hex_of(raw.at[i + 2]) : -1;
            if (high < 0 || low < 0)
                return false;
            c = (char)(high * 16 + low);
            i += 2;
        }
        if (!c)
            return false;
        to[n++] = c;
    }
    *out = (heed_text){ to, n };
    return heed_text_valid_utf8(*out);
}

static heed_text cut(heed_text *rest, char at)
{
    const char *end = rest->len ? memchr(rest->at, at, rest->len) : NULL;
    size_t n = end ? (size_t)(end - rest->at) : rest->len;
    heed_text part = { rest->at, n };
    size_t skip = end ? n + 1 : n;
    *rest = (heed_text){ rest->at + skip, rest->len - skip };
    return part;
}

static bool read_query(web_request *request, heed_text raw, heed_arena *mem)
{
    size_t cap = 0;
    while (raw.len) {
        heed_text pair = cut(&raw, '&');
        if (!pair.len)
            continue;
        heed_text name = cut(&pair, '=');
        if (request->query.len >= WEB_PAIRS_MAX)
            return false;
        web_pair *p = ARENA_PUSH(mem, request->query.at, request->query.len, cap);
        if (!decode(name, true, mem, &p->name) || !decode(pair, true, mem, &p->value))
            return false;
    }
    return true;
}

heed_status web_request_target(web_request *request, heed_text raw, heed_arena *mem, heed_error *err)
{
    if (raw.len > WEB_TARGET_MAX)
        return heed_fail(err, HEED_INVALID, "This address is too long. Ask a shorter question.");
    heed_text rest = raw, path = cut(&rest, '?');
    if (!path.len || path.at[0] != '/' || !decode(path, false, mem, &request->path))
        return heed_fail(err, HEED_INVALID, "This address cannot be read. Check it, or start again from the first page.");
    if (rest.len > 2 && memmem(rest.at, rest.len, "%00", 3))
        return heed_fail(
            err, HEED_INVALID,
            "This address holds a zero byte (%%00), which stands for no letter. Take it out, or type the question again.");
    if (!read_query(request, rest, mem))
        return heed_fail(err, HEED_INVALID,
                         "What comes after the question mark of this address cannot be read. Start again from the Ask page.");
    return HEED_OK;
}

/* The weight of one media type in an Accept header; 0 when it is not named. */
static double weight_of(heed_text accept, const char *type)
{
    double found = 0;
    while (accept.len) {
        heed_text item = cut(&accept, ','), name = heed_text_trim(cut(&item, ';'));
        if (name.len != strlen(type) || strncasecmp(name.at, type, name.len) != 0)
            continue;
        found = 1;
        while (item.len) {
            heed_text part = heed_text_trim(cut(&item, ';'));
            if (part.len > 2 && part.len < 8 && (part.at[0] | 0x20) == 'q' && part.at[1] == '=') {
                char digits[8] = { 0 };
                memcpy(digits, part.at + 2, part.len - 2);
                found = strtod(digits, NULL);
            }
        }
    }
    return found;
}

bool web_accepts_json(heed_text accept)
{
    double json = weight_of(accept, "application/json");
    return json > 0 && json > weight_of(accept, "text/html");
}

bool web_etag_named(heed_text if_none_match, heed_text etag)
{
    while (if_none_match.len) {
        heed_text one = heed_text_trim(cut(&if_none_match, ','));
        if (heed_text_starts(one, "W/")) /* a copy that was squeezed on its way is still the same page */
            one = (heed_text){ one.at + 2, one.len - 2 };
        if (etag.len && (heed_text_eq(one, etag) || heed_text_is(one, "*")))
            return true;
    }
    return false;
}

bool web_host_is_ours(heed_text host, int port)
{
    static const char *const names[] = { "localhost", "127.0.0.1", "[::1]" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t n = strlen(names[i]);
        if (host.len < n || strncasecmp(host.at, names[i], n) != 0)
            continue;
        heed_text tail = { host.at + n, host.len - n };
        if (!tail.len)
            return port == 80;
        if (tail.at[0] != ':' || tail.len < 2 || tail.len > 6 || tail.at[1] == '0')
            return false;
        int number = 0;
        for (size_t k = 1; k < tail.len; k++) {
            if (tail.at[k] < '0' || tail.at[k] > '9')
                return false;
            number = number * 10 + (tail.at[k] - '0');
        }
        return number == port;
    }
    return false;
}

web_method web_method_of(heed_text name)
{
    static const char *const known[] = { "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT" };
    if (heed_text_is(name, "GET"))
        return WEB_GET;
    if (heed_text_is(name, "HEAD"))
        return WEB_HEAD;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (heed_text_is(name, known[i]))
            return WEB_OTHER_METHOD;
    return WEB_UNKNOWN_METHOD;
}
