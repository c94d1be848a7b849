/* clauses.c - brings the ids of statements and the anchors of prose together. */
#include "compile.h"
#include <string.h>

void list_add(heed_arena *mem, id_list *list, size_t id)
{
    if (!list_has(list, id))
        *ARENA_PUSH(mem, list->at, list->n, list->cap) = (uint16_t)id;
}

bool list_has(const id_list *list, size_t id)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->at[i] == id)
            return true;
    return false;
}

uint32_t compile_name(compiler *c, heed_text name)
{
    for (size_t i = 0; i < c->named; i++)
        if (heed_text_eq(c->names[i], name))
            return (uint32_t)i;
    *ARENA_PUSH(c->mem, c->names, c->named, c->names_cap) = name;
    return (uint32_t)c->named - 1;
}

static clause_part *clause_named(compiler *c, heed_text id)
{
    for (size_t i = 0; i < c->clause_count; i++)
        if (heed_text_eq(c->clauses[i].id, id))
            return &c->clauses[i];
    return NULL;
}

static clause_part *clause_new(compiler *c, heed_text id, uint32_t line, uint32_t block)
{
    clause_part *k = ARENA_PUSH(c->mem, c->clauses, c->clause_count, c->clauses_cap);
    *k = (clause_part){ .id = id, .line = line, .block = block };
    if (block != UINT32_MAX)
        k->prose = c->doc->blocks[block].prose;
    return k;
}

/* Anchored clauses come first, in the order of the document; the others are put among them by where their prose stands. */
static void take_anchored(compiler *c)
{
    for (size_t b = 0; b < c->doc->block_count; b++) {
        const document_block *block = &c->doc->blocks[b];
        for (size_t i = 0; i < block->anchors.len; i++) {
            heed_text id = block->anchors.at[i];
            clause_part *k = clause_named(c, id);
            if (c->clause_count == MOST_ANCHORS) {
                report_error(c->r, block->line, 1, "This document has more than %d anchors. Part it into two policies.",
                             MOST_ANCHORS);
                return;
            }
            if (k)
                report_error(c->r, block->line, 1, "The anchor {#%.*s} stands twice, first in line %u. Keep one of the two.",
                             heed_fmt(id), k->line);
            else
                clause_new(c, id, block->line, (uint32_t)b);
        }
    }
}

static void sort_clauses(compiler *c)
{
    for (size_t i = 1; i < c->clause_count; i++) { /* nearly sorted; stable */
        clause_part k = c->clauses[i];
        size_t at = i;
        for (; at && c->clauses[at - 1].line > k.line; at--)
            c->clauses[at] = c->clauses[at - 1];
        c->clauses[at] = k;
    }
}

static void check_twice(compiler *c, size_t at)
{
    const ruling *r = &c->s->rulings[at];
    for (size_t i = 0; i < at; i++) {
        const ruling *earlier = &c->s->rulings[i];
        if (heed_text_eq(earlier->id, r->id) && earlier->number == r->number) {
            report_error(c->r, r->line, r->column,
                         "The statement %.*s stands twice, first in line %u. Number the second one %.*s/2 or higher.",
                         heed_fmt(r->full_id), earlier->line, heed_fmt(r->id));
            return;
        }
    }
}

static bool has_faulty_statement(const compiler *c, heed_text clause)
{
    for (size_t i = 0; i < c->s->failed.n; i++) {
        heed_text id = c->s->failed.at[i].text;
        const char *slash = id.len ? memchr(id.at, '/', id.len) : NULL;
        if (heed_text_eq((heed_text){ id.at, slash ? (size_t)(slash - id.at) : id.len }, clause))
            return true;
    }
    return false;
}

void compile_clauses(compiler *c)
{
    size_t n = c->s->ruling_count;
    take_anchored(c);
    for (size_t i = 0; i < n; i++) {
        const ruling *r = &c->s->rulings[i];
        check_twice(c, i);
        if (clause_named(c, r->id))
            continue;
        if (r->block == UINT32_MAX)
            report_error(c->r, r->line, r->column,
                         "The clause %.*s has no prose. Write its words above the fence and end them with {#%.*s}.",
                         heed_fmt(r->id), heed_fmt(r->id));
        clause_new(c, r->id, r->block == UINT32_MAX ? r->line : c->doc->blocks[r->block].line, r->block);
    }
    sort_clauses(c);
    c->clause_of_ruling = ARENA_NEW(c->mem, uint32_t, n + 1);
    for (size_t i = 0; i < n; i++) {
        clause_part *k = clause_named(c, c->s->rulings[i].id);
        c->clause_of_ruling[i] = (uint32_t)(k - c->clauses);
        list_add(c->mem, &k->rulings, i);
    }
    for (size_t i = 0; i < c->clause_count; i++)
        if (!c->clauses[i].rulings.n && !has_faulty_statement(c, c->clauses[i].id))
            report_error(c->r, c->clauses[i].line, 1,
                         "The clause %.*s has prose and no statement. Write one under it, or take the anchor {#%.*s} out.",
                         heed_fmt(c->clauses[i].id), heed_fmt(c->clauses[i].id));
}

static bool named_by(const ruling *r, heed_text id)
{
    if (heed_text_eq(r->id, id) || heed_text_eq(r->full_id, id))
        return true;
    bool first = r->number == 1 && id.len == r->id.len + 2; /* 3.1 is 3.1/1 too */
    return first && memcmp(id.at, r->id.at, r->id.len) == 0 && memcmp(id.at + r->id.len, "/1", 2) == 0;
}

static void no_such_clause(compiler *c, token id)
{
    nearest near = nearest_to(id.text);
    const char *slash = memchr(id.text.at, '/', id.text.len);
    if (has_faulty_statement(c, (heed_text){ id.text.at, slash ? (size_t)(slash - id.text.at) : id.text.len }))
        return;
    for (size_t i = 0; i < c->s->ruling_count; i++)
        nearest_offer(&near, c->s->rulings[i].full_id);
    report_error(c->r, id.line, id.column, "There is no clause %.*s with a statement.%.*s", heed_fmt(id.text),
                 heed_fmt(near.best.len ? nearest_hint(&near, c->mem) : heed_lit(" Name one that has.")));
}

id_list compile_rulings_of(compiler *c, token id)
{
    id_list found = { 0 };
    for (size_t i = 0; i < c->s->ruling_count; i++)
        if (named_by(&c->s->rulings[i], id.text))
            *ARENA_PUSH(c->mem, found.at, found.n, found.cap) = (uint16_t)i;
    if (!found.n)
        no_such_clause(c, id);
    return found;
}
