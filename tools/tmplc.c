/* tmplc.c - the template compiler: a page template becomes a C struct and functions that write it as HTML and JSON.
 *
 *   tmplc --name NAME [--routes HEADER]... [--dir FOLDER]... FILE.html OUT.c OUT.h
 *   tmplc --embed NAME FILE OUT.c OUT.h      a file as bytes, with a hash of what it holds for its address
 *
 * Everything that can be wrong with a page is said at build time, as file:line: what to do. docs/templates.md has the language.
 */
#include "tmplc.h"
#include <ctype.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

void complain(compiler *c, heed_text file, int line, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fprintf(stderr, "%.*s:%d: ", heed_fmt(file), line);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    c->errors++;
}

void buffer_add(compiler *c, text_buffer *b, heed_text text)
{
    if (!text.len)
        return;
    while (b->cap - b->len < text.len)
        b->at = arena_grow(c->mem, b->at, b->len, &b->cap, 1);
    memcpy(b->at + b->len, text.at, text.len);
    b->len += text.len;
}

void buffer_printf(compiler *c, text_buffer *b, const char *format, ...)
{
    char line[2048];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(line, sizeof line, format, args);
    va_end(args);
    if (n < 0 || (size_t)n >= sizeof line)
        complain(c, c->name, 0, "a name is too long to be written");
    else
        buffer_add(c, b, (heed_text){ line, (size_t)n });
}

bool file_read(compiler *c, heed_text path, heed_text *out)
{
    FILE *f = fopen(path.at, "rb");
    if (!f) {
        complain(c, path, 0, "cannot be read: check the path");
        return false;
    }
    text_buffer b = { 0 };
    char part[4096];
    for (size_t n; (n = fread(part, 1, sizeof part, f)) > 0;)
        buffer_add(c, &b, (heed_text){ part, n });
    fclose(f);
    *out = (heed_text){ b.at ? b.at : "", b.len };
    return true;
}

static bool file_write(compiler *c, const char *path, const text_buffer *b)
{
    FILE *f = fopen(path, "wb");
    bool good = f && fwrite(b->at, 1, b->len, f) == b->len;
    if (f && fclose(f) != 0)
        good = false;
    if (!good)
        complain(c, heed_text_of(path), 0, "cannot be written: check the folder and the disk");
    return good;
}

/* The n-th part, counted from 0, of a row `R(GET, "/path", reg, action, form, handler, "sentence")`. */
static heed_text row_part(heed_text row, int wanted)
{
    for (int n = 0; row.len; n++) {
        const char *comma = memchr(row.at, ',', row.len);
        size_t len = comma ? (size_t)(comma - row.at) : row.len;
        if (n == wanted)
            return heed_text_trim((heed_text){ row.at, len });
        size_t skip = comma ? len + 1 : len;
        row = (heed_text){ row.at + skip, row.len - skip };
    }
    return (heed_text){ 0 };
}

/* Route tables are C macros; one row a line, so that this reader and a person's eye both find them. */
static void routes_read(compiler *c, heed_text path)
{
    heed_text source;
    if (!file_read(c, path, &source))
        return;
    while (source.len) {
        const char *nl = memchr(source.at, '\n', source.len);
        size_t n = nl ? (size_t)(nl - source.at) : source.len;
        heed_text line = heed_text_trim((heed_text){ source.at, n });
        if (heed_text_starts(line, "R(")) {
            heed_text row = { line.at + 2, line.len - 2 }, where = row_part(row, 1);
            if (where.len > 2) {
                route *r = ARENA_PUSH(c->mem, c->routes, c->route_count, c->route_cap);
                *r = (route){ row_part(row, 5), { where.at + 1, where.len - 2 } };
            }
        }
        size_t skip = nl ? n + 1 : n;
        source = (heed_text){ source.at + skip, source.len - skip };
    }
}

