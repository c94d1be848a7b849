/* asked.c - which clause asks, and which one names the asked deed.
 *
 * The asked clause is the last one with a question in it. "May she?" asks about the deed of the tale. A tale without a
 * question is about its first deed. */
#include "sentence.h"

bool asked_has_content(const sentence *s, const clause *c)
{
    for (size_t i = c->first; i < c->end; i++)
        if (span_kind_is(s, i, ENTRY_VERB) || span_kind_is(s, i, ENTRY_THING))
            return true;
    return false;
}

/* "May she stay in it?" asks about the deed of the tale. */
bool asked_by_pronouns(const sentence *s, const clause *c)
{
    bool it = false;
    for (size_t i = c->first; i < c->end; i++) {
        if (span_kind_is(s, i, ENTRY_THING) || span_kind_is(s, i, ENTRY_FACT) || s->spans[i].mention >= 0 ||
            s->spans[i].kind == SPAN_UNREAD)
            return false;
        it |= span_is(s, i, "it");
    }
    return it;
}

size_t asked_clause(const sentence *s)
{
    for (size_t k = s->clause_count; k-- > 0;)
        if (s->clauses[k].asks)
            return k;
    return SIZE_MAX;
}

/* "replied", "answers her", "wrote back" */
static bool replies(const sentence *s, const clause *c)
{
    static const char *const words[] = { "repl", "answer", "respond" };
    const span *p = c->verb == SIZE_MAX ? NULL : &s->spans[c->verb];
    for (size_t k = 0; p && k < sizeof words / sizeof *words; k++)
        if (heed_text_starts(s->words.at[p->first].word, words[k]))
            return true;
    return p && heed_text_is(s->words.at[p->first + p->count - 1].word, "back");
}

/* "A pupil sends a teacher a message, and she answers": the one of our people whom it reached, NOBODY for none. */
int asked_reached(const sentence *s, const clause *sent)
{
    for (size_t i = sent->verb; sent->verb != SIZE_MAX && i < sent->end; i++)
        if (s->spans[i].mention >= 0 && s->spans[i].mention != sent->subject && who_of_staff(s, s->spans[i].mention))
            return s->spans[i].mention;
    return NOBODY;
}

static bool replied_by_us(const sentence *s, const clause *sent, const clause *c)
{
    if (!deed_gives(s, c, "act=contact-on-social-media") || sent->subject < 0 || who_of_staff(s, sent->subject) ||
        !replies(s, c))
        return false;
    return (c->subject == SHE || who_of_staff(s, c->subject)) && asked_reached(s, sent) != NOBODY;
}

/* "A pupil asked to follow her, a TA said no": what our people answered, and not what they were sent. */
static bool answers_it(const sentence *s, const clause *sent, const clause *c)
{
    if (replied_by_us(s, sent, c))
        return true;
    if (!(deed_answers(s, c) || deals(s, c)) || gives_event(s, c))
        return false;
    return gives_event(s, sent) || (deed_answers(s, c) && deed_gives(s, sent, "act=send-contact-request") &&
                                    sent->subject >= 0 && !who_same(s, sent, c));
}

/* "A nurse has joined the parents' group. She was added by a mother." What was done is told, and how it came to it is not. */
static bool done_by_us(const sentence *s, const clause *c)
{
    return c->subject >= 0 && who_of_staff(s, c->subject) && !c->passive && !deed_gives(s, c, "@state");
}

static size_t first_deed(const sentence *s, size_t except)
{
    size_t found = SIZE_MAX;
    for (size_t k = 0; k < s->clause_count; k++) {
        const clause *c = &s->clauses[k];
        if (k == except || c->content || !deed_gives(s, c, "act="))
            continue;
        if (c->wish && !c->inner)
            return k;
        if (found == SIZE_MAX || (deed_gives(s, &s->clauses[found], "@state") && !deed_gives(s, c, "@state")) ||
            (deed_gives(s, c, "mood=") && !deed_gives(s, &s->clauses[found], "mood=") && !span_is(s, c->first, "if") &&
             !(except == SIZE_MAX && done_by_us(s, &s->clauses[found]) && c->sentence != s->clauses[found].sentence)) ||
            answers_it(s, &s->clauses[found], c) || (s->clauses[found].inner && !c->inner) ||
            (s->clauses[found].negated && !c->negated && !c->inner))
            found = k;
    }
    return found;
}

