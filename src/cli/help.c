/* help.c - help on the terminal and manual pages, both from the table of options.h. */
#include "base/arena.h"
#include "commands.h"
#include <heed/analyse.h>
#include "topics.h"
#include <string.h>

enum { OPTION_COLUMN = 26 };

#define EXIT_ROW(code, text) { code, text },
static const struct {
    int code;
    const char *text;
} exits[] = { CLI_EXITS(EXIT_ROW) };

static void heading(cli_out *out, const char *text)
{
    cli_put(out, heed_lit("\n"));
    cli_style(out, "1", heed_text_of(text));
    cli_put(out, heed_lit("\n"));
}

/* A term and what it means, the meaning wrapped in its own column. */
static void item(cli_out *out, const char *term, int column, const char *meaning)
{
    int at = 2 + (int)strlen(term);
    fprintf(out->to, "  %s", term);
    if (at + 2 > column) {
        fputc('\n', out->to);
        at = 0;
    }
    fprintf(out->to, "%*s", column - at, "");
    cli_wrap(out, column, column, heed_text_of(meaning));
}

static void paragraphs(cli_out *out, const char *text)
{
    while (*text) {
        const char *end = strstr(text, "\n\n");
        heed_text one = { text, end ? (size_t)(end - text) : strlen(text) };
        cli_put(out, heed_lit("\n"));
        cli_wrap(out, 0, 0, one);
        text += one.len + (end ? 2 : 0);
    }
}

static void examples(cli_out *out, const cli_topic *topic)
{
    if (!topic || !topic->examples)
        return;
    heading(out, "Examples");
    for (size_t i = 0; topic->examples[i]; i += 2)
        fprintf(out->to, "  %s\n      %s\n", topic->examples[i], topic->examples[i + 1]);
}

static void option_term(const cli_option *o, char *term, size_t size)
{
    char letter[8] = "    ";
    if (o->letter)
        snprintf(letter, sizeof letter, "-%c, ", o->letter);
    snprintf(term, size, "%s--%s%s%s", letter, o->name, o->shown ? " " : "", o->shown ? o->shown : "");
}

static void options(cli_out *out, const cli_command *command)
{
    heading(out, "Options");
    for (int i = 0; i < OPTION_COUNT; i++) {
        char term[64], help[256];
        if (!cli_option_of(&cli_options[i], command))
            continue;
        option_term(&cli_options[i], term, sizeof term);
        const char *variable = cli_options[i].variable;
        snprintf(help, sizeof help, "%s%s%s%s", cli_options[i].help, variable ? " [" : "", variable ? variable : "",
                 variable ? "]" : "");
        item(out, term, OPTION_COLUMN, help);
    }
}

/* Examples first: most people look for a line to copy. */
void help_command(cli_out *out, const cli_command *command)
{
    const cli_topic *topic = cli_topic_find(command->name);
    fprintf(out->to, "heed %s: %s.\n\n  heed %s [OPTIONS]%s%s\n", command->name, command->sentence, command->name,
            *command->operands ? " " : "", command->operands);
    examples(out, topic);
    if (topic)
        paragraphs(out, topic->details);
    options(out, command);
}

void help_overview(cli_out *out)
{
    cli_put(out, heed_lit("Heed answers questions from a school's own social media policy.\n"));
    heading(out, "Try");
    fprintf(out->to, "  %s\n  %s\n", "heed ask --policy dereham \"Can a teacher accept a friend request from a pupil?\"",
            "heed serve");
    heading(out, "Commands");
    for (size_t i = 0; i < cli_command_count; i++)
        item(out, cli_commands[i].name, 14, cli_commands[i].sentence);
    heading(out, "Topics");
    for (unsigned i = 0; i < cli_topic_count; i++)
        if (cli_topics[i].sentence)
            item(out, cli_topics[i].name, 14, cli_topics[i].sentence);
    options(out, NULL);
    cli_put(out, heed_lit("\n`heed help COMMAND` says more about one of them.\n"));
}

static void exit_codes(cli_out *out)
{
    cli_put(out, heed_lit("\n"));
    for (size_t i = 0; i < sizeof exits / sizeof exits[0]; i++) {
        char code[8];
        snprintf(code, sizeof code, "%d", exits[i].code);
        item(out, code, 7, exits[i].text);
    }
}

