/* tested.c - the clauses that the tests of a policy name must be there: a test of a clause nobody wrote says nothing. */
#include "compile.h"

/* "OUTCOME by 3.1 and 3.2" or "not by 3.1", up to the next comma; gives the word behind it. */
static const token *check_expectation(compiler *c, const token *at)
{
    bool ids = false;
    for (; at->kind != TOKEN_END && at->kind != TOKEN_COMMA; at++) {
        if (ids && at->kind == TOKEN_WORD && !token_is(*at, "and"))
            compile_rulings_of(c, *at);
        ids |= token_is(*at, "by");
    }
    return at->kind == TOKEN_COMMA ? at + 1 : at;
}

void compile_check_tests(compiler *c)
{
    for (size_t i = 0; i < c->doc->fence_count; i++) {
        const document_fence *f = &c->doc->fences[i];
        source_lines lines = f->tests ? lex_lines(c->mem, f->text, f->line) : (source_lines){ 0 };
        for (size_t k = 0; k < lines.len && c->r->errors < REPORT_MOST; k++) {
            const token *at = lex_words(c->r, lines.at[k]).at;
            while (at->kind != TOKEN_END && at->kind != TOKEN_ARROW)
                at++;
            at += at->kind == TOKEN_ARROW;
            while (at->kind != TOKEN_END)
                at = check_expectation(c, at);
        }
    }
}
