/* policy_test.c - vocabularies, compiled rules, opening, looking inside. */
#include "policy/blob.h"
#include "base/arena.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define VOCABULARY                                                                                                             \
    "vocabulary small version 1\n"                                                                                             \
    "field mood one \"what is wanted\" presumed statement\nvalue statement \"told\"\nvalue must \"must I\"\n"                  \
    "field done one \"done or not\" presumed done\nvalue done \"yes\"\nvalue omitted \"no\"\n"                                 \
    "field event one \"what happened\" presumed absent\nvalue asked \"somebody asked\"\n  said wrote to me; asked  # "         \
    "c\nvalue breach \"broken\"\n"                                                                                             \
    "field age one \"age\" asks \"How old?\" presumed none\nvalue under-13 \"a\"\nvalue teen \"b\"\nvalue adult \"c\"\n"       \
    "field place one \"where\" presumed none changeable\nvalue home \"at home\"\nvalue school \"at school\"\n"                 \
    "field role many \"who\" presumed described\nvalue teacher \"teaches\"\nvalue head \"leads\" office\nvalue deputy "        \
    "\"leads too\" office answered by register\n"                                                                              \
    "field party many \"other\" presumed described\nvalue pupil \"a pupil\"\nvalue parent \"a parent\"\n"                      \
    "field tie many \"tie\" presumed absent\nvalue relative \"family\"\n"                                                      \
    "field shows many \"picture\" presumed described\nvalue shows-pupil \"x\"\nvalue shows-self \"y\"\n"                       \
    "field permission-held many \"leave\" presumed not-held\nvalue leave \"leave\"\nvalue consent \"consent\"\n"               \
    "field worked-out many \"w\" presumed absent\nvalue breach-found \"b\"\nvalue doubt \"d\"\nvalue review-overdue \"o\"\n"   \
    "act post \"post\"\nact share \"share\" is post\nact film \"film\" is share is picture when person\nact picture "          \
    "\"picture\" is post\n"                                                                                                    \
    "act accept \"yes\" is contact opposite decline answers asked\nact decline \"no\"\nact wait \"wait\" leaves decline\nact " \
    "contact \"contact\"\n"                                                                                                    \
    "act report \"tell\"\nact review-policy \"review\"\nact ask \"ask\" embeds\n"                                              \
    "group child = under-13, teen\ngroup person = shows-pupil, shows-self\n"                                                   \
    "pupil implies age=child\ndeputy implies head\nact=wait and done=omitted implies place=home\nplace=school presumes "       \
    "pupil\n"                                                                                                                  \
    "act=report presumes not event.parent, event.place=home\n"

static heed_arena *mem;

static int setup(void **state)
{
    (void)state;
    mem = heed_arena_create();
    return mem == NULL;
}

static int teardown(void **state)
{
    (void)state;
    heed_arena_destroy(mem);
    return 0;
}

static const heed_vocabulary *read_vocabulary(void)
{
    const heed_vocabulary *v = NULL;
    heed_error err = { 0 };
    if (heed_vocabulary_read(heed_lit(VOCABULARY), heed_lit("small"), mem, &v, NULL, &err) != HEED_OK)
        fail_msg("%s", err.message);
    return v;
}

static heed_text blob_from(const heed_vocabulary *v, const char *rules, const heed_texts *packs)
{
    heed_text source = heed_text_printf(
        mem,
        "# T\n\n```heed\npolicy p version 1 in force 2026-01-31 review every 1 year\nschool \"S\" nation wales\n"
        "vocabulary small\n```\n\nWords 1. {#1}\n\nWords 2. {#2}\n\n```heed\n%s```\n",
        rules);
    heed_text blob = { 0 };
    heed_error err = { 0 };
    if (heed_policy_compile(source, heed_lit("p"), v, packs, mem, &blob, NULL, &err) != HEED_OK)
        fail_msg("%s", err.message);
    return blob;
}

static const heed_policy *policy_of(const heed_vocabulary *v, const char *rules)
{
    const heed_policy *p = NULL;
    heed_error err = { 0 };
    if (heed_policy_open(blob_from(v, rules, NULL), v, mem, &p, &err) != HEED_OK)
        fail_msg("%s", err.message);
    return p;
}

