/* spans.c - the longest phrases of the lexicon, and which reading of a word is meant ("post": a thing or a deed?). */
#include "phrases.h"
#include <string.h>

bool span_kind_is(const sentence *s, size_t i, entry_kind kind)
{
    return i < s->span_count && s->spans[i].kind == SPAN_ENTRY && s->spans[i].what->kind == kind;
}

bool span_is(const sentence *s, size_t i, const char *grammar)
{
    return span_kind_is(s, i, ENTRY_GRAM) && heed_text_is(lexicon_text(s->l, s->spans[i].what->name), grammar);
}

static bool before_noun(const sentence *s, size_t before)
{
    static const char *const parts[] = { "det", "my", "her", "of", "from", "with", "about",
                                         "on",  "in", "for", "at", "'s",   "no",   "by" };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (span_is(s, before, parts[i]))
            return true;
    /* "delete rude comments", "about nasty posts" */
    bool quality = span_kind_is(s, before, ENTRY_FACT) && before > 0 &&
                   (span_kind_is(s, before - 1, ENTRY_VERB) || span_is(s, before - 1, "about"));
    return quality || span_kind_is(s, before, ENTRY_THING) || span_kind_is(s, before, ENTRY_VERB) ||
           span_kind_is(s, before, ENTRY_TRAIT);
}

/* "a private drunken video": words of quality between an article and the word. */
static bool after_adjective(const sentence *s)
{
    size_t k = s->span_count;
    while (k-- > 0 && (span_kind_is(s, k, ENTRY_FACT) || span_kind_is(s, k, ENTRY_SKIP) || span_kind_is(s, k, ENTRY_TRAIT) ||
                       s->spans[k].kind == SPAN_UNREAD)) {
    }
    return k < s->span_count && k + 1 < s->span_count &&
           (span_is(s, k, "det") || span_is(s, k, "my") || span_is(s, k, "her") || span_is(s, k, "'s"));
}

/* "calls a teacher names": the last word behind the one it is done to. */
static bool called_names(const sentence *s, const entry *verb, size_t next)
{
    size_t k = s->span_count;
    if ((next < s->words.len && !s->words.at[next].mark) || verb->forms != FORM_S || !span_kind_is(s, k - 1, ENTRY_PERSON))
        return false;
    for (k--; k > 0 && (span_is(s, k - 1, "det") || span_is(s, k - 1, "my") || span_is(s, k - 1, "her") ||
                        span_kind_is(s, k - 1, ENTRY_SKIP));
         k--) {
    }
    return k > 0 && span_kind_is(s, k - 1, ENTRY_VERB);
}

/* "him" and its like are what something is done to, and never do it. */
static bool is_object(const sentence *s, size_t i)
{
    static const char *const words[] = { "me", "us", "him", "them" };
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (s->spans[i].count == 1 && heed_text_is(s->words.at[s->spans[i].first].word, words[k]))
            return true;
    return false;
}

/* "calls her colleague names", "sending a TA spiteful messages": right behind a person, with a verb before it and no joint
 * between, it is a thing. */
static bool second_verb(const sentence *s)
{
    size_t whom = s->span_count - 1;
    while (whom > 0 &&
           (span_kind_is(s, whom, ENTRY_FACT) || span_kind_is(s, whom, ENTRY_SKIP) || s->spans[whom].kind == SPAN_SCHOOL ||
            (s->spans[whom + 1 < s->span_count ? whom + 1 : whom].kind == SPAN_SCHOOL && span_is(s, whom, "at"))))
        whom--;
    if (!span_kind_is(s, whom, ENTRY_PERSON) && !is_object(s, whom))
        return false;
    for (size_t k = s->span_count; k-- > 0 && s->spans[k].kind != SPAN_MARK;) {
        if (span_is(s, k, "rel") || span_is(s, k, "and") || span_is(s, k, "but") || span_is(s, k, "if") || span_is(s, k, "'s"))
            return false;
        if (span_kind_is(s, k, ENTRY_VERB))
            return k > 0 && s->spans[k - 1].kind != SPAN_MARK; /* "Using her phone a TA films" has yet to find its verb */
    }
    return false;
}

/* "Can volunteers take pictures?": behind "can" and its like no verb ends in s. */
static bool behind_helper(const sentence *s)
{
    for (size_t k = s->span_count; k-- > 0;) {
        if (s->spans[k].kind == SPAN_MARK || span_kind_is(s, k, ENTRY_VERB) || span_is(s, k, "rel") || span_is(s, k, "if") ||
            span_is(s, k, "and") || span_is(s, k, "but"))
            return false;
        if (span_kind_is(s, k, ENTRY_MOOD))
            return s->spans[k].what->tokens.len == 0;
    }
    return false;
}

