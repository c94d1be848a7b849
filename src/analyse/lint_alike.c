/* lint_alike.c - rules that say one thing twice: at two strengths, or so that one of them never changes an answer. */
#include "lint.h"

static const heed_lint_rule rules[] = {
    { "two-strengths", "warning", "One act at two strengths",
      "Clauses ask for the same or forbid the same, some as a must and some as a should or as advice.",
      "4.2.1 says declaring a friendship is a must, 8.4.1 says it should be done.",
      "Choose one strength, and use the same word in all places." },
    { "dead-rule", "warning", "A rule that can never apply",
      "No situation at all meets everything this rule asks for, or another rule always takes its place.",
      "A rule about pupils who are adults, in a school whose pupils are under twelve.",
      "Take the rule out, or correct the condition that can never hold." },
    { "dead-letter", "warning", "Advice that never decides",
      "The rule advises, and wherever it applies a stricter clause has decided already.",
      "\"Think twice before you befriend a former pupil\" beside \"never befriend anybody under 18\" in an infant school.",
      "Take the advice out, or narrow the stricter clause so that something is left to advise on." },
    { "shadowed-rule", "note", "A clause that changes no answer",
      "Wherever it applies, another clause gives the same answer. Repeating is no fault, but the copies drift apart when one "
      "is "
      "changed. Or the words say more than the rule under them.",
      "Three clauses that each forbid passing on what is confidential.",
      "Keep one, and let the others point to it. Or write into the rule what its words add." },
};

/* ---- conditions side by side */

static const blob_literal *literal_at(const lint *l, const blob_conjunct *c, uint32_t i)
{
    return BLOB_AT(l->h, blob_literal, l->h->literals, c->first + i);
}

typedef struct {
    bool share, part; /* a fact both name; a set of which each names other members */
} likeness;

static void compare_conjuncts(const lint *l, const blob_conjunct *a, const blob_conjunct *b, likeness *out)
{
    bool same_set = false, share = false;
    for (uint32_t i = 0; i < a->n; i++)
        for (uint32_t k = 0; k < b->n; k++) {
            const blob_literal *x = literal_at(l, a, i), *y = literal_at(l, b, k);
            if (!lint_names(l, x) || !lint_names(l, y) || x->fact / l->x->n != y->fact / l->x->n)
                continue;
            same_set |= l->x->set_of[x->fact % l->x->n] == l->x->set_of[y->fact % l->x->n];
            share |= x->fact == y->fact && x->mask & y->mask;
        }
    out->share |= share;
    out->part |= same_set && !share;
}

static likeness compare(const lint *l, blob_span a, blob_span b)
{
    likeness out = { false, false };
    for (uint32_t i = 0; i < a.n; i++)
        for (uint32_t k = 0; k < b.n; k++)
            compare_conjuncts(l, BLOB_AT(l->h, blob_conjunct, a, i), BLOB_AT(l->h, blob_conjunct, b, k), &out);
    return out;
}

static bool same_subject(const lint *l, const blob_rule *a, const blob_rule *b)
{
    if (a->subject.n != b->subject.n)
        return false;
    for (uint32_t i = 0; i < a->subject.n; i++) {
        const blob_conjunct *x = BLOB_AT(l->h, blob_conjunct, a->subject, i), *y = BLOB_AT(l->h, blob_conjunct, b->subject, i);
        if (x->n != y->n)
            return false;
        for (uint32_t k = 0; k < x->n; k++)
            if (literal_at(l, x, k)->fact != literal_at(l, y, k)->fact)
                return false;
    }
    return true;
}

static bool names_act(const lint *l, const blob_rule *r, uint32_t act)
{
    for (uint32_t i = 0; i < r->acts.n; i++)
        if (*BLOB_AT(l->h, uint16_t, r->acts, i) == act)
            return true;
    return false;
}

static bool has_wider(const lint *l, uint32_t act)
{
    size_t count;
    const vocabulary_wider *w = vocabulary_widers(l->v, &count);
    for (size_t i = 0; i < count; i++)
        if (w[i].act == act)
            return true;
    return false;
}

/* Acts that stand for many things: that two clauses name one says little. */
static bool is_broad(const lint *l, uint32_t act)
{
    const heed_checklist *c = l->options->checklist;
    for (size_t i = 0; c && i < c->broad_count; i++)
        if (c->broad_acts[i] == act)
            return true;
    return false;
}

