/* web_test.c - requests become pages, and what is not a fit request is refused in words. */
#include "other_page.h"
#include "sample.h"
#include "web/door_http.h"
#include "web/markdown.h"
#include <arpa/inet.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include <cmocka.h>

typedef other_page_page sample_other_page;
#define sample_other_html other_page_html
#define sample_other_json other_page_json

#define SAMPLE_ROW(...) FORM_ROW(sample_form, __VA_ARGS__)
WEB_FORM_TABLE(sample, SAMPLE_FORM(SAMPLE_ROW))

PAGE_FORM(sample_page, sample)
{
    page->title = form->q;
    page->words = form->tag;
    if (heed_text_is(form->q, "missing"))
        return heed_fail(v->err, HEED_NOT_FOUND, "It went <away>.");
    if (heed_text_is(form->q, "denied"))
        return heed_fail(v->err, HEED_REFUSED, "secret");
    if (heed_text_is(form->q, "broken"))
        return heed_fail(v->err, HEED_FAULT, "secret");
    return HEED_OK;
}

PAGE(sample_other)
{
    page->slug = web_param(v, "slug");
    return HEED_OK;
}

DOCUMENT(sample_file)
{
    file->type = heed_lit("text/plain");
    file->body = web_param(v, "slug");
    return HEED_OK;
}

SAMPLE_ROUTES(ROUTE_DECLARE)
static const web_route rows[] = { SAMPLE_ROUTES(ROUTE_ROW) };
static const web_routes routes = { rows, sizeof rows / sizeof *rows };

static heed_date today(void)
{
    return 20261120;
}

static const web_site site = { .routes = &routes, .today = today };

static bool has(heed_text text, const char *part)
{
    return text.at && text.len && memmem(text.at, text.len, part, strlen(part)) != NULL;
}

#define assert_has(text, part)                                                                                                 \
    do {                                                                                                                       \
        if (!has((text), (part)))                                                                                              \
            fail_msg("\"%s\" is not in: %.*s", (part), heed_fmt(text));                                                        \
    } while (0)

static web_response get(heed_arena *mem, const char *target, web_method method, bool json)
{
    web_request request = { .method = method, .wants_json = json };
    web_response response;
    assert_int_equal(web_request_target(&request, heed_text_of(target), mem, NULL), HEED_OK);
    web_run(&site, &request, mem, &response);
    return response;
}

/* ---- templates */
static heed_texts texts(heed_arena *mem, const char *a, const char *b)
{
    heed_texts t = { ARENA_NEW(mem, heed_text, 2), 2 };
    t.at[0] = heed_text_of(a);
    t.at[1] = heed_text_of(b);
    return t;
}

static sample_page_page sample(heed_arena *mem)
{
    sample_page_page page = {
        .title = heed_lit("<b>\"x\" & 'y'"), .count = -3, .shown = true, .inner = { heed_lit("<i>kept</i>") }
    };
    page.rows.at = ARENA_NEW(mem, sample_page_row, 1);
    page.rows.len = 1;
    page.rows.at[0] = (sample_page_row){ heed_lit("a\"b"), heed_lit("../x?y"), texts(mem, "1&2", "t\xC5\xB7") };
    return page;
}

static heed_text html_of(heed_arena *mem, const sample_page_page *page)
{
    web_out o = web_out_new(mem);
    sample_page_html(&o, page);
    return web_out_text_of(&o);
}

static void template__escapes_for_where_text_stands(void **state)
{
    (void)state;
    OWNED(heed_arena) mem = heed_arena_create();
    sample_page_page page = sample(mem);
    heed_text html = html_of(mem, &page);
    assert_has(html,
               "<h1 title=\"About &lt;b&gt;&quot;x&quot; &amp; &#39;y&#39;\">&lt;b&gt;&quot;x&quot; &amp; &#39;y&#39;</h1>");
    assert_has(html, "<p class=\"on\" hidden>Count: -3 &amp; more</p>");
    assert_has(html, "<div><i>kept</i></div>");
    assert_has(html, "href=\"/other/..%2Fx%3Fy?q=%3Cb%3E%22x%22%20%26%20%27y%27&amp;tag=1%262&amp;tag=t%C5%B7#c-a%22b\"");
    assert_has(html, "a&quot;b, &lt;b&gt;");
    assert_has(html, "<pre>1  2</pre>");
}

