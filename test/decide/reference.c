/* reference.c - what section 6 of docs/language.md says, as plainly as it can be said. Slow on purpose. */
#include "reference.h"
#include <string.h>

enum { MOST_COMPLETIONS = 3000, MOST_OPEN = 64 };

typedef struct {
    const heed_policy *p;
    const blob_head *h;
    const heed_vocabulary *v;
    const heed_situation *s;
    vocabulary_known k;
    uint64_t is[2 * MAX_FACTS]; /* one value a fact: a completion */
    uint32_t n;
    heed_date as_of;
    int act;
    bool omitted, second, breach, doubt, anybody;
} world;

static const blob_rule *rule_at(const world *w, unsigned r)
{
    return BLOB_AT(w->h, blob_rule, w->h->rules, r);
}

static bool holds(const world *w, uint32_t fact, uint64_t mask)
{
    if (w->second && fact == w->k.breach)
        return mask & (w->breach ? 2 : 1);
    if (w->second && fact == w->k.doubt)
        return mask & (w->doubt ? 2 : 1);
    return w->is[fact] & mask;
}

static bool condition(const world *w, blob_span span)
{
    bool all = true;
    for (uint32_t i = 0; i < span.n; i++) {
        const blob_conjunct *c = BLOB_AT(w->h, blob_conjunct, span, i);
        bool any = false;
        for (uint32_t k = 0; k < c->n; k++) {
            const blob_literal *l = BLOB_AT(w->h, blob_literal, w->h->literals, c->first + k);
            any = any || holds(w, l->fact, l->mask);
        }
        all = all && any;
    }
    return all;
}

/* The subject of a must-question nobody was named for: could it be this one, by what was told? */
static bool may_be(const world *w, blob_span span)
{
    for (uint32_t i = 0; i < span.n; i++) {
        const blob_conjunct *c = BLOB_AT(w->h, blob_conjunct, span, i);
        bool any = false;
        for (uint32_t k = 0; k < c->n; k++) {
            const blob_literal *l = BLOB_AT(w->h, blob_literal, w->h->literals, c->first + k);
            any = any || w->s->now[l->fact] & l->mask;
        }
        if (!any)
            return false;
    }
    return true;
}

static bool kind_of(const world *w, unsigned act, unsigned wider, bool whatever_holds)
{
    size_t count;
    const vocabulary_wider *x = vocabulary_widers(w->v, &count);
    for (size_t i = 0; i < count; i++) {
        bool when = !x[i].when_count || whatever_holds;
        for (size_t k = 0; k < x[i].when_count; k++)
            when = when || holds(w, x[i].when[k].fact, x[i].when[k].mask);
        if (x[i].act == act && x[i].wider == wider && when)
            return true;
    }
    return act == wider;
}

static bool undone(const world *w, unsigned act, bool whatever_holds)
{
    size_t count;
    const vocabulary_leaves *l = vocabulary_leavings(w->v, &count);
    if (w->omitted)
        return act == (unsigned)w->act;
    for (size_t i = 0; i < count; i++)
        if (l[i].other == act && kind_of(w, (unsigned)w->act, l[i].act, whatever_holds))
            return true;
    return false;
}

static bool is_duty(const blob_rule *r)
{
    return r->modal == MODAL_MUST || r->modal == MODAL_SHOULD || r->modal == MODAL_ADVISED;
}

/* Does the rule speak about the asked act by way of one of its own acts? */
static bool speaks_by(const world *w, const blob_rule *r, unsigned act, bool whatever_holds)
{
    if (is_duty(r))
        return undone(w, act, whatever_holds) || (!w->omitted && act == (unsigned)w->act);
    if (r->modal == MODAL_SCHEDULE)
        return act == (unsigned)w->act;
    return !w->omitted && kind_of(w, (unsigned)w->act, act, whatever_holds);
}

static bool speaks(const world *w, const blob_rule *r)
{
    for (uint32_t i = 0; i < r->acts.n; i++)
        if (speaks_by(w, r, *BLOB_AT(w->h, uint16_t, r->acts, i), true))
            return true;
    return false;
}

