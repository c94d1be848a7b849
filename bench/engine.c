/* engine.c - how long Heed takes, from told facts to an answer.
 *
 *   engine POLICIES_DIR SITUATIONS.tsv [MOST_SCHOOLS]      prints one JSON object
 *
 * Each situation of the table is timed by itself, as the mean of many calls, so that the clock's own cost does not
 * count; p50 and p99 are over the situations. */
#include "app/ask/ask.h"
#include "app/ask/brief.h"
#include "app/ask/library.h"
#include "base/arena.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

enum { POLICIES = 5, CALLS = 200, SITUATIONS_MAX = 2000 };
static const char *const names[POLICIES] = { "bledington", "dereham", "ewloe-green", "st-thomas", "stivichall" };
static const char *const schools[POLICIES] = { "Bledington", "Dereham", "Ewloe", "St Thomas", "Stivichall" };

typedef struct {
    int policy;
    heed_text sentence, mood;
    heed_texts facts;
    heed_situation *told;
} row;

typedef struct {
    heed_arena *mem;
    library *lib;
    library_policy policies[POLICIES];
    const heed_reader *reader;
    row rows[SITUATIONS_MAX];
    size_t count;
    json_out out;
} bench;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static void stop(const char *what, const heed_error *err)
{
    fprintf(stderr, "engine: %s: %s\n", what, err ? err->message : "");
    exit(1);
}

/* ---- the table */

static heed_text cell(heed_text line, int column)
{
    for (; column; column--) {
        const char *tab = memchr(line.at, '\t', line.len);
        size_t skip = tab ? (size_t)(tab - line.at) + 1 : line.len;
        line = (heed_text){ line.at + skip, line.len - skip };
    }
    const char *tab = memchr(line.at, '\t', line.len);
    return (heed_text){ line.at, tab ? (size_t)(tab - line.at) : line.len };
}

static void add_facts(bench *b, row *r, heed_text words, size_t *cap)
{
    while ((words = heed_text_trim(words)).len) {
        const char *end = memchr(words.at, ' ', words.len);
        heed_text token = { words.at, end ? (size_t)(end - words.at) : words.len };
        if (!heed_text_is(token, "-"))
            *ARENA_PUSH(b->mem, r->facts.at, r->facts.len, *cap) = token;
        words = (heed_text){ words.at + token.len, words.len - token.len };
    }
}

static void add_row(bench *b, heed_text line)
{
    row *r = &b->rows[b->count];
    size_t cap = 0;
    *r = (row){ .policy = -1, .sentence = cell(line, 2), .mood = cell(line, 14) };
    for (int i = 0; i < POLICIES; i++)
        if (heed_text_starts(cell(line, 1), schools[i]))
            r->policy = i;
    add_facts(b, r, cell(line, 15), &cap);
    add_facts(b, r, cell(line, 16), &cap);
    *ARENA_PUSH(b->mem, r->facts.at, r->facts.len, cap) = heed_text_printf(b->mem, "mood=%.*s", heed_fmt(r->mood));
    if (r->policy >= 0)
        b->count++;
}

static void tell(bench *b, row *r, heed_situation *s)
{
    heed_error err = { 0 };
    (void)b;
    for (size_t i = 0; i < r->facts.len; i++)
        if (heed_situation_tell(s, r->facts.at[i], &err) != HEED_OK)
            stop(r->sentence.at, &err);
    if (heed_situation_settle(s, &err) != HEED_OK)
        stop(r->sentence.at, &err);
}

static void load(bench *b, const char *folder, const char *table)
{
    heed_error err = { 0 };
    heed_text text;
    b->lib = library_new(folder, b->mem);
    for (int i = 0; i < POLICIES; i++)
        if (library_open(b->lib, names[i], &b->policies[i], &err) != HEED_OK)
            stop(names[i], &err);
    if (library_reader(b->lib, &b->policies[0], &b->reader, &err) != HEED_OK ||
        library_read_file(table, HEED_SOURCE_MAX, b->mem, &text, &err) != HEED_OK)
        stop(table, &err);
    for (bool head = true; text.len && b->count < SITUATIONS_MAX; head = false) {
        const char *end = memchr(text.at, '\n', text.len);
        heed_text line = { text.at, end ? (size_t)(end - text.at) : text.len };
        if (!head)
            add_row(b, line);
        text = end ? (heed_text){ end + 1, text.len - line.len - 1 } : (heed_text){ 0 };
    }
    for (size_t i = 0; i < b->count; i++) {
        b->rows[i].told = heed_situation_new(b->policies[b->rows[i].policy].vocabulary, b->mem);
        tell(b, &b->rows[i], b->rows[i].told);
    }
}

