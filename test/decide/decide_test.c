/* decide_test.c - situations, verdicts and explanations, thing by thing. */
#include "base/arena.h"
#include <heed/decide.h>
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

static const char vocabulary_text[] =
    "vocabulary small version 1\n"
    "field mood one \"the question\" presumed statement\nvalue statement \"s\"\nvalue may \"m\"\nvalue must \"m\"\nvalue fact "
    "\"f\"\n"
    "field done one \"done\" presumed done\nvalue done \"d\"\nvalue omitted \"o\"\n"
    "field event one \"before\" presumed absent\nvalue request \"r\"\nvalue sighting \"s\"\n"
    "field place one \"where\" asks \"Where are you?\" presumed none changeable\nvalue home \"h\"\nvalue hall \"h\"\nvalue "
    "street \"s\"\n"
    "field party-age one \"age\" asks \"How old?\" presumed none\nvalue child \"c\"\nvalue adult \"a\"\n"
    "field role many \"who\" presumed described\nvalue teacher \"t\" asks \"Are you a teacher?\"\nvalue pupil \"p\"\nvalue "
    "head \"h\" office\n"
    "field party many \"whom\" presumed described\nvalue pupil-here \"p\" asks \"A pupil?\"\nvalue parent-here \"p\" asks \"A "
    "parent?\"\n"
    "field tie many \"tie\" presumed absent\nvalue kin \"k\" asks \"Are you related?\"\nvalue friend \"f\" asks \"Friends?\"\n"
    "field circumstance many \"more\" presumed none\nvalue loud \"l\" asks \"Is it loud?\"\nvalue late \"l\" asks \"Is it "
    "late?\"\n"
    "field school-setting many \"set\" presumed none answered by school\nvalue allowed-here \"a\" asks \"Is it allowed "
    "there?\" answered by school\n"
    "field permission-held many \"leave\" presumed not-held changeable\nvalue leave \"l\" asks \"Have you leave?\"\n"
    "field worked-out many \"w\" presumed absent answered by nobody\nvalue breach-found \"b\"\nvalue doubt \"d\"\nvalue "
    "review-overdue \"r\"\n"
    "act meet \"m\"\nact greet \"g\" is meet\nact tell \"t\"\nact enquire \"e\" embeds\nact reply \"r\" is meet answers "
    "request opposite refuse\n"
    "act refuse \"r\" answers request\nact review \"r\"\nact punish \"p\"\n"
    "group indoors = home, hall\ngroup ties = kin, friend\n"
    "pupil-here implies party-age=child\nkin implies not friend\nparent-here implies party-age=adult\n"
    "field mood-of many \"n\" presumed none\nvalue noisy \"n\" asks \"Noisy?\"\nvalue quiet \"q\" asks \"Quiet?\"\nnoisy "
    "implies not quiet\nlate presumes place=home\nact=tell presumes noisy\n";

typedef struct {
    heed_arena *mem;
    const heed_vocabulary *v;
    const heed_policy *policy;
    heed_situation *s;
} room;

static int room_open(void **state)
{
    static room r;
    heed_findings findings = { 0 };
    heed_error err;
    r = (room){ .mem = heed_arena_create() };
    *state = &r;
    return heed_vocabulary_read(heed_text_of(vocabulary_text), heed_lit("small"), r.mem, &r.v, &findings, &err) != HEED_OK;
}

static int room_close(void **state)
{
    heed_arena_destroy(((room *)*state)->mem);
    return 0;
}

static heed_situation *told(room *r, const char *tokens)
{
    heed_error err = { .message = "" };
    r->s = heed_situation_new(r->v, r->mem);
    for (const char *at = tokens; *at;) {
        size_t n = strcspn(at, " ");
        if (heed_situation_tell(r->s, (heed_text){ at, n }, &err) != HEED_OK)
            fail_msg("%s", err.message);
        at += n + (at[n] == ' ');
    }
    return r->s;
}

/* Rules, one a line: "1 ...\n2 ...". */
static void policy_of(room *r, const char *rules)
{
    heed_findings findings = { 0 };
    heed_error err = { .message = "" };
    heed_text
        text = heed_text_printf(
            r->mem,
            "# S\n```heed\npolicy s version 1\nschool \"S\" nation england\nvocabulary small\nsilence means ask head\n```\n"),
        blob;
    for (const char *at = rules; *at;) {
        size_t n = strcspn(at, "\n"), id = strcspn(at, " /");
        bool test = !strncmp(at, "test ", 5), bare = at[id] == '/' || !strncmp(at, "conflict", 8);
        text = test   ? heed_text_printf(r->mem, "%.*s\n```heed test\n%.*s\n```\n", heed_fmt(text), (int)(n - 5), at + 5)
               : bare ? heed_text_printf(r->mem, "%.*s\n```heed\n%.*s\n```\n", heed_fmt(text), (int)n, at)
                      : heed_text_printf(r->mem, "%.*s\nWords. {#%.*s}\n```heed\n%.*s\n```\n", heed_fmt(text), (int)id, at,
                                         (int)n, at);
        at += n + (at[n] == '\n');
    }
    if (heed_policy_compile(text, heed_lit("s.md"), r->v, NULL, r->mem, &blob, &findings, &err) != HEED_OK ||
        heed_policy_open(blob, r->v, r->mem, &r->policy, &err) != HEED_OK)
        fail_msg("%s %.*s", err.message, findings.len ? (int)findings.at[0].message.len : 0,
                 findings.len ? findings.at[0].message.at : "");
}

