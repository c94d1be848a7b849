/* scene.c - which deed is asked about, and what only came before it.
 *
 * The asked clause is the last one with a question in it. "May she?" asks about the deed of the tale. What somebody else
 * did, and what was received or seen, is the event. A tale without a question is about its first deed. */
#include "sentence.h"
#include "policy/blob.h"

static bool ref_starts(const sentence *s, ref r, const char *start)
{
    return heed_text_starts(lexicon_text(s->l, r.name), start);
}

static ref find_field(const refs *list, const sentence *s, const char *start)
{
    for (size_t i = 0; list && i < list->len; i++)
        if (ref_starts(s, list->at[i], start) && !list->at[i].event)
            return list->at[i];
    return (ref){ 0 };
}

static bool gives(const sentence *s, const clause *c, const char *start)
{
    return c->chosen && find_field(&c->chosen->gives, s, start).name;
}

static bool gives_event(const sentence *s, const clause *c)
{
    return gives(s, c, "event=");
}

static bool has_content(const sentence *s, const clause *c)
{
    for (size_t i = c->first; i < c->end; i++)
        if (span_kind_is(s, i, ENTRY_VERB) || span_kind_is(s, i, ENTRY_THING))
            return true;
    return false;
}

static bool of_staff(const sentence *s, int m)
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

/* Does the asked deed answer somebody: accepting, turning down? Then the asker is not the one who sent. */
static bool answers(const sentence *s, const clause *c)
{
    ref act = c->chosen ? find_field(&c->chosen->gives, s, "act=") : (ref){ 0 };
    heed_text name = act.name ? lexicon_text(s->l, act.name) : (heed_text){ "", 0 };
    int number = name.len > 4 ? heed_act_find(s->v, (heed_text){ name.at + 4, name.len - 4 }) : -1;
    size_t count;
    const vocabulary_answers *list = vocabulary_answerings(s->v, &count);
    for (size_t i = 0; i < count; i++)
        if (list[i].act == number)
            return true;
    return false;
}

/* "A pupil threatens a teacher. Must she tell the head?" Duties that answer what happened are those of our own people. */
static int own_side(const sentence *s, int first)
{
    if (first < 0 || of_staff(s, first))
        return first;
    for (size_t k = s->clause_count; k-- > 0;)
        if (s->clauses[k].subject == SHE && s->clauses[k].asks && (deals(s, &s->clauses[k]) || answers(s, &s->clauses[k])))
            for (size_t m = 0; m < s->people_count && s->people[m].clause < k; m++)
                if (of_staff(s, (int)m) && !s->people[m].absorbed)
                    return (int)m;
    return first;
}

/* "May she stay in it?" asks about the deed of the tale. */
static bool only_pronouns(const sentence *s, const clause *c)
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

/* "she" is the one the tale began with, or the asker. */
static int who_is(const sentence *s, int subject)
{
    if (subject != SHE)
        return subject;
    for (size_t k = 0; k < s->clause_count; k++)
        if (s->clauses[k].subject != NOBODY && s->clauses[k].subject != SHE)
            return own_side(s, s->clauses[k].subject);
    for (size_t m = 0; m < s->people_count; m++)
        if (s->people[m].owner && !s->people[m].absorbed)
            return (int)m; /* "a teacher's profile says she ..." */
    return ASKER;
}

static bool shared_kind(const sentence *s, int a, int b)
{
    return a >= 0 && b >= 0 && s->people[a].kinds[0] == s->people[b].kinds[0];
}

static bool same_doer(const sentence *s, const clause *a, const clause *b)
{
    int x = who_is(s, a->subject), y = who_is(s, b->subject);
    return x == y || shared_kind(s, x, y);
}

static bool names_that(const sentence *s, size_t i)
{
    return span_is(s, i, "rel") && heed_text_is(s->words.at[s->spans[i].first].word, "that");
}

static bool own_subject(const sentence *s, const clause *c)
{
    for (size_t i = c->first; i < c->verb; i++)
        if ((s->spans[i].mention >= 0 && !s->people[s->spans[i].mention].after) || span_is(s, i, "she") ||
            span_is(s, i, "asker") || span_kind_is(s, i, ENTRY_THING) || s->spans[i].kind == SPAN_SCHOOL)
            return true;
    return false;
}

static bool close_behind(const sentence *s, size_t verb, size_t first)
{
    for (size_t i = verb + 1; i < first; i++)
        if (!span_kind_is(s, i, ENTRY_SKIP) && !span_is(s, i, "det"))
            return false;
    return true;
}

