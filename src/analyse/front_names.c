/* front_names.c - one thing by two names, people nobody has named, and what the text calls itself. */
#include "front.h"

/* ---- two names */

static heed_text listed_words(lint *l, const phrase_found *found, const prose_block *b)
{
    return prose_quote(b, found->at, found->n, l->mem);
}

/* All places of some phrases; `quote_out` is how the first of them is written. */
static lint_places places_of(lint *l, const phrases *list, heed_text *quote_out)
{
    const prose *p = lint_prose_of(l);
    lint_places places = { .all = 0 };
    phrase_found found;
    for (size_t i = 0; i < p->len; i++) {
        const prose_block *b = &p->at[i];
        for (size_t at = 0; !b->tests && !b->level && phrases_find(list, b, at, &found); at = found.at + found.n) {
            if (!places.all && quote_out)
                *quote_out = listed_words(l, &found, b);
            places_add(l, &places, b, found.at);
        }
    }
    return places;
}

/* Does the text say that the two are one, or what one of them stands for? */
static bool explained(lint *l, const phrases *list)
{
    const prose *p = lint_prose_of(l);
    phrase_found found;
    for (size_t i = 0; i < p->len; i++) {
        const prose_block *b = &p->at[i];
        for (size_t at = 0; !b->tests && phrases_find(list, b, at, &found); at = found.at + found.n)
            if (phrases_in_sentence(lint_words_for(l, LIST_MEANING), b, found.at, false) || (b->level && found.at == 0))
                return true;
    }
    return false;
}

static void two_names(lint *l)
{
    const heed_laws *laws = l->options->laws;
    for (size_t i = 0; laws && i < laws->len; i++) {
        const laws_entry *e = &laws->at[i];
        heed_text one = heed_lit(""), other = heed_lit("");
        if (e->kind != LAWS_NAMES)
            continue;
        lint_places first = places_of(l, &e->said, &one), second = places_of(l, &e->other, &other);
        if (!first.all || !second.all || explained(l, &e->said) || explained(l, &e->other))
            continue;
        heed_text here = places_words(l, &first), there = places_words(l, &second);
        for (size_t k = 0; k < second.clauses.n; k++)
            lint_clause_add(&first.clauses, second.clauses.at[k]);
        places_say(l, "two-names", &first, "%.*s: \"%.*s\". %.*s: \"%.*s\". Are these the same, %.*s?", heed_fmt(here),
                   heed_fmt(one), heed_fmt(there), heed_fmt(other), heed_fmt(e->title));
    }
}

static bool same_words(const prose_block *a, const prose_block *b)
{
    bool same = a->n == b->n;
    for (size_t i = 0; same && i < a->n; i++)
        same = heed_text_eq(a->words[i].low, b->words[i].low);
    return same;
}

static void two_titles(lint *l)
{
    const prose *p = lint_prose_of(l);
    const prose_block *first = NULL;
    for (size_t i = 0; i < p->len; i++) {
        const prose_block *b = &p->at[i];
        lint_places places = { .all = 0 };
        if (b->level != 1 || !b->n || b->tests)
            continue;
        if (first && !same_words(first, b)) {
            places_add_block(l, &places, b);
            heed_text one = prose_quote(first, 0, first->n, l->mem), other = prose_quote(b, 0, b->n, l->mem);
            places_say(l, "two-titles", &places, "The text is called \"%.*s\" in line %u and \"%.*s\" in line %u.",
                       heed_fmt(one), first->line, heed_fmt(other), b->line);
            return;
        }
        first = first ? first : b;
    }
}

/* ---- offices */

static void undefined_offices(lint *l)
{
    const phrases *offices = lint_words_for(l, LIST_OFFICE);
    lint_places all = { .all = 0 };
    heed_text names = heed_lit("");
    for (size_t i = 0; i < offices->len; i++) {
        phrases one = { &offices->at[i], 1, 1 };
        heed_text quote = heed_lit("");
        lint_places places = places_of(l, &one, &quote);
        if (!places.all || explained(l, &one))
            continue;
        names = heed_text_printf(l->mem, "%.*s%s\"%.*s\"", heed_fmt(names), names.len ? ", " : "", heed_fmt(quote));
        for (size_t k = 0; k < places.clauses.n; k++)
            lint_clause_add(&all.clauses, places.clauses.at[k]);
        all.first = all.first ? all.first : places.first;
        all.line = all.line ? all.line : places.line;
    }
    all.all = all.clauses.n;
    heed_text where = places_words(l, &all);
    if (names.len)
        places_say(l, "undefined-office", &all, "%.*s: %.*s. The text does not say who that is.", heed_fmt(where),
                   heed_fmt(names));
}

static void which_head(lint *l)
{
    const phrases *shared = lint_words_for(l, LIST_SHARED_HEAD);
    lint_places two = places_of(l, shared, NULL), either = places_of(l, lint_words_for(l, LIST_EITHER_HEAD), NULL);
    lint_places one = places_of(l, lint_words_for(l, LIST_THE_HEAD), NULL);
    if (!two.all || !one.all || either.all)
        return;
    heed_text here = places_words(l, &one), there = places_words(l, &two);
    for (size_t k = 0; k < two.clauses.n; k++)
        lint_clause_add(&one.clauses, two.clauses.at[k]);
    places_say(l, "which-head", &one, "%.*s: one headteacher. %.*s: two share the post. Will either do?", heed_fmt(here),
               heed_fmt(there));
}

