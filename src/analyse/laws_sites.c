/* laws_sites.c - platforms that are gone, renamed or closed to children, and advice that has aged. */
#include "laws_look.h"

/* ---- platforms */

/* "X (once Twitter)" knows. A name of one letter is no phrase to look for in running words, but it is in this sentence. */
static bool knows_new_name(const look_at_laws *k, const laws_entry *e, const citation *c)
{
    phrase now = phrase_read(e->new_name, k->l->mem);
    phrases list = { &now, 1, 1 };
    return now.n && phrases_in_sentence(&list, &k->p->at[c->block], c->at, false);
}

void look_at_platform(const look_at_laws *k, const laws_entry *e)
{
    bool closed = look_by_now(k, e->closed), renamed = look_by_now(k, e->renamed);
    lint_places places = { .all = 0 };
    for (size_t i = 0; (closed || renamed) && i < k->cited.len; i++) {
        const citation *c = &k->cited.at[i];
        if (c->e == e && !c->past && !(renamed && knows_new_name(k, e, c)))
            places_add(k->l, &places, &k->p->at[c->block], c->at);
    }
    if (!places.all)
        return;
    heed_text where = places_words(k->l, &places), when = look_when_words(k, e, closed ? e->closed : e->renamed);
    if (closed)
        places_say(k->l, "closed-platform", &places, "%.*s: %.*s %s closed %.*s.", heed_fmt(where), heed_fmt(e->title),
                   look_was(e), heed_fmt(when));
    else
        places_say(k->l, "renamed-platform", &places, "%.*s: %.*s %s renamed %.*s %.*s.", heed_fmt(where), heed_fmt(e->title),
                   look_was(e), heed_fmt(e->new_name), heed_fmt(when));
}

static heed_text too_old_for(const look_at_laws *k, int *age_out)
{
    heed_texts names = { 0 };
    size_t cap = 0;
    *age_out = 0;
    for (size_t i = 0; i < k->laws->len; i++) {
        const laws_entry *e = &k->laws->at[i];
        bool sure = e->kind == LAWS_PLATFORM && e->age && !e->unconfirmed && !e->age_unconfirmed;
        if (!sure || !laws_is_cited(&k->cited, e) || look_by_now(k, e->closed))
            continue;
        *ARENA_PUSH(k->l->mem, names.at, names.len, cap) = e->title;
        *age_out = !*age_out || e->age < *age_out ? e->age : *age_out;
    }
    return look_listed(k, names);
}

static bool names_platform(const look_at_laws *k, uint32_t block)
{
    for (size_t i = 0; i < k->cited.len; i++)
        if (k->cited.at[i].block == block && k->cited.at[i].e->kind == LAWS_PLATFORM && k->cited.at[i].e->age)
            return true;
    return false;
}

/* A clause that gives children leave. */
static bool lets_children(const look_at_laws *k, const prose_block *b)
{
    phrase_found found;
    for (uint32_t c = 0; c < b->count; c++) {
        const heed_clause *clause = heed_clause_get(k->l->policy, k->p->clauses[b->first + c], k->l->mem);
        for (size_t i = 0; heed_text_is(clause->force, "may") && i < clause->subjects.len; i++) {
            prose_word word = { .low = clause->subjects.at[i], .opens = true, .closes = true };
            prose_block subject = { .words = &word, .n = 1 };
            if (phrases_find(lint_words_for(k->l, LIST_CHILDREN), &subject, 0, &found))
                return true;
        }
    }
    return false;
}

/* Clauses that hold to the lowest age, or let children use a platform by name. */
void look_at_ages(const look_at_laws *k)
{
    lint_places places = { .all = 0 };
    phrase_found found;
    int age;
    heed_text sites = too_old_for(k, &age);
    for (size_t i = 0; sites.len && i < k->p->len; i++) {
        const prose_block *b = &k->p->at[i];
        bool limit = phrases_find(lint_words_for(k->l, LIST_LOWEST_AGE), b, 0, &found);
        bool use = !limit && lets_children(k, b) && names_platform(k, (uint32_t)i);
        if (!b->tests && b->count && (limit || use))
            places_add(k->l, &places, b, limit ? found.at : 0);
    }
    if (!places.all)
        return;
    heed_text where = places_words(k->l, &places);
    places_say(k->l, "platform-age", &places,
               "%.*s: of the sites the text names, %.*s ask for an age of %d or more. Younger pupils may not use them.",
               heed_fmt(where), heed_fmt(sites), age);
}

/* ---- advice and words of the law that have aged */

static bool made_right(const look_at_laws *k, const laws_entry *e)
{
    phrase_found found;
    for (size_t i = 0; i < k->p->len; i++)
        if (!k->p->at[i].tests && phrases_find(&e->other, &k->p->at[i], 0, &found))
            return true;
    return false;
}

void look_at_advice(const look_at_laws *k, const laws_entry *e)
{
    lint_places places = { .all = 0 };
    if (!look_by_now(k, e->since) || !laws_holds_in(e->nations, k->nation))
        return;
    for (size_t i = 0; i < k->p->len; i++) {
        const prose_block *b = &k->p->at[i];
        phrase_found found;
        for (size_t at = 0; !b->tests && phrases_find(&e->said, b, at, &found); at = found.at + found.n)
            if (e->legal || !phrases_in_sentence(lint_words_for(k->l, LIST_DENYING), b, found.at, true))
                places_add(k->l, &places, b, found.at);
    }
    if (!places.all || made_right(k, e))
        return;
    heed_text where = places_words(k->l, &places), when = look_day_alone(k, e->since);
    const char *rule = e->legal ? "old-law-words" : "outdated-advice";
    if (e->legal)
        places_say(k->l, rule, &places, "%.*s: this reads like %.*s. That %s out of date since %.*s (%.*s).", heed_fmt(where),
                   heed_fmt(e->title), e->unconfirmed ? "is said to be" : "is", heed_fmt(when), heed_fmt(e->source));
    else
        places_say(k->l, rule, &places, "%.*s: %.*s. Since %.*s %.*s %s against it.", heed_fmt(where), heed_fmt(e->title),
                   heed_fmt(when), heed_fmt(e->source), e->unconfirmed ? "is said to advise" : "advises");
}
