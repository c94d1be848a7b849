/* leftover.c - words that no part of the reading rests on: not understood, or understood and put to no use.
 *
 * "Publishes the full name of a pupil" read without the pupil is another deed. Whoever answers that a policy says nothing, or
 * allows it, has to know that something was left over. */
#include "sentence.h"

/* Did the frame of this clause need what the span says? */
static bool frame_used(const clause *c, size_t i)
{
    for (size_t k = 0; c->chosen && k < c->fact_count; k++) {
        if (c->facts[k].span != i)
            continue;
        for (size_t n = 0; n < c->chosen->needs.len; n++)
            if (!c->chosen->needs.at[n].absent && c->chosen->needs.at[n].name == c->facts[k].what.name)
                return true;
    }
    return false;
}

static bool gave_fact(const sentence *s, size_t i)
{
    for (size_t k = 0; k < s->fact_count; k++)
        if (s->facts[k].span == i && lexicon_text(s->l, s->facts[k].what.name).at[0] != '@')
            return true;
    return false;
}

static bool known_already(const sentence *s, ref r)
{
    for (size_t k = 0; k < s->fact_count; k++)
        if (s->facts[k].what.name == r.name || facts_same_field(s, s->facts[k].what.name, r.name))
            return true;
    return false;
}

/* Said once more ("at pick-up" in the playground), or of no weight here: a dog is no topic, a setting shows in pictures only.
 */
static bool says_nothing_new(const sentence *s, const clause *c, size_t i)
{
    static const char *const plain[] = { "a-picture", "a-post", "a-comment", "a-message" };
    bool facts = false, fresh = false;
    for (const entry *e = s->spans[i].what; e; e = e->next)
        for (size_t k = 0; k < e->tokens.len; k++) {
            ref r = e->tokens.at[k];
            if (ref_starts(s, r, "@"))
                continue;
            facts = true;
            fresh |= !known_already(s, r) && !ref_starts(s, r, "shows-");
        }
    for (size_t k = 0; !facts && c->chosen && k < sizeof plain / sizeof *plain; k++)
        for (const entry *e = s->spans[i].what; e; e = e->next)
            if (e->kind == ENTRY_THING && e->name == lexicon_find_word(s->l, plain[k]))
                return true;
    return facts && !fresh;
}

/* "anyone", "everybody": nobody in particular. */
static bool nobody_special(const sentence *s, const mention *p)
{
    return p->kinds[0] == lexicon_find_word(s->l, "someone") || p->kinds[0] == lexicon_find_word(s->l, "anyone");
}

static bool person_used(const sentence *s, const clause *c, size_t i)
{
    const mention *p = &s->people[s->spans[i].mention];
    if (p->absorbed || p->is_asker || c->subject == s->spans[i].mention || nobody_special(s, p))
        return true;
    for (size_t k = 0; k < s->people_count; k++) /* "her mum and dad" */
        if (s->people[k].kinds[0] == p->kinds[0] && gave_fact(s, s->people[k].span))
            return true;
    for (size_t k = c->first; k < c->end; k++)
        if (s->spans[k].mention == s->spans[i].mention && (gave_fact(s, k) || frame_used(c, k)))
            return true;
    return false;
}

static bool left_over(const sentence *s, const clause *c, size_t i)
{
    const span *p = &s->spans[i];
    if (p->kind == SPAN_UNREAD)
        return true;
    if (p->mention >= 0)
        return !person_used(s, c, i);
    if (p->kind != SPAN_ENTRY || i == c->verb)
        return false;
    if (p->what->kind != ENTRY_VERB && p->what->kind != ENTRY_THING && p->what->kind != ENTRY_FACT)
        return false;
    return !gave_fact(s, i) && !frame_used(c, i) && !says_nothing_new(s, c, i) && !span_says_which(s, i);
}

bool leftover(const sentence *s)
{
    for (size_t k = 0; k < s->clause_count; k++)
        for (size_t i = s->clauses[k].first; i < s->clauses[k].end; i++)
            if (left_over(s, &s->clauses[k], i))
                return true;
    return false;
}

/* "a pupil who ...": what was said of somebody, and made no difference to who it is. */
static bool trait_unused(const sentence *s, size_t i)
{
    if (!span_kind_is(s, i, ENTRY_TRAIT) || span_says_which(s, i))
        return false;
    for (size_t k = 0; k < s->fact_count; k++)
        if (s->facts[k].span == i)
            return false;
    return true;
}

/* "I run our page. Someone left a comment. Can I report it?" A deed beside the asked one, and no part of what happened. */
static bool second_deed(const sentence *s, const clause *c)
{
    const clause *m = s->main == SIZE_MAX ? NULL : &s->clauses[s->main];
    if (!m || c == m || c->content || c->retold || gives_event(s, c) || !deed_gives(s, c, "act="))
        return false;
    return m->chosen && deed_field(&c->chosen->gives, s, "act=").name != deed_field(&m->chosen->gives, s, "act=").name;
}

/* Two deeds of one doer: which of them is asked about may have been understood wrongly. */
bool leftover_deed(const sentence *s)
{
    for (size_t k = 0; k < s->clause_count; k++)
        if (s->clauses[k].same_doer && second_deed(s, &s->clauses[k]))
            return true;
    return false;
}

/* "A colleague has messaged a pupil. Must I tell someone?" Somebody did something, and what it was is not read. */
static bool cause_unread(const sentence *s)
{
    const clause *m = s->main == SIZE_MAX ? NULL : &s->clauses[s->main];
    if (!m || !deals(s, m) || s->mood == HEED_STATEMENT)
        return false;
    bool scene = false;
    for (size_t k = 0; k < s->fact_count; k++) {
        if (ref_starts(s, s->facts[k].what, "event="))
            return false;
        scene |= s->facts[k].what.event && !ref_starts(s, s->facts[k].what, "@");
    }
    return scene;
}

/* A silent policy and a question read by half look the same. */
bool leftover_for_silence(const sentence *s)
{
    if (cause_unread(s))
        return true;
    for (size_t k = 0; k < s->clause_count; k++) {
        const clause *c = &s->clauses[k];
        if (second_deed(s, c) && !(deals(s, &s->clauses[s->main]) && !c->same_doer))
            return true;
        for (size_t i = c->first; i < c->end; i++)
            if (trait_unused(s, i) || (s->spans[i].kind == SPAN_NAME && k == s->main && s->spans[i].count == 1))
                return true;
    }
    return false;
}
