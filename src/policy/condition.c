/* condition.c - facts and groups as written become a tree of and, or, not; the tree becomes conjuncts of literals. */
#include "condition.h"
#include <string.h>

enum { MOST_CONJUNCTS = 256, MOST_LITERALS = 128, DEEPEST = 16, MOST_FACTS = 8192, TOLD = 1 << 30 };
#define MOST_WORK UINT64_C(500000000)

typedef enum { EXPR_LITERAL, EXPR_ALL, EXPR_ANY } expr_kind;
typedef struct expr {
    expr_kind kind;
    bool negated;
    vocabulary_literal literal;
    struct expr *first, *next;
} expr;

static expr *expr_new(heed_arena *mem, expr_kind kind)
{
    expr *e = ARENA_NEW(mem, expr, 1);
    e->kind = kind;
    return e;
}

static void expr_add(expr *to, expr *part)
{
    part->next = to->first;
    to->first = part;
}

static expr *of_test(lookup *l, fact_test test, bool event)
{
    expr *any = expr_new(l->mem, EXPR_ANY);
    for (size_t i = test.n; i-- > 0;) {
        expr *e = expr_new(l->mem, EXPR_LITERAL);
        e->literal = test.at[i];
        e->literal.fact += event ? (heed_fact)l->v->fact_count : 0;
        expr_add(any, e);
    }
    return any;
}

/* ---- looking names up */

typedef struct {
    place place;
    const char *fields, *what;
} expected;
static const expected places[] = {
    /* ORDER: place */
    { PLACE_SUBJECT, " role duty ", "a role or a group of roles" },
    { PLACE_WHOM, " party tie party-age left-band ", "a person: a party, a tie or a group of them" },
    { PLACE_BY, " account site device network chat-group audience ",
      "an account, site, device, network, chat group or audience" },
    { PLACE_AT, " place ", "a place" },
    { PLACE_DURING, " time ", "a time" },
    { PLACE_ABOUT, " topic ", "a topic" },
    { PLACE_SHOWING, " shows ", "what a picture shows" },
    { PLACE_WHEN, "", "a fact" },
    { PLACE_UNLESS, "", "a fact" },
    { PLACE_FROM, " party tie role party-age left-band ", "a person: a party, a tie, a role or a group of them" },
};

static bool field_expected(const char *fields, heed_text field)
{
    if (!*fields)
        return true;
    for (const char *at = strchr(fields, ' '); at && at[1]; at = strchr(at + 1, ' ')) {
        const char *end = strchr(at + 1, ' ');
        if (heed_text_eq(field, (heed_text){ at + 1, (size_t)(end - at - 1) }))
            return true;
    }
    return false;
}

static bool preferred(const heed_vocabulary *v, heed_text name, const char *fields, heed_text *field_out)
{
    for (const vocabulary_name *n = vocabulary_name_next(v, name, NULL); n; n = vocabulary_name_next(v, name, n)) {
        heed_text field = { "", 0 };
        if (n->kind == NAME_MEMBER || n->kind == NAME_VALUE)
            field = v->fields[n->field].name;
        else if (n->kind == NAME_GROUP && v->groups[n->index].field != HEED_FACT_NONE)
            field = v->facts[v->groups[n->index].field].set;
        if (field.len && field_expected(fields, field)) {
            *field_out = field;
            return true;
        }
    }
    return false;
}

static bool check_place(lookup *l, const atom *a, place stands, fact_test test)
{
    for (size_t i = 0; i < test.n; i++) {
        heed_text field = l->v->facts[test.at[i].fact].set;
        if (field_expected(places[stands].fields, field))
            continue;
        report_error(l->r, a->at->line, a->at->column,
                     "\"%.*s\" belongs to \"%.*s\", and %s belongs here. Write it after \"when\", or name another.",
                     heed_fmt(a->name), heed_fmt(field), places[stands].what);
        return false;
    }
    return true;
}

/* The vocabulary's meaning of an atom. The words are rebuilt so that `event.` is not looked up with the name. */
static expr *vocabulary_atom(lookup *l, const atom *a, place stands, bool event)
{
    token t[4] = { *a->at, { .kind = TOKEN_END }, { .kind = TOKEN_END }, { .kind = TOKEN_END } };
    t[0].text = a->field.len ? a->field : a->name;
    if (a->field.len) {
        t[1] = a->at[1];
        t[2] = a->at[2];
    }
    heed_text prefer = { "", 0 };
    if (*places[stands].fields)
        preferred(l->v, a->name, places[stands].fields, &prefer);
    words w = { l->r, t };
    fact_test test;
    if (!vocabulary_fact(l->v, &w, prefer, &test) || !check_place(l, a, stands, test))
        return NULL;
    l->facts += test.n;
    return of_test(l, test, event || a->event);
}

static policy_group *group_named(lookup *l, heed_text name)
{
    for (size_t i = 0; i < l->s->group_count; i++)
        if (heed_text_eq(l->s->groups[i].name.text, name))
            return &l->s->groups[i];
    return NULL;
}