static bool all_broad(const lint *l, const blob_rule *r)
{
    for (uint32_t i = 0; i < r->acts.n; i++)
        if (!is_broad(l, *BLOB_AT(l->h, uint16_t, r->acts, i)))
            return false;
    return true;
}

/* ---- two strengths */

enum { STRONGEST = 3 };

static unsigned strength(const blob_rule *r)
{
    switch ((blob_modal)r->modal) {
    case MODAL_MUST:
    case MODAL_MUST_NOT:
        return 3;
    case MODAL_SHOULD:
    case MODAL_SHOULD_NOT:
        return 2;
    case MODAL_ADVISED:
    case MODAL_ADVISED_NOT:
        return 1;
    case MODAL_NEEDS_LEAVE:
    case MODAL_MAY:
    case MODAL_CITES:
    case MODAL_SCHEDULE:
        return 0;
    }
    return 0;
}

static const char *const strength_words[][2] = {
    { "", "" }, { "advised to", "advised not to" }, { "should", "should not" }, { "must", "must not" }
};

static bool forbids(unsigned says)
{
    return says == HEED_PROHIBITED || says == HEED_ADVISED_AGAINST;
}

static bool demands(unsigned says)
{
    return says == HEED_REQUIRED || says == HEED_ADVISED;
}

/* One rule written twice: both name the act, and one lies within the other, or they bind the same people and have a condition
 * in common, or one is about this narrow act alone and they tell no cases apart. */
static bool one_rule(const lint *l, const lint_act *a, const rule_fires *x, const rule_fires *y)
{
    const blob_rule *r = lint_rule_at(l, x->rule), *q = lint_rule_at(l, y->rule);
    if (r->clause == q->clause || !strength(r) || !strength(q) || strength(r) == strength(q))
        return false;
    if (!names_act(l, r, a->s->act) || !names_act(l, q, a->s->act))
        return false;
    if (diagram_and(a->s->d, x->fires, y->fires) == DIAGRAM_NONE)
        return false;
    if (diagram_within(a->s->d, x->fires, y->fires) || diagram_within(a->s->d, y->fires, x->fires))
        return true;
    likeness like = compare(l, r->when, q->when);
    bool narrow = has_wider(l, a->s->act) && (r->acts.n == 1 || q->acts.n == 1);
    return same_subject(l, r, q) && !like.part && (like.share || narrow);
}

typedef struct {
    lint_clauses by[STRONGEST + 1]; /* clauses of each strength */
    lint_clauses all;
    diagram where; /* of the first pair */
} strengths;

static void gather_strengths(const lint *l, const lint_act *a, bool (*side)(unsigned), strengths *out)
{
    *out = (strengths){ .where = DIAGRAM_NONE };
    for (size_t i = 0; i < a->rules.len; i++)
        for (size_t k = i + 1; k < a->rules.len; k++) {
            const rule_fires *pair[2] = { &a->rules.at[i], &a->rules.at[k] };
            if (!side(pair[0]->says) || !side(pair[1]->says) || !one_rule(l, a, pair[0], pair[1]))
                continue;
            if (out->where == DIAGRAM_NONE)
                out->where = diagram_and(a->s->d, pair[0]->fires, pair[1]->fires);
            for (size_t p = 0; p < 2; p++) {
                const blob_rule *r = lint_rule_at(l, pair[p]->rule);
                lint_clause_add(&out->by[strength(r)], r->clause);
                lint_clause_add(&out->all, r->clause);
            }
        }
}

static void look_for_strengths(lint *l, const lint_act *a, bool (*side)(unsigned))
{
    strengths s;
    heed_text told = { "", 0 };
    if (is_broad(l, a->s->act))
        return;
    gather_strengths(l, a, side, &s);
    if (s.where == DIAGRAM_NONE || lint_told(l, "two-strengths", &s.all))
        return;
    for (unsigned n = STRONGEST; n > 0; n--) {
        if (!s.by[n].n)
            continue;
        heed_text ids = lint_clause_list(l, &s.by[n]);
        told = heed_text_printf(l->mem, "%.*s%s%.*s %s \"%s\"", heed_fmt(told), told.len ? ", " : "", heed_fmt(ids),
                                s.by[n].n > 1 ? "say" : "says", strength_words[n][side == forbids]);
    }
    heed_text act = heed_act_get(l->v, a->s->act)->meaning;
    lint_show(l, lint_say(l, "two-strengths", &s.all, "One act, two strengths (%.*s): %.*s.", heed_fmt(act), heed_fmt(told)),
              a->s, s.where);
}

