/* compare.c - `heed compare`: policies side by side, decision by decision. */
#include "app/review/review.h"
#include "app/say.h"
#include "base/arena.h"
#include "commands.h"

enum { NAME = 16, NAME_MOST = 40, ANSWER = 26 };

/* The policies that could be read. */
typedef struct {
    const heed_policy **policies;
    heed_text *files;
    size_t count;
    library_policy first;
} beside;

static int name_width(const beside *b)
{
    size_t width = NAME;
    for (size_t i = 0; i < b->count; i++) {
        size_t len = review_label(b->policies, b->files, b->count, i).len;
        width = len > width ? len : width;
    }
    return (int)(width > NAME_MOST ? NAME_MOST : width);
}

static void put_row(cli_out *out, const beside *b, const heed_compare_row *row)
{
    int width = name_width(b);
    cli_put(out, heed_lit("\n"));
    cli_style(out, "1", row->question);
    cli_put(out, heed_lit("\n"));
    for (size_t i = 0; i < b->count; i++) {
        const heed_texts *ids = &row->answers[i].clauses;
        fprintf(out->to, "  %-*.*s %-*s", width, heed_fmt(review_label(b->policies, b->files, b->count, i)), ANSWER,
                heed_outcome_shown(row->answers[i].outcome, row->answers[i].baseline));
        for (size_t k = 0; k < ids->len; k++)
            fprintf(out->to, "%s%.*s", k ? ", " : " ", heed_fmt(ids->at[k]));
        cli_put(out, heed_lit("\n"));
    }
    fputs("  ", out->to);
    cli_wrap(out, 2, 2, row->summary);
}

/* Acts on which two or more of the policies give the same answer in every situation. */
static void put_equal(cli_out *out, const beside *b, const heed_comparison *c, heed_arena *mem)
{
    const heed_vocabulary *v = heed_policy_vocabulary(b->policies[0]);
    cli_put(out, heed_lit("\nThe same rules in every situation\n"));
    for (size_t i = 0; i < c->act_count; i++)
        for (size_t g = 0; g < c->acts[i].group_count; g++) {
            heed_texts group = review_group(b->policies, b->files, b->count, &c->acts[i], g, mem);
            if (group.len < 2)
                continue;
            heed_text act = say_capital(say_act(v, c->acts[i].act, mem), mem), names = say_join(group, ", ", mem);
            fputs("  ", out->to);
            cli_wrap(out, 2, 6, heed_text_printf(mem, "%.*s: %.*s", heed_fmt(act), heed_fmt(names)));
        }
}

/* A policy that cannot be read is reported, and the others are compared. */
static int open_all(library *lib, heed_texts paths, beside *b)
{
    int worst = EXIT_FINE;
    for (size_t i = 0; i < paths.len; i++) {
        library_policy policy;
        int code = cli_open_policy(lib, paths.at[i].at, &policy);
        worst = code > worst ? code : worst;
        if (code != EXIT_FINE)
            continue;
        if (!b->count)
            b->first = policy;
        b->files[b->count] = paths.at[i];
        b->policies[b->count++] = policy.policy;
    }
    return worst;
}

int run_compare(const cli_args *args)
{
    library *lib = library_new(args->given[OPTION_POLICIES], args->mem);
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
    beside b = { .policies = ARENA_NEW(args->mem, const heed_policy *, paths.len),
                 .files = ARENA_NEW(args->mem, heed_text, paths.len) };
    int code = open_all(lib, paths, &b);
    if (b.count < 2) {
        fputs("heed compare: fewer than two policies are left to compare.\n", stderr);
        return code;
    }
    if (review_options(lib, &b.first, as_of, args->mem, &options, &err) != HEED_OK ||
        heed_compare(b.policies, b.count, options.checklist, &options, args->mem, &comparison, &err) != HEED_OK)
        return cli_complain(&err, EXIT_USAGE);
    if (cli_out_open(args, &out, &err) != HEED_OK)
        return cli_complain(&err, EXIT_USAGE);
    if (json)
        cli_put_line(&out, review_json_comparison(b.policies, b.files, b.count, &comparison, args->mem));
    for (size_t i = 0; !json && i < comparison.row_count; i++)
        put_row(&out, &b, &comparison.rows[i]);
    if (!json)
        put_equal(&out, &b, &comparison, args->mem);
    return cli_finish(&out, code);
}