static void lint_rules(cli_out *out)
{
    const heed_lint_rule *rule;
    cli_put(out, heed_lit("\n"));
    for (size_t i = 0; (rule = heed_lint_rule_at(i)); i++) {
        char term[64], help[256];
        snprintf(term, sizeof term, "%s", rule->id);
        snprintf(help, sizeof help, "%s: %s", rule->level, rule->title);
        item(out, term, OPTION_COLUMN, help);
    }
}

static void help_topic(cli_out *out, const cli_topic *topic)
{
    fprintf(out->to, "%s: %s.\n", topic->name, topic->sentence);
    paragraphs(out, topic->details);
    if (strcmp(topic->name, "exit-codes") == 0)
        exit_codes(out);
    if (strcmp(topic->name, "lint-rules") == 0)
        lint_rules(out);
}

/* ---- manual pages */

/* In roff a backslash starts a command, a hyphen may become a dash, and a line must not begin with a dot. */
static void roff(cli_out *out, const char *text)
{
    for (bool start = true; *text; start = *text == '\n', text++) {
        if (start && (*text == '.' || *text == '\''))
            fputs("\\&", out->to);
        if (*text == '\\')
            fputs("\\e", out->to);
        else if (*text == '-')
            fputs("\\-", out->to);
        else
            fputc(*text, out->to);
    }
}

static void roff_line(cli_out *out, const char *before, const char *text)
{
    fputs(before, out->to);
    roff(out, text);
    fputc('\n', out->to);
}

static void man_paragraphs(cli_out *out, const char *text)
{
    for (; *text; text++) {
        if (text[0] == '\n' && text[1] == '\n') {
            fputs("\n.PP\n", out->to);
            text++;
            continue;
        }
        char one[2] = { *text, 0 };
        roff(out, one);
    }
    fputc('\n', out->to);
}

static void man_options(cli_out *out, const cli_command *command)
{
    fputs(".SH OPTIONS\n", out->to);
    for (int i = 0; i < OPTION_COUNT; i++) {
        const cli_option *o = &cli_options[i];
        if (!cli_option_of(o, command))
            continue;
        fputs(".TP\n.B ", out->to);
        if (o->letter)
            fprintf(out->to, "\\-%c\\fR, \\fB", o->letter);
        roff(out, "--");
        roff(out, o->name);
        if (o->shown)
            fprintf(out->to, " \\fI%s\\fR", o->shown);
        roff_line(out, "\n", o->help);
        if (o->variable)
            fprintf(out->to, "Where it is not given, the variable\n.B %s\nis used.\n", o->variable);
    }
}

static void man_examples(cli_out *out, const cli_topic *topic)
{
    if (!topic || !topic->examples)
        return;
    fputs(".SH EXAMPLES\n", out->to);
    for (size_t i = 0; topic->examples[i]; i += 2) {
        roff_line(out, ".TP\n.B ", topic->examples[i]);
        roff_line(out, "", topic->examples[i + 1]);
    }
}

/* All of each rule: a manual is read away from the terminal. */
static void man_rules(cli_out *out)
{
    const heed_lint_rule *rule;
    fputs(".SH RULES\n", out->to);
    for (size_t i = 0; (rule = heed_lint_rule_at(i)); i++) {
        roff_line(out, ".SS ", rule->id);
        fprintf(out->to, ".B %c%s: ", rule->level[0] - 'a' + 'A', rule->level + 1);
        roff_line(out, "", rule->title);
        roff_line(out, ".PP\n", rule->why);
        roff_line(out, ".PP\nFor example: ", rule->example);
        roff_line(out, ".PP\nHow to mend it: ", rule->mend);
    }
}

static void man_exits(cli_out *out)
{
    fputs(".SH EXIT STATUS\n", out->to);
    for (size_t i = 0; i < sizeof exits / sizeof exits[0]; i++) {
        fprintf(out->to, ".TP\n.B %d\n", exits[i].code);
        roff_line(out, "", exits[i].text);
    }
}