static const blob_rule *rule_at(const heed_policy *p, uint32_t i)
{
    const blob_head *h = policy_head(p);
    assert_true(i < h->rules.n);
    return BLOB_AT(h, blob_rule, h->rules, i);
}

#define CHECK_TEXT(text, want) assert_true(heed_text_is((text), (want)))

/* ---- vocabularies */

static void vocabulary__knows_its_facts_by_name(void **state)
{
    (void)state;
    const heed_vocabulary *v = read_vocabulary();
    heed_fact pupil = heed_fact_find(v, heed_lit("pupil")), age = heed_fact_find(v, heed_lit("age"));
    CHECK_TEXT(heed_fact_get(v, pupil)->set, "party");
    CHECK_TEXT(heed_fact_get(v, pupil + (heed_fact)heed_fact_count(v))->name, "pupil");
    assert_null(heed_fact_get(v, 2 * (heed_fact)heed_fact_count(v)));
    assert_int_equal(heed_fact_get(v, age)->value_count, 3);
    assert_int_equal(heed_value_find(v, age, heed_lit("teen")), 1);
    assert_int_equal(heed_value_find(v, age, heed_lit("home")), -1);
    assert_int_equal(heed_fact_find(v, heed_lit("nobody")), HEED_FACT_NONE);
    assert_int_equal(vocabulary_domain(v, age), UINT64_C(7) | UINT64_C(1) << 63);
    CHECK_TEXT(heed_value_get(v, heed_fact_find(v, heed_lit("event")), 0)->phrases, "wrote to me; asked");
    CHECK_TEXT(heed_vocabulary_nearest(v, heed_lit("pupli"), mem), "pupil");
}

static void vocabulary__takes_presumptions_from_the_field(void **state)
{
    (void)state;
    const heed_vocabulary *v = read_vocabulary();
    assert_int_equal(heed_fact_get(v, heed_fact_find(v, heed_lit("leave")))->presumed, HEED_PRESUMED_NOT_HELD);
    assert_int_equal(heed_fact_get(v, heed_fact_find(v, heed_lit("done")))->presumed, HEED_PRESUMED_VALUE);
    assert_int_equal(heed_fact_get(v, heed_fact_find(v, heed_lit("done")))->presumed_value, 1);
    assert_true(heed_fact_get(v, heed_fact_find(v, heed_lit("deputy")))->answered_by == HEED_BY_REGISTER);
}

static bool has_implication(const heed_vocabulary *v, heed_fact a, uint64_t a_mask, heed_fact b, uint64_t b_mask)
{
    size_t n;
    const vocabulary_implication *m = vocabulary_implications(v, &n);
    for (size_t i = 0; i < n; i++)
        if (m[i].if_count == 1 && m[i].if_all[0].fact == a && m[i].if_all[0].mask == a_mask && m[i].then.fact == b &&
            m[i].then.mask == b_mask)
            return true;
    return false;
}

static void vocabulary__implies_both_ways_round(void **state)
{
    (void)state;
    const heed_vocabulary *v = read_vocabulary();
    heed_fact pupil = heed_fact_find(v, heed_lit("pupil")), age = heed_fact_find(v, heed_lit("age"));
    assert_true(has_implication(v, pupil, 2, age, 3));
    assert_true(has_implication(v, age, UINT64_C(4) | UINT64_C(1) << 63, pupil, 1));
}

static void vocabulary__presumes_of_the_event(void **state)
{
    (void)state;
    const heed_vocabulary *v = read_vocabulary();
    heed_fact here = (heed_fact)heed_fact_count(v);
    size_t n;
    const vocabulary_default *d = vocabulary_defaults(v, &n);
    assert_int_equal(n, 3);
    assert_int_equal(d[0].then.fact, heed_fact_find(v, heed_lit("pupil")));
    assert_int_equal(d[1].then.fact, here + heed_fact_find(v, heed_lit("parent")));
    assert_int_equal(d[1].then.mask, 1);
    assert_int_equal(d[2].then.fact, here + heed_fact_find(v, heed_lit("place")));
    assert_int_equal(d[2].then.mask, 1);
}

