/* front_numbers.c - numbers with a gap, references to what is not there, sentences that break off. */
#include "front.h"
#include <stdlib.h>
#include <string.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* ---- what there is to refer to */

static char folded(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* `label` is in lower case. "4.2" begins "4.2.1", "4.2a" and is "4.2", and does not begin "4.20". */
static bool begins_label(heed_text whole, heed_text label)
{
    if (whole.len < label.len)
        return false;
    for (size_t i = 0; i < label.len; i++)
        if (folded(whole.at[i]) != label.at[i])
            return false;
    char next = whole.len > label.len ? whole.at[label.len] : '.';
    return next == '.' || (is_letter(next) && is_digit(label.at[label.len - 1]));
}

static bool id_has(lint *l, heed_text label)
{
    for (uint32_t i = 0; i < l->h->clauses.n; i++)
        if (begins_label(lint_clause_id(l, i), label))
            return true;
    return false;
}

static bool listed(lint *l, laws_list list, const prose_block *b, size_t at)
{
    const phrases *words = lint_words_for(l, list);
    for (size_t i = 0; i < words->len; i++)
        if (phrase_at(&words->at[i], b, at))
            return true;
    return false;
}

/* A heading "A. Private use", "Section 4", "Appendix A", or a paragraph that begins with the number. */
static bool block_has(lint *l, const prose_block *b, heed_text label, laws_list part)
{
    if (!b->n)
        return false;
    bool named = listed(l, part, b, 0);
    if (named && !label.len)
        return b->level > 0;
    if (named && b->n > 1)
        return begins_label(b->words[1].low, label);
    return part == LIST_PART && begins_label(b->words[0].low, label) && (b->level || memchr(label.at, '.', label.len));
}

/* Each reference is looked for in the whole text; so many at most. */
enum { MOST_REFERENCES = 2000 };

static bool is_there(lint *l, heed_text label, laws_list part)
{
    const prose *p = lint_prose_of(l);
    for (size_t i = 0; i < p->len; i++)
        if (block_has(l, &p->at[i], label, part))
            return true;
    return part == LIST_PART && label.len && id_has(l, label);
}

/* ---- references */

/* "4.2", "6.01a", "A": what stands behind "clause". */
static bool is_label(const prose_word *w)
{
    if (w->low.len == 1 && is_letter(w->low.at[0]))
        return w->capital;
    return is_digit(w->low.at[0]) && w->low.len <= 8 && !prose_year(w);
}

/* Three numbers with full stops, and no date (1.2.14 may be one, and is let be): nobody writes that but to point at a
 * clause. */
static bool bare_label(const prose_word *w)
{
    size_t stops = 0, run = 0, longest = 0;
    for (size_t i = 0; i < w->low.len; i++) {
        stops += w->low.at[i] == '.';
        run = is_digit(w->low.at[i]) ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    return w->low.len && is_digit(w->low.at[0]) && stops >= 2 && longest < 3 && !front_short_date(w->low);
}

/* "section 7 of the Act", "Part 2 of the Teachers' Standards": not of this text. */
static bool of_another_text(lint *l, const prose_block *b, size_t label)
{
    enum { NEAR = 6 };
    for (size_t i = label; i + 2 < b->n && i < label + NEAR && !b->words[i].closes; i++)
        if (heed_text_is(b->words[i + 1].low, "of"))
            return !heed_text_is(b->words[i + 2].low, "this") && !heed_text_is(b->words[i + 2].low, "our");
    return phrases_in_sentence(lint_words_for(l, LIST_OTHER_TEXT), b, label, false);
}

static void say_missing(lint *l, const prose_block *b, size_t at, size_t n)
{
    lint_places places = { .all = 0 };
    places_add(l, &places, b, at);
    heed_text what = prose_quote(b, at, n, l->mem), where = places_words(l, &places);
    if (!lint_said(l, "missing-part", &places.clauses) || !places.clauses.n)
        places_say(l, "missing-part", &places, "%.*s refers to \"%.*s\", and this text has none.", heed_fmt(where),
                   heed_fmt(what));
}

static bool look_at_reference(lint *l, const prose_block *b, size_t at, laws_list part)
{
    size_t label = at + 1;
    bool has_label = label < b->n && !b->words[at].closes && !b->words[at].comma && is_label(&b->words[label]);
    if (b->words[at].opens && b->level)
        return false;
    if (!has_label) {
        bool plain = part == LIST_APPENDIX && !of_another_text(l, b, at);
        if (plain && !is_there(l, heed_lit(""), part))
            say_missing(l, b, at, 1);
        return plain;
    }
    if (!of_another_text(l, b, label) && !is_there(l, b->words[label].low, part))
        say_missing(l, b, at, 2);
    return true;
}

/* Do the clauses of this text have such numbers, with two full stops? */
static bool long_ids(const lint *l)
{
    for (uint32_t i = 0; i < l->h->clauses.n; i++) {
        heed_text id = lint_clause_id(l, i);
        const char *one = memchr(id.at, '.', id.len);
        if (one && is_digit(id.at[0]) && memchr(one + 1, '.', id.len - (size_t)(one + 1 - id.at)))
            return true;
    }
    return false;
}

static size_t references(lint *l, const prose_block *b, bool bare, size_t seen)
{
    for (size_t at = 0; at < b->n && seen < MOST_REFERENCES; at++) {
        bool number = at && bare && bare_label(&b->words[at]);
        seen += number;
        if (listed(l, LIST_APPENDIX, b, at))
            seen += look_at_reference(l, b, at, LIST_APPENDIX);
        else if (listed(l, LIST_PART, b, at))
            seen += look_at_reference(l, b, at, LIST_PART);
        else if (number && !is_there(l, b->words[at].low, LIST_PART) && !of_another_text(l, b, at))
            say_missing(l, b, at, 1);
    }
    return seen;
}

/* ---- numbering */

typedef struct {
    heed_text parent; /* "3.1" of "3.1.4" and of "3.1b" */
    int number;       /* 4; of "b": 2 */
    bool letter;
    uint32_t clause;
} numbered;
typedef struct {
    numbered *at;
    size_t len, cap;
} numbereds;

/* The last step of an id: "3.1.4b" -> b, "3.1.4" -> 4. Gives the id without it; false when there is no step to count. */
static bool last_step(heed_text *id, numbered *out)
{
    size_t n = id->len;
    char c = n ? id->at[n - 1] : 0;
    if (c >= 'a' && c <= 'z' && n > 1 && (is_digit(id->at[n - 2]) || id->at[n - 2] == '.')) {
        size_t cut = id->at[n - 2] == '.' ? n - 2 : n - 1;
        *out = (numbered){ .parent = { id->at, cut }, .number = c - 'a' + 1, .letter = true };
        id->len = cut;
        return true;
    }
    while (n && is_digit(id->at[n - 1]))
        n--;
    if (n == id->len || id->len - n > 3 || (n && id->at[n - 1] != '.'))
        return false;
    *out = (numbered){ .parent = { id->at, n ? n - 1 : 0 } };
    for (size_t i = n; i < id->len; i++)
        out->number = out->number * 10 + (id->at[i] - '0');
    id->len = n ? n - 1 : 0;
    return true;
}

static int by_step(const void *a, const void *b)
{
    const numbered *x = a, *y = b;
    int parents = heed_text_cmp(x->parent, y->parent);
    if (parents)
        return parents;
    if (x->letter != y->letter)
        return x->letter - y->letter;
    return x->number != y->number ? x->number - y->number : (x->clause > y->clause) - (x->clause < y->clause);
}

static void say_gap(lint *l, const numbered *before, const numbered *after)
{
    lint_clauses clauses = { .n = 0 };
    lint_clause_add(&clauses, before->clause);
    lint_clause_add(&clauses, after->clause);
    const char *dot = before->parent.len && !before->letter ? "." : "";
    if (before->letter)
        lint_say(l, "broken-numbering", &clauses, "%.*s%c is followed by %.*s%c: one is left out.", heed_fmt(before->parent),
                 'a' + before->number - 1, heed_fmt(after->parent), 'a' + after->number - 1);
    else
        lint_say(l, "broken-numbering", &clauses, "%.*s%s%d is followed by %.*s%s%d: %s left out.", heed_fmt(before->parent),
                 dot, before->number, heed_fmt(after->parent), dot, after->number,
                 after->number - before->number == 2 ? "one is" : "some are");
}

static void numbering(lint *l)
{
    numbereds list = { 0 };
    for (uint32_t i = 0; i < l->h->clauses.n; i++) {
        heed_text id = lint_clause_id(l, i);
        numbered one;
        while (id.len && last_step(&id, &one)) {
            one.clause = i;
            *ARENA_PUSH(l->mem, list.at, list.len, list.cap) = one;
        }
    }
    if (list.len)
        qsort(list.at, list.len, sizeof *list.at, by_step);
    for (size_t i = 1; i < list.len; i++) {
        const numbered *a = &list.at[i - 1], *b = &list.at[i];
        if (heed_text_eq(a->parent, b->parent) && a->letter == b->letter && b->number > a->number + 1)
            say_gap(l, a, b);
    }
}

/* "## 3 Pupils": the number a heading begins with; 0: none. */
static int heading_number(const prose_block *b)
{
    int number = 0;
    heed_text t = b->n ? b->words[0].low : heed_lit("");
    for (size_t i = 0; i < t.len; i++) {
        if (!is_digit(t.at[i]) || t.len > 2)
            return 0;
        number = number * 10 + (t.at[i] - '0');
    }
    return number;
}

static void headings(lint *l)
{
    const prose *p = lint_prose_of(l);
    const prose_block *last[7] = { NULL };
    for (size_t i = 0; i < p->len; i++) {
        const prose_block *b = &p->at[i];
        if (!b->level || b->level > 6 || b->tests)
            continue;
        int now = heading_number(b), before = last[b->level] ? heading_number(last[b->level]) : 0;
        lint_places places = { .all = 0 };
        if (now && before && (now == before || now > before + 1)) {
            places_add_block(l, &places, b);
            places_say(l, "broken-numbering", &places,
                       now == before ? "Two parts have the number %d, one in line %u and one in line %u."
                                     : "Part %d is missing between the one in line %u and the one in line %u.",
                       now == before ? now : before + 1, last[b->level]->line, b->line);
        }
        last[b->level] = b;
        for (uint32_t deeper = b->level + 1; deeper < 7; deeper++)
            last[deeper] = NULL;
    }
}

/* The number a clause begins with, as people see it; empty when it begins with a word. */
static heed_text seen_number(const prose_block *b)
{
    heed_text first = b->count == 1 && !b->level && b->n ? b->words[0].low : heed_lit("");
    bool number = first.len >= 3 && is_digit(first.at[0]) && memchr(first.at, '.', first.len);
    return number ? first : heed_lit("");
}

static bool filed_so(lint *l, const prose_block *b)
{
    return begins_label(lint_clause_id(l, lint_prose_of(l)->clauses[b->first]), seen_number(b));
}

/* Where a text shows its numbers, they are those the clauses are filed under. "8.45 is when school begins" is no number. */
static void seen_numbers(lint *l)
{
    const prose *p = lint_prose_of(l);
    size_t alike = 0, other = 0;
    for (size_t i = 0; i < p->len; i++)
        if (seen_number(&p->at[i]).len)
            ++*(filed_so(l, &p->at[i]) ? &alike : &other);
    for (size_t i = 0; i < p->len && alike > other; i++) {
        const prose_block *b = &p->at[i];
        lint_places places = { .all = 0 };
        if (!seen_number(b).len || filed_so(l, b))
            continue;
        places_add_block(l, &places, b);
        heed_text id = lint_clause_id(l, p->clauses[b->first]), seen = seen_number(b);
        places_say(l, "broken-numbering", &places, "The words begin with %.*s, and the clause is filed as %.*s.",
                   heed_fmt(seen), heed_fmt(id));
    }
}

/* ---- sentences */

static char last_mark(const prose_block *b)
{
    return b->text.len ? b->text.at[b->text.len - 1] : '.';
}

/* Does the text go on behind this block, or does a heading or its end follow? */
static bool goes_on(const prose *p, size_t at)
{
    return at + 1 < p->len && !p->at[at + 1].level && !p->at[at + 1].tests;
}

static bool ends_dangling(lint *l, const prose_block *b)
{
    const phrases *words = lint_words_for(l, LIST_DANGLING);
    if (!b->n || b->words[b->n - 1].end != b->text.len)
        return false;
    for (size_t i = 0; i < words->len; i++)
        if (words->at[i].n <= b->n && phrase_at(&words->at[i], b, b->n - words->at[i].n) == words->at[i].n)
            return true;
    return false;
}

static bool mostly_stopped(const prose *p)
{
    size_t all = 0, stopped = 0;
    for (size_t i = 0; i < p->len; i++) {
        const prose_block *b = &p->at[i];
        if (!b->count || b->level || b->item || b->tests)
            continue;
        all++;
        stopped += strchr(".!?", last_mark(b)) != NULL;
    }
    return all >= 5 && stopped * 10 >= all * 8;
}

/* Lines that only inform, such as a date on the cover, often have no full stop. */
static bool binds(lint *l, const prose_block *b)
{
    uint32_t clause = prose_clause_at(lint_prose_of(l), b, b->n - 1);
    return clause != UINT32_MAX && heed_clause_get(l->policy, clause, l->mem)->force.len > 0;
}

static void sentences(lint *l)
{
    enum { SENTENCE = 6 };
    const prose *p = lint_prose_of(l);
    bool stops = mostly_stopped(p);
    for (size_t i = 0; i < p->len; i++) {
        const prose_block *b = &p->at[i];
        lint_places places = { .all = 0 };
        if (!b->count || b->level || b->tests)
            continue;
        char last = last_mark(b);
        bool dangling = ends_dangling(l, b), open = strchr(",;:", last) != NULL, bare = is_letter(last) || is_digit(last);
        places_add(l, &places, b, b->n ? b->n - 1 : 0);
        heed_text where = places_words(l, &places), word = dangling ? prose_quote(b, b->n - 1, 1, l->mem) : heed_lit("");
        if (dangling && !goes_on(p, i))
            places_say(l, "broken-sentence", &places, "%.*s ends with \"%.*s\", and nothing follows.", heed_fmt(where),
                       heed_fmt(word));
        else if (open && !goes_on(p, i) && b->n >= SENTENCE)
            places_say(l, "broken-sentence", &places, "%.*s ends with \"%c\", and nothing follows.", heed_fmt(where), last);
        else if (bare && !dangling && stops && !b->item && b->n >= SENTENCE && binds(l, b))
            places_say(l, "broken-sentence", &places, "%.*s has no full stop at its end. Is it whole?", heed_fmt(where));
    }
}

void front_numbers(lint *l)
{
    const prose *p = lint_prose_of(l);
    bool bare = long_ids(l);
    for (size_t i = 0, seen = 0; i < p->len; i++)
        if (!p->at[i].tests)
            seen = references(l, &p->at[i], bare, seen);
    numbering(l);
    headings(l);
    seen_numbers(l);
    sentences(l);
}
