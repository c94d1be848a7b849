/* analysis.c - how long it takes to look a policy through.
 *
 *   analysis POLICIES_DIR      prints one JSON object
 *
 * Everything is done as `heed lint` and the others do it, policies being open already, and timed in processor time: the middle
 * of some runs, of the middle policy and of the slowest. The version that is compared has the first few bans of each policy
 * turned into advice. */
#include "app/review/review.h"
#include "base/arena.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { POLICIES = 5, RUNS = 20, CHANGED = 4 };
static const char *const names[POLICIES] = { "bledington", "dereham", "ewloe-green", "st-thomas", "stivichall" };

typedef struct {
    heed_arena *mem;
    heed_analyse_options options;
    library_policy policies[POLICIES];
    const heed_policy *opened[POLICIES], *changed[POLICIES];
} bench;

typedef heed_status measured(const bench *b, size_t i, heed_arena *mem, heed_error *err);

static void stop(const char *what, const heed_error *err)
{
    fprintf(stderr, "analysis: %s: %s\n", what, err->message);
    exit(1);
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* ---- a new version */

static heed_text with_changes(heed_text source, heed_arena *mem)
{
    static const char ban[] = " must not ", advice[] = " advised not to ";
    heed_text out = { "", 0 };
    size_t from = 0, changed = 0;
    bool rules = false;
    for (size_t i = 0; i + sizeof ban < source.len && changed < CHANGED; i++) {
        if (source.at[i] == '\n' && memcmp(source.at + i + 1, "```", 3) == 0)
            rules = memcmp(source.at + i + 1, "```heed\n", 8) == 0;
        if (!rules || memcmp(source.at + i, ban, sizeof ban - 1) != 0)
            continue;
        out = heed_text_printf(mem, "%.*s%.*s%s", heed_fmt(out), (int)(i - from), source.at + from, advice);
        from = i + sizeof ban - 1;
        changed++;
    }
    return heed_text_printf(mem, "%.*s%.*s", heed_fmt(out), (int)(source.len - from), source.at + from);
}

static void open_all(bench *b, library *lib, const char *folder)
{
    heed_error err = { 0 };
    for (size_t i = 0; i < POLICIES; i++) {
        heed_findings findings = { 0 };
        heed_text blob, path = heed_text_printf(b->mem, "%s/%s.policy.md", folder, names[i]);
        if (library_open(lib, path.at, &b->policies[i], &err) != HEED_OK)
            stop(names[i], &err);
        b->opened[i] = b->policies[i].policy;
        heed_text text = with_changes(heed_policy_source(b->opened[i]), b->mem);
        if (heed_policy_compile(text, path, b->policies[i].vocabulary, NULL, b->mem, &blob, &findings, &err) != HEED_OK ||
            heed_policy_open(blob, b->policies[i].vocabulary, b->mem, &b->changed[i], &err) != HEED_OK)
            stop("a new version", &err);
    }
    if (review_options(lib, &b->policies[0], 20261120, b->mem, &b->options, &err) != HEED_OK)
        stop("options", &err);
}

/* ---- what is measured */

static heed_status lint(const bench *b, size_t i, heed_arena *mem, heed_error *err)
{
    heed_lint_findings findings;
    return heed_lint(b->opened[i], &b->options, mem, &findings, err);
}

static heed_status diff(const bench *b, size_t i, heed_arena *mem, heed_error *err)
{
    heed_policy_diff d;
    return heed_diff(b->opened[i], b->changed[i], heed_lit(""), &b->options, mem, &d, err);
}

static heed_status diff_of_strangers(const bench *b, size_t i, heed_arena *mem, heed_error *err)
{
    heed_policy_diff d;
    return heed_diff(b->opened[i], b->opened[(i + 1) % POLICIES], heed_lit(""), &b->options, mem, &d, err);
}

static heed_status compare(const bench *b, size_t i, heed_arena *mem, heed_error *err)
{
    heed_comparison c;
    (void)i;
    return heed_compare(b->opened, POLICIES, b->options.checklist, &b->options, mem, &c, err);
}

static heed_status cover(const bench *b, size_t i, heed_arena *mem, heed_error *err)
{
    heed_coverage c;
    return heed_cover(b->opened[i], &b->options, mem, &c, err);
}

static heed_status typical(const bench *b, size_t i, heed_arena *mem, heed_error *err)
{
    heed_typicals t;
    return heed_typical_answers(b->opened[i], b->changed[i], b->options.checklist, b->options.as_of, mem, &t, err);
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

/* The middle of some runs with one policy. */
static double middle(const bench *b, const char *name, measured *what, size_t policy, size_t runs)
{
    double took[RUNS];
    heed_error err = { 0 };
    for (size_t n = 0; n < runs; n++) {
        OWNED(heed_arena) mem = heed_arena_create();
        double start = now();
        if (!mem || what(b, policy, mem, &err) != HEED_OK)
            stop(name, &err);
        took[n] = now() - start;
    }
    qsort(took, runs, sizeof *took, by_size);
    return took[runs / 2];
}

static void measure(const bench *b, const char *name, measured *what, size_t runs, const char *end)
{
    double all[POLICIES];
    for (size_t i = 0; i < POLICIES; i++)
        all[i] = middle(b, name, what, i, runs);
    qsort(all, POLICIES, sizeof *all, by_size);
    printf("  \"%s\": { \"middle_ms\": %.2f, \"slowest_ms\": %.2f }%s\n", name, all[POLICIES / 2], all[POLICIES - 1], end);
}

int main(int argc, char **argv)
{
    OWNED(heed_arena) mem = heed_arena_create();
    bench b = { .mem = mem };
    if (argc < 2 || !mem)
        return 2;
    open_all(&b, library_new(NULL, mem), argv[1]);
    puts("{");
    measure(&b, "lint", lint, RUNS, ",");
    measure(&b, "diff", diff, RUNS, ",");
    measure(&b, "diff_of_strangers", diff_of_strangers, RUNS / 5, ",");
    measure(&b, "compare", compare, RUNS / 5, ",");
    measure(&b, "coverage", cover, RUNS / 4, ",");
    measure(&b, "typical", typical, RUNS, "");
    puts("}");
    return 0;
}
