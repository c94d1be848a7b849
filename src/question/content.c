/* content.c - clauses that are only said by another one: "writes that the head steals". */
#include "sentence.h"

static bool names_that(const sentence *s, size_t i)
{
    return span_is(s, i, "rel") && heed_text_is(s->words.at[s->spans[i].first].word, "that");
}

static bool own_subject(const sentence *s, const clause *c)
{
    if (heed_text_is(s->words.at[s->spans[c->verb].first].word, "i"))
        return true;
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

static bool points_back(const sentence *s, const clause *c)
{
    for (size_t i = c->verb; i < c->end; i++) {
        const span *p = &s->spans[i];
        for (size_t k = p->first; k < p->first + p->count; k++) {
            heed_text w = s->words.at[k].word;
            if (i + k > c->verb + p->first && (heed_text_is(w, "it") || heed_text_is(w, "that") || heed_text_is(w, "this") ||
                                               heed_text_is(w, "so") || heed_text_is(w, "them")))
                return true;
        }
    }
    return false;
}

/* "people", "anyone": to whom, and not what about. */
static bool hears(const sentence *s, size_t i)
{
    sym kind = s->people[s->spans[i].mention].kinds[0];
    return kind == lexicon_find_word(s->l, "someone") || kind == lexicon_find_word(s->l, "anyone");
}

static bool tells_nothing(const sentence *s, const clause *c)
{
    sym site = lexicon_find_word(s->l, "a-site");
    for (size_t i = c->verb + 1; i < c->end; i++)
        if ((s->spans[i].mention >= 0 && !hears(s, i)) || (span_kind_is(s, i, ENTRY_THING) && s->spans[i].what->name != site))
            return false;
    return true;
}

/* "Could I tell people on Facebook?" */
static bool only_tells(const sentence *s, const clause *c)
{
    for (size_t i = c->verb + 1; i < c->end; i++)
        if (s->spans[i].kind == SPAN_UNREAD || span_kind_is(s, i, ENTRY_FACT))
            return false;
    return c->chosen->how == STYLE_WORDS &&
           facts_hold(c->facts, c->fact_count, (ref){ .name = lexicon_find_word(s->l, "to-tell") });
}

/* "A social worker was useless. Can I say so on X?", "The chair is happy being in the picture. May I put it up?": what was
 * told, and is no deed of its own, is what the asked words say or the asked picture shows. */
bool content_retold(const sentence *s, const clause *c, const clause *asked)
{
    if (!asked->chosen || asked->verb == SIZE_MAX || c >= asked || !asked->asks || deals(s, asked))
        return false;
    if (c->chosen && c->chosen->how != STYLE_NONE && !deed_gives(s, c, "act=meet-offline"))
        return false;
    if (!(points_back(s, asked) || only_tells(s, asked)) || !tells_nothing(s, asked) || gives_event(s, c))
        return false;
    if (asked->chosen->how == STYLE_WORDS)
        return true;
    sym picture = lexicon_find_word(s->l, "a-picture");
    for (size_t i = c->first; asked->chosen->how == STYLE_PICTURE && i < c->end; i++)
        if (span_kind_is(s, i, ENTRY_THING) && s->spans[i].what->name == picture)
            return true;
    return false;
}

/* "writes that the head steals", "says the head hits children"; but not "posts a picture that a parent took". */
bool content_is(const sentence *s, size_t k)
{
    const clause *c = &s->clauses[k], *before = c - 1;
    if (!k || c->asks || c->verb == SIZE_MAX || c->sentence != before->sentence || before->verb == SIZE_MAX || !before->chosen)
        return false;
    bool likes = words_before(s, c->first) && !deals(s, before); /* "likes a post calling the head names" */
    if (before->chosen->how != STYLE_WORDS && !before->content && !likes)
        return false;
    if (likes && !own_subject(s, c))
        return true;
    if (!own_subject(s, c))
        return span_is(s, c->first, "rel") && words_before(s, c->first);
    if (!names_that(s, c->first))
        return c->inner && close_behind(s, before->verb, c->first);
    bool object = span_kind_is(s, c->first - 1, ENTRY_THING), placed = false;
    for (size_t i = before->verb + 1; i < c->first; i++)
        placed |= span_is(s, i, "on") || span_is(s, i, "in") || span_is(s, i, "to");
    return !object || placed;
}
