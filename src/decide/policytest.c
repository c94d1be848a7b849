/* policytest.c - the tests a policy carries in its `heed test` fences. docs/language.md section 3, `test`. */
#include "base/arena.h"
#include "answered.h"
#include "policytest.h"
#include <string.h>

typedef struct {
    const heed_policy *policy;
    const blob_head *h;
    heed_arena *mem;
    heed_situation *s;
    heed_answer a;
    heed_text line;
    const blob_test *test;
    heed_text wrong; /* what came instead; empty while all is well */
    bool answered;   /* and an answer came, so that what was expected is at fault */
} testing;

static heed_text rest_after(heed_text text, size_t n)
{
    return heed_text_trim((heed_text){ text.at + n, text.len - n });
}

/* The next word, taken off the front. */
static heed_text take_word(heed_text *text)
{
    *text = heed_text_trim(*text);
    size_t n = 0;
    while (n < text->len && text->at[n] != ' ' && text->at[n] != '\t')
        n++;
    heed_text word = { text->at, n };
    *text = rest_after(*text, n);
    return word;
}

static bool take(heed_text *text, const char *words)
{
    size_t n = strlen(words);
    if (!heed_text_starts(*text, words) || (text->len > n && text->at[n] != ' '))
        return false;
    *text = rest_after(*text, n);
    return true;
}

static heed_text find_arrow(heed_text line, heed_text *after_out)
{
    for (size_t i = 0; i + 1 < line.len; i++)
        if (line.at[i] == '-' && line.at[i + 1] == '>') {
            *after_out = rest_after(line, i + 2);
            return heed_text_trim((heed_text){ line.at, i });
        }
    *after_out = (heed_text){ "", 0 };
    return line;
}

static heed_text joined(const testing *t, const heed_texts *list)
{
    heed_text out = { "", 0 };
    for (size_t i = 0; i < list->len; i++)
        out = heed_text_printf(t->mem, "%.*s%s%.*s", heed_fmt(out), i ? ", " : "", heed_fmt(list->at[i]));
    return out.len ? out : heed_lit("nothing");
}

/* ---- what was expected */

static bool among_rules(const heed_cited_rule *rules, size_t count, heed_text id)
{
    for (size_t i = 0; i < count; i++)
        if (heed_text_eq(rules[i].clause, id) || heed_text_eq(rules[i].statement, id))
            return true;
    return false;
}

static bool cites(const testing *t, heed_text id)
{
    return among_rules(t->a.deciding, t->a.deciding_count, id) || among_rules(t->a.cited, t->a.cited_count, id);
}

static void check_outcome(testing *t, heed_text want)
{
    heed_text name = take_word(&want);
    if (!heed_text_is(name, heed_outcome_name(t->a.outcome))) {
        heed_text by =
            t->a.clauses.len ? heed_text_printf(t->mem, " by %.*s", heed_fmt(joined(t, &t->a.clauses))) : heed_lit("");
        t->wrong = heed_text_printf(t->mem, "expected %.*s, came %s%.*s", heed_fmt(name), heed_outcome_name(t->a.outcome),
                                    heed_fmt(by));
        return;
    }
    if (!want.len)
        return;
    if (!take(&want, "by")) {
        t->wrong = heed_text_printf(t->mem, "\"%.*s\" is not understood: write OUTCOME by CLAUSE", heed_fmt(want));
        return;
    }
    while (want.len && !t->wrong.len) {
        heed_text id = take_word(&want);
        if (!heed_text_is(id, "and") && !cites(t, id))
            t->wrong = heed_text_printf(t->mem, "expected %.*s by %.*s, came by %.*s", heed_fmt(name), heed_fmt(id),
                                        heed_fmt(joined(t, &t->a.clauses)));
    }
}

/* Does an assumed token say what a token asks for? "!family-tie" is met by "!relative", a member of it. */
static bool token_met(testing *t, heed_text want, heed_text have)
{
    told_token w, h;
    if (heed_text_eq(want, have))
        return true;
    if (token_read(t->s->x, want, t->mem, &w, NULL) != HEED_OK || token_read(t->s->x, have, t->mem, &h, NULL) != HEED_OK ||
        h.n != 1)
        return false;
    for (size_t i = 0; i < w.n; i++)
        if (w.at[i].fact == h.at[0].fact && !(h.at[0].mask & ~w.at[i].mask))
            return true;
    return false;
}

static void check_assuming(testing *t, heed_text token)
{
    heed_texts have = { ARENA_NEW(t->mem, heed_text, t->a.assumed_count + 1), 0 };
    for (size_t i = 0; i < t->a.assumed_count; i++) {
        if (token_met(t, token, t->a.assumed[i].token))
            return;
        have.at[have.len++] = t->a.assumed[i].token;
    }
    t->wrong =
        heed_text_printf(t->mem, "expected it to assume %.*s, it assumed %.*s", heed_fmt(token), heed_fmt(joined(t, &have)));
}

