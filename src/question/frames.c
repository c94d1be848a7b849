/* frames.c - the act of a clause, and what each person is in it.
 *
 * The frame with the most needs met is taken; of equals, the one with more words and fewer marks of grammar among its needs; of
 * these, the one whose needs the fewest other frames name. */
#include "sentence.h"

static void note(sentence *s, clause *c, sym name, size_t at, bool no)
{
    if (name)
        *ARENA_PUSH(s->mem, c->facts, c->fact_count, c->fact_cap) = (found_fact){ { .name = name, .no = no }, at };
}

static void note_mark(sentence *s, clause *c, const char *name, size_t at)
{
    note(s, c, lexicon_find_word(s->l, name), at, false);
}

static void note_refs(sentence *s, clause *c, refs list, size_t at, bool no)
{
    for (size_t i = 0; i < list.len; i++) {
        ref r = list.at[i];
        r.no ^= no;
        *ARENA_PUSH(s->mem, c->facts, c->fact_count, c->fact_cap) = (found_fact){ r, at };
    }
}

/* Facts worked out from a number in the phrase: an age, a school year, years since leaving, an hour. */
void frames_note_number(sentence *s, clause *c, const span *p, refs list, size_t at)
{
    struct {
        const char *mark;
        int below;
        const char *fact;
    } bands[] = { { "@age", 13, "party-age=under-13" },
                  { "@age", 18, "party-age=13-to-17" },
                  { "@age", 130, "party-age=18-plus" },
                  { "@schoolyear", 7, "pupil-here" },
                  { "@schoolyear", 9, "pupil-elsewhere" },
                  { "@schoolyear", 14, "pupil-elsewhere" },
                  { "@ago", 1, "left-band=left-within-a-year" },
                  { "@ago", 90, "left-band=left-earlier" },
                  { "@friends", 2, "friend" },
                  { "@friends", 90, "friend-before" },
                  { "@askerage", 18, "pupil" },
                  { "@hour", 7, "time=evening" },
                  { "@hour", 9, "time=before-school" },
                  { "@hour", 16, "@daytime" },
                  { "@hour", 18, "time=after-school" },
                  { "@hour", 25, "time=evening" } };
    bool done[6] = { false };
    for (size_t i = 0; p->number >= 0 && i < sizeof bands / sizeof *bands; i++) {
        sym mark = lexicon_find_word(s->l, bands[i].mark);
        size_t group = i < 3 ? 0 : i < 6 ? 1 : i < 8 ? 2 : i < 10 ? 3 : i < 11 ? 5 : 4;
        for (size_t k = 0; mark && k < list.len; k++) {
            if (list.at[k].name != mark || done[group] || p->number >= bands[i].below)
                continue;
            note_mark(s, c, bands[i].fact, at);
            done[group] = true;
        }
    }
}

/* "at Bledington" only says where; "that Bledington is a joke" speaks of the school; "the page of Bledington" is its page. */
static void note_school(sentence *s, clause *c, size_t i)
{
    static const char *const where[] = { "at", "of", "from", "with", "to", "in", "by", "for", "on" };
    bool placed = false;
    for (size_t k = 0; i && k < sizeof where / sizeof *where; k++)
        placed |= span_is(s, i - 1, where[k]);
    if (!placed)
        note_mark(s, c, "a-school-name", i);
    /* "teacher at St Thomas", written on a profile, names the employer. */
    refs before =
        i > 1 && span_is(s, i - 1, "at") && span_kind_is(s, i - 2, ENTRY_FACT) ? s->spans[i - 2].what->tokens : (refs){ 0 };
    for (size_t k = 0; k < before.len; k++)
        if (heed_text_is(lexicon_text(s->l, before.at[k].name), "profile-occupation"))
            note_mark(s, c, "profile-employer", i);
    sym account = lexicon_find_word(s->l, "a-account");
    for (const entry *e = i > 1 && span_is(s, i - 1, "of") && span_kind_is(s, i - 2, ENTRY_THING) ? s->spans[i - 2].what : NULL;
         e; e = e->next) {
        if (e->name != account)
            continue;
        note_mark(s, c, "a-page", i);
        note_mark(s, c, "account=official", i);
    }
}

/* "a mum at the school" says which mum, and not where. */
bool span_says_which(const sentence *s, size_t i)
{
    for (const entry *e = i > 0 && s->spans[i - 1].mention >= 0 ? s->spans[i].what : NULL; e; e = e->next)
        if (e->tokens.len == 1 && ref_starts(s, e->tokens.at[0], "place=on-site"))
            return true;
    return false;
}

