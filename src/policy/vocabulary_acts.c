/* vocabulary_acts.c - kinds of acts, opposites, and what an act answers. */
#include "vocabulary.h"
#include <string.h>

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
        return words_wrong(w, "There is no act named \"%.*s\".%.*s", heed_fmt(name.text),
                           heed_fmt(nearest_hint(&n, w->r->mem)));
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

typedef struct {
    vocabulary_wider *at;
    size_t n, cap;
} wider_list;

static bool both_conditional(const heed_vocabulary *v, report *r, vocabulary_wider a, vocabulary_wider b)
{
    if (!a.when_count || !b.when_count)
        return false;
    heed_text from = v->acts[a.act].name, to = v->acts[b.wider].name;
    report_error(r, v->act_lines[a.act], 1,
                 "\"%.*s\" is \"%.*s\" by two conditions in a row. Say it in one line: is %.*s when ...", heed_fmt(from),
                 heed_fmt(to), heed_fmt(to));
    return true;
}

/* Go one step further from `a` along `b`; true when something new came of it. */
static bool add_step(heed_vocabulary *v, report *r, wider_list *closed, vocabulary_wider a, vocabulary_wider b)
{
    vocabulary_wider *known = closed_entry(closed->at, closed->n, a.act, b.wider);
    if (b.wider == a.act) {
        report_error(r, v->act_lines[a.act], 1, "The acts \"%.*s\" and \"%.*s\" are kinds of each other. Take one \"is\" out.",
                     heed_fmt(v->acts[a.act].name), heed_fmt(v->acts[a.wider].name));
        return false;
    }
    if ((known && !known->when_count) || both_conditional(v, r, a, b))
        return false;
    a.wider = b.wider;
    a.when = a.when_count ? a.when : b.when;
    a.when_count += b.when_count;
    if (!known) {
        *ARENA_PUSH(r->mem, closed->at, closed->n, closed->cap) = a;
        return true;
    }
    size_t before = known->when_count;
    merge_when(r->mem, known, a.when, a.when_count);
    return known->when_count != before;
}

/* Walk on from each act along `is` until nothing new comes of it. An act met again is gone over again only while its condition
 * still weakens, so the walk ends. */
void vocabulary_close_widers(heed_vocabulary *v, report *r)
{
    wider_list closed = { 0 };
    for (size_t i = 0; i < v->wider_count; i++) { /* direct ones first; two lines on one pair mean either */
        vocabulary_wider *known = closed_entry(closed.at, closed.n, v->widers[i].act, v->widers[i].wider);
        if (known)
            merge_when(r->mem, known, v->widers[i].when, v->widers[i].when_count);
        else
            *ARENA_PUSH(r->mem, closed.at, closed.n, closed.cap) = v->widers[i];
    }
    for (bool changed = true; changed && !r->errors;) {
        changed = false;
        for (size_t i = 0; i < closed.n && !r->errors; i++)
            for (size_t k = 0; k < v->wider_count && !r->errors; k++)
                if (closed.at[i].wider == v->widers[k].act)
                    changed = add_step(v, r, &closed, closed.at[i], v->widers[k]) || changed;
    }
    v->widers = closed.at;
    v->wider_count = closed.n;
}
