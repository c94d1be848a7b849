/* options.h - every command and option of the program, in one table.
 *
 * Parsing, --help, the man pages and shell completion all read this table, so they cannot tell different stories.
 * A new option is one line in CLI_OPTIONS; a new command one line in CLI_COMMANDS and a function of its name. */
#ifndef HEED_CLI_OPTIONS_H
#define HEED_CLI_OPTIONS_H
#include <heed/base.h>

/* What a value is, for completion. */
typedef enum { VALUE_NONE, VALUE_FILE, VALUE_FOLDER, VALUE_TEXT } cli_value;

/* Which commands take an option: letters of CLI_COMMANDS, or "*" for all. */
/*     id           letter name            value         shown as   commands     variable         help */
#define CLI_OPTIONS(O) \
    O(POLICY,       'p',   "policy",       VALUE_FILE,   "FILE",    "ae",        "HEED_POLICY", \
      "the policy to ask: a file, a compiled one, or a built-in name such as dereham") \
    O(POLICIES,     'P',   "policies",     VALUE_FOLDER, "DIR",     "aetpsldmgy",     "HEED_POLICIES", \
      "folder with policies, vocabularies, word lists and packs") \
    O(FACT,         'f',   "fact",         VALUE_TEXT,   "TOKEN",   "ae",        NULL, \
      "a fact to go by, such as pupil-here, !relative or place=home; may be given many times") \
    O(MOOD,         'm',   "mood",         VALUE_TEXT,   "MOOD",    "ae",        NULL, \
      "what is wanted: statement, may, must or fact") \
    O(AS_OF,        'd',   "as-of",        VALUE_TEXT,   "DATE",    "aeldmgy",        NULL, \
      "answer for this day (2026-09-01) instead of today") \
    O(JSON,         'j',   "json",         VALUE_NONE,   NULL,      "aetpvldmgy",     NULL, \
      "print JSON") \
    O(PLAIN,        0,     "plain",        VALUE_NONE,   NULL,      "aetp",      NULL, \
      "print one tab-separated line a fact, for other programs") \
    O(EXIT_VERDICT, 0,     "exit-verdict", VALUE_NONE,   NULL,      "a",         NULL, \
      "exit 0 for Yes, 10 Yes, if, 11 Take care, 12 No, 13 One question first, 14 The policy does not say") \
    O(FORMAT,       0,     "format",       VALUE_TEXT,   "FORM",    "ldmgy",     NULL, \
      "text or json; --json is short for --format json") \
    O(FAIL_ON,      0,     "fail-on",      VALUE_TEXT,   "LEVEL",   "l",         NULL, \
      "exit 1 for a finding of this level or graver: error (unless told otherwise), warning, note, never") \
    O(FOR,          0,     "for",          VALUE_TEXT,   "ROLE",    "d",         NULL, \
      "only what touches this role, or group of the new text") \
    O(GENERATE,     0,     "generate",     VALUE_NONE,   NULL,      "t",         NULL, \
      "print test lines instead: one situation for each rule, exception and border") \
    O(CHECK,        'c',   "check",        VALUE_NONE,   NULL,      "f",         NULL, \
      "change nothing; exit 1 and name the files that are not in canonical form") \
    O(DRY_RUN,      'n',   "dry-run",      VALUE_NONE,   NULL,      "f",         NULL, \
      "the same as --check") \
    O(OPEN,         0,     "open",         VALUE_NONE,   NULL,      "s",         NULL, \
      "open the pages in your browser") \
    O(PORT,         0,     "port",         VALUE_TEXT,   "N",       "s",         "HEED_PORT", \
      "port to listen on; 8417 unless told, 0 for any free one") \
    O(DATA,         0,     "data",         VALUE_FOLDER, "DIR",     "s",         "HEED_DATA", \
      "folder for what the program keeps; nothing is kept yet") \
    O(MAN,          0,     "man",          VALUE_NONE,   NULL,      "h",         NULL, \
      "print the manual page in roff") \
    O(OUTPUT,       'o',   "output",       VALUE_FILE,   "FILE",    "aeftphcldmgy",   NULL, \
      "write to FILE instead of the terminal; FILE appears whole or not at all") \
    O(NO_INPUT,     0,     "no-input",     VALUE_NONE,   NULL,      "*",         NULL, \
      "never wait for somebody to type") \
    O(NO_COLOR,     0,     "no-color",     VALUE_NONE,   NULL,      "*",         NULL, \
      "no colour (as with NO_COLOR set, or TERM=dumb)") \
    O(QUIET,        'q',   "quiet",        VALUE_NONE,   NULL,      "*",         NULL, \
      "say nothing but results and errors") \
    O(HELP,         'h',   "help",         VALUE_NONE,   NULL,      "*",         NULL, \
      "show this help") \
    O(VERSION,      'V',   "version",      VALUE_NONE,   NULL,      "*",         NULL, \
      "show the version")