static heed_verdict decided(room *r, const char *tokens, heed_date as_of)
{
    heed_error err = { .message = "" };
    heed_verdict v = { 0 };
    heed_situation *s = told(r, tokens);
    if (heed_situation_settle(s, &err) != HEED_OK || heed_decide(r->policy, s, as_of, &v, &err) != HEED_OK)
        fail_msg("%s", err.message);
    return v;
}

static heed_answer explained(room *r, const char *tokens)
{
    heed_error err = { .message = "" };
    heed_answer a;
    if (heed_explain(r->policy, told(r, tokens), 0, r->mem, &a, &err) != HEED_OK)
        fail_msg("%s", err.message);
    return a;
}

#define CHECK_OUTCOME(tokens, wanted) assert_string_equal(heed_outcome_name(decided(r, (tokens), 0).outcome), (wanted))
#define CHECK_TEXT(text, wanted)      assert_string_equal(heed_text_copy(r->mem, (text)).at, (wanted))
#define ROOM                          room *r = *state

/* ---- situations */

static heed_error telling(room *r, const char *first, const char *second, heed_status *status)
{
    heed_error err = { .message = "" };
    heed_situation *s = heed_situation_new(r->v, r->mem);
    *status = heed_situation_tell(s, heed_text_of(first), &err);
    if (*status == HEED_OK)
        *status = heed_situation_tell(s, heed_text_of(second), &err);
    if (*status == HEED_OK)
        *status = heed_situation_settle(s, &err);
    return err;
}

static void tell__names_the_nearest_word(void **state)
{
    ROOM;
    heed_status status;
    heed_error err = telling(r, "techer", "kin", &status);
    assert_int_equal(status, HEED_INVALID);
    assert_non_null(strstr(err.message, "teacher"));
}

static void tell__says_which_field_a_bare_value_needs(void **state)
{
    ROOM;
    heed_error err;
    heed_situation *s = told(r, "");
    assert_int_equal(heed_situation_tell(s, heed_lit("hall"), &err), HEED_INVALID);
    assert_non_null(strstr(err.message, "write \"place=hall\""));
    assert_int_equal(heed_situation_tell(s, heed_lit("indoors"), &err), HEED_OK); /* a group of values has one field */
}

static void tell__refuses_what_is_no_token(void **state)
{
    ROOM;
    static const char *const bad[] = { "",
                                       "!",
                                       "=",
                                       "event.",
                                       "place",
                                       "place=",
                                       "place=kin",
                                       "teacher=yes",
                                       "meet",
                                       "ties",
                                       "as-of=tomorrow",
                                       "act=",
                                       "event.act=x",
                                       "\xFF\xFE",
                                       "role=kin",
                                       "home" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        heed_status status;
        heed_error err = telling(r, bad[i], "kin", &status);
        assert_int_equal(status, HEED_INVALID);
        assert_true(strlen(err.message) > 10);
    }
}

static void tell__names_two_facts_that_contradict(void **state)
{
    ROOM;
    heed_status status;
    heed_error err = telling(r, "place=home", "place=hall", &status);
    assert_int_equal(status, HEED_INVALID);
    assert_non_null(strstr(err.message, "place=home"));
    assert_non_null(strstr(err.message, "place=hall"));
}

static void settle__names_told_facts_that_cannot_both_be(void **state)
{
    ROOM;
    heed_status status;
    heed_error err = telling(r, "pupil-here", "party-age=adult", &status);
    assert_int_equal(status, HEED_INVALID);
    assert_non_null(strstr(err.message, "pupil-here"));
    assert_non_null(strstr(err.message, "party-age=adult"));
    err = telling(r, "kin", "friend", &status);
    assert_int_equal(status, HEED_INVALID);
    assert_non_null(strstr(err.message, "\"kin\" and \"friend\""));
}

static void settle__reads_implications_both_ways(void **state)
{
    ROOM;
    policy_of(r, "1 must not meet when not pupil-here");
    CHECK_OUTCOME("teacher act=meet party-age=adult", "prohibited");
    CHECK_OUTCOME("teacher act=meet party-age=child", "unclear");
    CHECK_OUTCOME("teacher act=meet pupil-here", "not-addressed");
}

static void settle__holds_implications_in_the_event(void **state)
{
    ROOM;
    policy_of(r, "1 on sighting when event.party-age=child: must tell to head");
    CHECK_OUTCOME("teacher act=tell mood=must event=sighting event.pupil-here", "required");
    CHECK_OUTCOME("teacher act=tell mood=must event=sighting pupil-here event.parent-here", "not-addressed");
}

