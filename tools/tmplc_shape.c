/* tmplc_shape.c - reads the header of a template: the fields it takes. Writes them as C structs and as JSON.
 *
 *   {{! What the page is for.
 *       in: title text, open flag, rows row[], about person?
 *       row: name text, count number }} */
#include "tmplc.h"
#include <ctype.h>
#include <string.h>

static const char *const kinds[] = { "text", "number", "flag", "html", "texts" };

const char *kind_name(field_kind kind)
{
    return kind == KIND_LIST ? "a list" : kind == KIND_MAYBE ? "a struct" : kinds[kind];
}

field *shape_field(const shape *s, heed_text name)
{
    for (size_t i = 0; i < s->len; i++)
        if (heed_text_eq(s->at[i].name, name))
            return &s->at[i];
    return NULL;
}

static bool is_name(heed_text t)
{
    for (size_t i = 0; i < t.len; i++)
        if (!islower((unsigned char)t.at[i]) && !(i && (isdigit((unsigned char)t.at[i]) || t.at[i] == '_')))
            return false;
    return t.len > 0;
}

static heed_text word(heed_text *rest)
{
    heed_text t = heed_text_trim(*rest);
    size_t n = 0;
    while (n < t.len && !isspace((unsigned char)t.at[n]))
        n++;
    *rest = (heed_text){ t.at + n, t.len - n };
    return (heed_text){ t.at, n };
}

static void read_field(compiler *c, heed_text file, int line, shape *s, heed_text text)
{
    heed_text rest = text, name = word(&rest), type = word(&rest);
    if (!is_name(name) || !type.len || heed_text_trim(rest).len) {
        complain(c, file, line, "a field is a name and a type: write \"name text\", not \"%.*s\"",
                 heed_fmt(heed_text_trim(text)));
        return;
    }
    if (shape_field(s, name)) {
        complain(c, file, line, "the field %.*s is named twice", heed_fmt(name));
        return;
    }
    field *f = ARENA_PUSH(c->mem, s->at, s->len, s->cap);
    f->name = name;
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        if (heed_text_is(type, kinds[k])) {
            f->kind = (field_kind)k;
            return;
        }
    if (type.len > 2 && memcmp(type.at + type.len - 2, "[]", 2) == 0) {
        f->kind = KIND_LIST;
        f->of_name = (heed_text){ type.at, type.len - 2 };
    } else if (type.len > 1 && type.at[type.len - 1] == '?') {
        f->kind = KIND_MAYBE;
        f->of_name = (heed_text){ type.at, type.len - 1 };
    }
    if (!is_name(f->of_name))
        complain(c, file, line, "%.*s is no type: use text, number, flag, html, texts, NAME[] or NAME?", heed_fmt(type));
}

static void read_fields(compiler *c, heed_text file, int line, shape *s, heed_text text)
{
    while (heed_text_trim(text).len) {
        const char *comma = memchr(text.at, ',', text.len);
        size_t n = comma ? (size_t)(comma - text.at) : text.len;
        heed_text one = { text.at, n };
        if (heed_text_trim(one).len)
            read_field(c, file, line, s, one);
        size_t skip = comma ? n + 1 : n;
        text = (heed_text){ text.at + skip, text.len - skip };
    }
}

/* One line of the header. Lines before `in:` are words for the reader; a line without a name goes on with the shape above. */
static shape *header_line(compiler *c, template *t, int line, shape *now, heed_text text)
{
    const char *colon = text.len ? memchr(text.at, ':', text.len) : NULL;
    heed_text name = colon ? heed_text_trim((heed_text){ text.at, (size_t)(colon - text.at) }) : (heed_text){ 0 };
    bool in = heed_text_is(name, "in");
    if (in || (now && is_name(name))) {
        shape **slot = ARENA_PUSH(c->mem, t->shapes, t->len, t->cap);
        now = *slot = ARENA_NEW(c->mem, shape, 1);
        now->name = in ? heed_lit("page") : name;
        now->line = line;
        text = (heed_text){ colon + 1, text.len - (size_t)(colon + 1 - text.at) };
    }
    if (now)
        read_fields(c, t->file, line, now, text);
    return now;
}

