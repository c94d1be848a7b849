/* scene.c - what was read, put together: the asked deed, and what only came before it.
 *
 * What somebody else did, and what was received or seen, is the event; its people are the asked deed's own where the deed is
 * contact. */
#include "sentence.h"
#include "policy/blob.h"

static bool main_only(const sentence *s, sym name)
{
    for (size_t k = 0; k < s->l->main_only.len; k++)
        if (s->l->main_only.at[k].name == name)
            return true;
    return false;
}

/* "discipline a teacher over a holiday picture": what the picture is about belongs to what happened before. */
static bool deed_content(const sentence *s, const clause *c, ref r)
{
    if (!deals(s, c))
        return false;
    heed_text name = lexicon_text(s->l, r.name);
    heed_fact f = heed_fact_find(s->v, name);
    heed_text set = f == HEED_FACT_NONE ? (heed_text){ name.at, fact_field_len(name) } : heed_fact_get(s->v, f)->set;
    for (size_t i = 0; i < s->l->before.len; i++) {
        heed_text b = lexicon_text(s->l, s->l->before.at[i].name);
        if (heed_text_eq(b, set) || heed_text_eq(b, name))
            return true;
    }
    return false;
}

static bool any_picture(const sentence *s)
{
    for (size_t k = 0; k < s->clause_count; k++)
        if (s->clauses[k].chosen && s->clauses[k].chosen->how == STYLE_PICTURE)
            return true;
    return false;
}

/* "text my sister on WhatsApp": a site that is named counts for more than the one the verb brings. */
static bool named_better(const sentence *s, const clause *c, const found_fact *f)
{
    if (f->span != c->verb || !ref_starts(s, f->what, "site="))
        return false;
    for (size_t i = 0; i < c->fact_count; i++)
        if (c->facts[i].span != c->verb && ref_starts(s, c->facts[i].what, "site=") && !c->facts[i].what.no)
            return true;
    return false;
}

static void add_clause_facts(sentence *s, const clause *c, bool event)
{
    for (size_t i = 0; i < c->fact_count; i++) {
        ref r = c->facts[i].what;
        if (named_better(s, c, &c->facts[i]))
            continue;
        if (deed_gives(s, c, "@not-official") && ref_starts(s, r, "account=official"))
            continue;
        /* What can be seen counts for pictures only: a dog is no topic of a picture, and no picture of a talk about dogs. */
        if (ref_starts(s, r, "shows-") && !ref_starts(s, r, "shows-employment") && !any_picture(s))
            continue;
        if (ref_starts(s, r, "about-school") && c->chosen && c->chosen->how == STYLE_PICTURE)
            continue;
        if (ref_starts(s, r, "@") || ref_starts(s, r, "to-") || ref_starts(s, r, "a-")) {
            if (!event && !r.event && !deals(s, c))
                continue;
            r.event = true;
        } else {
            r.event |= (event || deed_content(s, c, r)) && !main_only(s, r.name);
        }
        fact_add(s, r, c->facts[i].span);
    }
}

/* What the frame of a clause says; its act only where the act is asked, or, in the event, to work the event out. */
static void add_frame_facts(sentence *s, const clause *c, bool act, bool event)
{
    for (size_t i = 0; c->chosen && i < c->chosen->gives.len; i++) {
        ref r = c->chosen->gives.at[i];
        bool is_act = ref_starts(s, r, "act="), only_main = main_only(s, r.name),
             is_event = ref_starts(s, r, "event=") || ref_starts(s, r, "@party");
        if (ref_starts(s, r, "mood=") || (is_act && !act && !event) || (ref_starts(s, r, "done=") && !act))
            continue;
        if (is_act && event && gives_event(s, c))
            continue;
        r.event |= event && !is_event && !only_main;
        fact_add(s, r, c->verb == SIZE_MAX ? c->first : c->verb);
    }
    if (act && c->negated && !deed_gives(s, c, "done=")) {
        sym omitted = lexicon_find_word(s->l, "done=omitted");
        if (omitted)
            fact_add(s, (ref){ .name = omitted }, c->verb);
    }
}

static bool is_event_for(const sentence *s, const clause *c, const clause *main)
{
    if (c->verb == SIZE_MAX && !c->chosen)
        return false;
    if (gives_event(s, c) || !main)
        return true;
    /* "The secretary mocked parents. Could she be suspended?" */
    if (main->passive && deals(s, main) && main->subject != NOBODY && who_is(s, c->subject) == who_is(s, main->subject))
        return true;
    /* "act on a post that threatens a cook", "take down a post calling her names" */
    if (c > main && (c->adjoined || c->subject == SHE) && deals(s, main))
        return true;
    ref act = main->chosen ? deed_field(&main->chosen->gives, s, "act=") : (ref){ 0 };
    heed_text name = act.name ? lexicon_text(s->l, act.name) : (heed_text){ "", 0 };
    int number = name.len > 4 ? heed_act_find(s->v, (heed_text){ name.at + 4, name.len - 4 }) : -1;
    if (number >= 0 && vocabulary_embeds(s->v, (uint32_t)number) && c > main)
        return true;
    return !who_same(s, c, main) && who_is(s, c->subject) != NOBODY;
}

