/* places.c - where each person of a clause stands: other side, subject of the words, shown, told, or doer of what happened. */
#include "sentence.h"

static bool after_is(const sentence *s, const mention *m, const char *preposition)
{
    return m->after && heed_text_is(lexicon_text(s->l, m->after), preposition);
}

static bool picture_before(const sentence *s, const clause *c, size_t at)
{
    sym picture = lexicon_find_word(s->l, "a-picture");
    for (size_t i = c->first; i < at; i++)
        if (span_kind_is(s, i, ENTRY_THING) && s->spans[i].what->name == picture)
            return true;
    return false;
}

/* "see a lawyer about a parent who lied": she has done something, and is not only spoken of. */
static bool does_more(const sentence *s, const clause *c, const mention *m)
{
    for (const clause *k = c + 1; k < s->clauses + s->clause_count; k++)
        if (k->subject == (int)(m - s->people))
            return true;
    return false;
}

/* "a threat to a teacher", "abuse against the head": the noun is aimed at somebody. */
static bool behind_noun(const sentence *s, const mention *m)
{
    size_t i = m->span;
    while (i > 0 && !(span_kind_is(s, i, ENTRY_GRAM) && s->spans[i].what->name == m->after))
        i--;
    return i > 0 &&
           (span_kind_is(s, i - 1, ENTRY_FACT) ||
            (span_kind_is(s, i - 1, ENTRY_THING) && heed_text_is(lexicon_text(s->l, s->spans[i - 1].what->name), "a-abuse")));
}

/* "use lawyers against a parent": what is done, and not what is spoken of. */
static bool against(const sentence *s, const mention *m)
{
    for (size_t i = m->span; i-- > 0 && m->span - i < 4;)
        if (heed_text_is(s->words.at[s->spans[i].first].word, "against"))
            return !behind_noun(s, m);
    return false;
}

/* The police and a platform are told of things and do none of them. */
static bool only_told(const sentence *s, const mention *m)
{
    const person_kind *p = m->kind_count ? lexicon_person(s->l, m->kinds[0]) : NULL;
    return p && p->as[SLOT_TOLD].len && !p->as[SLOT_EVENT].len;
}

/* "sends the head a picture": who stands right before the picture gets it, and is not shown. */
static bool gets_picture(const sentence *s, const mention *m)
{
    sym picture = lexicon_find_word(s->l, "a-picture");
    size_t i = m->span + 1;
    if (m->after || m->owner || !(span_is(s, i, "det") || span_is(s, i, "my") || span_is(s, i, "her")))
        return false;
    while (span_kind_is(s, i, ENTRY_SKIP) || span_kind_is(s, i, ENTRY_FACT) || span_is(s, i, "det") || span_is(s, i, "my") ||
           span_is(s, i, "her"))
        i++;
    return span_kind_is(s, i, ENTRY_THING) && s->spans[i].what->name == picture;
}

/* The place of a person in the clause; SLOT_KINDS for none. */
static slot place_of(const sentence *s, const clause *c, const mention *m, bool event)
{
    style how = c->chosen ? c->chosen->how : STYLE_NONE;
    bool dealing = how == STYLE_DEED || how == STYLE_REPORT || how == STYLE_TELL,
         about = after_is(s, m, "about") || after_is(s, m, "of"), target = after_is(s, m, "to") && behind_noun(s, m);
    /* "a post by a parent" is hers; "be told by the head" is his deed. */
    if (dealing && after_is(s, m, "by") && !(c->passive && m->span > c->verb && m->span <= c->verb + 4))
        return SLOT_EVENT;
    if (after_is(s, m, "by") && how == STYLE_CONTACT)
        return SLOT_PARTY;
    if (dealing && deals(s, c) && (m->owner || (how == STYLE_DEED && against(s, m))))
        return SLOT_EVENT;
    if (dealing && m->after && does_more(s, c, m) && deals(s, c) && !after_is(s, m, "to"))
        return SLOT_EVENT;
    if (after_is(s, m, "by"))
        return event ? SLOT_EVENT : frames_receive(s, c) ? SLOT_PARTY : SLOT_ACTOR;
    switch (how) {
    case STYLE_CONTACT:
        return after_is(s, m, "about") ? SLOT_TOPIC : SLOT_PARTY;
    case STYLE_WORDS:
        return after_is(s, m, "with") || (after_is(s, m, "to") && !event) ? SLOT_PARTY
               : after_is(s, m, "for")                                    ? SLOT_KINDS
                                                                          : SLOT_TOPIC;
    case STYLE_PICTURE:
        if (gets_picture(s, m))
            return SLOT_KINDS;
        if (m->owner || after_is(s, m, "of") || after_is(s, m, "with") || picture_before(s, c, m->span) || after_is(s, m, "in"))
            return after_is(s, m, "to") || after_is(s, m, "for") || after_is(s, m, "at") ? SLOT_KINDS : SLOT_SHOWN;
        return after_is(s, m, "to") || after_is(s, m, "about") || after_is(s, m, "for") ? SLOT_KINDS : SLOT_SHOWN;
    case STYLE_TELL:
        if (deals(s, c) && (m->owner || after_is(s, m, "from") || about))
            return about ? SLOT_TOPIC : SLOT_EVENT;
        return about || after_is(s, m, "from") ? SLOT_PARTY : m->owner ? SLOT_KINDS : SLOT_TOLD;
    case STYLE_REPORT:
        return about || target                           ? SLOT_TOPIC
               : after_is(s, m, "to") || only_told(s, m) ? SLOT_TOLD
               : m->after && !after_is(s, m, "from")     ? SLOT_KINDS
                                                         : SLOT_EVENT;
    case STYLE_DEED:
        return about || target                                                           ? SLOT_TOPIC
               : m->owner || !m->after || after_is(s, m, "from") || after_is(s, m, "to") ? SLOT_EVENT
                                                                                         : SLOT_KINDS;
    case STYLE_SEE:
        return about ? SLOT_TOPIC : SLOT_EVENT;
    default:
        return !c->chosen && !event && c->verb == SIZE_MAX ? SLOT_PARTY : SLOT_KINDS;
    }
}

