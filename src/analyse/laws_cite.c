/* laws_cite.c - how people write laws: "Data Protection Act 1998", "the Defamation Acts of 1952 and 1996", "the 2006 Act on
 * safeguarding vulnerable groups", "RIPA", "the 1998 Act". */
#include "laws_cite.h"
#include <string.h>

typedef struct {
    const prose *p;
    const prose_block *b;
    const heed_laws *laws;
    heed_arena *mem;
    uint32_t block;
    citations *out;
} finding_laws;

static citation *add(finding_laws *f, const laws_entry *e, size_t at, size_t n)
{
    citation *c = ARENA_PUSH(f->mem, f->out->at, f->out->len, f->out->cap);
    *c = (citation){ .e = e, .block = f->block, .at = at, .n = n };
    c->past = phrases_in_sentence(&f->laws->lists[LIST_PAST], f->b, at, false);
    return c;
}

/* "Keeping children safe in education (September 2022)": the year within two words behind the name. */
static int edition_behind(const finding_laws *f, size_t to)
{
    for (size_t i = to; i < f->b->n && i < to + 2 && !f->b->words[i - 1].closes; i++)
        if (prose_year(&f->b->words[i]) >= 1990)
            return prose_year(&f->b->words[i]);
    return 0;
}

/* ---- titles with years */

/* "Acts" for "Act" at the end of a title. */
static size_t title_at(const phrase *title, const prose_block *b, size_t from)
{
    size_t n = phrase_at(title, b, from), last = title->n ? title->n - 1 : 0;
    if (n || !last || from + last >= b->n)
        return n;
    phrase shorter = *title;
    shorter.n = last;
    if (phrase_at(&shorter, b, from) != last || b->words[from + last - 1].closes)
        return 0;
    heed_text word = b->words[from + last].low, end = title->at[last].low;
    bool plural = word.len == end.len + 1 && word.at[end.len] == 's' && memcmp(word.at, end.at, end.len) == 0;
    return plural ? title->n : 0;
}

static const laws_entry *of_year(const heed_laws *laws, const laws_entry *title, int year)
{
    for (size_t i = 0; i < laws->len; i++)
        if (laws->at[i].kind == LAWS_LAW && laws->at[i].year == year && heed_text_eq(laws->at[i].title, title->title))
            return &laws->at[i];
    return NULL;
}

static const laws_entry *nearest_year(const heed_laws *laws, const laws_entry *title, int year)
{
    const laws_entry *best = title;
    for (size_t i = 0; i < laws->len; i++) {
        const laws_entry *e = &laws->at[i];
        int away = e->year > year ? e->year - year : year - e->year;
        int least = best->year > year ? best->year - year : year - best->year;
        if (e->kind == LAWS_LAW && heed_text_eq(e->title, title->title) && away < least)
            best = e;
    }
    return best;
}

static void add_of_year(finding_laws *f, const laws_entry *title, int year, size_t at, size_t n)
{
    const laws_entry *e = of_year(f->laws, title, year);
    if (e)
        add(f, e, at, n);
    else if (title->complete)
        add(f, nearest_year(f->laws, title, year), at, n)->year = year;
}

static bool link_word(const finding_laws *f, size_t at)
{
    const phrases *links = &f->laws->lists[LIST_LINK];
    for (size_t i = 0; i < links->len; i++)
        if (phrase_at(&links->at[i], f->b, at))
            return true;
    return false;
}

/* The only law of its title that the register has: named without a year, it is that one. */
static bool only_one(const heed_laws *laws, const laws_entry *title)
{
    size_t n = 0;
    for (size_t i = 0; i < laws->len; i++)
        n += laws->at[i].kind == LAWS_LAW && heed_text_eq(laws->at[i].title, title->title);
    return n == 1;
}

/* "The 1998 Act": a year, and nothing between. In a list of laws the year belongs to the law before it. */
static int year_before(const prose_block *b, size_t at)
{
    return at && !b->words[at - 1].comma ? prose_year(&b->words[at - 1]) : 0;
}

