/* space.c - the meaning of a policy for one act, over all situations. */
#include "space.h"
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

/* ---- operations, which do nothing while facts are gathered */

static diagram both(space *s, diagram a, diagram b)
{
    return s->d ? diagram_and(s->d, a, b) : DIAGRAM_ALL;
}

static diagram either(space *s, diagram a, diagram b)
{
    return s->d ? diagram_or(s->d, a, b) : DIAGRAM_ALL;
}

static diagram but_not(space *s, diagram a, diagram b)
{
    return s->d ? diagram_less(s->d, a, b) : DIAGRAM_ALL;
}

/* An act that answers an event is asked about with that event in mind: its people, site and account are the event's own, one
 * fact in both scenes. */
static uint32_t as_held(const space *s, uint32_t fact)
{
    return s->event >= 0 && fact >= s->x->n && s->x->tie[fact - s->x->n] ? fact - s->x->n : fact;
}

/* The act asked about, whether it was done and the event it answers are settled in this space; all else is a variable. */
static diagram fact_holds(space *s, uint32_t fact, uint64_t mask)
{
    const vocabulary_known *k = &s->x->known;
    fact = as_held(s, fact);
    if (fact == k->event && s->event >= 0)
        return mask & 1ull << s->event ? DIAGRAM_ALL : DIAGRAM_NONE;
    if (fact == k->done)
        return mask & 1ull << (s->omitted ? k->omitted_value : k->done_value) ? DIAGRAM_ALL : DIAGRAM_NONE;
    for (uint32_t i = 0; i < s->x->acts; i++) {
        vocabulary_literal is = vocabulary_act_literal(s->x->v, s->act);
        if (fact == k->act + i)
            return mask & (is.fact == fact ? is.mask : 1ull << HEED_VALUE_OTHER) ? DIAGRAM_ALL : DIAGRAM_NONE;
    }
    if (s->d)
        return diagram_literal(s->d, s->variable_of[fact], mask);
    s->variable_of[fact] = 0;
    return DIAGRAM_ALL;
}

/* ---- conditions */

