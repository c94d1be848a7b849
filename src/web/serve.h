/* serve.h - what the web pages need to know, and the one call that serves them.
 *
 * The caller loads policies and keeps everything named here alive until web_serve returns. Nothing in a site changes
 * while it is served; many threads read it at once. */
#ifndef HEED_WEB_SERVE_H
#define HEED_WEB_SERVE_H
#include <heed/analyse.h>
#include <heed/question.h>

typedef struct {
    heed_text slug; /* in addresses: "dereham", from the file name; lower case letters, digits, hyphens */
    const heed_policy *policy;
    heed_text school; /* as lists name it; empty: as the policy itself does */
} web_policy;

typedef struct {
    const web_policy *policies;        /* in the order shown; the first is the one asked when none is chosen */
    size_t policy_count;               /* at least 1 */
    const heed_vocabulary *vocabulary; /* the one all policies were compiled against */
    const heed_reader *reader;
    const heed_analyse_options *analyse; /* checklist and laws; the day is the request's */
    const struct web_routes *routes; /* &app_routes of app/routes.h */
    heed_date (*today)(void);        /* the day in Europe/London; must be safe to call from any thread */
} web_site;

typedef struct {
    int port;                           /* 0: any free one */
    int threads;                        /* 0: as many as there are processors, at most 8 */
    void (*ready)(int port, void *cls); /* called once, when pages can be read; may be NULL */
    void *cls;
} web_serve_options;

/* Serve on this computer only (127.0.0.1, and ::1 where there is one) until SIGINT or SIGTERM.
 * HEED_CONFLICT with one sentence when the port is in use, HEED_INVALID when it is no port, HEED_REFUSED when the
 * machine does not allow it, HEED_FAULT otherwise. */
heed_status web_serve(const web_site *site, const web_serve_options *options, heed_error *err);
#endif
