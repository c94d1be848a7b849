/* pages.c - the Ask page, and the way from a question in the address to its answer. */
#include "app/ask/pages.h"
#include "app/ask/about.h"
#include "app/say.h"
#include "web/markdown.h"
#include <string.h>

#define ASK_ROW(...) FORM_ROW(ask_form, __VA_ARGS__)
WEB_FORM_TABLE(ask, ASK_FORM(ASK_ROW))

/* Questions to begin with. Their answers are worked out from the chosen policy each time, never written here. */
static const char *const examples[] = {
    "I am a teacher. Can I accept a friend request from a parent?",
    "I am a teaching assistant. Can I accept a friend request from a pupil?",
    "Can a teacher accept a friend request from a former pupil?",
    "Can a teacher post a photo of pupils on the school page?",
    "I am a teacher. Can I say on my own profile that I work here?",
    "I am a teacher. Can I look at Facebook on my own phone at lunch?",
};

static heed_status answer_to(web_view *v, const web_policy *policy, heed_text question, heed_texts facts, ask_result *result,
                             heed_error *err)
{
    ask_request request = { .question = question, .facts = facts, .as_of = v->today };
    return ask_answer(policy->policy, v->site->reader, &request, v->mem, result, err);
}

heed_situation *ask_situation(const web_view *v, heed_texts facts, heed_mood mood)
{
    heed_situation *s = heed_situation_new(v->site->vocabulary, v->mem);
    bool has_mood = false;
    for (size_t i = 0; s && i < facts.len; i++) {
        has_mood = has_mood || heed_text_starts(facts.at[i], "mood=");
        if (heed_situation_tell(s, facts.at[i], NULL) != HEED_OK)
            return NULL;
    }
    if (s && !has_mood)
        heed_situation_tell(s, heed_text_printf(v->mem, "mood=%s", heed_mood_name(mood)), NULL);
    return s && heed_situation_settle(s, NULL) == HEED_OK ? s : NULL;
}

/* The verdict on a question in words; unclear when it cannot be put together. */
static heed_verdict verdict_on_words(const web_view *v, const web_policy *policy, heed_text question)
{
    heed_verdict verdict = { .outcome = HEED_UNCLEAR }, found;
    heed_reading reading;
    heed_text school = heed_policy_about(policy->policy)->school;
    if (heed_question_read(v->site->reader, question, &(heed_texts){ 0 }, school, v->mem, &reading, NULL) != HEED_OK ||
        reading.ask.len)
        return verdict;
    heed_texts facts = { ARENA_NEW(v->mem, heed_text, reading.fact_count), reading.fact_count };
    for (size_t i = 0; i < facts.len; i++)
        facts.at[i] = reading.facts[i].token;
    const heed_situation *s = ask_situation(v, facts, reading.mood);
    return s && heed_decide(policy->policy, s, v->today, &found, NULL) == HEED_OK ? found : verdict;
}

static void add_examples(web_view *v, const web_policy *policy, ask_page_page *page)
{
    size_t cap = 0;
    for (size_t i = 0; v->site->reader && i < sizeof examples / sizeof *examples; i++) {
        heed_text question = heed_text_of(examples[i]);
        heed_verdict verdict = verdict_on_words(v, policy, question);
        *ARENA_PUSH(v->mem, page->examples.at, page->examples.len, cap) =
            (ask_page_example){ question, heed_text_of(heed_outcome_shown(verdict.outcome, verdict.baseline)),
                                say_tone(verdict.outcome) };
    }
}

/* ---- building a question from lists */
static bool among(heed_texts tokens, heed_text token)
{
    for (size_t i = 0; i < tokens.len; i++)
        if (heed_text_eq(tokens.at[i], token))
            return true;
    return false;
}

static ask_page_pick pick_of(web_view *v, heed_text value, heed_texts chosen)
{
    return (ask_page_pick){ value, say_capital(say_token(v->site->vocabulary, value, v->mem), v->mem), among(chosen, value) };
}

