/* markdown.c - a renderer over md4c's events.
 *
 * A document is cut into pieces: each top-level block is one, and so is each list item that carries an anchor, because a
 * clause of a policy often is an item. Items without anchors stay together as one list. */
#include "web/markdown.h"
#include <md4c.h>
#include <string.h>
#include <strings.h>

enum { NESTING = 32 };

typedef struct {
    heed_arena *mem;
    bool whole_document; /* false: one clause's prose, everything in one piece */
    web_pieces pieces;
    size_t cap;
    web_out html, plain; /* of the piece being made */
    web_out items;       /* a list's items that had no anchor, waiting */
    bool ordered[NESTING];
    size_t lists, quotes; /* open ones */
    int level;
    unsigned skipping, images; /* inside a heed fence; inside a picture */
    bool code;
    bool links[NESTING];
    size_t link_depth;
    bool starved; /* memory ran out under md4c */
} writer;

bool web_link_allowed(heed_text address)
{
    static const char *const schemes[] = { "http://", "https://", "mailto:", "#" };
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (address.len > strlen(schemes[i]) && strncasecmp(address.at, schemes[i], strlen(schemes[i])) == 0)
            return true;
    return false;
}

/* Take a trailing {#id} off a text; true when there was one. */
static bool take_anchor(heed_text *text, heed_text *id)
{
    heed_text t = heed_text_trim(*text);
    if (t.len < 4 || t.at[t.len - 1] != '}')
        return false;
    size_t i = t.len - 1;
    while (i && t.at[i] != '{')
        i--;
    if (t.at[i] != '{' || t.at[i + 1] != '#')
        return false;
    *id = (heed_text){ t.at + i + 2, t.len - i - 3 };
    for (size_t k = 0; k < id->len; k++)
        if (!strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_", id->at[k]))
            return false;
    *text = heed_text_trim((heed_text){ t.at, i });
    return id->len > 0;
}

/* The anchors at the end of `plain`, in the order written; both texts lose them. */
static heed_texts take_anchors(writer *w, heed_text *plain, heed_text *html)
{
    heed_texts out = { 0 };
    size_t cap = 0;
    heed_text id, same;
    while (take_anchor(plain, &id)) {
        take_anchor(html, &same);
        *ARENA_PUSH(w->mem, out.at, out.len, cap) = id;
    }
    for (size_t i = 0; i < out.len / 2; i++) {
        heed_text t = out.at[i];
        out.at[i] = out.at[out.len - 1 - i];
        out.at[out.len - 1 - i] = t;
    }
    return out;
}

static void restart(writer *w)
{
    w->html = web_out_new(w->mem);
    w->plain = web_out_new(w->mem);
}

static void push(writer *w, heed_text html, heed_text plain, heed_texts anchors, const char *around)
{
    if (!html.len && !anchors.len)
        return;
    web_piece *p = ARENA_PUSH(w->mem, w->pieces.at, w->pieces.len, w->cap);
    *p = (web_piece){ .level = w->level, .anchors = anchors, .html = { html }, .plain = plain };
    if (around)
        p->html.text = heed_text_printf(w->mem, "<%s>%.*s</%s>", around, heed_fmt(html), around);
}

static const char *list_tag(const writer *w)
{
    return w->lists && w->ordered[w->lists - 1] ? "ol" : "ul";
}

static void flush_items(writer *w)
{
    heed_text html = web_out_text_of(&w->items);
    if (html.len)
        push(w, html, html, (heed_texts){ 0 }, list_tag(w));
    w->items = web_out_new(w->mem);
}

/* End of a paragraph, heading or top-level block. */
static void end_block(writer *w, const char *around)
{
    heed_text html = web_out_text_of(&w->html), plain = web_out_text_of(&w->plain);
    heed_texts anchors = take_anchors(w, &plain, &html);
    push(w, html, plain, anchors, around);
    w->level = 0;
    restart(w);
}

/* An item's own text ends: at its end, or where a list inside it begins. */
static void end_item_text(writer *w)
{
    heed_text html = heed_text_trim(web_out_text_of(&w->html)), plain = web_out_text_of(&w->plain);
    if (!html.len)
        return;
    heed_texts anchors = take_anchors(w, &plain, &html);
    if (anchors.len) {
        flush_items(w);
        push(w, html, plain, anchors, "p");
    } else {
        web_out_lit(&w->items, "<li>");
        web_out_raw(&w->items, html.at, html.len);
        web_out_lit(&w->items, "</li>");
    }
    restart(w);
}

/* ---- md4c's events */
static bool in_pieces(const writer *w)
{
    return w->whole_document && !w->quotes;
}

static void list_begins(writer *w, bool ordered)
{
    if (in_pieces(w)) {
        end_item_text(w);
        flush_items(w);
    } else {
        web_out_raw(&w->html, ordered ? "<ol>" : "<ul>", 4);
    }
    if (w->lists < NESTING)
        w->ordered[w->lists] = ordered;
    w->lists++;
}

static void list_ends(writer *w, bool ordered)
{
    if (in_pieces(w))
        flush_items(w);
    else
        web_out_raw(&w->html, ordered ? "</ol>" : "</ul>", 5);
    w->lists--;
}

static bool is_heed(const MD_BLOCK_CODE_DETAIL *d)
{
    heed_text info = { d->info.text, d->info.size };
    return heed_text_is(info, "heed") || heed_text_starts(info, "heed ");
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *cls)
{
    writer *w = cls;
    switch (type) {
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
        list_begins(w, type == MD_BLOCK_OL);
        break;
    case MD_BLOCK_LI:
        if (!in_pieces(w))
            web_out_lit(&w->html, "<li>");
        break;
    case MD_BLOCK_H:
        w->level = (int)((MD_BLOCK_H_DETAIL *)detail)->level;
        if (!in_pieces(w))
            web_out_lit(&w->html, "<p><b>");
        break;
    case MD_BLOCK_P:
        if (!in_pieces(w))
            web_out_lit(&w->html, "<p>");
        break;
    case MD_BLOCK_QUOTE:
        w->quotes++;
        web_out_lit(&w->html, "<blockquote>");
        break;
    case MD_BLOCK_CODE:
        w->code = !is_heed(detail);
        w->skipping += !w->code;
        if (w->code)
            web_out_lit(&w->html, "<pre><code>");
        break;
    case MD_BLOCK_TABLE:
        web_out_lit(&w->html, "<div class=\"scroll\" tabindex=\"0\"><table>");
        break;
    case MD_BLOCK_TR:
        web_out_lit(&w->html, "<tr>");
        break;
    case MD_BLOCK_TH:
        web_out_lit(&w->html, "<th>");
        break;
    case MD_BLOCK_TD:
        web_out_lit(&w->html, "<td>");
        break;
    default:
        break;
    }
    return 0;
}

static void paragraph_ends(writer *w)
{
    if (!in_pieces(w))
        web_out_lit(&w->html, "</p>");
    else if (w->lists)
        web_out_lit(&w->html, "\n");
    else
        end_block(w, "p");
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *cls)
{
    (void)detail;
    writer *w = cls;
    switch (type) {
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
        list_ends(w, type == MD_BLOCK_OL);
        break;
    case MD_BLOCK_LI:
        if (in_pieces(w))
            end_item_text(w);
        else
            web_out_lit(&w->html, "</li>");
        break;
    case MD_BLOCK_H:
        if (in_pieces(w))
            end_block(w, NULL);
        else
            web_out_lit(&w->html, "</b></p>");
        w->level = 0;
        break;
    case MD_BLOCK_P:
        paragraph_ends(w);
        break;
    case MD_BLOCK_QUOTE:
        web_out_lit(&w->html, "</blockquote>");
        w->quotes--;
        if (in_pieces(w) && !w->lists)
            end_block(w, NULL);
        break;
    case MD_BLOCK_CODE:
        if (w->code)
            web_out_lit(&w->html, "</code></pre>");
        w->skipping -= w->skipping && !w->code;
        if (w->code && in_pieces(w) && !w->lists)
            end_block(w, NULL);
        w->code = false;
        break;
    case MD_BLOCK_TABLE:
        web_out_lit(&w->html, "</table></div>");
        if (in_pieces(w) && !w->lists)
            end_block(w, NULL);
        break;
    case MD_BLOCK_TR:
        web_out_lit(&w->html, "</tr>");
        break;
    case MD_BLOCK_TH:
        web_out_lit(&w->html, "</th>");
        break;
    case MD_BLOCK_TD:
        web_out_lit(&w->html, "</td>");
        break;
    default:
        break;
    }
    return 0;
}

static void span_tag(writer *w, MD_SPANTYPE type, bool end)
{
    if (type == MD_SPAN_EM)
        end ? web_out_lit(&w->html, "</em>") : web_out_lit(&w->html, "<em>");
    else if (type == MD_SPAN_STRONG)
        end ? web_out_lit(&w->html, "</strong>") : web_out_lit(&w->html, "<strong>");
    else if (type == MD_SPAN_CODE)
        end ? web_out_lit(&w->html, "</code>") : web_out_lit(&w->html, "<code>");
}

static int enter_span(MD_SPANTYPE type, void *detail, void *cls)
{
    writer *w = cls;
    w->images += type == MD_SPAN_IMG; /* a picture would be a request to somebody: its words are kept */
    span_tag(w, type, false);
    if (type != MD_SPAN_A)
        return 0;
    const MD_ATTRIBUTE *to = &((MD_SPAN_A_DETAIL *)detail)->href;
    heed_text address = { to->text, to->size };
    bool good = w->link_depth < NESTING && web_link_allowed(address) && !w->images;
    if (w->link_depth < NESTING)
        w->links[w->link_depth] = good;
    w->link_depth++;
    if (!good)
        return 0;
    web_out_lit(&w->html, "<a href=\"");
    if (address.at[0] == '#' && address.len > 1) { /* a clause of this policy: #3.1 */
        web_out_lit(&w->html, "#c-");
        address = (heed_text){ address.at + 1, address.len - 1 };
    }
    web_out_escaped(&w->html, address);
    web_out_lit(&w->html, "\">");
    return 0;
}

static int leave_span(MD_SPANTYPE type, void *detail, void *cls)
{
    (void)detail;
    writer *w = cls;
    w->images -= type == MD_SPAN_IMG && w->images;
    span_tag(w, type, true);
    if (type == MD_SPAN_A && w->link_depth) {
        w->link_depth--;
        if (w->link_depth < NESTING && w->links[w->link_depth])
            web_out_lit(&w->html, "</a>");
    }
    return 0;
}

static int text(MD_TEXTTYPE type, const MD_CHAR *at, MD_SIZE size, void *cls)
{
    writer *w = cls;
    heed_text t = { at, size };
    if (w->skipping)
        return 0;
    switch (type) {
    case MD_TEXT_BR:
        web_out_lit(&w->html, "<br>");
        web_out_lit(&w->plain, " ");
        break;
    case MD_TEXT_SOFTBR:
        web_out_lit(&w->html, "\n");
        web_out_lit(&w->plain, " ");
        break;
    case MD_TEXT_ENTITY: /* md4c has checked its form; &nbsp; and the like go through as they are */
        web_out_raw(&w->html, t.at, t.len);
        web_out_raw(&w->plain, t.at, t.len);
        break;
    case MD_TEXT_NULLCHAR:
        break;
    default:
        web_out_escaped(&w->html, t);
        web_out_raw(&w->plain, t.at, t.len);
    }
    return 0;
}

/* A jump out of a callback would leave md4c's own memory behind. So want of memory is caught here, md4c is told to stop and
 * clean up, and read_with passes the want on. */
#define CAUGHT(w, call)                                                                                                        \
    jmp_buf here;                                                                                                              \
    __attribute__((cleanup(arena_unguard))) struct arena_guard guard = { (w)->mem, (w)->mem->guard };                          \
    if (guard.before)                                                                                                          \
        (w)->mem->guard = &here;                                                                                               \
    if (guard.before && setjmp(here)) {                                                                                        \
        (w)->starved = true;                                                                                                   \
        return 1;                                                                                                              \
    }                                                                                                                          \
    return call

static int on_enter_block(MD_BLOCKTYPE type, void *detail, void *cls)
{
    CAUGHT((writer *)cls, enter_block(type, detail, cls));
}

static int on_leave_block(MD_BLOCKTYPE type, void *detail, void *cls)
{
    CAUGHT((writer *)cls, leave_block(type, detail, cls));
}

static int on_enter_span(MD_SPANTYPE type, void *detail, void *cls)
{
    CAUGHT((writer *)cls, enter_span(type, detail, cls));
}

static int on_leave_span(MD_SPANTYPE type, void *detail, void *cls)
{
    CAUGHT((writer *)cls, leave_span(type, detail, cls));
}

static int on_text(MD_TEXTTYPE type, const MD_CHAR *at, MD_SIZE size, void *cls)
{
    CAUGHT((writer *)cls, text(type, at, size, cls));
}

static void read_with(writer *w, heed_text markdown)
{
    static const MD_PARSER parser = { .flags = MD_FLAG_NOHTML | MD_FLAG_TABLES | MD_FLAG_NOINDENTEDCODEBLOCKS,
                                      .enter_block = on_enter_block,
                                      .leave_block = on_leave_block,
                                      .enter_span = on_enter_span,
                                      .leave_span = on_leave_span,
                                      .text = on_text };
    restart(w);
    w->items = web_out_new(w->mem);
    bool failed = md_parse(markdown.at, (MD_SIZE)markdown.len, &parser, w) != 0;
    if (w->starved)
        heed_arena_alloc(w->mem, SIZE_MAX); /* jumps to where the request is given up */
    if (failed)                             /* md4c itself had no memory: show the bare words */
        web_out_escaped(&w->html, markdown);
}

web_html web_markdown(heed_text markdown, heed_arena *mem)
{
    writer w = { .mem = mem };
    read_with(&w, markdown);
    return (web_html){ web_out_text_of(&w.html) };
}

web_pieces web_document(heed_text markdown, heed_arena *mem)
{
    writer w = { .mem = mem, .whole_document = true };
    read_with(&w, markdown);
    if (w.html.len)
        end_block(&w, NULL);
    return w.pieces;
}

web_html web_without_number(web_html html, heed_text id)
{
    heed_text t = html.text;
    size_t skip = heed_text_starts(t, "<p>") ? 3 : 0;
    if (!skip || t.len < skip + id.len + 1 || memcmp(t.at + skip, id.at, id.len) != 0)
        return html;
    size_t after = skip + id.len;
    if (t.at[after] == '.' || t.at[after] == ':')
        after++;
    if (after >= t.len || t.at[after] != ' ')
        return html;
    char *cut = (char *)(uintptr_t)t.at + after - 2; /* the renderer's own buffer: put the tag again in front of the words */
    memcpy(cut, "<p>", 3);
    return (web_html){ { cut, t.len - (after - 2) } };
}
