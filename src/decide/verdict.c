/* verdict.c - one situation against one compiled policy. docs/language.md section 6.
 *
 * There are no priorities: where a ban and a permission of one aspect are both live with no exception between them, the ban is
 * answered and the answer says CONFLICT, because a school must see its contradiction, not our choice between its sentences.
 * Silence is not-addressed, never permitted. Nothing here allocates. */
#include "base/arena.h"
#include "verdict.h"
#include <string.h>

bool schedule_overdue(const blob_schedule *one, heed_date as_of)
{
    heed_date due = one->due;
    if (one->last && one->period_months) {
        heed_date next = heed_date_add_months(one->last, (int)one->period_months);
        due = due && due < next ? due : next;
    }
    return !one->blank && due && as_of > due;
}

bool deciding_overdue(const deciding *d, unsigned rule)
{
    heed_fact fact = d->s->x->known.review_overdue;
    if (d->overdue_told)
        return d->s->now[fact] == 2;
    for (uint32_t i = 0; i < d->w.h->schedules.n && d->as_of; i++) {
        const blob_schedule *one = BLOB_AT(d->w.h, blob_schedule, d->w.h->schedules, i);
        if (one->rule == rule)
            return schedule_overdue(one, d->as_of);
    }
    return false;
}

unsigned deciding_class(const deciding *d, const blob_entry *e)
{
    const blob_rule *r = &d->w.rules[e->rule];
    bool undone = d->w.omitted || e->speaks == SPEAKS_OMITTED;
    switch ((blob_modal)r->modal) {
    case MODAL_CITES:
        return CLASS_CITED;
    case MODAL_SCHEDULE:
        return undone && !d->w.omitted        ? CLASS_NONE
               : deciding_overdue(d, e->rule) ? (unsigned)HEED_REQUIRED
                                              : (unsigned)CLASS_CITED;
    case MODAL_MUST:
    case MODAL_SHOULD:
        return undone ? HEED_PROHIBITED : HEED_REQUIRED;
    case MODAL_ADVISED:
        return undone ? HEED_ADVISED_AGAINST : HEED_ADVISED;
    case MODAL_MUST_NOT:
    case MODAL_SHOULD_NOT:
        return undone ? CLASS_NONE : HEED_PROHIBITED;
    case MODAL_NEEDS_LEAVE:
        return undone ? CLASS_NONE : HEED_PERMISSION_NEEDED;
    case MODAL_ADVISED_NOT:
        return undone ? CLASS_NONE : HEED_ADVISED_AGAINST;
    case MODAL_MAY:
        return undone ? CLASS_NONE : r->flags & RULE_BASELINE ? (unsigned)CLASS_BASELINE : (unsigned)HEED_PERMITTED;
    }
    return CLASS_NONE;
}

/* ORDER: classes from the one that decides first, for each axis */
static const uint8_t by_permission[] = { HEED_PROHIBITED, HEED_PERMISSION_NEEDED, HEED_ADVISED_AGAINST, HEED_REQUIRED,
                                         HEED_ADVISED,    HEED_PERMITTED,         CLASS_BASELINE };
static const uint8_t by_duty[] = { HEED_REQUIRED, HEED_ADVISED, HEED_PROHIBITED, HEED_PERMITTED };

static const uint8_t *axis(const deciding *d, size_t *count_out)
{
    *count_out = d->mood == HEED_MUST ? sizeof by_duty : sizeof by_permission;
    return d->mood == HEED_MUST ? by_duty : by_permission;
}

static heed_outcome class_outcome(unsigned class)
{
    return class == CLASS_BASELINE ? HEED_PERMITTED : (heed_outcome) class;
}

typedef struct {
    unsigned possible, certain;
} class_bits;

static class_bits classes(deciding *d)
{
    class_bits c = { 0, 0 };
    d->found_count = 0;
    for (uint32_t i = 0; i < d->w.entry_count; i++) {
        unsigned bits = live_entry(&d->w, &d->w.entries[i]);
        if (!bits)
            continue;
        unsigned class = deciding_class(d, &d->w.entries[i]);
        if (d->found_count < MAX_RULES)
            d->found[d->found_count++] = (found_entry){ d->w.entries[i].rule, (uint8_t) class, (uint8_t)bits };
        c.possible |= 1u << class;
        if (bits == SURE)
            c.certain |= 1u << class;
    }
    return c;
}

/* Outcomes that bounds leave standing, as bits. */
static unsigned standing(const deciding *d, class_bits c)
{
    size_t count;
    const uint8_t *order = axis(d, &count);
    unsigned outcomes = 0;
    for (size_t i = 0; i < count; i++) {
        if (c.possible & 1u << order[i])
            outcomes |= 1u << class_outcome(order[i]);
        if (c.certain & 1u << order[i])
            return outcomes;
    }
    return outcomes | 1u << HEED_NOT_ADDRESSED;
}

