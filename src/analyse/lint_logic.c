/* lint_logic.c - rules that cannot both be kept, permissions that stand apart, exceptions that never except.
 *
 * Everything here is asked of the diagrams of one act after another; a pair of clauses is reported once, in the act where
 * it was met first. */
#include "lint.h"

static const heed_lint_rule rules[] = {
    { "contradiction", "error", "One clause forbids what another allows",
      "Two clauses speak about the same thing, one says no and one says yes, and nothing in the text says which gives way. "
      "Heed answers strictly and shows both; people will follow whichever they read first.",
      "4.1 forbids staff to post pictures of pupils. 7.2 lets staff post pictures of events where pupils are seen.",
      "Decide which one gives way and say so: \"except 4.1: may ...\". Or take one of the two out." },
    { "loose-edge", "warning", "A permission and a ban meet in a special case",
      "One clause allows something in general, another forbids a part of it. Most people will take the ban to go first, but "
      "the "
      "text does not say so.",
      "5.2 lets staff open a class account with leave. 5.3 forbids accounts that are just for fun.",
      "Say it at the permission (\"unless it is just for fun\"), or at the ban (\"even with leave\")." },
    { "cross-aspect", "note", "A ban takes back a permission given on other grounds",
      "One clause allows something in one respect, and in the plainest case of it another clause forbids it in another. That "
      "can "
      "be right. Read both together once.",
      "3.1 lets staff put up pictures of colleagues who agree. 4.4 keeps pictures of colleagues off all networks.",
      "Nothing has to change. If one was meant to give way, write the exception." },
    { "two-hats", "note", "Two rules meet in somebody who is both",
      "One clause forbids an act to some people, another allows it to others, and somebody can be one of both: a parent who "
      "works "
      "here, a governor who helps.",
      "2.1 forbids staff to post pictures of pupils. 6.3 lets parents post a picture of their own child at a school event.",
      "Say which rule a person with two roles goes by." },
    { "must-and-may", "error", "An office must do what it may leave",
      "One clause makes it a duty of an office, another leaves it to the same office to decide.",
      "8.1: the headteacher must discipline a breach. 2.4: the headteacher may discipline a breach.",
      "Keep the duty or the choice. If some cases are graver, say which." },
    { "untied-permission", "warning", "A narrow permission stands in a wide ban with no tie",
      "A clause allows a small part of what a wide clause forbids, and the text does not say that it is an exception. We read "
      "it as one; somebody else may not.",
      "A.08 bans all posts about the school. A.07 lets staff share what the school itself posted.",
      "Write \"except A.08\" at the narrow clause, and a word in its prose such as \"despite A.08\"." },
    { "idle-exception", "warning", "An exception that never makes a difference",
      "Whenever the exception holds, the rule it excepts would not have applied anyway.",
      "An exception for pupils of other schools from a rule about our own pupils.",
      "Take the exception out, or correct what it is an exception to." },
};

static void pair(lint_clauses *list, const lint *l, unsigned a, unsigned b)
{
    uint32_t x = lint_rule_at(l, a)->clause, y = lint_rule_at(l, b)->clause;
    list->n = 0;
    lint_clause_add(list, x < y ? x : y);
    lint_clause_add(list, x < y ? y : x);
}

/* ---- pairs */

/* Does somebody stand in both subjects? A duty of "the head or the governors" meets a power of the head. */
static bool share_subject(const lint *l, const blob_rule *a, const blob_rule *b)
{
    for (uint32_t i = 0; i < a->subject.n; i++)
        for (uint32_t k = 0; k < b->subject.n; k++) {
            const blob_conjunct *x = BLOB_AT(l->h, blob_conjunct, a->subject, i);
            const blob_conjunct *y = BLOB_AT(l->h, blob_conjunct, b->subject, k);
            for (uint32_t m = 0; m < x->n; m++)
                for (uint32_t n = 0; n < y->n; n++)
                    if (BLOB_AT(l->h, blob_literal, l->h->literals, x->first + m)->fact ==
                        BLOB_AT(l->h, blob_literal, l->h->literals, y->first + n)->fact)
                        return true;
        }
    return false;
}

