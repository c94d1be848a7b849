/* explain.c - the full answer: one structure that page, JSON and terminal only render. docs/language.md section 7. */
#include "base/arena.h"
#include "explain.h"
#include <string.h>

/* ---- facts of the asked situation */

uint32_t outer_fact(const explaining *e, uint32_t fact)
{
    if (e->inner == e->s || fact >= e->x->n)
        return fact;
    for (size_t i = 0; i < e->x->role_count && !e->event_roles; i++)
        if (e->x->roles[i] == fact)
            return fact;
    return fact + e->x->n;
}

heed_text outer_token(const explaining *e, uint32_t fact)
{
    uint32_t outer = outer_fact(e, fact);
    uint64_t mask = e->inner->now[fact], domain = e->x->domain[fact < e->x->n ? fact : fact - e->x->n];
    return mask == domain ? fact_name(e->x, outer, e->mem) : fact_token(e->x, outer, mask, e->mem);
}

/* ---- rules as shown */

static const struct {
    const char *modal, *force;
} wordings[] = {
    /* ORDER: modal */
    { "must not", "binding" },
    { "should not", "expected" },
    { "may", "binding" },
    { "advised not to", "advice" },
    { "must", "binding" },
    { "should", "expected" },
    { "advised to", "advice" },
    { "may", "binding" },
    { "", "" },
    { "", "" },
};

static void add_text(explaining *e, heed_texts *list, size_t *cap, heed_text text)
{
    for (size_t i = 0; i < list->len; i++)
        if (heed_text_eq(list->at[i], text))
            return;
    *ARENA_PUSH(e->mem, list->at, list->len, *cap) = text;
}

/* Of each part of the condition, the fact that settled it; and the first that stopped it. */
static void facts_that_mattered(explaining *e, heed_cited_rule *out, blob_span span, size_t *cap)
{
    const live_view *w = &e->d.w;
    for (uint32_t i = 0; i < span.n; i++) {
        const blob_conjunct *c = BLOB_AT(e->h, blob_conjunct, span, i);
        unsigned bits = live_conjuncts(w, (uint32_t)(c - w->conjuncts), 1);
        for (uint32_t k = 0; k < c->n; k++) {
            const blob_literal *l = &w->literals[c->first + k];
            uint64_t m = w->poss[l->fact];
            if (bits == SURE && m & ~l->mask)
                continue;
            heed_text token = outer_token(e, l->fact);
            add_text(e, &out->mattered, cap, token);
            if (bits != SURE && !out->why_not.len)
                out->why_not = token;
            break;
        }
    }
}

static heed_cited_rule shown_rule(explaining *e, unsigned rule)
{
    const blob_rule *r = &e->d.w.rules[rule];
    const blob_clause *c = BLOB_AT(e->h, blob_clause, e->h->clauses, r->clause);
    const blob_statement *s = BLOB_AT(e->h, blob_statement, e->h->statements, r->group);
    heed_cited_rule out = {
        .clause = blob_text(e->h, c->id),
        .statement = blob_text(e->h, s->id),
        .modal = heed_text_of(wordings[r->modal].modal),
        .force = heed_text_of(wordings[r->modal].force),
        .prose = blob_text(e->h, c->prose),
        .words = blob_text(e->h, s->words),
        .line = s->line,
    };
    size_t cap = 0;
    if (r->flags & RULE_AFTER_ACT && e->d.w.happened >= 0)
        add_text(e, &out.mattered, &cap,
                 outer_token(e, vocabulary_act_literal(e->x->v, (uint32_t)e->d.w.happened).fact + e->x->n));
    facts_that_mattered(e, &out, r->subject, &cap);
    facts_that_mattered(e, &out, r->when, &cap);
    return out;
}

static heed_cited_rule *shown_rules(explaining *e, const uint16_t *rules, size_t count)
{
    heed_cited_rule *out = ARENA_NEW(e->mem, heed_cited_rule, count + 1);
    for (size_t i = 0; i < count; i++) {
        out[i] = shown_rule(e, rules[i]);
        out[i].why_not = (heed_text){ "", 0 };
    }
    return out;
}

