/* tmplc_html.c - follows the HTML of a template, so that each field is escaped for where it stands.
 *
 * Strict on purpose: only elements that open and close in order, only double-quoted attributes, no script, no style, no
 * handlers, no words outside {{t}}, no written-out addresses. What it does not know it refuses. */
#include "tmplc.h"
#include <ctype.h>
#include <string.h>

static bool any_of(heed_text word, const char *const *list)
{
    for (; *list; list++)
        if (heed_text_is(word, *list))
            return true;
    return false;
}

static bool is_void(heed_text tag)
{
    static const char *const names[] = { "meta", "link", "input", "br", "hr", "img", "wbr", "col", NULL };
    return any_of(tag, names);
}

static void attribute_begins(compiler *c, heed_text file, int line, html_state *h, heed_text name)
{
    static const char *const words[] = { "title", "alt", "placeholder", "aria-label", "aria-description", "label", NULL };
    static const char *const addresses[] = { "href", "src", "action", "formaction", "poster", "cite", "data", NULL };
    static const char *const refused[] = { "style", "srcdoc", "srcset", "ping", "http-equiv", NULL };
    h->value = any_of(name, words) ? VALUE_WORDS : any_of(name, addresses) ? VALUE_ADDRESS : VALUE_PLAIN;
    h->value_started = h->fragment = false;
    if (heed_text_starts(name, "on") || any_of(name, refused))
        complain(c, file, line, "the attribute %.*s is not allowed: leave it out, use the style sheet or a plain link",
                 heed_fmt(name));
    /* The words on a button stand in value. */
    if (heed_text_is(name, "value") && heed_text_is(h->tag, "button"))
        h->value = VALUE_WORDS;
}

/* Returns how many bytes were taken of a tag's inside. */
static size_t in_tag(compiler *c, heed_text file, int line, html_state *h, heed_text rest)
{
    char ch = rest.at[0];
    if (ch == '>') {
        if (h->closing) {
            if (!h->depth || !heed_text_eq(h->open[h->depth - 1], h->tag))
                complain(c, file, line, "</%.*s> closes nothing: close <%.*s> first", heed_fmt(h->tag),
                         heed_fmt(h->depth ? h->open[h->depth - 1] : heed_lit("nothing")));
            else
                h->depth--;
        } else if (!h->slash && !is_void(h->tag)) {
            if (h->depth == HTML_DEPTH)
                complain(c, file, line, "elements are nested too deep: make the page simpler");
            else
                h->open[h->depth++] = h->tag;
        }
        h->place = HTML_TEXT;
        return 1;
    }
    h->slash = ch == '/';
    if (isspace((unsigned char)ch) || ch == '/')
        return 1;
    size_t n = 0;
    while (n < rest.len && (isalnum((unsigned char)rest.at[n]) || rest.at[n] == '-' || rest.at[n] == ':'))
        n++;
    if (!n) {
        complain(c, file, line, "\"%c\" does not belong inside a tag", ch);
        return 1;
    }
    if (n == rest.len || rest.at[n] != '=')
        return n;
    attribute_begins(c, file, line, h, (heed_text){ rest.at, n });
    if (n + 1 >= rest.len || rest.at[n + 1] != '"') {
        complain(c, file, line, "put the value of %.*s in double quotes", (int)n, rest.at);
        return n + 1;
    }
    h->place = HTML_VALUE;
    return n + 2;
}

static size_t tag_begins(compiler *c, heed_text file, int line, html_state *h, heed_text rest)
{
    static const char *const refused[] = {
        "script", "style", "iframe", "object", "embed", "base", "template", "noscript", NULL
    };
    if (heed_text_starts(rest, "<!doctype html>"))
        return strlen("<!doctype html>");
    size_t n = 1;
    h->closing = rest.len > 1 && rest.at[1] == '/';
    n += h->closing;
    size_t from = n;
    while (n < rest.len && isalnum((unsigned char)rest.at[n]))
        n++;
    h->tag = (heed_text){ rest.at + from, n - from };
    h->slash = false;
    if (!h->tag.len)
        complain(c, file, line, "\"<\" starts no element here: write &lt;, or {{! ... }} for a comment");
    else if (any_of(h->tag, refused))
        complain(c, file, line, "<%.*s> is not allowed in a page", heed_fmt(h->tag));
    h->place = HTML_TAG;
    return n;
}

