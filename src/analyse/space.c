/* space.c - the meaning of a policy for one act, over all situations. */
#include "space_facts.h"
#include "base/arena.h"
#include <string.h>

typedef struct {
    space *s;
    const heed_policy *policy;
    const blob_head *h;
    unsigned without;
    unsigned depth;
    diagram (*memo)[2]; /* live + 1 by rule, as a duty and as asked; NULL while gathering */
} reading;

enum { DEEPEST = 400 };

/* ---- conditions */

static diagram conjuncts_hold(reading *r, const blob_conjunct *c, uint32_t n)
{
    diagram all = DIAGRAM_ALL;
    for (uint32_t i = 0; i < n; i++) {
        diagram any = DIAGRAM_NONE;
        for (uint32_t k = 0; k < c[i].n; k++) {
            const blob_literal *l = BLOB_AT(r->h, blob_literal, r->h->literals, c[i].first + k);
            any = either(r->s, any, space_fact(r->s, l->fact, l->mask));
        }
        all = both(r->s, all, any);
    }
    return all;
}

static diagram condition(reading *r, blob_span span)
{
    return conjuncts_hold(r, BLOB_AT(r->h, blob_conjunct, span, 0), span.n);
}

static const blob_rule *rule_at(const reading *r, unsigned rule)
{
    return BLOB_AT(r->h, blob_rule, r->h->rules, rule);
}

static bool is_duty(const blob_rule *r)
{
    return r->modal == MODAL_MUST || r->modal == MODAL_SHOULD || r->modal == MODAL_ADVISED;
}

/* ---- acts: kinds of each other, done or left undone */

static diagram kind_of(space *s, unsigned act, unsigned wider)
{
    size_t count;
    const vocabulary_wider *x = vocabulary_widers(s->x->v, &count);
    diagram any = act == wider ? DIAGRAM_ALL : DIAGRAM_NONE;
    for (size_t i = 0; i < count; i++) {
        if (x[i].act != act || x[i].wider != wider)
            continue;
        if (!x[i].when_count)
            return DIAGRAM_ALL;
        for (size_t k = 0; k < x[i].when_count; k++)
            any = either(s, any, space_fact(s, x[i].when[k].fact, x[i].when[k].mask));
    }
    return any;
}

static bool ever_kind_of(const space *s, unsigned act, unsigned wider)
{
    size_t count;
    const vocabulary_wider *x = vocabulary_widers(s->x->v, &count);
    for (size_t i = 0; i < count; i++)
        if (x[i].act == act && x[i].wider == wider)
            return true;
    return act == wider;
}

static bool undone(const space *s, unsigned act)
{
    size_t count;
    const vocabulary_leaves *l = vocabulary_leavings(s->x->v, &count);
    if (s->omitted)
        return act == s->act;
    for (size_t i = 0; i < count; i++)
        if (l[i].other == act && ever_kind_of(s, s->act, l[i].act))
            return true;
    return false;
}

/* Does the rule speak about the asked act by way of this act of its own? */
static bool speaks_by(const reading *r, const blob_rule *rule, unsigned act)
{
    if (is_duty(rule))
        return undone(r->s, act) || (!r->s->omitted && act == r->s->act);
    if (rule->modal == MODAL_SCHEDULE)
        return act == r->s->act;
    return !r->s->omitted && ever_kind_of(r->s, r->s->act, act);
}

static const uint16_t *acts_of(const reading *r, const blob_rule *rule)
{
    return BLOB_AT(r->h, uint16_t, rule->acts, 0);
}

static bool speaks(const reading *r, const blob_rule *rule)
{
    for (uint32_t i = 0; i < rule->acts.n; i++)
        if (speaks_by(r, rule, acts_of(r, rule)[i]))
            return true;
    return false;
}

static diagram covers(reading *r, const blob_rule *exception, unsigned act)
{
    diagram any = DIAGRAM_NONE;
    for (uint32_t i = 0; i < exception->acts.n; i++)
        any = either(r->s, any, kind_of(r->s, act, acts_of(r, exception)[i]));
    return any;
}

static bool related(const reading *r, const blob_rule *a, const blob_rule *b)
{
    for (uint32_t i = 0; i < a->acts.n; i++)
        for (uint32_t k = 0; k < b->acts.n; k++)
            if (ever_kind_of(r->s, acts_of(r, a)[i], acts_of(r, b)[k]) ||
                ever_kind_of(r->s, acts_of(r, b)[k], acts_of(r, a)[i]))
                return true;
    return false;
}

