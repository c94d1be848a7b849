/* lint_logic.c - rules that cannot both be kept, rules that never decide, exceptions that never except.
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
    { "cross-aspect", "note", "A permission and a ban meet on different grounds",
      "One clause allows something in one respect and another forbids it in another: who it is with, and when it is done. That "
      "is "
      "often right. Read both together once.",
      "3.1 lets relatives be friends online. 5.2 keeps everybody off networking sites in lessons.",
      "Nothing has to change. If one was meant to give way, write the exception." },
    { "must-and-may", "error", "An office must do what it may leave",
      "One clause makes it a duty of an office, another leaves it to the same office to decide.",
      "8.1: the headteacher must discipline a breach. 2.4: the headteacher may discipline a breach.",
      "Keep the duty or the choice. If some cases are graver, say which." },
    { "untied-permission", "warning", "A narrow permission stands in a wide ban with no tie",
      "A clause allows a small part of what a wide clause forbids, and the text does not say that it is an exception. We read "
      "it as "
      "one; somebody else may not.",
      "A.08 bans all posts about the school. A.07 lets staff share what the school itself posted.",
      "Write \"except A.08\" at the narrow clause, and a word in its prose such as \"despite A.08\"." },
    { "dead-rule", "warning", "A rule that can never apply",
      "No situation at all meets everything this rule asks for, or another rule always takes its place.",
      "A rule about pupils who are adults, in a school whose pupils are under twelve.",
      "Take the rule out, or correct the condition that can never hold." },
    { "dead-letter", "warning", "Advice that never decides",
      "The rule advises, and wherever it applies a stricter clause has decided already.",
      "\"Think twice before you befriend a former pupil\" beside \"never befriend anybody under 18\" in an infant school.",
      "Take the advice out, or narrow the stricter clause so that something is left to advise on." },
    { "shadowed-rule", "note", "A rule that changes no answer",
      "Wherever it applies, other clauses say the same. Repeating is no fault, but the copies drift apart when one is changed.",
      "Three clauses that each forbid passing on what is confidential.", "Keep one, and let the others point to it." },
    { "two-strengths", "warning", "The same act at two strengths",
      "Two clauses ask for the same or forbid the same, one as a must and one as a should or as advice.",
      "4.2.1 says declaring a friendship is a must, 8.4.1 says it should be done.",
      "Choose one strength, and use the same word in both places." },
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

static heed_text act_meaning(const lint *l, const space *s)
{
    return heed_act_get(l->v, s->act)->meaning;
}

/* ---- pairs */

static bool same_office(const lint *l, const blob_rule *a, const blob_rule *b)
{
    return a->flags & b->flags & RULE_OFFICE && a->subject.n && b->subject.n &&
           BLOB_AT(l->h, blob_literal, l->h->literals, BLOB_AT(l->h, blob_conjunct, a->subject, 0)->first)->fact ==
               BLOB_AT(l->h, blob_literal, l->h->literals, BLOB_AT(l->h, blob_conjunct, b->subject, 0)->first)->fact;
}

static bool strength_differs(const blob_rule *a, const blob_rule *b)
{
    static const uint8_t strength[] = {
        [MODAL_MUST_NOT] = 3, [MODAL_SHOULD_NOT] = 2, [MODAL_NEEDS_LEAVE] = 0, [MODAL_ADVISED_NOT] = 1, [MODAL_MUST] = 3,
        [MODAL_SHOULD] = 2,   [MODAL_ADVISED] = 1,    [MODAL_MAY] = 0,         [MODAL_CITES] = 0,       [MODAL_SCHEDULE] = 0
    };
    return strength[a->modal] && strength[b->modal] && strength[a->modal] != strength[b->modal];
}

static bool forbids(unsigned says)
{
    return says == HEED_PROHIBITED || says == HEED_ADVISED_AGAINST;
}

static bool demands(unsigned says)
{
    return says == HEED_REQUIRED || says == HEED_ADVISED;
}

/* What two rules that fire together come to; NULL when they get on. */
static const char *quarrel(const lint *l, const rule_fires *x, const rule_fires *y)
{
    const blob_rule *a = lint_rule_at(l, x->rule), *b = lint_rule_at(l, y->rule);
    if (x->says == HEED_PROHIBITED && y->says == HEED_PERMITTED)
        return a->aspects & b->aspects ? "contradiction" : "cross-aspect";
    if (x->says == HEED_REQUIRED && y->says == HEED_PERMITTED && same_office(l, a, b))
        return "must-and-may";
    bool alike = (forbids(x->says) && forbids(y->says)) || (demands(x->says) && demands(y->says));
    return x->rule < y->rule && alike && a->clause != b->clause && strength_differs(a, b) ? "two-strengths" : NULL;
}