static void unfired(explaining *e)
{
    heed_answer *a = e->answer;
    size_t cap = 0;
    for (uint16_t i = 0; i < e->v.deciding_count; i++) {
        blob_span by = e->d.w.rules[e->v.deciding[i]].defeaters;
        for (uint32_t k = 0; k < by.n; k++) {
            unsigned rule = *BLOB_AT(e->h, uint16_t, by, k);
            bool seen = live_rule(&e->d.w, rule, AS_ASKED) == SURE;
            const blob_statement *s = BLOB_AT(e->h, blob_statement, e->h->statements, e->d.w.rules[rule].group);
            for (size_t n = 0; n < a->unfired_count; n++)
                seen |= heed_text_eq(a->unfired[n].statement, blob_text(e->h, s->id));
            if (!seen)
                *ARENA_PUSH(e->mem, a->unfired, a->unfired_count, cap) = shown_rule(e, rule);
        }
    }
}

static void clause_ids(explaining *e)
{
    heed_answer *a = e->answer;
    size_t cap = 0;
    for (size_t i = 0; i < a->deciding_count; i++)
        add_text(e, &a->clauses, &cap, a->deciding[i].clause);
    for (size_t i = 0; i < a->cited_count; i++)
        add_text(e, &a->clauses, &cap, a->cited[i].clause);
}

/* ---- duties */

static void split_names(explaining *e, heed_text text, heed_texts *out)
{
    size_t cap = 0, from = 0;
    for (size_t i = 0; i < text.len; i++) {
        heed_text rest = { text.at + i, text.len - i };
        size_t joint = heed_text_starts(rest, " or ") ? 4 : heed_text_starts(rest, " and ") ? 5 : 0;
        if (!joint)
            continue;
        add_text(e, out, &cap, (heed_text){ text.at + from, i - from });
        from = i + joint;
        i = from - 1;
    }
    if (from < text.len)
        add_text(e, out, &cap, (heed_text){ text.at + from, text.len - from });
}

static const char *const duty_forces[] = { "advised", "should", "must" };

static int duty_force(const blob_rule *r)
{
    return r->modal == MODAL_MUST ? 2 : r->modal == MODAL_SHOULD ? 1 : 0;
}

static void first_said(heed_text *kept, heed_text other)
{
    if (!kept->len)
        *kept = other;
}

typedef struct {
    uint16_t act;
    heed_text to;
    int force;
    size_t clauses_cap;
} duty_key;

static void merge_duty(explaining *e, const blob_rule *r, uint16_t act, duty_key *keys)
{
    static const blob_duty plain;
    const blob_duty *d = r->duty == UINT32_MAX ? &plain : BLOB_AT(e->h, blob_duty, e->h->duties, r->duty);
    heed_answer *a = e->answer;
    heed_text to = blob_text(e->h, d->to), form = blob_text(e->h, d->form);
    size_t i = 0;
    while (i < a->duty_count && !(keys[i].act == act && heed_text_eq(keys[i].to, to) && heed_text_eq(a->duties[i].form, form)))
        i++;
    heed_duty *out = &a->duties[i];
    if (i == a->duty_count) {
        a->duty_count++;
        keys[i] = (duty_key){ act, to, -1, 0 };
        out->act = heed_act_get(e->x->v, act)->name;
        out->form = form;
        split_names(e, to, &out->to);
    }
    add_text(e, &out->clauses, &keys[i].clauses_cap, blob_text(e->h, BLOB_AT(e->h, blob_clause, e->h->clauses, r->clause)->id));
    first_said(&out->who, blob_text(e->h, d->who));
    first_said(&out->deadline, blob_text(e->h, d->deadline));
    first_said(&out->keep, blob_text(e->h, d->keep));
    first_said(&out->on_breach, blob_text(e->h, d->on_breach));
    first_said(&out->before, blob_text(e->h, d->before));
    if (duty_force(r) > keys[i].force)
        keys[i].force = duty_force(r);
    out->force = heed_text_of(duty_forces[keys[i].force]);
}

static void duties(explaining *e)
{
    size_t most = 0;
    for (uint16_t i = 0; i < e->v.duty_count; i++)
        most += e->d.w.rules[e->v.duty[i]].acts.n;
    duty_key *keys = ARENA_NEW(e->mem, duty_key, most + 1);
    e->answer->duties = ARENA_NEW(e->mem, heed_duty, most + 1);
    for (uint16_t i = 0; i < e->v.duty_count; i++) {
        const blob_rule *r = &e->d.w.rules[e->v.duty[i]];
        for (uint32_t k = 0; k < r->acts.n; k++)
            merge_duty(e, r, *BLOB_AT(e->h, uint16_t, r->acts, k), keys);
    }
}

