/* diagram.h - sets of situations as multi-valued decision diagrams.
 *
 * A diagram asks one fact after another, in one fixed order, and every set of situations has exactly one diagram: equal
 * numbers are equal sets. Facts are variables 0 .. count - 1 with up to 64 values; a set of values is a mask.
 * All of it lives in the arena it was made in. A limit on nodes keeps a policy built to blow up from taking the machine:
 * once it is reached every call gives DIAGRAM_NONE, and the owner asks diagrams_full() before trusting a result.
 * Source: Bryant's reduced ordered diagrams, with edges labelled by sets of values. */
#ifndef HEED_ANALYSE_DIAGRAM_H
#define HEED_ANALYSE_DIAGRAM_H
#include <heed/base.h>

typedef uint32_t diagram;
enum { DIAGRAM_NONE = 0, DIAGRAM_ALL = 1 }; /* no situation; every situation */
typedef struct diagrams diagrams;

enum { DIAGRAM_VARIABLES = 512 }; /* at most: calls go as deep */

/* `domain`: all values of each variable, borrowed. `limit`: the most nodes. */
diagrams *diagrams_new(heed_arena *mem, const uint64_t *domain, uint32_t count, uint32_t limit);
bool diagrams_full(const diagrams *d);
size_t diagrams_size(const diagrams *d); /* nodes made so far */

diagram diagram_literal(diagrams *d, uint32_t variable, uint64_t mask);
diagram diagram_and(diagrams *d, diagram a, diagram b);
diagram diagram_or(diagrams *d, diagram a, diagram b);
diagram diagram_less(diagrams *d, diagram a, diagram b); /* in a, and not in b */
diagram diagram_not(diagrams *d, diagram a);
/* The situations of `a` with the variable forgotten: some value of `mask` would do. */
diagram diagram_forget(diagrams *d, diagram a, uint32_t variable, uint64_t mask);
/* asked_out[count]: which variables the set hangs on at all. */
void diagram_asks(diagrams *d, diagram a, bool *asked_out);
static inline bool diagram_within(diagrams *d, diagram a, diagram b)
{
    return diagram_less(d, a, b) == DIAGRAM_NONE;
}

double diagram_count(const diagrams *d, diagram a); /* situations over all variables */
/* Is this situation (one mask a variable; any value of the mask will do) in the set? */
bool diagram_has(const diagrams *d, diagram a, const uint64_t *values);
/* Fill masks[count] with a whole box of `a` that needs the fewest remarkable facts: a variable costs its weight unless
 * its mask keeps a value of `usual`. False when `a` is empty. */
bool diagram_picture(const diagrams *d, diagram a, const uint64_t *usual, const uint8_t *weight, uint64_t *masks_out);
/* The same for the widest box, by share of all situations. */
bool diagram_widest(const diagrams *d, diagram a, uint64_t *masks_out);
/* A box as a diagram. */
diagram diagram_box(diagrams *d, const uint64_t *masks);
/* Let each variable in turn, last in `order` first, take every value it can without leaving `a`. */
void diagram_widen(diagrams *d, diagram a, const uint32_t *order, uint64_t *masks);
#endif