static const char *quarrel_words(const char *rule)
{
    switch (rule[0]) {
    case 'm':
        return "makes it a duty, and this leaves it to the same office";
    case 't':
        return "says the same with another strength";
    default:
        return "forbids what this allows";
    }
}

static void look_at_pair(lint *l, const lint_act *a, const rule_fires *x, const rule_fires *y)
{
    const char *rule = quarrel(l, x, y);
    diagram where = rule ? diagram_and(a->s->d, x->fires, y->fires) : DIAGRAM_NONE;
    lint_clauses clauses;
    if (where == DIAGRAM_NONE)
        return;
    pair(&clauses, l, x->rule, y->rule);
    if (lint_said(l, rule, &clauses))
        return;
    heed_text one = lint_statement_id(l, x->rule), other = lint_statement_id(l, y->rule), act = act_meaning(l, a->s);
    lint_show(l,
              lint_say(l, rule, &clauses, "%.*s and %.*s: the first %s (%.*s).", heed_fmt(one), heed_fmt(other),
                       quarrel_words(rule), heed_fmt(act)),
              a->s, where);
}

static void look_for_pairs(lint *l, const lint_act *a)
{
    for (size_t i = 0; i < a->rules.len; i++)
        for (size_t k = 0; k < a->rules.len; k++)
            if (a->rules.at[i].rule != a->rules.at[k].rule)
                look_at_pair(l, a, &a->rules.at[i], &a->rules.at[k]);
}

/* Pairs the text itself declares to quarrel. */
static void declared_pairs(lint *l)
{
    for (uint32_t i = 0; i < l->h->conflicts.n; i++) {
        const blob_conflict *c = BLOB_AT(l->h, blob_conflict, l->h->conflicts, i);
        lint_clauses clauses;
        pair(&clauses, l, c->rule_a, c->rule_b);
        if (lint_said(l, "contradiction", &clauses))
            continue;
        heed_text one = lint_statement_id(l, c->rule_a), other = lint_statement_id(l, c->rule_b);
        lint_say(l, "contradiction", &clauses, "%.*s and %.*s cannot both be kept: the policy marks them as a conflict.",
                 heed_fmt(one), heed_fmt(other));
    }
}

/* ---- single rules, over all acts they speak about */

typedef struct {
    lint *l;
    bool *fires, *decides, *matters, *unseen; /* by rule; unseen: some act was too tangled */
} tally;

static bool same_outcomes(const lint_act *a, const diagram *may, const diagram *must, diagram bare)
{
    for (unsigned o = 0; o < HEED_UNCLEAR; o++)
        if (may[o] != a->may[o] || must[o] != a->must[o])
            return false;
    return bare == a->bare;
}

static void try_without(tally *t, const lint_act *a, unsigned rule)
{
    diagram may[HEED_UNCLEAR], must[HEED_UNCLEAR], bare;
    rules_fire left = space_rules(a->s, t->l->policy, rule);
    space_outcomes(a->s, &left, false, may, &bare);
    space_outcomes(a->s, &left, true, must, NULL);
    t->matters[rule] |= !same_outcomes(a, may, must, bare);
}

static void tally_act(tally *t, const lint_act *a)
{
    for (size_t i = 0; i < a->rules.len; i++) {
        const rule_fires *f = &a->rules.at[i];
        t->fires[f->rule] |= f->fires != DIAGRAM_NONE;
        unsigned outcome = f->says == SAYS_BASELINE ? HEED_PERMITTED : f->says;
        if (outcome < HEED_NOT_ADDRESSED)
            t->decides[f->rule] |= diagram_and(a->s->d, f->fires, a->may[outcome]) != DIAGRAM_NONE ||
                                   diagram_and(a->s->d, f->fires, a->must[outcome]) != DIAGRAM_NONE;
        if (!t->matters[f->rule])
            try_without(t, a, f->rule);
    }
}

static bool judged(const blob_rule *r)
{
    return r->modal != MODAL_CITES && r->modal != MODAL_SCHEDULE && r->acts.n;
}

/* Of a rule that follows as a duty, what matters is that it follows: the verdict may be another's. */
static bool only_follows(const blob_rule *r)
{
    return (r->flags & RULE_TRIGGERED) != 0;
}

