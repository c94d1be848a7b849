/* facts.c - the facts read so far, of both scenes. */
#include "sentence.h"

size_t fact_field_len(heed_text name)
{
    for (size_t i = 0; i < name.len; i++)
        if (name.at[i] == '=')
            return i;
    return 0;
}

bool facts_same_field(const sentence *s, sym a, sym b)
{
    heed_text x = lexicon_text(s->l, a), y = lexicon_text(s->l, b);
    size_t n = fact_field_len(x);
    return n && n == fact_field_len(y) && heed_text_eq((heed_text){ x.at, n }, (heed_text){ y.at, n });
}

/* The first word on a fact counts: a second value of the same field, or its denial, is not read. */
void fact_add(sentence *s, ref what, size_t at)
{
    for (size_t i = 0; i < s->fact_count; i++) {
        ref have = s->facts[i].what;
        if (have.event != what.event)
            continue;
        if (have.name == what.name || (!have.no && !what.no && facts_same_field(s, have.name, what.name)))
            return;
    }
    *ARENA_PUSH(s->mem, s->facts, s->fact_count, s->fact_cap) = (found_fact){ what, at };
}

bool facts_hold(const found_fact *facts, size_t count, ref what)
{
    for (size_t i = 0; i < count; i++)
        if (facts[i].what.name == what.name && facts[i].what.event == what.event && facts[i].what.no == what.no)
            return !what.absent;
    return what.absent;
}

static void forget_field(sentence *s, ref what)
{
    size_t kept = 0;
    for (size_t i = 0; i < s->fact_count; i++) {
        ref have = s->facts[i].what;
        if (have.event != what.event || have.no || !facts_same_field(s, have.name, what.name))
            s->facts[kept++] = s->facts[i];
    }
    s->fact_count = kept;
}

void facts_derive(sentence *s)
{
    for (size_t pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < s->l->derived_count; i++) {
            const frame *d = &s->l->derived[i];
            bool holds = true;
            for (size_t k = 0; k < d->needs.len && holds; k++)
                holds = facts_hold(s->facts, s->fact_count, d->needs.at[k]);
            for (size_t k = 0; holds && k < d->gives.len; k++) {
                if (d->replaces)
                    forget_field(s, d->gives.at[k]);
                fact_add(s, d->gives.at[k], 0);
            }
        }
}