/* "a post that mocks a child": what the words named last are like. */
static bool words_before(const sentence *s, size_t i)
{
    static const char *const kinds[] = { "a-post", "a-comment", "a-joke", "a-message" };
    for (size_t k = 0; i > 0 && span_kind_is(s, i - 1, ENTRY_THING) && k < sizeof kinds / sizeof *kinds; k++)
        if (s->spans[i - 1].what->name == lexicon_find_word(s->l, kinds[k]))
            return true;
    return false;
}

/* "writes that the head steals", "says the head hits children"; but not "posts a picture that a parent took". */
static bool is_content(const sentence *s, size_t k)
{
    const clause *c = &s->clauses[k], *before = c - 1;
    if (!k || c->asks || c->verb == SIZE_MAX || c->sentence != before->sentence || before->verb == SIZE_MAX || !before->chosen)
        return false;
    if (before->chosen->how != STYLE_WORDS && !before->content)
        return false;
    if (!own_subject(s, c))
        return span_is(s, c->first, "rel") && words_before(s, c->first);
    if (!names_that(s, c->first))
        return c->inner && close_behind(s, before->verb, c->first);
    bool object = span_kind_is(s, c->first - 1, ENTRY_THING), placed = false;
    for (size_t i = before->verb + 1; i < c->first; i++)
        placed |= span_is(s, i, "on") || span_is(s, i, "in") || span_is(s, i, "to");
    return !object || placed;
}

static size_t asked_clause(const sentence *s)
{
    for (size_t k = s->clause_count; k-- > 0;)
        if (s->clauses[k].asks)
            return k;
    return SIZE_MAX;
}

static size_t first_deed(const sentence *s, size_t except)
{
    size_t found = SIZE_MAX;
    for (size_t k = 0; k < s->clause_count; k++) {
        const clause *c = &s->clauses[k];
        if (k == except || c->content || !gives(s, c, "act="))
            continue;
        if (c->wish && !c->inner)
            return k;
        if (found == SIZE_MAX || (gives(s, &s->clauses[found], "@state") && !gives(s, c, "@state")) ||
            (gives(s, c, "mood=") && !gives(s, &s->clauses[found], "mood=")) || (s->clauses[found].inner && !c->inner) ||
            (s->clauses[found].negated && !c->negated && !c->inner))
            found = k;
    }
    return found;
}

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