static const char *verdict_on(const tally *t, unsigned rule)
{
    const blob_rule *r = lint_rule_at(t->l, rule);
    if (!judged(r) || t->unseen[rule])
        return NULL;
    if (!t->fires[rule])
        return r->modal == MODAL_NEEDS_LEAVE || r->flags & RULE_GATE || only_follows(r) ? NULL : "dead-rule";
    if (!t->decides[rule] && (r->modal == MODAL_ADVISED || r->modal == MODAL_ADVISED_NOT))
        return "dead-letter";
    return t->matters[rule] || only_follows(r) || r->modal == MODAL_NEEDS_LEAVE || r->flags & RULE_GATE ? NULL
                                                                                                        : "shadowed-rule";
}

static const char *verdict_words(const char *rule)
{
    switch (rule[2]) {
    case 'a':
        return rule[5] == 'l' ? "advises, and a stricter clause has always decided already"
                              : "can never apply: no situation meets all it asks for";
    default:
        return "changes no answer: other clauses say the same wherever it applies";
    }
}

static void report_rules(const tally *t)
{
    for (uint32_t i = 0; i < t->l->h->rules.n; i++) {
        const char *rule = verdict_on(t, i);
        lint_clauses clauses = { .n = 0 };
        if (!rule)
            continue;
        lint_clause_add(&clauses, lint_rule_at(t->l, i)->clause);
        if (lint_said(t->l, rule, &clauses))
            continue;
        heed_text id = lint_statement_id(t->l, i);
        lint_say(t->l, rule, &clauses, "%.*s %s.", heed_fmt(id), verdict_words(rule));
    }
}

/* ---- exceptions */

/* Of a pair of rule and exception: what was seen of it over all acts. */
typedef struct {
    bool met, works;
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
    heed_text wide = lint_statement_id(l, rule), narrow = lint_statement_id(l, by);
    lint_show(l,
              lint_say(l, "untied-permission", &clauses,
                       "%.*s is read as an exception to %.*s, because it is narrower. The text ties them nowhere.",
                       heed_fmt(narrow), heed_fmt(wide)),
              a->s, freed);
}

static void look_at_exceptions(lint *l, unsigned rule)
{
    const blob_rule *r = lint_rule_at(l, rule);
    for (uint32_t i = 0; i < r->defeaters.n; i++) {
        unsigned by = *BLOB_AT(l->h, uint16_t, r->defeaters, i);
        edge_tally e = { false, false };
        bool unseen = false;
        for (uint32_t act = 0; act < heed_act_count(l->v); act++) {
            const lint_act *a = lint_of(l, act);
            unseen |= l->opened[act] && !a && BLOB_AT(l->h, blob_slice, l->h->slices, act)->done.n;
            for (size_t k = 0; a && k < a->rules.len; k++)
                if (a->rules.at[k].rule == rule)
                    look_at_edge(l, a, rule, by, &e);
        }
        lint_clauses clauses;
        pair(&clauses, l, rule, by);
        if (!e.met || e.works || unseen || lint_said(l, "idle-exception", &clauses))
            continue;
        heed_text wide = lint_statement_id(l, rule), narrow = lint_statement_id(l, by);
        lint_say(l, "idle-exception", &clauses, "%.*s is an exception to %.*s, and never makes a difference to it.",
                 heed_fmt(narrow), heed_fmt(wide));
    }
}

static void look(lint *l)
{
    size_t n = l->h->rules.n;
    tally t = { l, ARENA_NEW(l->mem, bool, n + 1), ARENA_NEW(l->mem, bool, n + 1), ARENA_NEW(l->mem, bool, n + 1),
                ARENA_NEW(l->mem, bool, n + 1) };
    for (uint32_t act = 0; act < heed_act_count(l->v); act++) {
        const lint_act *a = lint_of(l, act);
        blob_span done = BLOB_AT(l->h, blob_slice, l->h->slices, act)->done;
        for (uint32_t i = 0; !a && i < done.n; i++)
            t.unseen[BLOB_AT(l->h, blob_entry, done, i)->rule] = true;
        if (!a)
            continue;
        look_for_pairs(l, a);
        tally_act(&t, a);
    }
    declared_pairs(l);
    report_rules(&t);
    for (uint32_t i = 0; i < n; i++)
        look_at_exceptions(l, i);
}

const lint_family lint_logic = { rules, sizeof rules / sizeof *rules, look };