static const vocabulary_wider *wider(const heed_vocabulary *v, const char *act, const char *of)
{
    size_t n;
    const vocabulary_wider *w = vocabulary_widers(v, &n);
    for (size_t i = 0; i < n; i++)
        if (w[i].act == heed_act_find(v, heed_text_of(act)) && w[i].wider == heed_act_find(v, heed_text_of(of)))
            return &w[i];
    return NULL;
}

static void vocabulary__closes_kinds_of_acts_under_chains(void **state)
{
    (void)state;
    const heed_vocabulary *v = read_vocabulary();
    assert_non_null(wider(v, "film", "post"));
    assert_int_equal(wider(v, "film", "post")->when_count, 0); /* by way of share, whatever the picture shows */
    assert_int_equal(wider(v, "film", "picture")->when_count, 2);
    assert_null(wider(v, "post", "film"));
    size_t n;
    const vocabulary_leaves *l = vocabulary_leavings(v, &n);
    assert_int_equal(n, 3); /* accept and decline both ways; wait leaves decline */
    assert_true(l[0].opposite && l[1].opposite && !l[2].opposite);
    assert_true(vocabulary_embeds(v, (uint32_t)heed_act_find(v, heed_lit("ask"))));
    assert_false(vocabulary_embeds(v, (uint32_t)heed_act_find(v, heed_lit("post"))));
}

static void check_vocabulary_says(const char *text, const char *wanted)
{
    const heed_vocabulary *v = NULL;
    heed_findings f = { 0 };
    heed_error err = { 0 };
    heed_text said = { "", 0 };
    assert_int_equal(heed_vocabulary_read(heed_text_of(text), heed_lit("bad"), mem, &v, &f, &err), HEED_INVALID);
    for (size_t i = 0; i < f.len; i++)
        said =
            heed_text_printf(mem, "%.*s%u:%u: %.*s\n", heed_fmt(said), f.at[i].line, f.at[i].column, heed_fmt(f.at[i].message));
    assert_string_equal(heed_text_copy(mem, said).at, wanted);
}

static void vocabulary__tells_all_its_errors_at_once(void **state)
{
    (void)state;
    check_vocabulary_says("vocabulary bad version 1\nfield a one \"x\" presumed zzz\nvalue b \"y\"\nvalue b \"z\"\nvalue "
                          "c\nnonsense here\nact q \"q\" is r\n"
                          "group g = b, nobody\nb implies ggg\nfield e one \"e\"\nfield f many \"m\" answered by me\n  said "
                          "yes; no\nact q \"again\"\n",
                          "2:26: \"zzz\" is no value of \"a\". Write none, absent, described, not-held, or one of its values.\n"
                          "4:7: \"b\" is named twice. Give one of the two another name.\n"
                          "5:8: the end of the statement stands where its meaning belongs. Write it in quotation marks.\n"
                          "6:1: \"nonsense\" starts no line of a vocabulary. Write vocabulary, field, value, said, act or "
                          "group, or say what implies or "
                          "presumes what.\n"
                          "7:14: There is no act named \"r\". Did you mean \"q\"?\n"
                          "8:14: There is no fact named \"nobody\". Take a name from the vocabulary \"bad\".\n"
                          "9:11: There is no fact named \"ggg\". Take a name from the vocabulary \"bad\".\n"
                          "10:1: The field \"e\" has no values. Write at least one line \"value\" under it.\n"
                          "11:30: \"me\" answers nothing here. Write asker, register, school, clock or nobody.\n"
                          "12:1: These phrases belong to nothing. Write \"said\" under a value or an act that is in order.\n"
                          "13:5: The act \"q\" is named twice. Give one of the two another name.\n");
}

static void vocabulary__refuses_acts_that_are_kinds_of_each_other(void **state)
{
    (void)state;
    check_vocabulary_says("vocabulary bad version 1\nact s \"s\" is t\nact t \"t\" is s\n",
                          "2:1: The acts \"s\" and \"t\" are kinds of each other. Take one \"is\" out.\n");
}

