/* language_test.c - every example of docs/language.md is run.
 *
 * The info string of a fence says what kind of example it is; a fence without one fails. A fragment gets the lines it needs
 * around it. Tests speak of the rules above them in their section, or else of the whole policy the page begins with. Code
 * in a sentence has to quote one of the fences. */
#include "texts.h"
#include "base/arena.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

static const char page_name[] = "docs/language.md";

/* ORDER: kind */
typedef enum {
    WHOLE,
    RULES,
    TESTS,
    REFUSED,
    VOCABULARY,
    VOCABULARY_REFUSED,
    PACK,
    GRAMMAR,
    REGISTER,
    REGISTER_REFUSED,
    CHECKLIST,
    CHECKLIST_REFUSED,
    KINDS
} kind;
static const char *const infos[KINDS] = {
    "markdown",  "heed rules", "heed test",     "heed refused",          "heed vocabulary", "heed vocabulary refused",
    "heed pack", "ebnf",       "heed register", "heed register refused", "heed checklist",  "heed checklist refused"
};

static kind kind_of(heed_text info)
{
    kind k = 0;
    while (k < KINDS && !heed_text_is(info, infos[k]))
        k++;
    return k;
}

typedef struct {
    kind kind;
    uint32_t line; /* of its first line in the page */
    heed_text text;
    size_t section;
} example;

typedef struct {
    heed_arena *mem;
    const heed_vocabulary *v;
    heed_text page, prose; /* prose: outside the fences */
    example *at;
    size_t n, cap;
} examples;

static heed_text take_line(heed_text *rest)
{
    const char *nl = rest->len ? memchr(rest->at, '\n', rest->len) : NULL;
    heed_text line = { rest->at, nl ? (size_t)(nl - rest->at) : rest->len };
    size_t over = line.len + (nl ? 1 : 0);
    *rest = (heed_text){ rest->at + over, rest->len - over };
    return line;
}

static size_t ticks(heed_text line)
{
    size_t n = 0;
    while (n < line.len && line.at[n] == '`')
        n++;
    return n >= 3 ? n : 0;
}

static void take_example(examples *e, heed_text info, uint32_t line, heed_text text, size_t section)
{
    kind k = kind_of(info);
    if (k == KINDS)
        fail_msg("%s: line %u: \"%.*s\" is no kind of example. Say what it is, so that it can be run.", page_name, line - 1,
                 heed_fmt(info));
    *ARENA_PUSH(e->mem, e->at, e->n, e->cap) = (example){ k, line, text, section };
}

static void examples_read(examples *e, heed_arena *mem)
{
    *e = (examples){ .mem = mem, .v = texts_vocabulary(mem), .page = texts_file(mem, page_name) };
    heed_text rest = e->page, info = { "", 0 };
    char *prose = heed_arena_alloc(mem, e->page.len + 1);
    size_t open = 0, section = 0, n = 0;
    uint32_t number = 0, first = 0;
    const char *from = NULL;
    while (rest.len) {
        heed_text line = take_line(&rest);
        size_t t = ticks(line);
        number++;
        if (!open && t) {
            open = t;
            info = heed_text_trim((heed_text){ line.at + t, line.len - t });
            from = rest.at;
            first = number + 1;
        } else if (open && t >= open && heed_text_trim(line).len == t) {
            open = 0;
            take_example(e, info, first, (heed_text){ from, (size_t)(line.at - from) }, section);
        } else if (!open) {
            section += heed_text_starts(line, "## ");
            memcpy(prose + n, line.at, line.len);
            n += line.len;
            prose[n++] = '\n';
        }
    }
    assert_int_equal(open, 0);
    e->prose = (heed_text){ prose, n };
}

static const char *where(const examples *e, const example *x)
{
    return heed_text_printf(e->mem, "%s, line %u", page_name, x->line).at;
}

/* ---- the lines around a fragment */

static bool is_header(heed_text word)
{
    return heed_text_is(word, "group") || heed_text_is(word, "conflict") || heed_text_is(word, "kept");
}