static bool covers(const world *w, const blob_rule *e, unsigned act)
{
    for (uint32_t i = 0; i < e->acts.n; i++)
        if (kind_of(w, act, *BLOB_AT(w->h, uint16_t, e->acts, i), false))
            return true;
    return false;
}

/* An exception for other acts of the same family takes nothing away. */
static bool reaches(const world *w, const blob_rule *r, const blob_rule *e, bool asked)
{
    bool related = false, all = true, spoken = asked && speaks(w, r);
    for (uint32_t i = 0; i < r->acts.n; i++) {
        unsigned act = *BLOB_AT(w->h, uint16_t, r->acts, i);
        for (uint32_t k = 0; k < e->acts.n; k++) {
            unsigned other = *BLOB_AT(w->h, uint16_t, e->acts, k);
            related = related || kind_of(w, act, other, true) || kind_of(w, other, act, true);
        }
        if (!spoken)
            all = all && covers(w, e, act);
        else if (is_duty(r) && undone(w, act, true))
            all = all && covers(w, e, act);
        else if (speaks_by(w, r, act, true))
            all = all && covers(w, e, (unsigned)w->act);
    }
    return !related || all;
}

/* `on ACT`: the act that is asked about and done, or the one told as what happened. */
static bool trigger_happens(const world *w, const blob_rule *r)
{
    bool happens = false;
    for (uint32_t i = 0; i < r->trigger_acts.n; i++) {
        int act = *BLOB_AT(w->h, uint16_t, r->trigger_acts, i);
        if (r->flags & RULE_AFTER_ACT)
            happens = happens || act == w->s->event_act;
        else
            happens = happens || (act == w->act && !w->omitted);
    }
    return happens;
}

/* Nothing that is still possible speaks against it. */
static bool certain(const world *w, blob_span span)
{
    for (uint32_t i = 0; i < span.n; i++) {
        const blob_conjunct *c = BLOB_AT(w->h, blob_conjunct, span, i);
        bool any = false;
        for (uint32_t k = 0; k < c->n; k++) {
            const blob_literal *l = BLOB_AT(w->h, blob_literal, w->h->literals, c->first + k);
            any = any || !(w->s->now[l->fact] & ~l->mask);
        }
        if (!any)
            return false;
    }
    return true;
}

static bool live(const world *w, unsigned number, bool asked)
{
    const blob_rule *r = rule_at(w, number);
    bool office_duty = !asked && r->flags & RULE_OFFICE;
    if (r->flags & RULE_SECOND_STAGE && !w->second)
        return false;
    if (r->modal != MODAL_SCHEDULE && !office_duty && !(asked && w->anybody ? may_be(w, r->subject) : condition(w, r->subject)))
        return false;
    if (!condition(w, r->when))
        return false;
    if (r->flags & (RULE_ON_ACT | RULE_AFTER_ACT) && !trigger_happens(w, r))
        return false;
    if (r->trigger_rule != UINT32_MAX) {
        const blob_rule *leader = rule_at(w, r->trigger_rule);
        bool of_asked = false;
        for (uint32_t i = 0; i < leader->acts.n; i++) {
            unsigned act = *BLOB_AT(w->h, uint16_t, leader->acts, i);
            of_asked = of_asked || (speaks_by(w, leader, act, true) && !(is_duty(leader) && undone(w, act, true)));
        }
        if (!live(w, r->trigger_rule, asked || of_asked))
            return false;
    }
    for (uint32_t i = 0; i < r->defeaters.n; i++) {
        unsigned by = *BLOB_AT(w->h, uint16_t, r->defeaters, i);
        if (reaches(w, r, rule_at(w, by), asked) && live(w, by, asked))
            return false;
    }
    return true;
}

enum { BARE = HEED_UNCLEAR + 1, NOTHING };