/* "keeps posting": keeping is no deed of its own there. */
static bool next_is_ing(sentence *s, size_t next)
{
    match m = { 0 };
    if (next >= s->words.len)
        return false;
    phrase_longest(s, next, (match){ .number = -1 }, &m);
    const entry *verb = m.count ? phrase_reading(s->l->ends[m.node], ENTRY_VERB) : NULL;
    return verb && verb->forms & FORM_ING;
}

/* A word that may be a deed or a thing. The word before decides; at the start of a sentence the word after does. */
static bool meant_as_verb(sentence *s, const entry *verb, size_t next)
{
    size_t n = s->span_count;
    bool object_next = phrase_next_is(s, next, "det") || phrase_next_is(s, next, "my") || phrase_next_is(s, next, "her") ||
                       phrase_next_is(s, next, "it") || phrase_next_is(s, next, "asker") || phrase_next_is(s, next, "about");
    if (n && s->spans[n - 1].kind == SPAN_MARK && s->words.at[s->spans[n - 1].first].mark == ')')
        return true; /* "A volunteer (not a parent) posts" */
    if (!n || s->spans[n - 1].kind == SPAN_MARK)
        return object_next || verb->forms & FORM_ING || !(verb->forms & FORM_S);
    if (span_is(s, n - 1, "to") && !(verb->forms & FORM_BASE))
        return false;
    if (verb->forms == FORM_S && behind_helper(s))
        return false;
    if (span_kind_is(s, n - 1, ENTRY_VERB) && verb->forms & FORM_ING && object_next)
        return true;
    if (span_is(s, n - 1, "her") && (phrase_next_is(s, next, "det") || phrase_next_is(s, next, "my")))
        return true;
    if (span_is(s, n - 1, "my") && verb->forms & FORM_ING)
        return true;
    size_t solid = n;
    while (solid > 0 && span_kind_is(s, solid - 1, ENTRY_SKIP))
        solid--;
    if (solid < n && solid > 0 && span_kind_is(s, solid - 1, ENTRY_VERB) && verb->forms == FORM_S)
        return false; /* "delete old pictures" */
    bool noun_like =
        verb->forms == FORM_S || verb->forms == FORM_ING || next_is_ing(s, next); /* "messages", "a post calling" */
    if (after_adjective(s) || (noun_like && !object_next && second_verb(s)))
        return false;
    if (called_names(s, verb, next))
        return false;
    if (span_kind_is(s, n - 1, ENTRY_TRAIT) && n > 1 && span_kind_is(s, n - 2, ENTRY_PERSON))
        return true; /* "a boy in year 6 threatened me" */
    if (before_noun(s, n - 1))
        return object_next && !span_is(s, n - 1, "det") && !span_is(s, n - 1, "my") && span_kind_is(s, n - 1, ENTRY_THING);
    if (span_is(s, n - 1, "to") || span_is(s, n - 1, "asker") || span_is(s, n - 1, "she") || span_is(s, n - 1, "rel") ||
        span_is(s, n - 1, "not") || span_kind_is(s, n - 1, ENTRY_MOOD))
        return true;
    return true;
}

/* "has" is a verb of its own unless another verb's past form follows: "has posted", "have just been sent", "has been calling".
 */
static bool helps_a_verb(sentence *s, size_t next)
{
    bool been = false;
    for (size_t i = next; i < s->words.len && i < next + 3;) {
        match m = { 0 };
        phrase_longest(s, i, (match){ .number = -1 }, &m);
        if (!m.count)
            return false;
        const entry *first = s->l->ends[m.node], *verb = phrase_reading(first, ENTRY_VERB);
        if (verb && (verb->forms & FORM_PAST || (been && verb->forms & FORM_ING)))
            return true;
        been |= heed_text_is(s->words.at[i].word, "been");
        if (first->kind != ENTRY_SKIP && !(first->kind == ENTRY_GRAM && (heed_text_is(lexicon_text(s->l, first->name), "be") ||
                                                                         heed_text_is(lexicon_text(s->l, first->name), "not"))))
            return false;
        i += m.count;
    }
    return false;
}

static bool helper_word(const lexicon *l, const entry *e)
{
    const entry *g = phrase_reading(e, ENTRY_GRAM);
    return g && heed_text_is(lexicon_text(l, g->name), "have");
}

bool tag_stands(const sentence *s, size_t at, size_t count)
{
    size_t next = at + count;
    bool ends = next >= s->words.len || s->words.at[next].mark, alone = !at || s->words.at[at - 1].mark;
    bool asks = next < s->words.len && s->words.at[next].mark == '?';
    return ends && (alone || asks);
}

/* The reading of "ok" as a question by itself. */
static const entry *as_tag(const sentence *s, const entry *e, size_t at, size_t count)
{
    sym ends = lexicon_find_word(s->l, "@ends");
    for (; e; e = e->next)
        for (size_t i = 0; e->kind == ENTRY_MOOD && i < e->tokens.len; i++)
            if (e->tokens.at[i].name == ends && tag_stands(s, at, count))
                return e;
    return NULL;
}

