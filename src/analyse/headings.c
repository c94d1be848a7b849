/* headings.c - do the rules under a heading bind the people it names? */
#include "headings.h"
#include "places.h"
#include "watch.h"

/* "parent-carer" is met as "parent" and as "carer", "supply-staff" as both words; with or without an s. */
static bool word_is(heed_text low, heed_text part)
{
    if (low.len == part.len + 1 && low.at[part.len] == 's')
        low.len--;
    return heed_text_eq(low, part);
}

/* A role, or a part of its name: "carers" of parent-carer. */
static bool may_mean(const lint *l, heed_text low, heed_fact role)
{
    heed_text name = l->x->info[role]->name;
    for (size_t from = 0, at = 0; at <= name.len; at++)
        if (at == name.len || name.at[at] == '-') {
            if (word_is(low, (heed_text){ name.at + from, at - from }))
                return true;
            from = at + 1;
        }
    return false;
}

static bool means_people(const lint *l, heed_text low)
{
    for (size_t i = 0; i < l->x->role_count; i++)
        if (may_mean(l, low, l->x->roles[i]))
            return true;
    return false;
}

static bool joins_people(heed_text low)
{
    static const char *const joining[] = { "and", "or", "the", "our", "other", "all", "on" };
    for (size_t i = 0; i < sizeof joining / sizeof *joining; i++)
        if (heed_text_is(low, joining[i]))
            return true;
    return low.len < 2; /* "C", "8" */
}

static bool binds_meant(const lint *l, const blob_rule *r, heed_text low)
{
    for (size_t i = 0; i < l->x->role_count; i++)
        if (may_mean(l, low, l->x->roles[i]) && watch_binds(l, r, l->x->roles[i]))
            return true;
    return !r->subject.n;
}

/* Is there a rule under this heading that binds them? below: all that stand there. */
static bool bound_below(lint *l, size_t heading, heed_text low, lint_clauses *below)
{
    bool bound = false;
    for (uint32_t i = 0; i < l->h->rules.n; i++) {
        const blob_rule *r = lint_rule_at(l, i);
        const prose_block *b = prose_block_of(lint_prose_of(l), r->clause);
        if (!b || b->heading != heading || r->modal == MODAL_CITES || r->modal == MODAL_SCHEDULE)
            continue;
        lint_clause_add(below, r->clause);
        bound |= binds_meant(l, r, low);
    }
    return bound;
}

/* "supply staff": words that stand together mean one group. 0: the word only joins. */
static size_t group_length(const prose_block *b, size_t from)
{
    size_t n = 0;
    while (from + n < b->n && !joins_people(b->words[from + n].low) && !(n && b->words[from + n - 1].comma))
        n++;
    return n;
}

/* A heading that is a list of people: who of them has no rule below, while others have one? */
static void look_at_heading(lint *l, size_t heading)
{
    const prose_block *b = &lint_prose_of(l)->at[heading];
    heed_text missing = { "", 0 };
    lint_clauses below = { .n = 0 };
    bool some = false;
    for (size_t i = 0; i < b->n; i++)
        if (!joins_people(b->words[i].low) && !means_people(l, b->words[i].low))
            return; /* it speaks of more than people */
    for (size_t i = 0, n; i < b->n; i += n ? n : 1) {
        n = group_length(b, i);
        bool bound = false;
        for (size_t k = 0; k < n; k++)
            bound |= bound_below(l, heading, b->words[i + k].low, &below);
        some |= bound;
        if (n && !bound)
            missing = heed_text_printf(l->mem, "%.*s%s%.*s", heed_fmt(missing), missing.len ? " and " : "",
                                       heed_fmt(prose_quote(b, i, n, l->mem)));
    }
    heed_text whole = b->n ? prose_quote(b, 0, b->n, l->mem) : b->text;
    if (missing.len && some)
        lint_say(l, "heading-wider", &below, "The heading \"%.*s\" names %.*s, and no rule under it is for them.",
                 heed_fmt(whole), heed_fmt(missing));
}

void headings_look(lint *l)
{
    for (size_t i = 0; i < lint_prose_of(l)->len; i++)
        if (lint_prose_of(l)->at[i].level)
            look_at_heading(l, i);
}