static void man_overview(cli_out *out)
{
    fputs(".TH HEED 1 \"\" \"heed " HEED_VERSION "\" \"Heed\"\n.SH NAME\nheed \\- answers from a school's social media policy\n"
          ".SH SYNOPSIS\n.B heed\n.I COMMAND\n[\\fIOPTIONS\\fR] [\\fIOPERANDS\\fR]\n.SH COMMANDS\n",
          out->to);
    for (size_t i = 0; i < cli_command_count; i++) {
        fprintf(out->to, ".TP\n.B %s\n", cli_commands[i].name);
        roff_line(out, "", cli_commands[i].sentence);
    }
    for (unsigned i = 0; i < cli_topic_count; i++)
        if (cli_topics[i].sentence) {
            fputs(".SH ", out->to);
            for (const char *c = cli_topics[i].name; *c; c++)
                fputc(*c >= 'a' && *c <= 'z' ? *c - 'a' + 'A' : ' ', out->to);
            fputc('\n', out->to);
            man_paragraphs(out, cli_topics[i].details);
        }
    man_options(out, NULL);
}

void help_man(cli_out *out, const cli_command *command)
{
    const cli_topic *topic = command ? cli_topic_find(command->name) : NULL;
    if (!command) {
        man_overview(out);
    } else {
        fprintf(out->to, ".TH HEED\\-%s 1 \"\" \"heed " HEED_VERSION "\" \"Heed\"\n.SH NAME\nheed\\-%s \\- ", command->name,
                command->name);
        roff_line(out, "", command->sentence);
        fprintf(out->to, ".SH SYNOPSIS\n.B heed %s\n[\\fIOPTIONS\\fR]", command->name);
        roff_line(out, " ", command->operands);
        if (topic) {
            fputs(".SH DESCRIPTION\n", out->to);
            man_paragraphs(out, topic->details);
        }
        man_options(out, command);
        man_examples(out, topic);
        if (strcmp(command->name, "lint") == 0)
            man_rules(out);
    }
    man_exits(out);
    fprintf(out->to, ".SH SEE ALSO\n%s.BR heed.policy (5)\n", command ? ".BR heed (1),\n" : "");
}

/* ---- commands */

static int no_topic(const char *name)
{
    enum { MOST = 256 };
    const char *names[MOST];
    const heed_lint_rule *rule;
    size_t count = 0;
    for (unsigned i = 0; i < cli_topic_count && count < MOST; i++)
        names[count++] = cli_topics[i].name;
    for (size_t i = 0; count < MOST && (rule = heed_lint_rule_at(i)); i++)
        names[count++] = rule->id;
    const char *near = cli_nearest(name, names, count);
    fprintf(stderr, "heed help: there is no help on \"%.64s\".%s%s%s See `heed help`.\n", name,
            near ? " Did you mean `heed help " : "", near ? near : "", near ? "`?" : "");
    return EXIT_USAGE;
}

int run_help(const cli_args *args)
{
    cli_out out;
    heed_error err = { 0 };
    const char *name = args->operand_count ? args->operands[0] : NULL;
    const cli_command *command = name ? cli_command_find(name) : NULL;
    const cli_topic *topic = name ? cli_topic_find(name) : NULL;
    bool rule = name && !command && !topic && heed_lint_rule_find(heed_text_of(name));
    if (name && !command && !topic && !rule)
        return no_topic(name);
    if (cli_out_open(args, &out, &err) != HEED_OK)
        return cli_complain(&err, EXIT_USAGE);
    cli_out_page(args, &out);
    bool language = topic && strcmp(topic->name, "language") == 0;
    if (args->given[OPTION_MAN] && language)
        help_man_language(&out);
    else if (args->given[OPTION_MAN])
        help_man(&out, command);
    else if (language)
        help_language(&out);
    else if (command)
        help_command(&out, command);
    else if (topic)
        help_topic(&out, topic);
    else if (!rule || !help_lint_rule(&out, heed_text_of(name)))
        help_overview(&out);
    return cli_finish(&out, EXIT_FINE);
}

int run_version(const cli_args *args)
{
    cli_out out;
    heed_error err = { 0 };
    if (cli_out_open(args, &out, &err) != HEED_OK)
        return cli_complain(&err, EXIT_USAGE);
    fprintf(out.to, args->given[OPTION_JSON] ? "{\"program\":\"heed\",\"version\":\"%s\"}\n" : "heed %s\n", HEED_VERSION);
    return cli_finish(&out, EXIT_FINE);
}
