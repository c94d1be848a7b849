/* diff.c - two versions of a text: which clauses changed, and for whom the answer changes.
 *
 * Old and new rules share one space an act, so that an act whose answers stay the same everywhere is seen at a glance: its
 * diagrams are the same numbers. */
#include <heed/analyse.h>
#include "base/arena.h"
#include "picture.h"
#include "policy/report.h"
#include "roles.h"
#include <stdlib.h>

enum { GROUPS = 3, NO = 1, YES = 2 };

typedef struct {
    heed_arena *mem;
    const heed_policy *policy[2]; /* before, after */
    const facts_index *x;
    const heed_analyse_options *options;
    heed_text role;
    heed_policy_diff *out;
    size_t change_cap, clause_cap, gained_cap, lost_cap, tangled_cap;
} comparing;

/* One act in both versions. */
typedef struct {
    space *s;
    rules_fire rules[2];
    diagram outcome[2][2][HEED_UNCLEAR]; /* by version, by must */
    diagram whom;                        /* the role that is looked at */
} act_pair;

/* ---- clauses */

static bool same_texts(heed_texts a, heed_texts b)
{
    bool same = a.len == b.len;
    for (size_t i = 0; same && i < a.len; i++)
        same = heed_text_eq(a.at[i], b.at[i]);
    return same;
}

static void add_clause(comparing *c, heed_clause_change what, const heed_clause *before, const heed_clause *after)
{
    *ARENA_PUSH(c->mem, c->out->clauses, c->out->clause_count, c->clause_cap) =
        (heed_changed_clause){ what, after ? after->id : before->id, before, after };
}

static void compare_clauses(comparing *c)
{
    for (size_t i = 0; i < heed_clause_count(c->policy[1]); i++) {
        const heed_clause *after = heed_clause_get(c->policy[1], i, c->mem),
                          *before = heed_clause_find(c->policy[0], after->id, c->mem);
        if (!before)
            add_clause(c, HEED_CLAUSE_ADDED, NULL, after);
        else if (!same_texts(before->statements, after->statements))
            add_clause(c, HEED_CLAUSE_RULES, before, after);
        else if (!heed_text_eq(before->prose, after->prose))
            add_clause(c, HEED_CLAUSE_REWORDED, before, after);
    }
    for (size_t i = 0; i < heed_clause_count(c->policy[0]); i++) {
        const heed_clause *before = heed_clause_get(c->policy[0], i, c->mem);
        if (!heed_clause_find(c->policy[1], before->id, c->mem))
            add_clause(c, HEED_CLAUSE_REMOVED, before, NULL);
    }
}

/* ---- duties */

static bool is_duty(const blob_rule *r)
{
    return (r->modal == MODAL_MUST || r->modal == MODAL_SHOULD || r->modal == MODAL_ADVISED) && r->duty != UINT32_MAX;
}

static heed_text with(heed_arena *mem, heed_text words, const char *before, heed_text more)
{
    return more.len ? heed_text_printf(mem, "%.*s%s%.*s", heed_fmt(words), before, heed_fmt(more)) : words;
}

/* "must tell a senior leader (senior-leader, in writing, within 5 school-days of joining)": who has it, act, to whom, how. */
static heed_text duty_words(comparing *c, const blob_head *h, const blob_rule *r)
{
    const blob_duty *d = BLOB_AT(h, blob_duty, h->duties, r->duty);
    heed_text who = blob_text(h, d->who), words = who.len ? who : heed_lit("whoever it falls to");
    for (uint32_t i = 0; i < r->acts.n; i++)
        words = with(c->mem, words, i ? ", " : ": ", heed_act_get(c->x->v, *BLOB_AT(h, uint16_t, r->acts, i))->meaning);
    words = with(c->mem, words, ", to ", blob_text(h, d->to));
    words = with(c->mem, words, ", ", blob_text(h, d->form));
    words = with(c->mem, words, ", ", blob_text(h, d->deadline));
    return with(c->mem, words, ", ", blob_text(h, d->keep));
}

static bool has_duty(comparing *c, int version, heed_text words)
{
    const blob_head *h = policy_head(c->policy[version]);
    for (uint32_t i = 0; i < h->rules.n; i++) {
        const blob_rule *r = BLOB_AT(h, blob_rule, h->rules, i);
        if (is_duty(r) && heed_text_eq(duty_words(c, h, r), words))
            return true;
    }
    return false;
}