static void template__shows_sections_only_when_there_is_something(void **state)
{
    (void)state;
    OWNED(heed_arena) mem = heed_arena_create();
    sample_page_page page = { .words = texts(mem, "one", "<two>") };
    heed_text html = html_of(mem, &page);
    assert_has(html, "<p class=\"off\">");
    assert_has(html, "<ul><li>one</li><li>&lt;two&gt;</li></ul>");
    assert_false(has(html, "No words"));
    assert_false(has(html, "<b>"));
    sample_page_human human = { heed_lit("Ann") };
    page = (sample_page_page){ .person = &human };
    html = html_of(mem, &page);
    assert_has(html, "No words");
    assert_has(html, "<b>Ann</b>");
}

static void template__writes_json_from_the_same_struct(void **state)
{
    (void)state;
    OWNED(heed_arena) mem = heed_arena_create();
    sample_page_page page = sample(mem);
    web_out o = web_out_new(mem);
    sample_page_json(&o, &page);
    assert_string_equal(
        heed_text_copy(mem, web_out_text_of(&o)).at,
        "{\"title\":\"<b>\\\"x\\\" & 'y'\",\"count\":-3,\"shown\":true,\"inner\":\"<i>kept</i>\",\"words\":[],"
        "\"rows\":[{\"name\":\"a\\\"b\",\"slug\":\"../x?y\",\"tags\":[\"1&2\",\"t\xC5\xB7\"]}],\"person\":null}");
}

static void escape__drops_control_characters(void **state)
{
    (void)state;
    OWNED(heed_arena) mem = heed_arena_create();
    web_out o = web_out_new(mem);
    web_out_escaped(&o, (heed_text){ "a\0b\x1b[c\td", 8 });
    assert_string_equal(heed_text_copy(mem, web_out_text_of(&o)).at, "ab[c\td");
}

/* ---- requests */
static void target__is_decoded_strictly(void **state)
{
    (void)state;
    OWNED(heed_arena) mem = heed_arena_create();
    web_request r = { 0 };
    assert_int_equal(web_request_target(&r, heed_lit("/a%20b?q=x+y%3D1&q=&&n"), mem, NULL), HEED_OK);
    assert_true(heed_text_is(r.path, "/a b"));
    assert_int_equal(r.query.len, 3);
    assert_true(heed_text_is(r.query.at[0].value, "x y=1"));
    assert_true(heed_text_is(r.query.at[2].name, "n"));
    static const char *const bad[] = { "", "a", "/%", "/%2", "/%zz", "/%00", "/%ff", "/a?%C5", "/a?b=%", "*" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        web_request other = { 0 };
        heed_error err = { 0 };
        assert_int_equal(web_request_target(&other, heed_text_of(bad[i]), mem, &err), HEED_INVALID);
        assert_true(err.message[0] != '\0');
    }
}

static void target__of_absurd_length_is_refused(void **state)
{
    (void)state;
    OWNED(heed_arena) mem = heed_arena_create();
    char *path = heed_arena_alloc(mem, WEB_TARGET_MAX + 1);
    memset(path, 'a', WEB_TARGET_MAX + 1);
    path[0] = '/';
    web_request r = { 0 };
    assert_int_equal(web_request_target(&r, (heed_text){ path, WEB_TARGET_MAX + 1 }, mem, NULL), HEED_INVALID);
    assert_int_equal(web_request_target(&r, (heed_text){ path, WEB_TARGET_MAX }, mem, NULL), HEED_OK);
}