/* ---- single rules, over all acts they speak about */

typedef struct {
    lint *l;
    bool *fires, *decides, *matters, *unseen; /* by rule; unseen: some act was too tangled */
    bool *leads;                              /* by rule: another follows it, or is excepted by it */
} tally;

static bool same_outcomes(const lint_act *a, const diagram *may, const diagram *must, diagram bare)
{
    for (unsigned o = 0; o < HEED_UNCLEAR; o++)
        if (may[o] != a->may[o] || must[o] != a->must[o])
            return false;
    return bare == a->bare;
}

static bool matters_to_others(const tally *t, const lint_act *a, unsigned rule)
{
    diagram may[HEED_UNCLEAR], must[HEED_UNCLEAR], bare;
    rules_fire left = space_rules(a->s, t->l->policy, rule);
    space_outcomes(a->s, &left, false, may, &bare);
    space_outcomes(a->s, &left, true, must, NULL);
    return !same_outcomes(a, may, must, bare);
}

static diagram decided(const lint_act *a, unsigned says)
{
    if (says == SAYS_BASELINE)
        return a->bare;
    return says < HEED_NOT_ADDRESSED ? diagram_or(a->s->d, a->may[says], a->must[says]) : (diagram)DIAGRAM_NONE;
}

/* Where it decides, and no other rule says the same. A rule on which no other hangs matters just there. */
static bool alone_somewhere(const lint_act *a, size_t at)
{
    const rule_fires *f = &a->rules.at[at];
    diagram left = diagram_and(a->s->d, f->fires, decided(a, f->says));
    for (size_t i = 0; i < a->rules.len && left != DIAGRAM_NONE; i++)
        if (a->rules.at[i].rule != f->rule && a->rules.at[i].says == f->says)
            left = diagram_less(a->s->d, left, a->rules.at[i].fires);
    return left != DIAGRAM_NONE;
}

static void tally_act(tally *t, const lint_act *a)
{
    for (size_t i = 0; i < a->rules.len; i++) {
        const rule_fires *f = &a->rules.at[i];
        t->fires[f->rule] |= f->fires != DIAGRAM_NONE;
        if (!t->decides[f->rule])
            t->decides[f->rule] = diagram_and(a->s->d, f->fires, decided(a, f->says)) != DIAGRAM_NONE;
        if (!t->matters[f->rule])
            t->matters[f->rule] = alone_somewhere(a, i) || (t->leads[f->rule] && matters_to_others(t, a, f->rule));
    }
}

static bool judged(const blob_rule *r)
{
    return r->modal != MODAL_CITES && r->modal != MODAL_SCHEDULE && r->modal != MODAL_NEEDS_LEAVE && r->acts.n;
}

/* Of a rule that follows as a duty, what matters is that it follows: the verdict may be another's. */
static bool only_follows(const blob_rule *r)
{
    return (r->flags & (RULE_TRIGGERED | RULE_GATE)) != 0;
}

static bool says_all(const lint *l, blob_span words, blob_span of)
{
    return !words.n || heed_text_eq(blob_text(l->h, words), blob_text(l->h, of));
}

/* Whom to tell, how, by when and where it is kept: does the other duty say all of that, too? */
static bool tail_covers(const lint *l, const blob_rule *other, const blob_rule *rule)
{
    if (rule->duty == UINT32_MAX || other->duty == UINT32_MAX)
        return rule->duty == UINT32_MAX;
    const blob_duty *x = BLOB_AT(l->h, blob_duty, l->h->duties, rule->duty);
    const blob_duty *y = BLOB_AT(l->h, blob_duty, l->h->duties, other->duty);
    return says_all(l, x->to, y->to) && says_all(l, x->form, y->form) && says_all(l, x->deadline, y->deadline) &&
           says_all(l, x->keep, y->keep) && says_all(l, x->before, y->before) && says_all(l, x->on_breach, y->on_breach);
}

static bool speaks_unseen(const tally *t, uint32_t act, unsigned rule)
{
    blob_span done = BLOB_AT(t->l->h, blob_slice, t->l->h->slices, act)->done;
    for (uint32_t i = 0; i < done.n; i++)
        if (BLOB_AT(t->l->h, blob_entry, done, i)->rule == rule)
            return true;
    return false;
}