static void vocabulary__refuses_what_is_no_text(void **state)
{
    (void)state;
    const heed_text bad[] = { { "", 0 }, { "  \n", 3 }, { "a\0b", 3 }, { "\xff\xfe", 2 } };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        const heed_vocabulary *v = NULL;
        heed_error err = { 0 };
        assert_int_equal(heed_vocabulary_read(bad[i], heed_lit("x"), mem, &v, NULL, &err), HEED_INVALID);
        assert_true(err.message[0]);
    }
}

/* ---- rules */

static void only_with__makes_a_rule_without_and_a_rule_with_leave(void **state)
{
    (void)state;
    const heed_policy *p =
        policy_of(read_vocabulary(), "1 teacher may post only with leave or consent from head in writing\n2 information\n");
    const blob_rule *without = rule_at(p, 0), *with = rule_at(p, 1);
    assert_int_equal(without->modal, MODAL_NEEDS_LEAVE);
    assert_int_equal(without->when.n, 2); /* neither of the two is held */
    assert_int_equal(with->modal, MODAL_MAY);
    assert_int_equal(with->when.n, 1); /* one of the two is */
    assert_int_equal(without->group, with->group);
    const blob_head *h = policy_head(p);
    CHECK_TEXT(blob_text(h, *BLOB_AT(h, blob_span, h->names, without->ask_whom)), "head");
}

static void needs__makes_a_gate(void **state)
{
    (void)state;
    const heed_policy *p = policy_of(read_vocabulary(), "1 teacher must post needs leave\n2 information\n");
    assert_int_equal(rule_at(p, 0)->modal, MODAL_MUST_NOT);
    assert_true(rule_at(p, 0)->flags & RULE_GATE);
    assert_int_equal(rule_at(p, 1)->modal, MODAL_MUST);
}

static void exception__stands_before_what_it_switches_off(void **state)
{
    (void)state;
    const heed_policy *p =
        policy_of(read_vocabulary(),
                  "1 teacher must not contact\n1/2 teacher must not share\n2 except 1: teacher may contact when relative\n");
    const blob_head *h = policy_head(p);
    assert_int_equal(*BLOB_AT(h, uint16_t, h->order, 0), 2);
    assert_int_equal(rule_at(p, 0)->defeaters.n, 1);
    assert_int_equal(rule_at(p, 1)->defeaters.n, 1);
    assert_int_equal(rule_at(p, 2)->defeaters.n, 0);
}

static void after__follows_every_rule_of_the_clause(void **state)
{
    (void)state;
    const heed_policy *p = policy_of(
        read_vocabulary(), "1 teacher may contact pupil when relative\n1/2 head may share\n2 after 1: must report to head\n");
    const blob_rule *first = rule_at(p, 2), *second = rule_at(p, 3);
    assert_int_equal(policy_head(p)->rules.n, 4);
    assert_int_equal(first->trigger_rule, 0);
    assert_int_equal(second->trigger_rule, 1);
    assert_int_equal(first->when.n, 2); /* pupil, relative: taken over */
    assert_int_equal(first->subject.n, 1);
    assert_int_equal(first->trigger_acts.n, 2); /* contact, and accepting, which is contact */
    assert_true(first->flags & RULE_TRIGGERED);
}

static uint32_t speaks(const heed_policy *p, const char *act, bool done, uint16_t rule)
{
    const blob_head *h = policy_head(p);
    const blob_slice *s =
        BLOB_AT(h, blob_slice, h->slices, (size_t)heed_act_find(heed_policy_vocabulary(p), heed_text_of(act)));
    blob_span list = done ? s->done : s->omitted;
    for (uint32_t i = 0; i < list.n; i++)
        if (BLOB_AT(h, blob_entry, list, i)->rule == rule)
            return BLOB_AT(h, blob_entry, list, i)->speaks + 100 * (BLOB_AT(h, blob_entry, list, i)->guard_n > 0);
    return UINT32_MAX;
}