/* The clause a line begins with; empty for other lines. */
static heed_text clause_of(heed_text line)
{
    size_t n = 0, stop;
    while (n < line.len && line.at[n] != ' ')
        n++;
    const char *slash = n ? memchr(line.at, '/', n) : NULL;
    stop = slash ? (size_t)(slash - line.at) : n;
    return n == 0 || line.at[0] == '#' || is_header((heed_text){ line.at, n }) ? (heed_text){ "", 0 }
                                                                               : (heed_text){ line.at, stop };
}

static heed_text wrapped(const examples *e, heed_text rules, size_t *lines_before_out)
{
    heed_text out = heed_lit("# Example\n\n```heed\npolicy example version 1\nschool \"Hollow Lane Primary\" nation england\n"
                             "vocabulary schools-uk\nsilence means ask headteacher\n```\n\n"),
              seen[64];
    size_t count = 0;
    for (heed_text rest = rules; rest.len;) {
        heed_text id = clause_of(take_line(&rest));
        bool known = !id.len;
        for (size_t i = 0; i < count && !known; i++)
            known = heed_text_eq(seen[i], id);
        if (known)
            continue;
        assert_true(count < 64);
        seen[count++] = id;
        out = heed_text_printf(e->mem, "%.*sWords of %.*s. {#%.*s}\n\n", heed_fmt(out), heed_fmt(id), heed_fmt(id));
    }
    out = heed_text_printf(e->mem, "%.*s```heed\n", heed_fmt(out));
    *lines_before_out = 0;
    for (size_t i = 0; i < out.len; i++)
        *lines_before_out += out.at[i] == '\n';
    return heed_text_printf(e->mem, "%.*s%.*s```\n", heed_fmt(out), heed_fmt(rules));
}

static size_t statements(heed_text fragment)
{
    size_t n = 0;
    while (fragment.len) {
        heed_text line = take_line(&fragment);
        n += line.len && line.at[0] != '#' && line.at[0] != ' ';
    }
    return n;
}

/* ---- each kind */

static void try_rules(const examples *e, const example *x)
{
    size_t before;
    heed_text source = wrapped(e, x->text, &before), blob;
    heed_findings found = { 0 };
    heed_policy_compile(source, heed_text_of(page_name), e->v, NULL, e->mem, &blob, &found, NULL);
    if (found.len)
        fail_msg("%s: %.*s", where(e, x), heed_fmt(found.at[0].message));
    texts_check_good(e->v, source, where(e, x), e->mem);
    heed_text form = texts_formatted(source, where(e, x), e->mem);
    if (!heed_text_eq(form, source))
        fail_msg("%s: not in canonical form, which is\n%.*s", where(e, x), heed_fmt(form));
}

/* Messages stand as comments under the statement they are about; nothing else is said. */
static void check_messages(const examples *e, const example *x, heed_findings found, size_t before)
{
    size_t said = 0;
    uint32_t number = (uint32_t)before, of = 0;
    for (heed_text rest = x->text; rest.len;) {
        heed_text line = take_line(&rest);
        number++;
        if (!heed_text_starts(line, "# ")) {
            of = number;
            continue;
        }
        heed_text wanted = { line.at + 2, line.len - 2 };
        if (said == found.len)
            fail_msg("%s: nobody says \"%.*s\"", where(e, x), heed_fmt(wanted));
        const heed_finding *f = &found.at[said++];
        if (!heed_text_eq(f->message, wanted) || f->line != of)
            fail_msg("%s: expected \"%.*s\" of line %u, and line %u says \"%.*s\"", where(e, x), heed_fmt(wanted), of, f->line,
                     heed_fmt(f->message));
    }
    if (said != found.len)
        fail_msg("%s: not expected: \"%.*s\"", where(e, x), heed_fmt(found.at[said].message));
    assert_true(said > 0);
}

static void try_refused(const examples *e, const example *x)
{
    size_t before;
    heed_text source = wrapped(e, x->text, &before), blob;
    heed_findings found = { 0 };
    assert_int_equal(heed_policy_compile(source, heed_text_of(page_name), e->v, NULL, e->mem, &blob, &found, NULL),
                     HEED_INVALID);
    check_messages(e, x, found, before);
}