static void place_refs(sentence *s, refs list, size_t at, bool event, bool no)
{
    for (size_t i = 0; i < list.len; i++) {
        ref r = list.at[i];
        r.event |= event;
        r.no ^= no;
        fact_add(s, r, at);
    }
}

/* What the person is called in that place; `instead` is another kind than its own, 0 for none. */
static void place_kinds(sentence *s, const mention *m, sym instead, slot where, bool event, bool no)
{
    for (size_t k = 0; k < m->kind_count; k++) {
        const person_kind *p = lexicon_person(s->l, instead ? instead : m->kinds[k]);
        if (p)
            place_refs(s, p->as[where], m->span, event, no);
    }
}

/* Ages and ties describe the other person, or the one shown or written of ("shown.", which `derive` lines may use). */
static void place_traits(sentence *s, clause *c, const mention *m, slot where, bool event)
{
    for (size_t t = 0; t < m->trait_count; t++) {
        size_t at = m->traits[t].span, before = c->fact_count;
        const span *p = &s->spans[at];
        if (where == SLOT_PARTY || where == SLOT_EVENT) {
            place_refs(s, m->traits[t].tokens, at, event, m->traits[t].no);
            place_refs(s, m->traits[t].extra, at, event, false);
            frames_note_number(s, c, p, m->traits[t].tokens, at);
            for (size_t i = before; i < c->fact_count; i++) {
                ref r = c->facts[i].what;
                r.event = event;
                fact_add(s, r, at);
            }
        }
        for (size_t i = 0; i < m->traits[t].tokens.len; i++) {
            static const char *const places[] = { "@actor-%.*s", "@party-%.*s", "@topic-%.*s",
                                                  "@shown-%.*s", "@told-%.*s",  "@event-%.*s" };
            heed_text name = lexicon_text(s->l, m->traits[t].tokens.at[i].name);
            heed_text marked = heed_text_printf(s->mem, where < SLOT_KINDS ? places[where] : "@through-%.*s", heed_fmt(name));
            if (lexicon_find(s->l, marked))
                fact_add(s, (ref){ .name = lexicon_find(s->l, marked) }, at);
        }
    }
}

/* "My daughter is in Year 1. Can I join the group?": says that the asker is a parent, not whom the asked deed concerns. */
static bool own_child_aside(const sentence *s, const clause *c, const mention *m)
{
    if (s->main == SIZE_MAX || c == &s->clauses[s->main] || c->chosen || m->kinds[0] != lexicon_find_word(s->l, "own-child") ||
        !lexicon_find_word(s->l, "@own-childs"))
        return false;
    const clause *asked = &s->clauses[s->main];
    sym group = lexicon_find_word(s->l, "a-group");
    for (size_t i = asked->first; i < asked->end; i++)
        if ((s->spans[i].mention >= 0 && s->spans[i].mention != asked->subject) ||
            (span_kind_is(s, i, ENTRY_THING) && s->spans[i].what->name == group))
            return true;
    return false;
}

/* "a child whose parents ...": the parents only tell of a tie. */
static bool whose_before(const sentence *s, size_t i)
{
    size_t k = i - 1;
    while (k > 0 && span_kind_is(s, k, ENTRY_SKIP))
        k--;
    return span_is(s, k, "rel") && heed_text_is(s->words.at[s->spans[k].first].word, "whose");
}