static void slices__let_bans_reach_narrower_acts_and_duties_opposites(void **state)
{
    (void)state;
    const heed_policy *p =
        policy_of(read_vocabulary(), "1 must not post\n1/2 must decline\n1/3 must contact\n2 must not picture\n");
    assert_int_equal(speaks(p, "post", true, 0), SPEAKS_SAME);
    assert_int_equal(speaks(p, "film", true, 0), SPEAKS_WIDER);
    assert_int_equal(speaks(p, "film", true, 3), SPEAKS_WIDER + 100); /* only when a person can be seen */
    assert_int_equal(speaks(p, "accept", true, 1), SPEAKS_OMITTED);
    assert_int_equal(speaks(p, "wait", true, 1), SPEAKS_OMITTED);
    assert_int_equal(speaks(p, "decline", false, 1), SPEAKS_OMITTED);
    assert_int_equal(speaks(p, "accept", true, 2), UINT32_MAX); /* a duty of contact is no duty to accept */
    assert_int_equal(speaks(p, "decline", true, 0), UINT32_MAX);
}

static void trigger__of_an_event_is_found_by_the_event(void **state)
{
    (void)state;
    const heed_policy *p =
        policy_of(read_vocabulary(), "1 on asked from pupil: teacher must report\n2 on breach: head must report\n");
    const blob_head *h = policy_head(p);
    assert_int_equal(BLOB_AT(h, blob_span, h->event_rules, 0)->n, 1);
    assert_int_equal(rule_at(p, 0)->trigger_event, 0);
    assert_int_equal(h->second_stage.n, 1);
    assert_true(rule_at(p, 1)->flags & RULE_ON_BREACH);
    const blob_conjunct *last = BLOB_AT(h, blob_conjunct, rule_at(p, 0)->when, rule_at(p, 0)->when.n - 1);
    const blob_literal *who = BLOB_AT(h, blob_literal, h->literals, last->first);
    assert_int_equal(who->fact,
                     heed_fact_find(heed_policy_vocabulary(p), heed_lit("pupil")) + heed_fact_count(heed_policy_vocabulary(p)));
}

static void schedule__is_due_at_the_earliest_date(void **state)
{
    (void)state;
    const heed_policy *p = policy_of(
        read_vocabulary(),
        "1 schedule review-policy by head every 2 years last 2024-02-29 due 2026-06-01\n2 schedule report by head due blank\n");
    const blob_head *h = policy_head(p);
    assert_int_equal(BLOB_AT(h, blob_schedule, h->schedules, 0)->due, 20260228);
    assert_true(BLOB_AT(h, blob_schedule, h->schedules, 1)->blank);
    assert_int_equal(heed_policy_about(p)->review_due, 20260228);
}

static void group__with_conditions_becomes_conjuncts(void **state)
{
    (void)state;
    const heed_policy *p =
        policy_of(read_vocabulary(),
                  "group known = pupil, parent when relative\n1 must not contact known\n2 must not share unless known\n");
    assert_int_equal(rule_at(p, 0)->when.n, 2); /* (pupil or parent) and (pupil or relative) */
    assert_int_equal(rule_at(p, 1)->when.n, 2); /* not pupil and (not parent or not relative) */
}

/* ---- clauses */

static void clause__is_found_and_says_whom_it_binds(void **state)
{
    (void)state;
    const heed_policy *p =
        policy_of(read_vocabulary(), "1 head must not contact\n1/2 then must report to head\n2 must not post\n");
    const heed_clause *c = heed_clause_find(p, heed_lit("1/2"), mem);
    assert_non_null(c);
    CHECK_TEXT(c->prose, "Words 1.");
    CHECK_TEXT(c->force, "must not");
    assert_int_equal(c->statements.len, 2);
    assert_true(heed_clause_binds(p, c, heed_lit("deputy"))); /* a deputy is a head */
    assert_false(heed_clause_binds(p, c, heed_lit("teacher")));
    assert_true(heed_clause_binds(p, heed_clause_find(p, heed_lit("2"), mem), heed_lit("teacher")));
    assert_null(heed_clause_find(p, heed_lit("9"), mem));
    assert_null(heed_clause_get(p, 2, mem));
}

