/* diagram.c - one node a question, one edge a set of values; equal diagrams are one node. */
#include "diagram.h"
#include "base/arena.h"
#include <string.h>

typedef struct {
    uint64_t mask;
    diagram to;
} edge;

typedef struct {
    uint32_t level; /* variable asked; edges to DIAGRAM_NONE are left out */
    uint32_t first, count;
} node;

typedef enum { OP_AND = 1, OP_OR, OP_LESS } op;
typedef struct {
    diagram a, b, result;
    uint32_t op;
} remembered;

enum { FEW = 1u << 10, MANY = 1u << 16, SPARSE = 4, VALUES = 64 };

/* A table by node that each count or picture fills anew: kept, since an arena gives nothing back. */
typedef struct {
    double *at;
    size_t cap;
} by_node;

/* What became of nodes while a variable was forgotten. A row counts only when it bears the number of the present run: that is
 * cheaper than clearing the table for every run. */
typedef struct {
    uint32_t run;
    diagram result;
} forgotten;

struct diagrams {
    heed_arena *mem;
    by_node *scratch;
    forgotten *forgotten;
    size_t forgotten_cap;
    uint32_t forgotten_run;
    const uint64_t *domain;
    uint32_t count, limit;
    node *nodes;
    size_t node_count, node_cap;
    edge *edges;
    size_t edge_count, edge_cap;
    diagram *table; /* open addressing over nodes */
    size_t table_size;
    remembered *cache; /* a quarter of the places of the table, from FEW up to MANY: clearing them takes time, too */
    size_t cache_size;
    bool full;
};

diagrams *diagrams_new(heed_arena *mem, const uint64_t *domain, uint32_t count, uint32_t limit)
{
    diagrams *d = ARENA_NEW(mem, diagrams, 1);
    *d = (diagrams){ .mem = mem, .domain = domain, .count = count, .limit = limit, .table_size = FEW };
    d->full = count > DIAGRAM_VARIABLES;
    d->scratch = ARENA_NEW(mem, by_node, 1);
    d->table = ARENA_NEW(mem, diagram, d->table_size);
    d->cache_size = FEW;
    d->cache = ARENA_NEW(mem, remembered, d->cache_size);
    for (int end = 0; end < 2; end++)
        *ARENA_PUSH(mem, d->nodes, d->node_count, d->node_cap) = (node){ .level = count };
    return d;
}

bool diagrams_full(const diagrams *d)
{
    return d->full;
}

size_t diagrams_size(const diagrams *d)
{
    return d->node_count;
}

static uint64_t mix(uint64_t h, uint64_t x)
{
    h = (h ^ x) * 0x9E3779B97F4A7C15u;
    return h ^ h >> 29;
}

static size_t place_of(const diagrams *d, uint32_t level, const edge *edges, uint32_t count)
{
    uint64_t h = mix(0, level);
    for (uint32_t i = 0; i < count; i++)
        h = mix(mix(h, edges[i].mask), edges[i].to);
    return (size_t)h & (d->table_size - 1);
}

static bool same_node(const diagrams *d, const node *n, uint32_t level, const edge *edges, uint32_t count)
{
    if (n->level != level || n->count != count)
        return false;
    for (uint32_t i = 0; i < count; i++)
        if (d->edges[n->first + i].mask != edges[i].mask || d->edges[n->first + i].to != edges[i].to)
            return false;
    return true;
}

static void table_add(diagrams *d, diagram of)
{
    const node *n = &d->nodes[of];
    size_t at = place_of(d, n->level, d->edges + n->first, n->count);
    while (d->table[at])
        at = (at + 1) & (d->table_size - 1);
    d->table[at] = of;
}

static void table_grow(diagrams *d)
{
    d->table_size *= 2;
    d->table = ARENA_NEW(d->mem, diagram, d->table_size);
    for (size_t i = 2; i < d->node_count; i++)
        table_add(d, (diagram)i);
    if (d->cache_size < MANY && d->cache_size * SPARSE < d->table_size) {
        d->cache_size *= 2;
        d->cache = ARENA_NEW(d->mem, remembered, d->cache_size);
    }
}

