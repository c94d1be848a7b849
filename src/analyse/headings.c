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

/* ---- who slips out of some rules under a heading */

enum { FEW_LEFT_OUT = 2, SAME_RULES = 2, MANY_PEOPLE = 6, SLIP = 4 };

/* The roles a ban binds by name, as the first conjunct of its subject; NULL when it binds everybody or with conditions. */
static const blob_conjunct *named_people(const lint *l, const blob_rule *r)
{
    if (!watch_is_ban(r) || r->subject.n != 1)
        return NULL;
    const blob_conjunct *c = BLOB_AT(l->h, blob_conjunct, r->subject, 0);
    for (uint32_t i = 0; i < c->n; i++)
        if (BLOB_AT(l->h, blob_literal, l->h->literals, c->first + i)->mask != 2)
            return NULL;
    return c;
}

static bool has_role(const lint *l, const blob_conjunct *c, uint32_t fact)
{
    for (uint32_t i = 0; i < c->n; i++)
        if (BLOB_AT(l->h, blob_literal, l->h->literals, c->first + i)->fact == fact)
            return true;
    return false;
}

static bool heading_means(const lint *l, const prose_block *heading, heed_fact role)
{
    for (size_t i = 0; i < heading->n; i++)
        if (may_mean(l, heading->words[i].low, role))
            return true;
    return false;
}

/* Is the smaller group the larger one but for a few? Who is left out is listed. One out of many may be a slip, where
 * hardly any rule does it, and so may be somebody whom the heading names. */
static bool leaves_out(const lint *l, const prose_block *heading, const blob_conjunct *large, const blob_conjunct *small,
                       heed_text *who_out, bool *named_out)
{
    size_t left = 0;
    bool named = false;
    *who_out = (heed_text){ "", 0 };
    for (uint32_t i = 0; i < small->n; i++)
        if (!has_role(l, large, BLOB_AT(l->h, blob_literal, l->h->literals, small->first + i)->fact))
            return false;
    for (uint32_t i = 0; i < large->n; i++) {
        uint32_t fact = BLOB_AT(l->h, blob_literal, l->h->literals, large->first + i)->fact;
        if (has_role(l, small, fact))
            continue;
        left++;
        named |= heading_means(l, heading, fact % l->x->n);
        *who_out = heed_text_printf(l->mem, "%.*s%s%.*s", heed_fmt(*who_out), left > 1 ? " and " : "",
                                    heed_fmt(l->x->info[fact % l->x->n]->meaning));
    }
    *named_out = named;
    return left && left <= FEW_LEFT_OUT && small->n > left && (named || (left == 1 && large->n >= MANY_PEOPLE));
}

static uint32_t heading_of(lint *l, const blob_rule *r)
{
    const prose_block *b = prose_block_of(lint_prose_of(l), r->clause);
    return b ? b->heading : UINT32_MAX;
}

static bool same_people(const lint *l, const blob_conjunct *a, const blob_conjunct *b)
{
    for (uint32_t i = 0; i < a->n; i++)
        if (!has_role(l, b, BLOB_AT(l->h, blob_literal, l->h->literals, a->first + i)->fact))
            return false;
    return a->n == b->n;
}

/* The clauses under the heading whose bans bind just these people. */
static lint_clauses binding_just(lint *l, uint32_t heading, const blob_conjunct *people)
{
    lint_clauses found = { .n = 0 };
    for (uint32_t i = 0; i < l->h->rules.n; i++) {
        const blob_rule *r = lint_rule_at(l, i);
        const blob_conjunct *c = named_people(l, r);
        if (c && same_people(l, c, people) && heading_of(l, r) == heading)
            lint_clause_add(&found, r->clause);
    }
    return found;
}

/* Rules for one group, and a few among them for the same group but for one or two. */
static void look_who_slips_out(lint *l, const blob_rule *r)
{
    const blob_conjunct *small = named_people(l, r);
    uint32_t heading = heading_of(l, r);
    for (uint32_t i = 0; small && heading != UINT32_MAX && i < l->h->rules.n; i++) {
        const blob_rule *q = lint_rule_at(l, i);
        const blob_conjunct *large = heading_of(l, q) == heading ? named_people(l, q) : NULL;
        heed_text who;
        bool named;
        if (!large || !leaves_out(l, &lint_prose_of(l)->at[heading], large, small, &who, &named))
            continue;
        lint_clauses few = binding_just(l, heading, small), many = binding_just(l, heading, large);
        if (many.n < SAME_RULES || few.n > many.n + 1 || (!named && SLIP * few.n > many.n) || lint_said(l, "slips-out", &few))
            continue;
        heed_text out = lint_clause_list(l, &few), in = lint_clause_list(l, &many);
        lint_say(l, "slips-out", &few, "%.*s %s out %.*s. Other rules of this part bind them: %.*s.", heed_fmt(out),
                 few.n > 1 ? "leave" : "leaves", heed_fmt(who), heed_fmt(in));
        return;
    }
}

void headings_look(lint *l)
{
    for (uint32_t i = 0; i < l->h->rules.n; i++)
        look_who_slips_out(l, lint_rule_at(l, i));
    for (size_t i = 0; i < lint_prose_of(l)->len; i++)
        if (lint_prose_of(l)->at[i].level)
            look_at_heading(l, i);
}