static bool listed(const heed_duty_change *list, size_t count, heed_text words)
{
    for (size_t i = 0; i < count; i++)
        if (heed_text_eq(list[i].words, words))
            return true;
    return false;
}

/* Does it fall to the role that is looked at? Of a group all duties are told. */
static bool falls_to_role(const comparing *c, int version, heed_text clause)
{
    const heed_clause *found = heed_clause_find(c->policy[version], clause, c->mem);
    return heed_fact_find(c->x->v, c->role) == HEED_FACT_NONE || !found ||
           heed_clause_binds(c->policy[version], found, c->role);
}

/* Duties of one version that the other has nowhere, whatever the clause is numbered. */
static void compare_duties(comparing *c, int version, heed_duty_change **list, size_t *count, size_t *cap)
{
    const blob_head *h = policy_head(c->policy[version]);
    for (uint32_t i = 0; i < h->rules.n; i++) {
        const blob_rule *r = BLOB_AT(h, blob_rule, h->rules, i);
        if (!is_duty(r))
            continue;
        heed_text words = duty_words(c, h, r);
        if (has_duty(c, !version, words) || listed(*list, *count, words))
            continue;
        heed_text id = blob_text(h, BLOB_AT(h, blob_clause, h->clauses, r->clause)->id);
        if (c->role.len && !falls_to_role(c, version, id))
            continue;
        *ARENA_PUSH(c->mem, *list, *count, *cap) = (heed_duty_change){ words, id };
    }
}

/* ---- answers */

static heed_texts deciding(comparing *c, const act_pair *p, int version, unsigned outcome, const uint64_t *situation)
{
    const rules_fire *rules = &p->rules[version];
    const blob_head *h = policy_head(c->policy[version]);
    heed_texts out = { ARENA_NEW(c->mem, heed_text, rules->len + 1), 0 };
    for (size_t i = 0; i < rules->len; i++) {
        unsigned says = rules->at[i].says == SAYS_BASELINE ? HEED_PERMITTED : rules->at[i].says;
        if (says != outcome || !diagram_has(p->s->d, rules->at[i].fires, situation))
            continue;
        uint32_t clause = BLOB_AT(h, blob_rule, h->rules, rules->at[i].rule)->clause;
        heed_text id = blob_text(h, BLOB_AT(h, blob_clause, h->clauses, clause)->id);
        bool told = false;
        for (size_t k = 0; k < out.len; k++)
            told |= heed_text_eq(out.at[k], id);
        if (!told)
            out.at[out.len++] = id;
    }
    return out;
}

/* Where one role was chosen, that somebody is none of the others goes without saying: the box without them. With `told`,
 * only those that are presumed not so anyway. NULL when there was none to leave out. */
static uint64_t *without_others(const comparing *c, const act_pair *p, const uint64_t *box, heed_situation *told)
{
    space *s = p->s;
    uint64_t *fewer = ARENA_NEW(s->mem, uint64_t, s->count + 1);
    bool any = false;
    for (uint32_t i = 0; i < s->count; i++)
        fewer[i] = box[i];
    for (size_t r = 0; c->role.len && r < c->x->role_count; r++) {
        uint16_t i = s->variable_of[c->x->roles[r]];
        if (i == UINT16_MAX || box[i] != NO || (told && told->now[c->x->roles[r]] != NO))
            continue;
        if (diagram_and(s->d, diagram_and(s->d, p->whom, s->valid), diagram_literal(s->d, i, YES)) == DIAGRAM_NONE) {
            fewer[i] = s->domain[i];
            any = true;
        }
    }
    return any ? fewer : NULL;
}

/* What is presumed of somebody of whom only the roles of the box are told. */
static heed_situation *presumed(const comparing *c, const space *s, const uint64_t *box)
{
    heed_situation *told = heed_situation_new(c->x->v, c->mem);
    heed_error err;
    for (size_t r = 0; told && r < c->x->role_count; r++) {
        uint16_t i = s->variable_of[c->x->roles[r]];
        if (i != UINT16_MAX && box[i] == YES &&
            heed_situation_tell(told, heed_fact_get(c->x->v, c->x->roles[r])->name, &err) != HEED_OK)
            return NULL;
    }
    return told && heed_situation_settle(told, &err) == HEED_OK ? told : NULL;
}