static void settle__makes_the_answered_request_the_event(void **state)
{
    ROOM;
    policy_of(r, "1 on request from pupil-here: teacher must refuse");
    CHECK_OUTCOME("teacher act=reply pupil-here", "prohibited");
    CHECK_OUTCOME("teacher act=refuse pupil-here mood=must", "required");
    CHECK_OUTCOME("teacher act=reply parent-here", "not-addressed");
    CHECK_OUTCOME("teacher act=refuse done=omitted pupil-here", "prohibited");
}

static void settle__presumes_by_kind(void **state)
{
    ROOM;
    policy_of(
        r, "1 must not meet when kin\n2 must not tell when parent-here\n3 must not greet when loud\n4 pupil must not punish");
    CHECK_OUTCOME("teacher act=meet", "not-addressed"); /* absent */
    CHECK_OUTCOME("teacher act=tell", "unclear");       /* described: nothing told of the party yet */
    CHECK_OUTCOME("teacher act=tell pupil-here", "not-addressed");
    CHECK_OUTCOME("teacher act=tell !pupil-here", "unclear"); /* saying who it is not describes nobody */
    CHECK_OUTCOME("teacher act=greet", "unclear");            /* none */
    CHECK_OUTCOME("act=punish", "unclear");
}

static void tell__takes_none_of_the_values_of_a_field(void **state)
{
    ROOM;
    policy_of(r, "1 must not meet at home or hall or street\n2 on sighting: must tell\n3 must tell when not event=sighting");
    CHECK_OUTCOME("teacher act=meet", "unclear");
    CHECK_OUTCOME("teacher act=meet !place", "not-addressed");
    CHECK_OUTCOME("teacher act=meet !place !place=home", "not-addressed");
    heed_status status;
    heed_error err = telling(r, "place=home", "!place", &status);
    assert_int_equal(status, HEED_INVALID);
    assert_non_null(strstr(err.message, "\"place=home\" and \"!place\""));
    err = telling(r, "!party-age", "pupil-here", &status); /* a pupil has an age that is named */
    assert_int_equal(status, HEED_INVALID);
    assert_non_null(strstr(err.message, "!party-age"));
    CHECK_OUTCOME("teacher act=tell mood=must !event", "required");
    CHECK_OUTCOME("teacher act=tell mood=must !event.place", "required");
}

static void ask__offers_nothing_of_the_kind_where_that_may_be_so(void **state)
{
    ROOM;
    policy_of(r, "1 on sighting: must tell\n2 must not meet at home");
    heed_answer a = explained(r, "teacher act=tell mood=must");
    assert_int_equal(a.assumed_count, 1);
    CHECK_TEXT(a.assumed[0].token, "!event");
    assert_int_equal(a.asks[0].answers.len, 3);
    CHECK_TEXT(a.asks[0].answers.at[2], "!event");
    CHECK_TEXT(a.asks[0].outcomes.at[2], "not-addressed");
    a = explained(r, "teacher act=meet"); /* everybody is somewhere */
    CHECK_TEXT(a.asks[0].fact, "place");
    assert_int_equal(a.asks[0].answers.len, 3);
}

static void settle__lets_a_default_give_way(void **state)
{
    ROOM;
    policy_of(r, "1 must not meet at home");
    CHECK_OUTCOME("teacher act=meet late", "prohibited");
    CHECK_OUTCOME("teacher act=meet late place=hall", "not-addressed");
    CHECK_OUTCOME("teacher act=meet late !place=home", "not-addressed");
}

/* ---- verdicts */

static void decide__keeps_the_order_of_outcomes(void **state)
{
    ROOM;
    policy_of(r, "1 may meet\n2 advised to meet when late\n3 must meet when place=hall\n4 advised not to meet when loud\n5 may "
                 "meet only with leave when kin\n6 must not meet when friend");
    CHECK_OUTCOME("teacher act=meet !late !loud place=street", "permitted");
    CHECK_OUTCOME("teacher act=meet late !loud place=street", "advised");
    CHECK_OUTCOME("teacher act=meet late !loud place=hall", "required");
    CHECK_OUTCOME("teacher act=meet late loud place=hall", "advised-against");
    CHECK_OUTCOME("teacher act=meet late loud place=hall kin", "permission-needed");
    CHECK_OUTCOME("teacher act=meet late loud place=hall kin mood=must", "required");
    CHECK_OUTCOME("teacher act=meet late loud place=hall friend", "prohibited");
    CHECK_OUTCOME("teacher act=meet !late loud place=street friend mood=must", "prohibited");
}

static void decide__never_answers_must_by_a_baseline(void **state)
{
    ROOM;
    policy_of(r, "1 baseline teacher may meet, tell\n2 head may punish");
    heed_verdict v = decided(r, "teacher act=meet", 0);
    assert_int_equal(v.outcome, HEED_PERMITTED);
    assert_true(v.baseline);
    CHECK_OUTCOME("teacher act=meet mood=must", "not-addressed");
    CHECK_OUTCOME("head act=punish mood=must", "permitted");
}

