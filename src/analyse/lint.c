/* lint.c - the families of checks in one run, and what they all need. */
#include "lint.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const heed_lint_rule general[] = {
    { "too-tangled", "note", "Rules too tangled to check whole",
      "The rules about one act hang on so many facts together that all its situations cannot be gone through here. Findings "
      "about that "
      "act may be missing. Answers to single questions are not touched by this.",
      "A rule with twenty facts joined by \"and\" and \"or\", with exceptions of the same kind.",
      "Split the rule with the most conditions into several, or name a group and use its name." },
};
static const lint_family tangled = { general, sizeof general / sizeof *general, NULL };

static const lint_family *const families[] = { &lint_logic, &lint_alike, &lint_exceptions, &lint_gaps, &lint_duties,
                                               &lint_laws,  &lint_front, &lint_prose,      &tangled };
enum { FAMILIES = sizeof families / sizeof *families };

const heed_lint_rule *heed_lint_rule_find(heed_text id)
{
    for (size_t f = 0; f < FAMILIES; f++)
        for (size_t i = 0; i < families[f]->count; i++)
            if (heed_text_is(id, families[f]->rules[i].id))
                return &families[f]->rules[i];
    return NULL;
}

const heed_lint_rule *heed_lint_rule_at(size_t index)
{
    for (size_t f = 0; f < FAMILIES; f++) {
        if (index < families[f]->count)
            return &families[f]->rules[index];
        index -= families[f]->count;
    }
    return NULL;
}

/* ---- acts */

static bool spoken_of(const lint *l, uint32_t act)
{
    return BLOB_AT(l->h, blob_slice, l->h->slices, act)->done.n > 0;
}

/* Said once; from then on there is nothing to look at. */
static const lint_act *too_tangled(lint *l, uint32_t act, const heed_error *err)
{
    lint_clauses first = { .n = 0 };
    const blob_entry *e = BLOB_AT(l->h, blob_entry, BLOB_AT(l->h, blob_slice, l->h->slices, act)->done, 0);
    l->acts[act].s = NULL;
    lint_clause_add(&first, lint_rule_at(l, e->rule)->clause);
    lint_say(l, "too-tangled", &first, "%s", err->message);
    return NULL;
}

const lint_act *lint_of(lint *l, uint32_t act)
{
    lint_act *a = &l->acts[act];
    heed_error err;
    if (l->opened[act] && a->s && space_check(a->s, &err) != HEED_OK) /* a check met the limit: see lint_show */
        return too_tangled(l, act, &err);
    if (l->opened[act])
        return a->s ? a : NULL;
    l->opened[act] = true;
    if (!spoken_of(l, act))
        return NULL;
    uint32_t limit = l->options->node_limit ? l->options->node_limit : SPACE_NODES;
    heed_arena *room = arena_scratch(l->mem); /* given back where the rules are too tangled: many acts may be */
    heed_status status = space_open(l->x, &l->policy, 1, act, false, l->options->as_of, limit, room, &a->s, &err);
    if (status == HEED_OK) {
        a->rules = space_rules(a->s, l->policy, NO_RULE);
        space_outcomes(a->s, &a->rules, false, a->may, &a->bare);
        space_outcomes(a->s, &a->rules, true, a->must, NULL);
        status = space_check(a->s, &err);
    }
    if (status == HEED_OK) {
        l->mem->used_total += room->used_total; /* one limit for all acts together */
        return a;
    }
    arena_give_back(room);
    return too_tangled(l, act, &err);
}

/* ---- findings */

heed_text lint_clause_id(const lint *l, uint32_t clause)
{
    return blob_text(l->h, BLOB_AT(l->h, blob_clause, l->h->clauses, clause)->id);
}

heed_text lint_statement_id(const lint *l, unsigned rule)
{
    return blob_text(l->h, BLOB_AT(l->h, blob_statement, l->h->statements, lint_rule_at(l, rule)->group)->id);
}

void lint_clause_add(lint_clauses *list, uint32_t clause)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->at[i] == clause)
            return;
    if (list->n < sizeof list->at / sizeof *list->at)
        list->at[list->n++] = clause;
}

bool lint_names(const lint *l, const blob_literal *lit)
{
    uint32_t fact = lit->fact % l->x->n;
    uint64_t domain = l->x->domain[fact], other = 1ull << HEED_VALUE_OTHER;
    if (!l->x->info[fact]->one_valued)
        return lit->mask == 2;
    return !(lit->mask & other) && 2 * __builtin_popcountll(lit->mask & domain) <= __builtin_popcountll(domain);
}