static void check_asks(testing *t, heed_text fact)
{
    heed_texts have = { ARENA_NEW(t->mem, heed_text, t->a.ask_count + 1), 0 };
    for (size_t i = 0; i < t->a.ask_count; i++) {
        if (heed_text_eq(fact, t->a.asks[i].fact))
            return;
        have.at[have.len++] = t->a.asks[i].fact;
    }
    t->wrong = heed_text_printf(t->mem, "expected it to ask %.*s, it asks %.*s", heed_fmt(fact), heed_fmt(joined(t, &have)));
}

/* Told as well, or instead of what was told, the token changes the outcome. */
static void check_flips(testing *t, heed_text token)
{
    told_token told;
    heed_verdict v;
    heed_error err;
    heed_situation *trial = situation_new_like(t->s, t->mem);
    situation_copy(trial, t->s);
    if (token_read(t->s->x, token, t->mem, &told, &err) != HEED_OK) {
        t->wrong = heed_text_printf(t->mem, "%s", err.message);
        return;
    }
    for (size_t i = 0; i < told.n; i++)
        trial->told[told.at[i].fact] = told.at[i].mask;
    if (situation_settle(trial, true, &err) != HEED_OK || heed_decide(t->policy, trial, 0, &v, &err) != HEED_OK)
        t->wrong = heed_text_printf(t->mem, "%s", err.message);
    else if (v.outcome == t->a.outcome)
        t->wrong = heed_text_printf(t->mem, "expected %.*s to change the outcome, it stays %s", heed_fmt(token),
                                    heed_outcome_name(v.outcome));
}

static unsigned flag_named(heed_text name)
{
    static const struct {
        const char *name;
        unsigned flag;
    } flags[] = {
        { "CONFLICT", HEED_CONFLICT_FLAG }, { "SHOULD", HEED_SHOULD },       { "LITERAL", HEED_LITERAL },
        { "LEGAL-RISK", HEED_LEGAL_RISK },  { "KEPT", HEED_KEPT_KNOWINGLY }, { "KEPT-KNOWINGLY", HEED_KEPT_KNOWINGLY },
    };
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
        if (heed_text_is(name, flags[i].name))
            return flags[i].flag;
    return 0;
}

static void check_flag(testing *t, heed_text name, bool want)
{
    unsigned flag = flag_named(name);
    if (!flag)
        t->wrong = heed_text_printf(t->mem, "\"%.*s\" is no flag: write CONFLICT, SHOULD, LITERAL, LEGAL-RISK or KEPT",
                                    heed_fmt(name));
    else if (((t->a.flags & flag) != 0) != want)
        t->wrong = heed_text_printf(t->mem, want ? "expected the flag %.*s" : "the flag %.*s was not expected", heed_fmt(name));
}

static void check_duty(testing *t, heed_text want, bool wanted)
{
    heed_texts have = { ARENA_NEW(t->mem, heed_text, t->a.duty_count + 1), 0 };
    heed_text act = take_word(&want), to = take(&want, "to") ? take_word(&want) : (heed_text){ "", 0 };
    bool found = false;
    for (size_t i = 0; i < t->a.duty_count; i++) {
        const heed_duty *d = &t->a.duties[i];
        bool told = !to.len;
        for (size_t k = 0; k < d->to.len; k++)
            told |= heed_text_eq(d->to.at[k], to);
        found |= told && heed_text_eq(d->act, act);
        have.at[have.len++] =
            d->to.len ? heed_text_printf(t->mem, "%.*s to %.*s", heed_fmt(d->act), heed_fmt(d->to.at[0])) : d->act;
    }
    if (found != wanted)
        t->wrong = heed_text_printf(t->mem, "expected %s duty %.*s%s%.*s, the duties are %.*s", wanted ? "the" : "no",
                                    heed_fmt(act), to.len ? " to " : "", heed_fmt(to), heed_fmt(joined(t, &have)));
}

static void check_one(testing *t, heed_text want)
{
    if (take(&want, "assuming"))
        check_assuming(t, want);
    else if (take(&want, "asks"))
        check_asks(t, want);
    else if (take(&want, "flips with"))
        check_flips(t, want);
    else if (take(&want, "no flag"))
        check_flag(t, want, false);
    else if (take(&want, "flag"))
        check_flag(t, want, true);
    else if (take(&want, "no duty"))
        check_duty(t, want, false);
    else if (take(&want, "duty"))
        check_duty(t, want, true);
    else if (take(&want, "not by")) {
        if (cites(t, want))
            t->wrong = heed_text_printf(t->mem, "clause %.*s was not expected, and is cited", heed_fmt(want));
    } else
        check_outcome(t, want);
}

static void check_all(testing *t, heed_text expected)
{
    if (!expected.len)
        t->wrong = heed_lit("the test says nothing of the answer: write -> and what is expected");
    while (expected.len && !t->wrong.len) {
        const char *comma = memchr(expected.at, ',', expected.len);
        size_t n = comma ? (size_t)(comma - expected.at) : expected.len;
        check_one(t, heed_text_trim((heed_text){ expected.at, n }));
        expected = comma ? rest_after(expected, n + 1) : (heed_text){ "", 0 };
    }
}