static void probe__that_cannot_bite_is_left_out(void **state)
{
    (void)state;
    const heed_vocabulary *v = read_vocabulary();
    heed_text pack = heed_lit("pack x version 1\n"
                              "probe kin flags LITERAL: anyone to accept when relative outcome prohibited because \"Family.\"\n"
                              "probe other flags LEGAL-RISK: anyone to report outcome prohibited because \"Law.\"\n");
    const heed_policy *p = NULL;
    heed_error err = { 0 };
    heed_text blob = blob_from(v, "1 must not contact\n2 information\nkept knowingly kin by \"Governors\" on 2026-03-01\n",
                               &(heed_texts){ &pack, 1 });
    assert_int_equal(heed_policy_open(blob, v, mem, &p, &err), HEED_OK);
    const blob_head *h = policy_head(p);
    assert_int_equal(h->probes.n, 1);
    assert_int_equal(BLOB_AT(h, blob_probe, h->probes, 0)->kept, 1);
    assert_int_equal(BLOB_AT(h, blob_probe, h->probes, 0)->outcomes, 1);
}

static void pack__begins_with_its_name_and_names_a_probe_once(void **state)
{
    (void)state;
    heed_text packs[] = { heed_lit("probe kin flags LITERAL: anyone to accept outcome prohibited because \"Family.\"\n"),
                          heed_lit("pack y version 1\n"
                                   "probe far flags LITERAL: anyone to accept outcome prohibited because \"Far.\"\n"
                                   "probe far flags LITERAL: anyone to post outcome prohibited because \"Far.\"\n"
                                   "pack z version 1\n") };
    heed_text source = heed_lit("# T\n```heed\npolicy p version 1\nvocabulary small\n```\nWords. {#1}\n```heed\n1 teacher must "
                                "not post\n```\n"),
              blob, said = { "", 0 };
    heed_findings found = { 0 };
    assert_int_equal(
        heed_policy_compile(source, heed_lit("p"), read_vocabulary(), &(heed_texts){ packs, 2 }, mem, &blob, &found, NULL),
        HEED_INVALID);
    for (size_t i = 0; i < found.len; i++)
        said = heed_text_printf(mem, "%.*s%.*s:%u: %.*s\n", heed_fmt(said), heed_fmt(found.at[i].file), found.at[i].line,
                                heed_fmt(found.at[i].message));
    CHECK_TEXT(said, "pack 1:1: The first line of a pack is missing. Write: pack NAME version 1\n"
                     "pack 2:3: The probe \"far\" is named twice. Give one of the two another name.\n"
                     "pack 2:4: \"pack\" starts no line of a pack. Write: probe NAME flags ...\n");
}

/* ---- opening */

static void open__refuses_another_vocabulary_and_other_bytes(void **state)
{
    (void)state;
    const heed_vocabulary *v = read_vocabulary(), *other = NULL;
    heed_text blob = blob_from(v, "1 must not contact\n2 information\n", NULL);
    const heed_policy *p = NULL;
    heed_error err = { 0 };
    assert_int_equal(heed_vocabulary_read(heed_lit(VOCABULARY "# one comment more\n"), heed_lit("o"), mem, &other, NULL, &err),
                     HEED_OK);
    assert_int_equal(heed_policy_open(blob, other, mem, &p, &err), HEED_INVALID);
    assert_non_null(strstr(err.message, "another vocabulary"));
    assert_int_equal(heed_policy_open((heed_text){ blob.at, 40 }, v, mem, &p, &err), HEED_INVALID);
    assert_int_equal(heed_policy_open((heed_text){ blob.at, blob.len - 8 }, v, mem, &p, &err), HEED_INVALID);
    assert_int_equal(heed_policy_open((heed_text){ "not a blob", 10 }, v, mem, &p, &err), HEED_INVALID);
    assert_non_null(strstr(err.message, "Compile the policy again"));
}

/* As somebody would who made a blob to do harm. */
static void seal(char *bytes, size_t len)
{
    ((blob_head *)(void *)bytes)->checksum = policy_checksum((heed_text){ bytes, len });
}

/* Each byte in turn is damaged and the checksum made to fit: opening says so or gives a policy whose clauses can all be read.
 */