static bool too_large(lookup *l, const token *at)
{
    report_error(l->r, at->line, at->column, "This condition is too large to be checked quickly. Part the rule into two.");
    return false;
}

static expr *atom_expr(lookup *l, const atom *a, place stands, bool event, int depth);

static bool add_part(expr *to, expr *part)
{
    if (part)
        expr_add(to, part);
    return part != NULL;
}

static expr *group_expr(lookup *l, policy_group *g, place stands, bool event, int depth)
{
    expr *any = expr_new(l->mem, EXPR_ANY);
    bool ok = true;
    g->open++;
    for (size_t i = 0; i < g->n; i++) {
        const group_item *item = &g->items[i];
        expr *all = expr_new(l->mem, EXPR_ALL);
        ok = add_part(all, atom_expr(l, &item->fact, stands, event, depth + 1)) && ok; /* all wrong names are told at once */
        for (size_t k = 0; k < item->when.n; k++)
            ok = add_part(all, atom_expr(l, &item->when.at[k], PLACE_WHEN, event, depth + 1)) && ok;
        expr_add(any, all);
    }
    g->open--;
    return ok ? any : NULL;
}

/* A policy's group hides the vocabulary's name, except within itself: `group staff = staff, coach` widens it. */
static expr *atom_expr(lookup *l, const atom *a, place stands, bool event, int depth)
{
    policy_group *g = a->field.len ? NULL : group_named(l, a->name);
    expr *e;
    if (l->r->errors >= REPORT_MOST || ++l->facts > MOST_FACTS) {
        if (l->r->errors < REPORT_MOST && l->facts < TOLD)
            too_large(l, a->at);
        l->facts = TOLD; /* once a condition is enough */
        return NULL;
    }
    if (depth > DEEPEST || (g && g->open > 1)) {
        report_error(l->r, a->at->line, a->at->column,
                     "The group \"%.*s\" is made of itself. Take it out of one of the groups.", heed_fmt(a->name));
        return NULL;
    }
    if (g && g->open && !vocabulary_name_next(l->v, a->name, NULL)) {
        report_error(l->r, a->at->line, a->at->column,
                     "The group \"%.*s\" is made of itself. Take it out of one of the groups.", heed_fmt(a->name));
        return NULL;
    }
    if (g && !g->open)
        e = group_expr(l, g, stands, event || a->event, depth);
    else
        e = vocabulary_atom(l, a, stands, event);
    if (!e)
        return NULL;
    expr *turned = expr_new(l->mem, EXPR_ANY); /* a shell, so that "not" never touches a shared tree */
    turned->negated = a->negated;
    expr_add(turned, e);
    return turned;
}

/* ---- conjuncts */

static bool add_literal(const heed_vocabulary *v, heed_arena *mem, clause_any *c, vocabulary_literal l)
{
    uint64_t all = vocabulary_domain(v, l.fact);
    for (size_t i = 0; i < c->n; i++)
        if (c->at[i].fact == l.fact) {
            c->at[i].mask |= l.mask;
            return c->at[i].mask != all;
        }
    if (l.mask)
        *ARENA_PUSH(mem, c->at, c->n, c->cap) = l;
    return l.mask != all;
}

/* The union of two conjuncts; false when it always holds and says nothing. */
static bool unite(lookup *l, const clause_any *a, const clause_any *b, clause_any *out)
{
    bool open = true;
    for (size_t i = 0; open && i < a->n; i++)
        open = add_literal(l->v, l->mem, out, a->at[i]);
    for (size_t i = 0; open && i < b->n; i++)
        open = add_literal(l->v, l->mem, out, b->at[i]);
    return open;
}

static bool implied_by(const clause_any *weak, const clause_any *strong)
{
    for (size_t i = 0; i < strong->n; i++) {
        bool covered = false;
        for (size_t k = 0; k < weak->n && !covered; k++)
            covered = weak->at[k].fact == strong->at[i].fact && !(strong->at[i].mask & ~weak->at[k].mask);
        if (!covered)
            return false;
    }
    return true;
}

/* A conjunct that follows from one already there is left out, and drops those that follow from it. */
static void add_clause(heed_arena *mem, condition *c, clause_any clause)
{
    for (size_t i = 0; i < c->n; i++)
        if (implied_by(&clause, &c->at[i]))
            return;
    size_t kept = 0;
    for (size_t i = 0; i < c->n; i++)
        if (!implied_by(&c->at[i], &clause))
            c->at[kept++] = c->at[i];
    c->n = kept;
    *ARENA_PUSH(mem, c->at, c->n, c->cap) = clause;
}

static bool to_conjuncts(lookup *l, const expr *e, bool negated, condition *out);

static bool product(lookup *l, condition *so_far, const condition *part, condition *out)
{
    for (size_t i = 0; i < so_far->n; i++)
        for (size_t k = 0; k < part->n; k++) {
            clause_any both = { 0 };
            if (!unite(l, &so_far->at[i], &part->at[k], &both))
                continue;
            l->work += both.n * both.n * (out->n + 1);
            add_clause(l->mem, out, both);
            if (out->n > MOST_CONJUNCTS || both.n > MOST_LITERALS || l->work > MOST_WORK)
                return false;
        }
    return true;
}

