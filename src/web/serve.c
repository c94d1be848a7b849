/* serve.c - opens the door and waits to be told to stop. */
#include "web/serve.h"
#include "base/arena.h"
#include "web/door_http.h"
#include <signal.h>
#include <unistd.h>

enum { THREADS_MAX = 8 };

static int threads_for(int wanted)
{
    long n = wanted > 0 ? wanted : sysconf(_SC_NPROCESSORS_ONLN);
    return n < 2 ? 2 : n > THREADS_MAX ? THREADS_MAX : (int)n;
}

heed_status web_serve(const web_site *site, const web_serve_options *options, heed_error *err)
{
    sigset_t stops, before;
    sigemptyset(&stops);
    sigaddset(&stops, SIGINT);
    sigaddset(&stops, SIGTERM);
    struct sigaction ignore = { .sa_handler = SIG_IGN }, pipe_before;
    sigaction(SIGPIPE, &ignore, &pipe_before);   /* a reader who leaves early is no reason to stop */
    pthread_sigmask(SIG_BLOCK, &stops, &before); /* the door's threads inherit it */
    door_http *door = NULL;
    heed_status status = door_http_open(site, options->port, threads_for(options->threads), &door, err);
    if (status == HEED_OK) {
        if (options->ready)
            options->ready(door_http_port(door), options->cls);
        int which;
        while (sigwait(&stops, &which) != 0)
            continue;
        door_http_close(door);
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    sigaction(SIGPIPE, &pipe_before, NULL);
    return status;
}
