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
                         "--port: \"%.40s\" is no port. Give a number from 1024 to 65535, or 0 for any free one.", given);
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

/* "policies/dereham.policy.md" -> "dereham" */
static heed_text slug_of(heed_text path)
{
    for (size_t i = path.len; i > 0; i--)
        if (path.at[i - 1] == '/') {
            path = (heed_text){ path.at + i, path.len - i };
            break;
        }
    path.len -= strlen(".policy.md");
    return path;
}

static int open_site(const cli_args *args, web_site *site)
{
    library *lib = library_new(args->given[OPTION_POLICIES], args->mem);
    heed_texts paths = { 0 };
    heed_error err = { 0 };
    if (library_list(lib, &paths, &err) != HEED_OK)
        return cli_complain(&err, EXIT_USAGE);
    web_policy *policies = ARENA_NEW(args->mem, web_policy, paths.len);
    library_policy *opened = ARENA_NEW(args->mem, library_policy, paths.len + 1);
    for (size_t i = 0; i < paths.len; i++) {
        int code = cli_open_policy(lib, paths.at[i].at, &opened[i]);
        if (code != EXIT_FINE)
            return code;
        if (opened[i].vocabulary != opened[0].vocabulary) {
            fprintf(stderr, "heed serve: %.*s uses another vocabulary than %.*s. Serve them from two folders.\n",
                    heed_fmt(opened[i].path), heed_fmt(opened[0].path));
            return EXIT_PARSE;
        }
        policies[i] = (web_policy){ slug_of(paths.at[i]), opened[i].policy };
    }
    if (!paths.len) {
        fprintf(stderr, "heed serve: no policy found. Put a file that ends in .policy.md into %s.\n",
                args->given[OPTION_POLICIES] ? args->given[OPTION_POLICIES] : "a folder and name it with --policies");
        return EXIT_ABSENT;
    }
    *site = (web_site){ .policies = policies,
                        .policy_count = paths.len,
                        .vocabulary = opened[0].vocabulary,
                        .routes = &app_routes,
                        .today = cli_today };
    heed_analyse_options *options = ARENA_NEW(args->mem, heed_analyse_options, 1);
    site->analyse = options;
    if (library_reader(lib, &opened[0], &site->reader, &err) != HEED_OK ||
        review_options(lib, &opened[0], 0, args->mem, options, &err) != HEED_OK)
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
