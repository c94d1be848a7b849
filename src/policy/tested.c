/* tested.c - the clauses that the tests of a policy name must be there: a test of a clause nobody wrote says nothing. */
#include "compile.h"
#include <stdlib.h>

typedef struct {
    compiler *c;
    heed_text *ids; /* of all clauses and statements, in order: a text may hold many more tests than rules */
    size_t n;
    size_t missed; /* those too are looked for one by one, and told */
} known_ids;

static int by_text(const void *a, const void *b)
{
    return heed_text_cmp(*(const heed_text *)a, *(const heed_text *)b);
}

static known_ids ids_of(compiler *c)
{
    known_ids k = { .c = c, .ids = ARENA_NEW(c->mem, heed_text, 3 * c->s->ruling_count + 1) };
    for (size_t i = 0; i < c->s->ruling_count; i++) {
        const ruling *r = &c->s->rulings[i];
        k.ids[k.n++] = r->id;
        k.ids[k.n++] = r->full_id;
        if (r->number == 1) /* 3.1 is 3.1/1 too */
            k.ids[k.n++] = heed_text_printf(c->mem, "%.*s/1", heed_fmt(r->id));
    }
    qsort(k.ids, k.n, sizeof *k.ids, by_text);
    return k;
}

static void check_id(known_ids *k, token id)
{
    if (!bsearch(&id.text, k->ids, k->n, sizeof *k->ids, by_text) && k->missed++ < REPORT_MOST)
        compile_rulings_of(k->c, id); /* says so, with the nearest one */
}

/* "OUTCOME by 3.1 and 3.2" or "not by 3.1", up to the next comma; gives the word behind it. */
static const token *check_expectation(known_ids *k, const token *at)
{
    bool ids = false;
    for (; at->kind != TOKEN_END && at->kind != TOKEN_COMMA; at++) {
        if (ids && at->kind == TOKEN_WORD && !token_is(*at, "and"))
            check_id(k, *at);
        ids |= token_is(*at, "by");
    }
    return at->kind == TOKEN_COMMA ? at + 1 : at;
}

void compile_check_tests(compiler *c)
{
    known_ids ids = ids_of(c);
    for (size_t i = 0; i < c->doc->fence_count; i++) {
        const document_fence *f = &c->doc->fences[i];
        source_lines lines = f->tests ? lex_lines(c->mem, f->text, f->line) : (source_lines){ 0 };
        for (size_t k = 0; k < lines.len && c->r->errors < REPORT_MOST; k++) {
            const token *at = lex_words(c->r, lines.at[k]).at;
            while (at->kind != TOKEN_END && at->kind != TOKEN_ARROW)
                at++;
            at += at->kind == TOKEN_ARROW;
            while (at->kind != TOKEN_END)
                at = check_expectation(&ids, at);
        }
    }
}