static vocabulary_literal literal_to_try(deciding *d)
{
    size_t count;
    const uint8_t *order = axis(d, &count);
    for (size_t i = 0; i < count; i++)
        for (uint32_t k = 0; k < d->w.entry_count; k++) {
            if (deciding_class(d, &d->w.entries[k]) != order[i] || live_entry(&d->w, &d->w.entries[k]) != POSSIBLE)
                continue;
            vocabulary_literal open = live_open_entry(&d->w, &d->w.entries[k]);
            if (open.mask)
                return open;
        }
    return (vocabulary_literal){ 0, 0 };
}

static uint8_t outcome_bits(unsigned outcomes, heed_outcome one)
{
    return !(outcomes & 1u << one) ? 0 : outcomes == 1u << one ? SURE : POSSIBLE;
}

static uint8_t fact_bits(const deciding *d, heed_fact fact)
{
    uint64_t m = d->w.poss[fact];
    return m == 2 ? SURE : m & 2 ? POSSIBLE : 0;
}

/* Breach and doubt, for the second stage: as told, else from the first outcome. */
static void second_stage(deciding *d, unsigned first)
{
    const vocabulary_known *k = &d->s->x->known;
    d->w.breach = d->told_breach   ? fact_bits(d, k->breach)
                  : d->event_scene ? d->scene_breach
                                   : outcome_bits(first, HEED_PROHIBITED);
    if (d->told_doubt)
        d->w.doubt = fact_bits(d, k->doubt);
    else if (vocabulary_embeds(d->w.v, (uint32_t)d->w.act))
        d->w.doubt = d->embeds_undecided ? SURE : 0;
    else
        d->w.doubt = outcome_bits(first, HEED_NOT_ADDRESSED);
    d->w.second = true;
}

heed_outcome deciding_bounds(deciding *d, vocabulary_literal *open_out)
{
    d->w.second = d->w.met_second = false;
    unsigned outcomes = standing(d, classes(d));
    vocabulary_literal open = { 0, 0 };
    if (d->w.met_second && outcomes & (outcomes - 1))
        open = literal_to_try(d);
    second_stage(d, outcomes);
    if (d->w.met_second) {
        live_again(&d->w);
        outcomes = standing(d, classes(d));
    }
    if (!(outcomes & (outcomes - 1)))
        return (heed_outcome)__builtin_ctz(outcomes);
    if (!open.mask)
        open = literal_to_try(d);
    *open_out = open;
    return HEED_UNCLEAR;
}

/* ---- opening */

static bool told_fact(const heed_situation *s, heed_fact fact)
{
    return fact != HEED_FACT_NONE && (s->how[fact] == KNOWN_TOLD || s->how[fact] == KNOWN_IMPLIED);
}

heed_status deciding_open(deciding *d, const heed_policy *policy, const heed_situation *s, heed_date as_of, heed_error *err)
{
    const blob_head *h = policy_head(policy);
    const facts_index *x = s->x;
    if (!s->settled)
        return heed_fail(err, HEED_INVALID, "The situation is not settled. Settle it before deciding.");
    if (heed_policy_vocabulary(policy) != x->v)
        return heed_fail(err, HEED_INVALID, "The situation speaks another vocabulary than the policy. Use the policy's own.");
    if (h->rules.n > MAX_RULES)
        return heed_fail(err, HEED_INVALID, "This policy has more than %d rules. Split it into several policies.", MAX_RULES);
    d->policy = policy;
    d->s = s;
    d->mood = s->mood;
    d->as_of = as_of ? as_of : s->as_of;
    d->told_breach = told_fact(s, x->known.breach);
    d->told_doubt = told_fact(s, x->known.doubt);
    d->overdue_told = told_fact(s, x->known.review_overdue) ? KNOWN_TOLD : 0;
    d->event_scene = d->embeds_undecided = false;
    d->scene_breach = 0;
    d->w.h = h;
    d->w.v = x->v;
    d->w.poss = d->w.settled = s->now;
    d->w.nobody_named = s->mood == HEED_MUST && s->nobody_named;
    d->w.second = false;
    d->found_count = 0;
    d->w.breach_fact = x->known.breach;
    d->w.doubt_fact = x->known.doubt;
    d->w.breach = d->w.doubt = 0;
    d->w.act = s->act;
    d->w.happened = s->event_act;
    d->w.omitted = x->known.done != HEED_FACT_NONE && x->known.omitted_value >= 0 &&
                   s->now[x->known.done] == 1ull << x->known.omitted_value;
    live_open(&d->w);
    return HEED_OK;
}

/* ---- the verdict's lists */