/* "..., a boy i teach" tells of the boy; "I teach Year 1." tells of the asker. */
static bool asker_begins(const sentence *s, size_t at)
{
    size_t n = s->span_count;
    return heed_text_is(s->words.at[at].word, "i") &&
           (!n || s->spans[n - 1].kind == SPAN_MARK || span_is(s, n - 1, "and") || span_is(s, n - 1, "but"));
}

/* "Need I tell her?", "Is it ok for a TA?" */
static bool helps_to_ask(const sentence *s, size_t at, size_t count)
{
    bool opens = !s->span_count || s->spans[s->span_count - 1].kind == SPAN_MARK;
    size_t next = at + count;
    return (opens && (phrase_next_is(s, next, "asker") || phrase_next_is(s, next, "she"))) ||
           (!opens && next < s->words.len && heed_text_is(s->words.at[next].word, "for"));
}

static const entry *choose(sentence *s, const match *m, size_t at)
{
    const entry *first = s->l->ends[m->node];
    if (as_tag(s, first, at, m->count))
        return as_tag(s, first, at, m->count);
    if (first->kind == ENTRY_TRAIT && phrase_reading(first, ENTRY_FACT) && asker_begins(s, at))
        return phrase_reading(first, ENTRY_FACT);
    if (phrase_reading(first, ENTRY_MOOD) && helps_to_ask(s, at, m->count))
        return phrase_reading(first, ENTRY_MOOD);
    const entry *verb = phrase_reading(first, ENTRY_VERB), *other = first;
    while (other && other->kind == ENTRY_VERB)
        other = other->next;
    if (!verb || !other)
        return first;
    if (phrase_reading(first, ENTRY_SKIP) && next_is_ing(s, at + m->count))
        return phrase_reading(first, ENTRY_SKIP);
    if (helper_word(s->l, first))
        return helps_a_verb(s, at + m->count) ? phrase_reading(first, ENTRY_GRAM) : verb;
    return meant_as_verb(s, verb, at + m->count) ? verb : other;
}

static span *push(sentence *s, span_kind kind, size_t first, size_t count)
{
    span *p = ARENA_PUSH(s->mem, s->spans, s->span_count, s->span_cap);
    *p = (span){ .kind = kind, .first = first, .count = count, .number = -1, .mention = -1 };
    return p;
}

static void add_unmatched(sentence *s, size_t i)
{
    const token *t = &s->words.at[i];
    bool starts = !i || (s->words.at[i - 1].mark && s->words.at[i - 1].mark != ',' && s->words.at[i - 1].mark != '(');
    if (t->number || t->clock)
        push(s, SPAN_NUMBER, i, 1)->number = t->value;
    else
        push(s, t->capital && !starts ? SPAN_NAME : SPAN_UNREAD, i, 1);
}

static bool wants_thing(const sentence *s)
{
    size_t last = s->span_count - 1;
    return span_is(s, last, "det") || span_is(s, last, "my") || (span_kind_is(s, last, ENTRY_FACT) && before_noun(s, last)) ||
           ((span_kind_is(s, last, ENTRY_FACT) || span_kind_is(s, last, ENTRY_SKIP)) && after_adjective(s));
}

void spans_find(sentence *s, heed_text school)
{
    s->school = tokens_read(s->l, school, s->mem);
    size_t far_word = SIZE_MAX, far_end = 0; /* of a parted verb */
    for (size_t i = 0; i < s->words.len;) {
        size_t n = phrase_school(s, &s->school, i);
        match best = { 0 };
        if (s->words.at[i].mark) {
            push(s, SPAN_MARK, i++, 1);
            continue;
        }
        phrase_longest(s, i, (match){ .number = -1 }, &best);
        match other = { .thing = true };
        if (best.count > 1 && !phrase_no_deed(s->l->ends[best.node]) && s->span_count && wants_thing(s))
            phrase_longest(s, i, (match){ .number = -1 },
                           &other); /* "a rude comment on our page" is no deed of commenting on */
        if (other.count)
            best = other;
        best = best.count ? phrase_person_alone(s, i, phrase_article_alone(s, i, best)) : best;
        size_t from = 0, to = 0;
        const entry *parted = i == far_word ? NULL : phrase_parted(s, i, &from, &to);
        if (i == far_word) { /* the end of a parted verb is read with its beginning */
            push(s, SPAN_NAME, i, far_end - i);
            i = far_end;
        } else if (parted) {
            push(s, SPAN_ENTRY, i++, 1)->what = parted;
            far_word = from;
            far_end = to;
        } else if (n && n >= best.count) {
            push(s, SPAN_SCHOOL, i, n);
            i += n;
        } else if (best.count) {
            const entry *what = choose(s, &best, i);
            span *p = push(s, SPAN_ENTRY, i, best.count);
            p->what = what;
            p->extra = best.extra;
            p->number = best.number;
            i += best.count;
        } else {
            add_unmatched(s, i++);
        }
    }
}