static void decide__makes_leaving_a_duty_undone_prohibited(void **state)
{
    ROOM;
    policy_of(r, "1 must tell\n2 advised to greet\n3 must not meet");
    CHECK_OUTCOME("teacher act=tell done=omitted", "prohibited");
    CHECK_OUTCOME("teacher act=greet done=omitted", "advised-against");
    CHECK_OUTCOME("teacher act=meet done=omitted", "not-addressed");
}

static void decide__reaches_narrower_acts_by_permission_not_by_duty(void **state)
{
    ROOM;
    policy_of(r, "1 must not meet when kin\n2 must meet when friend");
    CHECK_OUTCOME("teacher act=greet kin", "prohibited");
    CHECK_OUTCOME("teacher act=greet friend", "not-addressed");
}

static void decide__lets_an_exception_switch_a_rule_off(void **state)
{
    ROOM;
    policy_of(r, "1 must not meet\n2 except 1: may meet when kin\n3 except 2: must not meet when late");
    CHECK_OUTCOME("teacher act=meet", "prohibited");
    CHECK_OUTCOME("teacher act=meet kin", "unclear");
    CHECK_OUTCOME("teacher act=meet kin !late", "permitted");
    CHECK_OUTCOME("teacher act=meet kin late", "prohibited");
}

static void decide__keeps_an_exception_to_its_own_acts(void **state)
{
    ROOM;
    policy_of(r, "1 must not meet\n2 except 1: may reply when kin");
    CHECK_OUTCOME("teacher act=reply kin", "permitted");
    CHECK_OUTCOME("teacher act=greet kin", "prohibited");
    CHECK_OUTCOME("teacher act=meet kin", "prohibited");
}

static void decide__agrees_over_all_completions(void **state)
{
    ROOM;
    policy_of(r, "1 must not meet when loud\n2 must not meet when not loud\n3 must not tell when pupil-here\n4 must not tell "
                 "when party-age=adult\n5 must not tell when not pupil-here and not party-age=adult");
    CHECK_OUTCOME("teacher act=meet", "prohibited");
    CHECK_OUTCOME("teacher act=tell", "prohibited");
}

static void decide__holds_subjects_to_the_actor_but_not_offices(void **state)
{
    ROOM;
    policy_of(r, "1 on sighting: teacher must tell\n2 on sighting: head must punish");
    heed_verdict v = decided(r, "pupil act=meet event=sighting", 0);
    assert_int_equal(v.duty_count, 1); /* the head's, whoever asks */
    v = decided(r, "teacher act=meet event=sighting", 0);
    assert_int_equal(v.duty_count, 2);
    CHECK_OUTCOME("act=punish mood=must event=sighting", "required"); /* nobody named: whom the clause names */
    CHECK_OUTCOME("teacher act=punish mood=must event=sighting", "not-addressed");
}

static void decide__follows_with_then_after_and_on(void **state)
{
    ROOM;
    policy_of(r,
              "1 may meet when kin\n1/2 then must tell to head\n2 after 1/2: should review\n3 on greet: must tell in writing");
    assert_int_equal(decided(r, "teacher act=meet kin", 0).duty_count, 2);
    assert_int_equal(decided(r, "teacher act=meet friend", 0).duty_count, 0);
    assert_int_equal(decided(r, "teacher act=greet kin", 0).duty_count, 3);
    assert_int_equal(decided(r, "teacher act=greet kin done=omitted", 0).duty_count, 0);
    CHECK_OUTCOME("teacher act=tell kin mood=must", "required");
}

static void decide__follows_an_act_only_where_it_was_told(void **state)
{
    ROOM;
    policy_of(r, "1 on greet from pupil-here when loud: must tell to head\n1/2 then must review\n2 on tell: may punish\n"
                 "3 must not enquire\n4 except 3: on greet: must enquire");
    CHECK_OUTCOME("teacher act=tell mood=must", "not-addressed"); /* of its own act it says nothing by itself */
    CHECK_OUTCOME("teacher act=tell mood=must pupil-here loud", "not-addressed");
    CHECK_OUTCOME("teacher act=tell mood=must event.act=greet event.pupil-here event.loud", "required");
    CHECK_OUTCOME("teacher act=tell mood=must event.act=greet event.pupil-here !event.loud", "not-addressed");
    CHECK_OUTCOME("teacher act=tell mood=must event.act=meet event.pupil-here event.loud", "not-addressed");
    CHECK_OUTCOME("teacher act=tell done=omitted event.act=greet event.pupil-here event.loud", "prohibited");
    CHECK_OUTCOME("teacher act=review mood=must", "not-addressed"); /* nor does what follows it */
    CHECK_OUTCOME("teacher act=review mood=must event.act=greet event.pupil-here event.loud", "required");
    CHECK_OUTCOME("teacher act=punish", "not-addressed");
    CHECK_OUTCOME("teacher act=punish event.act=tell", "permitted");
    CHECK_OUTCOME("teacher act=enquire mood=must", "prohibited"); /* nor does it except anything */
    heed_verdict v = decided(r, "teacher act=greet pupil-here loud", 0);
    assert_int_equal(v.duty_count, 3);
    v = decided(r, "teacher act=greet pupil-here loud done=omitted", 0);
    assert_int_equal(v.duty_count, 0);
    v = decided(r, "teacher act=punish event.act=greet event.pupil-here event.loud", 0); /* it happened: the duties stand */
    assert_int_equal(v.duty_count, 3);
}

