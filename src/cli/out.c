/* out.c - where results go, and how they look there. */
#include "base/arena.h"
#include "commands.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { WIDTH_DEFAULT = 80, WIDTH_LEAST = 40, WIDTH_MOST = 100 };

static heed_status cannot_write(const char *path, int why, heed_error *err)
{
    static const struct {
        int why;
        heed_status status;
        const char *what;
    } known[] = {
        { ENOSPC, HEED_FAULT, "the disk is full. Free some space and run it again" },
        { EDQUOT, HEED_FAULT, "you have used up your share of the disk. Free some space and run it again" },
        { EFBIG, HEED_FAULT, "it would be larger than a file may be here" },
        { ENOENT, HEED_FAULT, "there is no such folder. Make it first, or name another" },
        { ENOTDIR, HEED_FAULT, "a part of this path is a file, not a folder. Check the path" },
        { EISDIR, HEED_INVALID, "this is a folder. Name a file in it" },
        { ENAMETOOLONG, HEED_INVALID, "the name is too long. Choose a shorter one" },
        { ELOOP, HEED_INVALID, "its links lead round in a ring. Name the file itself" },
        { EACCES, HEED_REFUSED, "you may not write there. Choose another folder, or ask for the right" },
        { EPERM, HEED_REFUSED, "you may not write there. Choose another folder, or ask for the right" },
        { EROFS, HEED_REFUSED, "nothing can be written on this disk. Choose another folder" },
        { ETXTBSY, HEED_CONFLICT, "another program is using it. Try again when that has ended" },
        { EPIPE, HEED_FAULT, "the program that was to read it has ended" },
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (known[i].why == why)
            return heed_fail(err, known[i].status, "%s: cannot be written: %s.", path ? path : "standard output",
                             known[i].what);
    return heed_fail(err, HEED_FAULT, "%s: cannot be written: the disk or the system reports fault %d. Try another place.",
                     path ? path : "standard output", why);
}

/* ---- files that appear whole or not at all */

enum { LETTERS = 6, LEFT_OVER_SECONDS = 600 };

static heed_text temporary_name(const char *path, heed_arena *mem)
{
    return heed_text_printf(mem, "%s.heed-XXXXXX", path);
}

/* Is it one of ours for this file, and too old to be still written? */
static bool left_over(int folder, const char *name, heed_text start)
{
    struct stat about;
    return heed_text_starts(heed_text_of(name), start.at) && strlen(name) == start.len + LETTERS &&
           strspn(name + start.len, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == LETTERS &&
           fstatat(folder, name, &about, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(about.st_mode) && about.st_uid == geteuid() &&
           time(NULL) - about.st_mtime > LEFT_OVER_SECONDS;
}

/* Somebody who is killed cannot tidy up: the next who writes the same file does. */
static void clear_left_overs(const char *path, heed_arena *mem)
{
    const char *slash = strrchr(path, '/');
    size_t n = slash ? (size_t)(slash - path) : 0;
    const char *folder = !slash ? "." : !n ? "/" : heed_text_copy(mem, (heed_text){ path, n }).at;
    heed_text start = heed_text_printf(mem, "%s.heed-", slash ? slash + 1 : path);
    DIR *dir = opendir(folder);
    for (struct dirent *entry; dir && (entry = readdir(dir));)
        if (left_over(dirfd(dir), entry->d_name, start))
            unlinkat(dirfd(dir), entry->d_name, 0);
    if (dir)
        closedir(dir);
}

/* mkstemp makes private files; a replaced one keeps its mode, a new one gets what the umask allows. */
static void set_mode(int fd, const char *path)
{
    struct stat old;
    mode_t mask = umask(022);
    umask(mask);
    mode_t mode = stat(path, &old) == 0 ? old.st_mode & 07777 : 0666 & ~mask;
    if (fchmod(fd, mode) != 0)
        return; /* some file systems have no modes; the text matters more */
}

/* What a link leads to is replaced, never the link. A file that is not there yet keeps the name it was given. */
static const char *behind_links(const char *path, heed_arena *mem)
{
    struct stat about;
    char *real = lstat(path, &about) == 0 && S_ISLNK(about.st_mode) ? realpath(path, NULL) : NULL;
    const char *kept = real ? heed_text_printf(mem, "%s", real).at : path;
    free(real);
    return kept;
}

static heed_status open_file(const cli_args *args, cli_out *out, heed_error *err)
{
    struct stat about;
    if (stat(out->path, &about) == 0 && S_ISDIR(about.st_mode))
        return cannot_write(out->path, EISDIR, err);
    if (stat(out->path, &about) == 0 && !S_ISREG(about.st_mode)) {
        out->to = fopen(out->path, "we"); /* a device or a pipe is written straight */
        return out->to ? HEED_OK : cannot_write(out->path, errno, err);
    }
    out->path = behind_links(out->path, args->mem);
    clear_left_overs(out->path, args->mem);
    heed_text name = temporary_name(out->path, args->mem);
    char *at = (char *)(uintptr_t)name.at;
    int fd = mkstemp(at);
    if (fd < 0)
        return cannot_write(out->path, errno, err);
    set_mode(fd, out->path);
    out->temporary = at;
    out->to = fdopen(fd, "w");
    return out->to ? HEED_OK : cannot_write(out->path, errno, err);
}

static int terminal_width(void)
{
    const char *columns = getenv("COLUMNS");
    struct winsize size = { 0 };
    int width = columns ? atoi(columns) : 0;
    if (width <= 0 && isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0)
        width = size.ws_col;
    return width <= 0 ? WIDTH_DEFAULT : width < WIDTH_LEAST ? WIDTH_LEAST : width > WIDTH_MOST ? WIDTH_MOST : width;
}

static bool wants_colour(const cli_args *args)
{
    const char *none = getenv("NO_COLOR"), *term = getenv("TERM");
    return !args->given[OPTION_NO_COLOR] && !args->given[OPTION_PLAIN] && !(none && *none) && isatty(STDOUT_FILENO) && term &&
           strcmp(term, "dumb") != 0;
}

heed_status cli_out_open(const cli_args *args, cli_out *out, heed_error *err)
{
    *out = (cli_out){ .to = stdout, .path = args->given[OPTION_OUTPUT], .width = terminal_width() };
    out->utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
    if (out->path && strcmp(out->path, "-") != 0)
        return open_file(args, out, err);
    out->path = NULL;
    out->colour = wants_colour(args);
    return HEED_OK;
}

void cli_out_page(const cli_args *args, cli_out *out)
{
    const char *pager = getenv("PAGER"), *term = getenv("TERM");
    if (!pager)
        pager = access("/usr/bin/less", X_OK) == 0 ? "/usr/bin/less -FRX" : "";
    if (out->to != stdout || args->given[OPTION_NO_INPUT] || !isatty(STDOUT_FILENO) || !isatty(STDIN_FILENO) || !*pager ||
        strcmp(pager, "cat") == 0 || !term || strcmp(term, "dumb") == 0)
        return;
    fflush(stdout);
    signal(SIGPIPE, SIG_IGN); /* a reader may leave before the end */
    FILE *to = popen(pager, "we");
    out->paged = to != NULL;
    out->colour = out->colour && (!to || strstr(pager, "less")); /* others may show the codes */
    out->to = to ? to : stdout;
}

heed_status cli_out_close(cli_out *out, bool keep, heed_error *err)
{
    int why = 0;
    if (out->paged) {
        pclose(out->to);
        out->to = NULL;
        return HEED_OK;
    }
    if (fflush(out->to) != 0 || ferror(out->to))
        why = errno ? errno : EIO;
    if (out->to != stdout) {
        if (!why && out->temporary && keep && fsync(fileno(out->to)) != 0)
            why = errno;
        if (fclose(out->to) != 0 && !why)
            why = errno;
    }
    if (!why && out->temporary && keep && rename(out->temporary, out->path) != 0)
        why = errno;
    if (out->temporary && (why || !keep))
        unlink(out->temporary);
    out->to = NULL;
    return why ? cannot_write(out->path, why, err) : HEED_OK;
}

heed_status cli_replace_file(const char *path, heed_text text, heed_error *err)
{
    OWNED(heed_arena) mem = heed_arena_create();
    if (!mem)
        return heed_fail(err, HEED_FAULT, "There is not enough memory for this. Close something and try again.");
    cli_args args = { .mem = mem };
    cli_out out = { .path = path };
    TRY(open_file(&args, &out, err));
    cli_put(&out, text);
    return cli_out_close(&out, true, err);
}

/* ---- text */

void cli_put(cli_out *out, heed_text text)
{
    if (text.len)
        fwrite(text.at, 1, text.len, out->to);
}

void cli_put_line(cli_out *out, heed_text json)
{
    cli_put(out, json);
    cli_put(out, heed_lit("\n"));
}

void cli_style(cli_out *out, const char *code, heed_text text)
{
    if (out->colour)
        fprintf(out->to, "\033[%sm%.*s\033[0m", code, heed_fmt(text));
    else
        cli_put(out, text);
}

/* Columns a text takes: characters, near enough for English and Welsh. */
static int columns(heed_text text)
{
    int n = 0;
    for (size_t i = 0; i < text.len; i++)
        n += ((unsigned char)text.at[i] & 0xC0) != 0x80;
    return n;
}

static heed_text next_word(heed_text *left)
{
    *left = heed_text_trim(*left);
    size_t n = 0;
    while (n < left->len && left->at[n] != ' ' && left->at[n] != '\n' && left->at[n] != '\t' && left->at[n] != '\r')
        n++;
    heed_text word = { left->at, n };
    *left = (heed_text){ left->at + n, left->len - n };
    return word;
}

void cli_wrap(cli_out *out, int first, int indent, heed_text text)
{
    int at = first;
    bool start = true;
    for (heed_text word; (word = next_word(&text)).len; start = false) {
        if (!start && at + 1 + columns(word) > out->width) {
            fprintf(out->to, "\n%*s", indent, "");
            at = indent;
            start = true;
        }
        if (!start)
            cli_put(out, heed_lit(" "));
        at += columns(word) + !start;
        cli_put(out, word);
    }
    cli_put(out, heed_lit("\n"));
}