/*     id          letter operands                     at least, at most  sentence */
#define CLI_COMMANDS(C) \
    C(ask,         'a', "[QUESTION | -]",               0, -1, "Ask a policy a question in plain words") \
    C(explain,     'e', "[QUESTION]",                   0, -1, "Answer at length: which rules spoke, which gave way, and why") \
    C(fmt,         'f', "[FILE ... | -]",               0, -1, "Lay out the heed fences of a policy in columns") \
    C(test,        't', "[FILE ...]",                   0, -1, "Run the tests written in a policy") \
    C(lint,        'l', "[FILE ...]",                   0, -1, "Find what is wrong with a policy: contradictions, gaps, dead rules, old law") \
    C(diff,        'd', "OLD NEW",                      2, 2,  "Say what a new version changes, and for whom") \
    C(compare,     'm', "[FILE ...]",                   0, -1, "Put policies side by side, decision by decision") \
    C(coverage,    'g', "FILE",                         1, 1,  "Show what a policy says to whom, and what its tests try") \
    C(typical,     'y', "FILE [BEFORE]",                1, 2,  "Print the answers a school most needs, as this policy gives them") \
    C(policy,      'p', "list | show | dump | compile [FILE]", 1, 2, "Look inside policies") \
    C(serve,       's', "",                             0, 0,  "Show policies and answer questions as web pages on this computer") \
    C(version,     'v', "",                             0, 0,  "Show the version") \
    C(help,        'h', "[TOPIC]",                      0, 1,  "Help on a command or a topic") \
    C(completion,  'c', "bash | zsh | fish",            1, 1,  "Print a completion script for a shell")

#define CLI_OPTION_ID(id, ...) OPTION_##id,
typedef enum { CLI_OPTIONS(CLI_OPTION_ID) OPTION_COUNT } cli_option_id;

typedef struct {
    char        letter;             /* 0: none */
    const char *name;
    cli_value   value;
    const char *shown;              /* how help writes the value; NULL for a switch */
    const char *commands;
    const char *variable;           /* of the environment, where the option is not given; may be NULL */
    const char *help;
} cli_option;
extern const cli_option cli_options[OPTION_COUNT];

typedef struct cli_args cli_args;
typedef struct {
    const char *name;
    char        letter;
    const char *operands;
    int         at_least, at_most;  /* -1: any number */
    const char *sentence;
    int       (*run)(const cli_args *args);
} cli_command;
extern const cli_command cli_commands[];
extern const size_t cli_command_count;

struct cli_args {
    const cli_command *command;
    const char *given[OPTION_COUNT];        /* value, "" for a switch; NULL when absent */
    heed_texts  facts;                      /* every --fact */
    char      **operands;
    int         operand_count;
    heed_arena *mem;
};

const cli_command *cli_command_find(const char *name);
bool cli_option_of(const cli_option *option, const cli_command *command);   /* does the command take it? */

/* Read the command line. HEED_INVALID with one sentence; the command is set as far as it was understood. */
heed_status cli_parse(int argc, char **argv, heed_arena *mem, cli_args *args_out, heed_error *err);

/* The nearest of some names to a misspelt one; NULL when none is near. */
const char *cli_nearest(const char *word, const char *const *names, size_t count);
#endif