static heed_text group_words(const comparing *c, const act_pair *p, const uint64_t *box)
{
    const uint64_t *fewer = without_others(c, p, box, NULL);
    heed_fact fact = heed_fact_find(c->x->v, c->role);
    heed_texts roles = picture_roles(p->s, box, c->mem);
    heed_text words = picture_group_words(p->s, fewer ? fewer : box, c->mem);
    if (!fewer || roles.len) /* it is said who it is, or it is the same for everybody */
        return words;
    heed_text who = fact != HEED_FACT_NONE ? heed_fact_get(c->x->v, fact)->meaning : c->role;
    char *first = (char *)(uintptr_t)heed_text_copy(c->mem, who).at;
    if (who.len && *first >= 'a' && *first <= 'z')
        *first = (char)(*first - 'a' + 'A');
    bool all = true;
    for (uint32_t i = 0; i < p->s->count; i++)
        all &= fewer[i] == p->s->domain[i];
    return all ? heed_text_printf(c->mem, "%.*s.", (int)who.len, first)
               : heed_text_printf(c->mem, "%.*s. %.*s", (int)who.len, first, heed_fmt(words));
}

static heed_texts group_tokens(const comparing *c, const act_pair *p, const uint64_t *box)
{
    heed_situation *told = c->role.len ? presumed(c, p->s, box) : NULL;
    const uint64_t *fewer = told ? without_others(c, p, box, told) : NULL;
    return picture_tokens(p->s, fewer ? fewer : box, c->mem);
}

static void add_change(comparing *c, const act_pair *p, bool must, unsigned from, unsigned to, const uint64_t *box,
                       diagram where)
{
    space *s = p->s;
    uint64_t *example = ARENA_NEW(s->mem, uint64_t, s->count + 1);
    diagram inside = diagram_and(s->d, diagram_box(s->d, box), where);
    picture_of(s, inside, example);
    heed_situation *told = heed_situation_new(c->x->v, c->mem);
    *ARENA_PUSH(c->mem, c->out->changes, c->out->change_count, c->change_cap) =
        (heed_change){ .act = heed_act_get(c->x->v, s->act)->name,
                       .omitted = s->omitted,
                       .mood = must ? HEED_MUST : HEED_MAY,
                       .from = (heed_outcome)from,
                       .to = (heed_outcome)to,
                       .group = group_words(c, p, box),
                       .facts = group_tokens(c, p, box),
                       .example = picture_words(s, example, c->mem),
                       .example_facts = told ? picture_example(s, example, told, c->mem) : picture_tokens(s, example, c->mem),
                       .roles = picture_roles(s, box, c->mem),
                       .clauses_before = deciding(c, p, 0, from, example),
                       .clauses_after = deciding(c, p, 1, to, example),
                       .situations = diagram_count(s->d, inside),
                       .share = diagram_count(s->d, inside) / diagram_count(s->d, s->valid) };
}

static void compare_outcomes(comparing *c, const act_pair *p, bool must, unsigned from, unsigned to, diagram besides)
{
    space *s = p->s;
    diagram where = diagram_and(s->d, p->outcome[0][must][from], p->outcome[1][must][to]), left;
    where = diagram_less(s->d, diagram_and(s->d, where, p->whom), besides);
    if (where == DIAGRAM_NONE)
        return;
    uint64_t *boxes = ARENA_NEW(s->mem, uint64_t, GROUPS * s->count + 1);
    size_t groups = picture_groups(s, where, GROUPS, boxes, &left);
    for (size_t i = 0; i < groups; i++)
        add_change(c, p, must, from, to, boxes + i * s->count, where);
    c->out->left_out += left != DIAGRAM_NONE;
}

/* A duty that comes or goes changes both "may she?" and "must she?"; it is told once. */
static void compare_act(comparing *c, const act_pair *p)
{
    space *s = p->s;
    diagram told = DIAGRAM_NONE;
    for (int must = 0; must < 2; must++) {
        diagram besides = told;
        for (unsigned from = 0; from < HEED_UNCLEAR; from++)
            for (unsigned to = 0; to < HEED_UNCLEAR; to++) {
                if (from == to)
                    continue;
                compare_outcomes(c, p, must, from, to, besides);
                told = diagram_or(s->d, told, diagram_and(s->d, p->outcome[0][must][from], p->outcome[1][must][to]));
            }
    }
}

