/* lint.c - `heed lint`: what is wrong with a policy, as compilers tell it, with a situation to picture. */
#include "app/review/review.h"
#include "base/arena.h"
#include "commands.h"
#include <string.h>

typedef struct {
    const cli_args *args;
    library *lib;
    cli_out out;
    heed_date as_of;
    bool json;
    int fail_on; /* a finding of this rank or graver fails the run */
    size_t found;
} run;

/* ORDER: gravest first */
static const char *const levels[] = { "error", "warning", "note", "never" };
enum { LEVELS = sizeof levels / sizeof *levels, NEVER = LEVELS - 1 };

static int rank(const char *level)
{
    for (int i = 0; i < LEVELS; i++)
        if (strcmp(levels[i], level) == 0)
            return i;
    return -1;
}

static void print(run *r, const char *path, const heed_lint_finding *f)
{
    static const char *const codes[] = { "1;31", "1;33", "1;36" };
    heed_text level = heed_text_of(f->rule->level);
    fprintf(r->out.to, "%s:%u:%u: ", path, f->line, f->column);
    cli_style(&r->out, codes[rank(f->rule->level)], level);
    fprintf(r->out.to, ": %.*s [%s]\n", heed_fmt(f->message), f->rule->id);
    if (f->situation.len && !r->args->given[OPTION_QUIET]) {
        fputs("    For example: ", r->out.to);
        cli_wrap(&r->out, 17, 4, f->situation);
    }
}

static int lint_one(run *r, const char *path)
{
    OWNED(heed_arena) mem = heed_arena_create();
    library_policy policy;
    heed_analyse_options options;
    heed_lint_findings findings;
    heed_error err = { 0 };
    int code = cli_open_policy(r->lib, path, &policy);
    if (code == EXIT_FINE && mem &&
        (review_options(r->lib, &policy, r->as_of, mem, &options, &err) != HEED_OK ||
         heed_lint(policy.policy, &options, mem, &findings, &err) != HEED_OK))
        code = cli_complain(&err, EXIT_PARSE);
    if (code != EXIT_FINE && r->json && mem)
        cli_put_line(&r->out, review_json_unread(heed_text_of(path), mem));
    if (code != EXIT_FINE || !mem)
        return mem ? code : EXIT_BUG;
    cli_findings(stderr, policy.findings); /* warnings of the reader: a rule confirmed before it changed */
    if (policy.findings.len && r->fail_on < NEVER && rank("warning") <= r->fail_on)
        code = EXIT_NOT_YES;
    if (r->json)
        cli_put_line(&r->out, review_json_lint(policy.path, &findings, mem));
    for (size_t i = 0; i < findings.len; i++) {
        if (!r->json)
            print(r, policy.path.at, &findings.at[i]);
        if (r->fail_on < NEVER && rank(findings.at[i].rule->level) <= r->fail_on)
            code = EXIT_NOT_YES;
    }
    if (!r->json && !r->args->given[OPTION_QUIET])
        fprintf(r->out.to, "%.*s: %zu finding%s. `heed help RULE` explains one, `heed help lint-rules` lists them.\n",
                heed_fmt(policy.path), findings.len + policy.findings.len, findings.len + policy.findings.len == 1 ? "" : "s");
    r->found += findings.len + policy.findings.len;
    return code;
}

static heed_status prepare(run *r, heed_texts *paths_out, heed_error *err)
{
    const cli_args *args = r->args;
    const char *level = args->given[OPTION_FAIL_ON] ? args->given[OPTION_FAIL_ON] : "error";
    TRY(cli_wants_json(args, &r->json, err));
    TRY(cli_as_of(args, &r->as_of, err));
    r->fail_on = rank(level);
    if (r->fail_on < 0)
        return heed_fail(err, HEED_INVALID, "\"%s\" is no level. Write --fail-on error, warning, note or never.", level);
    TRY(cli_paths(args, r->lib, paths_out, err));
    return cli_out_open(args, &r->out, err);
}

/* A policy that cannot be read is reported, and the rest is looked through all the same. */
int run_lint(const cli_args *args)
{
    run r = { .args = args, .lib = library_new(args->given[OPTION_POLICIES], args->mem) };
    heed_texts paths = { 0 };
    heed_error err = { 0 };
    if (prepare(&r, &paths, &err) != HEED_OK)
        return cli_complain(&err, EXIT_USAGE);
    int worst = EXIT_FINE;
    for (size_t i = 0; i < paths.len; i++) {
        int code = lint_one(&r, paths.at[i].at);
        worst = code > worst ? code : worst;
    }
    return cli_finish(&r.out, worst);
}

bool help_lint_rule(cli_out *out, heed_text id)
{
    const heed_lint_rule *rule = heed_lint_rule_find(id);
    if (!rule)
        return false;
    fprintf(out->to, "%s (%s): %s.\n\n", rule->id, rule->level, rule->title);
    cli_wrap(out, 0, 0, heed_text_of(rule->why));
    fputs("\nFor example: ", out->to);
    cli_wrap(out, 13, 0, heed_text_of(rule->example));
    fputs("\nHow to mend it: ", out->to);
    cli_wrap(out, 16, 0, heed_text_of(rule->mend));
    return true;
}
