/* answer_reading.c - how a question was read, what was told and assumed, the one question first, and other policies. */
#include "app/ask/about.h"
#include "app/ask/answer_parts.h"
#include <string.h>

enum { RADIOS_MAX = 10, LIKELY = 7, ASSUMED_SHOWN = 3 };

/* The facts of the address with some more; a told fact gives way to a new token on the same fact. */
heed_texts answer_facts_with(const writing *w, heed_texts more)
{
    const heed_texts told = w->result->request.facts;
    heed_texts out = { ARENA_NEW(w->mem, heed_text, told.len + more.len), 0 };
    for (size_t i = 0; i < told.len; i++) {
        bool replaced = false;
        for (size_t k = 0; k < more.len; k++)
            replaced = replaced || heed_text_eq(token_fact_name(told.at[i]), token_fact_name(more.at[k]));
        if (!replaced)
            out.at[out.len++] = told.at[i];
    }
    for (size_t k = 0; k < more.len; k++)
        out.at[out.len++] = more.at[k];
    return out;
}

heed_texts answer_facts_with_one(const writing *w, heed_text token)
{
    heed_text *one = ARENA_NEW(w->mem, heed_text, 1);
    *one = token;
    return answer_facts_with(w, (heed_texts){ one, 1 });
}

static heed_texts facts_without(const writing *w, size_t index)
{
    const heed_texts told = w->result->request.facts;
    heed_texts out = { ARENA_NEW(w->mem, heed_text, told.len), 0 };
    for (size_t i = 0; i < told.len; i++)
        if (i != index)
            out.at[out.len++] = told.at[i];
    return out;
}

heed_text answer_tokens(const writing *w, heed_texts tokens)
{
    heed_texts words = { ARENA_NEW(w->mem, heed_text, tokens.len), tokens.len };
    for (size_t i = 0; i < tokens.len; i++)
        words.at[i] = say_token(w->words, tokens.at[i], w->mem);
    return say_join(words, "; ", w->mem);
}

/* Everything known: told facts, and what the words say where nothing was told. */
static heed_texts facts_of_reading(const writing *w)
{
    const ask_result *r = w->result;
    heed_texts out = { ARENA_NEW(w->mem, heed_text, r->reading.fact_count + 1), 0 };
    for (size_t i = 0; i < r->reading.fact_count; i++)
        out.at[out.len++] = r->reading.facts[i].token;
    heed_texts all = answer_facts_with(w, out);
    /* Told facts win over read ones, so put them last over the same fact. */
    for (size_t i = 0; i < all.len; i++)
        for (size_t k = 0; k < r->request.facts.len; k++)
            if (heed_text_eq(token_fact_name(all.at[i]), token_fact_name(r->request.facts.at[k])))
                all.at[i] = r->request.facts.at[k];
    return all;
}

/* Is the token a member of this set: "teacher" of "role"? */
static bool in_set(const writing *w, heed_text token, const char *set)
{
    heed_fact fact = heed_fact_find(w->words, token);
    return fact != HEED_FACT_NONE && heed_text_is(heed_fact_get(w->words, fact)->set, set);
}

/* ---- one question first */
static heed_text label_of(const writing *w, heed_text fact)
{
    if (heed_text_is(fact, "act"))
        return T("What is done?");
    heed_text q = say_question(w->words, fact, w->mem);
    return q.len ? q : say_capital(say_name(fact, w->mem), w->mem);
}

heed_text answer_choice(const writing *w, heed_text token)
{
    if (token.len && token.at[token.len - 1] == '=')
        return T("Something else");
    if (token.len && token.at[0] == '!' && !memchr(token.at, '=', token.len)) {
        heed_fact fact = heed_fact_find(w->words, token_fact_name(token));
        return fact != HEED_FACT_NONE && heed_fact_get(w->words, fact)->one_valued ? T("Nothing of the kind") : T("No");
    }
    if (!memchr(token.at, '=', token.len))
        return T("Yes");
    return say_capital(say_token(w->words, token, w->mem), w->mem);
}