static bool silent(const comparing *c, uint32_t act, bool omitted)
{
    for (int version = 0; version < 2; version++) {
        const blob_head *h = policy_head(c->policy[version]);
        const blob_slice *slice = BLOB_AT(h, blob_slice, h->slices, act);
        if ((omitted ? slice->omitted : slice->done).n)
            return false;
    }
    return true;
}

static heed_status open_pair(comparing *c, uint32_t act, bool omitted, heed_arena *scratch, act_pair *p, heed_error *err)
{
    uint32_t limit = c->options->node_limit ? c->options->node_limit : SPACE_NODES;
    TRY(space_open(c->x, c->policy, 2, act, omitted, c->options->as_of, limit, scratch, &p->s, err));
    for (int version = 0; version < 2; version++) {
        p->rules[version] = space_rules(p->s, c->policy[version], NO_RULE);
        for (int must = 0; must < 2; must++)
            space_outcomes(p->s, &p->rules[version], must, p->outcome[version][must], NULL);
    }
    p->whom = c->role.len ? roles_named(p->s, c->policy[1], c->role) : (diagram)DIAGRAM_ALL;
    return space_check(p->s, err);
}

static void compare_acts(comparing *c)
{
    for (uint32_t act = 0; act < heed_act_count(c->x->v); act++)
        for (int omitted = 0; omitted < 2; omitted++) {
            heed_error err;
            act_pair p;
            if (silent(c, act, omitted))
                continue;
            heed_arena *scratch = arena_scratch(c->mem);
            bool well = open_pair(c, act, omitted, scratch, &p, &err) == HEED_OK;
            if (well)
                compare_act(c, &p);
            if (!well || diagrams_full(p.s->d))
                *ARENA_PUSH(c->mem, c->out->too_tangled.at, c->out->too_tangled.len, c->tangled_cap) =
                    heed_act_get(c->x->v, act)->name;
            arena_give_back(scratch);
        }
}

static int largest_first(const void *a, const void *b)
{
    const heed_change *x = a, *y = b;
    if (x->share != y->share)
        return x->share > y->share ? -1 : 1;
    return heed_text_cmp(x->act, y->act);
}

/* A misspelt role: only what can be asked for here is offered. */
static heed_text meant_role(const comparing *c)
{
    const blob_head *h = policy_head(c->policy[1]);
    nearest near = nearest_to(c->role);
    for (size_t i = 0; i < c->x->role_count; i++)
        nearest_offer(&near, heed_fact_get(c->x->v, c->x->roles[i])->name);
    for (uint32_t i = 0; i < h->groups.n; i++)
        nearest_offer(&near, blob_text(h, BLOB_AT(h, blob_group, h->groups, i)->name));
    return nearest_hint(&near, c->mem);
}

static heed_status check(const comparing *c, heed_error *err)
{
    if (heed_policy_vocabulary(c->policy[0]) != heed_policy_vocabulary(c->policy[1]))
        return heed_fail(err, HEED_INVALID, "The two texts use different vocabularies. Compare texts of one vocabulary.");
    if (!c->role.len || heed_fact_find(c->x->v, c->role) != HEED_FACT_NONE || space_has_group(c->policy[1], c->role))
        return HEED_OK;
    heed_text hint = meant_role(c);
    return heed_fail(err, HEED_INVALID, "There is no role or group \"%.*s\".%.*s", heed_fmt(c->role),
                     heed_fmt(hint.len ? hint : heed_lit(" Look the name up in the policy.")));
}

heed_status heed_diff(const heed_policy *before, const heed_policy *after, heed_text role, const heed_analyse_options *options,
                      heed_arena *mem, heed_policy_diff *diff_out, heed_error *err)
{
    ARENA_GUARD(mem, err);
    comparing c = { .mem = mem, .policy = { before, after }, .options = options, .role = role, .out = diff_out };
    *diff_out = (heed_policy_diff){ .left_out = 0 };
    c.x = facts_index_new(heed_policy_vocabulary(after), mem);
    TRY(check(&c, err));
    compare_clauses(&c);
    compare_duties(&c, 0, &diff_out->lost, &diff_out->lost_count, &c.lost_cap);
    compare_duties(&c, 1, &diff_out->gained, &diff_out->gained_count, &c.gained_cap);
    compare_acts(&c);
    if (diff_out->change_count)
        qsort(diff_out->changes, diff_out->change_count, sizeof *diff_out->changes, largest_first);
    return HEED_OK;
}
