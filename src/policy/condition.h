/* condition.h - from qualifiers to conditions a machine can check: conjuncts of literals. */
#ifndef HEED_POLICY_CONDITION_H
#define HEED_POLICY_CONDITION_H
#include "statement.h"
#include "vocabulary.h"

typedef struct { vocabulary_literal *at; size_t n, cap; } clause_any;       /* holds when any does */
typedef struct { clause_any *at; size_t n, cap; } condition;                /* holds when all do */

typedef struct {
    heed_arena *mem;
    report *r;
    const heed_vocabulary *v;
    statements *s;
    size_t facts;                    /* opened for the condition at hand: groups of groups grow fast */
    uint64_t work;                   /* spent on joining conditions, in this whole text */
} lookup;

/* Add a choice, as it stands at `place`, to a condition. `event`: all of it speaks of the event's scene. False: reported. */
bool condition_add_choice(lookup *l, const choice *c, place stands, bool event, condition *into);
bool condition_add_qualifiers(lookup *l, const qualifiers *q, bool event, condition *into);
void condition_add(heed_arena *mem, condition *into, const vocabulary_literal *any, size_t n);
void condition_append(heed_arena *mem, condition *into, const condition *more);
/* A group of the policy by name, as a condition. */
bool condition_of_group(lookup *l, const policy_group *g, condition *into);
/* Roles a choice names, for `binds`: plain names only, groups opened, conditions left out. */
void condition_roles(lookup *l, const choice *c, heed_fact *roles, size_t *count, size_t most);
#endif
