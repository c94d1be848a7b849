/* web_test.c - requests become pages, and what is not a fit request is refused in words. */
#include "sample.h"
#include "web/markdown.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

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
    web_run(&sample_site, &request, mem, &response);
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
    web_response r = get(mem, "/sample?q=+ten+&tag=a&tag=&tag=b", WEB_GET, true);
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
    r = get(mem, "/sample?q=a&stray=1", WEB_GET, false);
    assert_int_equal(r.status, 400);
    assert_has(r.body, "This page knows no &quot;stray&quot; in its address.");
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

static void runner__tags_what_may_be_kept(void **state)
{
    (void)state;
    OWNED(heed_arena) mem = heed_arena_create();
    web_response a = get(mem, "/sample?q=a", WEB_GET, false), again = get(mem, "/sample?q=a", WEB_GET, false),
                 b = get(mem, "/sample?q=b", WEB_GET, false);
    assert_true(a.etag.len > 16 && a.kept && heed_text_eq(a.etag, again.etag));
    assert_false(heed_text_eq(a.etag, b.etag));
    web_response typed = get(mem, "/sample?q=a&tag=x", WEB_GET, false), private = get(mem, "/sample?q=private", WEB_GET, false),
                 absent = get(mem, "/nowhere", WEB_GET, false);
    assert_true(typed.etag.len && !typed.kept);
    assert_true(!private.etag.len && !private.kept && heed_text_is(private.cache, "no-store"));
    assert_true(!absent.etag.len && !absent.kept);
    web_response wrong = get(mem, "/sample?q=wrong", WEB_GET, false);
    assert_int_equal(wrong.status, 400);
    assert_has(wrong.body, "wrong");
    assert_true(!wrong.etag.len && heed_text_is(wrong.cache, "no-store"));
}

static void etag__is_looked_for_in_a_list(void **state)
{
    (void)state;
    static const struct {
        const char *header;
        bool named;
    } cases[] = { { "\"a\"", true }, { "\"b\", \"a\"", true }, { "W/\"a\"", true },  { "*", true },   { "", false },
                  { "a", false },    { "\"ab\"", false },      { "\"b\",,", false }, { "W/", false }, { " \"a\" ", true } };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(web_etag_named(heed_text_of(cases[i].header), heed_lit("\"a\"")), cases[i].named);
    assert_false(web_etag_named(heed_lit("*"), (heed_text){ 0 }));
}

/* Whatever the memory allows, the answer is the page, or a page that says there is no memory. */
static void runner__answers_when_memory_runs_out_anywhere(void **state)
{
    (void)state;
    static const char *const targets[] = { "/sample?q=a&tag=b", "/other/x", "/nowhere", "/other/x.txt", "/sample?q=missing" };
    size_t without = 0, with = 0;
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++)
        for (size_t limit = 64; limit < 64 * 1024; limit += limit / 8) {
            OWNED(heed_arena) mem = heed_arena_create();
            web_request request = { .method = WEB_GET, .wants_json = i % 2 };
            web_response response;
            assert_int_equal(web_request_target(&request, heed_text_of(targets[i]), mem, NULL), HEED_OK);
            mem->limit = mem->used_total + limit;
            web_run(&sample_site, &request, mem, &response);
            assert_true(response.body.len > 0);
            without += response.status == 503;
            with += response.status != 503;
        }
    assert_true(without > 20 && with > 20);
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
        cmocka_unit_test(runner__tags_what_may_be_kept),
        cmocka_unit_test(etag__is_looked_for_in_a_list),
        cmocka_unit_test(runner__answers_when_memory_runs_out_anywhere),
        cmocka_unit_test(markdown__lets_no_markup_or_picture_through),
        cmocka_unit_test(markdown__keeps_only_safe_links),
        cmocka_unit_test(document__is_cut_at_clauses),
        cmocka_unit_test(document__of_nonsense_does_no_harm),
        cmocka_unit_test(random__bytes_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
