/* coverage.c - `heed coverage` and `heed typical`: what a policy says to whom, and the answers a school most needs. */
#include "app/review/review.h"
#include "app/say.h"
#include "base/arena.h"
#include "commands.h"

/* ORDER: outcome. One letter a cell; a grid on a terminal is for looking at, --json is for reading. */
static const char letters[] = "NIACGY.";

enum { LETTERS = 9 };

static void put_letters(cli_out *out, unsigned outcomes)
{
    char shown[HEED_UNCLEAR + 1];
    size_t n = 0;
    for (unsigned o = 0; o < HEED_UNCLEAR; o++)
        if (outcomes & 1u << o)
            shown[n++] = letters[o];
    shown[n] = 0;
    fprintf(out->to, "  %-*s", LETTERS - 2, shown);
}

static bool same_cell(const heed_coverage_cell *a, const heed_coverage_cell *b)
{
    bool same = a->outcomes == b->outcomes && a->clauses.len == b->clauses.len;
    for (size_t i = 0; same && i < a->clauses.len; i++)
        same = heed_text_eq(a->clauses.at[i], b->clauses.at[i]);
    return same;
}

/* Roles that get the same answers by the same clauses share a line. */
static heed_text alike(const heed_coverage *c, size_t act, size_t role, bool *told, heed_arena *mem)
{
    heed_texts names = { ARENA_NEW(mem, heed_text, c->roles.len), 0 };
    const heed_coverage_cell *cell = &c->cells[role * c->acts.len + act];
    for (size_t r = role; r < c->roles.len; r++)
        if (!told[r] && same_cell(cell, &c->cells[r * c->acts.len + act])) {
            told[r] = true;
            names.at[names.len++] = say_name(c->roles.at[r], mem);
        }
    return say_join(names, ", ", mem);
}

static void put_grid(cli_out *out, const heed_vocabulary *v, const heed_coverage *c, heed_arena *mem)
{
    cli_put(out, heed_lit("N no, I yes if, A take care, C you must, G a good idea, Y yes, . the policy does not say\n"));
    for (size_t a = 0; a < c->acts.len; a++) {
        bool *told = ARENA_NEW(mem, bool, c->roles.len + 1);
        cli_put(out, heed_lit("\n"));
        cli_style(out, "1", say_capital(say_act(v, c->acts.at[a], mem), mem));
        cli_put(out, heed_lit("\n"));
        for (size_t r = 0; r < c->roles.len; r++) {
            const heed_coverage_cell *cell = &c->cells[r * c->acts.len + a];
            if (told[r] || cell->outcomes == 1u << HEED_NOT_ADDRESSED || !cell->outcomes)
                continue;
            heed_text who = alike(c, a, r, told, mem), ids = say_join(cell->clauses, ", ", mem);
            put_letters(out, cell->outcomes);
            cli_wrap(out, LETTERS, LETTERS, heed_text_printf(mem, "%.*s: %.*s", heed_fmt(who), heed_fmt(ids)));
        }
    }
}

static void put_tests(cli_out *out, const heed_coverage *c)
{
    fprintf(out->to, "\nThe tests in the file try %zu of %zu rules, %zu of %zu exceptions and %zu of %zu borders.\n",
            c->rules_met, c->rules, c->exceptions_met, c->exceptions, c->borders_met, c->borders);
    if (c->unmet.len)
        cli_put(out, heed_lit("`heed test --generate FILE` writes tests for the rest, wherever one line can try it.\n"));
}

int run_coverage(const cli_args *args)
{
    library *lib = library_new(args->given[OPTION_POLICIES], args->mem);
    library_policy policy;
    heed_analyse_options options;
    heed_coverage coverage;
    heed_error err = { 0 };
    heed_date as_of;
    cli_out out;
    bool json;
    int code = cli_open_policy(lib, args->operands[0], &policy);
    if (code != EXIT_FINE)
        return code;
    if (cli_wants_json(args, &json, &err) != HEED_OK || cli_as_of(args, &as_of, &err) != HEED_OK)
        return cli_complain(&err, EXIT_USAGE);
    if (review_options(lib, &policy, as_of, args->mem, &options, &err) != HEED_OK ||
        heed_cover(policy.policy, &options, args->mem, &coverage, &err) != HEED_OK)
        return cli_complain(&err, EXIT_PARSE);
    if (cli_out_open(args, &out, &err) != HEED_OK)
        return cli_complain(&err, EXIT_USAGE);
    if (json) {
        cli_put_line(&out, review_json_coverage(policy.policy, &coverage, args->mem));
        return cli_finish(&out, EXIT_FINE);
    }
    put_grid(&out, heed_policy_vocabulary(policy.policy), &coverage, args->mem);
    put_tests(&out, &coverage);
    return cli_finish(&out, EXIT_FINE);
}

static void put_typical(cli_out *out, const heed_typical *t)
{
    cli_put(out, heed_lit("\n"));
    cli_style(out, "1", t->question);
    fprintf(out->to, "\n  %s", heed_outcome_shown(t->answer.outcome, t->answer.baseline));
    for (size_t i = 0; i < t->answer.clauses.len; i++)
        fprintf(out->to, "%s%.*s", i ? ", " : " - ", heed_fmt(t->answer.clauses.at[i]));
    if (t->changed)
        fprintf(out->to, " (changed: was %s)", heed_outcome_shown(t->was, false));
    cli_put(out, heed_lit("\n"));
}

int run_typical(const cli_args *args)
{
    library *lib = library_new(args->given[OPTION_POLICIES], args->mem);
    library_policy policy, before = { 0 };
    heed_analyse_options options;
    heed_typicals typicals;
    heed_error err = { 0 };
    heed_date as_of;
    cli_out out;
    bool json;
    int code = cli_open_policy(lib, args->operands[0], &policy);
    if (code == EXIT_FINE && args->operand_count > 1)
        code = cli_open_policy(lib, args->operands[1], &before);
    if (code != EXIT_FINE)
        return code;
    if (cli_wants_json(args, &json, &err) != HEED_OK || cli_as_of(args, &as_of, &err) != HEED_OK)
        return cli_complain(&err, EXIT_USAGE);
    if (before.policy && before.vocabulary != policy.vocabulary) {
        fputs("heed typical: the two texts use different vocabularies. Compare texts of one vocabulary.\n", stderr);
        return EXIT_USAGE;
    }
    if (review_options(lib, &policy, as_of, args->mem, &options, &err) != HEED_OK ||
        heed_typical_answers(policy.policy, before.policy, options.checklist, as_of, args->mem, &typicals, &err) != HEED_OK)
        return cli_complain(&err, EXIT_PARSE);
    if (!options.checklist) {
        heed_text name = heed_vocabulary_name(policy.vocabulary);
        fprintf(stderr, "heed typical: there is no checklist. Put %.*s.checklist beside the policy.\n", heed_fmt(name));
        return EXIT_ABSENT;
    }
    if (cli_out_open(args, &out, &err) != HEED_OK)
        return cli_complain(&err, EXIT_USAGE);
    if (json)
        cli_put_line(&out, review_json_typical(policy.policy, &typicals, before.policy, args->mem));
    for (size_t i = 0; !json && i < typicals.len; i++)
        put_typical(&out, &typicals.at[i]);
    return cli_finish(&out, EXIT_FINE);
}