/* Does `other` say the same, no weaker, in every situation in which `rule` fires? */
static bool covers(const tally *t, unsigned other, unsigned rule)
{
    bool met = false;
    const blob_rule *r = lint_rule_at(t->l, rule), *o = lint_rule_at(t->l, other);
    if (strength(o) < strength(r) || !tail_covers(t->l, o, r))
        return false;
    for (uint32_t act = 0; act < heed_act_count(t->l->v); act++) {
        const lint_act *a = lint_of(t->l, act);
        const rule_fires *x = NULL, *y = NULL;
        for (size_t i = 0; a && i < a->rules.len; i++) {
            x = a->rules.at[i].rule == rule ? &a->rules.at[i] : x;
            y = a->rules.at[i].rule == other ? &a->rules.at[i] : y;
        }
        if (!a && speaks_unseen(t, act, rule))
            return false;
        if (!x || x->fires == DIAGRAM_NONE)
            continue;
        if (diagrams_full(a->s->d) || !y || y->says != x->says || !diagram_within(a->s->d, x->fires, y->fires))
            return false;
        met = true;
    }
    return met;
}

/* The first clause apart from its own whose rule does all that this one does; NO_RULE when there is none. */
static unsigned twin_of(const tally *t, unsigned rule)
{
    for (uint32_t i = 0; i < t->l->h->rules.n; i++)
        if (lint_rule_at(t->l, i)->clause != lint_rule_at(t->l, rule)->clause && covers(t, i, rule))
            return i;
    return NO_RULE;
}

static bool is_copy(const tally *t, unsigned rule)
{
    return t->fires[rule] && !t->matters[rule] && !only_follows(lint_rule_at(t->l, rule)) && twin_of(t, rule) != NO_RULE;
}

static bool is_dead_letter(const tally *t, unsigned rule)
{
    const blob_rule *r = lint_rule_at(t->l, rule);
    return t->fires[rule] && !t->decides[rule] && (r->modal == MODAL_ADVISED || r->modal == MODAL_ADVISED_NOT);
}

/* A reader sees clauses. What holds for one statement of several says nothing of the clause. */
static bool all_of_clause(const tally *t, unsigned rule, bool (*is_so)(const tally *t, unsigned rule))
{
    for (uint32_t i = 0; i < t->l->h->rules.n; i++) {
        const blob_rule *r = lint_rule_at(t->l, i);
        if (r->clause == lint_rule_at(t->l, rule)->clause && r->modal != MODAL_CITES && (t->unseen[i] || !is_so(t, i)))
            return false;
    }
    return true;
}

static lint_clauses two_clauses(const tally *t, unsigned rule, unsigned other)
{
    lint_clauses clauses = { .n = 0 };
    lint_clause_add(&clauses, lint_rule_at(t->l, rule)->clause);
    if (other != NO_RULE)
        lint_clause_add(&clauses, lint_rule_at(t->l, other)->clause);
    return clauses;
}

static void report_copy(const tally *t, unsigned rule)
{
    unsigned twin = twin_of(t, rule);
    lint_clauses clauses = two_clauses(t, rule, twin);
    bool broad = all_broad(t->l, lint_rule_at(t->l, rule));
    if (broad || lint_said(t->l, "shadowed-rule", &clauses) || lint_told(t->l, "two-strengths", &clauses))
        return;
    heed_text one = lint_clause_id(t->l, clauses.at[0]), other = lint_clause_id(t->l, clauses.at[1]);
    lint_say(t->l, "shadowed-rule", &clauses,
             "All that %.*s asks, %.*s asks too. If the words of %.*s mean more, the rule under them does not show it.",
             heed_fmt(one), heed_fmt(other), heed_fmt(one));
}

/* Of what is only advised, the stricter clause that has always decided, where it is a single one. */
static unsigned stricter_than(const tally *t, unsigned rule)
{
    for (uint32_t i = 0; i < t->l->h->rules.n; i++) {
        bool met = false, within = strength(lint_rule_at(t->l, i)) > strength(lint_rule_at(t->l, rule));
        for (uint32_t act = 0; within && act < heed_act_count(t->l->v); act++) {
            const lint_act *a = lint_of(t->l, act);
            diagram x = DIAGRAM_NONE, y = DIAGRAM_NONE;
            for (size_t k = 0; a && k < a->rules.len; k++) {
                x = a->rules.at[k].rule == rule ? a->rules.at[k].fires : x;
                y = a->rules.at[k].rule == i ? a->rules.at[k].fires : y;
            }
            within = x == DIAGRAM_NONE || diagram_within(a->s->d, x, y);
            met |= x != DIAGRAM_NONE;
        }
        if (met && within)
            return i;
    }
    return NO_RULE;
}

