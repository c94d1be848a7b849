/* ask.c - words and facts in, a full answer out. */
#include "ask.h"
#include "base/arena.h"

/* Everything one answer needs while it is put together. */
typedef struct {
    const heed_policy *policy;
    const ask_request *request;
    heed_arena *mem;
    heed_situation *situation;
    ask_result *result;
} asking;

static heed_status tell_facts(asking *a, heed_error *err)
{
    const ask_request *r = a->request;
    for (size_t i = 0; i < r->facts.len; i++)
        TRY(heed_situation_tell(a->situation, r->facts.at[i], err));
    if (r->mood.len)
        TRY(heed_situation_tell(a->situation, heed_text_printf(a->mem, "mood=%.*s", heed_fmt(r->mood)), err));
    return HEED_OK;
}

/* The name of the fact a token speaks of: "!event.site=blog" -> "event.site". */
static heed_text token_fact(heed_text token)
{
    if (token.len && token.at[0] == '!') {
        token.at++;
        token.len--;
    }
    for (size_t i = 0; i < token.len; i++)
        if (token.at[i] == '=')
            return (heed_text){ token.at, i };
    return token;
}

static bool told(const ask_request *r, heed_text fact)
{
    if (r->mood.len && heed_text_is(fact, "mood"))
        return true;
    for (size_t i = 0; i < r->facts.len; i++)
        if (heed_text_eq(token_fact(r->facts.at[i]), fact))
            return true;
    return false;
}

/* The words cannot be answered as they stand: say `unclear`, and ask the one thing that would help. */
static void ask_first(asking *a, heed_text fact, heed_text question, heed_texts answers)
{
    heed_answer *answer = &a->result->answer;
    const heed_vocabulary *v = heed_policy_vocabulary(a->policy);
    heed_ask *ask = ARENA_NEW(a->mem, heed_ask, 1);
    bool of_event = heed_text_starts(fact, "event.");
    heed_fact found = heed_fact_find(v, of_event ? (heed_text){ fact.at + 6, fact.len - 6 } : fact);
    const heed_fact_info *info = found == HEED_FACT_NONE ? NULL : heed_fact_get(v, found);
    *ask = (heed_ask){
        .fact = fact, .question = question, .answers = answers, .answered_by = info ? info->answered_by : HEED_BY_ASKER
    };
    if (!question.len && info)
        ask->question = info->question;
    *answer = (heed_answer){ .outcome = HEED_UNCLEAR,
                             .mood = a->result->reading.mood,
                             .ask_whom = heed_policy_about(a->policy)->silence_ask,
                             .asks = ask,
                             .ask_count = 1,
                             .as_of = a->request->as_of };
}

/* What the words say must not stop an answer with an error: if two readings of them cannot both be so, the words were
 * read wrongly, and the one who asks is asked. Returns whether the reading stands. */
static bool tell_reading(asking *a)
{
    const heed_reading *reading = &a->result->reading;
    for (size_t i = 0; i < reading->fact_count; i++) {
        const heed_reading_fact *f = &reading->facts[i];
        if (told(a->request, f->fact))
            continue;
        heed_error why = { 0 };
        if (heed_situation_tell(a->situation, f->token, &why) != HEED_OK) {
            ask_first(a, f->fact, (heed_text){ 0 }, (heed_texts){ 0 });
            return false;
        }
    }
    if (!a->request->mood.len && !told(a->request, heed_lit("mood")))
        heed_situation_tell(a->situation, heed_text_printf(a->mem, "mood=%s", heed_mood_name(reading->mood)), NULL);
    return true;
}

/* A day told among the facts ("as-of=2026-01-31") is meant for this question; the request's is only today's. */
static heed_date day_of(const asking *a)
{
    heed_date told_day = heed_situation_as_of(a->situation);
    return told_day ? told_day : a->request->as_of;
}

/* That nothing is said, or that it is allowed, must be the policy's answer and not ours: words that were passed over may have
 * named the deed. */
static bool in_doubt(const asking *a)
{
    const heed_reading *reading = &a->result->reading;
    heed_outcome outcome = a->result->answer.outcome;
    return reading->doubt.len && (outcome == HEED_NOT_ADDRESSED || (outcome == HEED_PERMITTED && !reading->doubt_silence));
}

/* The deed is told, and words are left over all the same: before the policy is called silent, a fact that would change that is
 * asked. */
static void ask_further(asking *a)
{
    heed_answer *answer = &a->result->answer;
    if (answer->outcome == HEED_NOT_ADDRESSED && answer->ask_count)
        answer->outcome = HEED_UNCLEAR;
}

static heed_status answer_words(asking *a, const heed_reader *reader, heed_error *err)
{
    const heed_policy_info *about = heed_policy_about(a->policy);
    heed_reading *reading = &a->result->reading;
    TRY(heed_question_read(reader, a->request->question, &a->request->facts, about->school, a->mem, reading, err));
    if (reading->ask.len) {
        ask_first(a, reading->ask_fact, reading->ask, reading->ask_answers);
        return HEED_OK;
    }
    if (!tell_reading(a))
        return HEED_OK;
    heed_status status = heed_explain(a->policy, a->situation, day_of(a), a->mem, &a->result->answer, err);
    if (status == HEED_OK && reading->doubt_rest)
        ask_further(a);
    if (status == HEED_OK && in_doubt(a))
        ask_first(a, heed_lit("act"), reading->doubt, reading->doubt_answers);
    if (status != HEED_INVALID || !reading->fact_count)
        return status;
    /* Told facts alone agree with each other (they were settled before the words were read). */
    ask_first(a, reading->facts[0].fact, heed_lit("I could not put these words together. Can you say it in another way?"),
              (heed_texts){ 0 });
    return HEED_OK;
}

heed_status ask_answer(const heed_policy *policy, const heed_reader *reader, const ask_request *request, heed_arena *mem,
                       ask_result *result_out, heed_error *err)
{
    *result_out = (ask_result){ .request = *request, .policy = policy };
    asking a = { policy, request, mem, heed_situation_new(heed_policy_vocabulary(policy), mem), result_out };
    if (!a.situation)
        return heed_fail(err, HEED_FAULT, "There is not enough memory for this. Close something and try again.");
    TRY(tell_facts(&a, err));
    if (!request->question.len)
        return heed_explain(policy, a.situation, day_of(&a), mem, &result_out->answer, err);
    TRY(heed_situation_settle(a.situation, err));
    heed_situation_clear(a.situation);
    TRY(tell_facts(&a, err));
    return answer_words(&a, reader, err);
}
