/* completion.c - scripts by which shells complete our words, from the table of options.h. */
#include "commands.h"
#include <string.h>

static void words_of(cli_out *out, const cli_command *command)
{
    for (int i = 0; i < OPTION_COUNT; i++)
        if (cli_option_of(&cli_options[i], command))
            fprintf(out->to, " --%s", cli_options[i].name);
}

static const char *bash_value(cli_value value)
{
    return value == VALUE_FILE ? "compgen -f -- \"$word\"" : value == VALUE_FOLDER ? "compgen -d -- \"$word\"" : ":";
}

static void bash(cli_out *out)
{
    fputs("# bash completion for heed\n_heed()\n{\n    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} "
          "command=\n"
          "    local i\n    for ((i = 1; i < COMP_CWORD; i++)); do\n        [[ ${COMP_WORDS[i]} == -* ]] || { "
          "command=${COMP_WORDS[i]}; break; }\n"
          "    done\n    case $before in\n",
          out->to);
    for (int i = 0; i < OPTION_COUNT; i++)
        if (cli_options[i].value != VALUE_NONE)
            fprintf(out->to, "    --%s) mapfile -t COMPREPLY < <(%s); return ;;\n", cli_options[i].name,
                    bash_value(cli_options[i].value));
    fputs("    esac\n    local words\n    case $command in\n", out->to);
    for (size_t k = 0; k < cli_command_count; k++) {
        fprintf(out->to, "    %s) words=\"", cli_commands[k].name);
        words_of(out, &cli_commands[k]);
        fputs("\" ;;\n", out->to);
    }
    fputs("    *) words=\"", out->to);
    for (size_t k = 0; k < cli_command_count; k++)
        fprintf(out->to, " %s", cli_commands[k].name);
    words_of(out, NULL);
    fputs(
        "\" ;;\n    esac\n    if [[ $word == -* || -z $command ]]; then\n        mapfile -t COMPREPLY < <(compgen -W "
        "\"$words\" -- \"$word\")\n"
        "    else\n        mapfile -t COMPREPLY < <(compgen -f -- \"$word\")\n    fi\n}\ncomplete -o filenames -F _heed heed\n",
        out->to);
}

/* Between single quotes of a shell only the quote itself is special. */
static void quoted(cli_out *out, const char *text, const char *special)
{
    for (; *text; text++) {
        if (*text == '\'')
            fputs("'\\''", out->to);
        else if (strchr(special, *text))
            fprintf(out->to, "\\%c", *text);
        else
            fputc(*text, out->to);
    }
}

static void zsh_options(cli_out *out, const cli_command *command)
{
    for (int i = 0; i < OPTION_COUNT; i++) {
        const cli_option *o = &cli_options[i];
        if (!cli_option_of(o, command))
            continue;
        fprintf(out->to, " \\\n            '--%s[", o->name);
        quoted(out, o->help, "[]:\\");
        fputc(']', out->to);
        if (o->value != VALUE_NONE)
            fprintf(out->to, ":%s:%s", o->shown,
                    o->value == VALUE_FILE     ? "_files"
                    : o->value == VALUE_FOLDER ? "_files -/"
                                               : "");
        fputc('\'', out->to);
    }
}

static void zsh(cli_out *out)
{
    fputs("#compdef heed\n_heed() {\n    local state line\n    _arguments -C '1:command:->command' '*::argument:->argument'\n  "
          "  case $state in\n"
          "    command)\n        local -a commands=(",
          out->to);
    for (size_t k = 0; k < cli_command_count; k++) {
        fprintf(out->to, "\n            '%s:", cli_commands[k].name);
        quoted(out, cli_commands[k].sentence, ":\\");
        fputc('\'', out->to);
    }
    fputs("\n        )\n        _describe command commands ;;\n    argument)\n        case $line[1] in\n", out->to);
    for (size_t k = 0; k < cli_command_count; k++) {
        fprintf(out->to, "        %s) _arguments", cli_commands[k].name);
        zsh_options(out, &cli_commands[k]);
        fputs(" \\\n            '*:file:_files' ;;\n", out->to);
    }
    fputs("        esac ;;\n    esac\n}\n_heed \"$@\"\n", out->to);
}

static void fish(cli_out *out)
{
    fputs("# fish completion for heed\n", out->to);
    for (size_t k = 0; k < cli_command_count; k++) {
        const cli_command *c = &cli_commands[k];
        fprintf(out->to, "complete -c heed -n __fish_use_subcommand -a %s -d '", c->name);
        quoted(out, c->sentence, "\\");
        fputs("'\n", out->to);
        for (int i = 0; i < OPTION_COUNT; i++) {
            const cli_option *o = &cli_options[i];
            if (!cli_option_of(o, c))
                continue;
            fprintf(out->to, "complete -c heed -n '__fish_seen_subcommand_from %s' -l %s", c->name, o->name);
            if (o->letter)
                fprintf(out->to, " -s %c", o->letter);
            fprintf(out->to, "%s -d '", o->value == VALUE_NONE ? "" : o->value == VALUE_TEXT ? " -x" : " -r");
            quoted(out, o->help, "\\");
            fputs("'\n", out->to);
        }
    }
}

int run_completion(const cli_args *args)
{
    static const char *const shells[] = { "bash", "zsh", "fish" };
    static void (*const write[])(cli_out *) = { bash, zsh, fish };
    for (int i = 0; i < 3; i++)
        if (strcmp(args->operands[0], shells[i]) == 0) {
            cli_out out;
            heed_error err = { 0 };
            if (cli_out_open(args, &out, &err) != HEED_OK)
                return cli_complain(&err, EXIT_USAGE);
            write[i](&out);
            return cli_finish(&out, EXIT_FINE);
        }
    const char *near = cli_nearest(args->operands[0], shells, 3);
    fprintf(stderr, "heed completion: \"%.40s\" is no shell we know.%s%s%s Say bash, zsh or fish.\n", args->operands[0],
            near ? " Did you mean " : "", near ? near : "", near ? "?" : "");
    return EXIT_USAGE;
}
