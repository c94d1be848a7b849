/* markdown.h - Markdown of policies as safe HTML: md4c reads, we write. No raw HTML, no pictures, few kinds of links. */
#ifndef HEED_WEB_MARKDOWN_H
#define HEED_WEB_MARKDOWN_H
#include "web/out.h"

/* Prose of one clause. Headings become bold text, so that a quote cannot upset the outline of a page. */
web_html web_markdown(heed_text markdown, heed_arena *mem);

/* A policy document in pieces, in order. `heed` fences are left out. A block that ends in {#id} is a clause's. */
typedef struct {
    int level;          /* of a heading, 1 to 6; 0 for other blocks */
    heed_texts anchors; /* "3.1", without {# } */
    web_html html;      /* of a heading: its inline content; of a list item with an anchor: without <li> */
    heed_text plain;    /* without any markup, to search in and for lists of contents */
} web_piece;
typedef struct {
    web_piece *at;
    size_t len;
} web_pieces;
web_pieces web_document(heed_text markdown, heed_arena *mem);

/* Documents often repeat a clause's number in front of its words; pages show it beside them. Changes the html it is given. */
web_html web_without_number(web_html html, heed_text id);

/* May a link of a policy lead there? http, https, mailto and #fragments. */
bool web_link_allowed(heed_text address);
#endif
