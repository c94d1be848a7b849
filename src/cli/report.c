/* report.c - saying what went wrong, and the exit code for it. */
#include "base/arena.h"
#include "commands.h"
#include <string.h>
#include <time.h>
#include <unistd.h>

int cli_exit_of(heed_status status, int invalid)
{
    switch (status) {
    case HEED_OK:
        return EXIT_FINE;
    case HEED_NOT_FOUND:
        return EXIT_ABSENT;
    case HEED_REFUSED:
        return EXIT_FORBIDDEN;
    case HEED_INVALID:
        return invalid;
    case HEED_CONFLICT:
        return EXIT_CONFLICT;
    case HEED_FAULT:
        break;
    }
    return EXIT_DISK;
}

int cli_complain(const heed_error *err, int invalid)
{
    fprintf(stderr, "heed: %s\n", err->message);
    return cli_exit_of(err->status, invalid);
}

/* As compilers print them, so that editors can jump there. */
void cli_findings(FILE *to, heed_findings findings)
{
    for (size_t i = 0; i < findings.len; i++) {
        const heed_finding *f = &findings.at[i];
        fprintf(to, "%.*s:", heed_fmt(f->file));
        if (f->line)
            fprintf(to, "%u:", f->line);
        if (f->line && f->column)
            fprintf(to, "%u:", f->column);
        fprintf(to, " %.*s: %.*s\n", heed_fmt(f->level), heed_fmt(f->message));
    }
}

int cli_finish(cli_out *out, int code)
{
    heed_error err = { 0 };
    if (cli_out_close(out, true, &err) != HEED_OK)
        return cli_complain(&err, EXIT_USAGE);
    return code;
}

bool cli_typing(const cli_args *args, const char *what)
{
    if (!isatty(STDIN_FILENO))
        return true;
    if (args->given[OPTION_NO_INPUT]) {
        fprintf(stderr,
                "heed %s: nothing comes in from a file or a program, and --no-input forbids to wait for somebody to type.\n",
                args->command->name);
        return false;
    }
    if (!args->given[OPTION_QUIET])
        fprintf(stderr, "%s\n", what);
    return true;
}

heed_status cli_wants_json(const cli_args *args, bool *json_out, heed_error *err)
{
    const char *form = args->given[OPTION_FORMAT];
    *json_out = args->given[OPTION_JSON] || (form && strcmp(form, "json") == 0);
    if (form && strcmp(form, "json") != 0 && strcmp(form, "text") != 0)
        return heed_fail(err, HEED_INVALID, "\"%s\" is no form. Write --format text or --format json.", form);
    return HEED_OK;
}

heed_status cli_as_of(const cli_args *args, heed_date *day_out, heed_error *err)
{
    const char *day = args->given[OPTION_AS_OF];
    *day_out = day ? heed_date_read(heed_text_of(day)) : cli_today();
    if (day && !*day_out)
        return heed_fail(err, HEED_INVALID, "--as-of: \"%s\" is no day. Write it as 2026-09-01.", day);
    return HEED_OK;
}

heed_status cli_paths(const cli_args *args, library *lib, heed_texts *paths_out, heed_error *err)
{
    if (!args->operand_count)
        return library_list(lib, paths_out, err);
    *paths_out = (heed_texts){ ARENA_NEW(args->mem, heed_text, (size_t)args->operand_count), (size_t)args->operand_count };
    for (int i = 0; i < args->operand_count; i++)
        paths_out->at[i] = heed_text_of(args->operands[i]);
    return HEED_OK;
}

heed_date cli_today(void)
{
    time_t now = time(NULL);
    struct tm day;
    if (now == (time_t)-1 || !localtime_r(&now, &day))
        return 0;
    return (day.tm_year + 1900) * 10000 + (day.tm_mon + 1) * 100 + day.tm_mday;
}

/* The nearest of the policies built in, where a name was given that looks like none of a file. */
static const char *meant_builtin(const char *name, heed_arena *mem)
{
    size_t count = library_builtin_count(), len = 0;
    const char **names = ARENA_NEW(mem, const char *, count);
    for (size_t i = 0; i < count; i++) {
        heed_text file = library_builtin_name(i), end = heed_lit(".policy.md");
        if (file.len > end.len && heed_text_eq((heed_text){ file.at + file.len - end.len, end.len }, end))
            names[len++] = heed_text_copy(mem, (heed_text){ file.at, file.len - end.len }).at;
    }
    return strpbrk(name, "./") ? NULL : cli_nearest(name, names, len);
}

int cli_open_policy(library *lib, const char *path, library_policy *policy_out)
{
    heed_error err = { 0 };
    OWNED(heed_arena) mem = heed_arena_create();
    heed_status status = library_open(lib, path, policy_out, &err);
    if (status == HEED_OK)
        return EXIT_FINE;
    const char *near = status == HEED_NOT_FOUND && mem ? meant_builtin(path, mem) : NULL;
    if (near) {
        fprintf(stderr, "heed: there is no policy \"%.64s\". Did you mean %s?\n", path, near);
        return EXIT_ABSENT;
    }
    cli_findings(stderr, policy_out->findings);
    return cli_complain(&err, EXIT_PARSE);
}
