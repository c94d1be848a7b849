/* serve.c - `heed serve`: open the policies, then hand them to the pages. */
#include "web/serve.h"
#include "app/review/review.h"
#include "app/routes.h"
#include "base/arena.h"
#include "commands.h"
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PORT_DEFAULT = 8417 };

static heed_status read_port(const cli_args *args, int *port_out, heed_error *err)
{
    const char *given = args->given[OPTION_PORT];
    char *end = NULL;
    long port = given ? strtol(given, &end, 10) : PORT_DEFAULT;
    if (given && (end == given || *end || port < 0 || port > 65535))
        return heed_fail(err, HEED_INVALID,
                         "--port: \"%.40s\" is no port. Give a number from 0 to 65535; 0 takes any free one.", given);
    *port_out = (int)port;
    return HEED_OK;
}

/* Nothing is kept yet, but a folder that is not there is a slip worth hearing of now. */
static heed_status check_data(const cli_args *args, heed_error *err)
{
    struct stat about;
    const char *data = args->given[OPTION_DATA];
    if (data && (stat(data, &about) != 0 || !S_ISDIR(about.st_mode)))
        return heed_fail(err, HEED_NOT_FOUND, "--data: %.300s: there is no such folder. Make it first.", data);
    return HEED_OK;
}

/* What is served, and where it came from. */
typedef struct {
    web_policy *policies;
    heed_text *files;
    size_t count;
    library_policy first;
    int worst; /* exit code of what was left out */
} shelf;

static heed_text file_of(heed_text path)
{
    for (size_t i = path.len; i > 0; i--)
        if (path.at[i - 1] == '/')
            return (heed_text){ path.at + i, path.len - i };
    return path;
}

/* "policies/My School.policy.md" -> "my-school" */
static heed_text slug_of(heed_text path, heed_arena *mem)
{
    heed_text file = file_of(path);
    heed_text slug = heed_text_copy(mem, (heed_text){ file.at, file.len - strlen(".policy.md") });
    char *at = (char *)(uintptr_t)slug.at;
    for (size_t i = 0; i < slug.len; i++) {
        bool large = at[i] >= 'A' && at[i] <= 'Z';
        bool plain = (at[i] >= 'a' && at[i] <= 'z') || (at[i] >= '0' && at[i] <= '9');
        at[i] = large ? (char)(at[i] - 'A' + 'a') : plain ? at[i] : '-';
    }
    return slug;
}

static bool slug_taken(const shelf *s, heed_text slug)
{
    for (size_t i = 0; i < s->count; i++)
        if (heed_text_eq(s->policies[i].slug, slug))
            return true;
    return false;
}

static heed_text slug_free(const shelf *s, heed_text wanted, heed_arena *mem)
{
    heed_text slug = wanted;
    for (unsigned n = 2; slug_taken(s, slug); n++)
        slug = heed_text_printf(mem, "%.*s-%u", heed_fmt(wanted), n);
    return slug;
}

/* Two files of one policy are two addresses; whoever serves them should know which is which. */
static void tell_twins(const shelf *s, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (heed_text_eq(heed_policy_about(s->policies[i].policy)->name, heed_policy_about(s->policies[at].policy)->name)) {
            fprintf(stderr,
                    "heed serve: %.*s and %.*s both hold a policy named \"%.*s\". Both are served: /policies/%.*s and "
                    "/policies/%.*s.\n",
                    heed_fmt(s->files[i]), heed_fmt(s->files[at]), heed_fmt(heed_policy_about(s->policies[at].policy)->name),
                    heed_fmt(s->policies[i].slug), heed_fmt(s->policies[at].slug));
            return;
        }
}

/* Schools of one name are told apart by their files. */
static void name_schools(shelf *s, heed_arena *mem)
{
    for (size_t i = 0; i < s->count; i++) {
        heed_text school = heed_policy_about(s->policies[i].policy)->school;
        for (size_t k = 0; k < s->count; k++)
            if (k != i && heed_text_eq(heed_policy_about(s->policies[k].policy)->school, school))
                s->policies[i].school = heed_text_printf(mem, "%.*s (%.*s)", heed_fmt(school), heed_fmt(s->policies[i].slug));
    }
}

static void leave_out(shelf *s, heed_text path, int code)
{
    fprintf(stderr, "heed serve: %.*s is left out. Mend it and start again.\n", heed_fmt(file_of(path)));
    s->worst = code;
}

