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
