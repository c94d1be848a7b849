/* tmplc_body.c - the body of a template as C statements, in one pass. */
#include "tmplc.h"
#include <ctype.h>
#include <string.h>

enum { SCOPES = 16, PARTIALS = 8 };
typedef struct {
    const shape *shape;
    heed_text expr; /* "p->", "r2->" */
} scope;            /* shape NULL: one of a list of texts, expr is its C */
typedef struct {
    heed_text name;
    int line;
    bool scoped;
    size_t depth;
    html_place place;
} section;

typedef struct {
    compiler *c;
    text_buffer *code;
    text_buffer literal; /* waits to be written in one call */
    html_state html;
    scope scopes[SCOPES];
    size_t scope_count;
    section sections[SCOPES];
    size_t section_count;
    unsigned serial; /* for names of C variables */
    heed_text file;
    int line;
    unsigned partials;
} body;

static void compile_text(body *b, heed_text text);

/* ---- writing C */
static void c_string(compiler *c, text_buffer *code, heed_text text)
{
    buffer_add(c, code, heed_lit("\""));
    for (size_t i = 0; i < text.len; i++) {
        unsigned char ch = (unsigned char)text.at[i];
        if (ch == '\n')
            buffer_add(c, code, heed_lit("\\n"));
        else if (ch == '"' || ch == '\\')
            buffer_printf(c, code, "\\%c", ch);
        else if (ch < 0x20 || ch > 0x7e || ch == '?')
            buffer_printf(c, code, "\\%03o", ch);
        else
            buffer_add(c, code, (heed_text){ text.at + i, 1 });
    }
    buffer_add(c, code, heed_lit("\""));
}

static void flush(body *b)
{
    enum { CHUNK = 1000 };
    for (size_t i = 0; i < b->literal.len; i += CHUNK) {
        size_t n = b->literal.len - i < CHUNK ? b->literal.len - i : CHUNK;
        buffer_printf(b->c, b->code, "    web_out_lit(o, ");
        c_string(b->c, b->code, (heed_text){ b->literal.at + i, n });
        buffer_printf(b->c, b->code, ");\n");
    }
    b->literal.len = 0;
}

static field *resolve(body *b, heed_text name, heed_text *expr_out)
{
    for (size_t i = b->scope_count; i-- > 0;) {
        if (!b->scopes[i].shape)
            continue;
        field *f = shape_field(b->scopes[i].shape, name);
        if (!f)
            continue;
        *expr_out = heed_text_printf(b->c->mem, "%.*s%.*s", heed_fmt(b->scopes[i].expr), heed_fmt(name));
        return f;
    }
    complain(b->c, b->file, b->line, "no field %.*s: name it in the header, with its type", heed_fmt(name));
    return NULL;
}

/* ---- fields */
static void put_value(body *b, heed_text name)
{
    flush(b);
    if (heed_text_is(name, ".")) {
        const scope *s = &b->scopes[b->scope_count - 1];
        if (s->shape)
            complain(b->c, b->file, b->line, "{{.}} stands only inside a list of texts");
        else
            buffer_printf(b->c, b->code, "    web_out_%s(o, %.*s);\n",
                          b->html.place == HTML_VALUE && b->html.value == VALUE_ADDRESS ? "component" : "escaped",
                          heed_fmt(s->expr));
        return;
    }
    heed_text expr;
    field *f = resolve(b, name, &expr);
    if (!f)
        return;
    bool address = b->html.place == HTML_VALUE && b->html.value == VALUE_ADDRESS;
    if (f->kind == KIND_TEXT)
        buffer_printf(b->c, b->code, "    web_out_%s(o, %.*s);\n", address ? "component" : "escaped", heed_fmt(expr));
    else if (f->kind == KIND_NUMBER)
        buffer_printf(b->c, b->code, "    web_out_number(o, %.*s);\n", heed_fmt(expr));
    else if (f->kind == KIND_HTML && b->html.place == HTML_TEXT)
        buffer_printf(b->c, b->code, "    web_out_html(o, %.*s);\n", heed_fmt(expr));
    else if (f->kind == KIND_HTML)
        complain(b->c, b->file, b->line, "%.*s is html: it may not stand in an attribute, use a text field", heed_fmt(name));
    else
        complain(b->c, b->file, b->line, "%.*s is %s: open it with {{#%.*s}}", heed_fmt(name), kind_name(f->kind),
                 heed_fmt(name));
}

static void tag_value(body *b, heed_text name)
{
    if (b->html.place == HTML_TAG) {
        complain(b->c, b->file, b->line, "a field stands inside a tag: put it into a quoted attribute");
        return;
    }
    if (b->html.place == HTML_VALUE && b->html.value == VALUE_ADDRESS && !b->html.fragment) {
        complain(b->c, b->file, b->line, "an address from a field: write {{url ROUTE ...}} or a #fragment");
        b->html.fragment = true;
    }
    b->html.value_started = true;
    put_value(b, name);
    b->html.spaced = false;
}