/* ---- the situation */

static const blob_group *policy_group(const testing *t, heed_text name)
{
    for (uint32_t i = 0; i < t->h->groups.n; i++) {
        const blob_group *g = BLOB_AT(t->h, blob_group, t->h->groups, i);
        if (heed_text_eq(blob_text(t->h, g->name), name))
            return g;
    }
    return NULL;
}

/* Tell the words; a bare act is the act; one of the policy's own groups is left to the caller. */
static heed_status tell_words(testing *t, heed_text words, const blob_group **group_out, heed_error *err)
{
    *group_out = NULL;
    while (words.len) {
        heed_text word = take_word(&words);
        const blob_group *group = policy_group(t, word);
        bool bare = word.len && word.at[0] != '!' && !memchr(word.at, '=', word.len);
        if (group && bare && heed_fact_find(t->s->x->v, word) == HEED_FACT_NONE) {
            if (*group_out)
                return heed_fail(err, HEED_INVALID, "A test may name one of the policy's groups, not two.");
            *group_out = group;
            continue;
        }
        if (bare && heed_act_find(t->s->x->v, word) >= 0)
            word = heed_text_printf(t->mem, "act=%.*s", heed_fmt(word));
        TRY(heed_situation_tell(t->s, word, err));
    }
    return HEED_OK;
}

static heed_status run_every(testing *t, heed_text words, heed_text expected, heed_error *err)
{
    const blob_group *group;
    bool answered = false;
    heed_text witness;
    if (!heed_text_is(expected, "answered"))
        return heed_fail(err, HEED_INVALID, "A test of every situation can only end in \"-> answered\".");
    TRY(tell_words(t, words, &group, err));
    TRY(always_answered(t->policy, t->s, group, &answered, t->mem, &witness, err));
    if (!answered)
        t->wrong = heed_text_printf(t->mem, "the policy does not say for %.*s",
                                    heed_fmt(witness.len ? witness : heed_lit("these facts as they stand")));
    return HEED_OK;
}

static heed_status run_one(testing *t, heed_error *err)
{
    const blob_group *group;
    heed_text expected, situation = find_arrow(t->line, &expected);
    if (take(&situation, "every"))
        return run_every(t, situation, expected, err);
    TRY(tell_words(t, situation, &group, err));
    if (group)
        return heed_fail(err, HEED_INVALID, "\"%.*s\" is a group: name one of its members.",
                         heed_fmt(blob_text(t->h, group->name)));
    TRY(heed_explain(t->policy, t->s, 0, t->mem, &t->a, err));
    t->answered = true;
    check_all(t, expected);
    return HEED_OK;
}

heed_status policytest_tell(const heed_policy *policy, uint32_t test, heed_situation *s, bool *every_out, heed_error *err)
{
    const blob_head *h = policy_head(policy);
    const blob_group *group;
    heed_text expected;
    testing t = { .policy = policy, .h = h, .mem = s->mem, .s = s };
    heed_text words = find_arrow(heed_text_trim(blob_text(h, BLOB_AT(h, blob_test, h->tests, test)->words)), &expected);
    heed_situation_clear(s);
    *every_out = take(&words, "every");
    return tell_words(&t, words, &group, err);
}

heed_status heed_policy_test(const heed_policy *policy, heed_arena *mem, size_t *passed_out, size_t *failed_out,
                             heed_findings *findings_out, heed_error *err)
{
    ARENA_GUARD(mem, err);
    const blob_head *h = policy_head(policy);
    size_t cap = 0;
    testing *t = ARENA_NEW(mem, testing, 1);
    *t = (testing){ .policy = policy, .h = h, .mem = mem, .s = heed_situation_new(heed_policy_vocabulary(policy), mem) };
    *passed_out = *failed_out = 0;
    *findings_out = (heed_findings){ 0 };
    for (uint32_t i = 0; i < h->tests.n; i++) {
        heed_error why;
        t->test = BLOB_AT(h, blob_test, h->tests, i);
        t->line = heed_text_trim(blob_text(h, t->test->words));
        t->wrong = (heed_text){ "", 0 };
        t->answered = false;
        heed_situation_clear(t->s);
        heed_status status = run_one(t, &why);
        if (status == HEED_FAULT)
            return heed_fail(err, HEED_FAULT, "%s", why.message);
        if (status != HEED_OK)
            t->wrong = heed_text_printf(mem, "%s", why.message);
        *(t->wrong.len ? failed_out : passed_out) += 1;
        const char *stop =
            t->wrong.len && t->wrong.at[t->wrong.len - 1] != '.' && t->wrong.at[t->wrong.len - 1] != '?' ? "." : "";
        if (t->wrong.len)
            *ARENA_PUSH(mem, findings_out->at, findings_out->len, cap) =
                (heed_finding){ .line = t->test->line,
                                .column = t->answered ? t->test->column : 1,
                                .level = heed_lit("error"),
                                .message = heed_text_printf(mem, "%.*s: %.*s%s", heed_fmt(t->line), heed_fmt(t->wrong), stop) };
    }
    return HEED_OK;
}