static void explain__says_which_act_told_made_a_rule_live(void **state)
{
    ROOM;
    policy_of(r, "1 on greet: must tell to head");
    heed_answer a = explained(r, "teacher act=tell mood=must event.act=greet");
    assert_int_equal(a.outcome, HEED_REQUIRED);
    CHECK_TEXT(a.deciding[0].mattered.at[0], "event.act=greet");
}

static void decide__runs_breach_and_doubt_second(void **state)
{
    ROOM;
    policy_of(r, "1 must not meet when kin\n2 on breach: head must punish\n3 on doubt: must enquire");
    assert_int_equal(decided(r, "teacher act=meet kin", 0).duty_count, 1);
    assert_int_equal(decided(r, "teacher act=meet friend", 0).duty_count, 1);
    CHECK_OUTCOME("head act=punish mood=must event.act=meet event.kin event.teacher", "required");
    CHECK_OUTCOME("head act=punish mood=must event.act=meet event.friend event.teacher", "not-addressed");
    CHECK_OUTCOME("head act=punish mood=must breach-found", "required");
    CHECK_OUTCOME("head act=punish mood=must !breach-found event.act=meet event.kin event.teacher", "not-addressed");
}

static void decide__answers_the_act_that_was_asked_about(void **state)
{
    ROOM;
    policy_of(r, "1 must not meet when kin\n2 on doubt: teacher should enquire");
    CHECK_OUTCOME("teacher act=enquire mood=must event.act=meet event.kin", "prohibited");
    CHECK_OUTCOME("teacher act=enquire mood=must event.act=meet event.friend", "required");
    CHECK_OUTCOME("teacher act=enquire mood=must event.act=meet event.friend !doubt", "not-addressed");
}

static void decide__dates_schedules(void **state)
{
    ROOM;
    policy_of(r, "1 schedule review by head every 12 months last 2025-09-01\n2 must tell when review-overdue");
    assert_int_equal(decided(r, "act=review", 20260901).outcome, HEED_NOT_ADDRESSED);
    assert_int_equal(decided(r, "act=review", 20260901).cited_count, 1);
    assert_int_equal(decided(r, "act=review", 20260902).outcome, HEED_REQUIRED);
    assert_int_equal(decided(r, "act=tell mood=must", 20260902).outcome, HEED_REQUIRED);
    assert_int_equal(decided(r, "act=tell mood=must", 20260101).outcome, HEED_NOT_ADDRESSED);
    assert_int_equal(decided(r, "act=review as-of=2027-01-01", 0).outcome, HEED_REQUIRED);
}

static void decide__leaves_a_schedule_about_something_else(void **state)
{
    ROOM;
    policy_of(r, "1 schedule review by head every 12 months last 2025-09-01 unless kin\n2 must tell when review-overdue");
    assert_int_equal(decided(r, "act=review", 20260902).outcome, HEED_REQUIRED);
    assert_int_equal(decided(r, "act=review kin", 20260902).outcome, HEED_NOT_ADDRESSED);
    assert_int_equal(decided(r, "act=review kin", 20260902).cited_count, 0);
    assert_int_equal(decided(r, "act=tell mood=must", 20260902).outcome, HEED_REQUIRED);
    assert_int_equal(decided(r, "act=tell mood=must kin", 20260902).outcome, HEED_NOT_ADDRESSED);
    policy_of(r, "1 schedule review by head every 12 months last 2025-09-01 when loud\n2 must tell when review-overdue");
    assert_int_equal(decided(r, "act=tell mood=must", 20260902).outcome, HEED_NOT_ADDRESSED); /* loud is not known */
    assert_int_equal(decided(r, "act=tell mood=must loud", 20260902).outcome, HEED_REQUIRED);
}

static void decide__flags_conflicts_of_one_aspect(void **state)
{
    ROOM;
    policy_of(r, "1 must not meet [near]\n2 may meet when kin [near]\n3 may meet when friend [far]");
    assert_int_equal(decided(r, "teacher act=meet kin", 0).flags, HEED_CONFLICT_FLAG);
    assert_int_equal(decided(r, "teacher act=meet friend", 0).flags, 0);
    policy_of(r, "1 should not meet\n2 reads as except 1: may meet when kin");
    assert_int_equal(decided(r, "teacher act=meet kin", 0).flags, HEED_CONFLICT_FLAG);
    assert_int_equal(decided(r, "teacher act=meet", 0).flags, HEED_SHOULD);
    policy_of(r, "1 head must punish when loud\n2 head may punish when late");
    assert_int_equal(decided(r, "head act=punish loud late", 0).flags, HEED_CONFLICT_FLAG);
    assert_int_equal(decided(r, "head act=punish loud !late", 0).flags, 0);
    policy_of(r, "conflict 1 with 2\n1 must tell\n2 advised not to tell");
    assert_int_equal(decided(r, "teacher act=tell", 0).flags, HEED_CONFLICT_FLAG);
}

