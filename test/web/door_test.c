/* door_test.c - bytes on a socket: what is refused, what is kept, and what the door lives through. */
#include "sample.h"
#include "web/door_http.h"
#include <arpa/inet.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include <cmocka.h>

static size_t send_raw(int port, const char *bytes, size_t len, char *reply, size_t size)
{
    struct sockaddr_in to = { .sin_family = AF_INET,
                              .sin_port = htons((uint16_t)port),
                              .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    int s = socket(AF_INET, SOCK_STREAM, 0);
    struct timeval patience = { .tv_sec = 5 };
    setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    assert_int_equal(connect(s, (struct sockaddr *)&to, sizeof to), 0);
    assert_int_equal(send(s, bytes, len, MSG_NOSIGNAL), (ssize_t)len);
    shutdown(s, SHUT_WR);
    size_t got = 0;
    for (ssize_t n; got < size - 1 && (n = recv(s, reply + got, size - 1 - got, 0)) > 0;)
        got += (size_t)n;
    reply[got] = '\0';
    close(s);
    return got;
}

static int status_of(const char *reply)
{
    int status = 0;
    return sscanf(reply, "HTTP/1.%*d %d", &status) == 1 ? status : 0;
}

static void door__refuses_what_can_be_read_in_two_ways(void **state)
{
    door_http *door = *state;
    char host[64], request[512], reply[16384];
    snprintf(host, sizeof host, "Host: localhost:%d\r\n", door_http_port(door));
    static const struct {
        const char *start, *more;
        int status;
    } cases[] = {
        { "GET /sample?q=a HTTP/1.1\r\n", "\r\n", 200 },
        { "GET /sample?q=a HTTP/1.1\r\n", "Content-Length: 0\r\n\r\n", 200 },
        { "GET /sample?q=a HTTP/1.1\r\n", "Content-Length: 0\r\nContent-Length: 0\r\n\r\n", 400 },
        { "GET /sample?q=a HTTP/1.1\r\n", "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400 },
        { "GET /sample?q=a HTTP/1.1\r\n", "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400 },
        { "GET /sample?q=a HTTP/1.1\r\n", "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 413 },
        { "POST /sample?q=a HTTP/1.1\r\n", "Content-Length: 5\r\n\r\nhello", 405 },
        { "POST /nowhere HTTP/1.1\r\n", "Content-Length: 5\r\n\r\nhello", 404 },
        { "PUT /sample?q=a HTTP/1.1\r\n", "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 405 },
        { "BREW /sample?q=a HTTP/1.1\r\n", "Content-Length: 5\r\n\r\nhello", 501 },
        { "POST /%ff HTTP/1.1\r\n", "Content-Length: 5\r\n\r\nhello", 400 },
        { "GET /sample?q=a HTTP/1.1\r\n", "Content-Length: 5\r\n\r\nhello", 413 },
        { "POST /sample?q=a HTTP/1.1\r\n", "Content-Length: 0\r\n\r\n", 405 },
        { "GET /sample?q=a HTTP/1.1\r\n", "Host: localhost\r\n\r\n", 400 },
        { "GET /sample?q=a HTTP/1.1\r\n", "X-A : b\r\n\r\n", 400 },
        { "GET /sample?q=a HTTP/1.1\r\n", "X-A: b\x01\r\n\r\n", 400 },
        { "GET /%00 HTTP/1.1\r\n", "\r\n", 400 },
        { "GET /%ff HTTP/1.1\r\n", "\r\n", 400 },
        { "GET /nowhere HTTP/1.1\r\n", "\r\n", 404 },
        { "BREW /sample?q=a HTTP/1.1\r\n", "\r\n", 501 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int n = snprintf(request, sizeof request, "%s%sConnection: close\r\n%s", cases[i].start, host, cases[i].more);
        send_raw(door_http_port(door), request, (size_t)n, reply, sizeof reply);
        if (status_of(reply) != cases[i].status)
            fail_msg("case %zu: %d, not %d: %.200s", i, status_of(reply), cases[i].status, reply);
    }
}

/* One request, its connection closed after it. `head` is more of the head, each line with its end. */
static int ask(door_http *door, const char *method, const char *target, const char *head, char *reply, size_t size)
{
    char request[1024];
    int n = snprintf(request, sizeof request, "%s %s HTTP/1.1\r\nHost: localhost:%d\r\nConnection: close\r\n%s\r\n", method,
                     target, door_http_port(door), head);
    send_raw(door_http_port(door), request, (size_t)n, reply, size);
    return status_of(reply);
}

static void door__does_not_read_past_a_zero(void **state)
{
    door_http *door = *state;
    char request[512], reply[16384];
    int n = snprintf(request, sizeof request, "GET /sample?q=a0b HTTP/1.1\r\nHost: localhost:%d\r\nConnection: close\r\n\r\n",
                     door_http_port(door));
    send_raw(door_http_port(door), request, (size_t)n, reply, sizeof reply);
    assert_int_equal(status_of(reply), 200);
    *strchr(request, '0') = '\0';
    send_raw(door_http_port(door), request, (size_t)n, reply, sizeof reply);
    assert_int_equal(status_of(reply), 400);
    assert_int_equal(ask(door, "GET", "/sample?q=%00", "", reply, sizeof reply), 400);
    assert_non_null(strstr(reply, "zero byte"));
}

static void tag_of(const char *reply, char *etag, size_t size)
{
    const char *at = strstr(reply, "ETag: ");
    assert_non_null(at);
    snprintf(etag, size, "%.*s", (int)strcspn(at + 6, "\r"), at + 6);
}

static void door__tells_whether_a_page_changed(void **state)
{
    door_http *door = *state;
    char first[16384], reply[16384], etag[80], other[80], head[256];
    assert_int_equal(ask(door, "GET", "/other/x", "", first, sizeof first), 200);
    tag_of(first, etag, sizeof etag);
    assert_true(etag[0] == '"' && strlen(etag) > 16);
    for (int turn = 0; turn < 2; turn++) { /* made, then kept */
        assert_int_equal(ask(door, "GET", "/other/x", "", reply, sizeof reply), 200);
        assert_string_equal(strstr(reply, "ETag"), strstr(first, "ETag")); /* head and body alike, but for the hour */
        snprintf(head, sizeof head, "If-None-Match: \"x\", W/%s\r\n", etag);
        assert_int_equal(ask(door, "GET", "/other/x", head, reply, sizeof reply), 304);
        tag_of(reply, other, sizeof other);
        assert_string_equal(other, etag);
        assert_non_null(strstr(reply, "Content-Security-Policy: "));
        assert_non_null(strstr(reply, "Vary: Accept"));
        assert_string_equal(strstr(reply, "\r\n\r\n"), "\r\n\r\n"); /* no body */
        assert_int_equal(ask(door, "GET", "/other/x", "If-None-Match: \"other\"\r\n", reply, sizeof reply), 200);
    }
    assert_int_equal(ask(door, "GET", "/other/x", "Accept: application/json\r\n", reply, sizeof reply), 200);
    assert_non_null(strstr(reply, "{\"slug\":\"x\"}"));
    tag_of(reply, other, sizeof other);
    assert_string_not_equal(other, etag);
    assert_int_equal(ask(door, "HEAD", "/other/x", "", reply, sizeof reply), 200);
    assert_string_equal(strstr(reply, "\r\n\r\n"), "\r\n\r\n");
    assert_int_equal(ask(door, "POST", "/other/x", "Content-Length: 0\r\n", reply, sizeof reply), 405);
}

static void door__keeps_pages_of_one_address_apart(void **state)
{
    door_http *door = *state;
    char reply[16384], target[32], wanted[64];
    for (int turn = 0; turn < 2; turn++)
        for (int i = 0; i < 400; i++) { /* more than there is room for */
            snprintf(target, sizeof target, "/other/p%d.txt", i);
            snprintf(wanted, sizeof wanted, "\r\n\r\np%d", i);
            assert_int_equal(ask(door, "GET", target, "", reply, sizeof reply), 200);
            assert_string_equal(strstr(reply, "\r\n\r\n"), wanted);
        }
}

static void door__outlives_a_page_that_takes_all_memory(void **state)
{
    door_http *door = *state;
    char reply[16384];
    for (int i = 0; i < 3; i++) {
        assert_int_equal(ask(door, "GET", "/greedy", "", reply, sizeof reply), 503);
        assert_non_null(strstr(reply, "There is not enough memory for this page."));
        assert_non_null(strstr(reply, "Content-Security-Policy: default-src 'none'"));
        assert_non_null(strstr(reply, "Cache-Control: no-store"));
        assert_int_equal(ask(door, "GET", "/greedy", "Accept: application/json\r\n", reply, sizeof reply), 503);
        assert_non_null(strstr(reply, "\"status\":503"));
        assert_int_equal(ask(door, "GET", "/other/x", "", reply, sizeof reply), 200);
    }
}

static void door__answers_to_its_own_names_only(void **state)
{
    door_http *door = *state;
    char request[512], reply[16384];
    static const struct {
        const char *host;
        int status;
    } cases[] = {
        { "evil.example", 421 }, { "localhost.evil.example", 421 }, { "localhost", 200 }, { "127.0.0.1", 200 }, { "[::1]", 200 }
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int n = snprintf(request, sizeof request, "GET /sample?q=a HTTP/1.1\r\nHost: %s:%d\r\nConnection: close\r\n\r\n",
                         cases[i].host, door_http_port(door));
        send_raw(door_http_port(door), request, (size_t)n, reply, sizeof reply);
        assert_int_equal(status_of(reply), cases[i].status);
        assert_non_null(strstr(reply, "Content-Security-Policy: default-src 'none'"));
    }
    const char none[] = "GET /sample?q=a HTTP/1.1\r\nConnection: close\r\n\r\n";
    send_raw(door_http_port(door), none, sizeof none - 1, reply, sizeof reply);
    assert_int_equal(status_of(reply), 400);
}

static void door__keeps_connections_and_heads_short(void **state)
{
    door_http *door = *state;
    char request[512], reply[32768];
    int n = snprintf(request, sizeof request,
                     "GET /sample?q=a HTTP/1.1\r\nHost: localhost:%d\r\n\r\nHEAD /sample?q=b HTTP/1.1\r\nHost: "
                     "localhost:%d\r\nConnection: close\r\n\r\n",
                     door_http_port(door), door_http_port(door));
    size_t got = send_raw(door_http_port(door), request, (size_t)n, reply, sizeof reply);
    char *second = strstr(reply + 1, "HTTP/1.1 200");
    assert_non_null(second);
    assert_non_null(strstr(second, "Content-Length: "));
    assert_int_equal((size_t)(strstr(second, "\r\n\r\n") + 4 - reply), got); /* nothing after the head's headers */
    assert_null(strstr(reply, "Set-Cookie"));
}

static void door__says_when_its_port_is_taken(void **state)
{
    door_http *door = *state, *other = NULL;
    heed_error err = { 0 };
    assert_int_equal(door_http_open(&sample_site, door_http_port(door), 1, &other, &err), HEED_CONFLICT);
    assert_null(other);
    assert_non_null(strstr(err.message, "is in use"));
    assert_int_equal(door_http_open(&sample_site, 70000, 1, &other, &err), HEED_INVALID);
}

static void door__outlives_rubbish(void **state)
{
    door_http *door = *state;
    char reply[16384], junk[40000];
    memset(junk, 'A', sizeof junk);
    send_raw(door_http_port(door), junk, sizeof junk, reply, sizeof reply);
    for (size_t i = 0; i < sizeof junk; i++)
        junk[i] = (char)(i * 131 + i / 7);
    send_raw(door_http_port(door), junk, 4000, reply, sizeof reply);
    memcpy(junk, "GET /", 5);
    memset(junk + 5, 'a', 20000);
    int n = snprintf(junk + 20005, 200, " HTTP/1.1\r\nHost: localhost:%d\r\nConnection: close\r\n\r\n", door_http_port(door));
    send_raw(door_http_port(door), junk, 20005 + (size_t)n, reply, sizeof reply);
    assert_int_equal(status_of(reply), 414);
    char request[128];
    n = snprintf(request, sizeof request, "GET /other/x HTTP/1.1\r\nHost: localhost:%d\r\nConnection: close\r\n\r\n",
                 door_http_port(door));
    send_raw(door_http_port(door), request, (size_t)n, reply, sizeof reply);
    assert_int_equal(status_of(reply), 200);
}

static int open_door(void **state)
{
    heed_error err = { 0 };
    return door_http_open(&sample_site, 0, 2, (door_http **)state, &err) == HEED_OK ? 0 : -1;
}

static int close_door(void **state)
{
    door_http_close(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(door__refuses_what_can_be_read_in_two_ways, open_door, close_door),
        cmocka_unit_test_setup_teardown(door__does_not_read_past_a_zero, open_door, close_door),
        cmocka_unit_test_setup_teardown(door__tells_whether_a_page_changed, open_door, close_door),
        cmocka_unit_test_setup_teardown(door__keeps_pages_of_one_address_apart, open_door, close_door),
        cmocka_unit_test_setup_teardown(door__outlives_a_page_that_takes_all_memory, open_door, close_door),
        cmocka_unit_test_setup_teardown(door__answers_to_its_own_names_only, open_door, close_door),
        cmocka_unit_test_setup_teardown(door__keeps_connections_and_heads_short, open_door, close_door),
        cmocka_unit_test_setup_teardown(door__says_when_its_port_is_taken, open_door, close_door),
        cmocka_unit_test_setup_teardown(door__outlives_rubbish, open_door, close_door),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
