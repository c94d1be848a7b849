/* options.c - the table, and reading a command line by it. */
#include "options.h"
#include "base/arena.h"
#include "commands.h"
#include <stdlib.h>
#include <string.h>

#define ROW(id, letter, name, value, shown, commands, variable, help) { letter, name, value, shown, commands, variable, help },
const cli_option cli_options[OPTION_COUNT] = { CLI_OPTIONS(ROW) };

bool cli_option_of(const cli_option *option, const cli_command *command)
{
    return option->commands[0] == '*' || (command && strchr(option->commands, command->letter));
}

const cli_command *cli_command_find(const char *name)
{
    for (size_t i = 0; i < cli_command_count; i++)
        if (strcmp(cli_commands[i].name, name) == 0)
            return &cli_commands[i];
    return NULL;
}

/* ---- reading */

typedef struct {
    int argc, at;
    char **argv;
    cli_args *args;
    size_t fact_cap;
    bool only_operands;
    heed_error *err;
} cursor;

static heed_status unknown_option(cursor *c, const char *word, size_t len)
{
    const char *names[OPTION_COUNT];
    size_t count = 0;
    const cli_command *command = c->args->command;
    for (int i = 0; i < OPTION_COUNT; i++)
        if (cli_option_of(&cli_options[i], command))
            names[count++] = cli_options[i].name;
    char name[33] = { 0 };
    memcpy(name, word, len < sizeof name - 1 ? len : sizeof name - 1);
    const char *near = cli_nearest(name, names, count);
    const char *space = command ? " " : "";
    return heed_fail(c->err, HEED_INVALID, "heed%s%s: there is no option --%.*s.%s%s%s See `heed help%s%s`.", space,
                     command ? command->name : "", (int)(len < 64 ? len : 64), word, near ? " Did you mean --" : "",
                     near ? near : "", near ? "?" : "", space, command ? command->name : "");
}

static heed_status take(cursor *c, cli_option_id id, const char *value)
{
    const cli_option *o = &cli_options[id];
    if (o->value == VALUE_NONE && value)
        return heed_fail(c->err, HEED_INVALID, "--%s takes no value. Leave out what follows the =.", o->name);
    if (o->value != VALUE_NONE && !value) {
        if (c->at + 1 >= c->argc)
            return heed_fail(c->err, HEED_INVALID, "--%s needs a value: --%s %s.", o->name, o->name, o->shown);
        value = c->argv[++c->at];
    }
    c->args->given[id] = value ? value : "";
    if (id == OPTION_FACT)
        *ARENA_PUSH(c->args->mem, c->args->facts.at, c->args->facts.len, c->fact_cap) = heed_text_of(value);
    return HEED_OK;
}

static heed_status take_long(cursor *c, const char *word)
{
    const char *equals = strchr(word, '=');
    size_t len = equals ? (size_t)(equals - word) : strlen(word);
    for (int i = 0; i < OPTION_COUNT; i++)
        if (strlen(cli_options[i].name) == len && memcmp(cli_options[i].name, word, len) == 0 &&
            cli_option_of(&cli_options[i], c->args->command))
            return take(c, (cli_option_id)i, equals ? equals + 1 : NULL);
    return unknown_option(c, word, len);
}

/* "-q", "-oFILE", "-jq". */
static heed_status take_short(cursor *c, const char *letters)
{
    for (; *letters; letters++) {
        int id = 0;
        while (id < OPTION_COUNT && (cli_options[id].letter != *letters || !cli_option_of(&cli_options[id], c->args->command)))
            id++;
        if (id == OPTION_COUNT) {
            const cli_command *command = c->args->command;
            return heed_fail(c->err, HEED_INVALID, "heed%s%s: there is no option -%.1s. See `heed help%s%s`.",
                             command ? " " : "", command ? command->name : "", letters, command ? " " : "",
                             command ? command->name : "");
        }
        if (cli_options[id].value != VALUE_NONE)
            return take(c, (cli_option_id)id, letters[1] ? letters + 1 : NULL);
        TRY(take(c, (cli_option_id)id, NULL));
    }
    return HEED_OK;
}

static heed_status take_command(cursor *c, const char *word)
{
    c->args->command = cli_command_find(word);
    if (c->args->command)
        return HEED_OK;
    const char *names[32];
    size_t count = cli_command_count < 32 ? cli_command_count : 32;
    for (size_t i = 0; i < count; i++)
        names[i] = cli_commands[i].name;
    const char *near = cli_nearest(word, names, count);
    return heed_fail(c->err, HEED_INVALID, "heed: there is no command \"%.64s\".%s%s%s See `heed help`.", word,
                     near ? " Did you mean `heed " : "", near ? near : "", near ? "`?" : "");
}

static heed_status take_word(cursor *c, char *word)
{
    if (!c->only_operands && strcmp(word, "--") == 0) {
        c->only_operands = true;
        return HEED_OK;
    }
    if (!c->only_operands && word[0] == '-' && word[1] == '-')
        return take_long(c, word + 2);
    if (!c->only_operands && word[0] == '-' && word[1])
        return take_short(c, word + 1);
    if (!c->args->command)
        return take_command(c, word);
    c->args->operands[c->args->operand_count++] = word;
    return HEED_OK;
}

static heed_status check_operands(const cli_args *args, heed_error *err)
{
    const cli_command *command = args->command;
    if (!command || args->given[OPTION_HELP] || args->given[OPTION_VERSION])
        return HEED_OK;
    if (args->operand_count < command->at_least)
        return heed_fail(err, HEED_INVALID, "heed %s: something is missing: heed %s %s. See `heed help %s`.", command->name,
                         command->name, command->operands, command->name);
    if (command->at_most >= 0 && args->operand_count > command->at_most)
        return heed_fail(err, HEED_INVALID, "heed %s: \"%.64s\" is one word too many. See `heed help %s`.", command->name,
                         args->operands[command->at_most], command->name);
    return HEED_OK;
}

heed_status cli_parse(int argc, char **argv, heed_arena *mem, cli_args *args_out, heed_error *err)
{
    *args_out = (cli_args){ .mem = mem, .operands = ARENA_NEW(mem, char *, (size_t)argc + 1) };
    cursor c = { argc, 1, argv, args_out, 0, false, err };
    for (; c.at < argc; c.at++)
        TRY(take_word(&c, argv[c.at]));
    for (int i = 0; i < OPTION_COUNT; i++)
        if (!args_out->given[i] && cli_options[i].variable && cli_option_of(&cli_options[i], args_out->command)) {
            const char *value = getenv(cli_options[i].variable);
            args_out->given[i] = value && *value ? value : NULL;
        }
    return check_operands(args_out, err);
}
