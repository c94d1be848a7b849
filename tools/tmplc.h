/* tmplc.h - what the parts of the template compiler share. docs/templates.md has the language. */
#ifndef HEED_TMPLC_H
#define HEED_TMPLC_H
#include "base/arena.h"
#include <stdio.h>

typedef enum { KIND_TEXT, KIND_NUMBER, KIND_FLAG, KIND_HTML, KIND_TEXTS, KIND_LIST, KIND_MAYBE } field_kind;

typedef struct shape shape;
typedef struct {
    heed_text  name;
    field_kind kind;
    heed_text  of_name;                  /* KIND_LIST and KIND_MAYBE: the shape it holds */
    shape     *of;
} field;
struct shape {
    heed_text name;                      /* "page" for the page's own */
    field *at;
    size_t len, cap;
    int    line;
};

typedef struct {
    heed_text file, source;
    size_t    body;                      /* where the body starts, after the header */
    int       body_line;
    shape   **shapes;                    /* [0] is what `in:` names */
    size_t    len, cap;
} template;

typedef struct { heed_text name, path; } route;

typedef struct {
    heed_arena *mem;
    heed_text   name;                    /* of the page: C names start with it */
    route      *routes;
    size_t      route_count, route_cap;
    heed_texts  dirs;                    /* where partials are looked for */
    size_t      errors;
} compiler;

/* Text that grows: the C being written. */
typedef struct { char *at; size_t len, cap; } text_buffer;
void buffer_add(compiler *c, text_buffer *b, heed_text text);
void buffer_printf(compiler *c, text_buffer *b, const char *format, ...) __attribute__((format(printf, 3, 4)));

void complain(compiler *c, heed_text file, int line, const char *format, ...) __attribute__((format(printf, 4, 5)));
bool file_read(compiler *c, heed_text path, heed_text *out);

/* shape.c: the header of a template, and the C structs and JSON writers made of it. */
bool template_load(compiler *c, heed_text path, template *out);
bool partial_find(compiler *c, heed_text name, template *out);
void shapes_resolve(compiler *c, template *t);
field *shape_field(const shape *s, heed_text name);
const char *kind_name(field_kind kind);
void shapes_declare(compiler *c, const template *t, text_buffer *b);
void shapes_json(compiler *c, const template *t, text_buffer *b);

/* body.c: the body of a template as statements of C. */
void body_compile(compiler *c, const template *t, text_buffer *b);

/* html.c: where in the page a piece of text stands. */
typedef enum { HTML_TEXT, HTML_TAG, HTML_VALUE } html_place;
typedef enum { VALUE_PLAIN, VALUE_WORDS /* people read it */, VALUE_ADDRESS } html_value;
enum { HTML_DEPTH = 64 };
typedef struct {
    html_place place;
    html_value value;
    bool       value_started, fragment;  /* of an address: something stands in it; a "#" was passed */
    bool       closing, slash, spaced;
    heed_text  tag;                      /* being read or last read */
    heed_text  open[HTML_DEPTH];
    size_t     depth;
} html_state;
/* Take literal text of a template: checks it, follows the state and adds what is to be written to *out. */
void html_literal(compiler *c, heed_text file, int line, html_state *h, heed_text text, text_buffer *out);
bool html_keeps_blanks(const html_state *h);
#endif
