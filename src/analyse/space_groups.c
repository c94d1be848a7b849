/* space_groups.c - the groups a policy names, as sets of situations. */
#include "space_facts.h"

static const blob_group *group_named(const blob_head *h, heed_text name)
{
    for (uint32_t i = 0; i < h->groups.n; i++) {
        const blob_group *g = BLOB_AT(h, blob_group, h->groups, i);
        if (heed_text_eq(blob_text(h, g->name), name))
            return g;
    }
    return NULL;
}

bool space_has_group(const heed_policy *policy, heed_text name)
{
    return group_named(policy_head(policy), name) != NULL;
}

static heed_text group_of_values(const blob_head *h, uint32_t fact, uint64_t mask)
{
    for (uint32_t i = 0; i < h->groups.n; i++) {
        const blob_group *g = BLOB_AT(h, blob_group, h->groups, i);
        const blob_conjunct *c = BLOB_AT(h, blob_conjunct, g->any, 0);
        const blob_literal *l = g->any.n == 1 && c->n == 1 ? BLOB_AT(h, blob_literal, h->literals, c->first) : NULL;
        if (l && l->fact == fact && l->mask == mask)
            return blob_text(h, g->name);
    }
    return (heed_text){ "", 0 };
}

heed_text space_group_named(const space *s, uint32_t fact, uint64_t mask)
{
    for (size_t i = 0; i < s->policy_count; i++) {
        heed_text name = group_of_values(policy_head(s->policies[i]), fact, mask);
        if (name.len)
            return name;
    }
    return vocabulary_group_named(s->x->v, fact, mask);
}

/* A fact no rule here asks for could be so or not: it takes nobody out of the group. */
diagram space_group(space *s, const heed_policy *policy, heed_text name)
{
    const blob_head *h = policy_head(policy);
    const blob_group *g = group_named(h, name);
    diagram all = DIAGRAM_ALL;
    for (uint32_t i = 0; g && i < g->any.n; i++) {
        const blob_conjunct *c = BLOB_AT(h, blob_conjunct, g->any, i);
        diagram any = DIAGRAM_NONE;
        for (uint32_t k = 0; k < c->n; k++) {
            const blob_literal *l = BLOB_AT(h, blob_literal, h->literals, c->first + k);
            any =
                either(s, any, s->variable_of[l->fact] == UINT16_MAX ? (diagram)DIAGRAM_ALL : space_fact(s, l->fact, l->mask));
        }
        all = both(s, all, any);
    }
    return all;
}
