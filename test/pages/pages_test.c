/* pages_test.c - whole pages over a small policy and vocabulary of our own, kept beside this file for people to look at.
 *
 *   pages_test FOLDER            compare with the kept pages
 *   pages_test FOLDER --write    keep what the pages are now; look at the difference before you commit it */
#include "app/routes.h"
#include "base/arena.h"
#include "web/runner.h"
#include <stdio.h>
#include <string.h>

static const struct {
    const char *name, *target;
    int status;
} pages[] = {
    { "home", "/", 200 },
    { "help", "/help", 200 },
    { "policies", "/policies", 200 },
    { "policy", "/policies/oakmere", 200 },
    { "policy-find", "/policies/oakmere?find=CLOSE", 200 },
    { "policy-role", "/policies/oakmere?role=parent-carer", 200 },
    { "ask", "/ask", 200 },
    { "ask-about", "/ask?about=3.1", 200 },
    { "ask-about-event", "/ask?about=3.3", 200 },
    { "ask-about-nothing", "/ask?about=9.9", 404 },
    { "ask-wrong", "/ask?fact=zebra", 400 },
    { "no", "/ask?fact=teacher&fact=act%3Daccept-contact-request&fact=pupil-here", 200 },
    { "yes", "/ask?fact=teacher&fact=act%3Daccept-contact-request&fact=pupil-here&fact=relative", 200 },
    { "yes-if", "/ask?fact=teacher&fact=act%3Dopen-official-account", 200 },
    { "nothing-forbids", "/ask?fact=teacher&fact=act%3Dlike-content", 200 },
    { "one-question", "/ask?fact=teacher&fact=act%3Daccept-contact-request&fact=former-pupil-here", 200 },
    { "something-else", "/ask?fact=teacher&fact=pupil-here&fact=act%3D", 200 },
    { "silent", "/ask?fact=teacher&fact=act%3Dpost-content", 200 },
    { "not-found", "/ask?policy=zebra", 404 },
    { "check", "/policies/oakmere-3/check", 200 },
    { "check-level", "/policies/oakmere-3/check?level=error", 200 },
    { "check-kind", "/policies/oakmere-3/check?kind=contradiction", 200 },
    { "check-clean", "/policies/oakmere/check", 200 },
    { "check-wrong", "/policies/oakmere/check?level=zebra", 400 },
    { "answers", "/policies/oakmere/answers", 200 },
    { "answers-before", "/policies/oakmere/answers?before=oakmere-3", 200 },
    { "coverage", "/policies/oakmere/coverage", 200 },
    { "changes", "/policies/oakmere/changes", 200 },
    { "changes-before", "/policies/oakmere/changes?before=oakmere-3", 200 },
    { "changes-same", "/policies/oakmere/changes?before=oakmere", 200 },
    { "changes-role", "/policies/oakmere/changes?before=oakmere-3&role=parent-carer", 200 },
    { "changes-wrong", "/policies/oakmere/changes?before=oakmere-3&role=techer", 400 },
    { "changes-no-role", "/policies/oakmere/changes?role=techer", 400 },
    { "compare", "/compare", 200 },
    { "compare-differ", "/compare?differ=yes", 200 },
    { "compare-one", "/compare?with=oakmere", 200 },
};
/* The pages that look a policy through come last; they know two versions of it, the others only the first. */
static bool looks_through(const char *target)
{
    static const char *const ends[] = { "/check", "/answers", "/coverage", "/changes", "/compare" };
    size_t path = strcspn(target, "?");
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (path >= strlen(ends[i]) && strncmp(target + path - strlen(ends[i]), ends[i], strlen(ends[i])) == 0)
            return true;
    return false;
}

static heed_date today(void)
{
    return 20261120;
}

static heed_text read_all(heed_arena *mem, const char *folder, const char *name, const char *end)
{
    FILE *f = fopen(heed_text_printf(mem, "%s/%s%s", folder, name, end).at, "rb");
    if (!f)
        return (heed_text){ "", 0 };
    web_out o = web_out_new(mem);
    char part[4096];
    for (size_t n; (n = fread(part, 1, sizeof part, f)) > 0;)
        web_out_raw(&o, part, n);
    fclose(f);
    return web_out_text_of(&o);
}

/* What changes with every build is no part of a page: the hashes in the names of assets, and the version. */
static heed_text settled(heed_arena *mem, heed_text html)
{
    web_out o = web_out_new(mem);
    for (size_t i = 0; i < html.len; i++) {
        heed_text rest = { html.at + i, html.len - i };
        if (heed_text_starts(rest, "/assets/heed-")) {
            web_out_lit(&o, "/assets/heed-HASH");
            i += strlen("/assets/heed-") + 16 - 1;
        } else {
            web_out_raw(&o, rest.at, 1);
        }
    }
    return web_out_text_of(&o);
}

typedef struct {
    heed_arena *mem;
    const char *folder;
    heed_findings findings;
    heed_error err;
} opening;