/* {{t "sentence with {field}"}}: the sentence is the key by which other languages will be found. */
static void tag_sentence(body *b, heed_text rest)
{
    rest = heed_text_trim(rest);
    if (rest.len < 2 || rest.at[0] != '"' || rest.at[rest.len - 1] != '"') {
        complain(b->c, b->file, b->line, "write the sentence in double quotes: {{t \"Ask a question\"}}");
        return;
    }
    if (b->html.place == HTML_TAG || (b->html.place == HTML_VALUE && b->html.value == VALUE_ADDRESS)) {
        complain(b->c, b->file, b->line, "a sentence may stand in text or in an attribute that is read out, not here");
        return;
    }
    heed_text s = { rest.at + 1, rest.len - 2 };
    for (size_t i = 0; i < s.len; i++) {
        const char *end = s.at[i] == '{' ? memchr(s.at + i, '}', s.len - i) : NULL;
        if (end) {
            size_t n = (size_t)(end - (s.at + i));
            put_value(b, (heed_text){ s.at + i + 1, n - 1 });
            i += n;
            continue;
        }
        const char *plain = s.at + i;
        heed_text as = *plain == '&'   ? heed_lit("&amp;")
                       : *plain == '<' ? heed_lit("&lt;")
                       : *plain == '"' ? heed_lit("&quot;")
                                       : (heed_text){ plain, 1 };
        buffer_add(b->c, &b->literal, as);
    }
    b->html.value_started = true;
    b->html.spaced = false;
}

/* ---- addresses */
static const route *route_find(const compiler *c, heed_text name)
{
    for (size_t i = 0; i < c->route_count; i++)
        if (heed_text_eq(c->routes[i].name, name))
            return &c->routes[i];
    return NULL;
}

static heed_text next_word(heed_text *rest)
{
    heed_text t = heed_text_trim(*rest);
    size_t n = 0;
    while (n < t.len && !isspace((unsigned char)t.at[n]))
        n++;
    *rest = (heed_text){ t.at + n, t.len - n };
    return (heed_text){ t.at, n };
}

/* The path with each :param filled by the next word; what is left of `rest` are query parts. */
static void put_path(body *b, const route *r, heed_text *rest)
{
    for (size_t i = 0; i < r->path.len; i++) {
        if (r->path.at[i] != ':') {
            buffer_add(b->c, &b->literal, (heed_text){ r->path.at + i, 1 });
            continue;
        }
        size_t n = 1;
        while (i + n < r->path.len && (isalnum((unsigned char)r->path.at[i + n]) || r->path.at[i + n] == '_'))
            n++;
        heed_text name = next_word(rest), expr;
        if (!name.len || memchr(name.at, '=', name.len)) {
            complain(b->c, b->file, b->line, "{{url %.*s}} needs a field for %.*s", heed_fmt(r->name), (int)n, r->path.at + i);
            return;
        }
        field *f = resolve(b, name, &expr);
        if (f && f->kind != KIND_TEXT)
            complain(b->c, b->file, b->line, "%.*s is %s: an address takes text here", heed_fmt(name), kind_name(f->kind));
        flush(b);
        if (f)
            buffer_printf(b->c, b->code, "    web_out_component(o, %.*s);\n", heed_fmt(expr));
        i += n - 1;
    }
}

static void put_query(body *b, heed_text rest)
{
    flush(b);
    unsigned sep = ++b->serial;
    bool any = false;
    for (heed_text pair = next_word(&rest); pair.len; pair = next_word(&rest)) {
        const char *eq = memchr(pair.at, '=', pair.len);
        heed_text name = { pair.at, eq ? (size_t)(eq - pair.at) : pair.len }, expr;
        if (!eq) {
            complain(b->c, b->file, b->line, "\"%.*s\" is one field too many for this route; query parts are name=field",
                     heed_fmt(pair));
            return;
        }
        heed_text from = { eq + 1, pair.len - name.len - 1 };
        const scope *top = &b->scopes[b->scope_count - 1];
        bool item = heed_text_is(from, ".") && !top->shape;
        field *f = item ? NULL : resolve(b, from, &expr);
        if (!f && !item)
            return;
        if (!any)
            buffer_printf(b->c, b->code, "    char sep%u = '\?';\n", sep);
        any = true;
        if (item)
            buffer_printf(b->c, b->code, "    web_out_query(o, &sep%u, \"%.*s\", %.*s);\n", sep, heed_fmt(name),
                          heed_fmt(top->expr));
        else if (f->kind == KIND_TEXT)
            buffer_printf(b->c, b->code, "    web_out_query(o, &sep%u, \"%.*s\", %.*s);\n", sep, heed_fmt(name),
                          heed_fmt(expr));
        else if (f->kind == KIND_TEXTS)
            buffer_printf(
                b->c, b->code,
                "    for (size_t k = 0; k < %.*s.len; k++)\n        web_out_query(o, &sep%u, \"%.*s\", %.*s.at[k]);\n",
                heed_fmt(expr), sep, heed_fmt(name), heed_fmt(expr));
        else
            complain(b->c, b->file, b->line, "%.*s is %s: an address takes text or texts", heed_fmt(from), kind_name(f->kind));
    }
}