/* One text that cannot be read does not keep the others from being read. */
static void open_one(library *lib, heed_text path, shelf *s, heed_arena *mem)
{
    library_policy opened;
    int code = cli_open_policy(lib, path.at, &opened);
    if (code == EXIT_FINE && s->count && opened.vocabulary != s->first.vocabulary) {
        fprintf(stderr, "heed serve: %.*s uses another vocabulary than %.*s. Serve them from two folders.\n",
                heed_fmt(opened.path), heed_fmt(s->first.path));
        code = EXIT_PARSE;
    }
    if (code != EXIT_FINE) {
        leave_out(s, path, code);
        return;
    }
    if (!s->count)
        s->first = opened;
    s->policies[s->count] = (web_policy){ .slug = slug_free(s, slug_of(path, mem), mem), .policy = opened.policy };
    s->files[s->count] = file_of(path);
    tell_twins(s, s->count++);
}

static int open_shelf(const cli_args *args, library *lib, shelf *s)
{
    heed_texts paths = { 0 };
    heed_error err = { 0 };
    if (library_list(lib, &paths, &err) != HEED_OK)
        return cli_complain(&err, EXIT_USAGE);
    if (!paths.len) {
        fprintf(stderr, "heed serve: no policy found. Put a file that ends in .policy.md into %s.\n",
                args->given[OPTION_POLICIES] ? args->given[OPTION_POLICIES] : "a folder and name it with --policies");
        return EXIT_ABSENT;
    }
    *s =
        (shelf){ .policies = ARENA_NEW(args->mem, web_policy, paths.len), .files = ARENA_NEW(args->mem, heed_text, paths.len) };
    for (size_t i = 0; i < paths.len; i++)
        open_one(lib, paths.at[i], s, args->mem);
    if (!s->count) {
        fputs("heed serve: no policy is left to serve.\n", stderr);
        return s->worst;
    }
    name_schools(s, args->mem);
    return EXIT_FINE;
}

static int open_site(const cli_args *args, web_site *site)
{
    library *lib = library_new(args->given[OPTION_POLICIES], args->mem);
    heed_error err = { 0 };
    shelf s;
    int code = open_shelf(args, lib, &s);
    if (code != EXIT_FINE)
        return code;
    *site = (web_site){ .policies = s.policies,
                        .policy_count = s.count,
                        .vocabulary = s.first.vocabulary,
                        .routes = &app_routes,
                        .today = cli_today };
    heed_analyse_options *options = ARENA_NEW(args->mem, heed_analyse_options, 1);
    site->analyse = options;
    if (library_reader(lib, &s.first, &site->reader, &err) != HEED_OK ||
        review_options(lib, &s.first, 0, args->mem, options, &err) != HEED_OK)
        return cli_complain(&err, EXIT_PARSE);
    return EXIT_FINE;
}

/* Let the desktop open the address: xdg-open hands it to the browser and ends. */
static bool open_browser(int port)
{
    char address[40];
    int status = 0;
    snprintf(address, sizeof address, "http://localhost:%d", port);
    pid_t child = fork();
    if (child == 0) {
        sigset_t none;
        sigemptyset(&none);
        pthread_sigmask(SIG_SETMASK, &none, NULL);
        if (!freopen("/dev/null", "w", stdout) || !freopen("/dev/null", "w", stderr))
            _exit(1);
        char *const words[] = { (char[]){ "xdg-open" }, address, NULL };
        execvp(words[0], words);
        _exit(127);
    }
    return child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static void ready(int port, void *cls)
{
    const cli_args *args = cls;
    printf("http://localhost:%d\n", port);
    fflush(stdout);
    if (!args->given[OPTION_QUIET])
        fputs("Only this computer can connect. Stop with Ctrl-C.\n", stderr);
    if (args->given[OPTION_OPEN] && !open_browser(port))
        fputs("heed serve: no browser could be opened. Open the address above yourself.\n", stderr);
}

int run_serve(const cli_args *args)
{
    web_site site;
    heed_error err = { 0 };
    web_serve_options options = { .ready = ready, .cls = (void *)(uintptr_t)args };
    if (read_port(args, &options.port, &err) != HEED_OK || check_data(args, &err) != HEED_OK)
        return cli_complain(&err, EXIT_USAGE);
    int code = open_site(args, &site);
    if (code != EXIT_FINE)
        return code;
    if (web_serve(&site, &options, &err) != HEED_OK)
        return cli_complain(&err, EXIT_USAGE);
    return EXIT_FINE;
}
