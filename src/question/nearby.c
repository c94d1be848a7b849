/* nearby.c - what could have been meant: deeds whose frames nearly fit, as answers to "What do you want to do?", and what may
 * have happened first. */
#include "sentence.h"

typedef struct {
    sym act;
    size_t missing, met, common;
} near_act;

enum { EVENTS_MAX = 64 };

static sym act_of(const sentence *s, const frame *f)
{
    return deed_field(&f->gives, s, "act=").name;
}

/* How far a clause is from a frame; false where no word of it is there, or what must not be there is. */
static bool measure(const sentence *s, const clause *c, const frame *f, near_act *found)
{
    *found = (near_act){ .act = act_of(s, f), .common = f->common };
    for (size_t i = 0; i < f->needs.len; i++) {
        ref need = f->needs.at[i];
        bool held = facts_hold(c->facts, c->fact_count, need);
        if (need.absent && !held)
            return false;
        if (need.absent)
            continue;
        found->missing += !held;
        found->met += held && !heed_text_starts(lexicon_text(s->l, need.name), "@");
    }
    return found->act && found->met && found->missing <= 1;
}

static bool nearer(const near_act *a, const near_act *b)
{
    if (a->missing != b->missing)
        return a->missing < b->missing;
    if (a->met != b->met)
        return a->met > b->met;
    return a->common < b->common;
}

static void keep(near_act *best, size_t *count, size_t most, near_act one)
{
    size_t at = 0;
    while (at < *count && best[at].act != one.act)
        at++;
    if (at == *count && *count < most)
        best[(*count)++] = one;
    else if (at == *count && nearer(&one, &best[most - 1]))
        best[at = most - 1] = one;
    else if (at == *count || !nearer(&one, &best[at]))
        return;
    else
        best[at] = one;
    for (; at > 0 && nearer(&best[at], &best[at - 1]); at--) {
        near_act swap = best[at];
        best[at] = best[at - 1];
        best[at - 1] = swap;
    }
}

heed_texts nearby_acts(const sentence *s)
{
    near_act best[NEARBY_MAX];
    size_t count = 0;
    for (size_t k = 0; k < s->clause_count; k++) {
        const clause *c = &s->clauses[k];
        for (size_t i = 0; i < s->l->frame_count; i++) {
            near_act one;
            if (!measure(s, c, &s->l->frames[i], &one))
                continue;
            one.missing += k != s->main && s->main != SIZE_MAX; /* a deed of the tale is further off */
            keep(best, &count, NEARBY_MAX, one);
        }
    }
    heed_texts answers = { ARENA_NEW(s->mem, heed_text, NEARBY_MAX), 0 };
    for (size_t i = 0; i < count; i++)
        answers.at[answers.len++] = lexicon_text(s->l, best[i].act);
    return answers;
}

static bool said_somewhere(const sentence *s, const refs *needs)
{
    for (size_t i = 0; i < needs->len; i++)
        for (size_t k = 0; k < s->fact_count; k++)
            if (!needs->at[i].absent && needs->at[i].name == s->facts[k].what.name && !ref_starts(s, needs->at[i], "@"))
                return true;
    return false;
}

/* Events the file knows: those that something said speaks for first, then those it speaks of most. */
static void count_events(const sentence *s, const frame *frames, size_t frame_count, near_act *best, size_t *count)
{
    for (size_t i = 0; i < frame_count; i++) {
        sym event = deed_field(&frames[i].gives, s, "event=").name;
        size_t at = 0;
        while (at < *count && best[at].act != event)
            at++;
        if (!event || at == EVENTS_MAX)
            continue;
        if (at == *count)
            best[(*count)++] = (near_act){ .act = event };
        best[at].met += said_somewhere(s, &frames[i].needs) ? 100 : 1;
    }
}

heed_texts nearby_events(const sentence *s)
{
    near_act found[EVENTS_MAX], best[NEARBY_MAX];
    size_t count = 0, kept = 0;
    count_events(s, s->l->frames, s->l->frame_count, found, &count);
    count_events(s, s->l->derived, s->l->derived_count, found, &count);
    for (size_t i = 0; i < count; i++)
        keep(best, &kept, NEARBY_MAX, found[i]);
    heed_texts answers = { ARENA_NEW(s->mem, heed_text, NEARBY_MAX), 0 };
    for (size_t i = 0; i < kept; i++)
        answers.at[answers.len++] = lexicon_text(s->l, best[i].act);
    return answers;
}
