/* coverage.c - roles by acts: what the policy says to whom, and where it is silent. */
#include "exercise.h"
#include "roles.h"

typedef struct {
    heed_arena *mem;
    const heed_policy *policy;
    const blob_head *h;
    const facts_index *x;
    const heed_analyse_options *options;
    heed_coverage *out;
    const uint64_t **with; /* by role: what comes with it; NULL when that cannot be told */
    size_t tangled_cap;
} covering;

static bool has_text(heed_texts list, heed_text text)
{
    for (size_t i = 0; i < list.len; i++)
        if (heed_text_eq(list.at[i], text))
            return true;
    return false;
}

/* Clauses that decide somewhere in the cell. */
static heed_texts deciding(covering *c, space *s, const rules_fire *rules, const diagram *outcome, diagram cell)
{
    heed_texts out = { ARENA_NEW(c->mem, heed_text, rules->len + 1), 0 };
    for (size_t i = 0; i < rules->len; i++) {
        const rule_fires *f = &rules->at[i];
        unsigned says = f->says == SAYS_BASELINE ? HEED_PERMITTED : f->says;
        if (says >= HEED_NOT_ADDRESSED || diagram_and(s->d, diagram_and(s->d, f->fires, outcome[says]), cell) == DIAGRAM_NONE)
            continue;
        uint32_t clause = BLOB_AT(c->h, blob_rule, c->h->rules, f->rule)->clause;
        heed_text id = blob_text(c->h, BLOB_AT(c->h, blob_clause, c->h->clauses, clause)->id);
        if (!has_text(out, id))
            out.at[out.len++] = id;
    }
    return out;
}

static void fill_cell(covering *c, space *s, const rules_fire *rules, const diagram *outcome, size_t role,
                      heed_coverage_cell *cell)
{
    diagram whole = roles_alone(s, c->x->roles[role], c->with[role]);
    if (whole == DIAGRAM_NONE)
        return;
    for (unsigned o = 0; o < HEED_UNCLEAR; o++)
        if (diagram_and(s->d, outcome[o], whole) != DIAGRAM_NONE)
            cell->outcomes |= 1u << o;
    diagram silent = diagram_and(s->d, outcome[HEED_NOT_ADDRESSED], whole);
    cell->silent = diagram_count(s->d, silent) / diagram_count(s->d, whole);
    cell->clauses = deciding(c, s, rules, outcome, whole);
}

static bool fill_act(covering *c, uint32_t act, size_t column, heed_arena *scratch)
{
    uint32_t limit = c->options->node_limit ? c->options->node_limit : SPACE_NODES;
    diagram outcome[HEED_UNCLEAR];
    heed_error err;
    space *s;
    if (space_open(c->x, &c->policy, 1, act, false, c->options->as_of, limit, scratch, &s, &err) != HEED_OK)
        return false;
    rules_fire rules = space_rules(s, c->policy, NO_RULE);
    space_outcomes(s, &rules, false, outcome, NULL);
    for (size_t r = 0; r < c->x->role_count; r++)
        fill_cell(c, s, &rules, outcome, r, &c->out->cells[r * c->out->acts.len + column]);
    return !diagrams_full(s->d);
}

static void list_names(covering *c)
{
    c->out->roles.at = ARENA_NEW(c->mem, heed_text, c->x->role_count + 1);
    c->with = ARENA_NEW(c->mem, const uint64_t *, c->x->role_count + 1);
    for (size_t i = 0; i < c->x->role_count; i++) {
        c->out->roles.at[c->out->roles.len++] = heed_fact_get(c->x->v, c->x->roles[i])->name;
        c->with[i] = roles_with(c->x, c->x->roles[i], c->mem);
    }
    c->out->acts.at = ARENA_NEW(c->mem, heed_text, heed_act_count(c->x->v) + 1);
    for (uint32_t act = 0; act < heed_act_count(c->x->v); act++)
        if (BLOB_AT(c->h, blob_slice, c->h->slices, act)->done.n)
            c->out->acts.at[c->out->acts.len++] = heed_act_get(c->x->v, act)->name;
    c->out->cells = ARENA_NEW(c->mem, heed_coverage_cell, c->out->roles.len * c->out->acts.len + 1);
}

heed_status heed_cover(const heed_policy *policy, const heed_analyse_options *options, heed_arena *mem,
                       heed_coverage *coverage_out, heed_error *err)
{
    ARENA_GUARD(mem, err);
    covering c = { .mem = mem, .policy = policy, .h = policy_head(policy), .options = options, .out = coverage_out };
    *coverage_out = (heed_coverage){ .rules = 0 };
    c.x = facts_index_new(heed_policy_vocabulary(policy), mem);
    list_names(&c);
    for (size_t i = 0; i < coverage_out->acts.len; i++) {
        heed_arena *scratch = arena_scratch(mem);
        if (!fill_act(&c, (uint32_t)heed_act_find(c.x->v, coverage_out->acts.at[i]), i, scratch))
            *ARENA_PUSH(mem, coverage_out->too_tangled.at, coverage_out->too_tangled.len, c.tangled_cap) =
                coverage_out->acts.at[i];
        arena_give_back(scratch);
    }
    return exercise_measure(policy, c.x, options, mem, coverage_out, err);
}
