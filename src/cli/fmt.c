/* fmt.c - `heed fmt`: heed fences in columns; a file changes whole or not at all. */
#include "base/arena.h"
#include "commands.h"
#include <string.h>

static bool only_looks(const cli_args *args)
{
    return args->given[OPTION_CHECK] || args->given[OPTION_DRY_RUN];
}

static int formatted(const char *path, heed_arena *mem, heed_text *source_out, heed_text *text_out)
{
    heed_error err = { 0 };
    heed_findings findings = { 0 };
    if (library_read_file(path, HEED_SOURCE_MAX, mem, source_out, &err) != HEED_OK)
        return cli_complain(&err, EXIT_PARSE);
    if (heed_policy_format(*source_out, heed_text_of(path), mem, text_out, &findings, &err) != HEED_OK) {
        cli_findings(stderr, findings);
        return cli_complain(&err, EXIT_PARSE);
    }
    return EXIT_FINE;
}

static int format_to_output(const cli_args *args, const char *path)
{
    heed_text source, text;
    cli_out out;
    heed_error err = { 0 };
    if (strcmp(path, "-") == 0 && !cli_typing(args, "Type or paste a policy, then press Ctrl-D."))
        return EXIT_USAGE;
    int code = formatted(path, args->mem, &source, &text);
    if (code != EXIT_FINE)
        return code;
    if (only_looks(args))
        return heed_text_eq(source, text) ? EXIT_FINE : EXIT_NOT_YES;
    if (cli_out_open(args, &out, &err) != HEED_OK)
        return cli_complain(&err, EXIT_USAGE);
    cli_put(&out, text);
    return cli_finish(&out, EXIT_FINE);
}

static int format_file(const cli_args *args, const char *path)
{
    OWNED(heed_arena) mem = heed_arena_create();
    heed_text source, text;
    heed_error err = { 0 };
    int code = mem ? formatted(path, mem, &source, &text) : EXIT_BUG;
    if (code != EXIT_FINE || heed_text_eq(source, text))
        return code;
    if (only_looks(args)) {
        printf("%s\n", path);
        return EXIT_NOT_YES;
    }
    if (cli_replace_file(path, text, &err) != HEED_OK)
        return cli_complain(&err, EXIT_USAGE);
    if (!args->given[OPTION_QUIET])
        fprintf(stderr, "%s: laid out\n", path);
    return EXIT_FINE;
}

int run_fmt(const cli_args *args)
{
    bool piped = args->operand_count == 0 || (args->operand_count == 1 && strcmp(args->operands[0], "-") == 0);
    if (piped || (args->given[OPTION_OUTPUT] && args->operand_count == 1))
        return format_to_output(args, piped ? "-" : args->operands[0]);
    if (args->given[OPTION_OUTPUT]) {
        fputs("heed fmt: --output takes one FILE. Format several without it, in place.\n", stderr);
        return EXIT_USAGE;
    }
    int worst = EXIT_FINE;
    for (int i = 0; i < args->operand_count; i++) {
        int code = format_file(args, args->operands[i]);
        worst = code > worst ? code : worst;
    }
    return worst;
}