heed_text lint_clause_list(const lint *l, const lint_clauses *list)
{
    heed_text words = { "", 0 };
    enum { SHOWN = 6 };
    size_t n = list->n > SHOWN + 1 ? SHOWN : list->n;
    for (size_t i = 0; i < n; i++) {
        heed_text id = lint_clause_id(l, list->at[i]);
        const char *between = !i ? "" : i + 1 == list->n ? " and " : ", ";
        words = heed_text_printf(l->mem, "%.*s%s%.*s", heed_fmt(words), between, heed_fmt(id));
    }
    return n < list->n ? heed_text_printf(l->mem, "%.*s and %zu more", heed_fmt(words), list->n - n) : words;
}

static heed_texts ids_of(const lint *l, const lint_clauses *clauses)
{
    heed_texts out = { ARENA_NEW(l->mem, heed_text, clauses->n + 1), clauses->n };
    for (size_t i = 0; i < clauses->n; i++)
        out.at[i] = lint_clause_id(l, clauses->at[i]);
    return out;
}

heed_lint_finding *lint_say(lint *l, const char *rule, const lint_clauses *clauses, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    size_t n = (size_t)vsnprintf(NULL, 0, format, args);
    char *message = heed_arena_alloc(l->mem, n + 1);
    vsnprintf(message, n + 1, format, again);
    va_end(again);
    va_end(args);
    heed_lint_finding *f = ARENA_PUSH(l->mem, l->found.at, l->found.len, l->cap);
    *f = (heed_lint_finding){ .rule = heed_lint_rule_find(heed_text_of(rule)),
                              .message = { message, n },
                              .line = clauses->n ? BLOB_AT(l->h, blob_clause, l->h->clauses, clauses->at[0])->line : 1,
                              .column = 1,
                              .clauses = ids_of(l, clauses),
                              .situation = { "", 0 },
                              .share = -1 };
    return f;
}

void lint_show(lint *l, heed_lint_finding *f, space *s, diagram where)
{
    uint64_t *masks = ARENA_NEW(l->mem, uint64_t, s->count + 1);
    if (diagrams_full(s->d) && f == &l->found.at[l->found.len - 1]) { /* beyond the limit nothing is certain */
        l->found.len--;
        return;
    }
    if (!picture_of(s, where, masks))
        return;
    f->situation = picture_words(s, masks, l->mem);
    f->facts = picture_example(s, masks, l->told, l->mem);
    f->share = diagram_count(s->d, where) / diagram_count(s->d, s->valid);
}

static bool same_clauses(const lint *l, const heed_lint_finding *f, const lint_clauses *clauses)
{
    size_t same = 0;
    for (size_t i = 0; i < clauses->n; i++)
        for (size_t k = 0; k < f->clauses.len; k++)
            same += heed_text_eq(f->clauses.at[k], lint_clause_id(l, clauses->at[i]));
    return f->clauses.len == clauses->n && same == clauses->n;
}

bool lint_said(const lint *l, const char *rule, const lint_clauses *clauses)
{
    for (size_t i = 0; i < l->found.len; i++)
        if (heed_text_is(heed_text_of(rule), l->found.at[i].rule->id) && same_clauses(l, &l->found.at[i], clauses))
            return true;
    return false;
}

bool lint_told(const lint *l, const char *rule, const lint_clauses *clauses)
{
    for (size_t i = 0; i < l->found.len; i++) {
        const heed_lint_finding *f = &l->found.at[i];
        size_t in = 0;
        for (size_t c = 0; c < clauses->n; c++)
            for (size_t k = 0; k < f->clauses.len; k++)
                in += heed_text_eq(f->clauses.at[k], lint_clause_id(l, clauses->at[c]));
        if (in == clauses->n && heed_text_is(heed_text_of(rule), f->rule->id))
            return true;
    }
    return false;
}

static int by_line(const void *a, const void *b)
{
    const heed_lint_finding *x = a, *y = b;
    if (x->line != y->line)
        return x->line < y->line ? -1 : 1;
    int names = strcmp(x->rule->id, y->rule->id);
    return names ? names : heed_text_cmp(x->message, y->message);
}

heed_status heed_lint(const heed_policy *policy, const heed_analyse_options *options, heed_arena *mem,
                      heed_lint_findings *findings_out, heed_error *err)
{
    ARENA_GUARD(mem, err);
    lint *l = ARENA_NEW(mem, lint, 1);
    *l = (lint){
        .mem = mem, .policy = policy, .h = policy_head(policy), .v = heed_policy_vocabulary(policy), .options = options
    };
    l->x = facts_index_new(l->v, mem);
    l->acts = ARENA_NEW(mem, lint_act, heed_act_count(l->v));
    l->opened = ARENA_NEW(mem, bool, heed_act_count(l->v));
    l->told = heed_situation_new(l->v, mem);
    if (!l->told)
        return heed_fail(err, HEED_FAULT, "There is not enough memory for this. Close something and try again.");
    for (size_t i = 0; i < FAMILIES; i++)
        if (families[i]->look)
            families[i]->look(l);
    if (l->found.len)
        qsort(l->found.at, l->found.len, sizeof *l->found.at, by_line);
    *findings_out = l->found;
    return HEED_OK;
}