/* How far an exception reaches: it frees the acts it covers, and works anywhere on unrelated acts. */
static diagram reaches(reading *r, const blob_rule *rule, const blob_rule *exception, bool asked)
{
    if (!rule->acts.n || !exception->acts.n || !related(r, rule, exception))
        return DIAGRAM_ALL;
    bool spoken = asked && speaks(r, rule);
    diagram all = DIAGRAM_ALL;
    for (uint32_t i = 0; i < rule->acts.n; i++) {
        unsigned act = acts_of(r, rule)[i];
        if (!spoken || (is_duty(rule) && undone(r->s, act)))
            all = both(r->s, all, covers(r, exception, act));
        else if (speaks_by(r, rule, act))
            all = both(r->s, all, covers(r, exception, r->s->act));
    }
    return all;
}

/* ---- live */

/* `on ACT`: where that act is asked about and done, or was told as what happened. */
static diagram trigger_told(reading *r, const blob_rule *rule)
{
    diagram told = DIAGRAM_NONE;
    for (uint32_t i = 0; i < rule->trigger_acts.n; i++) {
        uint16_t act = *BLOB_AT(r->h, uint16_t, rule->trigger_acts, i);
        vocabulary_literal is = vocabulary_act_literal(r->s->x->v, act);
        if (rule->flags & RULE_AFTER_ACT)
            told = either(r->s, told, space_fact(r->s, is.fact + r->s->x->n, is.mask));
        else if (act == r->s->act && !r->s->omitted)
            told = DIAGRAM_ALL;
    }
    return told;
}

static diagram own_condition(reading *r, const blob_rule *rule, bool asked)
{
    bool free = rule->modal == MODAL_SCHEDULE || (!asked && rule->flags & RULE_OFFICE);
    diagram own = condition(r, rule->when);
    if (rule->flags & (RULE_ON_ACT | RULE_AFTER_ACT))
        own = both(r->s, own, trigger_told(r, rule));
    return free ? own : both(r->s, own, condition(r, rule->subject));
}

static diagram live(reading *r, unsigned number, bool asked);

/* What a rule follows is judged as asked where that speaks about the asked act being done. */
static bool leader_asked(const reading *r, const blob_rule *leader)
{
    for (uint32_t i = 0; i < leader->acts.n; i++)
        if (speaks_by(r, leader, acts_of(r, leader)[i]) && !(is_duty(leader) && undone(r->s, acts_of(r, leader)[i])))
            return true;
    return false;
}

static diagram live_found(reading *r, unsigned number, bool asked)
{
    const blob_rule *rule = rule_at(r, number);
    diagram found = own_condition(r, rule, asked);
    if (rule->trigger_rule != UINT32_MAX)
        found = both(r->s, found, live(r, rule->trigger_rule, asked || leader_asked(r, rule_at(r, rule->trigger_rule))));
    for (uint32_t i = 0; i < rule->defeaters.n && found != DIAGRAM_NONE; i++) {
        unsigned by = *BLOB_AT(r->h, uint16_t, rule->defeaters, i);
        found = but_not(r->s, found, both(r->s, reaches(r, rule, rule_at(r, by), asked), live(r, by, asked)));
    }
    return found;
}

static diagram live(reading *r, unsigned number, bool asked)
{
    if (number == r->without || r->depth > DEEPEST)
        return DIAGRAM_NONE;
    if (r->memo[number][asked])
        return r->memo[number][asked] - 1;
    r->memo[number][asked] = DIAGRAM_NONE + 1; /* a rule met again while it is looked at is not live */
    r->depth++;
    diagram found = live_found(r, number, asked);
    r->depth--;
    r->memo[number][asked] = found + 1;
    return found;
}

static reading reading_of(space *s, const heed_policy *policy, unsigned without)
{
    const blob_head *h = policy_head(policy);
    return (reading){
        .s = s, .policy = policy, .h = h, .without = without, .memo = arena_array(s->mem, sizeof(diagram[2]), h->rules.n)
    };
}

/* ---- what the rules say */

static bool overdue(const reading *r, unsigned rule)
{
    for (uint32_t i = 0; i < r->h->schedules.n; i++) {
        const blob_schedule *one = BLOB_AT(r->h, blob_schedule, r->h->schedules, i);
        heed_date next = one->last && one->period_months ? heed_date_add_months(one->last, (int)one->period_months) : 0;
        heed_date due = one->due && (!next || one->due < next) ? one->due : next;
        if (one->rule == rule)
            return !one->blank && due && r->s->as_of > due;
    }
    return false;
}

