/* places.c - findings about words: where they stand, told as people point to a clause. */
#include "places.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const prose *lint_prose_of(lint *l)
{
    if (!l->prose)
        l->prose = prose_read(l->policy, l->mem);
    return l->prose;
}

static bool has(const lint_clauses *list, uint32_t clause)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->at[i] == clause)
            return true;
    return false;
}

static void add_clause(lint_places *places, const prose_block *b, uint32_t clause)
{
    if (!places->first) {
        places->first = b;
        places->line = b->line;
    }
    if (clause == UINT32_MAX) {
        places->all += places->clauses.n == 0 && places->all == 0;
        return;
    }
    places->all += !has(&places->clauses, clause);
    lint_clause_add(&places->clauses, clause);
}

void places_add(lint *l, lint_places *places, const prose_block *b, size_t word)
{
    add_clause(places, b, prose_clause_at(lint_prose_of(l), b, word));
}

void places_add_block(lint *l, lint_places *places, const prose_block *b)
{
    const prose *p = lint_prose_of(l);
    for (uint32_t k = 0; k < b->count; k++)
        add_clause(places, b, p->clauses[b->first + k]);
    if (!b->count)
        add_clause(places, b, UINT32_MAX);
}

heed_text places_words(lint *l, const lint_places *places)
{
    enum { SHOWN = 6 };
    size_t n = places->clauses.n;
    if (!n)
        return heed_text_printf(l->mem, "Line %u", places->line);
    heed_text out = lint_clause_id(l, places->clauses.at[0]);
    for (size_t i = 1; i < n && i < SHOWN; i++) {
        bool last = i + 1 == n && places->all <= n;
        heed_text id = lint_clause_id(l, places->clauses.at[i]);
        out = heed_text_printf(l->mem, "%.*s%s%.*s", heed_fmt(out), last ? " and " : ", ", heed_fmt(id));
    }
    size_t all = places->all > n ? places->all : n;
    if (all > SHOWN)
        out = heed_text_printf(l->mem, "%.*s and %zu more", heed_fmt(out), all - SHOWN);
    return out;
}

heed_lint_finding *places_say(lint *l, const char *rule, const lint_places *places, const char *format, ...)
{
    char message[900];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    size_t len = strlen(message);
    while (len && !heed_text_valid_utf8((heed_text){ message, len })) /* never end inside a character */
        message[--len] = '\0';
    heed_lint_finding *f = lint_say(l, rule, &places->clauses, "%s", message);
    if (!places->clauses.n && places->line)
        f->line = places->line;
    return f;
}

const phrases *lint_words_for(const lint *l, laws_list list)
{
    static const phrases none = { NULL, 0, 0 };
    return l->options->laws ? &l->options->laws->lists[list] : &none;
}
