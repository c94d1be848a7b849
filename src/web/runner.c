/* runner.c - from request to response: route, form, handler, page. */
#include "web/runner.h"
#include "error.h"
#include "layout.h"
#include "web/assets.h"
#include <sodium.h>
#include <string.h>

const web_form none_form_table = { NULL, 0, sizeof(none_form) };

const web_header web_safe_headers[] = {
    { "Content-Security-Policy",
      "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'" },
    { "Referrer-Policy", "no-referrer" },
    { "X-Content-Type-Options", "nosniff" },
    { "X-Frame-Options", "DENY" },
    { "Cross-Origin-Resource-Policy", "same-origin" },
    { "Cross-Origin-Opener-Policy", "same-origin" },
    { "Permissions-Policy", "camera=(), geolocation=(), microphone=()" },
    { "Vary", "Accept" },
};
const size_t web_safe_header_count = sizeof web_safe_headers / sizeof *web_safe_headers;

int web_status_of(heed_status status)
{
    switch (status) {
    case HEED_OK:
        return 200;
    case HEED_NOT_FOUND:
    case HEED_REFUSED: /* denied looks like missing */
        return 404;
    case HEED_INVALID:
        return 400;
    case HEED_CONFLICT:
        return 409;
    case HEED_FAULT:
        break;
    }
    return 500;
}

heed_text web_param(const web_view *v, const char *name)
{
    for (size_t i = 0; i < v->params.len; i++)
        if (heed_text_is(v->params.at[i].name, name))
            return v->params.at[i].value;
    return (heed_text){ 0 };
}

const web_policy *web_policy_find(const web_site *site, heed_text slug)
{
    for (size_t i = 0; i < site->policy_count; i++)
        if (heed_text_eq(site->policies[i].slug, slug))
            return &site->policies[i];
    return NULL;
}

/* ---- routes */
enum { PARAMS_MAX = 4 };

/* Does the pattern "/policies/:slug.md" fit the path? A parameter is at least one letter and holds no "/". */
static bool path_fits(const char *pattern, heed_text path, web_pair *params, size_t *count)
{
    size_t i = 0;
    *count = 0;
    while (*pattern) {
        if (*pattern != ':') {
            if (i == path.len || path.at[i] != *pattern)
                return false;
            i++;
            pattern++;
            continue;
        }
        size_t n = 1 + strspn(pattern + 1, "abcdefghijklmnopqrstuvwxyz_");
        heed_text name = { pattern + 1, n - 1 };
        pattern += n;
        size_t tail = strcspn(pattern, "/"), end = i; /* ".md" after the parameter */
        while (end < path.len && path.at[end] != '/')
            end++;
        if (end - i <= tail || memcmp(path.at + end - tail, pattern, tail) != 0 || *count == PARAMS_MAX)
            return false;
        params[(*count)++] = (web_pair){ name, { path.at + i, end - tail - i } };
        i = end;
        pattern += tail;
    }
    return i == path.len;
}

static const web_route *route_find(const web_routes *routes, heed_text path, web_pair *params, size_t *count)
{
    for (size_t i = 0; i < routes->len; i++)
        if (path_fits(routes->at[i].path, path, params, count))
            return &routes->at[i];
    return NULL;
}

/* ---- forms */
static heed_status read_field(const web_field *f, heed_text value, void *at, size_t *cap, heed_arena *mem, heed_error *err)
{
    if (f->kind == FIELD_TEXT)
        value = heed_text_trim(value);
    if (value.len > f->limit)
        return heed_fail(err, HEED_INVALID, "%s is too long. Use at most %zu letters.", f->label, f->limit);
    if (f->kind == FIELD_TEXT) {
        heed_text *text = at;
        if (!text->len) /* the first one filled in counts */
            *text = value;
        return HEED_OK;
    }
    heed_texts *texts = at;
    if (value.len)
        *ARENA_PUSH(mem, texts->at, texts->len, *cap) = value;
    return HEED_OK;
}

/* A name no field has would be passed over in silence, and the answer would not be the one asked for. */
static heed_status check_names(const web_form *form, const web_request *request, heed_error *err)
{
    for (size_t k = 0; k < request->query.len; k++) {
        heed_text name = request->query.at[k].name;
        bool known = !name.len;
        for (size_t i = 0; i < form->field_count; i++)
            known |= heed_text_is(name, form->fields[i].name);
        if (!known)
            return heed_fail(err, HEED_INVALID,
                             "This page knows no \"%.*s\" in its address. Take it out, or choose from the page instead.",
                             name.len > 40 ? 40 : (int)name.len, name.at);
    }
    return HEED_OK;
}