/* ---- what is timed: one situation, once */

typedef void (*timed)(bench *b, row *r, heed_situation *scratch, heed_arena *mem);

static void decide(bench *b, row *r, heed_situation *scratch, heed_arena *mem)
{
    heed_verdict v;
    (void)scratch, (void)mem;
    if (heed_decide(b->policies[r->policy].policy, r->told, 20260901, &v, NULL) != HEED_OK)
        stop("decide", NULL);
}

static void decide_json(bench *b, row *r, heed_situation *scratch, heed_arena *mem)
{
    heed_verdict v;
    (void)scratch, (void)mem;
    if (heed_decide(b->policies[r->policy].policy, r->told, 20260901, &v, NULL) != HEED_OK)
        stop("decide", NULL);
    b->out.len = 0;
    ask_brief(b->policies[r->policy].policy, &v, &b->out);
}

static void from_tokens(bench *b, row *r, heed_situation *scratch, heed_arena *mem)
{
    heed_verdict v;
    (void)mem;
    heed_situation_clear(scratch);
    tell(b, r, scratch);
    if (heed_decide(b->policies[r->policy].policy, scratch, 20260901, &v, NULL) != HEED_OK)
        stop("decide", NULL);
}

static void explained(bench *b, row *r, heed_situation *scratch, heed_arena *mem)
{
    ask_request request = { .facts = r->facts, .as_of = 20260901 };
    ask_result result;
    heed_error err = { 0 };
    (void)scratch;
    if (ask_answer(b->policies[r->policy].policy, b->reader, &request, mem, &result, &err) != HEED_OK)
        stop(r->sentence.at, &err);
    ask_json(&result, mem);
}

static void from_words(bench *b, row *r, heed_situation *scratch, heed_arena *mem)
{
    ask_request request = { .question = r->sentence, .as_of = 20260901 };
    ask_result result;
    heed_error err = { 0 };
    (void)scratch;
    if (ask_answer(b->policies[r->policy].policy, b->reader, &request, mem, &result, &err) != HEED_OK)
        stop(r->sentence.at, &err);
    ask_json(&result, mem);
}