/* The one node with these edges. They are brought into one order: by where they lead, one edge a place. */
static diagram node_of(diagrams *d, uint32_t level, edge *edges, uint32_t count)
{
    if (!count)
        return DIAGRAM_NONE;
    if (count == 1 && edges[0].mask == d->domain[level])
        return edges[0].to;
    for (uint32_t i = 1; i < count; i++)
        for (uint32_t k = i; k && edges[k - 1].to > edges[k].to; k--) {
            edge swap = edges[k];
            edges[k] = edges[k - 1];
            edges[k - 1] = swap;
        }
    for (size_t at = place_of(d, level, edges, count); d->table[at]; at = (at + 1) & (d->table_size - 1))
        if (same_node(d, &d->nodes[d->table[at]], level, edges, count))
            return d->table[at];
    if (d->node_count >= d->limit) {
        d->full = true;
        return DIAGRAM_NONE;
    }
    if (d->node_count * 2 > d->table_size)
        table_grow(d);
    node *n = ARENA_PUSH(d->mem, d->nodes, d->node_count, d->node_cap);
    *n = (node){ .level = level, .first = (uint32_t)d->edge_count, .count = count };
    for (uint32_t i = 0; i < count; i++)
        *ARENA_PUSH(d->mem, d->edges, d->edge_count, d->edge_cap) = edges[i];
    table_add(d, (diagram)(d->node_count - 1));
    return (diagram)(d->node_count - 1);
}

typedef struct {
    edge at[VALUES];
    uint32_t count;
} edge_list;

static void edge_add(edge_list *list, uint64_t mask, diagram to)
{
    if (!mask || to == DIAGRAM_NONE)
        return;
    for (uint32_t i = 0; i < list->count; i++)
        if (list->at[i].to == to) {
            list->at[i].mask |= mask;
            return;
        }
    list->at[list->count++] = (edge){ mask, to };
}

diagram diagram_literal(diagrams *d, uint32_t variable, uint64_t mask)
{
    edge one = { mask & d->domain[variable], DIAGRAM_ALL };
    return one.mask && !d->full ? node_of(d, variable, &one, 1) : DIAGRAM_NONE;
}

/* What is known without looking inside; UINT32_MAX when nothing is. */
static diagram at_once(op o, diagram a, diagram b)
{
    switch (o) {
    case OP_AND:
        return a == DIAGRAM_NONE || b == DIAGRAM_NONE ? DIAGRAM_NONE
               : a == DIAGRAM_ALL || a == b           ? b
               : b == DIAGRAM_ALL                     ? a
                                                      : UINT32_MAX;
    case OP_OR:
        return a == DIAGRAM_ALL || b == DIAGRAM_ALL ? DIAGRAM_ALL
               : a == DIAGRAM_NONE || a == b        ? b
               : b == DIAGRAM_NONE                  ? a
                                                    : UINT32_MAX;
    default:
        return a == DIAGRAM_NONE || b == DIAGRAM_ALL || a == b ? DIAGRAM_NONE : b == DIAGRAM_NONE ? a : UINT32_MAX;
    }
}

/* The edges of a diagram at a level: its own, or one for all values when it does not ask there; the values that are left lead
 * to nothing. */
static uint32_t edges_at(const diagrams *d, diagram a, uint32_t level, edge *out)
{
    const node *n = &d->nodes[a];
    uint64_t left = d->domain[level];
    if (n->level != level) {
        out[0] = (edge){ left, a };
        return 1;
    }
    for (uint32_t i = 0; i < n->count; i++) {
        out[i] = d->edges[n->first + i];
        left &= ~out[i].mask;
    }
    out[n->count] = (edge){ left, DIAGRAM_NONE };
    return left ? n->count + 1 : n->count;
}

static diagram apply(diagrams *d, op o, diagram a, diagram b);

static diagram apply_edges(diagrams *d, op o, diagram a, diagram b, uint32_t level)
{
    edge of_a[VALUES + 1], of_b[VALUES + 1];
    uint32_t a_count = edges_at(d, a, level, of_a), b_count = edges_at(d, b, level, of_b);
    edge_list list = { .count = 0 };
    for (uint32_t i = 0; i < a_count; i++)
        for (uint32_t k = 0; k < b_count; k++)
            if (of_a[i].mask & of_b[k].mask)
                edge_add(&list, of_a[i].mask & of_b[k].mask, apply(d, o, of_a[i].to, of_b[k].to));
    return node_of(d, level, list.at, list.count);
}

