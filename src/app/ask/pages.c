/* pages.c - the Ask page, and the way from a question in the address to its answer. */
#include "app/ask/pages.h"
#include "app/say.h"
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

bool ask_verdict(const web_view *v, const web_policy *policy, heed_texts facts, heed_mood mood, heed_verdict *verdict_out)
{
    heed_situation *s = heed_situation_new(v->site->vocabulary, v->mem);
    bool has_mood = false;
    for (size_t i = 0; s && i < facts.len; i++) {
        has_mood = has_mood || heed_text_starts(facts.at[i], "mood=");
        if (heed_situation_tell(s, facts.at[i], NULL) != HEED_OK)
            return false;
    }
    if (s && !has_mood)
        heed_situation_tell(s, heed_text_printf(v->mem, "mood=%s", heed_mood_name(mood)), NULL);
    return s && heed_situation_settle(s, NULL) == HEED_OK &&
           heed_decide(policy->policy, s, v->today, verdict_out, NULL) == HEED_OK;
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
    return ask_verdict(v, policy, facts, reading.mood, &found) ? found : verdict;
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

static ask_page_pick pick_of(web_view *v, heed_text value)
{
    return (ask_page_pick){ value, say_capital(say_token(v->site->vocabulary, value, v->mem), v->mem) };
}

static void add_acts(web_view *v, ask_page_picker *picker)
{
    const heed_vocabulary *voc = v->site->vocabulary;
    size_t cap = 0;
    for (uint32_t i = 0; i < heed_act_count(voc); i++)
        *ARENA_PUSH(v->mem, picker->options.at, picker->options.len, cap) =
            pick_of(v, heed_text_printf(v->mem, "act=%.*s", heed_fmt(heed_act_get(voc, i)->name)));
}

/* Members of a set, or values of a field. */
static void add_facts(web_view *v, ask_page_picker *picker, heed_text set)
{
    const heed_vocabulary *voc = v->site->vocabulary;
    size_t cap = 0;
    for (heed_fact f = 0; f < heed_fact_count(voc); f++) {
        const heed_fact_info *info = heed_fact_get(voc, f);
        if (!heed_text_eq(info->set, set))
            continue;
        if (!info->one_valued)
            *ARENA_PUSH(v->mem, picker->options.at, picker->options.len, cap) = pick_of(v, info->name);
        for (uint32_t k = 0; info->one_valued && k < info->value_count; k++)
            *ARENA_PUSH(v->mem, picker->options.at, picker->options.len, cap) = pick_of(
                v, heed_text_printf(v->mem, "%.*s=%.*s", heed_fmt(info->name), heed_fmt(heed_value_get(voc, f, k)->name)));
    }
}

static void add_pickers(web_view *v, ask_page_page *page)
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
            add_acts(v, picker);
        else
            add_facts(v, picker, heed_text_of(wanted[i].set));
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

PAGE_FORM(ask_page, ask)
{
    const web_policy *policy = form->policy.len ? web_policy_find(v->site, form->policy) : &v->site->policies[0];
    if (!policy)
        return heed_fail(v->err, HEED_NOT_FOUND, "There is no policy of this name here. Choose one from the list of policies.");
    page->slug = policy->slug;
    page->question = form->q;
    v->unstored = form->q.len || form->fact.len;
    if (form->policy.len || v->site->policy_count == 1)
        v->school = heed_policy_about(policy->policy)->school;
    if (form->q.len || form->fact.len) {
        ask_result result;
        heed_error err = { 0 };
        heed_status status = answer_to(v, policy, form->q, form->fact, &result, &err);
        if (status == HEED_OK) {
            page->answer = ask_answer_page(v, policy, &result);
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
    }
    add_policies(v, policy, page);
    add_examples(v, policy, page);
    add_pickers(v, page);
    return HEED_OK;
}