static void add_acts(web_view *v, ask_page_picker *picker, heed_texts chosen)
{
    const heed_vocabulary *voc = v->site->vocabulary;
    size_t cap = 0;
    for (uint32_t i = 0; i < heed_act_count(voc); i++)
        *ARENA_PUSH(v->mem, picker->options.at, picker->options.len, cap) =
            pick_of(v, heed_text_printf(v->mem, "act=%.*s", heed_fmt(heed_act_get(voc, i)->name)), chosen);
}

/* Members of a set, or values of a field. */
static void add_facts(web_view *v, ask_page_picker *picker, heed_text set, heed_texts chosen)
{
    const heed_vocabulary *voc = v->site->vocabulary;
    size_t cap = 0;
    for (heed_fact f = 0; f < heed_fact_count(voc); f++) {
        const heed_fact_info *info = heed_fact_get(voc, f);
        if (!heed_text_eq(info->set, set))
            continue;
        if (!info->one_valued)
            *ARENA_PUSH(v->mem, picker->options.at, picker->options.len, cap) = pick_of(v, info->name, chosen);
        for (uint32_t k = 0; info->one_valued && k < info->value_count; k++)
            *ARENA_PUSH(v->mem, picker->options.at, picker->options.len, cap) = pick_of(
                v, heed_text_printf(v->mem, "%.*s=%.*s", heed_fmt(info->name), heed_fmt(heed_value_get(voc, f, k)->name)),
                chosen);
    }
}

static void add_pickers(web_view *v, ask_page_page *page, heed_texts chosen)
{
    static const struct {
        const char *set, *label;
    } wanted[] = {
        { "role", "What are you at the school?" },
        { "act", "What do you want to do?" },
        { "party", "Who with?" },
        { "account", "From which account?" },
    };
    enum { COUNT = sizeof wanted / sizeof *wanted };
    page->lists.at = ARENA_NEW(v->mem, ask_page_picker, COUNT);
    for (size_t i = 0; i < COUNT; i++) {
        ask_page_picker *picker = &page->lists.at[i];
        picker->id = heed_text_printf(v->mem, "pick-%s", wanted[i].set);
        picker->label = heed_text_of(wanted[i].label);
        if (strcmp(wanted[i].set, "act") == 0)
            add_acts(v, picker, chosen);
        else
            add_facts(v, picker, heed_text_of(wanted[i].set), chosen);
    }
    page->lists.len = COUNT;
}

static void add_policies(const web_view *v, const web_policy *chosen, ask_page_page *page)
{
    const web_site *site = v->site;
    page->policies.at = ARENA_NEW(v->mem, ask_page_choice, site->policy_count);
    page->policies.len = site->policy_count;
    for (size_t i = 0; i < site->policy_count; i++)
        page->policies.at[i] = (ask_page_choice){ site->policies[i].slug, heed_policy_about(site->policies[i].policy)->school,
                                                  &site->policies[i] == chosen };
    page->several = site->policy_count > 1;
}

/* ---- asking about one clause */
/* What the clause's question holds beside the lists of the form: "event=message-received". */
static heed_texts beside_lists(web_view *v, const ask_page_page *page, heed_texts chosen)
{
    heed_texts out = { ARENA_NEW(v->mem, heed_text, chosen.len), 0 };
    for (size_t i = 0; i < chosen.len; i++) {
        bool listed = false;
        for (size_t k = 0; k < page->lists.len; k++)
            for (size_t o = 0; o < page->lists.at[k].options.len; o++)
                listed = listed || heed_text_eq(page->lists.at[k].options.at[o].value, chosen.at[i]);
        if (!listed)
            out.at[out.len++] = chosen.at[i];
    }
    return out;
}

