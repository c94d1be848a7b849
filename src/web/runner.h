/* runner.h - declarations of routes, forms and pages, and the one place where a request becomes an answer.
 *
 * A feature's header lists its routes and forms; its code fills page structs. The runner finds the route, reads the form, calls
 * the handler and writes HTML or JSON from the same struct. Handlers choose no status, no header and no HTML.
 *
 *   #define POLICY_ROUTES(R) \
 *       R(GET,  "/policies",          policy, list, none, policy_list, "Policies") \
 *       R(FILE, "/policies/:slug.md", policy, read, none, policy_source, "The policy as it was written")
 *
 *   PAGE(policy_list) { page->rows = ...; return HEED_OK; }          fills the struct of policy_list's template
 *   PAGE_FORM(policy_page, role) { ... form->role ... }              the same, with a form read from the query
 *   DOCUMENT(policy_source) { file->body = ...; return HEED_OK; }    a document instead of a page */
#ifndef HEED_WEB_RUNNER_H
#define HEED_WEB_RUNNER_H
#include "web/http.h"
#include "web/out.h"
#include "web/serve.h"

/* A sentence that people read. Other languages come in here. */
#define T(sentence) heed_lit(sentence)

/* ---- forms */
typedef enum { FIELD_TEXT, FIELD_TEXTS } web_field_kind;
enum { OPTIONAL = 0, REQUIRED = 1 };
typedef struct {
    web_field_kind kind;
    const char *name;
    int required;
    size_t limit; /* bytes of one value; longer is refused in words */
    const char *label;
    size_t offset; /* in the form's struct */
} web_field;
typedef struct {
    const web_field *fields;
    size_t field_count, size;
} web_form;

/* clang-format off */
#define FIELD_TYPE_TEXT heed_text
#define FIELD_TYPE_TEXTS heed_texts
#define FORM_MEMBER(kind, name, required, limit, label) FIELD_TYPE_##kind name;
/* In the feature's header: WEB_FORM(ask, ASK_FORM) gives struct ask_form. */
#define WEB_FORM(form, FIELDS)                    \
    typedef struct { FIELDS(FORM_MEMBER) } form##_form; \
    extern const web_form form##_form_table;
/* In its code, once. FORM_ROW needs to know whose struct it is in: */
#define WEB_FORM_TABLE(form, ...)                                              \
    static const web_field form##_fields[] = { __VA_ARGS__ };                  \
    const web_form form##_form_table = { form##_fields, sizeof form##_fields / sizeof *form##_fields, sizeof(form##_form) };
#define FORM_ROW(form, kind, name, required, limit, label) \
    { FIELD_##kind, #name, required, limit, label, offsetof(form, name) },
/* clang-format on */

typedef struct {
    char nothing;
} none_form;
extern const web_form none_form_table;

/* ---- handlers */
typedef struct web_view {
    const web_site *site;
    const web_request *request;
    web_pairs params; /* from the path: ":slug" */
    heed_arena *mem;
    heed_date today;
    heed_error *err;
    const char *route; /* the handler's name, for the layout */
    /* set by handlers, or left as they are */
    heed_text title;  /* the route's sentence unless set */
    heed_text school; /* shown beside the mark */
    heed_text json;   /* sent instead of the page's own JSON */
    bool unstored;    /* holds what a person asked: no copy is kept anywhere */
    bool passing;     /* hangs on words somebody typed: not worth keeping made */
    bool wrong;       /* the form held what cannot be used, and the page says so: not a success */
} web_view;
typedef struct {
    heed_text type, body;
    heed_text name; /* of the file when it is kept */
    bool forever;   /* its address changes when it does */
} web_file;

heed_text web_param(const web_view *v, const char *name);                /* empty when the path has none */
const web_policy *web_policy_find(const web_site *site, heed_text slug); /* NULL when unknown */

typedef struct {
    size_t page_size; /* 0 for a document */
    heed_status (*fill)(web_view *v, void *page, const void *form);
    void (*html)(web_out *o, const void *page);
    void (*json)(web_out *o, const void *page);
} web_handler;

/* clang-format off */
#define PAGE_FORM(name, form_name)                                                                                     \
    static heed_status name##_fill(web_view *v, name##_page *page, const form_name##_form *form);                     \
    static heed_status name##_run(web_view *v, void *page, const void *form) { return name##_fill(v, page, form); }   \
    static void name##_as_html(web_out *o, const void *page) { name##_html(o, page); }                                \
    static void name##_as_json(web_out *o, const void *page) { name##_json(o, page); }                                \
    const web_handler name##_handler = { sizeof(name##_page), name##_run, name##_as_html, name##_as_json };           \
    static heed_status name##_fill(web_view *v, name##_page *page, const form_name##_form *form)
#define PAGE(name)                                                                                                    \
    static heed_status name##_fill_page(web_view *v, name##_page *page);                                              \
    PAGE_FORM(name, none) { (void)form; return name##_fill_page(v, page); }                                           \
    static heed_status name##_fill_page(web_view *v __attribute__((unused)), name##_page *page __attribute__((unused)))
#define DOCUMENT(name)                                                                                                \
    static heed_status name##_fill(web_view *v, web_file *file);                                                      \
    static heed_status name##_run(web_view *v, void *file, const void *form)                                           \
    {                                                                                                                 \
        (void)form;                                                                                                   \
        return name##_fill(v, file);                                                                                  \
    }                                                                                                                 \
    const web_handler name##_handler = { 0, name##_run, NULL, NULL };                                                 \
    static heed_status name##_fill(web_view *v __attribute__((unused)), web_file *file)
/* clang-format on */

/* ---- routes */
typedef enum { ROUTE_GET, ROUTE_FILE } web_route_kind;
typedef struct {
    web_route_kind kind;
    const char *path, *reg, *action; /* register and action: what the access policy will be asked */
    const web_form *form;
    const web_handler *handler;
    const char *name, *sentence;
} web_route;
typedef struct web_routes {
    const web_route *at;
    size_t len;
} web_routes;

/* clang-format off */
/* What the web room itself offers: style sheet and mark, under addresses that change when they do. */
#define WEB_ROUTES(R) \
    R(FILE, "/assets/:file", asset, read, none, asset, "Style sheet and mark")

#define ROUTE_DECLARE(method, path, reg, action, form, handler, sentence) extern const web_handler handler##_handler;
#define ROUTE_ROW(method, path, reg, action, form, handler, sentence) \
    { ROUTE_##method, path, #reg, #action, &form##_form_table, &handler##_handler, #handler, sentence },
/* clang-format on */

/* Find, read, fill, render. Always gives a response, whatever was asked, and when memory runs out in `mem`. */
void web_run(const web_site *site, const web_request *request, heed_arena *mem, web_response *response_out);
/* A page that says no: `sentence` in plain words, as HTML or JSON like the request wants. */
void web_refuse(const web_site *site, const web_request *request, int status, heed_text sentence, heed_arena *mem,
                web_response *response_out);
/* Headers every response carries, whatever it holds. */
typedef struct {
    const char *name, *value;
} web_header;
extern const web_header web_safe_headers[];
extern const size_t web_safe_header_count;
/* What is left to say when there is no memory to say more with. Lives as long as the program. */
web_response web_no_memory(bool wants_json);
/* The one table from our statuses to HTTP's. */
int web_status_of(heed_status status);
#endif