/* What a fact may be answered with, when the answer itself does not list it: its values, or yes and no. */
static heed_texts answers_of(const writing *w, heed_text fact)
{
    heed_texts out = { 0 };
    size_t cap = 0;
    if (heed_text_is(fact, "act")) {
        for (uint32_t i = 0; i < heed_act_count(w->words); i++)
            *ARENA_PUSH(w->mem, out.at, out.len, cap) =
                heed_text_printf(w->mem, "act=%.*s", heed_fmt(heed_act_get(w->words, i)->name));
        return out;
    }
    bool event = heed_text_starts(fact, "event.");
    heed_text name = event ? (heed_text){ fact.at + 6, fact.len - 6 } : fact;
    heed_fact found = heed_fact_find(w->words, name);
    if (found == HEED_FACT_NONE)
        return out;
    const heed_fact_info *info = heed_fact_get(w->words, found);
    for (uint32_t k = 0; info->one_valued && k < info->value_count; k++)
        *ARENA_PUSH(w->mem, out.at, out.len, cap) =
            heed_text_printf(w->mem, "%.*s=%.*s", heed_fmt(fact), heed_fmt(heed_value_get(w->words, found, k)->name));
    if (info->one_valued && info->presumed == HEED_PRESUMED_ABSENT)
        *ARENA_PUSH(w->mem, out.at, out.len, cap) = token_denied(fact, w->mem);
    if (!info->one_valued) {
        *ARENA_PUSH(w->mem, out.at, out.len, cap) = fact;
        *ARENA_PUSH(w->mem, out.at, out.len, cap) = token_denied(fact, w->mem);
    }
    return out;
}

/* Nothing is known of who asks, or of whom the question is about: then one list settles it, where "are you a ...?" would
 * have to be asked a dozen times. */
static bool ask_for_set(writing *w, heed_text fact, const char *set, heed_text prompt)
{
    heed_texts known = facts_of_reading(w);
    if (!in_set(w, fact, set))
        return false;
    for (size_t i = 0; i < known.len; i++)
        if (in_set(w, known.at[i], set))
            return false;
    ask_page_asking *p = w->page->asking;
    size_t cap = 0;
    p->prompt = prompt;
    for (heed_fact f = 0; f < heed_fact_count(w->words); f++) {
        const heed_fact_info *info = heed_fact_get(w->words, f);
        if (!info->one_valued && heed_text_is(info->set, set))
            *ARENA_PUSH(w->mem, p->long_list.at, p->long_list.len, cap) =
                (ask_page_option){ info->name, say_capital(say_token(w->words, info->name, w->mem), w->mem), { 0 } };
    }
    return true;
}

/* These and a way to all the others, which are asked for with a token that has no value, "act=": this works without scripts and
 * can be linked. */
static heed_texts and_others(const writing *w, heed_text fact, heed_texts answers)
{
    heed_texts out = { ARENA_NEW(w->mem, heed_text, answers.len + 1), answers.len + 1 };
    memcpy(out.at, answers.at, answers.len * sizeof *out.at);
    out.at[answers.len] = heed_text_printf(w->mem, "%.*s=", heed_fmt(fact));
    return out;
}

/* A long row of buttons is no question any more. */
static heed_texts few_of(const writing *w, heed_text fact, heed_texts answers)
{
    heed_texts likely = about_likely(w->policy->policy, answers, facts_of_reading(w), LIKELY, w->mem);
    return likely.len < 2 ? answers : and_others(w, fact, likely);
}

static void offer(writing *w, ask_page_asking *p, heed_texts answers)
{
    ask_page_option *options = ARENA_NEW(w->mem, ask_page_option, answers.len);
    for (size_t i = 0; i < answers.len; i++)
        options[i] =
            (ask_page_option){ answers.at[i], answer_choice(w, answers.at[i]), heed_text_printf(w->mem, "o%zu", i + 1) };
    if (answers.len > RADIOS_MAX) {
        p->long_list.at = options;
        p->long_list.len = answers.len;
    } else {
        p->options.at = options;
        p->options.len = answers.len;
    }
}

/* Somebody said "not so" of a fact with many values: which one then? */
static void ask_whole(writing *w)
{
    heed_texts answers = answers_of(w, w->whole);
    if (!answers.len)
        return;
    w->page->asking = ARENA_NEW(w->mem, ask_page_asking, 1);
    w->page->asking->prompt = label_of(w, w->whole);
    offer(w, w->page->asking, answers);
}