/* "Our teacher posts clips. All above board?" asks of the one who did it. */
bool asked_of_staff(const sentence *s, size_t asked)
{
    size_t deed = first_deed(s, asked);
    return deed != SIZE_MAX && s->clauses[deed].subject >= 0 && who_of_staff(s, s->clauses[deed].subject);
}

static bool frame_gives(const frame *f, sym name)
{
    for (size_t i = 0; f && i < f->gives.len; i++)
        if (f->gives.at[i].name == name && !f->gives.at[i].event)
            return true;
    return false;
}

static size_t clause_giving(const sentence *s, sym act)
{
    for (size_t k = 0; k < s->clause_count; k++)
        if (frame_gives(s->clauses[k].chosen, act))
            return k;
    return SIZE_MAX;
}

/* Where a deed is told that no clause names: the clause that asks of somebody else than the tale, or the first of the tale. */
static size_t told_clause(const sentence *s, size_t asked, size_t deed)
{
    const clause *question = asked == SIZE_MAX ? NULL : &s->clauses[asked];
    for (size_t k = 0; k < s->clause_count && deed == SIZE_MAX; k++)
        if (k != asked && s->clauses[k].verb != SIZE_MAX && !s->clauses[k].inner)
            deed = k;
    if (question && (deed == SIZE_MAX || (question->subject != NOBODY && !who_same(s, question, &s->clauses[deed]))))
        return asked;
    for (size_t k = 0; k < s->clause_count && deed == SIZE_MAX; k++)
        if (s->clauses[k].subject != NOBODY && s->clauses[k].subject != ASKER)
            deed = k;
    return deed == SIZE_MAX && s->clause_count ? 0 : deed;
}

/* The clause whose deed is asked about. `pro`: "May she?" names no deed of its own. */
size_t asked_main(sentence *s, size_t asked, bool pro)
{
    const clause *question = asked == SIZE_MAX ? NULL : &s->clauses[asked];
    size_t told = s->told_act.name ? clause_giving(s, s->told_act.name) : SIZE_MAX;
    if (told != SIZE_MAX)
        return told;
    if (question && !pro)
        return asked;
    size_t main = first_deed(s, asked);
    if (s->told_act.name)
        return told_clause(s, asked, main);
    /* "A parent wrote this. What can the school do?" asks for another deed than the one that was told. */
    if (pro && main != SIZE_MAX && question->subject != NOBODY && s->clauses[main].subject != NOBODY &&
        !who_same(s, question, &s->clauses[main]) && !gives_event(s, &s->clauses[main]))
        return SIZE_MAX;
    return main == SIZE_MAX && question && question->verb != SIZE_MAX ? asked : main;
}

static bool takes_it(const sentence *s, const clause *c)
{
    for (size_t i = c->verb + 1; i < c->end; i++)
        if (span_is(s, i, "it") || heed_text_is(s->words.at[s->spans[i].first].word, "them"))
            return true;
    return false;
}

/* "film the concert and put it on Facebook": of two deeds with one thing, the later is what it is all about. */
size_t asked_taken_up(const sentence *s, size_t main)
{
    if (main == SIZE_MAX || main + 1 >= s->clause_count || s->told_act.name)
        return main;
    const clause *c = &s->clauses[main], *next = c + 1;
    bool joined =
        next->sentence == c->sentence && next->verb != SIZE_MAX && span_is(s, next->first, "and") && who_same(s, c, next);
    if (!c->chosen && joined && deed_gives(s, next, "act="))
        return main + 1; /* "May she go on and discipline her?" */
    bool picture = c->chosen && c->chosen->how == STYLE_PICTURE && deed_gives(s, c, "act=take-photo");
    return picture && joined && takes_it(s, next) && deed_gives(s, next, "act=publish-photo") ? main + 1 : main;
}
