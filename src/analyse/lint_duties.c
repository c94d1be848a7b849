/* lint_duties.c - duties that nobody can be held to: without an owner, somebody to tell, a time, a record. */
#include "watch.h"

static const heed_lint_rule rules[] = {
    { "no-owner", "warning", "A duty that several share, so nobody owns it",
      "Several offices are named for one duty, and nothing says which of them does it.",
      "\"Heads, line managers and governors tell staff about the policy.\"",
      "Name one person who sees to it. The others can help." },
    { "two-owners", "warning", "Two owners for one regular task",
      "Two clauses give the same regular task to different people. Each may wait for the other, or both do it.",
      "\"Governors review the policy.\" \"The link governor keeps the policy up to date.\"",
      "Name one owner, and say what the others add." },
    { "no-period", "warning", "A regular task with no period",
      "Something is to be done regularly, and nothing says how often. Nobody can tell whether it is late.",
      "\"Parents are surveyed from time to time.\"", "Write how often: every term, every year." },
    { "too-wide", "note", "A duty without an edge",
      "To the letter people have to tell of everything. Nobody does that, so everybody draws their own line.",
      "\"Tell a senior leader of every online tie with people of the school.\"",
      "Say which ties or worries count, and leave the rest out." },
    { "empty-duty", "note", "Told to keep to a text that has next to nothing for them",
      "People are bound to the whole policy, and hardly a rule in it speaks of them. They cannot know what is asked.",
      "\"Parents keep to this policy.\" All its rules are for staff.",
      "Write what is asked of them, or take the sentence out." },
    { "no-recipient", "warning", "A report with nobody to report to",
      "People have to report something, and the text does not say to whom.", "\"All abuse must be reported.\"",
      "Name the person or post to tell." },
    { "no-deadline", "note", "A report with no time to make it in",
      "People have to report something, and the text does not say by when. With children's safety days count.",
      "\"Staff tell the head about messages from pupils.\"", "Write by when: at once, or the same day." },
    { "no-record", "note", "Something serious that nobody has to write down",
      "The text has people tell or decide something serious, and does not say where it is written down.",
      "\"A senior leader is told in writing.\" Where does the paper go?", "Say where it is kept and by whom." },
    { "consent-without-way", "note", "A yes is needed, and nothing says how to give it",
      "The text asks for somebody's yes, and does not say how it is given, who keeps it and how it is taken back.",
      "\"No pictures without consent.\"", "Say where the yes is written down, who keeps it, and how to take it back." },
};

/* ---- several offices */

static uint32_t offices_in(const lint *l, const blob_rule *r, uint32_t *others_out)
{
    uint32_t offices = 0;
    *others_out = 0;
    if (r->subject.n != 1)
        return 0;
    const blob_conjunct *c = BLOB_AT(l->h, blob_conjunct, r->subject, 0);
    for (uint32_t i = 0; i < c->n; i++) {
        const blob_literal *lit = BLOB_AT(l->h, blob_literal, l->h->literals, c->first + i);
        if (l->x->info[lit->fact % l->x->n]->office)
            offices++;
        else
            ++*others_out;
    }
    return offices;
}

/* A few posts and hardly anybody else: not the long list of all who work there. */
static bool is_shared(const lint *l, const blob_rule *r)
{
    uint32_t others, offices = offices_in(l, r, &others);
    if (r->flags & RULE_JUDGEMENT || (r->modal != MODAL_MUST && r->modal != MODAL_SHOULD)) /* who judges, sees to it */
        return false;
    return offices >= 2 && others <= 1;
}

static bool same_people(const lint *l, const blob_rule *a, const blob_rule *b)
{
    if (a->subject.n != b->subject.n)
        return false;
    for (uint32_t i = 0; i < a->subject.n; i++) {
        const blob_conjunct *x = BLOB_AT(l->h, blob_conjunct, a->subject, i), *y = BLOB_AT(l->h, blob_conjunct, b->subject, i);
        if (x->n != y->n)
            return false;
        for (uint32_t k = 0; k < x->n; k++)
            if (BLOB_AT(l->h, blob_literal, l->h->literals, x->first + k)->fact !=
                BLOB_AT(l->h, blob_literal, l->h->literals, y->first + k)->fact)
                return false;
    }
    return true;
}

static heed_text people(const lint *l, const blob_rule *r)
{
    heed_text words = { "", 0 };
    const blob_conjunct *c = BLOB_AT(l->h, blob_conjunct, r->subject, 0);
    for (uint32_t i = 0; i < c->n; i++) {
        const blob_literal *lit = BLOB_AT(l->h, blob_literal, l->h->literals, c->first + i);
        words = heed_text_printf(l->mem, "%.*s%s%.*s", heed_fmt(words),
                                 !i              ? ""
                                 : i + 1 == c->n ? " or "
                                                 : ", ",
                                 heed_fmt(l->x->info[lit->fact % l->x->n]->meaning));
    }
    return words;
}