static void host__is_one_of_our_names_with_our_port(void **state)
{
    (void)state;
    static const struct {
        const char *host;
        int port;
        bool ours;
    } cases[] = {
        { "localhost:8417", 8417, true },
        { "LOCALHOST:8417", 8417, true },
        { "127.0.0.1:8417", 8417, true },
        { "[::1]:8417", 8417, true },
        { "localhost", 80, true },
        { "localhost", 8417, false },
        { "localhost:80", 8417, false },
        { "localhost:08417", 8417, false },
        { "evil.example:8417", 8417, false },
        { "localhost.evil.example:8417", 8417, false },
        { "", 8417, false },
        { "127.0.0.1.:8417", 8417, false },
        { "localhost:", 8417, false },
        { "localhost:8417x", 8417, false },
        { "0.0.0.0:8417", 8417, false },
        { "localhost:99999999", 8417, false },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(web_host_is_ours(heed_text_of(cases[i].host), cases[i].port), cases[i].ours);
}

static void accept__prefers_html_unless_json_is_asked_for(void **state)
{
    (void)state;
    assert_true(web_accepts_json(heed_lit("application/json")));
    assert_true(web_accepts_json(heed_lit("text/html;q=0.5, application/json")));
    assert_false(web_accepts_json(heed_lit("text/html,application/xhtml+xml,application/json;q=0.9,*/*;q=0.8")));
    assert_false(web_accepts_json(heed_lit("*/*")));
    assert_false(web_accepts_json(heed_lit("application/json;q=0")));
    assert_false(web_accepts_json((heed_text){ 0 }));
}

/* ---- the runner */
static void runner__finds_routes_and_their_parameters(void **state)
{
    (void)state;
    OWNED(heed_arena) mem = heed_arena_create();
    web_response r = get(mem, "/other/ash%3Clane", WEB_GET, false);
    assert_int_equal(r.status, 200);
    assert_has(r.body, "<h1>ash&lt;lane</h1>");
    assert_has(r.body, "<title>Another – Heed</title>");
    r = get(mem, "/other/ash.txt", WEB_GET, false);
    assert_true(heed_text_is(r.body, "ash"));
    assert_true(heed_text_is(r.type, "text/plain"));
    assert_int_equal(get(mem, "/other/", WEB_GET, false).status, 404);
    assert_int_equal(get(mem, "/other/a/b", WEB_GET, false).status, 404);
    assert_int_equal(get(mem, "/other", WEB_GET, false).status, 404);
    assert_int_equal(get(mem, "/Sample", WEB_GET, false).status, 404);
}

static void runner__reads_the_form_and_says_what_is_wrong(void **state)
{
    (void)state;
    OWNED(heed_arena) mem = heed_arena_create();
    web_response r = get(mem, "/sample?q=+ten+&tag=a&tag=&tag=b&stray=1", WEB_GET, true);
    assert_int_equal(r.status, 200);
    assert_true(heed_text_is(r.type, "application/json"));
    assert_has(r.body, "\"title\":\"ten\"");
    assert_has(r.body, "\"words\":[\"a\",\"b\"]");
    r = get(mem, "/sample", WEB_GET, false);
    assert_int_equal(r.status, 400);
    assert_has(r.body, "Your question is missing.");
    r = get(mem, "/sample?q=12345678901", WEB_GET, false);
    assert_int_equal(r.status, 400);
    assert_has(r.body, "Your question is too long. Use at most 10 letters.");
    assert_int_equal(get(mem, "/sample?q=a&tag=123456", WEB_GET, false).status, 400);
}

static void runner__turns_statuses_into_pages(void **state)
{
    (void)state;
    OWNED(heed_arena) mem = heed_arena_create();
    web_response r = get(mem, "/sample?q=missing", WEB_GET, false);
    assert_int_equal(r.status, 404);
    assert_has(r.body, "It went &lt;away&gt;.");
    web_response denied = get(mem, "/sample?q=denied", WEB_GET, false), absent = get(mem, "/nowhere", WEB_GET, false);
    assert_int_equal(denied.status, 404);
    assert_true(heed_text_eq(denied.body, absent.body));
    r = get(mem, "/sample?q=broken", WEB_GET, false);
    assert_int_equal(r.status, 500);
    assert_false(has(r.body, "secret"));
    r = get(mem, "/sample?q=broken", WEB_GET, true);
    assert_has(r.body, "\"status\":500");
}

static void runner__answers_reading_methods_only(void **state)
{
    (void)state;
    OWNED(heed_arena) mem = heed_arena_create();
    web_response r = get(mem, "/sample?q=a", WEB_OTHER_METHOD, false);
    assert_int_equal(r.status, 405);
    assert_true(heed_text_is(r.allow, "GET, HEAD"));
    assert_int_equal(get(mem, "/sample?q=a", WEB_UNKNOWN_METHOD, false).status, 501);
    assert_int_equal(get(mem, "/sample?q=a", WEB_HEAD, false).status, 200);
    assert_int_equal(get(mem, "/nowhere", WEB_OTHER_METHOD, false).status, 404);
}

/* ---- Markdown */
static heed_text markdown(heed_arena *mem, const char *source)
{
    return web_markdown(heed_text_of(source), mem).text;
}

static void markdown__lets_no_markup_or_picture_through(void **state)
{
    (void)state;
    OWNED(heed_arena) mem = heed_arena_create();
    heed_text html =
        markdown(mem, "a <script>x</script> <b onclick=1>b</b> ![words](http://evil.example/p.png) *em* **strong**");
    assert_has(html, "&lt;script&gt;");
    assert_false(has(html, "<script"));
    assert_false(has(html, "<b "));
    assert_false(has(html, "<img"));
    assert_false(has(html, "evil.example"));
    assert_has(html, "words");
    assert_has(html, "<em>em</em> <strong>strong</strong>");
}

static void markdown__keeps_only_safe_links(void **state)
{
    (void)state;
    OWNED(heed_arena) mem = heed_arena_create();
    assert_has(markdown(mem, "[x](https://example.org/?a=1&b=\"2\")"),
               "<a href=\"https://example.org/?a=1&amp;b=&quot;2&quot;\">x</a>");
    assert_has(markdown(mem, "[x](#3.1)"), "<a href=\"#c-3.1\">x</a>");
    assert_has(markdown(mem, "[x](mailto:a@example.org)"), "<a href=\"mailto:a@example.org\">");
    static const char *const bad[] = { "[x](javascript:alert(1))",
                                       "[x](JAVASCRIPT:1)",
                                       "[x](data:text/html,1)",
                                       "[x](//evil.example)",
                                       "[x](/ask)",
                                       "[x](java&#115;cript:1)",
                                       "[x]()",
                                       "[x](#)" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(has(markdown(mem, bad[i]), "<a"));
}

static void document__is_cut_at_clauses(void **state)
{
    (void)state;
    OWNED(heed_arena) mem = heed_arena_create();
    web_pieces p = web_document(
        heed_lit("# Title\n\nBefore.\n\n## 3 Pupils {#s3}\n\n3.1 No *contact*. {#3.1} {#3.1a}\n```heed\n3.1 must not x\n```\n"
                 "- one {#4.1}\n- two\n- three\n\n> said\n\n```heed test\nx -> y\n```\n"),
        mem);
    assert_int_equal(p.len, 7);
    assert_int_equal(p.at[0].level, 1);
    assert_true(heed_text_is(p.at[1].html.text, "<p>Before.</p>"));
    assert_int_equal(p.at[2].level, 2);
    assert_true(heed_text_is(p.at[2].plain, "3 Pupils"));
    assert_true(heed_text_is(p.at[2].anchors.at[0], "s3"));
    assert_int_equal(p.at[3].anchors.len, 2);
    assert_true(heed_text_is(p.at[3].anchors.at[0], "3.1"));
    assert_true(heed_text_is(p.at[3].anchors.at[1], "3.1a"));
    assert_true(heed_text_is(p.at[3].html.text, "<p>3.1 No <em>contact</em>.</p>"));
    assert_true(heed_text_is(web_without_number(p.at[3].html, heed_lit("3.1")).text, "<p>No <em>contact</em>.</p>"));
    assert_true(heed_text_is(p.at[4].html.text, "<p>one</p>"));
    assert_true(heed_text_is(p.at[5].html.text, "<ul><li>two</li><li>three</li></ul>"));
    assert_has(p.at[6].html.text, "<blockquote><p>said</p></blockquote>");
}

static void document__of_nonsense_does_no_harm(void **state)
{
    (void)state;
    OWNED(heed_arena) mem = heed_arena_create();
    static const char *const odd[] = { "",
                                       "{#}",
                                       "{#a b}",
                                       "# {#1}",
                                       "- - - a {#1}",
                                       "1. a\n   1. b {#2}\n2. c",
                                       "> - a {#1}\n> - b",
                                       "```heed\nnever closed",
                                       "| a |\n|---|\n| b {#1} |",
                                       "[a [b](#1)](#2)",
                                       "![[![[" };
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        web_document(heed_text_of(odd[i]), mem);
        web_markdown(heed_text_of(odd[i]), mem);
    }
    web_pieces p = web_document(heed_lit("1. a\n   1. b {#2}\n2. c"), mem);
    assert_true(p.len >= 2);
}

/* A small generator of our own: the same bytes each time, so that a failure can be looked at. */
static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static void random__bytes_do_no_harm(void **state)
{
    (void)state;
    static const char pieces[][8] = { "{#", "}", "```", "heed", "\n", "\n- ", "> ",   "# ", "[a](", ")",  "%",
                                      "%2", "?", "&",   "=",    "/",  "\xC5", "\xFF", "|",  "*",    "![", "<" };
    uint32_t seed = 20261120;
    for (int round = 0; round < 4000; round++) {
        OWNED(heed_arena) mem = heed_arena_create();
        web_out o = web_out_new(mem);
        for (uint32_t n = next_random(&seed) % 40; n; n--) {
            const char *piece = pieces[next_random(&seed) % (sizeof pieces / sizeof *pieces)];
            web_out_raw(&o, piece, strlen(piece));
        }
        heed_text text = web_out_text_of(&o);
        web_pieces p = web_document(text, mem);
        for (size_t i = 0; i < p.len; i++)
            assert_false(has(p.at[i].html.text, "<img"));
        web_request r = { 0 };
        if (web_request_target(&r, text, mem, NULL) == HEED_OK)
            assert_true(r.path.len > 0 && r.path.at[0] == '/');
    }
}

/* ---- the door */
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
        { "POST /sample?q=a HTTP/1.1\r\n", "Content-Length: 5\r\n\r\nhello", 413 },
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
    assert_int_equal(door_http_open(&site, door_http_port(door), 1, &other, &err), HEED_CONFLICT);
    assert_null(other);
    assert_non_null(strstr(err.message, "is in use"));
    assert_int_equal(door_http_open(&site, 70000, 1, &other, &err), HEED_INVALID);
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
    return door_http_open(&site, 0, 2, (door_http **)state, &err) == HEED_OK ? 0 : -1;
}