static void add_told(sentence *s)
{
    for (size_t i = 0; s->told && i < s->told->len; i++) {
        heed_text t = s->told->at[i];
        ref r = { 0 };
        if (heed_text_starts(t, "!"))
            r.no = true, t.at++, t.len--;
        if (heed_text_starts(t, "event."))
            r.event = true, t.at += 6, t.len -= 6;
        r.name = lexicon_find(s->l, t);
        if (r.name)
            fact_add(s, r, SIZE_MAX);
        if (r.name && !r.event && heed_text_starts(t, "act="))
            s->told_act = r;
    }
}

/* Does the asked act answer the event, so that its people are the act's own? Accepting, declining, being in contact. */
static bool act_is_contact(const clause *main)
{
    return main && main->chosen && main->chosen->how == STYLE_CONTACT;
}

static void note_deals(sentence *s)
{
    sym mark = lexicon_find_word(s->l, "@deals");
    if (mark)
        fact_add(s, (ref){ .name = mark }, 0);
}

/* The tale is read before the asked clause looks for its frame: what "it" is decides what reporting it is. */
static void read_tale(sentence *s, const clause *m, const clause *question)
{
    bool told_event = false; /* what is said belongs where the saying belongs */
    for (size_t k = 0; k < s->clause_count; k++) {
        clause *c = &s->clauses[k];
        if (c == m) {
            told_event = false;
            continue;
        }
        c->retold = m && !c->content && content_retold(s, c, m);
        bool event = c->content ? told_event : !c->retold && is_event_for(s, c, m ? m : question);
        told_event = event;
        bool party = event && act_is_contact(m) && !c->content;
        c->same_doer = (m || question) && !(m && m->passive && deals(s, m)) && who_same(s, c, m ? m : question);
        if (!c->content)
            add_frame_facts(s, c, false, event);
        frames_place(s, c, event && !party, party);
        add_clause_facts(s, c, event && !party && !(c->chosen && deed_gives(s, c, "@own")));
    }
}

/* "A boy sends the caretaker a request": the caretaker, of whom it is asked whether he may accept; NOBODY for none. */
static int staff_reached(const sentence *s, const clause *m)
{
    sym mark = lexicon_find_word(s->l, "@to-staff");
    for (size_t i = 0; mark && i < m->fact_count; i++)
        if (m->facts[i].what.name == mark)
            return s->spans[m->facts[i].span].mention;
    return NOBODY;
}

static int doer_of(const sentence *s, const clause *m, bool received)
{
    if (received)
        return s->receiver == NOBODY ? ASKER : s->receiver;
    return m->passive && !frames_receive(s, m) && !deed_gives(s, m, "@patient") ? NOBODY : m->subject;
}

static bool done_to_asker(const sentence *s, const clause *m)
{
    for (size_t i = m->verb; i < m->end; i++)
        for (size_t k = s->spans[i].first; k < s->spans[i].first + s->spans[i].count; k++)
            if (heed_text_is(s->words.at[k].word, "me") || heed_text_is(s->words.at[k].word, "us"))
                return true;
    return false;
}

/* "Can she discipline me for it? Teacher." What happened before is the asker's doing. */
static void asker_did(sentence *s)
{
    for (size_t i = 0; i < s->people_count; i++)
        for (size_t k = 0; s->people[i].is_asker && k < s->people[i].kind_count; k++) {
            const person_kind *p = lexicon_person(s->l, s->people[i].kinds[k]);
            for (size_t r = 0; p && r < p->as[SLOT_EVENT].len; r++)
                fact_add(s, (ref){ .name = p->as[SLOT_EVENT].at[r].name, .event = true }, s->people[i].span);
        }
}

/* "Facebook at six: a clerk was looking at it." The doer stands in a clause of no deed of its own, or behind the whole: "A post
 * that gives an address was written by a clerk." */
static int named_later(const sentence *s, size_t main)
{
    for (size_t k = main + 1; k < s->clause_count; k++)
        if ((!s->clauses[k].chosen || (k == main + 1 && s->clauses[k].sentence == s->clauses[main].sentence)) &&
            s->clauses[k].verb != SIZE_MAX && s->clauses[k].subject >= 0 && who_of_staff(s, s->clauses[k].subject))
            return s->clauses[k].subject;
    return NOBODY;
}

