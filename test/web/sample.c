/* sample.c - the handlers of the invented feature. */
#include "sample.h"
#include "other_page.h"

typedef other_page_page sample_other_page;
#define sample_other_html other_page_html
#define sample_other_json other_page_json

#define SAMPLE_ROW(...) FORM_ROW(sample_form, __VA_ARGS__)
WEB_FORM_TABLE(sample, SAMPLE_FORM(SAMPLE_ROW))

PAGE_FORM(sample_page, sample)
{
    page->title = form->q;
    page->words = form->tag;
    v->unstored = heed_text_is(form->q, "private");
    v->wrong = heed_text_is(form->q, "wrong");
    v->passing = form->tag.len > 0;
    if (heed_text_is(form->q, "missing"))
        return heed_fail(v->err, HEED_NOT_FOUND, "It went <away>.");
    if (heed_text_is(form->q, "denied"))
        return heed_fail(v->err, HEED_REFUSED, "secret");
    if (heed_text_is(form->q, "broken"))
        return heed_fail(v->err, HEED_FAULT, "secret");
    return HEED_OK;
}

PAGE(sample_other)
{
    page->slug = web_param(v, "slug");
    return HEED_OK;
}

DOCUMENT(sample_file)
{
    file->type = heed_lit("text/plain");
    file->body = web_param(v, "slug");
    return HEED_OK;
}

DOCUMENT(sample_greedy)
{
    for (size_t i = 0; i < 1 << 20; i++) /* the request's memory ends long before */
        file->body = (heed_text){ heed_arena_alloc(v->mem, 1 << 16), 1 };
    return HEED_OK;
}

SAMPLE_ROUTES(ROUTE_DECLARE)
static const web_route rows[] = { SAMPLE_ROUTES(ROUTE_ROW) };
static const web_routes routes = { rows, sizeof rows / sizeof *rows };

static heed_date today(void)
{
    return 20261120;
}

const web_site sample_site = { .routes = &routes, .today = today };
