/* vocabulary_link.c - groups, kinds of acts, what implies and what presumes what. */
#include "vocabulary.h"
#include <string.h>

enum { MOST_TESTS = 16, MOST_ALTERNATIVES = 256 };

static heed_text shown(const words *w, const char *format, heed_text a, heed_text b)
{
    return heed_text_printf(w->r->mem, format, heed_fmt(a), heed_fmt(b));
}

static bool no_such_fact(const heed_vocabulary *v, const words *w, heed_text name)
{
    nearest n = nearest_to(name);
    for (size_t i = 0; i < v->name_count; i++)
        nearest_offer(&n, v->names[i].text);
    heed_text hint = nearest_hint(&n, w->r->mem);
    if (!hint.len)
        hint = shown(w, " Take a name from the vocabulary \"%.*s\"%.*s.", v->name, heed_lit(""));
    return words_wrong(w, "There is no fact named \"%.*s\".%.*s", heed_fmt(name), heed_fmt(hint));
}

static fact_test one_literal(heed_arena *mem, heed_fact fact, uint64_t mask)
{
    vocabulary_literal *l = ARENA_NEW(mem, vocabulary_literal, 1);
    *l = (vocabulary_literal){ fact, mask };
    return (fact_test){ l, 1 };
}

static fact_test group_test(heed_arena *mem, const vocabulary_group *g)
{
    if (g->field != HEED_FACT_NONE)
        return one_literal(mem, g->field, g->mask);
    fact_test t = { ARENA_NEW(mem, vocabulary_literal, g->count + 1), g->count };
    for (size_t i = 0; i < g->count; i++)
        t.at[i] = (vocabulary_literal){ g->members[i], 2 };
    return t;
}

static fact_test name_test(const heed_vocabulary *v, heed_arena *mem, const vocabulary_name *n)
{
    switch (n->kind) {
    case NAME_MEMBER:
        return one_literal(mem, n->index, 2);
    case NAME_VALUE:
        return one_literal(mem, v->fields[n->field].first, UINT64_C(1) << n->index);
    case NAME_GROUP:
        return group_test(mem, &v->groups[n->index]);
    default:
        return (fact_test){ 0 };
    }
}

/* FIELD=NAME, with `w` behind the "=". */
static bool field_value(const heed_vocabulary *v, words *w, token field, fact_test *test_out)
{
    heed_arena *mem = w->r->mem;
    if (w->at->kind != TOKEN_WORD)
        return words_wrong(w, "%.*s stands where a value of \"%.*s\" belongs. Write %.*s=NAME.", heed_fmt(words_shown(w)),
                           heed_fmt(field.text), heed_fmt(field.text));
    heed_text value = w->at->text;
    if (token_is(field, "act")) {
        int act = heed_act_find(v, value);
        if (act < 0)
            return no_such_fact(v, w, value);
        vocabulary_literal l = vocabulary_act_literal(v, (uint32_t)act);
        *test_out = one_literal(mem, l.fact, l.mask);
        w->at++;
        return true;
    }
    uint32_t index = vocabulary_field_named(v, field.text);
    if (index == UINT32_MAX) {
        w->at -= 2;                  /* the slip is in the field's name */
        return no_such_fact(v, w, field.text);
    }
    const vocabulary_field *f = &v->fields[index];
    for (const vocabulary_name *n = vocabulary_name_next(v, value, NULL); n; n = vocabulary_name_next(v, value, n)) {
        bool own = (n->kind == NAME_VALUE || n->kind == NAME_MEMBER) && n->field == index;
        bool group = n->kind == NAME_GROUP && (f->one_valued ? v->groups[n->index].field == f->first : false);
        if (own || group) {
            *test_out = name_test(v, mem, n);
            w->at++;
            return true;
        }
    }
    nearest near = nearest_to(value);
    for (size_t i = 0; i < v->name_count; i++)
        if ((v->names[i].kind == NAME_VALUE || v->names[i].kind == NAME_MEMBER) && v->names[i].field == index)
            nearest_offer(&near, v->names[i].text);
    return words_wrong(w, "\"%.*s\" has no value \"%.*s\".%.*s", heed_fmt(f->name), heed_fmt(value), heed_fmt(nearest_hint(&near, mem)));
}

