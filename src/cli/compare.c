/* compare.c - `heed compare`: policies side by side, decision by decision. */
#include "app/review/review.h"
#include "app/say.h"
#include "base/arena.h"
#include "commands.h"

enum { NAME = 16, ANSWER = 26 };

static void put_row(cli_out *out, const heed_policy **policies, size_t count, const heed_compare_row *row)
{
    cli_put(out, heed_lit("\n"));
    cli_style(out, "1", row->question);
    cli_put(out, heed_lit("\n"));
    for (size_t i = 0; i < count; i++) {
        const heed_texts *ids = &row->answers[i].clauses;
        fprintf(out->to, "  %-*.*s %-*s", NAME, heed_fmt(heed_policy_about(policies[i])->name), ANSWER,
                heed_outcome_shown(row->answers[i].outcome, row->answers[i].baseline));
        for (size_t k = 0; k < ids->len; k++)
            fprintf(out->to, "%s%.*s", k ? ", " : " ", heed_fmt(ids->at[k]));
        cli_put(out, heed_lit("\n"));
    }
    fputs("  ", out->to);
    cli_wrap(out, 2, 2, row->summary);
}

/* Acts on which two or more of the policies give the same answer in every situation. */
static void put_equal(cli_out *out, const heed_vocabulary *v, const heed_comparison *c, heed_arena *mem)
{
    cli_put(out, heed_lit("\nThe same rules in every situation\n"));
    for (size_t i = 0; i < c->act_count; i++)
        for (size_t g = 0; g < c->acts[i].group_count; g++) {
            const heed_texts *group = &c->acts[i].groups[g];
            if (group->len < 2)
                continue;
            heed_text act = say_capital(say_act(v, c->acts[i].act, mem), mem), names = say_join(*group, ", ", mem);
            fputs("  ", out->to);
            cli_wrap(out, 2, 6, heed_text_printf(mem, "%.*s: %.*s", heed_fmt(act), heed_fmt(names)));
        }
}

/* A policy that cannot be read is reported, and the others are compared. */
static int open_all(library *lib, heed_texts paths, const heed_policy **policies, size_t *count, library_policy *first)
{
    int worst = EXIT_FINE;
    for (size_t i = 0; i < paths.len; i++) {
        library_policy policy;
        int code = cli_open_policy(lib, paths.at[i].at, &policy);
        worst = code > worst ? code : worst;
        if (code != EXIT_FINE)
            continue;
        if (!*count)
            *first = policy;
        policies[(*count)++] = policy.policy;
    }
    return worst;
}

int run_compare(const cli_args *args)
{
    library *lib = library_new(args->given[OPTION_POLICIES], args->mem);
    library_policy first = { 0 };
    heed_analyse_options options;
    heed_comparison comparison;
    heed_error err = { 0 };
    heed_texts paths;
    heed_date as_of;
    cli_out out;
    bool json;
    if (cli_paths(args, lib, &paths, &err) != HEED_OK || cli_wants_json(args, &json, &err) != HEED_OK ||
        cli_as_of(args, &as_of, &err) != HEED_OK)
        return cli_complain(&err, EXIT_USAGE);
    if (paths.len < 2) {
        fputs("heed compare: name two policies or more.\n", stderr);
        return EXIT_USAGE;
    }
    const heed_policy **policies = ARENA_NEW(args->mem, const heed_policy *, paths.len);
    size_t count = 0;
    int code = open_all(lib, paths, policies, &count, &first);
    if (count < 2) {
        fputs("heed compare: fewer than two policies are left to compare.\n", stderr);
        return code;
    }
    if (review_options(lib, &first, as_of, args->mem, &options, &err) != HEED_OK ||
        heed_compare(policies, count, options.checklist, &options, args->mem, &comparison, &err) != HEED_OK)
        return cli_complain(&err, EXIT_USAGE);
    if (cli_out_open(args, &out, &err) != HEED_OK)
        return cli_complain(&err, EXIT_USAGE);
    if (json)
        cli_put_line(&out, review_json_comparison(policies, count, &comparison, args->mem));
    for (size_t i = 0; !json && i < comparison.row_count; i++)
        put_row(&out, policies, count, &comparison.rows[i]);
    if (!json)
        put_equal(&out, heed_policy_vocabulary(policies[0]), &comparison, args->mem);
    return cli_finish(&out, code);
}