static void tag_url(body *b, heed_text rest)
{
    heed_text name = next_word(&rest);
    const route *r = route_find(b->c, name);
    if (!r) {
        complain(b->c, b->file, b->line, "no route %.*s: use the handler's name from a feature's ROUTES", heed_fmt(name));
        b->html.value_started = b->html.fragment = true;
        return;
    }
    if (b->html.place != HTML_VALUE || b->html.value != VALUE_ADDRESS || b->html.value_started)
        complain(b->c, b->file, b->line, "{{url}} stands at the start of an address: href=\"{{url ROUTE}}\"");
    b->html.value_started = true;
    flush(b);
    buffer_printf(b->c, b->code, "    {\n");
    put_path(b, r, &rest);
    put_query(b, rest);
    flush(b);
    buffer_printf(b->c, b->code, "    }\n");
}

/* ---- sections */
static void open_loop(body *b, const field *f, heed_text expr, section *s)
{
    if (b->scope_count == SCOPES) {
        complain(b->c, b->file, b->line, "sections are nested too deep");
        return;
    }
    unsigned n = ++b->serial;
    scope *in = &b->scopes[b->scope_count++];
    s->scoped = true;
    if (f->kind == KIND_TEXTS) {
        buffer_printf(b->c, b->code, "    for (size_t i%u = 0; i%u < %.*s.len; i%u++) {\n", n, n, heed_fmt(expr), n);
        *in = (scope){ NULL, heed_text_printf(b->c->mem, "%.*s.at[i%u]", heed_fmt(expr), n) };
        return;
    }
    if (f->kind == KIND_LIST)
        buffer_printf(b->c, b->code,
                      "    for (size_t i%u = 0; i%u < %.*s.len; i%u++) {\n    const %.*s_%.*s *r%u = &%.*s.at[i%u];\n", n, n,
                      heed_fmt(expr), n, heed_fmt(b->c->name), heed_fmt(f->of_name), n, heed_fmt(expr), n);
    else
        buffer_printf(b->c, b->code, "    if (%.*s) {\n    const %.*s_%.*s *r%u = %.*s;\n", heed_fmt(expr),
                      heed_fmt(b->c->name), heed_fmt(f->of_name), n, heed_fmt(expr));
    buffer_printf(b->c, b->code, "    (void)r%u;\n", n);
    *in = (scope){ f->of, heed_text_printf(b->c->mem, "r%u->", n) };
}

/* `how`: '#' goes in, '?' only asks whether there is something, '^' whether there is nothing. */
static void tag_open(body *b, heed_text name, char how)
{
    heed_text expr = { 0 };
    if (b->html.place == HTML_VALUE && b->html.value == VALUE_ADDRESS)
        complain(b->c, b->file, b->line, "a section stands inside an address: put it around the whole element");
    if (b->section_count == SCOPES) {
        complain(b->c, b->file, b->line, "sections are nested too deep");
        return;
    }
    section *s = &b->sections[b->section_count++];
    *s = (section){ name, b->line, false, b->html.depth, b->html.place };
    flush(b);
    field *f = resolve(b, name, &expr);
    static const char *const tests[] = { ".len", "", "", ".text.len", ".len", ".len", "" };
    if (!f)
        buffer_printf(b->c, b->code, "    {\n");
    else if (how == '^')
        buffer_printf(b->c, b->code, "    if (!%.*s%s) {\n", heed_fmt(expr), tests[f->kind]);
    else if (how == '#' && (f->kind == KIND_LIST || f->kind == KIND_MAYBE || f->kind == KIND_TEXTS))
        open_loop(b, f, expr, s);
    else
        buffer_printf(b->c, b->code, "    if (%.*s%s) {\n", heed_fmt(expr), tests[f->kind]);
}