static void list_add(uint16_t *list, uint16_t *count, unsigned rule)
{
    for (uint16_t i = 0; i < *count; i++)
        if (list[i] == rule)
            return;
    if (*count < HEED_VERDICT_RULES)
        list[(*count)++] = (uint16_t)rule;
}

static bool weaker_wording(const blob_rule *r)
{
    return r->modal == MODAL_SHOULD || r->modal == MODAL_SHOULD_NOT || r->flags & RULE_BASELINE;
}

static bool decides(const deciding *d, unsigned class, heed_outcome outcome)
{
    return class <= CLASS_BASELINE && class_outcome(class) == outcome && !(d->mood == HEED_MUST && class == CLASS_BASELINE);
}

static void list_rules(deciding *d, heed_verdict *v, unsigned wanted, bool weak)
{
    for (uint32_t i = 0; i < d->found_count; i++) {
        unsigned rule = d->found[i].rule, class = d->found[i].class, bits = d->found[i].bits;
        if ((bits & wanted) != wanted || class == CLASS_NONE || weaker_wording(&d->w.rules[rule]) != weak)
            continue;
        if (class == CLASS_CITED)
            list_add(v->cited, &v->cited_count, rule);
        else if (decides(d, class, v->outcome))
            list_add(v->deciding, &v->deciding_count, rule);
        else if (bits == SURE)
            list_add(v->losing, &v->losing_count, rule);
    }
}

static void list_deciding(deciding *d, heed_verdict *v)
{
    list_rules(d, v, SURE, false);
    list_rules(d, v, SURE, true);
    if (!v->deciding_count && v->outcome < HEED_NOT_ADDRESSED) { /* one decides in each completion, none in all */
        list_rules(d, v, POSSIBLE, false);
        list_rules(d, v, POSSIBLE, true);
    }
    v->baseline = v->outcome == HEED_PERMITTED;
    for (uint16_t i = 0; i < v->deciding_count; i++) {
        const blob_rule *r = &d->w.rules[v->deciding[i]];
        v->baseline &= (r->flags & RULE_BASELINE) != 0;
        v->judgement |= (r->flags & RULE_JUDGEMENT) != 0;
        if (r->modal == MODAL_SHOULD || r->modal == MODAL_SHOULD_NOT)
            v->flags |= HEED_SHOULD;
    }
}

static void add_duty(deciding *d, heed_verdict *v, unsigned rule)
{
    const blob_rule *r = &d->w.rules[rule];
    if (!(r->flags & RULE_TRIGGERED) || (r->modal != MODAL_MUST && r->modal != MODAL_SHOULD && r->modal != MODAL_ADVISED))
        return;
    if (live_rule(&d->w, rule, AS_DUTY) == SURE)
        list_add(v->duty, &v->duty_count, rule);
}

static void add_duties(deciding *d, heed_verdict *v, blob_span entries)
{
    for (uint32_t i = 0; i < entries.n; i++) {
        const blob_entry *e = BLOB_AT(d->w.h, blob_entry, entries, i);
        if (live_needed(&d->w, e))
            add_duty(d, v, e->rule);
    }
}

static void list_duties(deciding *d, heed_verdict *v)
{
    const blob_head *h = d->w.h;
    if (d->w.act >= 0 && !d->w.omitted)
        add_duties(d, v, BLOB_AT(h, blob_slice, h->slices, d->w.act)->follows);
    if (d->w.happened >= 0)
        add_duties(d, v, BLOB_AT(h, blob_slice, h->slices, d->w.happened)->after);
    if (d->s->event >= 0 && (uint32_t)d->s->event < h->event_rules.n) {
        blob_span of = *BLOB_AT(h, blob_span, h->event_rules, d->s->event);
        for (uint32_t i = 0; i < of.n; i++)
            add_duty(d, v, *BLOB_AT(h, uint16_t, of, i));
    }
    for (uint32_t i = 0; i < h->second_stage.n; i++) {
        unsigned rule = *BLOB_AT(h, uint16_t, h->second_stage, i);
        if (d->w.rules[rule].flags & (RULE_ON_BREACH | RULE_ON_DOUBT))
            add_duty(d, v, rule);
    }
}

/* ---- deciding */

/* The search needs masks of its own to narrow: kept out of the quick way, whose stack it would swell. */
static __attribute__((noinline)) heed_outcome outcome_of_completions(deciding *d)
{
    uint64_t poss[2 * MAX_FACTS];
    bool found, gave_up;
    memcpy(poss, d->w.poss, 2 * (size_t)d->s->x->n * sizeof *poss);
    const uint64_t *before = d->w.poss;
    search_for wanted = { .steps = 4000 };
    heed_outcome outcome = search_outcome(d, poss, &wanted, &found, &gave_up);
    d->w.poss = before;
    return gave_up ? HEED_UNCLEAR : outcome;
}