/* One finding for each set of posts. */
static void look_for_shared(lint *l)
{
    bool *done = ARENA_NEW(l->mem, bool, l->h->rules.n + 1);
    for (uint32_t i = 0; i < l->h->rules.n; i++) {
        lint_clauses clauses = { .n = 0 };
        const blob_rule *r = lint_rule_at(l, i);
        if (done[i] || !is_shared(l, r))
            continue;
        for (uint32_t k = i; k < l->h->rules.n; k++)
            if (is_shared(l, lint_rule_at(l, k)) && same_people(l, r, lint_rule_at(l, k))) {
                done[k] = true;
                lint_clause_add(&clauses, lint_rule_at(l, k)->clause);
            }
        heed_text ids = lint_clause_list(l, &clauses), who = people(l, r);
        lint_say(l, "no-owner", &clauses, "%.*s: this falls to %.*s, and nothing says who of them does it.", heed_fmt(ids),
                 heed_fmt(who));
    }
}

/* ---- regular tasks */

static heed_text deadline_of(const lint *l, const blob_rule *r)
{
    if (r->duty == UINT32_MAX)
        return (heed_text){ "", 0 };
    return blob_text(l->h, BLOB_AT(l->h, blob_duty, l->h->duties, r->duty)->deadline);
}

static bool is_regular(const lint *l, const blob_rule *r)
{
    heed_text by = deadline_of(l, r);
    return r->modal == MODAL_SCHEDULE || heed_text_is(by, "regularly") || heed_text_starts(by, "every ");
}

/* Who does it: the subject of a duty; the name behind "by" of a schedule. */
static bool owned_by(const lint *l, const blob_rule *r, heed_fact role)
{
    if (r->modal == MODAL_SCHEDULE)
        return r->ask_whom != UINT32_MAX &&
               heed_text_eq(blob_text(l->h, *BLOB_AT(l->h, blob_span, l->h->names, r->ask_whom)), l->x->info[role]->name);
    return watch_binds(l, r, role);
}

static bool share_owner(const lint *l, const blob_rule *a, const blob_rule *b)
{
    for (size_t i = 0; i < l->x->role_count; i++)
        if (owned_by(l, a, l->x->roles[i]) && owned_by(l, b, l->x->roles[i]))
            return true;
    return false;
}

static bool is_task(const blob_rule *r)
{
    return watch_is_duty(r) && !(r->flags & (RULE_TRIGGERED | RULE_AFTER_ACT | RULE_ON_ACT)) && (r->flags & RULE_OFFICE);
}

static void look_for_owners(lint *l, uint32_t act)
{
    lint_clauses clauses = { .n = 0 };
    bool regular = false, differ = false;
    for (uint32_t i = 0; i < l->h->rules.n; i++) {
        const blob_rule *r = lint_rule_at(l, i);
        if (!is_task(r) || !watch_has_act(l, r, act))
            continue;
        regular |= is_regular(l, r);
        for (uint32_t k = 0; k < i; k++) {
            const blob_rule *q = lint_rule_at(l, k);
            if (!is_task(q) || !watch_has_act(l, q, act) || q->clause == r->clause || share_owner(l, q, r))
                continue;
            differ = true;
            lint_clause_add(&clauses, q->clause);
            lint_clause_add(&clauses, r->clause);
        }
    }
    if (!regular || !differ)
        return;
    heed_text ids = lint_clause_list(l, &clauses), what = heed_act_get(l->v, act)->meaning;
    lint_say(l, "two-owners", &clauses, "%.*s give one regular task (%.*s) to different people.", heed_fmt(ids),
             heed_fmt(what));
}

static bool has_period(const lint *l, uint32_t rule)
{
    for (uint32_t i = 0; i < l->h->schedules.n; i++) {
        const blob_schedule *s = BLOB_AT(l->h, blob_schedule, l->h->schedules, i);
        if (s->rule == rule)
            return s->due || s->period_months || s->blank; /* a blank is told as one */
    }
    return false;
}

static void look_for_periods(lint *l)
{
    lint_clauses clauses = { .n = 0 };
    for (uint32_t i = 0; i < l->h->rules.n; i++) {
        const blob_rule *r = lint_rule_at(l, i);
        if ((r->flags & RULE_OFFICE && heed_text_is(deadline_of(l, r), "regularly")) ||
            (r->modal == MODAL_SCHEDULE && !has_period(l, i)))
            lint_clause_add(&clauses, r->clause);
    }
    heed_text ids = lint_clause_list(l, &clauses);
    if (clauses.n)
        lint_say(l, "no-period", &clauses, "%.*s: this is to be done again and again, and nothing says how often.",
                 heed_fmt(ids));
}

static void look(lint *l)
{
    look_for_shared(l);
    for (uint32_t act = 0; act < heed_act_count(l->v); act++)
        look_for_owners(l, act);
    look_for_periods(l);
    watch_look(l, rules, sizeof rules / sizeof *rules);
}

const lint_family lint_duties = { rules, sizeof rules / sizeof *rules, look };