static heed_status read_form(const web_form *form, const web_request *request, heed_arena *mem, void *at, heed_error *err)
{
    TRY(check_names(form, request, err));
    for (size_t i = 0; i < form->field_count; i++) {
        const web_field *f = &form->fields[i];
        char *to = (char *)at + f->offset;
        size_t cap = 0;
        for (size_t k = 0; k < request->query.len; k++)
            if (heed_text_is(request->query.at[k].name, f->name))
                TRY(read_field(f, request->query.at[k].value, to, &cap, mem, err));
        if (f->required && !(f->kind == FIELD_TEXT ? ((heed_text *)(void *)to)->len : ((heed_texts *)(void *)to)->len))
            return heed_fail(err, HEED_INVALID, "%s is missing. Fill it in and try again.", f->label);
    }
    return HEED_OK;
}

/* ---- rendering */
static void dress(const web_view *v, heed_text body, web_response *r)
{
    layout_page page = { .title = v->title,
                         .school = v->school,
                         .body = { body },
                         .version = heed_lit(HEED_VERSION),
                         .style = heed_lit(WEB_STYLE_FILE),
                         .icon = heed_lit(WEB_ICON_FILE) };
    const char *route = v->route ? v->route : "";
    page.home_now = strcmp(route, "home_page") == 0;
    page.ask_now = strncmp(route, "ask_", 4) == 0;
    page.policies_now = strncmp(route, "policy_", 7) == 0 || strncmp(route, "review_", 7) == 0;
    web_out o = web_out_sized(v->mem, body.len + 4096);
    layout_html(&o, &page);
    r->type = heed_lit("text/html; charset=utf-8");
    r->body = web_out_text_of(&o);
}

static heed_text heading_of(int status)
{
    switch (status) {
    case 404:
        return T("Page not found");
    case 405:
    case 501:
        return T("This page cannot do that");
    case 413:
    case 414:
    case 431:
        return T("That is too long");
    case 421:
        return T("Wrong name for this computer");
    case 500:
        return T("Sorry, something went wrong");
    default:
        return T("We could not use that");
    }
}

/* One page in all: it must not need a template, a list or a byte of memory. */
web_response web_no_memory(bool wants_json)
{
    static const char json[] =
        "{\"heading\":\"Too much at once\",\"sentence\":\"There is not enough memory for this page. Nothing was "
        "lost. Try again in a minute.\",\"status\":503}";
    static const char html[] =
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Too much at once – Heed</title>\n"
        "<link rel=\"stylesheet\" href=\"/assets/" WEB_STYLE_FILE "\">\n</head>\n<body>\n<main><div class=\"wrap\">\n"
        "<h1>Too much at once</h1>\n<p class=\"lead\">There is not enough memory for this page. Nothing was lost. Try again in "
        "a "
        "minute.</p>\n<p>If a child is in danger, call 999.</p>\n<p><a href=\"/\">Go to the first page</a></p>\n"
        "</div></main>\n</body>\n</html>\n";
    return (web_response){ .status = 503,
                           .cache = heed_lit("no-store"),
                           .type = wants_json ? heed_lit("application/json") : heed_lit("text/html; charset=utf-8"),
                           .body = wants_json ? heed_lit(json) : heed_lit(html) };
}

static heed_status refuse(const web_site *site, const web_request *request, int status, heed_text sentence, heed_arena *mem,
                          web_response *response_out)
{
    heed_error err = { 0 };
    ARENA_GUARD(mem, &err);
    error_page page = { .heading = heading_of(status), .sentence = sentence, .status = status };
    web_view v = { .site = site, .request = request, .mem = mem, .title = page.heading };
    *response_out = (web_response){ .status = status, .cache = heed_lit("no-store") };
    web_out o = web_out_new(mem);
    if (request->wants_json) {
        error_json(&o, &page);
        response_out->type = heed_lit("application/json");
        response_out->body = web_out_text_of(&o);
        return HEED_OK;
    }
    error_html(&o, &page);
    dress(&v, web_out_text_of(&o), response_out);
    return HEED_OK;
}

void web_refuse(const web_site *site, const web_request *request, int status, heed_text sentence, heed_arena *mem,
                web_response *response_out)
{
    if (refuse(site, request, status, sentence, mem, response_out) != HEED_OK)
        *response_out = web_no_memory(request->wants_json);
}

