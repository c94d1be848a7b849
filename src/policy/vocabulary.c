/* vocabulary.c - looking things up in a vocabulary that has been read. */
#include "vocabulary.h"

enum { ACTS_IN_A_FACT = 63 };

size_t heed_fact_count(const heed_vocabulary *v)
{
    return v->fact_count;
}

const heed_fact_info *heed_fact_get(const heed_vocabulary *v, heed_fact fact)
{
    size_t plain = fact < v->fact_count ? fact : (size_t)fact - v->fact_count;
    return plain < v->fact_count ? &v->facts[plain] : NULL;
}

static uint32_t name_hash(heed_text name)
{
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < name.len; i++)
        h = (h ^ (unsigned char)name.at[i]) * 16777619u;
    return h;
}

static void index_name(heed_vocabulary *v, size_t at)
{
    size_t slot = name_hash(v->names[at].text) & (v->slot_count - 1);
    while (v->name_slots[slot])
        slot = (slot + 1) & (v->slot_count - 1);
    v->name_slots[slot] = (uint32_t)at + 1;
}

void vocabulary_add_name(heed_vocabulary *v, heed_arena *mem, vocabulary_name name)
{
    *ARENA_PUSH(mem, v->names, v->name_count, v->names_cap) = name;
    if (v->name_count * 2 <= v->slot_count) {
        index_name(v, v->name_count - 1);
        return;
    }
    v->slot_count = v->slot_count ? v->slot_count * 2 : 16;
    v->name_slots = ARENA_NEW(mem, uint32_t, v->slot_count);
    for (size_t i = 0; i < v->name_count; i++)
        index_name(v, i);
}

/* Names of one spelling lie on one run of slots, so the walk goes on behind the slot of the one before. */
const vocabulary_name *vocabulary_name_next(const heed_vocabulary *v, heed_text name, const vocabulary_name *before)
{
    if (!v->slot_count)
        return NULL;
    size_t slot = name_hash(name) & (v->slot_count - 1);
    bool passed = before == NULL;
    for (; v->name_slots[slot]; slot = (slot + 1) & (v->slot_count - 1)) {
        const vocabulary_name *n = &v->names[v->name_slots[slot] - 1];
        if (passed && heed_text_eq(n->text, name))
            return n;
        passed = passed || n == before;
    }
    return NULL;
}

const vocabulary_name *vocabulary_name_of(const heed_vocabulary *v, heed_text name, name_kind kind)
{
    const vocabulary_name *n = vocabulary_name_next(v, name, NULL);
    while (n && n->kind != kind)
        n = vocabulary_name_next(v, name, n);
    return n;
}

uint32_t vocabulary_field_named(const heed_vocabulary *v, heed_text name)
{
    const vocabulary_name *n = vocabulary_name_of(v, name, NAME_FIELD);
    n = n ? n : vocabulary_name_of(v, name, NAME_SET);
    return n ? n->index : UINT32_MAX;
}

heed_fact heed_fact_find(const heed_vocabulary *v, heed_text name)
{
    const vocabulary_name *n = vocabulary_name_of(v, name, NAME_MEMBER);
    if (n)
        return n->index;
    n = vocabulary_name_of(v, name, NAME_FIELD);
    return n ? v->fields[n->index].first : HEED_FACT_NONE;
}

static const vocabulary_field *field_of(const heed_vocabulary *v, heed_fact fact)
{
    size_t plain = fact < v->fact_count ? fact : (size_t)fact - v->fact_count;
    return plain < v->first_act ? &v->fields[v->field_of_fact[plain]] : NULL;
}

static bool is_act_fact(const heed_vocabulary *v, heed_fact fact, size_t *from_out)
{
    size_t plain = fact < v->fact_count ? fact : (size_t)fact - v->fact_count;
    if (plain < v->first_act || plain >= v->fact_count)
        return false;
    *from_out = (plain - v->first_act) * ACTS_IN_A_FACT;
    return true;
}

const heed_fact_info *heed_value_get(const heed_vocabulary *v, heed_fact field, uint32_t value)
{
    size_t from;
    if (is_act_fact(v, field, &from))
        return value < ACTS_IN_A_FACT ? heed_act_get(v, (uint32_t)from + value) : NULL;
    const vocabulary_field *f = field_of(v, field);
    return f && f->one_valued && value < f->count ? &f->values[value] : NULL;
}