static int close_door(void **state)
{
    door_http_close(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(template__escapes_for_where_text_stands),
        cmocka_unit_test(template__shows_sections_only_when_there_is_something),
        cmocka_unit_test(template__writes_json_from_the_same_struct),
        cmocka_unit_test(escape__drops_control_characters),
        cmocka_unit_test(target__is_decoded_strictly),
        cmocka_unit_test(target__of_absurd_length_is_refused),
        cmocka_unit_test(host__is_one_of_our_names_with_our_port),
        cmocka_unit_test(accept__prefers_html_unless_json_is_asked_for),
        cmocka_unit_test(runner__finds_routes_and_their_parameters),
        cmocka_unit_test(runner__reads_the_form_and_says_what_is_wrong),
        cmocka_unit_test(runner__turns_statuses_into_pages),
        cmocka_unit_test(runner__answers_reading_methods_only),
        cmocka_unit_test(markdown__lets_no_markup_or_picture_through),
        cmocka_unit_test(markdown__keeps_only_safe_links),
        cmocka_unit_test(document__is_cut_at_clauses),
        cmocka_unit_test(document__of_nonsense_does_no_harm),
        cmocka_unit_test(random__bytes_do_no_harm),
        cmocka_unit_test_setup_teardown(door__refuses_what_can_be_read_in_two_ways, open_door, close_door),
        cmocka_unit_test_setup_teardown(door__answers_to_its_own_names_only, open_door, close_door),
        cmocka_unit_test_setup_teardown(door__keeps_connections_and_heads_short, open_door, close_door),
        cmocka_unit_test_setup_teardown(door__says_when_its_port_is_taken, open_door, close_door),
        cmocka_unit_test_setup_teardown(door__outlives_rubbish, open_door, close_door),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
