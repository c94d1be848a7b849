/* leftover.c - words that no part of the reading rests on: not understood, or understood and put to no use.
 *
 * "Publishes the full name of a pupil" read without the pupil is another deed. Whoever answers that a policy says nothing, or
 * allows it, has to know that something was left over. */
#include "sentence.h"

/* Did the frame of this clause need what the span says? */
static bool frame_used(const clause *c, size_t i)
{
    for (size_t k = 0; c->chosen && k < c->fact_count; k++) {
        if (c->facts[k].span != i)
            continue;
        for (size_t n = 0; n < c->chosen->needs.len; n++)
            if (!c->chosen->needs.at[n].absent && c->chosen->needs.at[n].name == c->facts[k].what.name)
                return true;
    }
    return false;
}

static bool gave_fact(const sentence *s, size_t i)
{
    for (size_t k = 0; k < s->fact_count; k++)
        if (s->facts[k].span == i && lexicon_text(s->l, s->facts[k].what.name).at[0] != '@')
            return true;
    return false;
}

static bool person_used(const sentence *s, const clause *c, size_t i)
{
    const mention *p = &s->people[s->spans[i].mention];
    if (p->absorbed || p->is_asker || c->subject == s->spans[i].mention)
        return true;
    for (size_t k = c->first; k < c->end; k++)
        if (s->spans[k].mention == s->spans[i].mention && (gave_fact(s, k) || frame_used(c, k)))
            return true;
    return false;
}

static bool left_over(const sentence *s, const clause *c, size_t i)
{
    const span *p = &s->spans[i];
    if (p->kind == SPAN_UNREAD)
        return true;
    if (p->mention >= 0)
        return !person_used(s, c, i);
    if (p->kind != SPAN_ENTRY || i == c->verb)
        return false;
    if (p->what->kind != ENTRY_VERB && p->what->kind != ENTRY_THING && p->what->kind != ENTRY_FACT)
        return false;
    return !gave_fact(s, i) && !frame_used(c, i);
}

bool leftover(const sentence *s)
{
    for (size_t k = 0; k < s->clause_count; k++)
        for (size_t i = s->clauses[k].first; i < s->clauses[k].end; i++)
            if (left_over(s, &s->clauses[k], i))
                return true;
    return false;
}