static bool overdue(const world *w, unsigned rule)
{
    for (uint32_t i = 0; i < w->h->schedules.n; i++) {
        const blob_schedule *s = BLOB_AT(w->h, blob_schedule, w->h->schedules, i);
        heed_date next = s->last && s->period_months ? heed_date_add_months(s->last, (int)s->period_months) : 0;
        heed_date due = s->due && (!next || s->due < next) ? s->due : next;
        if (s->rule == rule)
            return !s->blank && due && w->as_of > due;
    }
    return false;
}

/* What a live rule says of the asked act, by way of one of its acts. */
static int says(const world *w, unsigned number, unsigned act)
{
    const blob_rule *r = rule_at(w, number);
    if (!speaks_by(w, r, act, false))
        return NOTHING;
    bool left = is_duty(r) && undone(w, act, false);
    switch (r->modal) {
    case MODAL_MUST_NOT:
    case MODAL_SHOULD_NOT:
        return HEED_PROHIBITED;
    case MODAL_NEEDS_LEAVE:
        return HEED_PERMISSION_NEEDED;
    case MODAL_ADVISED_NOT:
        return HEED_ADVISED_AGAINST;
    case MODAL_MUST:
    case MODAL_SHOULD:
        return left ? HEED_PROHIBITED : HEED_REQUIRED;
    case MODAL_ADVISED:
        return left ? HEED_ADVISED_AGAINST : HEED_ADVISED;
    case MODAL_MAY:
        return r->flags & RULE_BASELINE ? BARE : HEED_PERMITTED;
    case MODAL_SCHEDULE:
        return overdue(w, number) ? HEED_REQUIRED : NOTHING;
    default:
        return NOTHING;
    }
}

static heed_outcome outcome_of(const world *w, bool *deciding)
{
    static const int permission[] = {
        HEED_PROHIBITED, HEED_PERMISSION_NEEDED, HEED_ADVISED_AGAINST, HEED_REQUIRED, HEED_ADVISED, HEED_PERMITTED, BARE
    };
    static const int duty[] = { HEED_REQUIRED, HEED_ADVISED, HEED_PROHIBITED, HEED_PERMITTED };
    bool said[NOTHING + 1] = { false };
    int says_all[REFERENCE_RULES][16];
    for (unsigned r = 0; r < w->h->rules.n; r++)
        for (uint32_t i = 0; i < rule_at(w, r)->acts.n && i < 16; i++) {
            says_all[r][i] = live(w, r, true) ? says(w, r, *BLOB_AT(w->h, uint16_t, rule_at(w, r)->acts, i)) : NOTHING;
            said[says_all[r][i]] = true;
        }
    const int *order = w->s->mood == HEED_MUST ? duty : permission;
    heed_outcome found = HEED_NOT_ADDRESSED;
    for (size_t i = w->s->mood == HEED_MUST ? 4 : 7; i-- > 0;)
        if (said[order[i]])
            found = order[i] == BARE ? HEED_PERMITTED : (heed_outcome)order[i];
    for (unsigned r = 0; deciding && r < w->h->rules.n; r++) {
        deciding[r] = false;
        for (uint32_t i = 0; i < rule_at(w, r)->acts.n && i < 16; i++)
            deciding[r] = deciding[r] || says_all[r][i] == (int)found ||
                          (found == HEED_PERMITTED && says_all[r][i] == BARE && w->s->mood != HEED_MUST);
    }
    return found;
}

static bool follows(const world *w, const blob_rule *r)
{
    if (!(r->flags & RULE_TRIGGERED) || !is_duty(r))
        return false;
    if (r->trigger_acts.n && trigger_happens(w, r))
        return true;
    return r->flags & (RULE_ON_BREACH | RULE_ON_DOUBT) || (r->trigger_event != UINT32_MAX && w->s->event >= 0);
}

/* Everything but live exceptions speaks for the rule. */
static bool live_but_for(world *w, unsigned number, unsigned by)
{
    const blob_rule *r = rule_at(w, number);
    if (!speaks(w, r) || !live(w, by, true) || !reaches(w, r, rule_at(w, by), true))
        return false;
    bool anybody = w->anybody && may_be(w, r->subject);
    if (r->flags & (RULE_ON_ACT | RULE_AFTER_ACT) && !trigger_happens(w, r))
        return false;
    return condition(w, r->when) && (r->modal == MODAL_SCHEDULE || anybody || (!w->anybody && condition(w, r->subject))) &&
           (r->trigger_rule == UINT32_MAX || live(w, r->trigger_rule, true));
}