/* The question beside a clause, and the lists of the form set to its first. */
static heed_status add_about(web_view *v, const web_policy *policy, heed_text id, ask_page_page *page, heed_texts *chosen)
{
    enum { MOST = 8 };
    const heed_clause *clause = heed_clause_find(policy->policy, id, v->mem);
    if (!clause)
        return heed_fail(v->err, HEED_NOT_FOUND, "This policy has no clause %.*s. Choose one on the policy's page.",
                         heed_fmt(id));
    about_questions asked = about_clause(policy->policy, clause, v->mem);
    ask_page_about *about = page->about = ARENA_NEW(v->mem, ask_page_about, 1);
    say_badge badge = say_force(clause->force);
    *about = (ask_page_about){ .id = clause->id,
                               .word = badge.word,
                               .kind = badge.kind,
                               .quote = web_without_number(web_markdown(clause->prose, v->mem), clause->id) };
    about->questions.len = asked.len < MOST ? asked.len : MOST;
    about->questions.at = ARENA_NEW(v->mem, ask_page_about_question, about->questions.len);
    for (size_t i = 0; i < about->questions.len; i++) {
        heed_texts facts = asked.at[i].facts, words = { ARENA_NEW(v->mem, heed_text, facts.len), facts.len - 1 };
        for (size_t k = 1; k < facts.len; k++)
            words.at[k - 1] = say_token(v->site->vocabulary, facts.at[k], v->mem);
        about->questions.at[i] =
            (ask_page_about_question){ say_capital(say_act(v->site->vocabulary, asked.at[i].act, v->mem), v->mem),
                                       say_capital(say_join(words, "; ", v->mem), v->mem), facts };
    }
    if (asked.len)
        *chosen = asked.at[0].facts;
    v->title = heed_text_printf(v->mem, "Ask about clause %.*s", heed_fmt(clause->id));
    v->passing = true;
    return HEED_OK;
}

/* ---- the page */
/* A token without a value ("act=") asks for the whole list of a fact's values. Takes it out of the facts. */
static heed_text take_whole(heed_texts *facts, heed_arena *mem)
{
    heed_texts kept = { ARENA_NEW(mem, heed_text, facts->len), 0 };
    heed_text whole = { 0 };
    for (size_t i = 0; i < facts->len; i++) {
        heed_text f = facts->at[i];
        if (f.len > 1 && f.at[f.len - 1] == '=')
            whole = (heed_text){ f.at, f.len - 1 };
        else
            kept.at[kept.len++] = f;
    }
    *facts = kept;
    return whole;
}

/* The answer, when there is a question to answer. What cannot be used is said on the page, with the form as it was. */
static heed_status add_answer(web_view *v, const web_policy *policy, const ask_form *form, ask_page_page *page)
{
    ask_result result;
    heed_error err = { 0 };
    heed_texts facts = form->fact;
    heed_text whole = v->request->wants_json ? (heed_text){ 0 } : take_whole(&facts, v->mem);
    heed_status status = answer_to(v, policy, form->q, facts, &result, &err);
    if (status == HEED_OK) {
        page->answer = ask_answer_page(v, policy, &result, whole);
        v->title = heed_text_printf(v->mem, "%.*s: %.*s", heed_fmt(page->answer->shown),
                                    heed_fmt(form->q.len ? form->q : page->answer->summary));
        if (v->request->wants_json)
            v->json = ask_json(&result, v->mem);
        return HEED_OK;
    }
    if (status != HEED_INVALID || v->request->wants_json)
        return heed_fail(v->err, status, "%s", err.message);
    page->wrong = heed_text_copy(v->mem, heed_text_of(err.message));
    v->title = T("Error: ask what the policy allows");
    v->wrong = true;
    return HEED_OK;
}

PAGE_FORM(ask_page, ask)
{
    const web_policy *policy = form->policy.len ? web_policy_find(v->site, form->policy) : &v->site->policies[0];
    heed_texts chosen = form->fact;
    if (!policy)
        return heed_fail(v->err, HEED_NOT_FOUND, "There is no policy of this name here. Choose one from the list of policies.");
    page->slug = policy->slug;
    page->question = form->q;
    v->unstored = form->q.len || form->fact.len;
    if (form->policy.len || v->site->policy_count == 1)
        v->school = heed_policy_about(policy->policy)->school;
    if (form->q.len || form->fact.len)
        TRY(add_answer(v, policy, form, page));
    if (page->answer)
        return HEED_OK;
    if (form->about.len && !v->wrong)
        TRY(add_about(v, policy, form->about, page, &chosen));
    add_policies(v, policy, page);
    if (!page->about)
        add_examples(v, policy, page);
    add_pickers(v, page, chosen);
    if (page->about)
        page->beside = beside_lists(v, page, chosen);
    return HEED_OK;
}