/* Does the text itself mark them as a conflict? */
static bool declared(const lint *l, unsigned a, unsigned b)
{
    for (uint32_t i = 0; i < l->h->conflicts.n; i++) {
        const blob_conflict *c = BLOB_AT(l->h, blob_conflict, l->h->conflicts, i);
        if ((c->rule_a == a && c->rule_b == b) || (c->rule_a == b && c->rule_b == a))
            return true;
    }
    return false;
}

static bool names_act(const lint *l, const blob_rule *r, uint32_t act)
{
    for (uint32_t i = 0; i < r->acts.n; i++)
        if (*BLOB_AT(l->h, uint16_t, r->acts, i) == act)
            return true;
    return false;
}

/* Do they bind nobody in common by name? Then they meet only in somebody who is two things at once. */
static bool apart(const lint *l, const blob_rule *a, const blob_rule *b)
{
    return a->subject.n && b->subject.n && !share_subject(l, a, b);
}

/* Could the two quarrel at all? Asked before any situation is looked at. They are told of an act they name, not of each kind of
 * it; a duty names what leaves it undone only by its opposite. */
static bool could_quarrel(const lint *l, const lint_act *a, const rule_fires *ban, const rule_fires *leave)
{
    const blob_rule *x = lint_rule_at(l, ban->rule), *y = lint_rule_at(l, leave->rule);
    bool bans = names_act(l, x, a->s->act) || x->modal == MODAL_MUST || x->modal == MODAL_SHOULD;
    bool allows = names_act(l, y, a->s->act);
    if (leave->says != HEED_PERMITTED || x->clause == y->clause)
        return false;
    if (ban->says == HEED_REQUIRED)
        return x->flags & y->flags & RULE_OFFICE && share_subject(l, x, y);
    if (ban->says != HEED_PROHIBITED)
        return false;
    if (declared(l, ban->rule, leave->rule))
        return true;
    return x->aspects & y->aspects ? bans || allows : allows && !apart(l, x, y);
}

/* Without what goes against a presumption: a parent who is a pupil of another school, and so no child. */
static diagram as_presumed(const lint *l, const lint_act *a, diagram where)
{
    size_t count;
    const vocabulary_default *d = vocabulary_defaults(l->v, &count);
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < d[i].if_count; k++) {
            const vocabulary_literal *is = &d[i].if_any[k];
            uint16_t if_at = a->s->variable_of[is->fact], then_at = a->s->variable_of[d[i].then.fact];
            if (if_at == UINT16_MAX || then_at == UINT16_MAX || is->mask != 2 || l->x->info[is->fact]->one_valued)
                continue;
            diagram odd = diagram_and(a->s->d, diagram_literal(a->s->d, if_at, 2),
                                      diagram_literal(a->s->d, then_at, a->s->domain[then_at] & ~d[i].then.mask));
            where = diagram_less(a->s->d, where, odd);
        }
    return where;
}

/* What two rules that fire together come to; NULL when they get on. The ban comes first. */
static const char *quarrel(const lint *l, const lint_act *a, const rule_fires *ban, const rule_fires *leave)
{
    const blob_rule *x = lint_rule_at(l, ban->rule), *y = lint_rule_at(l, leave->rule);
    if (ban->says == HEED_REQUIRED)
        return "must-and-may";
    if (declared(l, ban->rule, leave->rule))
        return "contradiction";
    if (as_presumed(l, a, diagram_and(a->s->d, ban->fires, leave->fires)) == DIAGRAM_NONE)
        return NULL;
    if (apart(l, x, y))
        return "two-hats";
    bool taken_back = picture_ordinary(a->s, leave->fires, ban->fires);
    if (!(x->aspects & y->aspects))
        return taken_back ? "cross-aspect" : NULL;
    return taken_back || picture_ordinary(a->s, ban->fires, leave->fires) ? "contradiction" : "loose-edge";
}

/* "4.1" verb "7.2" one or many, tail: told in the order of ban and permission. */
static const struct quarrel_words {
    const char *rule, *verb, *one, *many, *tail;
} words[] = {
    { "contradiction", "forbids what", "allows", "allow", ", and nothing says which gives way" },
    { "loose-edge", "forbids a part of what", "allows", "allow", ", and the text does not say which goes first" },
    { "cross-aspect", "forbids on other grounds what", "allows", "allow", "" },
    { "two-hats", "forbids to some what", "allows to others", "allow to others", ", and somebody can be both" },
    { "must-and-may", "makes a duty of what", "leaves", "leave", " to the same office to decide" },
};