static void report_dead_letter(const tally *t, unsigned rule)
{
    unsigned stricter = stricter_than(t, rule);
    lint_clauses clauses = two_clauses(t, rule, stricter);
    heed_text advice = lint_clause_id(t->l, clauses.at[0]), other = lint_clause_id(t->l, clauses.at[clauses.n - 1]);
    if (lint_told(t->l, "dead-letter", &clauses))
        return;
    if (stricter == NO_RULE)
        lint_say(t->l, "dead-letter", &clauses, "%.*s only advises, and stricter clauses have always decided already.",
                 heed_fmt(advice));
    else
        lint_say(t->l, "dead-letter", &clauses, "%.*s only advises, and %.*s, which is stricter, has always decided already.",
                 heed_fmt(advice), heed_fmt(other));
}

/* Is there a case of it at all, exceptions left aside? */
static bool has_case(const tally *t, unsigned rule)
{
    for (uint32_t act = 0; act < heed_act_count(t->l->v); act++)
        if (speaks_unseen(t, act, rule) && lint_of(t->l, act) &&
            space_own(lint_of(t->l, act)->s, t->l->policy, rule) != DIAGRAM_NONE)
            return true;
    return false;
}

static void report_dead(const tally *t, unsigned rule)
{
    const blob_rule *r = lint_rule_at(t->l, rule);
    lint_clauses clauses = two_clauses(t, rule, NO_RULE);
    heed_text id = lint_statement_id(t->l, rule);
    if (lint_said(t->l, "dead-rule", &clauses))
        return;
    if (!has_case(t, rule)) {
        lint_say(t->l, "dead-rule", &clauses, "%.*s can never apply: no situation meets all it asks for.", heed_fmt(id));
        return;
    }
    for (uint32_t i = 0; i < r->defeaters.n; i++)
        if (lint_rule_at(t->l, *BLOB_AT(t->l->h, uint16_t, r->defeaters, i))->flags & RULE_READS_AS)
            return; /* told of the pair: a permission with no tie */
    lint_say(t->l, "dead-rule", &clauses, "%.*s never applies: its exceptions leave no case of it.", heed_fmt(id));
}

static void report_rule(const tally *t, unsigned rule)
{
    const blob_rule *r = lint_rule_at(t->l, rule);
    if (!judged(r) || t->unseen[rule])
        return;
    if (!t->fires[rule] && !only_follows(r))
        report_dead(t, rule);
    else if (is_dead_letter(t, rule) && all_of_clause(t, rule, is_dead_letter))
        report_dead_letter(t, rule);
    else if (is_copy(t, rule) && all_of_clause(t, rule, is_copy))
        report_copy(t, rule);
}

static void find_leaders(tally *t)
{
    for (uint32_t i = 0; i < t->l->h->rules.n; i++) {
        const blob_rule *r = lint_rule_at(t->l, i);
        if (r->trigger_rule != UINT32_MAX)
            t->leads[r->trigger_rule] = true;
        for (uint32_t k = 0; k < r->defeaters.n; k++)
            t->leads[*BLOB_AT(t->l->h, uint16_t, r->defeaters, k)] = true;
    }
}

static void look(lint *l)
{
    size_t n = l->h->rules.n + 1;
    tally t = { l,
                ARENA_NEW(l->mem, bool, n),
                ARENA_NEW(l->mem, bool, n),
                ARENA_NEW(l->mem, bool, n),
                ARENA_NEW(l->mem, bool, n),
                ARENA_NEW(l->mem, bool, n) };
    find_leaders(&t);
    for (uint32_t act = 0; act < heed_act_count(l->v); act++) {
        const lint_act *a = lint_of(l, act);
        blob_span done = BLOB_AT(l->h, blob_slice, l->h->slices, act)->done;
        if (a) {
            look_for_strengths(l, a, forbids);
            look_for_strengths(l, a, demands);
            tally_act(&t, a);
        }
        for (uint32_t i = 0; i < done.n && (!a || diagrams_full(a->s->d)); i++)
            t.unseen[BLOB_AT(l->h, blob_entry, done, i)->rule] = true;
    }
    for (uint32_t i = 0; i < l->h->rules.n; i++)
        report_rule(&t, i);
}

const lint_family lint_alike = { rules, sizeof rules / sizeof *rules, look };
