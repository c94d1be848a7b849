/* deeds.c - what the frame of a clause says of its deed. */
#include "sentence.h"
#include "policy/blob.h"

bool ref_starts(const sentence *s, ref r, const char *start)
{
    return heed_text_starts(lexicon_text(s->l, r.name), start);
}

ref deed_field(const refs *list, const sentence *s, const char *start)
{
    for (size_t i = 0; list && i < list->len; i++)
        if (ref_starts(s, list->at[i], start) && !list->at[i].event)
            return list->at[i];
    return (ref){ 0 };
}

bool deed_gives(const sentence *s, const clause *c, const char *start)
{
    return c->chosen && deed_field(&c->chosen->gives, s, start).name;
}

bool gives_event(const sentence *s, const clause *c)
{
    return deed_gives(s, c, "event=");
}

/* Does the asked deed answer somebody: accepting, turning down? Then the asker is not the one who sent. */
bool deed_answers(const sentence *s, const clause *c)
{
    ref act = c->chosen ? deed_field(&c->chosen->gives, s, "act=") : (ref){ 0 };
    heed_text name = act.name ? lexicon_text(s->l, act.name) : (heed_text){ "", 0 };
    int number = name.len > 4 ? heed_act_find(s->v, (heed_text){ name.at + 4, name.len - 4 }) : -1;
    size_t count;
    const vocabulary_answers *list = vocabulary_answerings(s->v, &count);
    for (size_t i = 0; i < count; i++)
        if (list[i].act == number)
            return true;
    return false;
}

/* Is the act of this clause one that answers what happened before? */
bool deals(const sentence *s, const clause *c)
{
    if (c->content)
        return false;
    for (size_t i = 0; c->chosen && i < c->chosen->gives.len; i++)
        for (size_t k = 0; k < s->l->deals.len; k++)
            if (c->chosen->gives.at[i].name == s->l->deals.at[k].name && !c->chosen->gives.at[i].event)
                return true;
    return false;
}

/* "is messaged by a pupil": the one named first receives, and whoever stands behind "by" began it. */
bool frames_receive(const sentence *s, const clause *c)
{
    for (size_t i = 0; c->chosen && c->chosen->how == STYLE_CONTACT && i < c->chosen->gives.len; i++)
        if (heed_text_starts(lexicon_text(s->l, c->chosen->gives.at[i].name), "event="))
            return true;
    return false;
}
