/* watch.c - the signs of a checklist, looked for in the statements and in the words of a policy. */
#include "watch.h"
#include "places.h"
#include <string.h>

bool watch_has_act(const lint *l, const blob_rule *r, uint32_t act)
{
    for (uint32_t i = 0; i < r->acts.n; i++)
        if (*BLOB_AT(l->h, uint16_t, r->acts, i) == act)
            return true;
    return false;
}

bool watch_is_ban(const blob_rule *r)
{
    return (r->modal == MODAL_MUST_NOT && !(r->flags & RULE_GATE)) || r->modal == MODAL_SHOULD_NOT ||
           r->modal == MODAL_ADVISED_NOT;
}

bool watch_is_duty(const blob_rule *r)
{
    return r->modal == MODAL_MUST || r->modal == MODAL_SHOULD || r->modal == MODAL_ADVISED || r->modal == MODAL_SCHEDULE;
}

static bool names_fact(const lint *l, blob_span condition, const vocabulary_literal *wanted)
{
    for (uint32_t i = 0; i < condition.n; i++) {
        const blob_conjunct *c = BLOB_AT(l->h, blob_conjunct, condition, i);
        for (uint32_t k = 0; k < c->n; k++) {
            const blob_literal *lit = BLOB_AT(l->h, blob_literal, l->h->literals, c->first + k);
            if (lit->fact == wanted->fact && lit->mask & wanted->mask && lint_names(l, lit))
                return true;
        }
    }
    return false;
}

bool watch_binds(const lint *l, const blob_rule *r, heed_fact role)
{
    return names_fact(l, r->subject, &(vocabulary_literal){ role, 2 });
}

/* ---- parts */

static bool of_kind(part_kind kind, const blob_rule *r)
{
    switch (kind) {
    case PART_DUTY:
        return watch_is_duty(r);
    case PART_BAN:
        return watch_is_ban(r);
    case PART_POWER:
        return r->modal == MODAL_MAY && !(r->flags & RULE_BASELINE);
    default:
        return r->modal != MODAL_CITES;
    }
}

static bool has_any_act(const lint *l, const blob_rule *r, const sign_part *p)
{
    for (size_t i = 0; i < p->names.len; i++)
        if (watch_has_act(l, r, (uint32_t)heed_act_find(l->v, p->names.at[i])))
            return true;
    return !p->names.len;
}

static const blob_duty *duty_of(const lint *l, const blob_rule *r)
{
    return r->duty == UINT32_MAX ? NULL : BLOB_AT(l->h, blob_duty, l->h->duties, r->duty);
}

/* "headteacher or safeguarding-lead": is this one of them? */
static bool lists(heed_text list, heed_text name)
{
    for (size_t at = 0; at + name.len <= list.len; at++) {
        bool starts = !at || list.at[at - 1] == ' ', ends = at + name.len == list.len || list.at[at + name.len] == ' ';
        if (starts && ends && memcmp(list.at + at, name.at, name.len) == 0)
            return true;
    }
    return false;
}

static bool goes_to(const lint *l, const blob_rule *r, const sign_part *p)
{
    const blob_duty *d = duty_of(l, r);
    for (size_t i = 0; d && i < p->names.len; i++)
        if (lists(blob_text(l->h, d->to), p->names.at[i]))
            return true;
    return false;
}

static bool any_fact(const lint *l, const blob_rule *r, const sign_part *p)
{
    for (size_t i = 0; i < p->fact_count; i++)
        if (names_fact(l, p->kind == PART_WHEN ? r->when : r->subject, &p->facts[i]))
            return true;
    return false;
}

static bool in_prose(lint *l, const blob_rule *r, const sign_part *p)
{
    phrase_found found;
    const prose_block *b = prose_block_of(lint_prose_of(l), r->clause);
    return b && phrases_find(&p->words, b, 0, &found);
}

static bool has_part(lint *l, const blob_rule *r, const sign_part *p)
{
    const blob_duty *d = duty_of(l, r);
    switch (p->kind) {
    case PART_RULE:
    case PART_DUTY:
    case PART_BAN:
    case PART_POWER:
        return of_kind(p->kind, r) && has_any_act(l, r, p);
    case PART_LEAVE:
        return r->modal == MODAL_NEEDS_LEAVE || r->flags & RULE_GATE;
    case PART_BINDS:
        return !r->subject.n || any_fact(l, r, p);
    case PART_BY:
    case PART_WHEN:
        return any_fact(l, r, p);
    case PART_TO:
        return goes_to(l, r, p);
    case PART_TOLD:
        return d && d->to.n;
    case PART_DATED:
        return d && d->deadline.n;
    case PART_KEPT:
        return d && d->keep.n;
    case PART_WORDS:
        return in_prose(l, r, p);
    }
    return false;
}

/* Aims and information are no rules; where nothing but words is asked for, they count as well. */
static bool statement_shows(lint *l, const blob_rule *r, const sign *s)
{
    if (r->modal == MODAL_CITES && !(s->n == 1 && s->at[0].kind == PART_WORDS))
        return false;
    for (size_t i = 0; i < s->n; i++)
        if (has_part(l, r, &s->at[i]) == s->at[i].negated)
            return false;
    return true;
}

/* ---- the whole text */

static bool said_anywhere(lint *l, const sign_part *p)
{
    phrase_found found;
    const prose *all = lint_prose_of(l);
    for (size_t i = 0; i < all->len; i++)
        if (!all->at[i].tests && phrases_find(&p->words, &all->at[i], 0, &found))
            return true;
    return false;
}

/* Words alone are looked for everywhere; with anything else, in the words of the statement that shows it. */
static bool text_shows(lint *l, const sign *s)
{
    if (s->n == 1 && s->at[0].kind == PART_WORDS)
        return said_anywhere(l, &s->at[0]) != s->at[0].negated;
    for (uint32_t i = 0; i < l->h->rules.n; i++)
        if (statement_shows(l, lint_rule_at(l, i), s))
            return true;
    return false;
}

/* Does the statement show any of the signs? NULL: does the text? */
static bool any_shown(lint *l, const struct signs *signs, const blob_rule *r)
{
    for (size_t i = 0; i < signs->len; i++)
        if (r ? statement_shows(l, r, &signs->at[i]) : text_shows(l, &signs->at[i]))
            return true;
    return false;
}

static lint_clauses shown_in(lint *l, const watch *w)
{
    lint_clauses found = { .n = 0 };
    for (uint32_t i = 0; w->where.len && i < l->h->rules.n; i++) {
        const blob_rule *r = lint_rule_at(l, i);
        if (any_shown(l, &w->where, r) && !(w->each && any_shown(l, &w->unless, r)))
            lint_clause_add(&found, r->clause);
    }
    return found;
}

static void look_one(lint *l, const watch *w, const char *check)
{
    lint_clauses clauses = shown_in(l, w);
    if (w->where.len && !clauses.n && (w->each || !any_shown(l, &w->where, NULL)))
        return;
    if (!w->each && any_shown(l, &w->unless, NULL))
        return;
    heed_text ids = lint_clause_list(l, &clauses);
    lint_say(l, check, &clauses, "%.*s%s%.*s", heed_fmt(ids), ids.len ? ": " : "", heed_fmt(w->message));
}

void watch_look(lint *l, const heed_lint_rule *rules, size_t count)
{
    const heed_checklist *c = l->options->checklist;
    for (size_t i = 0; c && i < c->watch_count; i++)
        for (size_t k = 0; k < count; k++)
            if (heed_text_is(c->watches[i].check, rules[k].id))
                look_one(l, &c->watches[i], rules[k].id);
}
