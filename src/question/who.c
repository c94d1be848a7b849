/* who.c - who is who: whom "she" stands for, and what the doer of the asked deed is. */
#include "sentence.h"

bool who_of_staff(const sentence *s, int m)
{
    sym here = lexicon_find_word(s->l, "staff-here");
    for (size_t k = 0; m >= 0 && k < s->people[m].kind_count; k++) {
        const person_kind *p = lexicon_person(s->l, s->people[m].kinds[k]);
        for (size_t i = 0; p && i < p->as[SLOT_PARTY].len; i++)
            if (p->as[SLOT_PARTY].at[i].name == here)
                return true;
    }
    return false;
}

/* "A blog in which a teacher insults a parent was shown to the head. Must she discipline him?" Nobody deals with a deed of her
 * own: it is for whoever was shown it. */
static int shown_to(const sentence *s, int doer, size_t asked)
{
    if (s->clauses[asked].chosen->how != STYLE_DEED)
        return NOBODY;
    for (size_t m = 0; m < s->people_count; m++)
        if ((int)m != doer && s->people[m].clause < asked && !s->people[m].absorbed && s->people[m].after &&
            heed_text_is(lexicon_text(s->l, s->people[m].after), "to") && who_of_staff(s, (int)m))
            return (int)m;
    return NOBODY;
}

/* "A pupil threatens a teacher. Must she tell the head?" Duties that answer what happened are those of our own people. */
static int own_side(const sentence *s, int first)
{
    if (first < 0)
        return first;
    for (size_t k = s->clause_count; k-- > 0;) {
        const clause *c = &s->clauses[k];
        if (c->subject != SHE || !c->asks || !(deals(s, c) || deed_answers(s, c)))
            continue;
        int shown = who_of_staff(s, first) ? shown_to(s, first, k) : NOBODY;
        if (who_of_staff(s, first))
            return shown == NOBODY ? first : shown;
        for (size_t m = 0; m < s->people_count && s->people[m].clause < k; m++)
            if (who_of_staff(s, (int)m)) /* also of "the caretaker's daughter" */
                return (int)m;
    }
    return first;
}

/* "A governor's daughter is a pupil. Can he be friends with her?" He is not whom he is friends with. */
static int owner_of(const sentence *s, int first)
{
    size_t before = first < 0 ? SIZE_MAX : span_before(s, s->people[first].span);
    int owner = before != SIZE_MAX && before > 0 && span_is(s, before, "'s") ? s->spans[before - 1].mention : NOBODY;
    if (owner < 0 || !asker_has_role(s, s->people[owner].kinds[0]))
        return NOBODY;
    for (size_t k = 0; k < s->clause_count; k++)
        if (s->clauses[k].subject == SHE && s->clauses[k].asks && frames_stands_for(s, &s->clauses[k]) == first)
            return owner;
    return NOBODY;
}

/* "she" is the one the tale began with, or the asker. */
int who_is(const sentence *s, int subject)
{
    if (subject != SHE)
        return subject;
    for (size_t k = 0; k < s->clause_count; k++)
        if (s->clauses[k].subject >= 0 && !s->people[s->clauses[k].subject].is_asker) {
            int owner = owner_of(s, s->clauses[k].subject);
            return owner == NOBODY ? own_side(s, s->clauses[k].subject) : owner;
        }
    for (size_t m = 0; m < s->people_count; m++)
        if (s->people[m].owner && !s->people[m].absorbed)
            return (int)m; /* "a teacher's profile says she ..." */
    return ASKER;
}

static bool shared_kind(const sentence *s, int a, int b)
{
    return a >= 0 && b >= 0 && s->people[a].kinds[0] == s->people[b].kinds[0];
}

bool who_same(const sentence *s, const clause *a, const clause *b)
{
    int x = who_is(s, a->subject), y = who_is(s, b->subject);
    return x == y || shared_kind(s, x, y);
}

void who_place(sentence *s, int subject)
{
    int who = who_is(s, subject);
    for (size_t m = 0; m < s->people_count; m++) {
        mention *p = &s->people[m];
        bool denied = who >= 0 && p->negated && !p->after && (int)m == who + 1; /* "a volunteer (not a parent)" */
        if ((p->absorbed && (int)m != who) || !((int)m == who || (p->is_asker && who < 0) || denied))
            continue;
        for (size_t k = 0; k < p->kind_count; k++) {
            const person_kind *kind = lexicon_person(s->l, p->kinds[k]);
            for (size_t i = 0; kind && i < kind->as[SLOT_ACTOR].len; i++) {
                ref r = kind->as[SLOT_ACTOR].at[i];
                r.no ^= denied;
                fact_add(s, r, p->span);
            }
        }
        if (p->once && lexicon_find_word(s->l, "@actor-@once"))
            fact_add(s, (ref){ .name = lexicon_find_word(s->l, "@actor-@once") }, p->span);
        for (size_t t = 0; t < p->trait_count; t++)
            for (size_t i = 0; i < p->traits[t].tokens.len; i++) {
                sym marked = lexicon_find(s->l, heed_text_printf(s->mem, "@actor-%.*s",
                                                                 heed_fmt(lexicon_text(s->l, p->traits[t].tokens.at[i].name))));
                if (marked)
                    fact_add(s, (ref){ .name = marked }, p->traits[t].span);
            }
    }
}
