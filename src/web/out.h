/* out.h - text being written to a page, escaped for where it stands. Templates call these; handlers seldom do. */
#ifndef HEED_WEB_OUT_H
#define HEED_WEB_OUT_H
#include "base/arena.h"

typedef struct {
    heed_arena *mem;
    char *at;
    size_t len, cap;
} web_out;

/* Text of type `html`: only templates and the Markdown renderer make it, so it is never escaped again. */
typedef struct {
    heed_text text;
} web_html;

web_out web_out_new(heed_arena *mem);                     /* for a few words; it grows */
web_out web_out_sized(heed_arena *mem, size_t expected);  /* for a page, in one piece from the start */
heed_text web_out_text_of(const web_out *o);              /* what was written so far; valid until the next write */
void web_out_raw(web_out *o, const char *at, size_t len); /* literals of templates */
void web_out_escaped(web_out *o, heed_text text);         /* element text and quoted attributes */
void web_out_component(web_out *o, heed_text text);       /* one part of an address, percent-encoded */
/* One name=value of a query, `sep` before it ('?' the first time). Written for an attribute; an empty value is left out. */
void web_out_query(web_out *o, char *sep, const char *name, heed_text value);
void web_out_number(web_out *o, long long number);
void web_out_html(web_out *o, web_html html);
void web_out_json(web_out *o, heed_text text); /* a JSON string with its quotes */
#define web_out_lit(o, s) web_out_raw((o), (s), sizeof(s) - 1)
#endif