static heed_outcome outcome_now(deciding *d)
{
    vocabulary_literal open;
    live_again(&d->w);
    heed_outcome outcome = deciding_bounds(d, &open);
    return outcome == HEED_UNCLEAR ? outcome_of_completions(d) : outcome;
}

/* Where the event's own scene leaves a breach open, both must come to the same. */
static heed_outcome outcome_found(deciding *d)
{
    if (!d->event_scene || d->scene_breach != POSSIBLE)
        return outcome_now(d);
    d->scene_breach = 0;
    heed_outcome without = outcome_now(d);
    d->scene_breach = SURE;
    heed_outcome with = outcome_now(d);
    d->scene_breach = POSSIBLE;
    return with == without ? with : HEED_UNCLEAR;
}

static void fill(deciding *d, heed_verdict *v)
{
    vocabulary_literal open;
    v->outcome = HEED_UNCLEAR;
    d->w.second = true;
    if (d->w.act >= 0 && (v->outcome = deciding_bounds(d, &open)) == HEED_UNCLEAR) {
        v->outcome = outcome_found(d);
        live_again(&d->w); /* the search left its own findings */
        deciding_bounds(d, &open);
    }
    if (v->outcome == HEED_UNCLEAR)
        list_rules(d, v, SURE, false);
    else
        list_deciding(d, v);
    list_duties(d, v);
    if (v->outcome != HEED_UNCLEAR)
        deciding_flags(d, v);
}

/* An act that asks about another ("must she ask first?"): a clear answer to that other is given instead. */
heed_status deciding_event_scene(deciding *d, heed_verdict *v, bool *answered_out, heed_error *err)
{
    const heed_situation *s = d->s;
    *answered_out = false;
    if (!s->has_embedded)
        return HEED_OK;
    bool embeds = s->act >= 0 && vocabulary_embeds(d->w.v, (uint32_t)s->act);
    if (!embeds && !d->w.h->second_stage.n)
        return HEED_OK;
    TRY(heed_decide(d->policy, s->embedded, d->as_of, v, err));
    d->event_scene = true;
    d->scene_breach = v->outcome == HEED_PROHIBITED ? SURE : v->outcome == HEED_UNCLEAR ? POSSIBLE : 0;
    d->embeds_undecided = embeds && (v->outcome == HEED_NOT_ADDRESSED || v->outcome == HEED_UNCLEAR);
    *answered_out = embeds && !d->embeds_undecided && !(v->baseline && d->mood == HEED_MUST); /* a baseline answers no "must" */
    return HEED_OK;
}

static __attribute__((noinline)) heed_status decide_overdue(deciding *d, heed_verdict *v)
{
    uint64_t poss[2 * MAX_FACTS];
    memcpy(poss, d->w.poss, 2 * (size_t)d->s->x->n * sizeof *poss);
    poss[d->s->x->known.review_overdue] = 2;
    d->w.poss = poss;
    fill(d, v);
    return HEED_OK;
}

/* A schedule about something else ("unless other-policy") makes nothing overdue here; nor does one of which that is unknown. */
bool deciding_any_overdue(const deciding *d)
{
    if (!d->as_of || !d->w.h->overdue_named || d->overdue_told || d->s->x->known.review_overdue == HEED_FACT_NONE)
        return false;
    for (uint32_t i = 0; i < d->w.h->schedules.n; i++) {
        const blob_schedule *one = BLOB_AT(d->w.h, blob_schedule, d->w.h->schedules, i);
        if (schedule_overdue(one, d->as_of) && live_condition(&d->w, d->w.rules[one->rule].when) == SURE)
            return true;
    }
    return false;
}

heed_status heed_decide(const heed_policy *policy, const heed_situation *s, heed_date as_of, heed_verdict *verdict_out,
                        heed_error *err)
{
    deciding d;
    bool answered = false;
    TRY(deciding_open(&d, policy, s, as_of, err));
    if (s->has_embedded)
        TRY(deciding_event_scene(&d, verdict_out, &answered, err));
    if (answered)
        return HEED_OK;
    verdict_out->flags = 0;
    verdict_out->baseline = verdict_out->judgement = false;
    verdict_out->deciding_count = verdict_out->losing_count = verdict_out->duty_count = verdict_out->cited_count = 0;
    if (deciding_any_overdue(&d))
        return decide_overdue(&d, verdict_out);
    fill(&d, verdict_out);
    return HEED_OK;
}

heed_status heed_decide_many(const heed_policy *policy, const heed_situation *const *s, size_t count, heed_date as_of,
                             heed_verdict *verdicts_out, heed_error *err)
{
    for (size_t i = 0; i < count; i++)
        TRY(heed_decide(policy, s[i], as_of, &verdicts_out[i], err));
    return HEED_OK;
}
