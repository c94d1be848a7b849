/* mood.c - whether a clause asks, of whom, and for what: leave, a duty, or what is so. */
#include "sentence.h"

bool mood_has(refs list, const lexicon *l, const char *name)
{
    for (size_t i = 0; i < list.len; i++)
        if (heed_text_is(lexicon_text(l, list.at[i].name), name))
            return true;
    return false;
}

/* "Facebook okay?" asks, "She said it was okay." does not: a word that asks only at the end of a question, or alone. */
static const entry *mood_at(const sentence *s, size_t i)
{
    if (!span_kind_is(s, i, ENTRY_MOOD))
        return NULL;
    bool ends = mood_has(s->spans[i].what->tokens, s->l, "@ends");
    return !ends || tag_stands(s, s->spans[i].first, s->spans[i].count) ? s->spans[i].what : NULL;
}

/* "..., ok?": a question of its own behind a deed that was told, unless the sentence asks already. */
bool mood_tag(const sentence *s, const clause *c, size_t i)
{
    const entry *e = mood_at(s, i);
    if (!e || c->verb == SIZE_MAX || !mood_has(e->tokens, s->l, "@ends"))
        return false;
    for (size_t k = i; k-- > 0 && !clause_ends(s, k);)
        if (mood_at(s, k) && !mood_has(mood_at(s, k)->tokens, s->l, "@wish"))
            return false;
    return true;
}

/* "is it ok for a teacher to post", "does the policy bind a cleaner": the one asked about stands behind. */
static int asked_person(const sentence *s, const clause *c, size_t mood)
{
    size_t end = c->verb != SIZE_MAX && c->verb > mood ? c->verb : c->end;
    for (size_t i = mood; i < end; i++)
        if (s->spans[i].mention >= 0 && !s->people[s->spans[i].mention].absorbed)
            return s->spans[i].mention;
    return NOBODY;
}

bool mood_opens(const sentence *s, const clause *c)
{
    return span_is(s, c->first, "do") || span_is(s, c->first, "be") || span_is(s, c->first, "have");
}

/* The pronoun inside a phrase such as "do I have to", or who stood there before. */
static int asked_of(const sentence *s, size_t i, int before)
{
    const span *p = &s->spans[i];
    for (size_t k = p->first; k < p->first + p->count; k++) {
        heed_text w = s->words.at[k].word;
        if (heed_text_is(w, "i") || heed_text_is(w, "we") || heed_text_is(w, "me") || heed_text_is(w, "my"))
            return ASKER;
        if (heed_text_is(w, "she") || heed_text_is(w, "he") || heed_text_is(w, "they") || heed_text_is(w, "you"))
            return before >= 0 && span_before(s, i) == s->people[before].last ? before : SHE; /* "a TA asks if she may" */
    }
    return before;
}

/* ", should i let the head know", "and may she": turned round behind a joint, it asks without a question mark. */
static bool turned(const sentence *s, const clause *c, size_t i)
{
    if (i != c->first + 1 || i + 1 >= c->end ||
        !(span_mark_is(s, c->first, ",") || span_is(s, c->first, "and") || span_is(s, c->first, "but")))
        return false;
    return span_is(s, i + 1, "asker") || span_is(s, i + 1, "she") || span_is(s, i + 1, "det") || s->spans[i + 1].mention >= 0;
}

/* "The governors wonder whether they may": a question inside a sentence. */
static bool inside_whether(const sentence *s, const clause *c, size_t i)
{
    size_t whether = SIZE_MAX;
    for (size_t k = c->first; k < i; k++)
        if (heed_text_is(s->words.at[s->spans[k].first].word, "whether"))
            whether = k;
    if (whether == SIZE_MAX || i <= whether + 1)
        return false;
    bool person = false; /* "asks the head whether" tells of somebody who asks */
    for (size_t k = whether; k-- > 0 && !clause_ends(s, k);) {
        if (span_kind_is(s, k, ENTRY_VERB))
            return !person;
        person |= s->spans[k].mention >= 0;
    }
    return true;
}