static diagram conjuncts_hold(reading *r, const blob_conjunct *c, uint32_t n)
{
    diagram all = DIAGRAM_ALL;
    for (uint32_t i = 0; i < n; i++) {
        diagram any = DIAGRAM_NONE;
        for (uint32_t k = 0; k < c[i].n; k++) {
            const blob_literal *l = BLOB_AT(r->h, blob_literal, r->h->literals, c[i].first + k);
            any = either(r->s, any, fact_holds(r->s, l->fact, l->mask));
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
            any = either(s, any, fact_holds(s, x[i].when[k].fact, x[i].when[k].mask));
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
            told = either(r->s, told, fact_holds(r->s, is.fact + r->s->x->n, is.mask));
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

/* ---- groups of the policy */

static const blob_group *group_named(const blob_head *h, heed_text name)
{
    for (uint32_t i = 0; i < h->groups.n; i++) {
        const blob_group *g = BLOB_AT(h, blob_group, h->groups, i);
        if (heed_text_eq(blob_text(h, g->name), name))
            return g;
    }
    return NULL;
}

bool space_has_group(const heed_policy *policy, heed_text name)
{
    return group_named(policy_head(policy), name) != NULL;
}

static heed_text group_of_values(const blob_head *h, uint32_t fact, uint64_t mask)
{
    for (uint32_t i = 0; i < h->groups.n; i++) {
        const blob_group *g = BLOB_AT(h, blob_group, h->groups, i);
        const blob_conjunct *c = BLOB_AT(h, blob_conjunct, g->any, 0);
        const blob_literal *l = g->any.n == 1 && c->n == 1 ? BLOB_AT(h, blob_literal, h->literals, c->first) : NULL;
        if (l && l->fact == fact && l->mask == mask)
            return blob_text(h, g->name);
    }
    return (heed_text){ "", 0 };
}

heed_text space_group_named(const space *s, uint32_t fact, uint64_t mask)
{
    for (size_t i = 0; i < s->policy_count; i++) {
        heed_text name = group_of_values(policy_head(s->policies[i]), fact, mask);
        if (name.len)
            return name;
    }
    return vocabulary_group_named(s->x->v, fact, mask);
}

/* A fact no rule here asks for could be so or not: it takes nobody out of the group. */
diagram space_group(space *s, const heed_policy *policy, heed_text name)
{
    const blob_head *h = policy_head(policy);
    const blob_group *g = group_named(h, name);
    diagram all = DIAGRAM_ALL;
    for (uint32_t i = 0; g && i < g->any.n; i++) {
        const blob_conjunct *c = BLOB_AT(h, blob_conjunct, g->any, i);
        diagram any = DIAGRAM_NONE;
        for (uint32_t k = 0; k < c->n; k++) {
            const blob_literal *l = BLOB_AT(h, blob_literal, h->literals, c->first + k);
            any =
                either(s, any, s->variable_of[l->fact] == UINT16_MAX ? (diagram)DIAGRAM_ALL : fact_holds(s, l->fact, l->mask));
        }
        all = both(s, all, any);
    }
    return all;
}

/* ---- which facts, in which order, and what the vocabulary allows of them */

typedef struct {
    space *s;
    bool *wanted; /* by fact of both scenes: a rule asks it */
    bool *linked; /* or an implication ties it to one that is */
} gathering;

static bool clause_touches(const gathering *g, const facts_clause *c, uint32_t scene)
{
    for (uint32_t i = 0; i < c->n; i++)
        if (g->linked[as_held(g->s, g->s->x->literals[c->first + i].fact + scene)])
            return true;
    return false;
}

static bool is_settled(const space *s, uint32_t fact)
{
    return (fact == s->x->known.event && s->event >= 0) || fact == s->x->known.done ||
           (fact >= s->x->known.act && fact < s->x->known.act + s->x->acts);
}

static bool link_clauses(gathering *g, uint32_t scene)
{
    const facts_index *x = g->s->x;
    bool more = false;
    for (size_t i = 0; i < x->clause_count; i++) {
        if (!clause_touches(g, &x->clauses[i], scene))
            continue;
        for (uint32_t k = 0; k < x->clauses[i].n; k++) {
            uint32_t fact = as_held(g->s, x->literals[x->clauses[i].first + k].fact + scene);
            more |= !g->linked[fact] && !is_settled(g->s, fact);
            g->linked[fact] |= !is_settled(g->s, fact);
        }
    }
    return more;
}

static void link_facts(gathering *g)
{
    const facts_index *x = g->s->x;
    memcpy(g->linked, g->wanted, 2 * (size_t)x->n * sizeof *g->linked);
    for (bool more = true; more;) {
        more = link_clauses(g, 0);
        more |= link_clauses(g, x->n);
    }
}

/* A fact, and behind it all that implications tie to it, however far: facts that have to do with each other stand together, and
 * what has nothing to do with them does not stand in between. */
static void place_with_linked(gathering *g, uint32_t fact)
{
    space *s = g->s;
    const facts_index *x = s->x;
    uint32_t plain = fact < x->n ? fact : fact - x->n;
    if (as_held(s, fact) != fact || !g->linked[fact] || s->variable_of[fact] != UINT16_MAX)
        return;
    s->variable_of[fact] = (uint16_t)s->count;
    s->domain[s->count] = x->domain[plain];
    s->fact_of[s->count++] = fact;
    for (uint32_t scene = 0; scene <= x->n; scene += x->n)
        for (uint32_t i = x->at_first[plain]; as_held(s, plain + scene) == fact && i < x->at_first[plain + 1]; i++) {
            const facts_clause *c = &x->clauses[x->at[i]];
            for (uint32_t k = 0; k < c->n; k++)
                place_with_linked(g, as_held(s, x->literals[c->first + k].fact + scene));
        }
}

static void order_facts(gathering *g)
{
    space *s = g->s;
    const facts_index *x = s->x;
    memset(s->variable_of, 0xFF, 2 * (size_t)x->n * sizeof *s->variable_of);
    for (uint32_t scene = 0; scene <= x->n; scene += x->n) {
        for (size_t i = 0; i < x->role_count; i++)
            place_with_linked(g, x->roles[i] + scene);
        for (uint32_t fact = 0; fact < x->n; fact++)
            place_with_linked(g, fact + scene);
    }
}

static diagram clause_allows(space *s, const facts_clause *c, uint32_t scene)
{
    diagram any = DIAGRAM_NONE;
    for (uint32_t i = c->n; i-- > 0;) {
        const vocabulary_literal *l = &s->x->literals[c->first + i];
        any = either(s, any, fact_holds(s, l->fact + scene, l->mask));
    }
    return any;
}

static bool all_linked(const gathering *g, const facts_clause *c, uint32_t scene)
{
    for (uint32_t i = 0; i < c->n; i++) {
        uint32_t fact = as_held(g->s, g->s->x->literals[c->first + i].fact + scene);
        if (!g->linked[fact] && !is_settled(g->s, fact))
            return false;
    }
    return true;
}

/* The first variable a clause asks; UINT32_MAX when the act settles it or nothing here touches it. */
static uint32_t first_variable(const gathering *g, const facts_clause *c, uint32_t scene)
{
    uint32_t first = UINT32_MAX;
    if (!clause_touches(g, c, scene) || !all_linked(g, c, scene))
        return first;
    for (uint32_t i = 0; i < c->n; i++) {
        uint32_t variable = g->s->variable_of[as_held(g->s, g->s->x->literals[c->first + i].fact + scene)];
        if (variable < first)
            first = variable;
    }
    return first;
}

/* The first variable of all clauses a fact stands in: once those are joined, nothing more is said of it. */
static uint32_t first_beside(const gathering *g, uint32_t variable)
{
    const space *s = g->s;
    uint32_t plain = s->fact_of[variable] % s->x->n, first = variable;
    for (uint32_t scene = 0; scene <= s->x->n; scene += s->x->n)
        for (uint32_t i = s->x->at_first[plain];
             as_held(s, plain + scene) == s->fact_of[variable] && i < s->x->at_first[plain + 1]; i++) {
            uint32_t one = first_variable(g, &s->x->clauses[s->x->at[i]], scene);
            first = one < first ? one : first;
        }
    return first;
}

static void join_clauses(gathering *g, uint32_t at)
{
    space *s = g->s;
    const facts_index *x = s->x;
    uint32_t plain = s->fact_of[at] % x->n;
    for (uint32_t scene = 0; scene <= x->n; scene += x->n)
        for (uint32_t i = x->at_first[plain]; as_held(s, plain + scene) == s->fact_of[at] && i < x->at_first[plain + 1]; i++)
            if (first_variable(g, &x->clauses[x->at[i]], scene) == at)
                s->valid = both(s, clause_allows(s, &x->clauses[x->at[i]], scene), s->valid);
}

/* From the last variable to the first: what is joined on top leaves what is below as it is. A fact no rule asks is forgotten
 * as soon as nothing more is said of it, so that counts and pictures are about what matters. */
static void allow(gathering *g)
{
    space *s = g->s;
    uint32_t *until = ARENA_NEW(s->mem, uint32_t, s->count + 1);
    for (uint32_t i = 0; i < s->count; i++)
        until[i] = g->wanted[s->fact_of[i]] ? UINT32_MAX : first_beside(g, i);
    s->valid = DIAGRAM_ALL;
    for (uint32_t at = s->count; at-- > 0;) {
        join_clauses(g, at);
        for (uint32_t i = s->count; i-- > at;)
            if (until[i] == at)
                s->valid = diagram_forget(s->d, s->valid, i, s->domain[i]);
    }
}

/* The event this act answers; -1 for none. */
static int answered_event(const facts_index *x, uint32_t act)
{
    size_t count;
    const vocabulary_answers *list = vocabulary_answerings(x->v, &count);
    for (size_t i = 0; i < count; i++)
        if (list[i].act == act)
            return list[i].event;
    return -1;
}

heed_status space_open(const facts_index *x, const heed_policy *const *policies, size_t count, uint32_t act, bool omitted,
                       heed_date as_of, uint32_t limit, heed_arena *mem, space **space_out, heed_error *err)
{
    size_t n = 2 * (size_t)x->n;
    space *s = ARENA_NEW(mem, space, 1);
    *s = (space){ .mem = mem, .x = x, .act = act, .omitted = omitted, .as_of = as_of, .valid = DIAGRAM_ALL };
    const heed_policy **kept = ARENA_NEW(mem, const heed_policy *, count + 1); /* the caller's list may be on its stack */
    for (size_t i = 0; i < count; i++)
        kept[i] = policies[i];
    s->policies = kept;
    s->policy_count = count;
    s->event = x->known.event == HEED_FACT_NONE ? -1 : answered_event(x, act);
    s->fact_of = ARENA_NEW(mem, uint32_t, n);
    s->variable_of = ARENA_NEW(mem, uint16_t, n);
    s->domain = ARENA_NEW(mem, uint64_t, n);
    memset(s->variable_of, 0xFF, n * sizeof *s->variable_of);
    gathering g = { s, ARENA_NEW(mem, bool, n), ARENA_NEW(mem, bool, n) };
    for (size_t i = 0; i < count; i++)
        space_rules(s, policies[i], NO_RULE);
    for (size_t f = 0; f < n; f++)
        g.wanted[f] = s->variable_of[f] != UINT16_MAX;
    link_facts(&g);
    order_facts(&g);
    s->d = diagrams_new(mem, s->domain, s->count, limit);
    allow(&g);
    for (uint32_t f = 0; f < n; f++)
        s->variable_of[f] = s->variable_of[as_held(s, f)];
    *space_out = s;
    return space_check(s, err);
}