static unsigned says(const reading *r, const blob_entry *e)
{
    const blob_rule *rule = rule_at(r, e->rule);
    bool left = r->s->omitted || e->speaks == SPEAKS_OMITTED;
    switch ((blob_modal)rule->modal) {
    case MODAL_CITES:
        return SAYS_CITED;
    case MODAL_SCHEDULE:
        return left && !r->s->omitted ? SAYS_NOTHING : overdue(r, e->rule) ? (unsigned)HEED_REQUIRED : (unsigned)SAYS_CITED;
    case MODAL_MUST:
    case MODAL_SHOULD:
        return left ? HEED_PROHIBITED : HEED_REQUIRED;
    case MODAL_ADVISED:
        return left ? HEED_ADVISED_AGAINST : HEED_ADVISED;
    case MODAL_MUST_NOT:
    case MODAL_SHOULD_NOT:
        return left ? (unsigned)SAYS_NOTHING : (unsigned)HEED_PROHIBITED;
    case MODAL_NEEDS_LEAVE:
        return left ? (unsigned)SAYS_NOTHING : (unsigned)HEED_PERMISSION_NEEDED;
    case MODAL_ADVISED_NOT:
        return left ? (unsigned)SAYS_NOTHING : (unsigned)HEED_ADVISED_AGAINST;
    case MODAL_MAY:
        return left ? (unsigned)SAYS_NOTHING : rule->flags & RULE_BASELINE ? (unsigned)SAYS_BASELINE : (unsigned)HEED_PERMITTED;
    }
    return SAYS_NOTHING;
}

rules_fire space_rules(space *s, const heed_policy *policy, unsigned without)
{
    reading r = reading_of(s, policy, without);
    const blob_slice *slice = BLOB_AT(r.h, blob_slice, r.h->slices, s->act);
    blob_span list = s->omitted ? slice->omitted : slice->done;
    rules_fire out = { ARENA_NEW(s->mem, rule_fires, list.n), 0 };
    for (uint32_t i = 0; i < list.n; i++) {
        const blob_entry *e = BLOB_AT(r.h, blob_entry, list, i);
        diagram guard = conjuncts_hold(&r, BLOB_AT(r.h, blob_conjunct, r.h->conjuncts, e->guard_first), e->guard_n);
        diagram fires = both(s, both(s, live(&r, e->rule, true), guard), s->valid);
        out.at[out.len++] = (rule_fires){ e->rule, (uint8_t)says(&r, e), fires };
    }
    return out;
}

diagram space_live(space *s, const heed_policy *policy, unsigned rule, unsigned without)
{
    reading r = reading_of(s, policy, without);
    return both(s, live(&r, rule, true), s->valid);
}

diagram space_own(space *s, const heed_policy *policy, unsigned rule)
{
    reading r = reading_of(s, policy, NO_RULE);
    return both(s, own_condition(&r, rule_at(&r, rule), true), s->valid);
}

void space_outcomes(space *s, const rules_fire *rules, bool must, diagram *out, diagram *bare_out)
{
    static const uint8_t by_permission[] = { HEED_PROHIBITED, HEED_PERMISSION_NEEDED, HEED_ADVISED_AGAINST, HEED_REQUIRED,
                                             HEED_ADVISED,    HEED_PERMITTED,         SAYS_BASELINE };
    static const uint8_t by_duty[] = { HEED_REQUIRED, HEED_ADVISED, HEED_PROHIBITED, HEED_PERMITTED };
    diagram left = s->valid, by[SAYS_NOTHING + 1] = { DIAGRAM_NONE }, bare = DIAGRAM_NONE;
    memset(out, 0, HEED_UNCLEAR * sizeof *out);
    for (size_t i = 0; i < rules->len; i++)
        by[rules->at[i].says] = either(s, by[rules->at[i].says], rules->at[i].fires);
    for (size_t i = 0; i < (must ? sizeof by_duty : sizeof by_permission); i++) {
        unsigned class = must ? by_duty[i] : by_permission[i];
        diagram here = both(s, by[class], left);
        left = but_not(s, left, here);
        if (class == SAYS_BASELINE)
            bare = here;
        class = class == SAYS_BASELINE ? (unsigned)HEED_PERMITTED : class;
        out[class] = either(s, out[class], here);
    }
    out[HEED_NOT_ADDRESSED] = left;
    if (bare_out)
        *bare_out = bare;
}

heed_status space_check(const space *s, heed_error *err)
{
    if (!diagrams_full(s->d))
        return HEED_OK;
    const heed_fact_info *act = heed_act_get(s->x->v, s->act);
    return heed_fail(err, HEED_INVALID,
                     "The rules about \"%.*s\" are too tangled to check whole. Split the rule with the most conditions, or "
                     "give fewer rules to one act.",
                     heed_fmt(act->name));
}