static void try_vocabulary(const examples *e, const example *x)
{
    heed_text source = heed_text_printf(e->mem, "vocabulary example version 1\n%.*s", heed_fmt(x->text));
    const heed_vocabulary *v = NULL;
    heed_findings found = { 0 };
    heed_error err = { .message = "" };
    heed_status status = heed_vocabulary_read(source, heed_text_of(page_name), e->mem, &v, &found, &err);
    if (x->kind == VOCABULARY && status != HEED_OK)
        fail_msg("%s: %s", where(e, x), err.message);
    if (x->kind == VOCABULARY)
        return;
    assert_int_equal(status, HEED_INVALID);
    check_messages(e, x, found, 1);
}

/* The rules that tests speak of: the nearest above them in their section, or else the whole policy; and a pack likewise. */
static void try_tests(const examples *e, const example *x)
{
    const example *rules = NULL, *pack = NULL, *whole = NULL;
    for (const example *other = e->at; other < x; other++) {
        bool near = other->section == x->section;
        rules = near && other->kind == RULES ? other : rules;
        pack = near && other->kind == PACK ? other : pack;
        whole = other->kind == WHOLE ? other : whole;
    }
    assert_true(rules || whole);
    size_t before;
    heed_text source = rules ? wrapped(e, rules->text, &before) : whole->text;
    if (!rules) /* its own tests were run with it */
        source =
            (heed_text){ source.at, (size_t)((const char *)memmem(source.at, source.len, "```heed test", 12) - source.at) };
    source = heed_text_printf(e->mem, "%.*s\n```heed test\n%.*s```\n", heed_fmt(source), heed_fmt(x->text));
    heed_text packed =
        heed_text_printf(e->mem, "pack example version 1\n%.*s", pack ? (int)pack->text.len : 0, pack ? pack->text.at : "");
    const heed_policy *p = texts_compiled(e->v, source, pack ? &(heed_texts){ &packed, 1 } : NULL, where(e, x), e->mem);
    texts_check_tests(p, statements(x->text), where(e, x), e->mem);
}

static void try_whole(const examples *e, const example *x)
{
    const char *tests = memmem(x->text.at, x->text.len, "```heed test\n", 13);
    assert_non_null(tests);
    heed_text lines = { tests + 13, (size_t)(x->text.at + x->text.len - tests) - 13 };
    lines.len = (size_t)((const char *)memmem(lines.at, lines.len, "```", 3) - lines.at);
    texts_check_good(e->v, x->text, where(e, x), e->mem);
    texts_check_tests(texts_compiled(e->v, x->text, NULL, where(e, x), e->mem), statements(lines), where(e, x), e->mem);
    assert_true(heed_text_eq(x->text, texts_formatted(x->text, where(e, x), e->mem)));
}

/* A pack is read with a policy; its probes are tried by the tests below it. */
static void try_pack(const examples *e, const example *x)
{
    size_t before, tests = 0;
    heed_text packed = heed_text_printf(e->mem, "pack example version 1\n%.*s", heed_fmt(x->text));
    heed_text source = wrapped(e, heed_lit("1      anyone must not contact-on-social-media\n"), &before);
    texts_compiled(e->v, source, &(heed_texts){ &packed, 1 }, where(e, x), e->mem);
    for (const example *other = x; other < e->at + e->n; other++)
        tests += other->section == x->section && other->kind == TESTS;
    assert_true(tests > 0);
}

static void language_page__examples_hold(void **state)
{
    (void)state;
    OWNED(heed_arena) mem = heed_arena_create();
    examples e;
    size_t count[KINDS] = { 0 };
    examples_read(&e, mem);
    for (const example *x = e.at; x < e.at + e.n; x++) {
        count[x->kind]++;
        if (x->kind == WHOLE)
            try_whole(&e, x);
        else if (x->kind == RULES)
            try_rules(&e, x);
        else if (x->kind == TESTS)
            try_tests(&e, x);
        else if (x->kind == REFUSED)
            try_refused(&e, x);
        else if (x->kind == PACK)
            try_pack(&e, x);
        else if (x->kind == VOCABULARY || x->kind == VOCABULARY_REFUSED) /* test/analyse runs registers and checklists */
            try_vocabulary(&e, x);
    }
    assert_int_equal(count[WHOLE], 1);
    for (kind k = 0; k < KINDS; k++)
        if (!count[k])
            fail_msg("%s: there is no example of the kind \"%s\"", page_name, infos[k]);
    printf("%zu fences of %s run\n", e.n, page_name);
}