/* "A boy wants to add me, his mum and dad are friends": parents of somebody in the clause, told of for the tie. */
static bool folk_of_another(const sentence *s, const clause *c, size_t i)
{
    sym parent = lexicon_find_word(s->l, "parent");
    bool earlier = false;
    for (size_t k = c->verb == SIZE_MAX ? 0 : c->first; k < i; k++) /* with no deed, all the clause does is tell of a tie */
        earlier |= s->spans[k].mention >= 0 && s->people[s->spans[k].mention].kinds[0] != parent;
    if (s->spans[i].mention < 0 || s->people[s->spans[i].mention].kinds[0] != parent || !earlier)
        return false;
    if (span_is(s, i - 1, "her"))
        return i > 1 && (s->spans[i - 2].kind == SPAN_MARK || (c->verb == SIZE_MAX && span_is(s, i - 2, "and")));
    return i > 2 && span_is(s, i - 1, "and") && folk_of_another(s, c, i - 2);
}

/* "A child sends a teacher a request. May the teacher accept?": the teacher of the tale is the asked one. */
static bool shares_doer(const sentence *s, const mention *m)
{
    int doer = s->main != SIZE_MAX ? s->clauses[s->main].subject : NOBODY;
    return doer >= 0 && (&s->people[doer] == m || s->people[doer].kinds[0] == m->kinds[0]);
}

/* "Must a teacher who broke the rules be disciplined?" She stands before the part that asks. */
static void place_resumed(sentence *s, const clause *c)
{
    if (!c->resumes || !c->passive || !deals(s, c) || c->subject < 0)
        return;
    place_kinds(s, &s->people[c->subject], 0, SLOT_EVENT, true, s->people[c->subject].negated);
}

/* "took a picture of the display with the children holding it up" */
static bool shown_before(const sentence *s, const clause *c, const mention *m)
{
    return c > s->clauses && !c->chosen && c[-1].sentence == c->sentence && c[-1].chosen &&
           c[-1].chosen->how == STYLE_PICTURE && (after_is(s, m, "with") || after_is(s, m, "of"));
}

/* "My sister has two kids at my school": that makes a parent of her. The kind of somebody with such a child, 0 for none. */
static sym has_child(const sentence *s, const clause *c, const mention *m)
{
    sym here = lexicon_find_word(s->l, "pupil-here"), made = 0;
    heed_text verb = c->verb == SIZE_MAX ? (heed_text){ "", 0 } : s->words.at[s->spans[c->verb].first].word;
    bool has = s->spans[c->verb == SIZE_MAX ? c->first : c->verb].count == 1 &&
               (heed_text_is(verb, "has") || heed_text_is(verb, "have") || heed_text_is(verb, "had"));
    if (!(has || deed_gives(s, c, "@has")) || c->subject < 0 || c->subject == (int)(m - s->people))
        return 0;
    for (size_t t = 0; t < m->trait_count; t++)
        for (size_t i = 0; i < m->traits[t].tokens.len; i++)
            if (m->traits[t].tokens.at[i].name == here ||
                m->traits[t].tokens.at[i].name == lexicon_find_word(s->l, "@schoolyear"))
                made = lexicon_compose(s->l, lexicon_find_word(s->l, "@has"), m->kinds[0]);
    return made;
}

static slot retold_place(const sentence *s)
{
    return s->clauses[s->main].chosen->how == STYLE_PICTURE ? SLOT_SHOWN : SLOT_TOPIC;
}

/* "A boy messaged a TA. Must she report it?" What reached our own people makes them the ones who are to act. */
static bool takes_delivery(const sentence *s, const clause *c, int m)
{
    return c->chosen && c->chosen->how == STYLE_CONTACT && c->subject >= 0 && c->subject != m && who_of_staff(s, m) &&
           !who_of_staff(s, c->subject);
}

/* Where "her" stands in the clause; SLOT_KINDS for none. */
static slot meant_place(const sentence *s, const clause *c)
{
    bool of = false, about = c->verb != SIZE_MAX &&
                             (span_is(s, c->verb + 1, "she") || span_is(s, c->verb + 1, "her") || s->spans[c->verb].count > 2);
    for (size_t i = c->first; i < c->end; i++) {
        of |=
            span_is(s, i, "of") || span_is(s, i, "with") ||
            (i > 0 && s->spans[i].count > 1 && heed_text_is(s->words.at[s->spans[i].first + s->spans[i].count - 1].word, "us"));
        about |= span_is(s, i, "about");
    }
    switch (c->chosen ? c->chosen->how : STYLE_NONE) {
    case STYLE_DEED:
        return deals(s, c) ? SLOT_EVENT : SLOT_KINDS;
    case STYLE_CONTACT:
        return c->subject == ASKER || (c->subject == SHE && c->asks) ? SLOT_PARTY : SLOT_KINDS;
    case STYLE_PICTURE:
        return of || about ? SLOT_SHOWN : SLOT_KINDS; /* "post a picture of her", "post them" */
    case STYLE_WORDS:
        return about ? SLOT_TOPIC : SLOT_KINDS; /* "call her useless", "write about her" */
    default:
        return SLOT_KINDS;
    }
}

