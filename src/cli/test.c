/* test.c - `heed test`: the tests that stand in policies. */
#include "base/arena.h"
#include "base/json.h"
#include "commands.h"
#include <heed/analyse.h>

typedef struct {
    const cli_args *args;
    library *lib;
    cli_out out;
    size_t passed, failed;
} run;

static void report(run *r, const char *path, size_t passed, size_t failed, heed_findings findings)
{
    if (r->args->given[OPTION_JSON]) {
        json_out j = json_begin(r->args->mem, 256);
        json_open(&j, '{');
        json_field(&j, "policy", heed_text_of(path));
        json_name(&j, heed_lit("passed"));
        json_number(&j, (long long)passed);
        json_name(&j, heed_lit("failed"));
        json_number(&j, (long long)failed);
        json_name(&j, heed_lit("findings"));
        json_open(&j, '[');
        for (size_t i = 0; i < findings.len; i++) {
            json_open(&j, '{');
            json_name(&j, heed_lit("line"));
            json_number(&j, findings.at[i].line);
            json_name(&j, heed_lit("column"));
            json_number(&j, findings.at[i].column);
            json_field(&j, "message", findings.at[i].message);
            json_close(&j, '}');
        }
        json_close(&j, ']');
        json_close(&j, '}');
        cli_put(&r->out, json_done(&j));
        cli_put(&r->out, heed_lit("\n"));
        return;
    }
    cli_findings(r->out.to, findings);
    if (!r->args->given[OPTION_QUIET] || failed)
        fprintf(r->out.to, "%s: %zu passed, %zu failed\n", path, passed, failed);
}

static int test_one(run *r, const char *path)
{
    library_policy policy;
    heed_findings findings = { 0 };
    heed_error err = { 0 };
    size_t passed = 0, failed = 0;
    int code = cli_open_policy(r->lib, path, &policy);
    if (code != EXIT_FINE)
        return code;
    cli_findings(stderr, policy.findings); /* warnings: it could be read */
    heed_status status = heed_policy_test(policy.policy, r->args->mem, &passed, &failed, &findings, &err);
    if (status != HEED_OK && !failed) /* the tests themselves could not be run */
        return cli_complain(&err, EXIT_PARSE);
    for (size_t i = 0; i < findings.len; i++)
        if (!findings.at[i].file.len)
            findings.at[i].file = policy.path;
    report(r, path, passed, failed, findings);
    r->passed += passed;
    r->failed += failed;
    return failed ? EXIT_NOT_YES : EXIT_FINE;
}

/* Test lines for one policy, ready for a `heed test` fence. */
static int generate(run *r)
{
    library_policy policy;
    heed_analyse_options options = { 0 };
    heed_text lines;
    heed_error err = { 0 };
    if (r->args->operand_count != 1) {
        fputs("heed test: --generate takes one FILE. Name the policy to make tests for.\n", stderr);
        return EXIT_USAGE;
    }
    int code = cli_open_policy(r->lib, r->args->operands[0], &policy);
    if (code != EXIT_FINE)
        return code;
    if (heed_generate_tests(policy.policy, &options, r->args->mem, &lines, &err) != HEED_OK ||
        cli_out_open(r->args, &r->out, &err) != HEED_OK)
        return cli_complain(&err, EXIT_PARSE);
    cli_put(&r->out, lines);
    return cli_finish(&r->out, EXIT_FINE);
}

int run_test(const cli_args *args)
{
    run r = { .args = args, .lib = library_new(args->given[OPTION_POLICIES], args->mem) };
    heed_texts paths = { 0 };
    heed_error err = { 0 };
    if (args->given[OPTION_GENERATE])
        return generate(&r);
    if (cli_paths(args, r.lib, &paths, &err) != HEED_OK || cli_out_open(args, &r.out, &err) != HEED_OK)
        return cli_complain(&err, EXIT_USAGE);
    int worst = EXIT_FINE;
    for (size_t i = 0; i < paths.len; i++) {
        int code = test_one(&r, paths.at[i].at);
        worst = code > worst ? code : worst;
    }
    if (paths.len > 1 && !args->given[OPTION_JSON])
        fprintf(r.out.to, "%zu passed, %zu failed\n", r.passed, r.failed);
    return cli_finish(&r.out, worst);
}