void answer_add_asking(writing *w)
{
    const heed_answer *a = &w->result->answer;
    bool unclear = a->outcome == HEED_UNCLEAR && a->ask_count;
    if (w->whole.len && (!unclear || !heed_text_eq(a->asks[0].fact, w->whole))) {
        ask_whole(w);
        return;
    }
    if (!unclear)
        return;
    const heed_ask *ask = &a->asks[0];
    ask_page_asking *p = w->page->asking = ARENA_NEW(w->mem, ask_page_asking, 1);
    if (ask_for_set(w, ask->fact, "role", T("Who does this?")) ||
        ask_for_set(w, ask->fact, "party", T("Who is the other person?")))
        return;
    p->prompt = ask->question.len ? ask->question : say_question(w->words, ask->fact, w->mem);
    if (ask->answered_by == HEED_BY_SCHOOL)
        p->hint = T("The school knows this. Ask the office if you are not sure.");
    bool whole = heed_text_eq(w->whole, ask->fact), near = heed_text_is(ask->fact, "act") || heed_text_is(ask->fact, "event");
    heed_texts answers = ask->answers.len && !(whole && near) ? ask->answers : answers_of(w, ask->fact);
    if (near && ask->answers.len && !whole)
        answers = and_others(w, ask->fact, answers); /* what the words come near to, and all the rest */
    else if (answers.len > RADIOS_MAX && !whole)
        answers = few_of(w, ask->fact, answers);
    p->rephrase = !answers.len;
    offer(w, p, answers);
}

/* ---- what was read, told and assumed */
/* How much hangs on it: its place among the facts that would turn the answer, best first. */
static size_t weight_of(const heed_answer *a, const heed_assumption *as)
{
    heed_text fact = token_fact_name(as->token);
    for (size_t i = 0; i < a->ask_count; i++)
        if (heed_text_eq(a->asks[i].fact, fact))
            return i;
    return a->ask_count;
}

/* The assumptions from the weightiest on; as they stood where they weigh the same. */
static const heed_assumption **by_weight(const writing *w)
{
    const heed_answer *a = &w->result->answer;
    const heed_assumption **out = ARENA_NEW(w->mem, const heed_assumption *, a->assumed_count);
    size_t len = 0;
    for (size_t weight = 0; weight <= a->ask_count; weight++)
        for (size_t i = 0; i < a->assumed_count; i++)
            if (weight_of(a, &a->assumed[i]) == weight)
                out[len++] = &a->assumed[i];
    return out;
}

/* In words, with a way to deny it. Of a fact with values that is taken for none of them, or for any of several, "not so" does
 * not tell which it is: then that is asked. */
static ask_page_assumed assumption(const writing *w, const heed_assumption *as)
{
    heed_text fact = token_fact_name(as->token);
    heed_fact found = heed_fact_find(w->words, fact);
    bool denied = as->token.len && as->token.at[0] == '!', valued = memchr(as->token.at, '=', as->token.len) != NULL,
         none = denied && !valued && found != HEED_FACT_NONE && heed_fact_get(w->words, found)->one_valued,
         several = memmem(as->token.at, as->token.len, " or ", 4) != NULL;
    heed_text said;
    if (none && as->question.len)
        said = heed_text_printf(w->mem, "%.*s Not given, so left out.", heed_fmt(as->question));
    else if (!valued && as->question.len)
        said = heed_text_printf(w->mem, "%.*s %s.", heed_fmt(as->question), denied ? "No" : "Yes");
    else
        said = heed_text_printf(w->mem, "%.*s.", heed_fmt(say_capital(say_token(w->words, as->token, w->mem), w->mem)));
    heed_text other = none || several ? heed_text_printf(w->mem, "%.*s=", heed_fmt(fact)) : token_denied(as->token, w->mem);
    return (ask_page_assumed){ said, as->question, answer_facts_with_one(w, other) };
}

void answer_add_assumed(writing *w)
{
    const heed_answer *a = &w->result->answer;
    const heed_assumption **sorted = by_weight(w);
    ask_page_assumed *all = ARENA_NEW(w->mem, ask_page_assumed, a->assumed_count);
    /* One alone is not worth folding away. */
    size_t shown = a->assumed_count <= ASSUMED_SHOWN + 1 ? a->assumed_count : ASSUMED_SHOWN;
    w->page->assumed.at = all;
    w->page->assumed.len = shown;
    w->page->assumed_more.at = all + shown;
    w->page->assumed_more.len = a->assumed_count - shown;
    w->page->assumed_rest = (long long)(a->assumed_count - shown);
    for (size_t i = 0; i < a->assumed_count; i++)
        all[i] = assumption(w, sorted[i]);
}

