/* picture.h - a box of situations in words and in tokens: "A teacher accepts a contact request. ...". Inside src/analyse. */
#ifndef HEED_ANALYSE_PICTURE_H
#define HEED_ANALYSE_PICTURE_H
#include "space.h"

/* The situation of `where` a head can picture best: fewest remarkable facts, all others left as they usually are.
 * masks_out: s->count. False when `where` is empty. */
bool picture_of(const space *s, diagram where, uint64_t *masks_out);
/* One whole situation, the most ordinary of `where`: one value a fact. Does it lie in `in`, too? */
bool picture_ordinary(const space *s, diagram where, diagram in);
heed_text picture_words(const space *s, const uint64_t *masks, heed_arena *mem);
/* One fact as a sentence, asked by a rule here or not: "It is your own child." */
heed_text picture_fact_words(const space *s, const vocabulary_literal *is, heed_arena *mem);
/* "act=..." first; then only facts that were narrowed. */
heed_texts picture_tokens(const space *s, const uint64_t *masks, heed_arena *mem);
/* The same situation as picture_words tells it, as tokens that can be told one by one: what the words say, and what else it
 * takes until it lies in the box whatever is presumed. `told`: cleared and used. */
heed_texts picture_example(const space *s, const uint64_t *masks, heed_situation *told, heed_arena *mem);
/* The widest groups of `where`, each a box, until `most` are found or nothing is left; returns how many.
 * boxes_out: most * s->count masks. *left_out: what the boxes do not hold. */
size_t picture_groups(const space *s, diagram where, size_t most, uint64_t *boxes_out, diagram *left_out);
/* The same words for a group: conditions only, no act. "staff; the other person is a pupil here". */
heed_text picture_group_words(const space *s, const uint64_t *masks, heed_arena *mem);
/* Roles that may do it in this box, by name; empty when any may. */
heed_texts picture_roles(const space *s, const uint64_t *masks, heed_arena *mem);
#endif