/* "Can she be on my friends list?": the asker's own contact, asked from the other side. */
static bool reaches_asker(const sentence *s, const clause *m)
{
    if (!act_is_contact(m) || !m->asks || m->passive || deed_answers(s, m) || m->verb == SIZE_MAX)
        return false;
    for (size_t i = m->verb; i < m->end; i++)
        if (i > m->verb && (span_is(s, i, "my") || span_is(s, i, "asker")))
            return true;
    return false;
}

/* What is asked goes first, so that its words win over the tale's. */
static void read_asked(sentence *s, clause *m)
{
    if (m->chosen && (m->chosen->how == STYLE_WORDS || deed_gives(s, m, "act=post-on-official-page")))
        frames_resume(s, m);
    if (!s->told_act.name)
        frames_choose(s, m);
    size_t kept = s->fact_count;
    found_fact *before = s->facts;
    s->facts = NULL;
    s->fact_count = s->fact_cap = 0;
    add_told(s);
    add_frame_facts(s, m, true, false);
    bool received = deed_gives(s, m, "@sender") && m->subject >= 0;
    if (received)
        s->receiver = staff_reached(s, m);
    who_place(s, doer_of(s, m, received));
    frames_place(s, m, false, received);
    add_clause_facts(s, m, false);
    if (deals(s, m)) {
        note_deals(s);
        if (m->chosen->how == STYLE_DEED && m->subject != ASKER && done_to_asker(s, m))
            asker_did(s);
        if (s->receiver != NOBODY && doer_of(s, m, received) == NOBODY)
            who_place(s, s->receiver);
    }
    for (size_t i = 0; i < kept; i++)
        if (!ref_starts(s, before[i].what, "act=") || before[i].what.event)
            fact_add(s, before[i].what, before[i].span);
}

/* "A cook took a picture. Ok to post it?" Nobody is named, and the tale was of somebody who could do it. */
static bool goes_on(const sentence *s, const clause *question)
{
    int who = question->subject == NOBODY && !question->passive ? who_is(s, SHE) : NOBODY;
    if (who < 0)
        return false;
    return who_of_staff(s, who) ||
           (asker_has_role(s, s->people[who].kinds[0]) && !deals(s, question) && !deed_answers(s, question));
}

void scene_set(sentence *s)
{
    add_told(s);
    for (size_t k = 0; k < s->clause_count; k++)
        frames_choose(s, &s->clauses[k]);
    for (size_t k = 0; k < s->clause_count; k++)
        s->clauses[k].content = content_is(s, k);
    size_t asked = asked_clause(s);
    clause *question = asked == SIZE_MAX ? NULL : &s->clauses[asked];
    bool pro = question && !question->chosen && (!asked_has_content(s, question) || asked_by_pronouns(s, question));
    if (question && question->subject == NOBODY && !question->passive && asker_speaks(s) && !(pro && asked_of_staff(s, asked)))
        question->subject = ASKER; /* "Fine to stick on our page?" */
    else if (question && !pro && goes_on(s, question))
        question->subject = SHE;
    s->main = asked_main(s, asked, pro);
    s->main = asked_taken_up(s, s->main);
    clause *m = s->main == SIZE_MAX ? NULL : &s->clauses[s->main];
    if (m && s->told_act.name && deed_field(m->chosen ? &m->chosen->gives : NULL, s, "act=").name != s->told_act.name)
        frames_take_told(s, m);
    if (m && !question && m->subject == NOBODY)
        m->subject = named_later(s, s->main);
    if (m && m->subject == SHE && !question && m > s->clauses && act_is_contact(m) && asked_reached(s, m - 1) != NOBODY &&
        !who_of_staff(s, m[-1].subject))
        m->subject = asked_reached(s, m - 1);
    int other = m && m->subject == SHE && reaches_asker(s, m) ? who_is(s, SHE) : NOBODY;
    if (m && m->subject == SHE && deed_answers(s, m))
        m->subject = who_is(s, SHE);
    if (other >= 0)
        m->subject = ASKER;
    read_tale(s, m, question);
    facts_derive(s);
    if (m)
        read_asked(s, m);
    if (other >= 0)
        frames_place_party(s, m, &s->people[other]);
    else if (question)
        who_place(s, question->subject);
    if (pro && !m && lexicon_find_word(s->l, "@pro"))
        fact_add(s, (ref){ .name = lexicon_find_word(s->l, "@pro") }, 0); /* "A boy wants to add me. Allowed?" */
    if (pro && !m)
        facts_derive(s);
    for (size_t i = 0; i < s->fact_count; i++)
        s->act_found |= ref_starts(s, s->facts[i].what, "act=") && !s->facts[i].what.event;
    if (pro && m && question->subject != NOBODY)
        who_place(s, question->subject);
    facts_derive(s);
    mood_set(s, question, m);
}