static void decide__wants_a_settled_situation_of_its_vocabulary(void **state)
{
    ROOM;
    heed_verdict v;
    heed_error err;
    policy_of(r, "1 must not meet");
    assert_int_equal(heed_decide(r->policy, told(r, "teacher act=meet"), 0, &v, &err), HEED_INVALID);
}

static void decide_many__gives_each_its_own(void **state)
{
    ROOM;
    heed_verdict v[3];
    heed_error err;
    const heed_situation *all[3];
    static const char *const tokens[] = { "teacher act=meet kin", "teacher act=meet friend", "teacher act=tell" };
    policy_of(r, "1 must not meet when kin\n2 may meet when friend");
    for (int i = 0; i < 3; i++) {
        heed_situation *s = told(r, tokens[i]);
        assert_int_equal(heed_situation_settle(s, &err), HEED_OK);
        all[i] = s;
    }
    assert_int_equal(heed_decide_many(r->policy, all, 3, 0, v, &err), HEED_OK);
    assert_int_equal(v[0].outcome, HEED_PROHIBITED);
    assert_int_equal(v[1].outcome, HEED_PERMITTED);
    assert_int_equal(v[2].outcome, HEED_NOT_ADDRESSED);
}

static void decide__walks_a_chain_of_a_thousand_exceptions(void **state)
{
    ROOM;
    static char rules[64000];
    size_t n = (size_t)snprintf(rules, sizeof rules, "1 must not meet");
    for (int i = 2; i <= 1000; i++)
        n += (size_t)snprintf(rules + n, sizeof rules - n, "\n%d except %d: %s meet", i, i - 1, i % 2 ? "must not" : "may");
    policy_of(r, rules);
    CHECK_OUTCOME("teacher act=meet", "permitted"); /* the thousandth is live, the first is not */
    assert_int_equal(decided(r, "teacher act=meet", 0).losing_count, 0);
}

/* ---- explanations */

static void ask__prefers_the_fact_that_settles_most(void **state)
{
    ROOM;
    policy_of(r, "1 must not meet when loud\n2 may meet when not loud and late and allowed-here");
    heed_answer a = explained(r, "teacher act=meet");
    assert_int_equal(a.outcome, HEED_UNCLEAR);
    CHECK_TEXT(a.asks[0].fact, "loud");
    CHECK_TEXT(a.asks[0].question, "Is it loud?");
    assert_int_equal(a.asks[0].answers.len, 2);
    CHECK_TEXT(a.asks[0].answers.at[0], "loud");
    CHECK_TEXT(a.asks[0].outcomes.at[0], "prohibited");
}

static void ask__leaves_the_schools_facts_to_the_end(void **state)
{
    ROOM;
    policy_of(r, "1 must not meet when allowed-here\n2 must not meet when late and not allowed-here");
    heed_answer a = explained(r, "teacher act=meet");
    assert_int_equal(a.outcome, HEED_UNCLEAR);
    CHECK_TEXT(a.asks[0].fact, "late");
    a = explained(r, "teacher act=meet !late");
    CHECK_TEXT(a.asks[0].fact, "allowed-here");
}

static void ask__asks_for_the_act_when_there_is_none(void **state)
{
    ROOM;
    policy_of(r, "1 must not meet");
    heed_answer a = explained(r, "teacher");
    assert_int_equal(a.outcome, HEED_UNCLEAR);
    CHECK_TEXT(a.asks[0].fact, "act");
}

static void assumed__names_only_what_the_answer_rests_on(void **state)
{
    ROOM;
    policy_of(r, "1 must not meet\n2 except 1: may meet when kin");
    heed_answer a = explained(r, "teacher act=meet");
    assert_int_equal(a.assumed_count, 1);
    CHECK_TEXT(a.assumed[0].token, "!kin");
    CHECK_TEXT(a.assumed[0].why, "absent");
    CHECK_TEXT(a.asks[0].fact, "kin");
    assert_int_equal(a.unfired_count, 1);
    CHECK_TEXT(a.unfired[0].clause, "2");
    CHECK_TEXT(a.unfired[0].why_not, "!kin");
}