static void note_span(sentence *s, clause *c, size_t i)
{
    const span *p = &s->spans[i];
    if (p->kind == SPAN_SCHOOL && p->mention < 0)
        note_school(s, c, i);
    if (span_is(s, i, "asker") && c->verb != SIZE_MAX && i > c->verb)
        note_mark(s, c, "@to-asker", i);
    if (span_is(s, i, "my") && c->verb != SIZE_MAX && i > c->verb)
        note_mark(s, c, "@mine", i);
    if (p->kind != SPAN_ENTRY)
        return;
    /* One phrase may be of several classes ("put" posts, profiles and sets); all are noted, and the frame picks. */
    bool verb = p->what->kind == ENTRY_VERB;
    for (const entry *e = s->spans[i].what; e; e = e->next) {
        bool content = e->kind == ENTRY_THING || e->kind == ENTRY_FACT;
        if (e->kind == ENTRY_TRAIT || e->kind == ENTRY_PERSON || e->kind == ENTRY_SKIP)
            continue;
        if (p->mention >= 0 && p->mention == c->subject)
            continue; /* "the school" that acts is no topic */
        if (e->kind == ENTRY_FACT && span_says_which(s, i))
            continue;
        if (e != p->what && !(verb ? e->kind == ENTRY_VERB || e->kind == ENTRY_FACT : content))
            continue;
        if (e->kind == ENTRY_VERB || e->kind == ENTRY_THING)
            note(s, c, e->name, i, !verb && p->negated);
        note_refs(s, c, e->tokens, i, !verb && content && p->negated);
        frames_note_number(s, c, p, e->tokens, i);
    }
    note_refs(s, c, p->extra, i, false);
}

/* "him", "them", "her" with nothing of hers behind it; "us" in a picture is the asker and somebody else. */
static bool points_at(const sentence *s, const clause *c, size_t i)
{
    const token *first = &s->words.at[s->spans[i].first], *last = first + s->spans[i].count - 1;
    bool alone = i + 1 == c->end || s->spans[i + 1].kind == SPAN_MARK || span_is(s, i + 1, "on") || span_is(s, i + 1, "in") ||
                 span_kind_is(s, i + 1, ENTRY_SKIP) || span_kind_is(s, i + 1, ENTRY_FACT);
    sym picture = lexicon_find_word(s->l, "a-picture");
    if (heed_text_is(last->word, "us"))
        return facts_hold(c->facts, c->fact_count, (ref){ .name = picture });
    if (i == c->verb) { /* "slag her off" */
        for (const token *t = first + 1; t <= last; t++)
            if (heed_text_is(t->word, "him") || heed_text_is(t->word, "her") || heed_text_is(t->word, "them"))
                return true;
        return false;
    }
    if (s->spans[i].count != 1)
        return false;
    return heed_text_is(first->word, "him") || heed_text_is(first->word, "them") || (heed_text_is(first->word, "her") && alone);
}

/* "pupils", "children" */
static bool several(const sentence *s, size_t i)
{
    heed_text w = s->words.at[s->spans[i].first + s->spans[i].count - 1].word;
    return (w.len > 3 && w.at[w.len - 1] == 's' && w.at[w.len - 2] != 's') || heed_text_is(w, "children") ||
           heed_text_is(w, "staff");
}

/* "Can I be friends with her?": the person that was named last before, NOBODY where no pronoun stands behind the verb. */
int frames_stands_for(const sentence *s, const clause *c)
{
    bool points = false, one = true; /* "her" is nobody of several */
    for (size_t i = c->verb; c->verb != SIZE_MAX && i < c->end; i++) {
        points |= s->spans[i].count && points_at(s, c, i);
        one &= !heed_text_is(s->words.at[s->spans[i].first].word, "them");
    }
    for (size_t i = c->first; points && i-- > 0;) {
        const mention *m = s->spans[i].mention >= 0 ? &s->people[s->spans[i].mention] : NULL;
        if (m && !m->absorbed && !m->is_asker && !m->owner && s->spans[i].mention != c->subject &&
            !(m->kinds[0] == lexicon_find_word(s->l, "own-child") && c->chosen && c->chosen->how == STYLE_CONTACT) &&
            !(one && several(s, i)))
            return s->spans[i].mention;
    }
    return NOBODY;
}

/* "A parent sends a teacher a request. May the parent do so?" */
static bool asked_itself(const sentence *s, const clause *c)
{
    for (const clause *k = s->clauses; k < s->clauses + s->clause_count; k++)
        if (k->asks && k->subject >= 0 && who_same(s, k, c))
            return true;
    return false;
}