static bool same_office(const world *w, const blob_rule *a, const blob_rule *b)
{
    for (uint32_t i = 0; i < a->subject.n; i++)
        for (uint32_t k = 0; k < b->subject.n; k++) {
            const blob_conjunct *x = BLOB_AT(w->h, blob_conjunct, a->subject, i),
                                *y = BLOB_AT(w->h, blob_conjunct, b->subject, k);
            for (uint32_t m = 0; m < x->n; m++)
                for (uint32_t n = 0; n < y->n; n++)
                    if (BLOB_AT(w->h, blob_literal, w->h->literals, x->first + m)->fact ==
                        BLOB_AT(w->h, blob_literal, w->h->literals, y->first + n)->fact)
                        return true;
        }
    return false;
}

/* A ban and a permission that share an aspect; an exception that is only our reading; one office that must and may; a declared
 * pair. */
static bool conflict(world *w, const bool *duty)
{
    uint64_t banned = 0, allowed = 0;
    bool part[REFERENCE_RULES], must[REFERENCE_RULES] = { false }, may[REFERENCE_RULES] = { false };
    for (unsigned r = 0; r < w->h->rules.n; r++) {
        const blob_rule *x = rule_at(w, r);
        part[r] = duty[r];
        for (uint32_t i = 0; i < x->acts.n && live(w, r, true); i++) {
            int said = says(w, r, *BLOB_AT(w->h, uint16_t, x->acts, i));
            banned |= said == HEED_PROHIBITED ? x->aspects : 0;
            allowed |= said == HEED_PERMITTED ? x->aspects : 0;
            must[r] = must[r] || (said == HEED_REQUIRED && x->flags & RULE_OFFICE);
            may[r] = may[r] || (said == HEED_PERMITTED && x->flags & RULE_OFFICE);
            part[r] = part[r] || said != NOTHING || (x->modal == MODAL_SCHEDULE && speaks(w, x)) ||
                      (x->modal == MODAL_CITES && *BLOB_AT(w->h, uint16_t, x->acts, i) == w->act);
        }
    }
    for (unsigned r = 0; r < w->h->rules.n; r++) {
        for (unsigned k = 0; k < w->h->rules.n; k++)
            if (must[r] && may[k] && same_office(w, rule_at(w, r), rule_at(w, k)))
                return true;
        for (uint32_t i = 0; i < rule_at(w, r)->defeaters.n; i++) {
            unsigned by = *BLOB_AT(w->h, uint16_t, rule_at(w, r)->defeaters, i);
            if (rule_at(w, by)->flags & RULE_READS_AS && live_but_for(w, r, by))
                return true;
        }
    }
    for (uint32_t i = 0; i < w->h->conflicts.n; i++) {
        const blob_conflict *c = BLOB_AT(w->h, blob_conflict, w->h->conflicts, i);
        if (part[c->rule_a] && part[c->rule_b])
            return true;
    }
    return banned & allowed;
}

static unsigned flags(world *w, const bool *deciding, const bool *duty)
{
    unsigned out = conflict(w, duty) ? HEED_CONFLICT_FLAG : 0;
    for (unsigned r = 0; r < w->h->rules.n; r++)
        if (deciding[r] && (rule_at(w, r)->modal == MODAL_SHOULD || rule_at(w, r)->modal == MODAL_SHOULD_NOT))
            out |= HEED_SHOULD;
    return out;
}

/* What permits in every completion is what the answer rests on; where nothing does, all that permits in any. */
static bool rests_on_baseline(const world *w, const reference *out)
{
    bool any_always = false, always = true, ever = true;
    for (unsigned r = 0; r < w->h->rules.n; r++) {
        bool bare = rule_at(w, r)->flags & RULE_BASELINE;
        any_always = any_always || out->always[r];
        always = always && (!out->always[r] || bare);
        ever = ever && (!out->ever[r] || bare);
    }
    return any_always ? always : ever;
}

