/* door_http.c - libmicrohttpd in front of the runner.
 *
 * The library is trusted with sockets and with nothing else: it accepts requests that other programs read differently (two
 * lengths, a length and a chunked body, zeros in headers), so whatever could be read in two ways is refused here. It listens
 * on loopback only, and only under the names this computer has for itself, so that no page elsewhere can point a name of
 * its own at it and read the answers. Nothing of a request is written down.
 *
 * Four refusals are the library's own, bare, with its words and none of our headers, for it sends them before it calls us: a
 * head larger than CONNECTION_BYTES (414, 431), a request line or header that is none (400), a length that is no number (400),
 * another version of HTTP (505). No browser sends such a thing; from a page an address of that length cannot be made. */
#include "web/door_http.h"
#include "web/door_kept.h"
#include "web/runner.h"
#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

/* A request may use REQUEST_BYTES of memory: many times what the dearest answer needs, and little enough that all
 * connections together cannot take the machine down. One that needs more gets a page that says so. */
enum { IDLE_SECONDS = 15, CONNECTIONS = 512, CONNECTION_BYTES = 32 * 1024, REQUEST_BYTES = 16 * 1024 * 1024 };

struct door_http {
    const web_site *site;
    int port;
    struct MHD_Daemon *daemons[2];
    door_kept *kept; /* NULL: nothing is kept, and every page is made again */
};

/* One request on its way. */
typedef struct {
    heed_arena *mem;
    heed_text target;    /* as it came over the wire */
    uintptr_t target_at; /* where it stood in the library's buffer */
    bool begun, answered;
    web_request request;
    heed_error err;
} passage;

static heed_status take_target(passage *p, const char *uri)
{
    ARENA_GUARD(p->mem, NULL);
    p->target = heed_text_copy(p->mem, heed_text_of(uri));
    p->target_at = (uintptr_t)uri;
    return HEED_OK;
}

/* Without memory even for an address there is no passage, and on_request says so. */
static void *request_begins(void *cls, const char *uri, struct MHD_Connection *connection)
{
    (void)cls;
    (void)connection;
    passage *p = calloc(1, sizeof *p);
    if (p && (p->mem = heed_arena_create())) {
        p->mem->limit = REQUEST_BYTES;
        if (take_target(p, uri) == HEED_OK)
            return p;
        heed_arena_destroy(p->mem);
    }
    free(p);
    return NULL;
}

static void request_ends(void *cls, struct MHD_Connection *connection, void **at, enum MHD_RequestTerminationCode why)
{
    (void)cls;
    (void)connection;
    (void)why;
    passage *p = *at;
    *at = NULL;
    if (!p)
        return;
    heed_arena_destroy(p->mem);
    free(p);
}

/* ---- headers */
typedef struct {
    unsigned hosts, lengths, encodings, broken;
    heed_text host, length, accept, if_none_match;
} headers;

static bool is_token(heed_text name)
{
    static const char others[] = "!#$%&'*+-.^_`|~";
    for (size_t i = 0; i < name.len; i++) {
        char c = name.at[i], low = (char)(c | 0x20);
        if (!(low >= 'a' && low <= 'z') && !(c >= '0' && c <= '9') && (!c || !strchr(others, c)))
            return false;
    }
    return name.len > 0;
}

static bool named(heed_text name, const char *want)
{
    return name.len == strlen(want) && strncasecmp(name.at, want, name.len) == 0;
}

static enum MHD_Result take_header(void *cls, enum MHD_ValueKind kind, const char *key, size_t key_len, const char *value,
                                   size_t value_len)
{
    (void)kind;
    headers *h = cls;
    heed_text name = { key, key_len }, text = { value ? value : "", value_len };
    bool control = false;
    for (size_t i = 0; i < text.len; i++)
        control = control || ((unsigned char)text.at[i] < 0x20 && text.at[i] != '\t') || text.at[i] == 0x7f;
    if (!is_token(name) || control)
        h->broken++;
    if (named(name, "Host")) {
        h->hosts++;
        h->host = text;
    } else if (named(name, "Content-Length")) {
        h->lengths++;
        h->length = text;
    } else if (named(name, "Transfer-Encoding")) {
        h->encodings++;
    } else if (named(name, "Accept")) {
        h->accept = text;
    } else if (named(name, "If-None-Match")) {
        h->if_none_match = text;
    }
    return MHD_YES;
}

/* 0 when the request may pass; else the status, and why in words. */
static int refusal_of(const headers *h, int port, heed_text *why)
{
    if (h->broken || h->hosts != 1 || h->lengths > 1 || (h->lengths && h->encodings)) {
        *why = T("This request can be read in two ways, so it was not read at all. Use an ordinary browser.");
        return 400;
    }
    if (!web_host_is_ours(h->host, port)) {
        *why = T("Heed answers on this computer only, under the name localhost. Type the address that Heed printed when it "
                 "started.");
        return 421;
    }
    return 0;
}

static bool has_body(const headers *h)
{
    return h->encodings || (h->lengths && !heed_text_is(h->length, "0"));
}