/* All that one ban or duty quarrels with in one way makes one finding. */
typedef struct {
    const struct quarrel_words *words;
    unsigned rule;
    lint_clauses others;
    space *s;
    diagram where; /* of the first of them */
} quarrels;
typedef struct {
    quarrels *at;
    size_t len, cap;
} quarrel_list;

static quarrels *quarrels_of(lint *l, quarrel_list *list, const char *rule, unsigned ban)
{
    const struct quarrel_words *w = words;
    while (!heed_text_is(heed_text_of(rule), w->rule))
        w++;
    for (size_t i = 0; i < list->len; i++)
        if (list->at[i].words == w && lint_rule_at(l, list->at[i].rule)->clause == lint_rule_at(l, ban)->clause)
            return &list->at[i];
    quarrels *q = ARENA_PUSH(l->mem, list->at, list->len, list->cap);
    *q = (quarrels){ .words = w, .rule = ban };
    return q;
}

static void keep_pair(lint *l, quarrel_list *list, const char *rule, const lint_act *a, const rule_fires *x,
                      const rule_fires *y)
{
    quarrels *q = quarrels_of(l, list, rule, x->rule);
    if (!q->others.n) {
        q->s = a->s;
        q->where = diagram_and(a->s->d, x->fires, y->fires);
        diagram usual = as_presumed(l, a, q->where);
        q->where = usual != DIAGRAM_NONE ? usual : q->where;
    }
    lint_clause_add(&q->others, lint_rule_at(l, y->rule)->clause);
}

static void look_for_pairs(lint *l, quarrel_list *list, const lint_act *a)
{
    for (size_t i = 0; i < a->rules.len; i++)
        for (size_t k = 0; k < a->rules.len; k++) {
            const rule_fires *x = &a->rules.at[i], *y = &a->rules.at[k];
            if (!could_quarrel(l, a, x, y) || diagram_and(a->s->d, x->fires, y->fires) == DIAGRAM_NONE)
                continue;
            const char *rule = quarrel(l, a, x, y);
            if (rule)
                keep_pair(l, list, rule, a, x, y);
        }
}

static void report_quarrels(lint *l, const quarrels *q)
{
    lint_clauses clauses = { .n = 0 };
    heed_text ban = lint_clause_id(l, lint_rule_at(l, q->rule)->clause), others = lint_clause_list(l, &q->others);
    heed_text act = heed_act_get(l->v, q->s->act)->meaning;
    lint_clause_add(&clauses, lint_rule_at(l, q->rule)->clause);
    for (size_t i = 0; i < q->others.n; i++)
        lint_clause_add(&clauses, q->others.at[i]);
    if (lint_told(l, "contradiction", &clauses) || lint_told(l, q->words->rule, &clauses))
        return;
    heed_lint_finding *f =
        lint_say(l, q->words->rule, &clauses, "%.*s %s %.*s %s%s (%.*s).", heed_fmt(ban), q->words->verb, heed_fmt(others),
                 q->others.n > 1 ? q->words->many : q->words->one, q->words->tail, heed_fmt(act));
    lint_show(l, f, q->s, q->where);
}

/* Pairs the text itself declares to quarrel, met nowhere in one act. */
static void declared_pairs(lint *l)
{
    for (uint32_t i = 0; i < l->h->conflicts.n; i++) {
        const blob_conflict *c = BLOB_AT(l->h, blob_conflict, l->h->conflicts, i);
        lint_clauses clauses;
        if (lint_rule_at(l, c->rule_a)->modal == MODAL_SCHEDULE && lint_rule_at(l, c->rule_b)->modal == MODAL_SCHEDULE)
            continue; /* two dates for one review are told as that */
        pair(&clauses, l, c->rule_a, c->rule_b);
        if (lint_told(l, "contradiction", &clauses) || lint_told(l, "must-and-may", &clauses))
            continue;
        heed_text one = lint_clause_id(l, clauses.at[0]), other = lint_clause_id(l, clauses.at[clauses.n - 1]);
        lint_say(l, "contradiction", &clauses, "%.*s and %.*s cannot both be kept: the policy marks them as a conflict.",
                 heed_fmt(one), heed_fmt(other));
    }
}