/* Both stages of one completion. breach < 0: as the first stage has it. */
static void decide_one(world *w, reference *out, int breach, bool undecided)
{
    bool told_breach =
        w->k.breach != HEED_FACT_NONE && (w->s->how[w->k.breach] == KNOWN_TOLD || w->s->how[w->k.breach] == KNOWN_IMPLIED);
    bool told_doubt =
        w->k.doubt != HEED_FACT_NONE && (w->s->how[w->k.doubt] == KNOWN_TOLD || w->s->how[w->k.doubt] == KNOWN_IMPLIED);
    bool deciding[REFERENCE_RULES];
    w->second = false;
    heed_outcome first = outcome_of(w, NULL);
    w->breach = told_breach ? w->is[w->k.breach] == 2 : breach >= 0 ? breach : first == HEED_PROHIBITED;
    w->doubt = told_doubt                                  ? w->is[w->k.doubt] == 2
               : vocabulary_embeds(w->v, (uint32_t)w->act) ? undecided
                                                           : first == HEED_NOT_ADDRESSED;
    w->second = true;
    heed_outcome outcome = outcome_of(w, deciding);
    for (unsigned r = 0; r < w->h->rules.n; r++) {
        bool duty = follows(w, rule_at(w, r)) && live(w, r, false);
        out->duty[r] = duty && (!out->completions || out->duty[r]);
        out->deciding[r] = deciding[r];
        out->always[r] = deciding[r] && (!out->completions || out->always[r]);
        out->ever[r] = out->ever[r] || deciding[r];
    }
    out->flags = flags(w, deciding, out->duty);
    out->silent = out->silent || outcome == HEED_NOT_ADDRESSED;
    out->outcome = out->completions && out->outcome != outcome ? HEED_UNCLEAR : outcome;
    out->completions++;
}

/* ---- completions */

typedef struct {
    uint32_t fact[MOST_OPEN];
    size_t n;
    bool seen[2 * MAX_FACTS];
} open_facts;

static void open_add(const world *w, open_facts *o, uint32_t fact)
{
    if (!o->seen[fact] && w->s->now[fact] & (w->s->now[fact] - 1) && o->n < MOST_OPEN)
        o->fact[o->n++] = fact;
    o->seen[fact] = true;
}

static bool one_value(uint64_t mask)
{
    return !(mask & (mask - 1));
}

/* An implication with a fact that was left open has nothing to do with the rules: open facts are tried with all they are linked
 * to. */
static bool vocabulary_allows(const world *w)
{
    size_t count;
    const vocabulary_implication *im = vocabulary_implications(w->v, &count);
    for (size_t i = 0; i < 2 * count; i++) {
        const vocabulary_implication *one = &im[i / 2];
        uint32_t scene = i % 2 ? w->n : 0;
        bool all = true, known = one_value(w->is[one->then.fact + scene]);
        for (size_t k = 0; k < one->if_count; k++) {
            all = all && w->is[one->if_all[k].fact + scene] & one->if_all[k].mask;
            known = known && one_value(w->is[one->if_all[k].fact + scene]);
        }
        if (known && all && !(w->is[one->then.fact + scene] & one->then.mask))
            return false;
    }
    for (uint32_t f = 0; f < w->n; f++) {
        uint8_t tie = w->s->x->tie[f];
        if (tie && w->s->work.tied & 1u << tie && w->is[f] != w->is[f + w->n] && one_value(w->is[f]) &&
            one_value(w->is[f + w->n]))
            return false;
    }
    return true;
}

