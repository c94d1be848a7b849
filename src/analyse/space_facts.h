/* space_facts.h - facts as variables of a space, and operations while they are still being gathered. Inside src/analyse,
 * for space.c and its parts only. */
#ifndef HEED_ANALYSE_SPACE_FACTS_H
#define HEED_ANALYSE_SPACE_FACTS_H
#include "space.h"

/* Operations that do nothing while facts are gathered: there are no diagrams yet. */
static inline diagram both(space *s, diagram a, diagram b)
{
    return s->d ? diagram_and(s->d, a, b) : DIAGRAM_ALL;
}

static inline diagram either(space *s, diagram a, diagram b)
{
    return s->d ? diagram_or(s->d, a, b) : DIAGRAM_ALL;
}

static inline diagram but_not(space *s, diagram a, diagram b)
{
    return s->d ? diagram_less(s->d, a, b) : DIAGRAM_ALL;
}

/* An act that answers an event is asked about with that event in mind: its people, site and account are the event's own, one
 * fact in both scenes. */
static inline uint32_t space_held(const space *s, uint32_t fact)
{
    return s->event >= 0 && fact >= s->x->n && s->x->tie[fact - s->x->n] ? fact - s->x->n : fact;
}

/* Where a fact has a value of the mask; while gathering, that it is asked for. The act asked about, whether it was done and
 * the event it answers are settled in a space; all else is a variable. */
diagram space_fact(space *s, uint32_t fact, uint64_t mask);
#endif
