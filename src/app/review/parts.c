/* parts.c - what the review pages share. */
#include "app/review/parts.h"
#include <string.h>

#define BEFORE_ROW(...) FORM_ROW(before_form, __VA_ARGS__)
WEB_FORM_TABLE(before, BEFORE_FORM(BEFORE_ROW))

/* Lint and coverage of a reference policy take 10 to 90 MB, two wholly different texts 100. One that needs more says so. */
enum { WORK_BYTES = 160 * 1024 * 1024 };

heed_text part_school(const web_policy *p)
{
    return p->school.len ? p->school : heed_policy_about(p->policy)->school;
}

heed_status part_chosen(web_view *v, heed_text slug, const web_policy **out)
{
    *out = web_policy_find(v->site, slug);
    if (!*out)
        return heed_fail(v->err, HEED_NOT_FOUND, "There is no policy of this name here. Choose one from the list of policies.");
    return HEED_OK;
}

heed_status part_policy(web_view *v, const web_policy **out)
{
    TRY(part_chosen(v, web_param(v, "slug"), out));
    v->school = part_school(*out);
    return HEED_OK;
}

heed_analyse_options part_options(const web_view *v)
{
    heed_analyse_options options = *v->site->analyse;
    options.as_of = v->today;
    return options;
}

heed_arena *part_memory(const web_view *v)
{
    heed_arena *work = arena_scratch(v->mem);
    work->limit = WORK_BYTES;
    return work;
}

heed_text part_keep(const web_view *v, heed_text text)
{
    return heed_text_copy(v->mem, text);
}

heed_texts part_ids(const web_view *v, heed_texts ids)
{
    heed_texts out = { ARENA_NEW(v->mem, heed_text, ids.len + 1), ids.len };
    for (size_t i = 0; i < ids.len; i++)
        out.at[i] = part_keep(v, ids.at[i]);
    return out;
}

static bool is_role(const web_view *v, heed_text token)
{
    heed_fact fact = heed_fact_find(v->site->vocabulary, token_fact_name(token));
    return fact != HEED_FACT_NONE && heed_text_is(heed_fact_get(v->site->vocabulary, fact)->set, "role");
}

static bool can_be_told(const web_view *v, const heed_text *facts, size_t count)
{
    OWNED(heed_arena) mem = heed_arena_create(); /* many links a page: nothing of this is kept */
    heed_situation *s = mem ? heed_situation_new(v->site->vocabulary, mem) : NULL;
    for (size_t i = 0; s && i < count; i++)
        if (heed_situation_tell(s, facts[i], NULL) != HEED_OK)
            return false;
    return s && heed_situation_settle(s, NULL) == HEED_OK;
}

static bool denied(heed_text token)
{
    return token.len && token.at[0] == '!';
}

/* Who has a role has no other unless it is told: that need not be said. */
static heed_texts without_other_roles(const web_view *v, heed_texts facts)
{
    heed_texts out = { ARENA_NEW(v->mem, heed_text, facts.len + 1), 0 };
    bool has_role = false;
    for (size_t i = 0; i < facts.len; i++)
        has_role |= !denied(facts.at[i]) && is_role(v, facts.at[i]);
    for (size_t i = 0; i < facts.len; i++)
        if (!has_role || !denied(facts.at[i]) || !is_role(v, facts.at[i]))
            out.at[out.len++] = part_keep(v, facts.at[i]);
    return out;
}

/* That nothing was done before, say, is no fact one can tell. */
static void drop_untold(const web_view *v, heed_texts *facts)
{
    size_t kept = 0;
    for (size_t i = 0; i < facts->len; i++)
        if (!denied(facts->at[i]) || can_be_told(v, &facts->at[i], 1))
            facts->at[kept++] = facts->at[i];
    facts->len = kept;
}

heed_texts part_askable(const web_view *v, heed_texts facts)
{
    for (size_t i = 0; i < facts.len; i++)
        if (memchr(facts.at[i].at, ' ', facts.at[i].len)) /* several values of one fact: more than one question */
            return (heed_texts){ 0 };
    heed_texts out = without_other_roles(v, facts);
    if (can_be_told(v, out.at, out.len))
        return out;
    drop_untold(v, &out);
    return can_be_told(v, out.at, out.len) ? out : (heed_texts){ 0 };
}

heed_text part_shown(const web_view *v, unsigned outcomes)
{
    heed_text out = { "", 0 };
    for (unsigned o = 0; o < HEED_UNCLEAR; o++)
        if (outcomes & 1u << o)
            out = heed_text_printf(v->mem, "%.*s%s%s", heed_fmt(out), out.len ? " / " : "",
                                   heed_outcome_shown((heed_outcome)o, false));
    return out;
}

heed_text part_list(const web_view *v, heed_texts texts)
{
    heed_text out = { "", 0 };
    for (size_t i = 0; i < texts.len; i++)
        out = heed_text_printf(v->mem, "%.*s%s%.*s", heed_fmt(out),
                               !i                   ? ""
                               : i + 1 == texts.len ? " and "
                                                    : ", ",
                               heed_fmt(texts.at[i]));
    return out;
}

heed_text part_tangled(const web_view *v, heed_texts acts)
{
    heed_texts words = { ARENA_NEW(v->mem, heed_text, acts.len + 1), acts.len };
    for (size_t i = 0; i < acts.len; i++)
        words.at[i] = say_act(v->site->vocabulary, acts.at[i], v->mem);
    heed_text list = part_list(v, words);
    return acts.len ? heed_text_printf(v->mem, "The rules about these hang on too many facts together: %.*s.", heed_fmt(list))
                    : (heed_text){ "", 0 };
}