static void language_page__wants_a_kind_for_every_fence(void **state)
{
    (void)state;
    assert_int_equal(kind_of(heed_lit("")), KINDS);
    assert_int_equal(kind_of(heed_lit("heed")), KINDS);
    assert_int_equal(kind_of(heed_lit("heed test")), TESTS);
}

/* ---- code within sentences */

typedef struct {
    heed_text *at;
    size_t n, cap;
} word_list;

static bool part_of_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c && strchr(".-_", c)) ||
           (unsigned char)c >= 0x80;
}

/* Words and marks; quotation marks and blanks are left out. */
static word_list words_of(const examples *e, heed_text text)
{
    word_list list = { 0 };
    for (size_t i = 0; i < text.len;) {
        size_t n = 0;
        while (i + n < text.len && part_of_word(text.at[i + n]))
            n++;
        bool skip = !n && (text.at[i] == ' ' || text.at[i] == '\n' || text.at[i] == '"');
        n = n ? n : 1;
        if (!skip)
            *ARENA_PUSH(e->mem, list.at, list.n, list.cap) = (heed_text){ text.at + i, n };
        i += n;
    }
    return list;
}

/* GRANT stands for any word. */
static bool stands_for_any(heed_text word)
{
    for (size_t i = 0; i < word.len; i++)
        if (word.at[i] < 'A' || word.at[i] > 'Z')
            return false;
    return word.len > 0;
}

static bool quotes(const word_list *from, const word_list *span)
{
    for (size_t at = 0; at + span->n <= from->n; at++) {
        size_t i = 0;
        while (i < span->n && (stands_for_any(span->at[i]) || heed_text_eq(span->at[i], from->at[at + i])))
            i++;
        if (i == span->n)
            return true;
    }
    return false;
}

/* What is no part of a policy's text. */
static bool is_of_the_machine(heed_text span)
{
    static const char *const known[] = { "heed", "heed fmt", "heed test", "heed policy compile", "#", "ID/1" };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (heed_text_is(span, known[i]))
            return true;
    return heed_text_starts(span, "docs/") || heed_text_starts(span, "policies/") || heed_text_starts(span, "test/");
}

static bool quoted_somewhere(const examples *e, const word_list *fences, heed_text span)
{
    word_list wanted = words_of(e, span);
    if (wanted.n && heed_text_is(wanted.at[wanted.n - 1], "..."))
        wanted.n--;
    for (size_t i = 0; i < e->n; i++)
        if (quotes(&fences[i], &wanted))
            return true;
    return is_of_the_machine(span);
}

static void language_page__code_in_a_sentence_quotes_an_example(void **state)
{
    (void)state;
    OWNED(heed_arena) mem = heed_arena_create();
    examples e;
    size_t spans = 0, strange = 0;
    examples_read(&e, mem);
    word_list *fences = ARENA_NEW(mem, word_list, e.n);
    for (size_t i = 0; i < e.n; i++)
        fences[i] = words_of(&e, e.at[i].text);
    for (heed_text rest = e.prose; rest.len;) {
        heed_text line = take_line(&rest);
        while (line.len) {
            const char *open = memchr(line.at, '`', line.len),
                       *close = open ? memchr(open + 1, '`', line.len - (size_t)(open + 1 - line.at)) : NULL;
            if (!close)
                break;
            heed_text span = { open + 1, (size_t)(close - open) - 1 };
            spans++;
            if (!quoted_somewhere(&e, fences, span)) {
                print_error("%s: no example has `%.*s`\n", page_name, heed_fmt(span));
                strange++;
            }
            line = (heed_text){ close + 1, line.len - (size_t)(close + 1 - line.at) };
        }
    }
    assert_int_equal(strange, 0);
    assert_true(spans > 50);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(language_page__examples_hold),
        cmocka_unit_test(language_page__wants_a_kind_for_every_fence),
        cmocka_unit_test(language_page__code_in_a_sentence_quotes_an_example),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