static void assumed__sees_through_what_follows_from_a_presumption(void **state)
{
    ROOM;
    policy_of(r, "1 must not meet when friend\n2 may meet when not friend");
    heed_answer a = explained(r, "teacher act=meet !late");
    assert_int_equal(a.outcome, HEED_PERMITTED);
    CHECK_TEXT(a.assumed[0].token, "!friend");
    policy_of(r, "1 may meet when place=home\n2 must not meet when place=street");
    a = explained(r, "pupil act=meet late");
    CHECK_TEXT(a.assumed[0].token, "place=home");
    policy_of(r, "1 may tell when not quiet\n2 must not tell when quiet");
    a = explained(r, "teacher act=tell");
    assert_int_equal(a.outcome, HEED_PERMITTED);
    assert_int_equal(a.assumed_count, 1);
    CHECK_TEXT(a.assumed[0].token, "noisy"); /* presumed of telling; not quiet follows from it */
}

static void ways__finds_leave_places_and_pairs(void **state)
{
    ROOM;
    policy_of(r, "1 teacher may meet only with leave from head\n2 must not tell at home or hall");
    heed_answer a = explained(r, "teacher act=meet");
    assert_int_equal(a.way_count, 1);
    CHECK_TEXT(a.ways[0].change.at[0], "leave");
    assert_int_equal(a.ways[0].outcome, HEED_PERMITTED);
    CHECK_TEXT(a.ask_whom, "head");
    a = explained(r, "teacher act=tell place=home");
    CHECK_TEXT(a.ways[0].change.at[0], "place=street");
    policy_of(r, "1 must not meet\n2 except 1: may meet at street when leave");
    a = explained(r, "teacher act=meet place=home");
    assert_int_equal(a.way_count, 1);
    assert_int_equal(a.ways[0].change.len, 2);
}

static void duties__merge_by_act_recipient_and_form(void **state)
{
    ROOM;
    policy_of(r, "1 on sighting: should tell to head within 1 day of sighting\n2 on sighting: must tell to head kept on "
                 "file\n3 on sighting: must tell to head in writing");
    heed_answer a = explained(r, "teacher act=meet event=sighting");
    assert_int_equal(a.duty_count, 2);
    assert_int_equal(a.duties[0].clauses.len, 2);
    CHECK_TEXT(a.duties[0].force, "must");
    CHECK_TEXT(a.duties[0].to.at[0], "head");
    assert_true(a.duties[0].deadline.len && a.duties[0].keep.len);
    CHECK_TEXT(a.duties[1].form, "in writing");
}

static void explain__says_whom_to_ask_where_the_policy_is_silent(void **state)
{
    ROOM;
    policy_of(r, "1 must not meet");
    heed_answer a = explained(r, "teacher act=tell");
    assert_int_equal(a.outcome, HEED_NOT_ADDRESSED);
    CHECK_TEXT(a.ask_whom, "head");
}

static void explain__gives_the_same_twice(void **state)
{
    ROOM;
    policy_of(r, "1 must not meet when loud\n2 except 1: may meet when kin\n3 on sighting: must tell");
    heed_answer a = explained(r, "teacher act=meet event=sighting"), b = explained(r, "event=sighting act=meet teacher");
    assert_int_equal(a.outcome, b.outcome);
    assert_int_equal(a.ask_count, b.ask_count);
    for (size_t i = 0; i < a.ask_count; i++)
        assert_true(heed_text_eq(a.asks[i].fact, b.asks[i].fact));
}

static void explain__survives_any_allocation_that_fails(void **state)
{
    ROOM;
    policy_of(r, "1 must not meet when loud\n2 except 1: may meet at street when kin only with leave from head\n3 on sighting: "
                 "must tell to head\n4 on breach: head must punish");
    size_t faults = 0;
    for (size_t limit = 64;; limit += 48) {
        OWNED(heed_arena) of_situation = heed_arena_create();
        OWNED(heed_arena) mem = heed_arena_create();
        heed_error err = { .message = "" };
        heed_answer a;
        heed_situation *s = heed_situation_new(r->v, of_situation);
        heed_situation_tell(s, heed_lit("act=meet"), &err);
        heed_situation_tell(s, heed_lit("event.act=tell"), &err);
        heed_situation_tell(s, heed_lit("teacher"), &err);
        mem->limit = limit;
        heed_status status = heed_explain(r->policy, s, 0, mem, &a, &err);
        if (status == HEED_OK)
            break;
        assert_int_equal(status, HEED_FAULT);
        assert_non_null(strstr(err.message, "memory"));
        assert_null(mem->guard);
        faults++;
    }
    assert_true(faults > 100);
}

static void situation_new__gives_nothing_without_memory(void **state)
{
    ROOM;
    size_t faults = 0;
    for (size_t limit = 64;; limit += 512, faults++) {
        OWNED(heed_arena) mem = heed_arena_create();
        mem->limit = limit;
        if (heed_situation_new(r->v, mem))
            break;
        assert_null(mem->guard);
    }
    assert_true(faults > 1);
}

/* ---- answered, tests of a policy */