static void page_compile(compiler *c, heed_text file, const char *out_c, const char *out_h)
{
    template t;
    if (!template_load(c, file, &t))
        return;
    shapes_resolve(c, &t);
    const char *base = strrchr(out_h, '/');
    text_buffer h = { 0 }, s = { 0 };
    buffer_printf(
        c, &h,
        "/* Made by tmplc from a template; do not edit. */\n#ifndef TMPL_%.*s_H\n#define TMPL_%.*s_H\n#include \"web/out.h\"\n",
        heed_fmt(c->name), heed_fmt(c->name));
    shapes_declare(c, &t, &h);
    buffer_printf(
        c, &h,
        "void %.*s_html(web_out *o, const %.*s_page *page);\nvoid %.*s_json(web_out *o, const %.*s_page *page);\n#endif\n",
        heed_fmt(c->name), heed_fmt(c->name), heed_fmt(c->name), heed_fmt(c->name));
    buffer_printf(c, &s, "/* Made by tmplc from a template; do not edit. */\n#include \"%s\"\n", base ? base + 1 : out_h);
    buffer_printf(c, &s, "void %.*s_html(web_out *o, const %.*s_page *page)\n{\n    (void)page;\n", heed_fmt(c->name),
                  heed_fmt(c->name));
    if (!c->errors) /* the body needs every shape */
        body_compile(c, &t, &s);
    buffer_printf(c, &s, "}\n");
    shapes_json(c, &t, &s);
    if (!c->errors && file_write(c, out_c, &s))
        file_write(c, out_h, &h);
}

static void file_embed(compiler *c, heed_text file, const char *out_c, const char *out_h)
{
    heed_text bytes;
    if (!file_read(c, file, &bytes))
        return;
    uint64_t hash = 14695981039346656037u; /* FNV-1a: tells versions apart, promises nothing else */
    for (size_t i = 0; i < bytes.len; i++)
        hash = (hash ^ (unsigned char)bytes.at[i]) * 1099511628211u;
    text_buffer h = { 0 }, s = { 0 };
    buffer_printf(c, &h,
                  "/* Made by tmplc; do not edit. */\n#include <heed/base.h>\nextern const heed_text %.*s_bytes;\n#define "
                  "%.*s_hash \"%016llx\"\n",
                  heed_fmt(c->name), heed_fmt(c->name), (unsigned long long)hash);
    buffer_printf(c, &s,
                  "/* Made by tmplc; do not edit. */\n#include <heed/base.h>\nextern const heed_text %.*s_bytes;\nstatic const "
                  "unsigned char bytes[] = {",
                  heed_fmt(c->name));
    for (size_t i = 0; i < bytes.len; i++)
        buffer_printf(c, &s, "%s%u,", i % 24 ? "" : "\n", (unsigned char)bytes.at[i]);
    buffer_printf(c, &s, "\n0 };\nconst heed_text %.*s_bytes = { (const char *)bytes, sizeof bytes - 1 };\n",
                  heed_fmt(c->name));
    if (file_write(c, out_c, &s))
        file_write(c, out_h, &h);
}

int main(int argc, char **argv)
{
    OWNED(heed_arena) mem = heed_arena_create();
    if (!mem) {
        fputs("tmplc: out of memory\n", stderr);
        return 1;
    }
    compiler c = { .mem = mem };
    size_t dir_cap = 0;
    bool embed = false;
    int i = 1;
    for (; i + 1 < argc && strncmp(argv[i], "--", 2) == 0; i += 2) {
        heed_text value = heed_text_of(argv[i + 1]);
        if (strcmp(argv[i], "--name") == 0 || strcmp(argv[i], "--embed") == 0) {
            c.name = value;
            embed = argv[i][2] == 'e';
        } else if (strcmp(argv[i], "--routes") == 0) {
            routes_read(&c, value);
        } else if (strcmp(argv[i], "--dir") == 0) {
            *ARENA_PUSH(mem, c.dirs.at, c.dirs.len, dir_cap) = value;
        } else {
            break;
        }
    }
    if (argc - i != 3 || !c.name.len) {
        fputs("usage: tmplc --name NAME [--routes HEADER]... [--dir FOLDER]... FILE.html OUT.c OUT.h\n"
              "       tmplc --embed NAME FILE OUT.c OUT.h\n",
              stderr);
        return 2;
    }
    if (embed)
        file_embed(&c, heed_text_of(argv[i]), argv[i + 1], argv[i + 2]);
    else
        page_compile(&c, heed_text_of(argv[i]), argv[i + 1], argv[i + 2]);
    return c.errors ? 1 : 0;
}