/* ---- exceptions */

/* Of a pair of rule and exception: what was seen of it over all acts. */
typedef struct {
    bool met, works, unseen;
} edge_tally;

static void look_at_edge(lint *l, const lint_act *a, unsigned rule, unsigned by, edge_tally *e)
{
    diagram with = space_live(a->s, l->policy, rule, NO_RULE), without = space_live(a->s, l->policy, rule, by);
    diagram freed = diagram_less(a->s->d, without, with);
    e->met = true;
    e->works |= freed != DIAGRAM_NONE;
    if (freed == DIAGRAM_NONE || !(lint_rule_at(l, by)->flags & RULE_READS_AS))
        return;
    lint_clauses clauses;
    pair(&clauses, l, rule, by);
    if (lint_said(l, "untied-permission", &clauses))
        return;
    heed_text wide = lint_clause_id(l, lint_rule_at(l, rule)->clause);
    heed_text narrow = lint_clause_id(l, lint_rule_at(l, by)->clause);
    lint_show(l,
              lint_say(l, "untied-permission", &clauses,
                       "%.*s is read as an exception to %.*s, because it is narrower. The text ties them nowhere.",
                       heed_fmt(narrow), heed_fmt(wide)),
              a->s, freed);
}

static edge_tally tally_edge(lint *l, unsigned rule, unsigned by)
{
    edge_tally e = { .met = false };
    for (uint32_t act = 0; act < heed_act_count(l->v); act++) {
        const lint_act *a = lint_of(l, act);
        e.unseen |= l->opened[act] && !a && BLOB_AT(l->h, blob_slice, l->h->slices, act)->done.n;
        for (size_t k = 0; a && k < a->rules.len; k++)
            if (a->rules.at[k].rule == rule) {
                look_at_edge(l, a, rule, by, &e);
                e.unseen |= diagrams_full(a->s->d);
            }
    }
    return e;
}

/* "except 6.03a" means all statements of 6.03a; the exception need not touch each of them. */
static edge_tally tally_clause(lint *l, unsigned rule, unsigned by)
{
    edge_tally all = { .met = false };
    for (uint32_t i = 0; i < l->h->rules.n; i++) {
        const blob_rule *r = lint_rule_at(l, i);
        for (uint32_t k = 0; r->clause == lint_rule_at(l, rule)->clause && k < r->defeaters.n; k++)
            if (*BLOB_AT(l->h, uint16_t, r->defeaters, k) == by) {
                edge_tally e = tally_edge(l, i, by);
                all = (edge_tally){ all.met || e.met, all.works || e.works, all.unseen || e.unseen };
            }
    }
    return all;
}

static void look_at_exceptions(lint *l, unsigned rule)
{
    const blob_rule *r = lint_rule_at(l, rule);
    for (uint32_t i = 0; i < r->defeaters.n; i++) {
        unsigned by = *BLOB_AT(l->h, uint16_t, r->defeaters, i);
        edge_tally e = tally_clause(l, rule, by);
        lint_clauses clauses;
        pair(&clauses, l, rule, by);
        if (!e.met || e.works || e.unseen || lint_said(l, "idle-exception", &clauses))
            continue;
        heed_text wide = lint_clause_id(l, r->clause), narrow = lint_clause_id(l, lint_rule_at(l, by)->clause);
        lint_say(l, "idle-exception", &clauses, "%.*s is an exception to %.*s, and never makes a difference to it.",
                 heed_fmt(narrow), heed_fmt(wide));
    }
}

static void look(lint *l)
{
    quarrel_list list = { 0 };
    for (uint32_t act = 0; act < heed_act_count(l->v); act++) {
        const lint_act *a = lint_of(l, act);
        if (a)
            look_for_pairs(l, &list, a);
    }
    for (size_t w = 0; w < sizeof words / sizeof *words; w++) /* gravest first: what was told is not told again */
        for (size_t i = 0; i < list.len; i++)
            if (list.at[i].words == &words[w])
                report_quarrels(l, &list.at[i]);
    declared_pairs(l);
    for (uint32_t i = 0; i < l->h->rules.n; i++)
        look_at_exceptions(l, i);
}

const lint_family lint_logic = { rules, sizeof rules / sizeof *rules, look };
