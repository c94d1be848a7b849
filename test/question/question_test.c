/* question_test.c - questions as people write them, read as the vocabulary says. */
#include "base/arena.h"
#include <heed/question.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static heed_arena *shared;
static const heed_vocabulary *vocabulary;
static const heed_reader *reader;

static heed_text file_text(const char *path)
{
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    assert_int_equal(fseek(f, 0, SEEK_END), 0);
    long size = ftell(f);
    rewind(f);
    char *text = heed_arena_alloc(shared, (size_t)size + 1);
    assert_int_equal(fread(text, 1, (size_t)size, f), (size_t)size);
    fclose(f);
    return (heed_text){ text, (size_t)size };
}

static int make_reader(void **state)
{
    (void)state;
    heed_findings found = { 0 };
    heed_error err = { 0 };
    shared = heed_arena_create();
    if (heed_vocabulary_read(file_text("policies/schools-uk.vocabulary"), heed_lit("schools-uk"), shared, &vocabulary, &found,
                             &err) ||
        heed_reader_new(vocabulary, file_text("policies/english.words"), heed_lit("english.words"), shared, &reader, &found,
                        &err)) {
        print_message("%s\n", err.message);
        return -1;
    }
    return 0;
}

static int drop_reader(void **state)
{
    (void)state;
    heed_arena_destroy(shared);
    return 0;
}

static heed_reading read_told(heed_arena *mem, const char *words, const char *told)
{
    heed_reading r;
    heed_error err = { 0 };
    heed_text token = heed_text_of(told);
    heed_texts list = { &token, told ? 1 : 0 };
    heed_status status =
        heed_question_read(reader, heed_text_of(words), &list, heed_lit("Hollow Lane Primary School"), mem, &r, &err);
    if (status)
        fail_msg("%s: %s", words, err.message);
    return r;
}

static heed_reading read_words(heed_arena *mem, const char *words)
{
    return read_told(mem, words, NULL);
}

static bool has(const heed_reading *r, heed_text token)
{
    for (size_t i = 0; i < r->fact_count; i++)
        if (heed_text_eq(r->facts[i].token, token))
            return true;
    return heed_text_starts(token, "ask=") &&
           heed_text_is((heed_text){ token.at + 4, token.len - 4 }, r->ask_fact.len ? r->ask_fact.at : "");
}

#define CHECK_HAS(r, token) assert_true(has(&(r), heed_lit(token)))
#define CHECK_NOT(r, token) assert_false(has(&(r), heed_lit(token)))

/* One column of a line; moves behind it. */
static char *column(char **line)
{
    char *at = *line, *tab = strchr(at, '\t');
    *line = tab ? tab + 1 : at + strlen(at);
    if (tab)
        *tab = 0;
    return at;
}

/* "a|b" is met by either; "-a" by its absence. */
static bool met(const heed_reading *r, char *want)
{
    if (want[0] == '-')
        return !has(r, heed_text_of(want + 1));
    for (char *rest = NULL, *one = strtok_r(want, "|", &rest); one; one = strtok_r(NULL, "|", &rest))
        if (has(r, heed_text_of(one)))
            return true;
    return false;
}

static bool sentence_read(char *line)
{
    static const char *const moods[] = { "statement", "may", "must", "fact" };
    OWNED(heed_arena) mem = heed_arena_create();
    char *mood = column(&line), *tokens = column(&line);
    heed_reading r = read_words(mem, line);
    bool right = strcmp(mood, "-") == 0 || strcmp(mood, moods[r.mood]) == 0;
    for (char *rest = NULL, *t = strtok_r(tokens, " ", &rest); t; t = strtok_r(NULL, " ", &rest))
        right = met(&r, t) && right;
    if (!right)
        print_message("not read: %s\n", line);
    return right;
}

