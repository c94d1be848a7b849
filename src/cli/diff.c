/* diff.c - `heed diff`: what a new version changes, and for whom. */
#include "app/review/review.h"
#include "base/arena.h"
#include "commands.h"

enum { INDENT = 4 };

static void put_clauses(cli_out *out, const heed_policy_diff *d)
{
    static const char *const what[] = { "new", "gone", "other words, same rules", "other rules" };
    if (d->clause_count)
        cli_put(out, heed_lit("Clauses\n"));
    for (size_t i = 0; i < d->clause_count; i++)
        fprintf(out->to, "  %-10.*s %s\n", heed_fmt(d->clauses[i].id), what[d->clauses[i].what]);
}

static void put_ids(cli_out *out, heed_texts ids)
{
    for (size_t i = 0; i < ids.len; i++)
        fprintf(out->to, "%s%.*s", i ? ", " : " (", heed_fmt(ids.at[i]));
    cli_put(out, ids.len ? heed_lit(")") : heed_lit(""));
}

static void put_change(cli_out *out, const heed_policy *policy, const heed_change *c)
{
    const heed_vocabulary *v = heed_policy_vocabulary(policy);
    int act = heed_act_find(v, c->act);
    heed_text meaning = act < 0 ? c->act : heed_act_get(v, (uint32_t)act)->meaning;
    fprintf(out->to, "  %s %.*s%s\n    was ", c->mood == HEED_MUST ? "Must one" : "May one", heed_fmt(meaning),
            c->omitted ? " - left undone?" : "?");
    cli_style(out, "1", heed_text_of(heed_outcome_shown(c->from, false)));
    put_ids(out, c->clauses_before);
    cli_put(out, heed_lit(", is now "));
    cli_style(out, "1", heed_text_of(heed_outcome_shown(c->to, false)));
    put_ids(out, c->clauses_after);
    fputs("\n    for ", out->to);
    cli_wrap(out, 8, INDENT, c->group);
    fputs("    Example: ", out->to);
    cli_wrap(out, 13, INDENT, c->example);
}

static void put_duties(cli_out *out, const char *title, const heed_duty_change *list, size_t count)
{
    if (count)
        fprintf(out->to, "%s\n", title);
    for (size_t i = 0; i < count; i++) {
        fprintf(out->to, "  %-10.*s ", heed_fmt(list[i].clause));
        cli_wrap(out, 13, 13, list[i].words);
    }
}

static void put_text(cli_out *out, const heed_policy *policy, const heed_policy_diff *d, heed_text role)
{
    put_clauses(out, d);
    if (d->change_count)
        cli_put(out, heed_lit("Answers that change\n"));
    for (size_t i = 0; i < d->change_count; i++)
        put_change(out, policy, &d->changes[i]);
    if (d->left_out)
        fprintf(out->to, "  %zu more kinds of change touch smaller groups; --json does not list them either.\n", d->left_out);
    put_duties(out, "Duties that are new", d->gained, d->gained_count);
    put_duties(out, "Duties that are gone", d->lost, d->lost_count);
    for (size_t i = 0; i < d->too_tangled.len; i++)
        fprintf(out->to, "Too tangled to compare: %.*s\n", heed_fmt(d->too_tangled.at[i]));
    heed_text same = review_same(d, role);
    if (same.len)
        cli_wrap(out, 0, 0, same);
}

int run_diff(const cli_args *args)
{
    library *lib = library_new(args->given[OPTION_POLICIES], args->mem);
    library_policy before, after;
    heed_analyse_options options;
    heed_policy_diff diff;
    heed_error err = { 0 };
    heed_date as_of;
    cli_out out;
    bool json;
    int code = cli_open_policy(lib, args->operands[0], &before);
    if (code == EXIT_FINE)
        code = cli_open_policy(lib, args->operands[1], &after);
    if (code != EXIT_FINE)
        return code;
    heed_text role = heed_text_of(args->given[OPTION_FOR] ? args->given[OPTION_FOR] : "");
    if (cli_wants_json(args, &json, &err) != HEED_OK || cli_as_of(args, &as_of, &err) != HEED_OK)
        return cli_complain(&err, EXIT_USAGE);
    if (review_options(lib, &after, as_of, args->mem, &options, &err) != HEED_OK)
        return cli_complain(&err, EXIT_PARSE);
    if (heed_diff(before.policy, after.policy, role, &options, args->mem, &diff, &err) != HEED_OK ||
        cli_out_open(args, &out, &err) != HEED_OK)
        return cli_complain(&err, EXIT_USAGE);
    if (json)
        cli_put_line(&out, review_json_diff(&diff, args->mem));
    else
        put_text(&out, after.policy, &diff, role);
    return cli_finish(&out, EXIT_FINE);
}