static bool belongs(const heed_vocabulary *v, const vocabulary_name *n, heed_text field)
{
    if (n->kind == NAME_VALUE || n->kind == NAME_MEMBER)
        return heed_text_eq(v->fields[n->field].name, field);
    if (n->kind != NAME_GROUP)
        return false;
    const vocabulary_group *g = &v->groups[n->index];
    heed_fact first = g->field != HEED_FACT_NONE ? g->field : g->members[0];
    return heed_text_eq(v->facts[first].set, field);
}

/* A bare name is a member or a group before it is a value; a value of two fields has to be written FIELD=VALUE. */
bool vocabulary_fact(const heed_vocabulary *v, words *w, heed_text prefer, fact_test *test_out)
{
    if (w->at->kind != TOKEN_WORD || word_joins(w->at->text))
        return words_wrong(w, "%.*s stands where a fact belongs. Write a name of the vocabulary.", heed_fmt(words_shown(w)));
    token t = *w->at;
    if (w->at[1].kind == TOKEN_EQUALS) {
        w->at += 2;
        return field_value(v, w, t, test_out);
    }
    const vocabulary_name *best = NULL, *other = NULL;
    for (const vocabulary_name *n = vocabulary_name_next(v, t.text, NULL); n; n = vocabulary_name_next(v, t.text, n)) {
        if (n->kind == NAME_ACT || n->kind == NAME_FIELD || n->kind == NAME_SET)
            continue;
        if (prefer.len && belongs(v, n, prefer)) {
            best = n;
            other = NULL;
            break;
        }
        if (!best || (best->kind == NAME_VALUE && n->kind != NAME_VALUE)) {
            best = n;
            other = NULL;
        } else if (best->kind == NAME_VALUE && n->kind == NAME_VALUE) {
            other = n;
        }
    }
    if (!best && vocabulary_name_of(v, t.text, NAME_FIELD))
        return words_wrong(w, "\"%.*s\" needs a value. Write %.*s=NAME.", heed_fmt(t.text), heed_fmt(t.text));
    if (!best)
        return no_such_fact(v, w, t.text);
    if (other)
        return words_wrong(w, "\"%.*s\" can be two things. Write %.*s=%.*s or %.*s=%.*s.", heed_fmt(t.text), heed_fmt(v->fields[best->field].name),
                           heed_fmt(t.text), heed_fmt(v->fields[other->field].name), heed_fmt(t.text));
    w->at++;
    *test_out = name_test(v, w->r->mem, best);
    return true;
}

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
            for (const vocabulary_name *n = vocabulary_name_next(v, t->text, NULL); !found && n; n = vocabulary_name_next(v, t->text, n))
                found = belongs(v, n, v->fields[f].name);
            all = found;
        }
        if (all)
            return v->fields[f].name;
    }
    return (heed_text){ "", 0 };
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
        } else {
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
    do {
        fact_test test;
        if (!vocabulary_fact(v, w, prefer, &test) || !add_to_group(v, w, &g, &cap, test))
            return false;
    } while (words_accept_mark(w, TOKEN_COMMA));
    if (!words_end(w, "Part the names of a group by commas; groups with conditions are named in a policy."))
        return false;
    *ARENA_PUSH(w->r->mem, v->groups, v->group_count, v->groups_cap) = g;
    *ARENA_PUSH(w->r->mem, v->names, v->name_count, v->names_cap) =
        (vocabulary_name){ g.name, NAME_GROUP, 0, (uint32_t)v->group_count - 1 };
    vocabulary_index_names(v, w->r->mem);
    return true;
}

void vocabulary_read_group(heed_vocabulary *v, words w)
{
    read_group(v, &w);
}

/* ---- acts */

static bool act_named(const heed_vocabulary *v, words *w, uint16_t *act_out)
{
    token name;
    if (!words_name(w, "an act", &name))
        return false;
    int act = heed_act_find(v, name.text);
    if (act < 0) {
        nearest n = nearest_to(name.text);
        for (size_t i = 0; i < v->act_count; i++)
            nearest_offer(&n, v->acts[i].name);
        w->at--;
        return words_wrong(w, "There is no act named \"%.*s\".%.*s", heed_fmt(name.text), heed_fmt(nearest_hint(&n, w->r->mem)));
    }
    *act_out = (uint16_t)act;
    return true;
}