/* ---- initials */

static bool all_capitals(const prose_block *b, const prose_word *w)
{
    size_t n = w->low.len; /* without a possessive s */
    bool part = (w->at && b->text.at[w->at - 1] == '-') || (w->end < b->text.len && b->text.at[w->end] == '-');
    for (size_t i = w->at; i < w->at + n; i++)
        if (b->text.at[i] < 'A' || b->text.at[i] > 'Z')
            return false;
    return !part && n >= 2 && n <= 6;
}

/* A line in capitals is a title, not a row of initials. */
static bool shouted(const prose_block *b)
{
    size_t capitals = 0;
    for (size_t i = 0; i < b->n; i++)
        capitals += all_capitals(b, &b->words[i]);
    return b->n > 1 && capitals * 2 > b->n;
}

/* "(DSL)", "DSL (designated ...)", "DSL: ...": somebody has written it out. */
static bool written_out(const prose_block *b, const prose_word *w)
{
    char before = w->at ? b->text.at[w->at - 1] : ' ', after = w->end < b->text.len ? b->text.at[w->end] : ' ';
    char next = w->end + 1 < b->text.len ? b->text.at[w->end + 1] : ' ';
    return before == '(' || after == ':' || after == '(' || (after == ' ' && next == '(');
}

static bool known_initials(lint *l, const prose_block *b, size_t at)
{
    const phrases *known = lint_words_for(l, LIST_KNOWN_INITIALS);
    const heed_laws *laws = l->options->laws;
    for (size_t i = 0; i < known->len; i++)
        if (phrase_at(&known->at[i], b, at))
            return true;
    for (size_t i = 0; i < laws->len; i++)
        for (size_t k = 0; laws->at[i].kind <= LAWS_PLATFORM && k < laws->at[i].said.len; k++)
            if (phrase_at(&laws->at[i].said.at[k], b, at))
                return true;
    return false;
}

typedef struct {
    heed_text word;
    lint_places places;
    bool known;
} initials;

enum { MOST_INITIALS = 200 };

static void initial_of(lint *l, const prose_block *b, size_t at, initials **list, size_t *len, size_t *cap)
{
    initials *one = NULL;
    for (size_t i = 0; i < *len && !one; i++)
        one = heed_text_eq((*list)[i].word, b->words[at].low) ? &(*list)[i] : NULL;
    if (!one && *len >= MOST_INITIALS)
        return;
    if (!one) {
        one = ARENA_PUSH(l->mem, *list, *len, *cap);
        *one = (initials){ .word = b->words[at].low, .known = known_initials(l, b, at) };
    }
    one->known |= written_out(b, &b->words[at]) || phrases_in_sentence(lint_words_for(l, LIST_MEANING), b, at, false);
    places_add(l, &one->places, b, at);
}

static void unexplained_initials(lint *l)
{
    const prose *p = lint_prose_of(l);
    initials *list = NULL;
    size_t len = 0, cap = 0;
    for (size_t i = 0; l->options->laws && i < p->len; i++) {
        const prose_block *b = &p->at[i];
        bool prose_of_ours = !b->tests && !b->level && !shouted(b);
        for (size_t at = 0; prose_of_ours && at < b->n; at++)
            if (all_capitals(b, &b->words[at]))
                initial_of(l, b, at, &list, &len, &cap);
    }
    for (size_t i = 0; i < len; i++) {
        const initials *one = &list[i];
        const prose_block *b = one->places.first;
        heed_text where = places_words(l, &one->places);
        for (size_t at = 0; !one->known && at < b->n; at++)
            if (heed_text_eq(b->words[at].low, one->word)) {
                heed_text quote = prose_quote(b, at, 1, l->mem);
                places_say(l, "unexplained-initials", &one->places, "%.*s: \"%.*s\" is never written out.", heed_fmt(where),
                           heed_fmt(quote));
                break;
            }
    }
}

/* ---- what the text calls itself */

static void guidance(lint *l)
{
    const prose *p = lint_prose_of(l);
    phrase_found found;
    lint_places soft = places_of(l, lint_words_for(l, LIST_SOFT_WORDS), NULL),
                binding = places_of(l, lint_words_for(l, LIST_BINDS_ALL), NULL);
    for (size_t i = 0; i < p->len; i++) {
        const prose_block *b = &p->at[i];
        if (b->level == 1 && !b->tests && !soft.all && phrases_find(lint_words_for(l, LIST_SOFT_TITLE), b, 0, &found))
            places_add_block(l, &soft, b);
    }
    if (!soft.all || !binding.all)
        return;
    heed_text here = places_words(l, &soft), there = places_words(l, &binding);
    for (size_t k = 0; k < binding.clauses.n; k++)
        lint_clause_add(&soft.clauses, binding.clauses.at[k]);
    places_say(l, "guidance-that-binds", &soft,
               "%.*s: the text calls itself guidance or advice. %.*s: people have to keep to it.", heed_fmt(here),
               heed_fmt(there));
}

void front_names(lint *l)
{
    two_names(l);
    two_titles(l);
    undefined_offices(l);
    which_head(l);
    unexplained_initials(l);
    guidance(l);
}
