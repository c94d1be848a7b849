/* main.c - the program: read the command line, run the command. */
#include "base/arena.h"
#include "commands.h"
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define COMMAND(name, letter, operands, least, most, sentence) { #name, letter, operands, least, most, sentence, run_##name },
const cli_command cli_commands[] = { CLI_COMMANDS(COMMAND) };
const size_t cli_command_count = sizeof cli_commands / sizeof cli_commands[0];

/* -h and -V win over whatever else was asked. */
static int run(const cli_args *args)
{
    if (args->given[OPTION_VERSION] && !args->given[OPTION_HELP])
        return run_version(args);
    if (args->given[OPTION_HELP] || !args->command) {
        cli_out out;
        heed_error err = { 0 };
        if (cli_out_open(args, &out, &err) != HEED_OK)
            return cli_complain(&err, EXIT_USAGE);
        cli_out_page(args, &out);
        if (args->command)
            help_command(&out, args->command);
        else
            help_overview(&out);
        return cli_finish(&out, args->command || args->given[OPTION_HELP] ? EXIT_FINE : EXIT_USAGE);
    }
    return args->command->run(args);
}

int main(int argc, char **argv)
{
    setlocale(LC_CTYPE, "");
    setenv("TZ", "Europe/London", 1); /* one time zone: a school day begins at the same moment for all */
    tzset();
    OWNED(heed_arena) mem = heed_arena_create();
    if (!mem) {
        fputs("heed: out of memory\n", stderr);
        return EXIT_BUG;
    }
    cli_args args;
    heed_error err = { 0 };
    if (cli_parse(argc, argv, mem, &args, &err) != HEED_OK) {
        fprintf(stderr, "%s%s\n", strncmp(err.message, "heed", 4) == 0 ? "" : "heed: ", err.message);
        return EXIT_USAGE;
    }
    return run(&args);
}