static void add_leaving(heed_vocabulary *v, heed_arena *mem, uint16_t act, uint16_t other, bool opposite)
{
    for (size_t i = 0; i < v->leaving_count; i++)
        if (v->leavings[i].act == act && v->leavings[i].other == other) {
            v->leavings[i].opposite |= opposite;
            return;
        }
    *ARENA_PUSH(mem, v->leavings, v->leaving_count, v->leavings_cap) = (vocabulary_leaves){ act, other, opposite };
}

static bool read_wider(heed_vocabulary *v, words *w, uint16_t act)
{
    vocabulary_wider wider = { .act = act };
    fact_test when = { 0 };
    if (!act_named(v, w, &wider.wider))
        return false;
    if (wider.wider == act)
        return words_wrong(w, "An act cannot be a kind of itself. Take \"is\" out.");
    if (words_accept(w, "when") && !vocabulary_fact(v, w, (heed_text){ "", 0 }, &when))
        return false;
    wider.when = when.at;
    wider.when_count = when.n;
    *ARENA_PUSH(w->r->mem, v->widers, v->wider_count, v->widers_cap) = wider;
    return true;
}

static bool read_answers(heed_vocabulary *v, words *w, uint16_t act)
{
    int event = v->known.event == HEED_FACT_NONE ? -1 : heed_value_find(v, v->known.event, w->at->text);
    if (event < 0)
        return words_wrong(w, "%.*s is no event. Name a value of the field \"event\".", heed_fmt(words_shown(w)));
    w->at++;
    *ARENA_PUSH(w->r->mem, v->answerings, v->answering_count, v->answerings_cap) = (vocabulary_answers){ act, (uint8_t)event };
    return true;
}

void vocabulary_read_act_properties(heed_vocabulary *v, words w, uint32_t act)
{
    heed_arena *mem = w.r->mem;
    uint16_t self = (uint16_t)act, other;
    while (!words_ended(&w)) {
        if (words_accept(&w, "is")) {
            if (!read_wider(v, &w, self))
                return;
        } else if (words_accept(&w, "opposite")) {
            if (!act_named(v, &w, &other))
                return;
            add_leaving(v, mem, self, other, true);
            add_leaving(v, mem, other, self, true);
        } else if (words_accept(&w, "leaves")) {
            if (!act_named(v, &w, &other))
                return;
            add_leaving(v, mem, self, other, false);
        } else if (words_accept(&w, "answers")) {
            if (!read_answers(v, &w, self))
                return;
        } else if (words_accept(&w, "embeds")) {
            v->embeds[act / 64] |= UINT64_C(1) << act % 64;
        } else {
            words_end(&w, "Write is, opposite, leaves, answers or embeds.");
            return;
        }
    }
}

static vocabulary_wider *closed_entry(vocabulary_wider *list, size_t n, uint16_t act, uint16_t wider)
{
    for (size_t i = 0; i < n; i++)
        if (list[i].act == act && list[i].wider == wider)
            return &list[i];
    return NULL;
}

static void merge_when(heed_arena *mem, vocabulary_wider *into, const vocabulary_literal *when, size_t n)
{
    if (n == 0 || into->when_count == 0) {
        into->when = NULL;
        into->when_count = 0;
        return;
    }
    vocabulary_literal *both = ARENA_NEW(mem, vocabulary_literal, into->when_count + n);
    memcpy(both, into->when, into->when_count * sizeof *both);
    size_t used = into->when_count;
    for (size_t i = 0; i < n; i++) {
        bool known = false;
        for (size_t k = 0; k < used && !known; k++)
            known = both[k].fact == when[i].fact && both[k].mask == when[i].mask;
        if (!known)
            both[used++] = when[i];
    }
    into->when = both;
    into->when_count = used;
}