static bool facts_name(refs list, sym name)
{
    for (size_t i = 0; i < list.len; i++)
        if (list.at[i].name == name && !list.at[i].no)
            return true;
    return false;
}

/* "A boy sends the caretaker a request. He is his nephew." A tie that is told asks whether the caretaker may. */
static bool tie_told(const sentence *s, int sender)
{
    sym relative = lexicon_find_word(s->l, "relative");
    for (size_t m = 0; relative && m < s->people_count; m++) {
        if ((int)m != sender && !s->people[m].absorbed && s->people[m].kinds[0] == relative)
            return true;
        for (size_t t = 0; t < s->people[m].trait_count; t++)
            if (facts_name(s->people[m].traits[t].tokens, relative))
                return true;
    }
    return false;
}

/* "A former pupil asks her old teacher to be friends": told of others, it reaches one of our people. What a parent or a pupil
 * sends is a deed of their own. */
static bool reaches_staff(const sentence *s, const clause *c, int n)
{
    const mention *m = &s->people[n];
    if (c->subject < 0 || n == c->subject || m->owner || who_of_staff(s, c->subject) || !who_of_staff(s, n) ||
        asker_speaks(s) || asked_itself(s, c) ||
        (asker_has_role(s, s->people[c->subject].kinds[0]) && !tie_told(s, c->subject)))
        return false;
    return m->span > c->verb && (!m->after || heed_text_is(lexicon_text(s->l, m->after), "to"));
}

/* A person of the clause is seen by frames as @person:pupil, and as a-thing of its kind: "to a pupil", "about a pupil". */
static void note_people(sentence *s, clause *c)
{
    for (size_t i = c->first; i < c->end; i++) {
        int m = s->spans[i].mention;
        if (m < 0 || s->people[m].absorbed || s->people[m].span != i)
            continue;
        bool subject = m == c->subject;
        note_mark(s, c, subject ? "@by-person" : s->people[m].owner ? "@owner" : "@with-person", i);
        if (reaches_staff(s, c, m))
            note_mark(s, c, "@to-staff", i);
        for (size_t k = 0; k < s->people[m].kind_count; k++) {
            heed_text kind = lexicon_text(s->l, s->people[m].kinds[k]);
            heed_text name = heed_text_printf(s->mem, subject ? "@by-%.*s" : "@%.*s", heed_fmt(kind));
            note(s, c, lexicon_find(s->l, name), i, false);
            if (subject && c->passive) /* "Do the parents have to be told?" */
                note(s, c, lexicon_find(s->l, heed_text_printf(s->mem, "@%.*s", heed_fmt(kind))), i, false);
        }
    }
    if (c->subject >= 0)
        for (size_t k = 0; k < s->people[c->subject].kind_count; k++)
            note(s, c,
                 lexicon_find(
                     s->l, heed_text_printf(s->mem, "@by-%.*s", heed_fmt(lexicon_text(s->l, s->people[c->subject].kinds[k])))),
                 s->people[c->subject].span, false);
    if (c->subject == ASKER && frames_stands_for(s, c) >= 0)
        note_mark(s, c, "@with-person", c->verb);
    if (c->subject != ASKER)
        return;
    note_mark(s, c, "@by-asker", c->first);
    for (size_t m = 0; m < s->people_count; m++)
        for (size_t k = 0; s->people[m].is_asker && k < s->people[m].kind_count; k++)
            note(s, c,
                 lexicon_find(s->l, heed_text_printf(s->mem, "@by-%.*s", heed_fmt(lexicon_text(s->l, s->people[m].kinds[k])))),
                 s->people[m].span, false);
}

/* Where something is put, and not what. */
static bool names_place(const sentence *s, size_t i)
{
    static const char *const where[] = { "a-site", "a-page", "a-account", "a-group" };
    for (size_t k = 0; span_kind_is(s, i, ENTRY_THING) && k < sizeof where / sizeof *where; k++)
        if (s->spans[i].what->name == lexicon_find_word(s->l, where[k]))
            return true;
    return false;
}