static void tag_close(body *b, heed_text name)
{
    if (!b->section_count || !heed_text_eq(b->sections[b->section_count - 1].name, name)) {
        complain(b->c, b->file, b->line, "{{/%.*s}} closes nothing: the open section is %.*s", heed_fmt(name),
                 heed_fmt(b->section_count ? b->sections[b->section_count - 1].name : heed_lit("none")));
        return;
    }
    const section *s = &b->sections[--b->section_count];
    if (s->depth != b->html.depth || s->place != b->html.place)
        complain(b->c, b->file, b->line, "{{#%.*s}} of line %d holds half an element: close what it opens", heed_fmt(name),
                 s->line);
    flush(b);
    b->scope_count -= s->scoped;
    buffer_printf(b->c, b->code, "    }\n");
}

/* ---- partials */
static void tag_partial(body *b, heed_text name)
{
    template t;
    if (b->partials == PARTIALS || !partial_find(b->c, name, &t)) {
        complain(b->c, b->file, b->line,
                 b->partials == PARTIALS ? "{{>%.*s}} holds itself" : "no partial %.*s.html in the feature or in src/web",
                 heed_fmt(name));
        return;
    }
    for (size_t i = 0; i < t.shapes[0]->len; i++) {
        const field *want = &t.shapes[0]->at[i];
        heed_text expr;
        const field *f = resolve(b, want->name, &expr);
        if (f && (f->kind != want->kind || !heed_text_eq(f->of_name, want->of_name)))
            complain(b->c, b->file, b->line, "%.*s.html wants %.*s as %s", heed_fmt(name), heed_fmt(want->name),
                     kind_name(want->kind));
    }
    heed_text file = b->file;
    int line = b->line;
    size_t depth = b->html.depth, sections = b->section_count;
    b->file = t.file;
    b->line = t.body_line;
    b->partials++;
    compile_text(b, (heed_text){ t.source.at + t.body, t.source.len - t.body });
    if (b->html.depth != depth || b->section_count != sections)
        complain(b->c, b->file, b->line, "this partial leaves an element or a section open");
    b->partials--;
    b->file = file;
    b->line = line;
}

static void compile_tag(body *b, heed_text tag)
{
    heed_text inside = heed_text_trim((heed_text){ tag.at + 1, tag.len ? tag.len - 1 : 0 });
    switch (tag.len ? tag.at[0] : 0) {
    case '!':
        return;
    case '#':
    case '?':
    case '^':
        tag_open(b, inside, tag.at[0]);
        return;
    case '/':
        tag_close(b, inside);
        return;
    case '>':
        tag_partial(b, inside);
        return;
    default:
        break;
    }
    tag = heed_text_trim(tag);
    heed_text rest = tag, first = next_word(&rest);
    if (heed_text_is(first, "t") && rest.len)
        tag_sentence(b, rest);
    else if (heed_text_is(first, "url"))
        tag_url(b, rest);
    else if (rest.len)
        complain(b->c, b->file, b->line, "{{%.*s}} is no field, sentence or address", heed_fmt(tag));
    else
        tag_value(b, tag);
}

static void compile_text(body *b, heed_text text)
{
    while (text.len) {
        const char *open = memmem(text.at, text.len, "{{", 2);
        size_t n = open ? (size_t)(open - text.at) : text.len;
        heed_text before = { text.at, n };
        html_literal(b->c, b->file, b->line, &b->html, before, &b->literal);
        for (size_t i = 0; i < n; i++)
            b->line += before.at[i] == '\n';
        if (!open)
            return;
        text = (heed_text){ open + 2, text.len - n - 2 };
        const char *close = memmem(text.at, text.len, "}}", 2);
        if (!close) {
            complain(b->c, b->file, b->line, "{{ is never closed: add }}");
            return;
        }
        n = (size_t)(close - text.at);
        compile_tag(b, (heed_text){ text.at, n });
        for (size_t i = 0; i < n; i++)
            b->line += text.at[i] == '\n';
        text = (heed_text){ close + 2, text.len - n - 2 };
    }
}

void body_compile(compiler *c, const template *t, text_buffer *code)
{
    body b = { .c = c, .code = code, .file = t->file, .line = t->body_line, .scope_count = 1, .html = { .spaced = true } };
    b.scopes[0] = (scope){ t->shapes[0], heed_lit("page->") };
    compile_text(&b, (heed_text){ t->source.at + t->body, t->source.len - t->body });
    flush(&b);
    if (b.section_count)
        complain(c, t->file, b.sections[b.section_count - 1].line, "{{#%.*s}} is never closed",
                 heed_fmt(b.sections[b.section_count - 1].name));
    if (b.html.place != HTML_TEXT || b.html.depth)
        complain(c, t->file, b.line, "the page ends inside <%.*s>: close it",
                 heed_fmt(b.html.depth ? b.html.open[b.html.depth - 1] : b.html.tag));
}