/* ---- answering */
static void add_header(struct MHD_Response *r, const char *name, heed_text value)
{
    char text[320];
    if (value.len && value.len < sizeof text) {
        snprintf(text, sizeof text, "%.*s", heed_fmt(value));
        MHD_add_response_header(r, name, text);
    }
}

/* The library's form of a response; NULL when there is no memory. */
static struct MHD_Response *pack(const web_response *response, enum MHD_ResponseMemoryMode mode)
{
    char name[300];
    struct MHD_Response *r = MHD_create_response_from_buffer(response->body.len, (void *)(uintptr_t)response->body.at, mode);
    if (!r)
        return NULL;
    add_header(r, "Content-Type", response->type);
    add_header(r, "Cache-Control", response->cache);
    add_header(r, "ETag", response->etag);
    add_header(r, "Allow", response->allow);
    if (response->download.len &&
        snprintf(name, sizeof name, "inline; filename=\"%.*s\"", heed_fmt(response->download)) < (int)sizeof name)
        add_header(r, "Content-Disposition", heed_text_of(name));
    for (size_t i = 0; i < web_safe_header_count; i++)
        MHD_add_response_header(r, web_safe_headers[i].name, web_safe_headers[i].value);
    return r;
}

/* The body lives in the passage's arena, which outlasts the sending: request_ends comes after it. */
static enum MHD_Result send_response(struct MHD_Connection *connection, const web_response *response, bool close)
{
    struct MHD_Response *r = pack(response, MHD_RESPMEM_PERSISTENT);
    if (!r)
        return MHD_NO;
    if (close)
        MHD_add_response_header(r, "Connection", "close");
    enum MHD_Result sent = MHD_queue_response(connection, (unsigned)response->status, r);
    MHD_destroy_response(r);
    return sent;
}

static kept_key key_of(const door_http *door, const passage *p)
{
    return (kept_key){ p->target, p->request.wants_json, door->site->today() };
}

static void keep(const door_http *door, const passage *p, const web_response *response)
{
    kept_key key = key_of(door, p);
    if (!door->kept || !response->kept || response->body.len > KEPT_BODY_MAX)
        return;
    web_response bare = { .cache = response->cache, .etag = response->etag };
    struct MHD_Response *whole = pack(response, MHD_RESPMEM_MUST_COPY), *unchanged = pack(&bare, MHD_RESPMEM_PERSISTENT);
    if (whole && unchanged) {
        door_kept_put(door->kept, &key, response->etag, whole, unchanged);
        return;
    }
    if (whole)
        MHD_destroy_response(whole);
    if (unchanged)
        MHD_destroy_response(unchanged);
}

/* ---- one request */
static heed_status read_target(passage *p)
{
    ARENA_GUARD(p->mem, &p->err);
    return web_request_target(&p->request, p->target, p->mem, &p->err);
}

/* Does the library's buffer hold more of an address than it told us? A zero in it ends the text, and others would read on. */
static bool target_is_cut(const passage *p, const char *version)
{
    uintptr_t end = p->target_at + p->target.len + 1, next = (uintptr_t)version;
    return next > end && next - end < CONNECTION_BYTES;
}

/* Make the response. True when it is a refusal, and the connection ends with it. */
static bool make_response(const door_http *door, passage *p, int status, heed_text why, web_response *response)
{
    if (!status) {
        heed_status read = read_target(p);
        if (read == HEED_OK) {
            web_run(door->site, &p->request, p->mem, response);
            return false;
        }
        if (read == HEED_FAULT) {
            *response = web_no_memory(p->request.wants_json);
            return true;
        }
        status = p->target.len > WEB_TARGET_MAX ? 414 : 400;
        why = heed_text_of(p->err.message);
    }
    web_refuse(door->site, &p->request, status, why, p->mem, response);
    return true;
}

static bool reads(const passage *p)
{
    return p->request.method == WEB_GET || p->request.method == WEB_HEAD;
}

/* The head of a request is here. What cannot be answered is refused at once, and the connection ends with it. */
static enum MHD_Result on_head(const door_http *door, struct MHD_Connection *connection, passage *p, const char *method,
                               const char *version)
{
    headers h = { 0 };
    heed_text why = { 0 };
    MHD_get_connection_values_n(connection, MHD_HEADER_KIND, take_header, &h);
    h.broken += target_is_cut(p, version);
    p->request.method = web_method_of(heed_text_of(method));
    p->request.wants_json = web_accepts_json(h.accept);
    p->request.if_none_match = h.if_none_match;
    int status = refusal_of(&h, door->port, &why);
    if (!status && has_body(&h) && reads(p)) {
        status = 413;
        why = T("No page here takes anything in. Use the forms on the pages.");
    }
    if (!status && !has_body(&h))
        return MHD_YES;
    web_response response = { 0 };
    p->answered = true;
    make_response(door, p, status, why, &response);
    return send_response(connection, &response, true);
}

