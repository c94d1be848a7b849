/* roles.h - somebody of one role, among all situations of an act. Inside src/analyse only. */
#ifndef HEED_ANALYSE_ROLES_H
#define HEED_ANALYSE_ROLES_H
#include "space.h"

/* What comes with a role, by fact: a teacher works for the school, though no rule may ask who teaches. NULL when that cannot
 * be told. */
const uint64_t *roles_with(const facts_index *x, heed_fact role, heed_arena *mem);
/* Somebody of this role, and of no other that does not come with it: a parent who also teaches is not looked at as a parent.
 * `with`: as above. */
diagram roles_alone(const space *s, heed_fact role, const uint64_t *with);
/* A role, or a group of the policy: somebody of one of its roles alone. Groups that hold more than roles are taken as they
 * stand. DIAGRAM_NONE when there is nothing of the name. */
diagram roles_named(space *s, const heed_policy *policy, heed_text name);
#endif
