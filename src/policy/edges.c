/* edges.c - exceptions between rules, declared conflicts, and the order in which rules are looked at. */
#include "compile.h"

static void add_exception(compiler *c, size_t by, token id)
{
    id_list named = compile_rulings_of(c, id);
    size_t found = 0;
    for (size_t i = 0; i < c->rule_count; i++) {
        rule *r = &c->rules[i];
        if (!list_has(&named, r->statement) || r->statement == c->rules[by].statement || r->modal == MODAL_CITES)
            continue;
        list_add(c->mem, &r->defeaters, by);
        found++;
    }
    if (named.n && !found)
        report_error(c->r, id.line, id.column,
                     "Clause %.*s has no rule that an exception could switch off. Name another clause.", heed_fmt(id.text));
}

static void add_conflict(compiler *c, const conflict_pair *pair)
{
    id_list a = compile_rulings_of(c, pair->a), b = compile_rulings_of(c, pair->b);
    for (size_t i = 0; i < c->rule_count; i++)
        for (size_t k = 0; k < c->rule_count; k++)
            if (i != k && list_has(&a, c->rules[i].statement) && list_has(&b, c->rules[k].statement))
                *ARENA_PUSH(c->mem, c->conflicts, c->conflict_count, c->conflicts_cap) =
                    (blob_conflict){ (uint32_t)i, (uint32_t)k };
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

void compile_edges(compiler *c)
{
    for (size_t i = 0; i < c->rule_count; i++) {
        const rule *r = &c->rules[i];
        for (size_t k = 0; k < r->from->except.n; k++)
            if (!(r->flags & RULE_GATE)) /* the ban half of "needs" takes nothing away */
                add_exception(c, i, r->from->except.at[k]);
    }
    for (size_t i = 0; i < c->s->conflict_count; i++)
        add_conflict(c, &c->s->conflicts[i]);
    ordering o = { .c = c, .state = ARENA_NEW(c->mem, uint8_t, c->rule_count + 1) };
    c->order = ARENA_NEW(c->mem, uint16_t, c->rule_count + 1);
    for (size_t i = 0; i < c->rule_count && !o.ring; i++)
        place_rule(&o, (uint16_t)i);
}