bool template_load(compiler *c, heed_text path, template *out)
{
    *out = (template){ .file = path };
    if (!file_read(c, path, &out->source))
        return false;
    const char *end = heed_text_starts(out->source, "{{!") ? memmem(out->source.at, out->source.len, "}}", 2) : NULL;
    if (!end) {
        complain(c, path, 1, "begin the file with {{! what it is for.  in: its fields }}");
        return false;
    }
    heed_text header = { out->source.at + 3, (size_t)(end - out->source.at) - 3 };
    shape *now = NULL;
    out->body_line = 1;
    while (header.len) {
        const char *nl = memchr(header.at, '\n', header.len);
        size_t n = nl ? (size_t)(nl - header.at) : header.len;
        heed_text line = { header.at, n };
        const char *in = now ? NULL : memmem(line.at, line.len, "in:", 3); /* may stand on the line of the description */
        if (in && (in == line.at || isspace((unsigned char)in[-1])))
            line = (heed_text){ in, n - (size_t)(in - line.at) };
        now = header_line(c, out, out->body_line, now, line);
        out->body_line += nl != NULL;
        header = (heed_text){ header.at + n + (nl != NULL), header.len - n - (nl != NULL) };
    }
    if (!out->len) {
        shape **slot = ARENA_PUSH(c->mem, out->shapes, out->len, out->cap);
        *slot = ARENA_NEW(c->mem, shape, 1);
        (*slot)->name = heed_lit("page");
    }
    out->body = (size_t)(end + 2 - out->source.at);
    return true;
}

bool partial_find(compiler *c, heed_text name, template *out)
{
    for (size_t i = 0; i < c->dirs.len; i++) {
        heed_text path = heed_text_printf(c->mem, "%.*s/%.*s.html", heed_fmt(c->dirs.at[i]), heed_fmt(name));
        FILE *f = fopen(path.at, "rb");
        if (!f)
            continue;
        fclose(f);
        return template_load(c, path, out);
    }
    return false;
}

static shape *shape_find(const template *t, heed_text name)
{
    for (size_t i = 1; i < t->len; i++)
        if (heed_text_eq(t->shapes[i]->name, name))
            return t->shapes[i];
    return NULL;
}

/* A shape nobody declared here is what the partial of that name takes; the partial's other shapes come with it. */
static shape *shape_borrow(compiler *c, template *t, heed_text name)
{
    template partial;
    if (!partial_find(c, name, &partial))
        return NULL;
    for (size_t i = 0; i < partial.len; i++) {
        heed_text as = i ? partial.shapes[i]->name : name;
        if (shape_find(t, as))
            continue;
        shape **slot = ARENA_PUSH(c->mem, t->shapes, t->len, t->cap);
        *slot = partial.shapes[i];
        (*slot)->name = as;
    }
    return shape_find(t, name);
}

void shapes_resolve(compiler *c, template *t)
{
    for (size_t i = 0; i < t->len; i++) /* grows while it borrows */
        for (size_t k = 0; k < t->shapes[i]->len; k++) {
            field *f = &t->shapes[i]->at[k];
            if (f->kind != KIND_LIST && f->kind != KIND_MAYBE)
                continue;
            f->of = shape_find(t, f->of_name);
            if (!f->of)
                f->of = shape_borrow(c, t, f->of_name);
            if (!f->of)
                complain(c, t->file, t->shapes[i]->line, "no shape %.*s: add a line \"%.*s: fields\" to the header",
                         heed_fmt(f->of_name), heed_fmt(f->of_name));
        }
}

static void declare_field(compiler *c, const field *f, text_buffer *b)
{
    static const char *const types[] = { "heed_text", "long long", "bool", "web_html", "heed_texts" };
    if (f->kind == KIND_LIST)
        buffer_printf(c, b, "    struct { %.*s_%.*s *at; size_t len; } %.*s;\n", heed_fmt(c->name), heed_fmt(f->of_name),
                      heed_fmt(f->name));
    else if (f->kind == KIND_MAYBE)
        buffer_printf(c, b, "    %.*s_%.*s *%.*s;\n", heed_fmt(c->name), heed_fmt(f->of_name), heed_fmt(f->name));
    else
        buffer_printf(c, b, "    %s %.*s;\n", types[f->kind], heed_fmt(f->name));
}