static void refuse_for(const web_view *v, heed_status status, web_response *response_out)
{
    heed_text said = heed_text_of(v->err->message);
    if (status == HEED_FAULT) /* its text is for the log and for us */
        said = T("Nothing was lost. Try again in a few minutes. If a child is in danger, call 999.");
    if (status == HEED_REFUSED || (status == HEED_NOT_FOUND && !said.len))
        said = T("There is no page at this address. Check the address, or start from one of these.");
    web_refuse(v->site, v->request, web_status_of(status), said, v->mem, response_out);
}

/* A strong tag: it names the bytes, so a copy that has it is this page. */
static void tag(const web_view *v, web_response *r)
{
    enum { DIGITS = 24 };
    unsigned char hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(hash, (const unsigned char *)r->body.at, r->body.len);
    char *etag = heed_arena_alloc(v->mem, DIGITS + 3);
    sodium_bin2hex(etag + 1, DIGITS + 1, hash, DIGITS / 2);
    etag[0] = etag[DIGITS + 1] = '"';
    r->etag = (heed_text){ etag, DIGITS + 2 };
    r->kept = !v->passing;
    if (!web_etag_named(v->request->if_none_match, r->etag))
        return;
    r->status = 304;
    r->kept = false;
    r->type = r->download = r->body = (heed_text){ 0 };
}

static void answer_file(const web_file *file, web_response *r)
{
    r->type = file->type;
    r->download = file->name;
    r->body = file->body;
    r->cache = file->forever ? heed_lit("public, max-age=31536000, immutable") : heed_lit("no-cache");
}

static void answer_page(web_view *v, const web_handler *h, const void *page, web_response *r)
{
    enum { USUAL_PAGE = 24 * 1024 };
    r->cache = v->unstored || v->wrong ? heed_lit("no-store") : heed_lit("no-cache");
    web_out o = web_out_sized(v->mem, USUAL_PAGE);
    if (v->request->wants_json) {
        if (!v->json.len)
            h->json(&o, page);
        r->type = heed_lit("application/json");
        r->body = v->json.len ? v->json : web_out_text_of(&o);
        return;
    }
    h->html(&o, page);
    dress(v, web_out_text_of(&o), r);
}

static void run_route(web_view *v, const web_route *route, web_response *r)
{
    const web_handler *h = route->handler;
    void *form = heed_arena_alloc(v->mem, route->form->size);
    heed_status status = read_form(route->form, v->request, v->mem, form, v->err);
    web_file file = { 0 };
    void *page = h->page_size ? heed_arena_alloc(v->mem, h->page_size) : &file;
    if (status == HEED_OK)
        status = h->fill(v, page, form);
    if (status != HEED_OK) {
        refuse_for(v, status, r);
        return;
    }
    *r = (web_response){ .status = v->wrong ? web_status_of(HEED_INVALID) : 200 };
    if (h->page_size)
        answer_page(v, h, page, r);
    else
        answer_file(&file, r);
    if (!v->unstored && !v->wrong)
        tag(v, r);
}

static heed_status run(const web_site *site, const web_request *request, heed_arena *mem, web_response *response_out)
{
    heed_error err = { 0 };
    ARENA_GUARD(mem, &err);
    web_pair params[PARAMS_MAX];
    size_t count = 0;
    const web_route *route = route_find(site->routes, request->path, params, &count);
    web_view v = {
        .site = site, .request = request, .params = { params, count }, .mem = mem, .err = &err, .today = site->today()
    };
    if (!route) {
        refuse_for(&v, HEED_NOT_FOUND, response_out);
        return HEED_OK;
    }
    if (request->method == WEB_OTHER_METHOD || request->method == WEB_UNKNOWN_METHOD) {
        bool known = request->method == WEB_OTHER_METHOD;
        web_refuse(site, request, known ? 405 : 501,
                   T("This page can be read, and that is all. Follow a link or use a form on it."), mem, response_out);
        if (known)
            response_out->allow = heed_lit("GET, HEAD");
        return HEED_OK;
    }
    v.route = route->name;
    v.title = heed_text_of(route->sentence);
    run_route(&v, route, response_out);
    return HEED_OK;
}

void web_run(const web_site *site, const web_request *request, heed_arena *mem, web_response *response_out)
{
    if (run(site, request, mem, response_out) != HEED_OK)
        *response_out = web_no_memory(request->wants_json);
}
