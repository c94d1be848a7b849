/* flags.c - what is said beside an outcome and never changes it: contradictions of the text, and the probes of packs. */
#include "verdict.h"

static bool one_office(const deciding *d, const blob_rule *a, const blob_rule *b)
{
    for (uint32_t i = 0; i < a->subject.n; i++)
        for (uint32_t k = 0; k < b->subject.n; k++) {
            const blob_conjunct *of_a = BLOB_AT(d->w.h, blob_conjunct, a->subject, i),
                                *of_b = BLOB_AT(d->w.h, blob_conjunct, b->subject, k);
            for (uint32_t m = 0; m < of_a->n; m++)
                for (uint32_t n = 0; n < of_b->n; n++)
                    if (d->w.literals[of_a->first + m].fact == d->w.literals[of_b->first + n].fact)
                        return true;
        }
    return false;
}

static bool must_meets_power(deciding *d)
{
    for (uint32_t i = 0; i < d->found_count; i++) {
        const blob_rule *a = &d->w.rules[d->found[i].rule];
        if (!(a->flags & RULE_OFFICE) || d->found[i].class != HEED_REQUIRED || d->found[i].bits != SURE)
            continue;
        for (uint32_t k = 0; k < d->found_count; k++) {
            const blob_rule *b = &d->w.rules[d->found[k].rule];
            if (b->flags & RULE_OFFICE && d->found[k].class == HEED_PERMITTED && d->found[k].bits == SURE &&
                one_office(d, a, b))
                return true;
        }
    }
    return false;
}

static bool takes_part(const heed_verdict *v, unsigned rule)
{
    for (uint16_t i = 0; i < v->deciding_count; i++)
        if (v->deciding[i] == rule)
            return true;
    for (uint16_t i = 0; i < v->losing_count; i++)
        if (v->losing[i] == rule)
            return true;
    for (uint16_t i = 0; i < v->duty_count; i++)
        if (v->duty[i] == rule)
            return true;
    for (uint16_t i = 0; i < v->cited_count; i++)
        if (v->cited[i] == rule)
            return true;
    return false;
}

static bool conflict(deciding *d, const heed_verdict *v)
{
    uint64_t banned = 0, allowed = 0;
    bool duty_of_office = false;
    for (uint32_t i = 0; i < d->found_count; i++) {
        const blob_rule *r = &d->w.rules[d->found[i].rule];
        unsigned class = d->found[i].class;
        if (d->found[i].bits != SURE)
            continue;
        banned |= class == HEED_PROHIBITED ? r->aspects : 0;
        allowed |= class == HEED_PERMITTED ? r->aspects : 0;
        duty_of_office |= class == HEED_REQUIRED && r->flags & RULE_OFFICE;
    }
    if (banned & allowed || d->w.reading || (duty_of_office && must_meets_power(d)))
        return true;
    for (uint32_t i = 0; i < d->w.h->conflicts.n; i++) {
        const blob_conflict *c = BLOB_AT(d->w.h, blob_conflict, d->w.h->conflicts, i);
        if (live_found(&d->w, c->rule_a) && takes_part(v, c->rule_a) && takes_part(v, c->rule_b))
            return true;
    }
    return false;
}

static bool probe_reaches(const deciding *d, const blob_probe *p)
{
    const uint16_t *acts = BLOB_AT(d->w.h, uint16_t, p->acts, 0);
    size_t count;
    const vocabulary_wider *wider = vocabulary_widers(d->w.v, &count);
    for (uint32_t i = 0; i < p->acts.n; i++) {
        if (acts[i] == d->w.act)
            return true;
        for (size_t k = 0; k < count; k++)
            if (wider[k].act == d->w.act && wider[k].wider == acts[i] && !wider[k].when_count)
                return true;
    }
    return !p->acts.n;
}

bool deciding_probe(const deciding *d, const blob_probe *p, heed_outcome outcome)
{
    return p->outcomes & 1u << outcome && live_condition(&d->w, p->when) == SURE && probe_reaches(d, p);
}

void deciding_flags(deciding *d, heed_verdict *v)
{
    if (conflict(d, v))
        v->flags |= HEED_CONFLICT_FLAG;
    for (uint32_t i = 0; i < d->w.h->probes.n; i++) {
        const blob_probe *p = BLOB_AT(d->w.h, blob_probe, d->w.h->probes, i);
        if (deciding_probe(d, p, v->outcome))
            v->flags |= p->flag | (p->kept ? (unsigned)HEED_KEPT_KNOWINGLY : 0u);
    }
}