static diagram apply(diagrams *d, op o, diagram a, diagram b)
{
    diagram known = at_once(o, a, b);
    if (known != UINT32_MAX || d->full)
        return d->full ? DIAGRAM_NONE : known;
    if (o != OP_LESS && a > b) {
        diagram swap = a;
        a = b;
        b = swap;
    }
    uint64_t place = mix(mix(o, a), b);
    const remembered *r = &d->cache[place & (d->cache_size - 1)];
    if (r->op == o && r->a == a && r->b == b)
        return r->result;
    uint32_t x = d->nodes[a].level, y = d->nodes[b].level;
    diagram result = apply_edges(d, o, a, b, x < y ? x : y);
    if (!d->full)
        d->cache[place & (d->cache_size - 1)] = (remembered){ a, b, result, o };
    return result;
}

diagram diagram_and(diagrams *d, diagram a, diagram b)
{
    return apply(d, OP_AND, a, b);
}

diagram diagram_or(diagrams *d, diagram a, diagram b)
{
    return apply(d, OP_OR, a, b);
}

diagram diagram_less(diagrams *d, diagram a, diagram b)
{
    return apply(d, OP_LESS, a, b);
}

diagram diagram_not(diagrams *d, diagram a)
{
    return apply(d, OP_LESS, DIAGRAM_ALL, a);
}

/* ---- forgetting */

typedef struct {
    diagrams *d;
    uint32_t variable;
    uint64_t mask;
} forgetting;

static diagram forget(forgetting *f, diagram a)
{
    diagrams *d = f->d;
    node n = d->nodes[a];
    if (n.level > f->variable || d->full)
        return a;
    if (d->forgotten[a].run == d->forgotten_run)
        return d->forgotten[a].result;
    diagram result = DIAGRAM_NONE;
    if (n.level == f->variable) {
        for (uint32_t i = 0; i < n.count; i++)
            if (d->edges[n.first + i].mask & f->mask)
                result = diagram_or(d, result, d->edges[n.first + i].to);
    } else {
        edge_list list = { .count = 0 };
        for (uint32_t i = 0; i < n.count; i++) {
            edge e = d->edges[n.first + i];
            edge_add(&list, e.mask, forget(f, e.to));
        }
        result = node_of(d, n.level, list.at, list.count);
    }
    d->forgotten[a] = (forgotten){ d->forgotten_run, result };
    return result;
}

/* Room for `a` and what is below it, which has smaller numbers. */
static void begin_run(diagrams *d, diagram a)
{
    if (a >= d->forgotten_cap) {
        d->forgotten_cap = 2 * d->node_count;
        d->forgotten = ARENA_NEW(d->mem, forgotten, d->forgotten_cap);
        d->forgotten_run = 0;
    }
    d->forgotten_run++;
}

diagram diagram_forget(diagrams *d, diagram a, uint32_t variable, uint64_t mask)
{
    begin_run(d, a);
    return forget(&(forgetting){ d, variable, mask }, a);
}

static void note_asked(diagrams *d, diagram a, bool *asked)
{
    const node *n = &d->nodes[a];
    if (a == DIAGRAM_NONE || a == DIAGRAM_ALL || d->forgotten[a].run == d->forgotten_run)
        return;
    d->forgotten[a].run = d->forgotten_run;
    asked[n->level] = true;
    for (uint32_t i = 0; i < n->count; i++)
        note_asked(d, d->edges[n->first + i].to, asked);
}

void diagram_asks(diagrams *d, diagram a, bool *asked_out)
{
    memset(asked_out, 0, d->count * sizeof *asked_out);
    begin_run(d, a);
    note_asked(d, a, asked_out);
}

/* ---- counting and looking */

static double values_between(const diagrams *d, uint32_t from, uint32_t to)
{
    double n = 1;
    for (uint32_t i = from; i < to; i++)
        n *= __builtin_popcountll(d->domain[i]);
    return n;
}

static double count_from(const diagrams *d, diagram a, double *done)
{
    const node *n = &d->nodes[a];
    if (a == DIAGRAM_NONE || a == DIAGRAM_ALL)
        return a;
    if (done[a] > 0)
        return done[a];
    double sum = 0;
    for (uint32_t i = 0; i < n->count; i++) {
        edge e = d->edges[n->first + i];
        sum += __builtin_popcountll(e.mask) * count_from(d, e.to, done) * values_between(d, n->level + 1, d->nodes[e.to].level);
    }
    return done[a] = sum;
}

static double *cleared(const diagrams *d, size_t count)
{
    by_node *s = d->scratch;
    if (s->cap >= count)
        return memset(s->at, 0, count * sizeof *s->at);
    s->cap = 2 * count;
    return s->at = ARENA_NEW(d->mem, double, s->cap);
}