static size_t entity(compiler *c, heed_text file, int line, heed_text rest)
{
    size_t n = 1;
    while (n < rest.len && n < 12 && (isalnum((unsigned char)rest.at[n]) || rest.at[n] == '#'))
        n++;
    if (n == 1 || n == rest.len || rest.at[n] != ';') {
        complain(c, file, line, "\"&\" starts no entity here: write &amp;");
        return 1;
    }
    return n + 1;
}

static size_t in_text(compiler *c, heed_text file, int line, html_state *h, heed_text rest)
{
    if (rest.at[0] == '<')
        return tag_begins(c, file, line, h, rest);
    if (rest.at[0] == '&')
        return entity(c, file, line, rest);
    if (!isalpha((unsigned char)rest.at[0]))
        return 1;
    size_t n = 0;
    while (n < rest.len && rest.at[n] != '<' && rest.at[n] != '\n')
        n++;
    complain(c, file, line, "words stand outside {{t}}: write {{t \"%.*s\"}}", (int)n, rest.at);
    return n;
}

static size_t in_value(compiler *c, heed_text file, int line, html_state *h, heed_text rest)
{
    char ch = rest.at[0];
    if (ch == '"') {
        if (h->value == VALUE_ADDRESS && !h->value_started)
            complain(c, file, line, "an address is empty: write {{url ROUTE}} or a #fragment");
        h->place = HTML_TAG;
        return 1;
    }
    if (h->value == VALUE_WORDS && isalpha((unsigned char)ch))
        complain(c, file, line, "words stand outside {{t}} in an attribute that is read out: write {{t \"...\"}}");
    if (h->value == VALUE_ADDRESS && !h->fragment && ch != '#')
        complain(c, file, line, "an address is written out: write {{url ROUTE}} or a #fragment");
    h->value_started = true;
    if (h->value != VALUE_PLAIN && (isalpha((unsigned char)ch) || (h->value == VALUE_ADDRESS && !h->fragment && ch != '#'))) {
        h->fragment = true; /* one complaint a value is enough */
        if (h->value == VALUE_WORDS)
            h->value = VALUE_PLAIN;
    }
    if (ch == '#')
        h->fragment = true;
    return ch == '&' ? entity(c, file, line, rest) : 1;
}

bool html_keeps_blanks(const html_state *h)
{
    for (size_t i = 0; i < h->depth; i++)
        if (heed_text_is(h->open[i], "pre") || heed_text_is(h->open[i], "textarea"))
            return true;
    return false;
}

void html_literal(compiler *c, heed_text file, int line, html_state *h, heed_text text, text_buffer *out)
{
    for (size_t i = 0; i < text.len;) {
        heed_text rest = { text.at + i, text.len - i };
        bool blank = isspace((unsigned char)rest.at[0]), keep = h->place == HTML_VALUE || html_keeps_blanks(h);
        size_t n = h->place == HTML_TEXT  ? in_text(c, file, line, h, rest)
                   : h->place == HTML_TAG ? in_tag(c, file, line, h, rest)
                                          : in_value(c, file, line, h, rest);
        for (size_t k = 0; k < n; k++)
            line += rest.at[k] == '\n';
        /* Runs of blanks are written as one: indentation is for us, not for the reader. */
        if (!blank || keep)
            buffer_add(c, out, (heed_text){ rest.at, n });
        else if (!h->spaced)
            buffer_add(c, out, h->place == HTML_TEXT && rest.at[0] == '\n' ? heed_lit("\n") : heed_lit(" "));
        h->spaced = blank && !keep;
        i += n;
    }
}
