/* lint_gaps.c - what a policy leaves open: its own promises to answer, the checklist of decisions, and what every policy needs.
 */
#include "decide/policytest.h"
#include "watch.h"
#include <string.h>

static const heed_lint_rule rules[] = {
    { "gap", "warning", "A question the policy leaves open",
      "Every school has to settle this, or the policy itself promises an answer, and it gives none. People will do as they "
      "think, "
      "each in their own way.",
      "\"May a volunteer be friends online with a pupil?\" The text speaks of staff only.",
      "Write a clause that answers it. If you leave it open on purpose, say whom to ask." },
    { "lesser-gap", "note", "A question many schools settle",
      "The checklist asks this, and the policy gives no answer. Not every school needs one.",
      "\"May a teacher play an online game with a pupil?\"", "Decide it, or leave it to the person who answers questions." },
    { "no-retention", "warning", "Records are kept, and nothing says for how long",
      "The law lets a school keep what it knows of people only as long as it needs it. People may see what is kept, and have "
      "it put "
      "right.",
      "\"The message is put on file.\" Nothing says when it is taken off again.",
      "Say how long each record is kept and who takes it off, or name the policy that does." },
    { "no-appeal", "warning", "No way to have a decision looked at again",
      "People can be punished under this text, and nothing says how they can have it looked at again.",
      "\"Breaches lead to disciplinary action.\"", "Name the procedure, with the right to appeal." },
    { "no-support", "note", "No help for staff who are attacked online",
      "The text says what staff must not do. It does not say what the school does for them when they are the target.",
      "\"Report abuse to the head.\" And then?", "Say what help there is, and who gives it." },
    { "no-route-past-head", "warning", "Nobody to tell when it is about the head",
      "All reports go to the head. Somebody whose worry is about the head has nobody to go to.",
      "\"Tell the headteacher about any breach.\"", "Add: if it is about the headteacher, tell the chair of governors." },
    { "no-rules-for", "note", "A group of people with no rules",
      "The text sets no rules for some people who are online with the school all the same.",
      "A policy for staff that says nothing of volunteers.", "Say what holds for them, or where their rules stand." },
    { "uneasy-pair", "note", "Two answers that sit badly together",
      "Each rule can be kept by itself, yet the two together make little sense to the people who have to live with them.",
      "\"You may say on LinkedIn where you work.\" \"You write nothing at all about the school.\"",
      "Read both aloud, one after the other. Change one, or say why both are meant." },
    { "nothing-on", "note", "Nothing on something that most schools meet",
      "Policies grow old: this has come up in most schools, and the text does not speak of it.",
      "AI tools; chat groups of parents.", "Add a clause, or say which other policy has it." },
};

/* ---- the policy's own tests: every SITUATION -> answered */

static diagram told_of(const space *s, const heed_situation *told)
{
    diagram all = s->valid;
    for (uint32_t i = s->count; i-- > 0;)
        if (told->told[s->fact_of[i]] != s->domain[i] && told->told[s->fact_of[i]])
            all = diagram_and(s->d, diagram_literal(s->d, i, told->told[s->fact_of[i]] & s->domain[i]), all);
    return all;
}

/* The group of the policy that a test names, if it names one. */
static diagram group_of(const lint *l, space *s, heed_text words)
{
    diagram all = DIAGRAM_ALL;
    size_t from = 0;
    for (size_t at = 0; at <= words.len; at++)
        if (at == words.len || words.at[at] == ' ') {
            heed_text word = { words.at + from, at - from };
            if (word.len && space_has_group(l->policy, word) && heed_fact_find(l->v, word) == HEED_FACT_NONE)
                all = diagram_and(s->d, all, space_group(s, l->policy, word));
            from = at + 1;
        }
    return all;
}

static void look_at_test(lint *l, uint32_t test, heed_situation *told)
{
    heed_error err;
    bool every;
    const blob_test *t = BLOB_AT(l->h, blob_test, l->h->tests, test);
    if (policytest_tell(l->policy, test, told, &every, &err) != HEED_OK || !every ||
        heed_situation_settle(told, &err) != HEED_OK || told->act < 0)
        return;
    const lint_act *a = lint_of(l, (uint32_t)told->act);
    lint_clauses none = { .n = 0 };
    diagram silent = DIAGRAM_NONE;
    if (a) {
        silent = diagram_and(a->s->d, told_of(a->s, told),
                             told->mood == HEED_MUST ? a->must[HEED_NOT_ADDRESSED] : a->may[HEED_NOT_ADDRESSED]);
        silent = diagram_and(a->s->d, silent, group_of(l, a->s, blob_text(l->h, t->words)));
    }
    bool unspoken = !BLOB_AT(l->h, blob_slice, l->h->slices, (uint32_t)told->act)->done.n;
    if (silent == DIAGRAM_NONE && !unspoken)
        return;
    heed_text act = heed_act_get(l->v, (uint32_t)told->act)->meaning;
    heed_lint_finding *f = lint_say(
        l, "gap", &none, "The policy promises an answer in every case of this (%.*s), and has none in some.", heed_fmt(act));
    f->line = t->line;
    if (a)
        lint_show(l, f, a->s, silent);
}

/* ---- the checklist */

static void look_at_decision(lint *l, const decision *d, heed_situation *told)
{
    heed_verdict verdict;
    heed_error err;
    lint_clauses none = { .n = 0 };
    if (decision_tell(d, told, &err) != HEED_OK || heed_situation_settle(told, &err) != HEED_OK ||
        heed_decide(l->policy, told, l->options->as_of, &verdict, &err) != HEED_OK || verdict.outcome != HEED_NOT_ADDRESSED)
        return;
    heed_lint_finding *f =
        lint_say(l, d->typical ? "gap" : "lesser-gap", &none, "The policy gives no answer to: %.*s", heed_fmt(d->question));
    f->facts = d->facts;
}

/* Does the policy answer so? Its deciding clauses are added. */
static bool answers_so(lint *l, const struct uneasy_half *half, lint_clauses *clauses)
{
    heed_verdict verdict;
    heed_error err;
    if (decision_tell(&half->asked, l->told, &err) != HEED_OK || heed_situation_settle(l->told, &err) != HEED_OK ||
        heed_decide(l->policy, l->told, l->options->as_of, &verdict, &err) != HEED_OK)
        return false;
    for (size_t i = 0; i < verdict.deciding_count; i++)
        lint_clause_add(clauses, lint_rule_at(l, verdict.deciding[i])->clause);
    return half->outcomes >> verdict.outcome & 1;
}

static void look_at_uneasy(lint *l, const uneasy *pair)
{
    lint_clauses clauses = { .n = 0 };
    if (!answers_so(l, &pair->half[0], &clauses) || !answers_so(l, &pair->half[1], &clauses))
        return;
    heed_text ids = lint_clause_list(l, &clauses);
    lint_say(l, "uneasy-pair", &clauses, "%.*s: %.*s", heed_fmt(ids), heed_fmt(pair->message));
}

static void look(lint *l)
{
    for (uint32_t i = 0; i < l->h->tests.n; i++)
        look_at_test(l, i, l->told);
    for (size_t i = 0; l->options->checklist && i < l->options->checklist->len; i++)
        look_at_decision(l, &l->options->checklist->at[i], l->told);
    for (size_t i = 0; l->options->checklist && i < l->options->checklist->uneasy_count; i++)
        look_at_uneasy(l, &l->options->checklist->uneasy[i]);
    watch_look(l, rules, sizeof rules / sizeof *rules);
}

const lint_family lint_gaps = { rules, sizeof rules / sizeof *rules, look };
