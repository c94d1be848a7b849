/* door.c - the door of the pages with one handler that does nothing: what pages are measured against.
 *
 *   door        prints its address, answers every GET of /empty until it is stopped */
#include "web/runner.h"
#include <stdio.h>

#define DOOR_ROUTES(R) R(FILE, "/empty", bench, read, none, bench_empty, "Nothing")

DOCUMENT(bench_empty)
{
    v->passing = true; /* the handler runs each time: a page kept ready is no handler */
    *file = (web_file){ .type = heed_lit("text/plain; charset=utf-8"), .body = heed_lit("nothing\n") };
    return HEED_OK;
}

static const web_route rows[] = { DOOR_ROUTES(ROUTE_ROW) };
static const web_routes routes = { rows, sizeof rows / sizeof *rows };

static heed_date today(void)
{
    return 20260901;
}

static void ready(int port, void *cls)
{
    (void)cls;
    printf("http://localhost:%d\n", port);
    fflush(stdout);
}

int main(void)
{
    web_site site = { .routes = &routes, .today = today };
    web_serve_options options = { .ready = ready };
    heed_error err = { 0 };
    if (web_serve(&site, &options, &err) == HEED_OK)
        return 0;
    fprintf(stderr, "door: %s\n", err.message);
    return 1;
}