/* Facts that rules name, and all that is linked to them. */
static void open_find(const world *w, open_facts *o)
{
    size_t count, links;
    const vocabulary_implication *im = vocabulary_implications(w->v, &count);
    const vocabulary_wider *wider = vocabulary_widers(w->v, &links);
    for (uint32_t i = 0; i < w->h->literals.n; i++)
        open_add(w, o, BLOB_AT(w->h, blob_literal, w->h->literals, i)->fact);
    for (size_t i = 0; i < links; i++)
        for (size_t k = 0; k < wider[i].when_count; k++)
            open_add(w, o, wider[i].when[k].fact);
    for (size_t i = 0; i < o->n; i++) {
        uint32_t f = o->fact[i], plain = f < w->n ? f : f - w->n, scene = f - plain;
        if (w->s->x->tie[plain] && w->s->work.tied & 1u << w->s->x->tie[plain])
            open_add(w, o, scene ? plain : f + w->n);
        for (size_t k = 0; k < count; k++) {
            bool in = im[k].then.fact == plain;
            for (size_t m = 0; m < im[k].if_count; m++)
                in = in || im[k].if_all[m].fact == plain;
            for (size_t m = 0; in && m < im[k].if_count; m++)
                open_add(w, o, im[k].if_all[m].fact + scene);
            if (in)
                open_add(w, o, im[k].then.fact + scene);
        }
    }
}

static void complete(world *w, const open_facts *o, size_t at, int breach, bool undecided, reference *out)
{
    if (at == o->n) {
        if (vocabulary_allows(w))
            for (int b = breach == 2 ? 0 : breach; b <= (breach == 2 ? 1 : breach); b++)
                decide_one(w, out, b, undecided);
        return;
    }
    uint64_t mask = w->s->now[o->fact[at]];
    for (uint64_t bit = 1; bit; bit <<= 1)
        if (mask & bit) {
            w->is[o->fact[at]] = bit;
            complete(w, o, at + 1, breach, undecided, out);
        }
    w->is[o->fact[at]] = mask;
}

void reference_decide(const heed_policy *policy, const heed_situation *s, heed_date as_of, reference *out)
{
    static world w;
    static open_facts o;
    int breach = -1;
    bool undecided = false, embeds = s->act >= 0 && vocabulary_embeds(s->x->v, (uint32_t)s->act);
    memset(out, 0, sizeof *out);
    if (s->has_embedded) {
        reference_decide(policy, s->embedded, as_of, out);
        undecided = embeds && (out->outcome == HEED_NOT_ADDRESSED || out->outcome == HEED_UNCLEAR);
        if (out->too_many || (embeds && !undecided && !(out->bare && s->mood == HEED_MUST)))
            return;
        breach = out->outcome == HEED_PROHIBITED ? 1 : out->outcome == HEED_UNCLEAR ? 2 : 0;
        memset(out, 0, sizeof *out);
    }
    memset(&w, 0, sizeof w);
    memset(&o, 0, sizeof o);
    w = (world){ .p = policy, .h = policy_head(policy), .v = s->x->v, .s = s, .n = s->x->n, .act = s->act, .as_of = as_of };
    w.k = vocabulary_known_facts(w.v);
    w.anybody = s->mood == HEED_MUST && s->nobody_named;
    memcpy(w.is, s->now, 2 * (size_t)w.n * sizeof *w.is);
    w.omitted = w.is[w.k.done] == 1ull << w.k.omitted_value;
    for (uint32_t i = 0; as_of && i < w.h->schedules.n; i++) {
        unsigned dated = BLOB_AT(w.h, blob_schedule, w.h->schedules, i)->rule;
        if (s->how[w.k.review_overdue] >= KNOWN_DEFAULT && overdue(&w, dated) && certain(&w, rule_at(&w, dated)->when))
            w.is[w.k.review_overdue] = 2;
    }
    open_find(&w, &o);
    double combinations = 1;
    for (size_t i = 0; i < o.n; i++)
        combinations *= __builtin_popcountll(s->now[o.fact[i]]);
    out->too_many = combinations > MOST_COMPLETIONS || w.h->rules.n > REFERENCE_RULES;
    if (!out->too_many)
        complete(&w, &o, 0, breach, undecided, out);
    out->bare = out->outcome == HEED_PERMITTED && rests_on_baseline(&w, out);
}