/* "They want a selfie with me, can I post it?": what "it" is stands in the clause before. */
static void note_meant(sentence *s, clause *c)
{
    static const char *const deeds[] = { "to-post", "to-remove", "to-repost", "to-send" };
    bool points = false, deed = false, thing = false;
    for (size_t i = c->first; i < c->end; i++) {
        points |= span_is(s, i, "it");
        thing |= span_kind_is(s, i, ENTRY_THING) && !names_place(s, i);
    }
    for (size_t k = 0; k < sizeof deeds / sizeof *deeds; k++)
        deed |= facts_hold(c->facts, c->fact_count, (ref){ .name = lexicon_find_word(s->l, deeds[k]) });
    if (!points || thing || !deed || c == s->clauses)
        return;
    const clause *before = c - 1;
    if (before->chosen && before->chosen->how == STYLE_PICTURE)
        note_mark(s, c, "a-picture", before->verb == SIZE_MAX ? before->first : before->verb);
    for (size_t i = before->first; i < before->end; i++)
        if (span_kind_is(s, i, ENTRY_THING) && s->spans[i].what->name == lexicon_find_word(s->l, "a-picture")) {
            note_span(s, c, i); /* the picture, and not the cake on it */
            return;
        }
    for (size_t i = before->first; i < before->end; i++)
        if (span_kind_is(s, i, ENTRY_THING))
            note_span(s, c, i);
}

static bool meets(const sentence *s, const clause *c, const frame *f)
{
    bool own = false; /* what was said elsewhere helps to choose a frame, and never makes one alone */
    for (size_t i = 0; i < f->needs.len; i++) {
        ref need = f->needs.at[i];
        bool held = facts_hold(c->facts, c->fact_count, need);
        own |= held && !need.absent && lexicon_text(s->l, need.name).at[0] != '@';
        own |= held && !need.absent && f->needs.len == 1;
        if (need.absent)
            held = held && facts_hold(s->facts, s->fact_count, need);
        else
            held = held || facts_hold(s->facts, s->fact_count, need);
        if (!held)
            return false;
    }
    return own;
}

/* More needs; of equals, more words among them; of these, the rarer words. Frames with the very same needs are refused when the
 * file is read, and the few that are left equal follow the order of the file. */
static bool closer(const frame *a, const frame *b)
{
    if (a->met != b->met)
        return a->met > b->met;
    if (a->words != b->words)
        return a->words > b->words;
    return a->common <= b->common;
}

/* "writes that", "says on Facebook that": words follow, whatever they are about. */
static bool says_that(const sentence *s, const clause *c)
{
    for (size_t i = c->verb + 1; c->verb != SIZE_MAX && i < s->span_count && i <= c->end; i++)
        if (span_is(s, i, "rel") && heed_text_is(s->words.at[s->spans[i].first].word, "that"))
            return i == c->verb + 1 || (i > 2 && span_kind_is(s, i - 1, ENTRY_THING) && span_is(s, i - 2, "on"));
    return false;
}

/* "talk to the head before she starts a blog": what is told first asks for leave. */
static bool comes_before(const sentence *s, const clause *c)
{
    const clause *next = c + 1;
    return next < s->clauses + s->clause_count && next->sentence == c->sentence && next->verb != SIZE_MAX &&
           span_is(s, next->first, "if") && heed_text_is(s->words.at[s->spans[next->first].first].word, "before");
}

/* "put no pictures on": where the thing is denied right behind the verb, so is the deed. */
static void deny_whole(sentence *s, clause *c)
{
    size_t no = c->verb == SIZE_MAX ? SIZE_MAX : c->verb + 1, i = no + 1;
    if (no == SIZE_MAX || !span_is(s, no, "no"))
        return;
    while (i < c->end && (span_kind_is(s, i, ENTRY_SKIP) || span_kind_is(s, i, ENTRY_TRAIT)))
        i++;
    if (i >= c->end || !span_kind_is(s, i, ENTRY_THING) || !s->spans[i].negated)
        return;
    note(s, c, s->spans[i].what->name, i, false);
    c->negated = true;
}

static void choose_closest(const sentence *s, clause *c)
{
    c->chosen = NULL;
    for (size_t i = 0; i < s->l->frame_count; i++) {
        const frame *f = &s->l->frames[i];
        if ((!c->chosen || closer(f, c->chosen)) && meets(s, c, f))
            c->chosen = f;
    }
}

void frames_choose(sentence *s, clause *c)
{
    if (!c->fact_count) {
        if (c->verb != SIZE_MAX)
            note_mark(s, c, "@verb", c->verb);
        if (c->passive)
            note_mark(s, c, "@passive", c->verb);
        if (c->asks || c->wish)
            note_mark(s, c, "@asked", c->first);
        if (c->negated)
            note_mark(s, c, "@not", c->verb);
        if (comes_before(s, c))
            note_mark(s, c, "@before", c->first);
        if (c->verb != SIZE_MAX && c->verb > c->first && span_is(s, c->verb - 1, "it"))
            note_mark(s, c, "@it-does", c->verb);
        if (says_that(s, c))
            note_mark(s, c, "@that", c->verb);
        for (size_t i = c->first; i < c->end; i++)
            note_span(s, c, i);
        note_people(s, c);
        note_meant(s, c);
        deny_whole(s, c);
    }
    choose_closest(s, c);
}