static bool open_policy(opening *o, const char *name, const heed_vocabulary *v, web_policy *out)
{
    heed_text blob, source = read_all(o->mem, o->folder, name, ".policy.md");
    out->slug = heed_text_of(name);
    return heed_policy_compile(source, heed_text_of(name), v, NULL, o->mem, &blob, &o->findings, &o->err) == HEED_OK &&
           heed_policy_open(blob, v, o->mem, &out->policy, &o->err) == HEED_OK;
}

static bool open_site(heed_arena *mem, const char *folder, web_site *site)
{
    opening o = { .mem = mem, .folder = folder };
    const heed_vocabulary *v;
    web_policy *policies = ARENA_NEW(mem, web_policy, 2);
    heed_analyse_options *analyse = ARENA_NEW(mem, heed_analyse_options, 1);
    bool good = heed_vocabulary_read(read_all(mem, folder, "sample", ".vocabulary"), heed_lit("sample.vocabulary"), mem, &v,
                                     &o.findings, &o.err) == HEED_OK &&
                open_policy(&o, "oakmere", v, &policies[0]) && open_policy(&o, "oakmere-3", v, &policies[1]) &&
                heed_checklist_read(read_all(mem, folder, "sample", ".checklist"), heed_lit("sample.checklist"), v, mem,
                                    &analyse->checklist, &o.findings, &o.err) == HEED_OK;
    for (size_t i = 0; !good && i < o.findings.len; i++)
        printf("%.*s:%u: %.*s\n", heed_fmt(o.findings.at[i].file), o.findings.at[i].line, heed_fmt(o.findings.at[i].message));
    if (!good)
        printf("%s\n", o.err.message);
    *site = (web_site){
        .policies = policies, .policy_count = 1, .vocabulary = v, .routes = &app_routes, .today = today, .analyse = analyse
    };
    return good;
}

static void show_difference(heed_text was, heed_text is)
{
    size_t i = 0, line = 1;
    for (; i < was.len && i < is.len && was.at[i] == is.at[i]; i++)
        line += was.at[i] == '\n';
    size_t from = i < 60 ? 0 : i - 60;
    printf("  line %zu was: %.*s\n  line %zu is:  %.*s\n", line, (int)(was.len - from < 160 ? was.len - from : 160),
           was.at + from, line, (int)(is.len - from < 160 ? is.len - from : 160), is.at + from);
}

/* With too little memory a page says so; it is never half a page, and the program lives. */
static bool page_bears_little_memory(const web_site *site, size_t index)
{
    size_t without = 0;
    for (size_t limit = 256, step; limit < 1 << 20; limit += step) {
        OWNED(heed_arena) mem = heed_arena_create();
        web_request request = { .method = WEB_GET };
        web_response response;
        if (web_request_target(&request, heed_text_of(pages[index].target), mem, NULL) != HEED_OK)
            return false;
        mem->limit = mem->used_total + limit;
        web_run(site, &request, mem, &response);
        if (response.status != pages[index].status && response.status != 500 && response.status != 503) {
            printf("page %s: status %d with %zu bytes\n", pages[index].name, response.status, limit);
            return false;
        }
        without += response.status != pages[index].status;
        step = limit / 16;
    }
    return without > 20;
}

static bool page_is_as_kept(const web_site *site, const char *folder, size_t index, bool write)
{
    OWNED(heed_arena) mem = heed_arena_create();
    web_request request = { .method = WEB_GET };
    web_response response;
    if (web_request_target(&request, heed_text_of(pages[index].target), mem, NULL) != HEED_OK)
        return false;
    web_run(site, &request, mem, &response);
    heed_text is = settled(mem, response.body), was = read_all(mem, folder, pages[index].name, ".html");
    if (write) {
        FILE *f = fopen(heed_text_printf(mem, "%s/%s.html", folder, pages[index].name).at, "wb");
        bool good = f && fwrite(is.at, 1, is.len, f) == is.len;
        return f && fclose(f) == 0 && good;
    }
    if (response.status == pages[index].status && heed_text_eq(is, was))
        return true;
    printf("page %s: status %d\n", pages[index].name, response.status);
    show_difference(was, is);
    return false;
}

int main(int argc, char **argv)
{
    OWNED(heed_arena) mem = heed_arena_create();
    web_site site;
    if (argc < 2 || !mem || !open_site(mem, argv[1], &site))
        return 1;
    int passed = 0, failed = 0;
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        site.policy_count = looks_through(pages[i].target) ? 2 : 1;
        if (page_is_as_kept(&site, argv[1], i, argc > 2 && strcmp(argv[2], "--write") == 0))
            passed++;
        else
            failed++;
        bool bears = page_bears_little_memory(&site, i);
        passed += bears;
        failed += !bears;
    }
    printf("%d passed, %d failed\n", passed, failed);
    return failed > 0;
}
