/* vocabulary_link.c - groups, and what implies and presumes what. */
#include "vocabulary.h"
#include <string.h>

enum { MOST_TESTS = 16, MOST_ALTERNATIVES = 256, MOST_ITEMS = 256, MOST_IMPLICATIONS = 16384 };

/* ---- groups */

static bool group_name_free(const heed_vocabulary *v, const words *w, heed_text name)
{
    for (const vocabulary_name *n = vocabulary_name_next(v, name, NULL); n; n = vocabulary_name_next(v, name, n))
        if (n->kind != NAME_ACT)
            return words_wrong(w, "\"%.*s\" is named twice. Give the group another name.", heed_fmt(name));
    return true;
}

/* The field all names of a group's list have in common: names like "break" are read by their company. */
static heed_text common_field(const heed_vocabulary *v, const token *list)
{
    for (uint32_t f = 0; f < v->field_count; f++) {
        bool all = true;
        for (const token *t = list; all && t->kind != TOKEN_END; t++) {
            bool found = t->kind != TOKEN_WORD;
            for (const vocabulary_name *n = vocabulary_name_next(v, t->text, NULL); !found && n;
                 n = vocabulary_name_next(v, t->text, n))
                found = vocabulary_belongs(v, n, v->fields[f].name);
            all = found;
        }
        if (all)
            return v->fields[f].name;
    }
    return (heed_text){ "", 0 };
}

static bool has_member(const vocabulary_group *g, heed_fact fact)
{
    for (size_t i = 0; i < g->count; i++)
        if (g->members[i] == fact)
            return true;
    return false;
}

static bool add_to_group(heed_vocabulary *v, words *w, vocabulary_group *g, size_t *cap, fact_test test)
{
    for (size_t i = 0; i < test.n; i++) {
        heed_fact fact = test.at[i].fact;
        bool one = v->facts[fact].one_valued;
        if ((one && (g->count || (g->mask && g->field != fact))) || (!one && g->mask))
            return words_wrong(w, "A group holds members of sets, or values of one field, not both. Part it into two groups.");
        if (one) {
            g->field = fact;
            g->mask |= test.at[i].mask;
        } else if (!has_member(g, fact)) {
            *ARENA_PUSH(w->r->mem, g->members, g->count, *cap) = fact;
        }
    }
    return true;
}

static bool read_group(heed_vocabulary *v, words *w)
{
    token name;
    vocabulary_group g = { .field = HEED_FACT_NONE };
    size_t cap = 0;
    if (!words_name(w, "the name of a group", &name) || !group_name_free(v, w, name.text))
        return false;
    g.name = name.text;
    if (!words_accept_mark(w, TOKEN_EQUALS))
        return words_wrong(w, "\"=\" is missing. Write: group %.*s = NAME, NAME", heed_fmt(name.text));
    heed_text prefer = common_field(v, w->at);
    size_t items = 0;
    do {
        fact_test test;
        if (items++ == MOST_ITEMS)
            return words_wrong(w, "A group has at most %d names. Part it into two groups.", MOST_ITEMS);
        if (!vocabulary_fact(v, w, prefer, &test) || !add_to_group(v, w, &g, &cap, test))
            return false;
    } while (words_accept_mark(w, TOKEN_COMMA));
    if (!words_end(w, "Part the names of a group by commas; groups with conditions are named in a policy."))
        return false;
    *ARENA_PUSH(w->r->mem, v->groups, v->group_count, v->groups_cap) = g;
    vocabulary_add_name(v, w->r->mem, (vocabulary_name){ g.name, NAME_GROUP, 0, (uint32_t)v->group_count - 1 });
    return true;
}

void vocabulary_read_group(heed_vocabulary *v, words w)
{
    read_group(v, &w);
}

/* ---- what implies and presumes what */

static bool same_literal(vocabulary_literal a, vocabulary_literal b)
{
    return a.fact == b.fact && a.mask == b.mask;
}

static void add_implication(heed_vocabulary *v, heed_arena *mem, const vocabulary_literal *if_all, size_t n,
                            vocabulary_literal then)
{
    for (size_t i = 0; i < v->implication_count; i++) {
        const vocabulary_implication *k = &v->implications[i];
        if (k->if_count == n && same_literal(k->then, then) && n == 1 && same_literal(k->if_all[0], if_all[0]))
            return;
    }
    vocabulary_literal *own = ARENA_NEW(mem, vocabulary_literal, n);
    memcpy(own, if_all, n * sizeof *own);
    *ARENA_PUSH(mem, v->implications, v->implication_count, v->implications_cap) = (vocabulary_implication){ own, n, then };
}

static vocabulary_literal not_so(const heed_vocabulary *v, vocabulary_literal l)
{
    return (vocabulary_literal){ l.fact, vocabulary_domain(v, l.fact) & ~l.mask };
}

/* The implication and all its contrapositives: not the end, and all but one of the start, so not that one. */
static void add_both_ways(heed_vocabulary *v, heed_arena *mem, const vocabulary_literal *if_all, size_t n,
                          vocabulary_literal then)
{
    add_implication(v, mem, if_all, n, then);
    for (size_t i = 0; i < n; i++) {
        vocabulary_literal turned[MOST_TESTS];
        memcpy(turned, if_all, n * sizeof *turned);
        turned[i] = not_so(v, then);
        add_implication(v, mem, turned, n, not_so(v, if_all[i]));
    }
}