/* ---- the rest */

static heed_text ask_whom(const explaining *e)
{
    for (uint16_t i = 0; i < e->v.deciding_count; i++) {
        const blob_rule *r = &e->d.w.rules[e->v.deciding[i]];
        if (r->ask_whom != UINT32_MAX && (r->flags & RULE_JUDGEMENT || r->modal == MODAL_NEEDS_LEAVE))
            return blob_text(e->h, *BLOB_AT(e->h, blob_span, e->h->names, r->ask_whom));
    }
    bool silent = e->v.outcome == HEED_NOT_ADDRESSED || e->v.outcome == HEED_UNCLEAR;
    return silent ? blob_text(e->h, e->h->silence_ask) : (heed_text){ "", 0 };
}

static heed_text literal_why(const explaining *e)
{
    for (uint32_t i = 0; i < e->h->probes.n && e->v.outcome != HEED_UNCLEAR; i++) {
        const blob_probe *p = BLOB_AT(e->h, blob_probe, e->h->probes, i);
        if (deciding_probe(&e->d, p, e->v.outcome))
            return blob_text(e->h, p->why);
    }
    return (heed_text){ "", 0 };
}

/* Decide, and keep what was found on the way for the telling. */
static heed_status find(explaining *e, heed_error *err)
{
    heed_verdict scene;
    vocabulary_literal open;
    bool answered = false;
    TRY(heed_decide(e->policy, e->s, e->as_of, &e->v, err));
    TRY(deciding_open(&e->d, e->policy, e->s, e->as_of, err));
    TRY(deciding_event_scene(&e->d, &scene, &answered, err));
    if (answered) {
        e->inner = e->s->embedded;
        for (size_t i = 0; i < e->x->role_count; i++)
            e->event_roles |= e->s->told[e->x->roles[i] + e->x->n] == 2;
        TRY(deciding_open(&e->d, e->policy, e->inner, e->as_of, err));
    }
    if (deciding_any_overdue(&e->d)) {
        uint64_t *poss = ARENA_NEW(e->mem, uint64_t, 2 * (size_t)e->x->n);
        memcpy(poss, e->inner->now, 2 * (size_t)e->x->n * sizeof *poss);
        poss[e->x->known.review_overdue] = 2;
        e->d.w.poss = poss;
    }
    if (e->d.w.act >= 0)
        deciding_bounds(&e->d, &open);
    return HEED_OK;
}

static void tell(explaining *e)
{
    heed_answer *a = e->answer;
    *a = (heed_answer){ .outcome = e->v.outcome,
                        .mood = e->s->mood,
                        .flags = e->v.flags,
                        .baseline = e->v.baseline,
                        .judgement = e->v.judgement,
                        .as_of = e->as_of ? e->as_of : e->s->as_of };
    a->deciding = shown_rules(e, e->v.deciding, a->deciding_count = e->v.deciding_count);
    a->cited = shown_rules(e, e->v.cited, a->cited_count = e->v.cited_count);
    a->losing = shown_rules(e, e->v.losing, a->losing_count = e->v.losing_count);
    a->ask_whom = ask_whom(e);
    a->literal_why = literal_why(e);
    unfired(e);
    clause_ids(e);
    duties(e);
    explain_turning_facts(e);
    explain_assumed_and_asks(e);
    explain_ways(e);
}

heed_status explain_with(const heed_policy *policy, heed_situation *s, heed_date as_of, bool plainly, heed_arena *mem,
                         heed_answer *answer_out, heed_error *err)
{
    ARENA_GUARD(mem, err);
    TRY(heed_situation_settle(s, err));
    explaining *e = ARENA_NEW(mem, explaining, 1);
    e->policy = policy;
    e->h = policy_head(policy);
    e->x = s->x;
    e->s = s;
    e->inner = s;
    e->as_of = as_of;
    e->mem = mem;
    e->answer = answer_out;
    e->trial = situation_new_like(s, mem);
    e->parts = plainly ? NULL : situation_parts_new(s, mem);
    TRY(find(e, err));
    tell(e);
    return HEED_OK;
}

heed_status heed_explain(const heed_policy *policy, heed_situation *s, heed_date as_of, heed_arena *mem,
                         heed_answer *answer_out, heed_error *err)
{
    return explain_with(policy, s, as_of, false, mem, answer_out, err);
}
