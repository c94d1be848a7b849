/* review.c - what an analysis of a policy needs from the library. */
#include "review.h"
#include "base/arena.h"

/* A file that need not be there. */
static heed_status optional(library *lib, const library_policy *policy, heed_text name, library_file *file_out, heed_error *err)
{
    heed_status status = library_beside(lib, policy, name, file_out, err);
    if (status == HEED_NOT_FOUND)
        *file_out = (library_file){ .text = { "", 0 } };
    return status == HEED_NOT_FOUND ? HEED_OK : status;
}

/* The first thing wrong with a data file, with its place: there is no policy to show findings of it beside. */
static heed_status point_out(heed_status status, const heed_findings *findings, heed_error *err)
{
    if (status == HEED_INVALID && findings->len) {
        const heed_finding *f = &findings->at[0];
        return heed_fail(err, HEED_INVALID, "%.*s:%u: %.*s", heed_fmt(f->file), f->line, heed_fmt(f->message));
    }
    return status;
}

/* What became of laws and platforms, and words to look out for: as many of the files as there are. */
static heed_status read_registers(library *lib, const library_policy *policy, heed_arena *mem, const heed_laws **laws_out,
                                  heed_error *err)
{
    static const char *const kinds[] = { "laws", "platforms", "wording" };
    enum { KINDS = sizeof kinds / sizeof *kinds };
    heed_text name = heed_vocabulary_name(policy->vocabulary);
    heed_texts texts = { ARENA_NEW(mem, heed_text, KINDS), 0 }, places = { ARENA_NEW(mem, heed_text, KINDS), 0 };
    heed_findings findings = { 0 };
    for (size_t i = 0; i < KINDS; i++) {
        library_file file;
        TRY(optional(lib, policy, heed_text_printf(mem, "%.*s.%s", heed_fmt(name), kinds[i]), &file, err));
        if (!file.text.len)
            continue;
        texts.at[texts.len++] = file.text;
        places.at[places.len++] = file.place;
    }
    return texts.len ? point_out(heed_laws_read(&texts, &places, mem, laws_out, &findings, err), &findings, err) : HEED_OK;
}

heed_status review_options(library *lib, const library_policy *policy, heed_date as_of, heed_arena *mem,
                           heed_analyse_options *options_out, heed_error *err)
{
    library_file file;
    heed_findings findings = { 0 };
    heed_text name = heed_vocabulary_name(policy->vocabulary);
    *options_out = (heed_analyse_options){ .as_of = as_of };
    TRY(optional(lib, policy, heed_text_printf(mem, "%.*s.checklist", heed_fmt(name)), &file, err));
    if (file.text.len)
        TRY(point_out(
            heed_checklist_read(file.text, file.place, policy->vocabulary, mem, &options_out->checklist, &findings, err),
            &findings, err));
    return read_registers(lib, policy, mem, &options_out->laws, err);
}

heed_text review_same(const heed_policy_diff *diff, heed_text role)
{
    bool rules = false;
    if (diff->change_count || diff->gained_count || diff->lost_count || diff->too_tangled.len)
        return heed_lit("");
    for (size_t i = 0; i < diff->clause_count; i++)
        rules |= diff->clauses[i].what != HEED_CLAUSE_REWORDED;
    if (!rules)
        return heed_lit("The rules are the same: nobody may do more or less than before.");
    if (role.len)
        return heed_lit(
            "Rules have changed, and nothing changes for the people you chose: they may do no more and no less than before.");
    return heed_lit("Rules have changed, and every answer stays as it was: nobody may do more or less than before.");
}