/* "can" asks when it stands before its subject; "is it ok to" and "wants to" always do. */
void mood_find(sentence *s, clause *c, bool question)
{
    for (size_t i = c->first; i < c->end; i++) {
        const entry *e = mood_at(s, i);
        if (!e)
            continue;
        bool strong = mood_has(e->tokens, s->l, "@asks"), first = true;
        if (mood_has(e->tokens, s->l, "@late")) {
            if (!question && !mood_opens(s, c))
                continue;
            strong = true;
        }
        if (mood_has(e->tokens, s->l, "@wish")) {
            c->wish = true;
            if (c->subject == NOBODY)
                c->subject = asked_of(s, i, NOBODY);
            if (!c->asks)
                c->mood = e->name;
            continue;
        }
        if (inside_whether(s, c, i)) {
            strong = true;
            if (c->subject == SHE && c > s->clauses && c[-1].sentence == c->sentence && c[-1].subject >= 0)
                c->subject = c[-1].subject;
        }
        for (size_t k = c->first; k < i; k++)
            if ((s->spans[k].mention >= 0 && !s->people[s->spans[k].mention].is_asker) || span_is(s, k, "she") ||
                span_is(s, k, "asker"))
                first = false;
        if (!strong && !(first && (question || i == c->first || turned(s, c, i))))
            continue;
        c->asks = true;
        c->mood = e->name;
        c->mild = mood_has(e->tokens, s->l, "@mild");
        if (span_is(s, i + 1, "asker"))
            c->subject = ASKER; /* "Can I, if the parents signed?" */
        else if (c->subject == NOBODY || (c->subject >= 0 && s->people[c->subject].span < i))
            c->subject = asked_of(s, i, c->subject);
        if (c->subject == NOBODY)
            c->subject = asked_person(s, c, i);
        return;
    }
}

static heed_mood mood_named(heed_text name)
{
    for (int m = HEED_STATEMENT; m <= HEED_FACT_MOOD; m++)
        if (heed_text_is(name, m == HEED_MAY ? "may" : m == HEED_MUST ? "must" : m == HEED_FACT_MOOD ? "fact" : "statement"))
            return (heed_mood)m;
    return HEED_STATEMENT;
}

/* "Do I say yes to her?" asks for leave; "Do I tell the head?" asks for a duty. */
static bool open_to_choice(const sentence *s, const clause *main)
{
    return deed_answers(s, main) || (main->chosen && (main->chosen->how == STYLE_WORDS || main->chosen->how == STYLE_PICTURE));
}

/* "Friend request from a pupil, accept?", "Facebook at lunch?": nothing asks but the mark. */
static bool marked_as_question(const sentence *s, const clause *main)
{
    if (span_is(s, main->first, "do") || span_is(s, main->first, "be") || span_is(s, main->first, "have"))
        return false; /* "Does the school look at our emails?" asks what is so */
    for (size_t i = main->end; i < s->span_count; i++)
        if (s->spans[i].kind == SPAN_MARK && s->words.at[s->spans[i].first].mark != ',')
            return s->words.at[s->spans[i].first].mark == '?';
    return false;
}

void mood_set(sentence *s, const clause *asked, const clause *main)
{
    ref framed = main && main->chosen ? deed_field(&main->chosen->gives, s, "mood=") : (ref){ 0 };
    if (asked && asked->mild && main && open_to_choice(s, main))
        s->mood = HEED_MAY;
    else if (asked && asked->mood)
        s->mood = mood_named(lexicon_text(s->l, asked->mood));
    else if (main && main->wish)
        s->mood = mood_named(lexicon_text(s->l, main->mood));
    if (!asked && main && !main->wish && !framed.name && marked_as_question(s, main))
        s->mood = deals(s, main) ? HEED_MUST : HEED_MAY;
    if ((!asked || s->mood == HEED_STATEMENT) && !(main && main->wish) && framed.name) {
        heed_text name = lexicon_text(s->l, framed.name);
        s->mood = mood_named((heed_text){ name.at + 5, name.len - 5 });
    }
}