void shapes_declare(compiler *c, const template *t, text_buffer *b)
{
    for (size_t i = 0; i < t->len; i++)
        buffer_printf(c, b, "typedef struct %.*s_%.*s %.*s_%.*s;\n", heed_fmt(c->name), heed_fmt(t->shapes[i]->name),
                      heed_fmt(c->name), heed_fmt(t->shapes[i]->name));
    for (size_t i = 0; i < t->len; i++) {
        const shape *s = t->shapes[i];
        buffer_printf(c, b, "struct %.*s_%.*s {\n", heed_fmt(c->name), heed_fmt(s->name));
        for (size_t k = 0; k < s->len; k++)
            declare_field(c, &s->at[k], b);
        if (!s->len)
            buffer_printf(c, b, "    char nothing;\n");
        buffer_printf(c, b, "};\n");
    }
}

static void json_field(compiler *c, const field *f, bool first, text_buffer *b)
{
    buffer_printf(c, b, "    web_out_lit(o, \"%s\\\"%.*s\\\":\");\n", first ? "" : ",", heed_fmt(f->name));
    const int n = (int)f->name.len;
    const char *name = f->name.at;
    switch (f->kind) {
    case KIND_TEXT:
        buffer_printf(c, b, "    web_out_json(o, p->%.*s);\n", n, name);
        return;
    case KIND_HTML:
        buffer_printf(c, b, "    web_out_json(o, p->%.*s.text);\n", n, name);
        return;
    case KIND_NUMBER:
        buffer_printf(c, b, "    web_out_number(o, p->%.*s);\n", n, name);
        return;
    case KIND_FLAG:
        buffer_printf(c, b, "    if (p->%.*s) web_out_lit(o, \"true\"); else web_out_lit(o, \"false\");\n", n, name);
        return;
    case KIND_MAYBE:
        buffer_printf(c, b, "    if (p->%.*s) json_%.*s(o, p->%.*s); else web_out_lit(o, \"null\");\n", n, name,
                      heed_fmt(f->of_name), n, name);
        return;
    case KIND_TEXTS:
    case KIND_LIST:
        buffer_printf(c, b,
                      "    web_out_lit(o, \"[\");\n    for (size_t i = 0; i < p->%.*s.len; i++) {\n        if (i) "
                      "web_out_lit(o, \",\");\n",
                      n, name);
        if (f->kind == KIND_TEXTS)
            buffer_printf(c, b, "        web_out_json(o, p->%.*s.at[i]);\n    }\n", n, name);
        else
            buffer_printf(c, b, "        json_%.*s(o, &p->%.*s.at[i]);\n    }\n", heed_fmt(f->of_name), n, name);
        buffer_printf(c, b, "    web_out_lit(o, \"]\");\n");
    }
}

void shapes_json(compiler *c, const template *t, text_buffer *b)
{
    for (size_t i = 0; i < t->len; i++)
        buffer_printf(c, b, "static void json_%.*s(web_out *o, const %.*s_%.*s *p);\n", heed_fmt(t->shapes[i]->name),
                      heed_fmt(c->name), heed_fmt(t->shapes[i]->name));
    for (size_t i = 0; i < t->len; i++) {
        const shape *s = t->shapes[i];
        buffer_printf(c, b,
                      "static void json_%.*s(web_out *o, const %.*s_%.*s *p)\n{\n    (void)p;\n    web_out_lit(o, \"{\");\n",
                      heed_fmt(s->name), heed_fmt(c->name), heed_fmt(s->name));
        for (size_t k = 0; k < s->len; k++)
            json_field(c, &s->at[k], k == 0, b);
        buffer_printf(c, b, "    web_out_lit(o, \"}\");\n}\n");
    }
    buffer_printf(c, b, "void %.*s_json(web_out *o, const %.*s_page *page)\n{\n    json_page(o, page);\n}\n", heed_fmt(c->name),
                  heed_fmt(c->name));
}