static int by_time(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void measure(bench *b, const char *name, timed f, int calls, bool last)
{
    double *times = calloc(b->count, sizeof *times);
    heed_situation *scratch = heed_situation_new(b->policies[0].vocabulary, b->mem);
    if (!times)
        stop("memory", NULL);
    for (int round = 0; round < 2; round++) /* the first round only warms up */
        for (size_t i = 0; i < b->count; i++) {
            double from = now();
            for (int k = 0; k < calls; k++) {
                OWNED(heed_arena) mem = f == explained || f == from_words ? heed_arena_create() : NULL;
                f(b, &b->rows[i], scratch, mem);
            }
            times[i] = (now() - from) / calls;
        }
    qsort(times, b->count, sizeof *times, by_time);
    printf("  \"%s\": {\"p50_ns\": %.0f, \"p99_ns\": %.0f}%s\n", name, times[b->count / 2], times[b->count * 99 / 100],
           last ? "" : ",");
    free(times);
}

/* ---- many schools in one mapped file */

static size_t resident_kb(void)
{
    long size = 0, resident = 0;
    FILE *f = fopen("/proc/self/statm", "r");
    if (f && fscanf(f, "%ld %ld", &size, &resident) != 2)
        resident = 0;
    if (f)
        fclose(f);
    return (size_t)resident * (size_t)(sysconf(_SC_PAGESIZE) / 1024);
}

static FILE *blob_file(bench *b, size_t count, size_t at[])
{
    FILE *f = tmpfile();
    heed_text blobs[POLICIES];
    heed_findings findings;
    heed_error err = { 0 };
    for (int i = 0; i < POLICIES; i++)
        if (library_compile(b->lib, names[i], &blobs[i], &findings, &err) != HEED_OK)
            stop(names[i], &err);
    if (!f)
        stop("no temporary file", NULL);
    for (size_t i = 0, end = 0; i < count; i++) {
        heed_text blob = blobs[i % POLICIES];
        char pad[8] = { 0 };
        at[i] = end;
        end += (blob.len + 7) / 8 * 8;
        if (fwrite(blob.at, 1, blob.len, f) != blob.len || fwrite(pad, 1, end - at[i] - blob.len, f) != end - at[i] - blob.len)
            stop("temporary file", NULL);
    }
    at[count] = (size_t)ftell(f);
    fflush(f);
    fdatasync(fileno(f)); /* or the kernel writes while we measure */
    return f;
}

/* Each school has bytes of its own, so that memory and caches are used as they would be. */
static void many(bench *b, size_t count, bool last)
{
    size_t *at = calloc(count + 1, sizeof *at);
    const heed_policy **opened = calloc(count, sizeof *opened);
    double *times = calloc(20000, sizeof *times);
    if (!at || !opened || !times)
        stop("memory", NULL);
    FILE *f = blob_file(b, count, at);
    OWNED(heed_arena) mem = heed_arena_create();
    size_t before = resident_kb();
    double from = now();
    char *map = mmap(NULL, at[count], PROT_READ, MAP_PRIVATE, fileno(f), 0);
    if (map == MAP_FAILED)
        stop("cannot map", NULL);
    for (size_t i = 0; i < count; i++) {
        heed_error err = { 0 };
        if (heed_policy_open((heed_text){ map + at[i], at[i + 1] - at[i] }, b->policies[0].vocabulary, mem, &opened[i], &err) !=
            HEED_OK)
            stop("open", &err);
    }
    double took = now() - from;
    size_t private_kb = resident_kb() - before;
    uint64_t seed = 88172645463325252u;
    size_t measured = 0;
    for (; measured < 20000; measured++) { /* a question for one school after another, none of them in the caches */
        seed ^= seed << 13, seed ^= seed >> 7, seed ^= seed << 17;
        row *r = &b->rows[seed % b->count];
        size_t school = (seed >> 20) % count / POLICIES * POLICIES + (size_t)r->policy;
        heed_verdict v;
        double start = now();
        heed_decide(opened[school < count ? school : 0], r->told, 20260901, &v, NULL);
        times[measured] = now() - start;
    }
    qsort(times, measured, sizeof *times, by_time);
    printf("    {\"schools\": %zu, \"open_ms\": %.1f, \"mapped_mb\": %.0f, \"resident_mb\": %.0f, \"p50_ns\": %.0f, "
           "\"p99_ns\": %.0f}%s\n",
           count, took / 1e6, (double)at[count] / 1e6, (double)private_kb / 1e3, times[measured / 2],
           times[measured * 99 / 100], last ? "" : ",");
    munmap(map, at[count]);
    fclose(f);
    free(at);
    free(opened);
    free(times);
}

int main(int argc, char **argv)
{
    static bench b;
    if (argc < 3) {
        fputs("engine: say POLICIES_DIR SITUATIONS.tsv [MOST_SCHOOLS]\n", stderr);
        return 2;
    }
    size_t most = argc > 3 ? strtoul(argv[3], NULL, 10) : 24000;
    b.mem = heed_arena_create();
    b.out = json_begin(b.mem, 65536);
    load(&b, argv[1], argv[2]);
    printf("{\n  \"situations\": %zu,\n", b.count);
    measure(&b, "decide", decide, CALLS, false);
    measure(&b, "decide_json", decide_json, CALLS, false);
    measure(&b, "from_tokens", from_tokens, CALLS, false);
    measure(&b, "explained_json", explained, 5, false);
    measure(&b, "words_json", from_words, 3, false);
    printf("  \"many\": [\n");
    static const size_t sizes[] = { POLICIES, 1000, 24000 };
    for (size_t i = 0; i < 3; i++)
        if (sizes[i] <= most)
            many(&b, sizes[i], i == 2 || sizes[i + 1] > most);
    printf("  ]\n}\n");
    heed_arena_destroy(b.mem);
    return 0;
}