static size_t take_title(finding_laws *f, const laws_entry *e, size_t at, size_t n)
{
    size_t to = at + n;
    bool any = false;
    if (!e->year) {
        add(f, e, at, n)->edition = e->edition_count ? edition_behind(f, to) : 0;
        return to;
    }
    for (size_t i = to; i < f->b->n && !f->b->words[i - 1].closes; i++) {
        int year = prose_year(&f->b->words[i]);
        if (year)
            add_of_year(f, e, year, at, i + 1 - at);
        else if (!link_word(f, i))
            break;
        to = year ? i + 1 : to;
        any |= year != 0;
    }
    int before = any ? 0 : year_before(f->b, at);
    if (before) {
        add_of_year(f, e, before, at - 1, n + 1);
        return to;
    }
    if (!any)
        add(f, e, at, n)->undated = !only_one(f->laws, e);
    return to;
}

/* ---- a year and "Act", and the words of a title around them */

static bool is_act(const prose_word *w)
{
    return heed_text_is(w->low, "act") || heed_text_is(w->low, "acts");
}

static bool small_word(const heed_laws *laws, heed_text word)
{
    if (word.len < 4 || heed_text_is(word, "acts"))
        return true;
    const phrases *small = &laws->lists[LIST_SMALL];
    for (size_t i = 0; i < small->len; i++)
        if (small->at[i].n == 1 && heed_text_eq(small->at[i].at[0].low, word))
            return true;
    return false;
}

static bool has_word(const prose_block *b, size_t at, heed_text word)
{
    enum { FARTHEST = 30 };
    size_t from = at, to = at;
    while (from && !b->words[from].opens && at - from < FARTHEST)
        from--;
    while (to + 1 < b->n && !b->words[to].closes && to - at < FARTHEST)
        to++;
    for (; from <= to; from++)
        if (heed_text_eq(b->words[from].low, word))
            return true;
    return false;
}

/* How many of a title's words of weight the sentence has, and how many there are. */
static void title_words(const finding_laws *f, const laws_entry *e, size_t at, size_t *had_out, size_t *all_out)
{
    *had_out = *all_out = 0;
    for (size_t i = 0; i < e->named.n; i++)
        if (!small_word(f->laws, e->named.at[i].low)) {
            ++*all_out;
            *had_out += has_word(f->b, at, e->named.at[i].low);
        }
}

static const laws_entry *loosely(const finding_laws *f, size_t at, int year, bool *mistitled_out)
{
    const laws_entry *near = NULL;
    *mistitled_out = false;
    for (size_t i = 0; i < f->laws->len; i++) {
        const laws_entry *e = &f->laws->at[i];
        size_t had, all;
        if (e->kind != LAWS_LAW || e->year != year)
            continue;
        title_words(f, e, at, &had, &all);
        if (all && had == all)
            return e;
        if (all >= 3 && had + 1 == all && e->complete)
            near = e;
    }
    *mistitled_out = near != NULL;
    return near;
}

enum { FARTHEST_BACK = 400 }; /* citations: a text with more between is no text of ours */

static const laws_entry *named_before(const finding_laws *f, int year)
{
    for (size_t i = f->out->len, looked = 0; i-- > 0 && looked < FARTHEST_BACK; looked++)
        if (f->out->at[i].e->kind == LAWS_LAW && f->out->at[i].e->year == year && !f->out->at[i].year && !f->out->at[i].undated)
            return f->out->at[i].e;
    return NULL;
}

/* The year that belongs to an "Act" at `at`: right behind or before it, or "act of 2000". */
static int year_of_act(const finding_laws *f, size_t at, size_t *from_out, size_t *to_out)
{
    const prose_block *b = f->b;
    *from_out = *to_out = at;
    if (year_before(b, at)) {
        *from_out = at - 1;
        return year_before(b, at);
    }
    for (size_t i = at + 1; i < b->n && i <= at + 2 && !b->words[i - 1].closes; i++)
        if (prose_year(&b->words[i])) {
            *to_out = i;
            return prose_year(&b->words[i]);
        } else if (!heed_text_is(b->words[i].low, "of")) {
            break;
        }
    return 0;
}

