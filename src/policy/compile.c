/* compile.c - from the text of a policy to its blob, with all errors of the text in one run. */
#include "compile.h"
#include <string.h>

static void read_statements(compiler *c)
{
    size_t count = 0;
    for (size_t i = 0; i < c->doc->fence_count; i++) {
        const document_fence *f = &c->doc->fences[i];
        source_lines lines = f->tests ? (source_lines){ 0 } : lex_lines(c->mem, f->text, f->line);
        for (size_t k = 0; k < lines.len && c->r->errors < REPORT_MOST; k++) {
            if (count++ == MOST_STATEMENTS) {
                report_error(c->r, lines.at[k].line, 1, "This policy has more than %d statements. Part it into two policies.",
                             MOST_STATEMENTS);
                return;
            }
            statement_read(c->s, lines.at[k], f->block);
        }
    }
}

static void check_size(compiler *c)
{
    size_t conjuncts = 0;
    for (size_t i = 0; i < c->rule_count; i++)
        conjuncts += c->rules[i].subject.n + c->rules[i].when.n;
    if (conjuncts > MOST_CONDITIONS)
        report_error(c->r, 1, 1,
                     "The conditions of this policy are too many to be checked quickly. Part it into two policies.");
}

static void check_headers(compiler *c)
{
    statements *s = c->s;
    if (!s->name.len && c->doc->fence_count)
        report_error(c->r, 1, 1, "The policy has no name. Write in the first heed fence: policy NAME version 1");
    if (!s->vocabulary.len && s->name.len)
        report_error(c->r, s->name_line, 1, "The policy names no vocabulary. Write: vocabulary %.*s",
                     heed_fmt(heed_vocabulary_name(c->v)));
    if (s->vocabulary.len && !heed_text_eq(s->vocabulary, heed_vocabulary_name(c->v)))
        report_error(c->r, s->vocabulary_line, 1,
                     "The policy is written for the vocabulary \"%.*s\", and \"%.*s\" was given. Give the right one.",
                     heed_fmt(s->vocabulary), heed_fmt(heed_vocabulary_name(c->v)));
}

static void check_groups(compiler *c)
{
    for (size_t i = 0; i < c->s->group_count; i++) {
        condition unused = { 0 };
        condition_of_group(&c->l, &c->s->groups[i], &unused);
    }
}

heed_status heed_policy_compile(heed_text source, heed_text file, const heed_vocabulary *v, const heed_texts *packs,
                                heed_arena *mem, heed_text *blob_out, heed_findings *findings_out, heed_error *err)
{
    ARENA_GUARD(mem, err);
    report r = { .mem = mem, .file = heed_text_copy(mem, file) };
    if (!report_readable(&r, source, "policy"))
        return report_end(&r, "The policy", findings_out, err);
    document doc = { 0 };
    statements s = { .r = &r, .mem = mem };
    compiler c = {
        .l = { mem, &r, v, &s }, .mem = mem, .r = &r, .v = v, .source = heed_text_copy(mem, source), .doc = &doc, .s = &s
    };
    document_read(&r, c.source, &doc);
    read_statements(&c);
    check_headers(&c);
    compile_clauses(&c);
    check_groups(&c);
    compile_rules(&c);
    check_size(&c);
    compile_edges(&c);
    compile_packs(&c, packs);
    compile_check_tests(&c);
    compile_check_confirmed(&c);
    heed_text blob = r.errors ? (heed_text){ 0 } : compile_write(&c);
    TRY(report_end(&r, "The policy", findings_out, err));
    *blob_out = blob;
    return HEED_OK;
}