/* The request is whole; the connection can be used again after it. */
static enum MHD_Result on_whole(const door_http *door, struct MHD_Connection *connection, passage *p)
{
    kept_key key = key_of(door, p);
    enum MHD_Result sent;
    web_response response = { 0 };
    p->answered = true;
    if (reads(p) && door_kept_send(door->kept, &key, p->request.if_none_match, connection, &sent))
        return sent;
    bool close = make_response(door, p, 0, (heed_text){ 0 }, &response);
    keep(door, p, &response);
    return send_response(connection, &response, close);
}

/* The library calls once when the headers are read, and again when the request is whole. */
static enum MHD_Result on_request(void *cls, struct MHD_Connection *connection, const char *url, const char *method,
                                  const char *version, const char *upload, size_t *upload_size, void **at)
{
    (void)url;
    (void)upload;
    const door_http *door = cls;
    passage *p = *at;
    if (!p) {
        web_response sorry = web_no_memory(false);
        return send_response(connection, &sorry, true);
    }
    if (p->answered) { /* a body we refused: let it run out */
        *upload_size = 0;
        return MHD_YES;
    }
    if (p->begun)
        return on_whole(door, connection, p);
    p->begun = true;
    return on_head(door, connection, p, method, version);
}

/* ---- listening */
static heed_status listen_failed(int port, int why, heed_error *err)
{
    if (why == EADDRINUSE)
        return heed_fail(err, HEED_CONFLICT, "Port %d is in use. Stop the other program, or choose another with --port.", port);
    if (why == EACCES)
        return heed_fail(err, HEED_REFUSED, "Port %d needs more rights than you have. Choose one above 1023 with --port.",
                         port);
    return heed_fail(err, HEED_FAULT, "Port %d cannot be opened: %s.", port, strerror(why));
}

static int listen_on(int family, int port)
{
    int s = socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), yes = 1;
    if (s < 0)
        return -1;
    struct sockaddr_in four = { .sin_family = AF_INET,
                                .sin_port = htons((uint16_t)port),
                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    struct sockaddr_in6 six = { .sin6_family = AF_INET6, .sin6_port = htons((uint16_t)port), .sin6_addr = in6addr_loopback };
    setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (family == AF_INET6)
        setsockopt(s, IPPROTO_IPV6, IPV6_V6ONLY, &yes, sizeof yes);
    int bad = family == AF_INET ? bind(s, (struct sockaddr *)&four, sizeof four) : bind(s, (struct sockaddr *)&six, sizeof six);
    if (bad || listen(s, SOMAXCONN)) {
        int why = errno;
        close(s);
        errno = why;
        return -1;
    }
    return s;
}

static struct MHD_Daemon *daemon_on(door_http *door, int listening, int threads)
{
    return MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD, 0, NULL, NULL, on_request, door, MHD_OPTION_LISTEN_SOCKET, listening,
                            MHD_OPTION_THREAD_POOL_SIZE, (unsigned)threads, MHD_OPTION_CONNECTION_TIMEOUT,
                            (unsigned)IDLE_SECONDS, MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS,
                            MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_BYTES, MHD_OPTION_STRICT_FOR_CLIENT, 1,
                            MHD_OPTION_URI_LOG_CALLBACK, request_begins, NULL, MHD_OPTION_NOTIFY_COMPLETED, request_ends, NULL,
                            MHD_OPTION_END);
}

static int port_of(int s)
{
    struct sockaddr_in at;
    socklen_t size = sizeof at;
    return getsockname(s, (struct sockaddr *)&at, &size) ? 0 : ntohs(at.sin_port);
}

heed_status door_http_open(const web_site *site, int port, int threads, door_http **door_out, heed_error *err)
{
    *door_out = NULL;
    if (port < 0 || port > 65535)
        return heed_fail(err, HEED_INVALID, "%d is no port. Choose a number from 1 to 65535.", port);
    int four = listen_on(AF_INET, port);
    if (four < 0)
        return listen_failed(port, errno, err);
    door_http *door = calloc(1, sizeof *door);
    if (!door) {
        close(four);
        return heed_fail(err, HEED_FAULT, "There is not enough memory to open port %d.", port);
    }
    door->site = site;
    door->port = port_of(four);
    door->kept = door_kept_create();
    /* A browser may try ::1 first for "localhost": another program there would be taken for us. */
    int six = listen_on(AF_INET6, door->port);
    if (six < 0 && errno == EADDRINUSE) {
        close(four);
        door_http_close(door);
        return listen_failed(port, EADDRINUSE, err);
    }
    door->daemons[0] = daemon_on(door, four, threads);
    door->daemons[1] = six >= 0 ? daemon_on(door, six, 1) : NULL;
    if (six >= 0 && !door->daemons[1])
        close(six);
    if (!door->daemons[0]) {
        close(four);
        door_http_close(door);
        return heed_fail(err, HEED_FAULT, "The web server cannot start on port %d. Is the machine out of memory or threads?",
                         port);
    }
    *door_out = door;
    return HEED_OK;
}

int door_http_port(const door_http *door)
{
    return door->port;
}

void door_http_close(door_http *door)
{
    if (!door)
        return;
    for (size_t i = 0; i < 2; i++)
        if (door->daemons[i])
            MHD_stop_daemon(door->daemons[i]);
    door_kept_destroy(door->kept);
    free(door);
}