static void open__never_reads_outside_a_damaged_blob(void **state)
{
    (void)state;
    const heed_vocabulary *v = read_vocabulary();
    heed_text blob = blob_from(
        v, "1 on asked: teacher must decline to head\n1/2 then must report\n2 except 1: teacher may post only with leave\n",
        NULL);
    char *bytes = malloc(blob.len);
    assert_non_null(bytes);
    size_t refused = 0;
    for (size_t i = 0; i < blob.len; i++) {
        OWNED(heed_arena) own = heed_arena_create();
        const heed_policy *p = NULL;
        heed_error err = { 0 };
        memcpy(bytes, blob.at, blob.len);
        bytes[i] = (char)(bytes[i] ^ 0xA5);
        seal(bytes, blob.len);
        if (heed_policy_open((heed_text){ bytes, blob.len }, v, own, &p, &err) != HEED_OK) {
            refused++;
            continue;
        }
        for (size_t k = 0; k < heed_clause_count(p); k++)
            heed_clause_binds(p, heed_clause_get(p, k, mem), heed_lit("teacher"));
    }
    free(bytes);
    assert_true(refused > 300);
}

static void open__refuses_days_and_periods_that_cannot_be(void **state)
{
    (void)state;
    const heed_vocabulary *v = read_vocabulary();
    heed_text blob = blob_from(v, "1 schedule review-policy by head every 2 years last 2024-02-29\n2 information\n", NULL);
    blob_schedule *one =
        (blob_schedule *)(uintptr_t)BLOB_AT(blob.at, blob_schedule, ((const blob_head *)blob.at)->schedules, 0);
    const blob_schedule right = *one;
    const blob_schedule wrong[] = {
        { .last = -20220331 }, { .last = 20221331 }, { .due = 20220230 }, { .period_months = 0x80000001 }
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        OWNED(heed_arena) own = heed_arena_create();
        const heed_policy *p = NULL;
        *one = wrong[i];
        seal((char *)(uintptr_t)blob.at, blob.len);
        assert_int_equal(heed_policy_open(blob, v, own, &p, NULL), HEED_INVALID);
        *one = right;
        seal((char *)(uintptr_t)blob.at, blob.len);
        assert_int_equal(heed_policy_open(blob, v, own, &p, NULL), HEED_OK);
    }
}

static void compile__says_so_when_memory_runs_out(void **state)
{
    (void)state;
    const heed_vocabulary *v = read_vocabulary();
    heed_text source = heed_lit("# T\n```heed\npolicy p version 1\nvocabulary small\n```\nWords. {#1}\n```heed\n1 teacher must "
                                "not post unless pupil or relative\n```\n");
    size_t limit = 4096;
    for (heed_status s = HEED_FAULT; s != HEED_OK; limit += 4096) {
        OWNED(heed_arena) own = heed_arena_create();
        heed_text blob;
        heed_error err = { 0 };
        own->limit = limit;
        s = heed_policy_compile(source, heed_lit("p"), v, NULL, own, &blob, NULL, &err);
        assert_true(s == HEED_OK || s == HEED_FAULT);
        assert_true(limit < (1 << 24));
    }
    assert_true(limit > 8192);
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        T(vocabulary__knows_its_facts_by_name),
        T(vocabulary__takes_presumptions_from_the_field),
        T(vocabulary__implies_both_ways_round),
        T(vocabulary__presumes_of_the_event),
        T(vocabulary__closes_kinds_of_acts_under_chains),
        T(vocabulary__tells_all_its_errors_at_once),
        T(vocabulary__refuses_acts_that_are_kinds_of_each_other),
        T(vocabulary__refuses_what_is_no_text),
        T(only_with__makes_a_rule_without_and_a_rule_with_leave),
        T(needs__makes_a_gate),
        T(exception__stands_before_what_it_switches_off),
        T(after__follows_every_rule_of_the_clause),
        T(slices__let_bans_reach_narrower_acts_and_duties_opposites),
        T(trigger__of_an_event_is_found_by_the_event),
        T(schedule__is_due_at_the_earliest_date),
        T(group__with_conditions_becomes_conjuncts),
        T(clause__is_found_and_says_whom_it_binds),
        T(probe__that_cannot_bite_is_left_out),
        T(pack__begins_with_its_name_and_names_a_probe_once),
        T(open__refuses_another_vocabulary_and_other_bytes),
        T(open__never_reads_outside_a_damaged_blob),
        T(open__refuses_days_and_periods_that_cannot_be),
        T(compile__says_so_when_memory_runs_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