static bool any_conjuncts(lookup *l, const expr *e, bool negated, condition *out)
{
    condition so_far = { 0 };
    *ARENA_PUSH(l->mem, so_far.at, so_far.n, so_far.cap) = (clause_any){ 0 };
    for (const expr *part = e->first; part; part = part->next) {
        condition one = { 0 }, next = { 0 };
        if (!to_conjuncts(l, part, negated, &one) || !product(l, &so_far, &one, &next))
            return false;
        so_far = next;
    }
    for (size_t i = 0; i < so_far.n; i++)
        add_clause(l->mem, out, so_far.at[i]);
    return out->n <= MOST_CONJUNCTS;
}

static bool to_conjuncts(lookup *l, const expr *e, bool negated, condition *out)
{
    negated ^= e->negated;
    if (e->kind == EXPR_LITERAL) {
        clause_any one = { 0 };
        vocabulary_literal lit = e->literal;
        lit.mask = negated ? vocabulary_domain(l->v, lit.fact) & ~lit.mask : lit.mask;
        if (add_literal(l->v, l->mem, &one, lit))
            add_clause(l->mem, out, one);
        return true;
    }
    if ((e->kind == EXPR_ANY) != negated)
        return any_conjuncts(l, e, negated, out);
    for (const expr *part = e->first; part; part = part->next)
        if (!to_conjuncts(l, part, negated, out))
            return false;
    return out->n <= MOST_CONJUNCTS;
}

static bool add_expr(lookup *l, const expr *e, bool negated, const token *at, condition *into)
{
    if (to_conjuncts(l, e, negated, into))
        return true;
    return too_large(l, at);
}

bool condition_add_choice(lookup *l, const choice *c, place stands, bool event, condition *into)
{
    expr *any = expr_new(l->mem, EXPR_ANY);
    bool ok = true;
    l->facts = 0;
    for (size_t i = 0; i < c->n; i++) {
        expr *e = atom_expr(l, &c->at[i], stands, event, 0);
        ok = ok && e;
        if (e)
            expr_add(any, e);
    }
    return ok && (!c->n || add_expr(l, any, stands == PLACE_UNLESS, c->at[0].at, into));
}

bool condition_add_qualifiers(lookup *l, const qualifiers *q, bool event, condition *into)
{
    bool ok = true;
    for (size_t i = 0; i < q->n; i++)
        ok = condition_add_choice(l, &q->at[i].choice, q->at[i].place, event, into) && ok;
    return ok;
}

void condition_add(heed_arena *mem, condition *into, const vocabulary_literal *any, size_t n)
{
    clause_any *c = ARENA_PUSH(mem, into->at, into->n, into->cap);
    for (size_t i = 0; i < n; i++)
        *ARENA_PUSH(mem, c->at, c->n, c->cap) = any[i];
}

void condition_append(heed_arena *mem, condition *into, const condition *more)
{
    for (size_t i = 0; i < more->n; i++)
        *ARENA_PUSH(mem, into->at, into->n, into->cap) = more->at[i];
}

bool condition_of_group(lookup *l, const policy_group *g, condition *into)
{
    l->facts = 0;
    const expr *e = group_expr(l, (policy_group *)g, PLACE_WHEN, false, 0);
    return e && add_expr(l, e, false, &g->name, into);
}

static void add_role(heed_fact fact, heed_fact *roles, size_t *count, size_t most)
{
    for (size_t i = 0; i < *count; i++)
        if (roles[i] == fact)
            return;
    if (*count < most)
        roles[(*count)++] = fact;
}

static void atom_roles(lookup *l, const atom *a, heed_fact *roles, size_t *count, size_t most, int depth)
{
    policy_group *g = a->field.len ? NULL : group_named(l, a->name);
    if (a->negated || a->event || depth > DEEPEST || ++l->facts > MOST_FACTS)
        return;
    if (g && !g->open) {
        g->open++;
        for (size_t i = 0; i < g->n; i++)
            atom_roles(l, &g->items[i].fact, roles, count, most, depth + 1);
        g->open--;
        return;
    }
    const vocabulary_name *n = vocabulary_name_of(l->v, a->name, NAME_MEMBER);
    size_t members = 0;
    const heed_fact *all = n ? NULL : vocabulary_group_members(l->v, a->name, &members);
    if (n && heed_text_is(l->v->facts[n->index].set, "role"))
        add_role(n->index, roles, count, most);
    for (size_t i = 0; i < members; i++)
        add_role(all[i], roles, count, most);
}

void condition_roles(lookup *l, const choice *c, heed_fact *roles, size_t *count, size_t most)
{
    l->facts = 0;
    for (size_t i = 0; i < c->n; i++)
        atom_roles(l, &c->at[i], roles, count, most, 0);
}
