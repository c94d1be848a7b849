/* front_papers.c - other papers of the school that the text calls by two names: "Safeguarding Policy" here, "Safeguarding and
 * Child Protection Policy" there. Readers look for two papers and find one. */
#include "front.h"

enum { MOST_PAPERS = 120 }; /* no school has more; a text that seems to is no reason to go on for ever */
typedef struct {
    const prose_block *b;
    size_t at, n; /* its words, "policy" left out */
} paper;
typedef struct {
    paper *at;
    size_t len, cap;
} papers;

static bool on_list(lint *l, laws_list list, const prose_block *b, size_t at)
{
    const phrases *words = lint_words_for(l, list);
    for (size_t i = 0; i < words->len; i++)
        if (words->at[i].n == 1 && phrase_at(&words->at[i], b, at))
            return true;
    return false;
}

static bool same_name(const paper *a, const paper *b)
{
    bool same = a->n == b->n;
    for (size_t i = 0; same && i < a->n; i++)
        same = heed_text_eq(a->b->words[a->at + i].low, b->b->words[b->at + i].low);
    return same;
}

static void keep(lint *l, papers *list, paper one)
{
    for (size_t i = 0; i < list->len; i++)
        if (same_name(&list->at[i], &one))
            return;
    if (one.n && list->len < MOST_PAPERS)
        *ARENA_PUSH(l->mem, list->at, list->len, list->cap) = one;
}

/* "our Safeguarding and Child Protection Policy": back over words with capitals, and "and" or "of" between them. A sentence
 * may begin with the name, or with another word that has its capital only for that: then we cannot tell. */
static paper named_before(lint *l, const prose_block *b, size_t policy)
{
    enum { LONGEST_NAME = 7 };
    size_t from = policy;
    while (from && policy - from < LONGEST_NAME && !b->words[from].opens && !b->words[from - 1].comma &&
           !heed_text_is(b->words[from - 1].low, "policy") &&
           (b->words[from - 1].capital || on_list(l, LIST_LINK, b, from - 1)))
        from--;
    if (from + 1 < policy && b->words[from].opens && !b->words[from + 1].capital)
        return (paper){ .n = 0 };
    while (from < policy && (!b->words[from].capital || on_list(l, LIST_SMALL, b, from)))
        from++;
    return (paper){ b, from, policy - from };
}

static papers papers_of(lint *l)
{
    const prose *p = lint_prose_of(l);
    papers list = { 0 };
    for (size_t i = 0; i < p->len; i++) {
        const prose_block *b = &p->at[i];
        for (size_t at = 0; !b->tests && !b->level && at < b->n; at++)
            if (heed_text_is(b->words[at].low, "policy") && b->words[at].capital)
                keep(l, &list, named_before(l, b, at));
    }
    return list;
}

static size_t weight(lint *l, const paper *one)
{
    size_t n = 0;
    for (size_t i = 0; i < one->n; i++)
        n += !on_list(l, LIST_SMALL, one->b, one->at + i);
    return n;
}

/* Does the longer name begin or end with the shorter one? One word in common at the end is chance ("Online Safety", "Health and
 * Safety"). */
static bool grown(lint *l, const paper *little, const paper *big)
{
    paper head = { big->b, big->at, little->n }, tail = { big->b, big->at + big->n - little->n, little->n };
    return same_name(little, &head) || (weight(l, little) > 1 && same_name(little, &tail));
}

static void say_pair(lint *l, const paper *a, const paper *b)
{
    lint_places places = { .all = 0 }, other = { .all = 0 };
    places_add(l, &places, a->b, a->at);
    places_add(l, &other, b->b, b->at);
    heed_text here = places_words(l, &places), there = places_words(l, &other);
    heed_text one = prose_quote(a->b, a->at, a->n, l->mem), two = prose_quote(b->b, b->at, b->n, l->mem);
    for (size_t i = 0; i < other.clauses.n; i++)
        lint_clause_add(&places.clauses, other.clauses.at[i]);
    places_say(l, "two-names", &places, "%.*s: the policy on \"%.*s\". %.*s: on \"%.*s\". Is that one paper or two?",
               heed_fmt(here), heed_fmt(one), heed_fmt(there), heed_fmt(two));
}

static void grown_names(lint *l)
{
    papers list = papers_of(l);
    for (size_t i = 0; i < list.len; i++)
        for (size_t k = 0; k < list.len; k++)
            if (list.at[i].b != list.at[k].b /* named side by side, they are two */ && list.at[i].n < list.at[k].n &&
                grown(l, &list.at[i], &list.at[k]))
                say_pair(l, &list.at[i], &list.at[k]);
}

/* ---- "our policy on bullying and hate", and a list of papers with "bullying and hate crime" in it */

/* How many words two places have in common before they part; 0 where one of them ends a sentence before. */
static size_t in_common(const prose_block *a, size_t at, const prose_block *b, size_t bt)
{
    size_t n = 0;
    while (at + n < a->n && bt + n < b->n && heed_text_eq(a->words[at + n].low, b->words[bt + n].low)) {
        n++;
        if (a->words[at + n - 1].comma || b->words[bt + n - 1].comma)
            break;
    }
    return n;
}

/* An item of a list stands between marks; it is longer than what the sentence says. */
static bool longer_item(const prose_block *b, size_t at, size_t common)
{
    bool begins = at && b->words[at - 1].comma, ends = at + common < b->n && b->words[at + common].comma;
    return begins && ends && !b->words[at + common - 1].comma;
}

/* One "policy on ..." against all lists of the text. */
static void look_for_item(lint *l, const prose_block *a, size_t at)
{
    enum { ENOUGH_COMMON = 3 };
    const prose *p = lint_prose_of(l);
    for (size_t k = 0; k < p->len; k++)
        for (size_t bt = 0; &p->at[k] != a && !p->at[k].tests && bt < p->at[k].n; bt++) {
            size_t n = in_common(a, at, &p->at[k], bt);
            if (n >= ENOUGH_COMMON && longer_item(&p->at[k], bt, n))
                say_pair(l, &(paper){ &p->at[k], bt, n + 1 }, &(paper){ a, at, n });
        }
}

static void cut_names(lint *l)
{
    const prose *p = lint_prose_of(l);
    size_t seen = 0;
    for (size_t i = 0; i < p->len; i++) {
        const prose_block *a = &p->at[i];
        for (size_t at = 1; !a->tests && at + 1 < a->n && seen < MOST_PAPERS; at++)
            if (heed_text_is(a->words[at - 1].low, "policy") && heed_text_is(a->words[at].low, "on")) {
                look_for_item(l, a, at + 1);
                seen++;
            }
    }
}

void front_papers(lint *l)
{
    grown_names(l);
    cut_names(l);
}
