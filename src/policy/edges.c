/* edges.c - exceptions between rules, declared conflicts, and the order in which rules are looked at. */
#include "compile.h"
#include <string.h>

/* Which rulings an id names, as a table: `marks` is one entry a ruling. */
static bool mark_named(compiler *c, token id, bool *marks)
{
    id_list named = compile_rulings_of(c, id);
    memset(marks, 0, c->s->ruling_count * sizeof *marks);
    for (size_t i = 0; i < named.n; i++)
        marks[named.at[i]] = true;
    return named.n > 0;
}

static void add_exception(compiler *c, size_t by, token id, bool *marks, size_t *pairs)
{
    size_t found = 0;
    if (!mark_named(c, id, marks))
        return;
    for (size_t i = 0; i < c->rule_count && *pairs < MOST_PAIRS; i++) {
        rule *r = &c->rules[i];
        if (!marks[r->statement] || r->statement == c->rules[by].statement || r->modal == MODAL_CITES)
            continue;
        found++;
        if (r->defeaters.n && r->defeaters.at[r->defeaters.n - 1] == by) /* named twice by one statement */
            continue;
        *ARENA_PUSH(c->mem, r->defeaters.at, r->defeaters.n, r->defeaters.cap) = (uint16_t)by;
        ++*pairs;
    }
    if (!found && *pairs < MOST_PAIRS)
        report_error(c->r, id.line, id.column,
                     "Clause %.*s has no rule that an exception could switch off. Name another clause.", heed_fmt(id.text));
}

static void add_conflict(compiler *c, const conflict_pair *pair, bool *a, bool *b)
{
    bool both = mark_named(c, pair->a, a);
    both = mark_named(c, pair->b, b) && both;
    for (size_t i = 0; both && i < c->rule_count; i++)
        for (size_t k = 0; a[c->rules[i].statement] && k < c->rule_count && c->conflict_count <= MOST_PAIRS; k++)
            if (i != k && b[c->rules[k].statement])
                *ARENA_PUSH(c->mem, c->conflicts, c->conflict_count, c->conflicts_cap) =
                    (blob_conflict){ (uint32_t)i, (uint32_t)k };
}

static size_t edges_written(const compiler *c)
{
    size_t n = c->s->conflict_count;
    for (size_t i = 0; i < c->s->ruling_count; i++)
        n += c->s->rulings[i].except.n;
    return n;
}

static void too_many_edges(compiler *c)
{
    report_error(c->r, 1, 1,
                 "This policy has too many exceptions and conflicts to be checked quickly. Part it into two policies.");
}

/* ---- order: a rule comes after all that may switch it off and after the rule it follows */

typedef struct {
    compiler *c;
    uint8_t *state;
    size_t placed;
    id_list path;
    bool ring;
} ordering;

static void tell_ring(ordering *o, uint16_t closing)
{
    heed_text ids = { "", 0 };
    bool in = false;
    for (size_t i = 0; i < o->path.n; i++) {
        in = in || o->path.at[i] == closing;
        if (in)
            ids = heed_text_printf(o->c->mem, "%.*s%s%.*s", heed_fmt(ids), ids.len ? ", " : "",
                                   heed_fmt(o->c->rules[o->path.at[i]].from->full_id));
    }
    const ruling *r = o->c->rules[closing].from;
    report_error(o->c->r, r->line, r->column,
                 "These statements are exceptions of each other in a ring: %.*s. Take one \"except\" out.", heed_fmt(ids));
    o->ring = true;
}

enum { NEW, OPEN, PLACED };

static void place_rule(ordering *o, uint16_t at)
{
    if (o->ring || o->state[at] == PLACED)
        return;
    if (o->state[at] == OPEN) {
        tell_ring(o, at);
        return;
    }
    o->state[at] = OPEN;
    *ARENA_PUSH(o->c->mem, o->path.at, o->path.n, o->path.cap) = at;
    const rule *r = &o->c->rules[at];
    for (size_t i = 0; i < r->defeaters.n; i++)
        place_rule(o, r->defeaters.at[i]);
    if (r->trigger_rule != NO_RULE)
        place_rule(o, (uint16_t)r->trigger_rule);
    o->path.n--;
    o->state[at] = PLACED;
    o->c->order[o->placed++] = at;
}

static void add_edges(compiler *c)
{
    bool *marks = ARENA_NEW(c->mem, bool, c->s->ruling_count + 1), *others = ARENA_NEW(c->mem, bool, c->s->ruling_count + 1);
    size_t pairs = 0;
    for (size_t i = 0; i < c->rule_count; i++) {
        const rule *r = &c->rules[i];
        for (size_t k = 0; k < r->from->except.n; k++)
            if (!(r->flags & RULE_GATE)) /* the ban half of "needs" takes nothing away */
                add_exception(c, i, r->from->except.at[k], marks, &pairs);
    }
    for (size_t i = 0; i < c->s->conflict_count; i++)
        add_conflict(c, &c->s->conflicts[i], marks, others);
    if (pairs >= MOST_PAIRS || c->conflict_count > MOST_PAIRS)
        too_many_edges(c);
}

void compile_edges(compiler *c)
{
    if (edges_written(c) > MOST_EDGES) {
        too_many_edges(c);
        return;
    }
    add_edges(c);
    ordering o = { .c = c, .state = ARENA_NEW(c->mem, uint8_t, c->rule_count + 1) };
    c->order = ARENA_NEW(c->mem, uint16_t, c->rule_count + 1);
    for (size_t i = 0; i < c->rule_count && !o.ring; i++)
        place_rule(&o, (uint16_t)i);
}