static void always_answered__proves_or_finds_somebody(void **state)
{
    ROOM;
    heed_error err;
    heed_text witness;
    bool answered = false;
    policy_of(r, "1 must not meet when kin or loud\n2 may meet when not loud and party-age=child");
    assert_int_equal(heed_always_answered(r->policy, told(r, "act=meet kin"), &answered, r->mem, &witness, &err), HEED_OK);
    assert_true(answered);
    assert_int_equal(heed_always_answered(r->policy, told(r, "act=meet pupil-here"), &answered, r->mem, &witness, &err),
                     HEED_OK);
    assert_true(answered);
    assert_int_equal(heed_always_answered(r->policy, told(r, "act=meet"), &answered, r->mem, &witness, &err), HEED_OK);
    assert_false(answered);
    assert_non_null(strstr(heed_text_copy(r->mem, witness).at, "!loud"));
    assert_int_equal(heed_always_answered(r->policy, told(r, "teacher"), &answered, r->mem, &witness, &err), HEED_INVALID);
}

static void policy_test__says_what_was_expected_and_what_came(void **state)
{
    ROOM;
    size_t passed, failed;
    heed_findings f;
    heed_error err;
    policy_of(
        r, "1 must not meet\n2 except 1: may meet when kin\n3 on sighting: should tell to head\n"
           "test teacher act=meet -> prohibited by 1, assuming !kin, assuming !ties, flips with kin, not by 2, no flag SHOULD\n"
           "test teacher act=meet kin event=sighting -> permitted by 2, duty tell to head, no duty punish\n"
           "test every teacher meet -> answered\n"
           "test teacher act=meet -> permitted\ntest teacher act=meet -> prohibited by 2\ntest teacher act=meet -> prohibited, "
           "flips with friend\n"
           "test teacher act=meet event=sighting -> duty tell to teacher\ntest every teacher tell -> answered\ntest teacher "
           "act=meet -> flag SHOULD\ntest every teacher meet -> prohibited\n"
           "test teacher act=meat -> prohibited\ntest teacher act=meet -> asks loud");
    assert_int_equal(heed_policy_test(r->policy, r->mem, &passed, &failed, &f, &err), HEED_OK);
    assert_int_equal(passed, 3);
    assert_int_equal(failed, 9);
    assert_int_equal(f.len, 9);
    assert_non_null(strstr(heed_text_copy(r->mem, f.at[0].message).at, "expected permitted, came prohibited by 1"));
    assert_true(f.at[0].line > 0);
    for (size_t i = 0; i < f.len; i++) { /* one stop at the end, whoever said it */
        heed_text said = f.at[i].message;
        assert_true(strchr(".?", said.at[said.len - 1]) && !strchr(".?", said.at[said.len - 2]));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, room_open, room_close)
        T(tell__names_the_nearest_word),
        T(tell__says_which_field_a_bare_value_needs),
        T(tell__refuses_what_is_no_token),
        T(tell__names_two_facts_that_contradict),
        T(settle__names_told_facts_that_cannot_both_be),
        T(settle__reads_implications_both_ways),
        T(settle__holds_implications_in_the_event),
        T(settle__makes_the_answered_request_the_event),
        T(settle__presumes_by_kind),
        T(tell__takes_none_of_the_values_of_a_field),
        T(ask__offers_nothing_of_the_kind_where_that_may_be_so),
        T(settle__lets_a_default_give_way),
        T(decide__keeps_the_order_of_outcomes),
        T(decide__never_answers_must_by_a_baseline),
        T(decide__makes_leaving_a_duty_undone_prohibited),
        T(decide__reaches_narrower_acts_by_permission_not_by_duty),
        T(decide__lets_an_exception_switch_a_rule_off),
        T(decide__keeps_an_exception_to_its_own_acts),
        T(decide__agrees_over_all_completions),
        T(decide__holds_subjects_to_the_actor_but_not_offices),
        T(decide__follows_with_then_after_and_on),
        T(decide__follows_an_act_only_where_it_was_told),
        T(explain__says_which_act_told_made_a_rule_live),
        T(decide__runs_breach_and_doubt_second),
        T(decide__answers_the_act_that_was_asked_about),
        T(decide__dates_schedules),
        T(decide__leaves_a_schedule_about_something_else),
        T(decide__flags_conflicts_of_one_aspect),
        T(decide__wants_a_settled_situation_of_its_vocabulary),
        T(decide_many__gives_each_its_own),
        T(decide__walks_a_chain_of_a_thousand_exceptions),
        T(ask__prefers_the_fact_that_settles_most),
        T(ask__leaves_the_schools_facts_to_the_end),
        T(ask__asks_for_the_act_when_there_is_none),
        T(assumed__names_only_what_the_answer_rests_on),
        T(assumed__sees_through_what_follows_from_a_presumption),
        T(ways__finds_leave_places_and_pairs),
        T(duties__merge_by_act_recipient_and_form),
        T(explain__says_whom_to_ask_where_the_policy_is_silent),
        T(explain__gives_the_same_twice),
        T(explain__survives_any_allocation_that_fails),
        T(situation_new__gives_nothing_without_memory),
        T(always_answered__proves_or_finds_somebody),
        T(policy_test__says_what_was_expected_and_what_came),
    };
    return cmocka_run_group_tests_name("decide", tests, NULL, NULL);
}
