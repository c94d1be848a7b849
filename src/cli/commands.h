/* commands.h - the commands, and what they share: exit codes, output, errors. */
#ifndef HEED_CLI_COMMANDS_H
#define HEED_CLI_COMMANDS_H
#include "app/ask/library.h"
#include "options.h"
#include <stdio.h>

/* Exit codes, as the manual lists them (see CLI_EXITS in help.c). */
enum {
    EXIT_FINE = 0, EXIT_NOT_YES = 1, EXIT_USAGE = 2, EXIT_PARSE = 3, EXIT_ABSENT = 4, EXIT_FORBIDDEN = 5, EXIT_CONFLICT = 6,
    EXIT_DISK = 7, EXIT_NETWORK = 8, EXIT_BUG = 70
};

int run_ask(const cli_args *args);
int run_explain(const cli_args *args);
int run_fmt(const cli_args *args);
int run_test(const cli_args *args);
int run_lint(const cli_args *args);
int run_diff(const cli_args *args);
int run_compare(const cli_args *args);
int run_coverage(const cli_args *args);
int run_typical(const cli_args *args);
int run_policy(const cli_args *args);
int run_serve(const cli_args *args);
int run_version(const cli_args *args);
int run_help(const cli_args *args);
int run_completion(const cli_args *args);

/* ---- where results go: the terminal, or a file that appears whole or not at all */
typedef struct {
    FILE *to;
    const char *path;               /* NULL for standard output */
    char *temporary;                /* renamed to path when all went well; NULL when written straight (a device) */
    int   width;                    /* columns to wrap at */
    bool  colour, utf8;
    bool  paged;                    /* `to` leads to a program that shows a page at a time */
} cli_out;

heed_status cli_out_open(const cli_args *args, cli_out *out, heed_error *err);
/* Show a page at a time, where somebody reads on a terminal: by $PAGER, else less. Text that fits stays as it is. */
void cli_out_page(const cli_args *args, cli_out *out);
/* Flush, and put the file in its place when `keep`. HEED_FAULT when something could not be written. */
heed_status cli_out_close(cli_out *out, bool keep, heed_error *err);
void cli_put(cli_out *out, heed_text text);
/* Wrapped text. The first line starts at column `first`, later ones after `indent` blanks. */
void cli_wrap(cli_out *out, int first, int indent, heed_text text);
/* Colour when the terminal has it: "1" bold, "31" red ... */
void cli_style(cli_out *out, const char *code, heed_text text);

/* Replace a file so that a crash leaves the old one or the new one, never half of each. */
heed_status cli_replace_file(const char *path, heed_text text, heed_error *err);

/* Say on standard error what is wrong; returns the exit code of its status (INVALID: `invalid`). */
int cli_complain(const heed_error *err, int invalid);
void cli_findings(FILE *to, heed_findings findings);
int cli_exit_of(heed_status status, int invalid);
/* Close the output and give the exit code: `code`, unless writing failed. */
int cli_finish(cli_out *out, int code);
/* Before standard input is read: where somebody would have to type, say what, or refuse with --no-input. */
bool cli_typing(const cli_args *args, const char *what);
heed_date cli_today(void);
/* Open a policy, printing findings and error when it will not. Returns EXIT_FINE or the exit code. */
int cli_open_policy(library *lib, const char *path, library_policy *policy_out);

/* Is JSON wanted, by --json or --format? False with a sentence in *err when --format is neither text nor json. */
heed_status cli_wants_json(const cli_args *args, bool *json_out, heed_error *err);
/* The policies a command is about: its operands, else those of --policies or the built-in ones. */
heed_status cli_paths(const cli_args *args, library *lib, heed_texts *paths_out, heed_error *err);
/* The day of --as-of, else today. */
heed_status cli_as_of(const cli_args *args, heed_date *day_out, heed_error *err);

/* One JSON object on a line of its own. */
void cli_put_line(cli_out *out, heed_text json);

/* Help in three shapes, all from the table. */
void help_command(cli_out *out, const cli_command *command);
bool help_lint_rule(cli_out *out, heed_text id);           /* false: there is no such rule */
void help_overview(cli_out *out);
void help_man(cli_out *out, const cli_command *command);    /* NULL: heed(1) */
void help_language(cli_out *out);                           /* docs/language.md as it is */
void help_man_language(cli_out *out);                       /* heed.policy(5) */
#endif
