/* written.c - the statements of a policy as they were written. */
#include "written.h"

const statements *written_read(const heed_policy *policy, heed_arena *mem)
{
    statements *s = ARENA_NEW(mem, statements, 1);
    report *quiet = ARENA_NEW(mem, report, 1);
    document doc = { 0 };
    *quiet = (report){ .mem = mem };
    *s = (statements){ .r = quiet, .mem = mem };
    document_read(quiet, heed_policy_source(policy), &doc);
    for (size_t i = 0; i < doc.fence_count; i++) {
        const document_fence *f = &doc.fences[i];
        source_lines lines = f->tests ? (source_lines){ 0 } : lex_lines(mem, f->text, f->line);
        for (size_t k = 0; k < lines.len; k++)
            statement_read(s, lines.at[k], f->block);
    }
    return s;
}