/* A fact of the event's scene, "event.parent-carer", read without its prefix. */
static bool read_event_fact(heed_vocabulary *v, words *w, fact_test *test_out)
{
    const heed_text prefix = heed_lit("event.");
    token own[3] = { w->at[0] }; /* a name, perhaps "=" and a value; a line always has its end behind it */
    for (size_t i = 1; i < 3 && own[i - 1].kind != TOKEN_END; i++)
        own[i] = w->at[i];
    own[0].text = (heed_text){ own[0].text.at + prefix.len, own[0].text.len - prefix.len };
    words alone = { w->r, own };
    if (!vocabulary_fact(v, &alone, (heed_text){ "", 0 }, test_out))
        return false;
    w->at += alone.at - own;
    return true;
}

/* The right side: one fact, or "not" and any; given as literals that must all hold. */
static bool read_then(heed_vocabulary *v, words *w, bool of_event, fact_test *test_out)
{
    bool negated = words_accept(w, "not");
    of_event = of_event && w->at->kind == TOKEN_WORD && heed_text_starts(w->at->text, "event.");
    if (!(of_event ? read_event_fact(v, w, test_out) : vocabulary_fact(v, w, (heed_text){ "", 0 }, test_out)))
        return false;
    if (!negated && test_out->n != 1)
        return words_wrong(w, "A group of several facts cannot follow from something. Name one fact, or a group of one field.");
    for (size_t i = 0; negated && i < test_out->n; i++)
        test_out->at[i] = not_so(v, test_out->at[i]);
    for (size_t i = 0; of_event && i < test_out->n; i++)
        test_out->at[i].fact += (heed_fact)v->fact_count;
    return true;
}

static bool read_if(heed_vocabulary *v, words *w, fact_test *tests, size_t *count_out, const char *join)
{
    size_t n = 0, all = 1;
    do {
        if (n == MOST_TESTS)
            return words_wrong(w, "This line joins too many facts. Part it into two lines.");
        bool negated = words_accept(w, "not");
        if (!vocabulary_fact(v, w, (heed_text){ "", 0 }, &tests[n]))
            return false;
        if (negated && tests[n].n != 1)
            return words_wrong(w, "\"not\" stands before a group of several facts. Name one fact.");
        if (negated)
            tests[n].at[0] = not_so(v, tests[n].at[0]);
        all *= tests[n++].n;
    } while (all <= MOST_ALTERNATIVES && words_accept(w, join));
    if (all > MOST_ALTERNATIVES)
        return words_wrong(w, "This line has too many cases. Part it into two lines.");
    *count_out = n;
    return true;
}

static void add_cases(heed_vocabulary *v, heed_arena *mem, const fact_test *tests, size_t n, vocabulary_literal then)
{
    size_t all = 1;
    for (size_t i = 0; i < n; i++)
        all *= tests[i].n;
    for (size_t c = 0; c < all; c++) {
        vocabulary_literal chosen[MOST_TESTS];
        for (size_t i = 0, rest = c; i < n; rest /= tests[i].n, i++)
            chosen[i] = tests[i].at[rest % tests[i].n];
        add_both_ways(v, mem, chosen, n, then);
    }
}

void vocabulary_read_implication(heed_vocabulary *v, words w)
{
    fact_test tests[MOST_TESTS], then;
    size_t n;
    if (!read_if(v, &w, tests, &n, "and"))
        return;
    if (!words_accept(&w, "implies")) {
        words_end(&w, "Join facts with \"and\", then write \"implies\".");
        return;
    }
    do {
        if (v->implication_count > MOST_IMPLICATIONS) {
            words_wrong(&w, "Too much follows from too much in this vocabulary. Leave out what no policy uses.");
            return;
        }
        if (!read_then(v, &w, false, &then))
            return;
        for (size_t i = 0; i < then.n; i++)
            add_cases(v, w.r->mem, tests, n, then.at[i]);
    } while (words_accept_mark(&w, TOKEN_COMMA));
    words_end(&w, "Part what follows by commas.");
}

static fact_test joined(heed_arena *mem, const fact_test *tests, size_t n)
{
    size_t all = 0;
    for (size_t i = 0; i < n; i++)
        all += tests[i].n;
    fact_test out = { ARENA_NEW(mem, vocabulary_literal, all + 1), 0 };
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < tests[i].n; k++)
            out.at[out.n++] = tests[i].at[k];
    return out;
}

void vocabulary_read_default(heed_vocabulary *v, words w)
{
    fact_test tests[MOST_TESTS], then;
    size_t n;
    if (!read_if(v, &w, tests, &n, "or"))
        return;
    if (!words_accept(&w, "presumes")) {
        words_end(&w, "Join facts with \"or\", then write \"presumes\".");
        return;
    }
    fact_test any = joined(w.r->mem, tests, n);
    do {
        if (v->default_count > MOST_IMPLICATIONS) {
            words_wrong(&w, "Too much is presumed in this vocabulary. Leave out what no policy uses.");
            return;
        }
        if (!read_then(v, &w, true, &then))
            return;
        for (size_t i = 0; i < then.n; i++)
            *ARENA_PUSH(w.r->mem, v->defaults, v->default_count, v->defaults_cap) =
                (vocabulary_default){ any.at, any.n, then.at[i] };
    } while (words_accept_mark(&w, TOKEN_COMMA));
    words_end(&w, "Part what is presumed by commas.");
}