static void add_change(writing *w, heed_text token, heed_text words, size_t *cap)
{
    heed_text fact = token_fact_name(token);
    heed_texts answers = answers_of(w, fact);
    if (!answers.len)
        return;
    ask_page_change *change = ARENA_PUSH(w->mem, w->page->changes.at, w->page->changes.len, *cap);
    *change = (ask_page_change){ .id = heed_text_printf(w->mem, "f%zu", w->page->changes.len),
                                 .label = label_of(w, fact),
                                 .words = words };
    change->options.at = ARENA_NEW(w->mem, ask_page_changed, answers.len);
    change->options.len = answers.len;
    for (size_t i = 0; i < answers.len; i++)
        change->options.at[i] =
            (ask_page_changed){ answers.at[i], answer_choice(w, answers.at[i]), heed_text_eq(answers.at[i], token) };
}

/* How the reading begins, by what the sentence wants. ORDER: mood */
static const char *const openings[] = { "You tell us about", "You ask if you may", "You ask if you must",
                                        "You ask if it is so" };

/* The whole reading in one line: what, who, and the rest. */
static heed_text reading_in_words(const writing *w)
{
    heed_texts all = facts_of_reading(w);
    heed_texts who = { ARENA_NEW(w->mem, heed_text, all.len), 0 }, what = { ARENA_NEW(w->mem, heed_text, all.len), 0 },
               rest = { ARENA_NEW(w->mem, heed_text, all.len), 0 }, before = { ARENA_NEW(w->mem, heed_text, all.len), 0 };
    for (size_t i = 0; i < all.len; i++) {
        bool event = heed_text_starts(all.at[i], "event.");
        heed_texts *to = event                                 ? &before
                         : in_set(w, all.at[i], "role")        ? &who
                         : heed_text_starts(all.at[i], "act=") ? &what
                                                               : &rest;
        if (!heed_text_starts(all.at[i], "mood="))
            to->at[to->len++] = event ? (heed_text){ all.at[i].at + 6, all.at[i].len - 6 } : all.at[i];
    }
    size_t mood = (size_t)w->result->answer.mood;
    heed_text out = what.len
                        ? heed_text_printf(w->mem, "%s: %.*s.", openings[mood < 4 ? mood : 0], heed_fmt(answer_tokens(w, what)))
                        : T("We could not make out what is done.");
    if (who.len)
        out = heed_text_printf(w->mem, "%.*s Who does it: %.*s.", heed_fmt(out), heed_fmt(answer_tokens(w, who)));
    if (rest.len)
        out = heed_text_printf(w->mem, "%.*s Also: %.*s.", heed_fmt(out), heed_fmt(answer_tokens(w, rest)));
    if (before.len)
        out = heed_text_printf(w->mem, "%.*s Before that: %.*s.", heed_fmt(out), heed_fmt(answer_tokens(w, before)));
    return out;
}

void answer_add_reading(writing *w)
{
    const ask_result *r = w->result;
    ask_page_answer *p = w->page;
    size_t told_cap = 0, change_cap = 0;
    for (size_t i = 0; i < r->request.facts.len; i++) {
        *ARENA_PUSH(w->mem, p->told.at, p->told.len, told_cap) =
            (ask_page_fact_told){ say_token(w->words, r->request.facts.at[i], w->mem), facts_without(w, i) };
        add_change(w, r->request.facts.at[i], (heed_text){ 0 }, &change_cap);
    }
    for (size_t i = 0; i < r->reading.fact_count; i++)
        add_change(w, r->reading.facts[i].token, r->reading.facts[i].words, &change_cap);
    p->unread = r->reading.unread;
    p->unused = say_join(r->reading.unread, ", ", w->mem);
    p->summary = reading_in_words(w);
}

/* ---- what other policies say on the same facts */
void answer_add_others(writing *w)
{
    enum { MOST = 12 };
    const web_site *site = w->v->site;
    if (w->result->reading.ask.len) /* not understood: there are no facts to ask with */
        return;
    heed_texts facts = facts_of_reading(w);
    const heed_situation *s = site->policy_count > 1 ? ask_situation(w->v, facts, w->result->answer.mood) : NULL;
    size_t cap = 0;
    for (size_t i = 0; s && i < site->policy_count && w->page->others.len < MOST; i++) {
        heed_verdict verdict;
        if (&site->policies[i] == w->policy || heed_decide(site->policies[i].policy, s, w->v->today, &verdict, NULL) != HEED_OK)
            continue;
        *ARENA_PUSH(w->mem, w->page->others.at, w->page->others.len, cap) =
            (ask_page_other){ site->policies[i].slug, heed_policy_about(site->policies[i].policy)->school,
                              heed_text_of(heed_outcome_shown(verdict.outcome, verdict.baseline)), say_tone(verdict.outcome) };
    }
}