/* A deed that was told and not read: its people stand where those of the deed's own frames do. */
void frames_take_told(sentence *s, clause *c)
{
    const frame *like = NULL;
    size_t best = 0;
    for (size_t i = 0; i < s->l->frame_count; i++) {
        const frame *f = &s->l->frames[i];
        size_t met = 1;
        if (deed_field(&f->gives, s, "act=").name != s->told_act.name)
            continue;
        for (size_t n = 0; n < f->needs.len; n++)
            met += !f->needs.at[n].absent && facts_hold(c->facts, c->fact_count, f->needs.at[n]);
        if (met > best) {
            best = met;
            like = f;
        }
    }
    ref *act = ARENA_NEW(s->mem, ref, 1);
    frame *made = ARENA_NEW(s->mem, frame, 1);
    *act = s->told_act;
    *made = (frame){ .gives = { act, 1 }, .how = like ? like->how : STYLE_NONE };
    c->chosen = made;
}

/* "put up one with her in it": one of what was named before. */
static bool some_such(const sentence *s, size_t i)
{
    heed_text word = s->words.at[s->spans[i].first].word;
    bool one = heed_text_is(word, "one") || heed_text_is(word, "ones") || heed_text_is(word, "some");
    return one && s->spans[i].count == 1 &&
           (i + 1 >= s->span_count || s->spans[i + 1].kind == SPAN_MARK || span_is(s, i + 1, "with") ||
            span_is(s, i + 1, "of") || span_is(s, i + 1, "on") || span_is(s, i + 1, "in"));
}

/* "Fine to stick on our page?": what, was said before. */
static bool nothing_named(const sentence *s, const clause *m)
{
    if (!m->asks || !(facts_hold(m->facts, m->fact_count, (ref){ .name = lexicon_find_word(s->l, "to-post") }) ||
                      facts_hold(m->facts, m->fact_count, (ref){ .name = lexicon_find_word(s->l, "to-share") })))
        return false;
    for (size_t i = m->verb + 1; i < m->end; i++) {
        if (s->spans[i].mention >= 0 || s->spans[i].kind == SPAN_UNREAD ||
            (span_kind_is(s, i, ENTRY_THING) && !names_place(s, i)) || span_is(s, i, "about") || span_is(s, i, "rel"))
            return false;
    }
    return true;
}

/* "I took some photos. Can I put them online?": what the tale named last is what "them" stands for. */
void frames_resume(sentence *s, clause *m)
{
    static const char *const kinds[] = { "a-picture", "a-post", "a-comment", "a-message", "a-sound" };
    bool it = false;
    if (m->verb == SIZE_MAX)
        return;
    it = nothing_named(s, m);
    for (size_t i = m->verb; i < m->end; i++) {
        it |= i > m->verb && (span_is(s, i, "it") || span_is(s, i, "she") || some_such(s, i));
        for (size_t k = 0; span_kind_is(s, i, ENTRY_THING) && k < sizeof kinds / sizeof *kinds; k++)
            if (s->spans[i].what->name == lexicon_find_word(s->l, kinds[k]))
                return;
    }
    for (size_t i = m->first; it && i-- > 0;) {
        for (const clause *c = s->clauses; c < m; c++) /* "took some photos of": the thing is in the deed */
            if (i == c->verb && c->chosen && c->chosen->how == STYLE_PICTURE) {
                note_mark(s, m, "a-picture", i);
                note_mark(s, m, deed_gives(s, c, "act=take-photo") ? "@took" : "a-picture", i);
                return;
            }
        for (size_t k = 0; span_kind_is(s, i, ENTRY_THING) && k < sizeof kinds / sizeof *kinds; k++)
            if (s->spans[i].what->name == lexicon_find_word(s->l, kinds[k])) {
                *ARENA_PUSH(s->mem, m->facts, m->fact_count, m->fact_cap) =
                    (found_fact){ { .name = s->spans[i].what->name }, i };
                return;
            }
    } /* "The kids dressed up. Can I post them?" Whoever is posted is shown. */
    int shown = it && facts_hold(m->facts, m->fact_count, (ref){ .name = lexicon_find_word(s->l, "to-post") })
                    ? frames_stands_for(s, m)
                    : NOBODY;
    if (shown >= 0 && m->verb + 1 < m->end && points_at(s, m, m->verb + 1) && several(s, s->people[shown].last))
        note_mark(s, m, "a-picture", m->verb);
}