static void add_clause_facts(sentence *s, const clause *c, bool event)
{
    for (size_t i = 0; i < c->fact_count; i++) {
        ref r = c->facts[i].what;
        if (gives(s, c, "@not-official") && ref_starts(s, r, "account=official"))
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
    if (act && c->negated && !gives(s, c, "done=")) {
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
    ref act = main->chosen ? find_field(&main->chosen->gives, s, "act=") : (ref){ 0 };
    heed_text name = act.name ? lexicon_text(s->l, act.name) : (heed_text){ "", 0 };
    int number = name.len > 4 ? heed_act_find(s->v, (heed_text){ name.at + 4, name.len - 4 }) : -1;
    if (number >= 0 && vocabulary_embeds(s->v, (uint32_t)number) && c > main)
        return true;
    return !same_doer(s, c, main) && who_is(s, c->subject) != NOBODY;
}

static void place_actor(sentence *s, int subject)
{
    int who = who_is(s, subject);
    for (size_t m = 0; m < s->people_count; m++) {
        mention *p = &s->people[m];
        bool denied = who >= 0 && p->negated && !p->after && (int)m == who + 1; /* "a volunteer (not a parent)" */
        if (p->absorbed || !((int)m == who || (p->is_asker && who < 0) || denied))
            continue;
        for (size_t k = 0; k < p->kind_count; k++) {
            const person_kind *kind = lexicon_person(s->l, p->kinds[k]);
            for (size_t i = 0; kind && i < kind->as[SLOT_ACTOR].len; i++) {
                ref r = kind->as[SLOT_ACTOR].at[i];
                r.no ^= denied;
                fact_add(s, r, p->span);
            }
        }
        for (size_t t = 0; t < p->trait_count; t++)
            for (size_t i = 0; i < p->traits[t].tokens.len; i++) {
                sym marked = lexicon_find(s->l, heed_text_printf(s->mem, "@actor-%.*s",
                                                                 heed_fmt(lexicon_text(s->l, p->traits[t].tokens.at[i].name))));
                if (marked)
                    fact_add(s, (ref){ .name = marked }, p->traits[t].span);
            }
    }
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

static void derive(sentence *s)
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

static heed_mood mood_named(heed_text name)
{
    for (int m = HEED_STATEMENT; m <= HEED_FACT_MOOD; m++)
        if (heed_text_is(name, m == HEED_MAY ? "may" : m == HEED_MUST ? "must" : m == HEED_FACT_MOOD ? "fact" : "statement"))
            return (heed_mood)m;
    return HEED_STATEMENT;
}

static void set_mood(sentence *s, const clause *asked, const clause *main)
{
    ref framed = main && main->chosen ? find_field(&main->chosen->gives, s, "mood=") : (ref){ 0 };
    if (asked && asked->mood)
        s->mood = mood_named(lexicon_text(s->l, asked->mood));
    else if (main && main->wish)
        s->mood = mood_named(lexicon_text(s->l, main->mood));
    if ((!asked || s->mood == HEED_STATEMENT) && !(main && main->wish) && framed.name) {
        heed_text name = lexicon_text(s->l, framed.name);
        s->mood = mood_named((heed_text){ name.at + 5, name.len - 5 });
    }
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

/* The clause whose deed is asked about. `pro`: "May she?" names no deed of its own. */
static size_t main_clause(sentence *s, size_t asked, bool pro)
{
    const clause *question = asked == SIZE_MAX ? NULL : &s->clauses[asked];
    if (s->told_act.name)
        return clause_giving(s, s->told_act.name);
    if (question && !pro)
        return asked;
    size_t main = first_deed(s, asked);
    /* "A parent wrote this. What can the school do?" asks for another deed than the one that was told. */
    if (pro && main != SIZE_MAX && question->subject != NOBODY && !same_doer(s, question, &s->clauses[main]) &&
        !gives_event(s, &s->clauses[main]))
        return SIZE_MAX;
    return main == SIZE_MAX && question && question->verb != SIZE_MAX ? asked : main;
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
        bool event = c->content ? told_event : is_event_for(s, c, m ? m : question);
        told_event = event;
        bool party = event && act_is_contact(m) && !c->content;
        c->same_doer = (m || question) && !(m && m->passive && deals(s, m)) && same_doer(s, c, m ? m : question);
        if (!c->content)
            add_frame_facts(s, c, false, event);
        frames_place(s, c, event && !party, party);
        add_clause_facts(s, c, event && !party && !(c->chosen && gives(s, c, "@own")));
    }
}

static int doer_of(const sentence *s, const clause *m, bool received)
{
    if (received)
        return ASKER;
    return m->passive && !frames_receive(s, m) && !gives(s, m, "@patient") ? NOBODY : m->subject;
}

/* What is asked goes first, so that its words win over the tale's. */
static void read_asked(sentence *s, clause *m)
{
    if (m->chosen && m->chosen->how == STYLE_WORDS)
        frames_resume(s, m);
    if (!s->told_act.name)
        frames_choose(s, m);
    size_t kept = s->fact_count;
    found_fact *before = s->facts;
    s->facts = NULL;
    s->fact_count = s->fact_cap = 0;
    add_told(s);
    add_frame_facts(s, m, true, false);
    bool received = gives(s, m, "@sender") && m->subject >= 0;
    place_actor(s, doer_of(s, m, received));
    frames_place(s, m, false, received);
    add_clause_facts(s, m, false);
    if (deals(s, m))
        note_deals(s);
    for (size_t i = 0; i < kept; i++)
        if (!ref_starts(s, before[i].what, "act=") || before[i].what.event)
            fact_add(s, before[i].what, before[i].span);
}

void scene_set(sentence *s)
{
    add_told(s);
    for (size_t k = 0; k < s->clause_count; k++)
        frames_choose(s, &s->clauses[k]);
    for (size_t k = 0; k < s->clause_count; k++)
        s->clauses[k].content = is_content(s, k);
    size_t asked = asked_clause(s);
    clause *question = asked == SIZE_MAX ? NULL : &s->clauses[asked];
    bool pro = question && !question->chosen && (!has_content(s, question) || only_pronouns(s, question));
    s->main = main_clause(s, asked, pro);
    clause *m = s->main == SIZE_MAX ? NULL : &s->clauses[s->main];
    if (m && m->subject == SHE && answers(s, m))
        m->subject = who_is(s, SHE);
    read_tale(s, m, question);
    derive(s);
    if (m)
        read_asked(s, m);
    else if (question)
        place_actor(s, question->subject);
    for (size_t i = 0; i < s->fact_count; i++)
        s->act_found |= ref_starts(s, s->facts[i].what, "act=") && !s->facts[i].what.event;
    if (pro && m && question->subject != NOBODY)
        place_actor(s, question->subject);
    derive(s);
    set_mood(s, question, m);
}