static void sentences__are_read_as_their_writers_mean_them(void **state)
{
    (void)state;
    heed_text table = file_text("test/question/sentences.tsv");
    size_t total = 0, right = 0;
    char *rest = NULL;
    for (char *line = strtok_r((char *)table.at, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
        if (line[0] == '#')
            continue;
        total++;
        right += sentence_read(line);
    }
    assert_true(total >= 150);
    assert_true(right * 100 >= total * 95);
}

static void words__of_the_asker_come_back_with_their_place(void **state)
{
    (void)state;
    OWNED(heed_arena) mem = heed_arena_create();
    const char *words = "Can I accept a friend request from a pupil?";
    heed_reading r = read_words(mem, words);
    for (size_t i = 0; i < r.fact_count; i++) {
        assert_true(r.facts[i].to <= strlen(words));
        assert_true(heed_text_eq(r.facts[i].words, (heed_text){ words + r.facts[i].from, r.facts[i].to - r.facts[i].from }));
    }
    CHECK_HAS(r, "pupil-here");
    assert_true(r.summary.len > 0);
}

static void curly_quotes_and_capitals__change_nothing(void **state)
{
    (void)state;
    OWNED(heed_arena) mem = heed_arena_create();
    heed_reading r = read_words(mem, "CAN I ADD MY SON\xE2\x80\x99S TEACHER ON FACEBOOK?");
    CHECK_HAS(r, "act=send-contact-request");
    CHECK_HAS(r, "staff-here");
    CHECK_HAS(r, "parent-carer");
}

static void one_slip_in_a_long_word__is_forgiven(void **state)
{
    (void)state;
    OWNED(heed_arena) mem = heed_arena_create();
    heed_reading r = read_words(mem, "can i acept a freind reqest from a collegue on facebok");
    CHECK_HAS(r, "colleague");
    CHECK_HAS(r, "site=social-network");
    assert_int_equal(r.mood, HEED_MAY);
}

static void school_name__is_no_content(void **state)
{
    (void)state;
    OWNED(heed_arena) mem = heed_arena_create();
    heed_reading r = read_words(mem, "A teacher at Hollow Lane gets a friend request from a pupil.");
    CHECK_HAS(r, "act=accept-contact-request");
    CHECK_NOT(r, "about-school");
    assert_int_equal(r.unread.len, 0);
}

static void event__has_its_own_people(void **state)
{
    (void)state;
    OWNED(heed_arena) mem = heed_arena_create();
    heed_reading r = read_words(mem, "A parent posts racist abuse of a teacher. Should the police be told?");
    assert_int_equal(r.mood, HEED_MUST);
    CHECK_HAS(r, "act=involve-police");
    CHECK_HAS(r, "event=post-found");
    CHECK_HAS(r, "event.parent-carer");
    CHECK_HAS(r, "event.racist");
    CHECK_NOT(r, "parent-carer");
}

static void denial__reaches_what_follows(void **state)
{
    (void)state;
    OWNED(heed_arena) mem = heed_arena_create();
    heed_reading r = read_words(mem, "A volunteer (not a parent) posts pictures of colleagues without asking them.");
    CHECK_HAS(r, "!parent-carer");
    CHECK_HAS(r, "!consent-of-shown");
    CHECK_HAS(r, "shows-colleague");
}

static void undone__is_told_as_omitted(void **state)
{
    (void)state;
    OWNED(heed_arena) mem = heed_arena_create();
    heed_reading r = read_words(mem, "A teacher leaves her Facebook profile open to the public.");
    CHECK_HAS(r, "act=set-privacy");
    CHECK_HAS(r, "done=omitted");
    CHECK_HAS(r, "privacy=open");
}

static void unknown_word_in_an_open_place__is_asked_about(void **state)
{
    (void)state;
    OWNED(heed_arena) mem = heed_arena_create();
    heed_reading r = read_words(mem, "Can I accept a request from a flibbertigibbet?");
    assert_string_equal(r.ask_fact.at, "pupil-here");
    assert_int_equal(r.unread.len, 1);
    r = read_told(mem, "Can I accept a request from a flibbertigibbet?", "pupil-here");
    assert_int_equal(r.ask.len, 0);
}

static void other_deed_of_the_school__is_asked_for(void **state)
{
    (void)state;
    OWNED(heed_arena) mem = heed_arena_create();
    const char *words = "A parent wrote something nasty about a teacher. What can the school do?";
    heed_reading r = read_words(mem, words);
    assert_string_equal(r.ask_fact.at, "act");
    r = read_told(mem, words, "act=involve-police");
    assert_int_equal(r.ask.len, 0);
    CHECK_HAS(r, "event.parent-carer");
}

static void loose_answers__are_doubted_where_something_was_passed_over(void **state)
{
    (void)state;
    OWNED(heed_arena) mem = heed_arena_create();
    const char *plain = "Can I accept a friend request from a pupil?",
               *odd = "Can I accept a friend request from a pupil by flurb?",
               *twice = "I took a picture of a display at school. Can I add a pupil?",
               *unused = "Can a teacher accept a request from a former pupil who is nineteen and has a job now?";
    heed_reading r = read_words(mem, plain);
    assert_false(r.doubt.len || r.doubt_silence || r.doubt_rest);
    r = read_words(mem, odd);
    assert_true(r.doubt.len && !r.doubt_silence);
    r = read_told(mem, odd, "act=accept-contact-request"); /* the deed is known then, and a word is left over all the same */
    assert_true(!r.doubt.len && r.doubt_rest);
    r = read_words(mem, twice);
    assert_true(r.doubt.len && !r.doubt_silence);
    r = read_words(mem, unused);
    assert_true(r.doubt.len && r.doubt_silence);
}

static void same_words__give_the_same_reading(void **state)
{
    (void)state;
    OWNED(heed_arena) one = heed_arena_create();
    OWNED(heed_arena) two = heed_arena_create();
    heed_reading a = read_words(one, "a pupil messaged me on insta, can I reply?"),
                 b = read_words(two, "a pupil messaged me on insta, can I reply?");
    assert_true(heed_text_eq(a.summary, b.summary));
    assert_int_equal(a.fact_count, b.fact_count);
}

static void check_refused(heed_text words)
{
    OWNED(heed_arena) mem = heed_arena_create();
    heed_reading r;
    heed_error err = { 0 };
    assert_int_equal(heed_question_read(reader, words, NULL, heed_lit(""), mem, &r, &err), HEED_INVALID);
    assert_true(strlen(err.message) > 10);
}

static void unusable_questions__get_one_clear_sentence(void **state)
{
    (void)state;
    size_t size = 1024 * 1024;
    char *large = malloc(size);
    assert_non_null(large);
    memset(large, 'a', size);
    check_refused((heed_text){ large, size });
    free(large);
    check_refused(heed_lit(""));
    check_refused(heed_lit(" \n\t "));
    check_refused(heed_lit("can i \xFF\xFE accept"));
}

static void strange_questions__are_read_without_harm(void **state)
{
    (void)state;
    static const char *const odd[] = { "?",
                                       "...",
                                       "'s",
                                       "''''",
                                       "a's's's",
                                       "not not not",
                                       "2026",
                                       "21:00",
                                       ")(",
                                       "who who that that",
                                       "\xF0\x9F\x98\x80",
                                       "the the the the",
                                       "can",
                                       "can can can i i i",
                                       "of of from to with a a a" };
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        OWNED(heed_arena) mem = heed_arena_create();
        heed_reading r = read_words(mem, odd[i]);
        assert_string_equal(r.ask_fact.at, "act");
    }
}