/* Walk from each act along `is`. An act met again is gone over again only while its condition still weakens, so the walk ends. */
void vocabulary_close_widers(heed_vocabulary *v, report *r)
{
    vocabulary_wider *closed = NULL;
    size_t n = 0, cap = 0;
    for (size_t i = 0; i < v->wider_count; i++) {        /* direct ones first; two lines on one pair mean either */
        vocabulary_wider *known = closed_entry(closed, n, v->widers[i].act, v->widers[i].wider);
        if (known)
            merge_when(r->mem, known, v->widers[i].when, v->widers[i].when_count);
        else
            *ARENA_PUSH(r->mem, closed, n, cap) = v->widers[i];
    }
    for (bool changed = true; changed && !r->errors;) {
        changed = false;
        for (size_t i = 0; i < n && !r->errors; i++)
            for (size_t k = 0; k < v->wider_count; k++) {
                vocabulary_wider a = closed[i], b = v->widers[k];
                if (a.wider != b.act)
                    continue;
                if (b.wider == a.act) {
                    report_error(r, 0, 0, "The acts \"%.*s\" and \"%.*s\" are kinds of each other. Take one \"is\" out.",
                                 heed_fmt(v->acts[a.act].name), heed_fmt(v->acts[a.wider].name));
                    break;
                }
                vocabulary_wider *known = closed_entry(closed, n, a.act, b.wider);
                if (a.when_count && b.when_count) {
                    if (known && !known->when_count)
                        continue;
                    report_error(r, 0, 0, "\"%.*s\" is \"%.*s\" by two conditions in a row. Say it in one line: is %.*s when ...",
                                 heed_fmt(v->acts[a.act].name), heed_fmt(v->acts[b.wider].name), heed_fmt(v->acts[b.wider].name));
                    break;
                }
                const vocabulary_literal *when = a.when_count ? a.when : b.when;
                size_t when_n = a.when_count + b.when_count;
                if (!known) {
                    *ARENA_PUSH(r->mem, closed, n, cap) = (vocabulary_wider){ a.act, b.wider, (vocabulary_literal *)when, when_n };
                    changed = true;
                } else {
                    size_t before = known->when_count;
                    merge_when(r->mem, known, when, when_n);
                    changed |= known->when_count != before;
                }
            }
    }
    v->widers = closed;
    v->wider_count = n;
}

/* ---- what implies and presumes what */

static bool same_literal(vocabulary_literal a, vocabulary_literal b)
{
    return a.fact == b.fact && a.mask == b.mask;
}

static void add_implication(heed_vocabulary *v, heed_arena *mem, const vocabulary_literal *if_all, size_t n, vocabulary_literal then)
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
static void add_both_ways(heed_vocabulary *v, heed_arena *mem, const vocabulary_literal *if_all, size_t n, vocabulary_literal then)
{
    add_implication(v, mem, if_all, n, then);
    for (size_t i = 0; i < n; i++) {
        vocabulary_literal turned[MOST_TESTS];
        memcpy(turned, if_all, n * sizeof *turned);
        turned[i] = not_so(v, then);
        add_implication(v, mem, turned, n, not_so(v, if_all[i]));
    }
}

/* The right side: one fact, or "not" and any; given as literals that must all hold. */
/* A fact of the event's scene, "event.parent-carer", read without its prefix. */
static bool read_event_fact(heed_vocabulary *v, words *w, fact_test *test_out)
{
    const heed_text prefix = heed_lit("event.");
    token own[3] = { w->at[0] };      /* a name, perhaps "=" and a value; a line always has its end behind it */
    for (size_t i = 1; i < 3 && own[i - 1].kind != TOKEN_END; i++)
        own[i] = w->at[i];
    own[0].text = (heed_text){ own[0].text.at + prefix.len, own[0].text.len - prefix.len };
    words alone = { w->r, own };
    if (!vocabulary_fact(v, &alone, (heed_text){ "", 0 }, test_out))
        return false;
    w->at += alone.at - own;
    return true;
}

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
        if (!read_then(v, &w, true, &then))
            return;
        for (size_t i = 0; i < then.n; i++)
            *ARENA_PUSH(w.r->mem, v->defaults, v->default_count, v->defaults_cap) = (vocabulary_default){ any.at, any.n, then.at[i] };
    } while (words_accept_mark(&w, TOKEN_COMMA));
    words_end(&w, "Part what is presumed by commas.");
}