/* Nodes are made after those they lead to, so what is below `a` has smaller numbers. */
double diagram_count(const diagrams *d, diagram a)
{
    double *done = cleared(d, a + 1);
    return count_from(d, a, done) * values_between(d, 0, d->nodes[a].level);
}

bool diagram_has(const diagrams *d, diagram a, const uint64_t *values)
{
    while (a != DIAGRAM_NONE && a != DIAGRAM_ALL) {
        const node *n = &d->nodes[a];
        diagram next = DIAGRAM_NONE;
        for (uint32_t i = 0; i < n->count; i++)
            if (d->edges[n->first + i].mask & values[n->level])
                next = d->edges[n->first + i].to;
        a = next;
    }
    return a == DIAGRAM_ALL;
}

/* ---- the best box: every edge has a price, the cheapest way to DIAGRAM_ALL is taken */

typedef struct {
    const diagrams *d;
    const uint64_t *usual; /* NULL: the price is how little of the domain the edge keeps */
    const uint8_t *weight;
    double *price; /* by node; 0 not known yet, else price + 1 */
} pricing;

static double edge_price(const pricing *p, uint32_t level, uint64_t mask)
{
    if (p->usual)
        return mask & p->usual[level] ? 0 : p->weight[level];
    double share = (double)__builtin_popcountll(mask) / __builtin_popcountll(p->d->domain[level]);
    return 1 / share - 1;
}

static double price_of(pricing *p, diagram a)
{
    if (a == DIAGRAM_ALL)
        return 0;
    if (p->price[a] > 0)
        return p->price[a] - 1;
    const node *n = &p->d->nodes[a];
    double best = -1;
    for (uint32_t i = 0; i < n->count; i++) {
        edge e = p->d->edges[n->first + i];
        double price = edge_price(p, n->level, e.mask) + price_of(p, e.to);
        if (best < 0 || price < best)
            best = price;
    }
    p->price[a] = best + 1;
    return best;
}

/* Of equal prices what is remarkable early, and the first value: vocabularies put the best known first. */
static bool is_cheaper(pricing *p, uint32_t level, edge a, edge b)
{
    double x = edge_price(p, level, a.mask) + price_of(p, a.to), y = edge_price(p, level, b.mask) + price_of(p, b.to);
    bool a_usual = p->usual && a.mask & p->usual[level], b_usual = p->usual && b.mask & p->usual[level];
    if (x != y || a_usual != b_usual)
        return x < y || (x == y && b_usual);
    return (a.mask & -a.mask) < (b.mask & -b.mask);
}

static bool cheapest(const diagrams *d, diagram a, pricing *p, uint64_t *masks_out)
{
    memcpy(masks_out, d->domain, d->count * sizeof *masks_out);
    if (a == DIAGRAM_NONE)
        return false;
    p->price = cleared(d, a + 1);
    price_of(p, a);
    while (a != DIAGRAM_ALL) {
        const node *n = &d->nodes[a];
        edge best = d->edges[n->first];
        for (uint32_t i = 1; i < n->count; i++)
            if (is_cheaper(p, n->level, d->edges[n->first + i], best))
                best = d->edges[n->first + i];
        masks_out[n->level] = best.mask;
        a = best.to;
    }
    return true;
}

bool diagram_picture(const diagrams *d, diagram a, const uint64_t *usual, const uint8_t *weight, uint64_t *masks_out)
{
    pricing p = { .d = d, .usual = usual, .weight = weight };
    return cheapest(d, a, &p, masks_out);
}

bool diagram_widest(const diagrams *d, diagram a, uint64_t *masks_out)
{
    pricing p = { .d = d };
    return cheapest(d, a, &p, masks_out);
}

diagram diagram_box(diagrams *d, const uint64_t *masks)
{
    diagram box = DIAGRAM_ALL;
    for (uint32_t i = d->count; i-- > 0;)
        box = diagram_and(d, diagram_literal(d, i, masks[i]), box);
    return box;
}

void diagram_widen(diagrams *d, diagram a, const uint32_t *order, uint64_t *masks)
{
    for (uint32_t i = d->count; i-- > 0;) {
        uint32_t at = order ? order[i] : i;
        uint64_t was = masks[at];
        if (was == d->domain[at])
            continue;
        masks[at] = d->domain[at];
        if (!diagram_within(d, diagram_box(d, masks), a) || d->full)
            masks[at] = was;
    }
}