int heed_value_find(const heed_vocabulary *v, heed_fact field, heed_text name)
{
    size_t from;
    if (is_act_fact(v, field, &from)) {
        int act = heed_act_find(v, name);
        return act >= (int)from && act < (int)from + ACTS_IN_A_FACT ? act - (int)from : -1;
    }
    const vocabulary_field *f = field_of(v, field);
    if (!f || !f->one_valued)
        return -1;
    const vocabulary_name *n = vocabulary_name_next(v, name, NULL);
    while (n && !(n->kind == NAME_VALUE && &v->fields[n->field] == f))
        n = vocabulary_name_next(v, name, n);
    return n ? (int)n->index : -1;
}

size_t heed_act_count(const heed_vocabulary *v)
{
    return v->act_count;
}

const heed_fact_info *heed_act_get(const heed_vocabulary *v, uint32_t act)
{
    return act < v->act_count ? &v->acts[act] : NULL;
}

int heed_act_find(const heed_vocabulary *v, heed_text name)
{
    const vocabulary_name *n = vocabulary_name_of(v, name, NAME_ACT);
    return n ? (int)n->index : -1;
}

heed_text heed_vocabulary_name(const heed_vocabulary *v)
{
    return v->name;
}

heed_text heed_vocabulary_nearest(const heed_vocabulary *v, heed_text name, heed_arena *mem)
{
    (void)mem; /* names live as long as the vocabulary */
    nearest n = nearest_to(name);
    for (size_t i = 0; i < v->name_count; i++)
        nearest_offer(&n, v->names[i].text);
    return n.best;
}

const vocabulary_implication *vocabulary_implications(const heed_vocabulary *v, size_t *count_out)
{
    *count_out = v->implication_count;
    return v->implications;
}

const vocabulary_default *vocabulary_defaults(const heed_vocabulary *v, size_t *count_out)
{
    *count_out = v->default_count;
    return v->defaults;
}

const vocabulary_wider *vocabulary_widers(const heed_vocabulary *v, size_t *count_out)
{
    *count_out = v->wider_count;
    return v->widers;
}

const vocabulary_leaves *vocabulary_leavings(const heed_vocabulary *v, size_t *count_out)
{
    *count_out = v->leaving_count;
    return v->leavings;
}

const vocabulary_answers *vocabulary_answerings(const heed_vocabulary *v, size_t *count_out)
{
    *count_out = v->answering_count;
    return v->answerings;
}

bool vocabulary_embeds(const heed_vocabulary *v, uint32_t act)
{
    return act < v->act_count && (v->embeds[act / 64] >> act % 64 & 1);
}

uint64_t vocabulary_group_mask(const heed_vocabulary *v, heed_text name, heed_fact *field_out)
{
    const vocabulary_name *n = vocabulary_name_of(v, name, NAME_GROUP);
    if (!n || v->groups[n->index].field == HEED_FACT_NONE)
        return 0;
    if (field_out)
        *field_out = v->groups[n->index].field;
    return v->groups[n->index].mask;
}

heed_text vocabulary_group_named(const heed_vocabulary *v, heed_fact field, uint64_t mask)
{
    for (size_t i = 0; i < v->group_count; i++)
        if (v->groups[i].field == field && v->groups[i].mask == mask)
            return v->groups[i].name;
    return (heed_text){ "", 0 };
}

const heed_fact *vocabulary_group_members(const heed_vocabulary *v, heed_text name, size_t *count_out)
{
    const vocabulary_name *n = vocabulary_name_of(v, name, NAME_GROUP);
    *count_out = 0;
    if (!n || v->groups[n->index].field != HEED_FACT_NONE)
        return NULL;
    *count_out = v->groups[n->index].count;
    return v->groups[n->index].members;
}

const heed_fact *vocabulary_set(const heed_vocabulary *v, heed_text set, size_t *count_out)
{
    const vocabulary_name *n = vocabulary_name_of(v, set, NAME_SET);
    *count_out = n ? v->fields[n->index].count : 0;
    return n ? v->fields[n->index].members : NULL;
}

uint64_t vocabulary_domain(const heed_vocabulary *v, heed_fact fact)
{
    const heed_fact_info *info = heed_fact_get(v, fact);
    if (!info || !info->one_valued)
        return 3;
    return ((UINT64_C(1) << info->value_count) - 1) | UINT64_C(1) << HEED_VALUE_OTHER;
}

vocabulary_literal vocabulary_act_literal(const heed_vocabulary *v, uint32_t act)
{
    return (vocabulary_literal){ v->first_act + act / ACTS_IN_A_FACT, UINT64_C(1) << act % ACTS_IN_A_FACT };
}

vocabulary_known vocabulary_known_facts(const heed_vocabulary *v)
{
    return v->known;
}