/* "A TA posted a picture of a pupil. Can the head warn her?" What is done about it is done to whoever did it. */
static int doer_before(const sentence *s, const clause *c, int nearest)
{
    for (const clause *k = s->clauses; k < c; k++)
        if (k->subject >= 0 && k->verb != SIZE_MAX && !s->people[k->subject].is_asker && k->subject != c->subject)
            return k->subject;
    return nearest;
}

/* "My friend says yes. Can I post a picture of her?", "... say that about him?" */
static void place_meant(sentence *s, const clause *c, bool event)
{
    int who = event ? NOBODY : frames_stands_for(s, c);
    if (who != NOBODY && c->chosen && c->chosen->how == STYLE_DEED && c->subject != SHE)
        who = doer_before(s, c, who);
    slot where = who == NOBODY ? SLOT_KINDS : meant_place(s, c);
    if (where == SLOT_KINDS)
        return;
    place_kinds(s, &s->people[who], 0, where, where == SLOT_EVENT, false);
}

static slot where_of(const sentence *s, const clause *c, const mention *m, bool subject, bool described, bool event)
{
    return c->content              ? SLOT_TOPIC
           : c->retold             ? retold_place(s)
           : shown_before(s, c, m) ? SLOT_SHOWN
           : described             ? SLOT_PARTY
           : subject               ? SLOT_EVENT /* of the tale's deed; the asked deed's is placed with the actor */
                                   : place_of(s, c, m, event);
}

/* One person of the clause. `event`: the clause only tells what happened before; `party`: its people are the asked deed's own.
 */
static void place_one(sentence *s, clause *c, int n, bool event, bool party)
{
    mention *m = &s->people[n];
    size_t i = m->span;
    bool subject = n == c->subject && (!c->passive || frames_receive(s, c)) && !c->content, before = event || party;
    bool described = subject && !c->chosen && c->verb == SIZE_MAX && !event && !c->same_doer && m->kind_count;
    slot where = where_of(s, c, m, subject, described, event);
    if (party && n == s->receiver)
        return; /* placed as the doer */
    if (where == SLOT_KINDS || (subject && !before && where == SLOT_EVENT) || (m->negated && !m->after) ||
        (subject && before && c->same_doer))
        return;
    if (event && where == SLOT_PARTY && takes_delivery(s, c, n)) {
        s->receiver = n;
        return;
    }
    bool here = event && (where == SLOT_EVENT || where == SLOT_TOPIC || where == SLOT_SHOWN || where == SLOT_PARTY);
    here |= !event && (where == SLOT_EVENT || (where == SLOT_TOPIC && deals(s, c)));
    if (party && (where == SLOT_EVENT || where == SLOT_PARTY)) {
        where = SLOT_PARTY;
        here = false;
    }
    if (party && !subject && shares_doer(s, m))
        return;
    /* "his mum is a friend of mine" tells of a tie; the mum is not the one who is accepted. */
    bool through = (described && i && span_is(s, i - 1, "her")) || (i && (whose_before(s, i) || folk_of_another(s, c, i)));
    sym has = has_child(s, c, m);
    if (!through)
        place_kinds(s, m, has, where, here, m->negated);
    if (!has)
        place_traits(s, c, m, through ? SLOT_KINDS : where, here);
}

void frames_place(sentence *s, clause *c, bool event, bool party)
{
    for (size_t i = c->first; i < c->end; i++) {
        int n = s->spans[i].mention;
        if (n < 0 || s->people[n].absorbed || s->people[n].is_asker || s->people[n].span != i)
            continue;
        if (own_child_aside(s, c, &s->people[n]))
            fact_add(s, (ref){ .name = lexicon_find_word(s->l, "@own-childs") }, i);
        else if (!(n == c->subject && event && deed_gives(s, c, "@teller"))) /* who showed it has no part in what happened */
            place_one(s, c, n, event, party);
    }
    place_resumed(s, c);
    place_meant(s, c, event);
}

/* Whom the asker is in contact with, read elsewhere. */
void frames_place_party(sentence *s, clause *c, const mention *m)
{
    place_kinds(s, m, 0, SLOT_PARTY, false, false);
    place_traits(s, c, m, SLOT_PARTY, false);
}