static void take_act(finding_laws *f, size_t at)
{
    size_t from, to;
    bool mistitled;
    int year = year_of_act(f, at, &from, &to);
    if (!year)
        return;
    const laws_entry *e = loosely(f, at, year, &mistitled);
    bool bare =
        from < at && (!at || at + 1 >= f->b->n || f->b->words[at].closes || !heed_text_is(f->b->words[at + 1].low, "on"));
    if (e && !(mistitled && bare)) {
        add(f, e, from, to + 1 - from)->mistitled = mistitled;
        return;
    }
    e = bare ? named_before(f, year) : NULL;
    if (e)
        add(f, e, from, to + 1 - from)->taken = true;
}

/* ---- a block */

static const laws_entry *longest_at(const finding_laws *f, size_t at, size_t *n_out, bool *title_out)
{
    const laws_entry *best = NULL;
    *n_out = 0;
    for (size_t i = 0; i < f->laws->len; i++) {
        const laws_entry *e = &f->laws->at[i];
        size_t n = e->kind <= LAWS_PLATFORM ? title_at(&e->named, f->b, at) : 0;
        if (n > *n_out) {
            best = e;
            *n_out = n;
            *title_out = true;
        }
        for (size_t k = 0; e->kind <= LAWS_PLATFORM && k < e->said.len; k++) {
            n = phrase_at(&e->said.at[k], f->b, at);
            if (n > *n_out) {
                best = e;
                *n_out = n;
                *title_out = false;
            }
        }
    }
    return best;
}

/* The law of this title that the text named last. */
static const laws_entry *last_of_title(const finding_laws *f, heed_text title)
{
    for (size_t i = f->out->len, looked = 0; i-- > 0 && looked < FARTHEST_BACK; looked++) {
        const citation *c = &f->out->at[i];
        if (!c->year && !c->undated && heed_text_eq(c->e->title, title))
            return c->e;
    }
    return NULL;
}

/* "Data law", where the text has named one: the one it named last. */
static size_t take_meant(finding_laws *f, size_t at)
{
    for (size_t i = 0; i < f->laws->len; i++) {
        const laws_entry *e = &f->laws->at[i], *named;
        for (size_t k = 0; k < e->meant.len; k++) {
            size_t n = phrase_at(&e->meant.at[k], f->b, at);
            if (n && (named = last_of_title(f, e->title))) {
                add(f, named, at, n)->taken = true;
                return n;
            }
        }
    }
    return 1;
}

static void cite_block(finding_laws *f)
{
    for (size_t at = 0; at < f->b->n;) {
        size_t n;
        bool title;
        const laws_entry *e = longest_at(f, at, &n, &title);
        if (e && (title || !e->year)) {
            at = take_title(f, e, at, n);
            continue;
        }
        if (e)
            add(f, e, at, n);
        else if (is_act(&f->b->words[at]))
            take_act(f, at);
        at += e ? n : take_meant(f, at);
    }
}

citations laws_cited(const prose *p, const heed_laws *laws, heed_arena *mem)
{
    citations out = { 0 };
    finding_laws f = { .p = p, .laws = laws, .mem = mem, .out = &out };
    for (size_t i = 0; i < p->len; i++) {
        f.b = &p->at[i];
        f.block = (uint32_t)i;
        if (!f.b->tests)
            cite_block(&f);
    }
    return out;
}

bool laws_is_cited(const citations *c, const laws_entry *e)
{
    for (size_t i = 0; i < c->len; i++)
        if (c->at[i].e == e && !c->at[i].year && !c->at[i].mistitled && !c->at[i].undated)
            return true;
    return false;
}