static void words_file__names_its_mistakes(void **state)
{
    (void)state;
    OWNED(heed_arena) mem = heed_arena_create();
    const heed_reader *r = NULL;
    heed_findings found = { 0 };
    heed_error err = { 0 };
    heed_text words = heed_lit("skip the\nfact no-such-fact = x\nnonsense y = z\nframe to-x = act=fly\n");
    assert_int_equal(heed_reader_new(vocabulary, words, heed_lit("w"), mem, &r, &found, &err), HEED_INVALID);
    assert_int_equal(found.len, 3);
    assert_int_equal(found.at[0].line, 2);
    assert_int_equal(found.at[2].line, 4);
    assert_null(r);
}

static void words_file__says_which_frames_need_the_same(void **state)
{
    (void)state;
    OWNED(heed_arena) mem = heed_arena_create();
    const heed_reader *r = NULL;
    heed_findings found = { 0 };
    heed_error err = { 0 };
    heed_text words = heed_lit("frame to-post a-post : words = act=post-content\nframe to-post : words = act=post-content\n"
                               "frame a-post to-post : words = act=repost-content\n");
    assert_int_equal(heed_reader_new(vocabulary, words, heed_lit("w"), mem, &r, &found, &err), HEED_INVALID);
    assert_int_equal(found.len, 1);
    assert_int_equal(found.at[0].line, 3);
    assert_non_null(strstr(err.message, "line 1"));
}

static void no_memory__is_a_fault_and_no_crash(void **state)
{
    (void)state;
    for (size_t limit = 1000; limit < 60000; limit += 3000) {
        OWNED(heed_arena) mem = heed_arena_create();
        heed_reading r;
        heed_error err = { 0 };
        mem->limit = limit;
        heed_status status = heed_question_read(reader, heed_lit("can i accept a friend request from my niece in year 4?"),
                                                NULL, heed_lit(""), mem, &r, &err);
        assert_true(status == HEED_OK || status == HEED_FAULT);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sentences__are_read_as_their_writers_mean_them),
        cmocka_unit_test(words__of_the_asker_come_back_with_their_place),
        cmocka_unit_test(curly_quotes_and_capitals__change_nothing),
        cmocka_unit_test(one_slip_in_a_long_word__is_forgiven),
        cmocka_unit_test(school_name__is_no_content),
        cmocka_unit_test(event__has_its_own_people),
        cmocka_unit_test(denial__reaches_what_follows),
        cmocka_unit_test(undone__is_told_as_omitted),
        cmocka_unit_test(unknown_word_in_an_open_place__is_asked_about),
        cmocka_unit_test(other_deed_of_the_school__is_asked_for),
        cmocka_unit_test(loose_answers__are_doubted_where_something_was_passed_over),
        cmocka_unit_test(same_words__give_the_same_reading),
        cmocka_unit_test(unusable_questions__get_one_clear_sentence),
        cmocka_unit_test(strange_questions__are_read_without_harm),
        cmocka_unit_test(words_file__names_its_mistakes),
        cmocka_unit_test(words_file__says_which_frames_need_the_same),
        cmocka_unit_test(no_memory__is_a_fault_and_no_crash),
    };
    return cmocka_run_group_tests(tests, make_reader, drop_reader);
}
