/* coherent.c - two things were read that cannot both be so.
 *
 * What was told wins, and what speaks against it is no more said to be read. Of two readings the one before wins, and the one
 * who asks is asked, with the words that were read so: two readings of one person (a pupil, a parent?) are a sign of words
 * understood wrongly, or of words that were chosen wrongly. */
#include "sentence.h"
#include <string.h>

static bool told_all(heed_situation *about, const heed_texts *told, const heed_reading *r, size_t kept)
{
    heed_situation_clear(about);
    for (size_t i = 0; told && i < told->len; i++)
        if (heed_situation_tell(about, told->at[i], NULL) != HEED_OK)
            return false;
    for (size_t i = 0; i < kept; i++)
        if (heed_situation_tell(about, r->facts[i].token, NULL) != HEED_OK)
            return false;
    return true;
}

static bool agrees(heed_situation *about, const heed_texts *told, const heed_reading *r, size_t kept, heed_text more)
{
    return told_all(about, told, r, kept) && heed_situation_tell(about, more, NULL) == HEED_OK &&
           heed_situation_settle(about, NULL) == HEED_OK;
}

static bool is_member(heed_text name)
{
    return memchr(name.at, '=', name.len) == NULL;
}

/* Of the two, the one that can be answered by yes or no. */
static const heed_reading_fact *better_asked(heed_situation *about, const heed_texts *told, const heed_reading *r, size_t kept,
                                             const heed_reading_fact *against)
{
    for (size_t i = 0; i < kept && !is_member(against->token); i++) {
        heed_reading one = { .facts = &r->facts[i], .fact_count = 1 };
        if (is_member(r->facts[i].token) && !agrees(about, told, &one, 1, against->token))
            return &r->facts[i];
    }
    return against;
}

/* `You say both "in Year 3" and "an adult". `: their own words, where two parts of what was asked speak against each other. */
static heed_text both_said(const sentence *s, heed_situation *about, const heed_reading *r, size_t kept,
                           const heed_reading_fact *against)
{
    for (size_t i = 0; i < kept; i++) {
        heed_reading one = { .facts = &r->facts[i], .fact_count = 1 };
        const heed_reading_fact *f = &r->facts[i];
        if (f->words.len && against->words.len && (f->to <= against->from || against->to <= f->from) &&
            !agrees(about, s->told, &one, 1, against->token))
            return heed_text_printf(s->mem, "You say both \"%.*s\" and \"%.*s\". ",
                                    heed_fmt(f->from < against->from ? f->words : against->words),
                                    heed_fmt(f->from < against->from ? against->words : f->words));
    }
    return (heed_text){ "", 0 };
}

void coherent_make(sentence *s, heed_reading *r)
{
    heed_situation *about = heed_situation_new(s->v, s->mem);
    if (!about || (told_all(about, s->told, r, r->fact_count) && heed_situation_settle(about, NULL) == HEED_OK))
        return;
    if (!told_all(about, s->told, r, 0) || heed_situation_settle(about, NULL) != HEED_OK)
        return; /* whoever told these hears of it where they are told */
    size_t kept = 0;
    heed_text ask = { "", 0 }, both = { "", 0 };
    for (size_t i = 0; i < r->fact_count; i++) {
        heed_reading_fact f = r->facts[i];
        if (agrees(about, s->told, r, kept, f.token)) {
            r->facts[kept++] = f;
        } else if (!ask.len && agrees(about, s->told, r, 0, f.token)) {
            ask = better_asked(about, s->told, r, kept, &f)->fact;
            both = both_said(s, about, r, kept, &f);
        }
    }
    r->fact_count = kept;
    heed_fact fact = heed_fact_find(s->v, heed_text_starts(ask, "event.") ? (heed_text){ ask.at + 6, ask.len - 6 } : ask);
    if (!ask.len || fact == HEED_FACT_NONE)
        return;
    r->ask_fact = ask;
    r->ask = heed_text_printf(s->mem, "%.*s%.*s", heed_fmt(both), heed_fmt(heed_fact_get(s->v, fact)->question));
}
