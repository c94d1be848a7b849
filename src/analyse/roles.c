/* roles.c - somebody of one role, among all situations of an act. */
#include "roles.h"
#include "base/arena.h"

enum { NO = 1, YES = 2 };

const uint64_t *roles_with(const facts_index *x, heed_fact role, heed_arena *mem)
{
    heed_situation *s = heed_situation_new(x->v, mem);
    heed_error err;
    bool told = s && heed_situation_tell(s, heed_fact_get(x->v, role)->name, &err) == HEED_OK &&
                heed_situation_settle(s, &err) == HEED_OK;
    return told ? s->now : NULL;
}

diagram roles_alone(const space *s, heed_fact role, const uint64_t *with)
{
    diagram whole = s->valid;
    for (size_t i = 0; i < s->x->role_count; i++) {
        heed_fact other = s->x->roles[i];
        uint16_t variable = s->variable_of[other];
        bool yes = other == role || (with && with[other] == YES);
        if (variable == UINT16_MAX)
            continue;
        diagram narrower = diagram_and(s->d, whole, diagram_literal(s->d, variable, yes ? YES : NO));
        if (yes || narrower != DIAGRAM_NONE)
            whole = narrower;
    }
    return whole;
}

static bool is_role(const facts_index *x, heed_fact fact)
{
    for (size_t i = 0; i < x->role_count; i++)
        if (x->roles[i] == fact)
            return true;
    return false;
}

/* The literals of a group that is one list of roles; NULL for any other. */
static const blob_literal *role_list(const space *s, const blob_head *h, heed_text name, uint32_t *count_out)
{
    for (uint32_t i = 0; i < h->groups.n; i++) {
        const blob_group *g = BLOB_AT(h, blob_group, h->groups, i);
        const blob_conjunct *c = BLOB_AT(h, blob_conjunct, g->any, 0);
        if (!heed_text_eq(blob_text(h, g->name), name) || g->any.n != 1)
            continue;
        const blob_literal *l = BLOB_AT(h, blob_literal, h->literals, c->first);
        for (uint32_t k = 0; k < c->n; k++)
            if (!is_role(s->x, l[k].fact) || l[k].mask != YES)
                return NULL;
        *count_out = c->n;
        return l;
    }
    return NULL;
}

diagram roles_named(space *s, const heed_policy *policy, heed_text name)
{
    heed_fact fact = heed_fact_find(s->x->v, name);
    uint32_t count = 0;
    diagram any = DIAGRAM_NONE;
    if (fact != HEED_FACT_NONE && is_role(s->x, fact))
        return roles_alone(s, fact, roles_with(s->x, fact, s->mem));
    if (fact != HEED_FACT_NONE)
        return s->variable_of[fact] == UINT16_MAX ? (diagram)DIAGRAM_ALL : diagram_literal(s->d, s->variable_of[fact], YES);
    const blob_literal *l = role_list(s, policy_head(policy), name, &count);
    if (!l)
        return space_has_group(policy, name) ? space_group(s, policy, name) : (diagram)DIAGRAM_NONE;
    for (uint32_t i = 0; i < count; i++)
        any = diagram_or(s->d, any, roles_alone(s, l[i].fact, roles_with(s->x, l[i].fact, s->mem)));
    return any;
}
