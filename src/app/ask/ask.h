/* ask.h - one question, from words or facts to a full answer: what the page, the JSON and the terminal all show.
 *
 * Nothing is stored and nothing is sent. The caller keeps policy and reader open for as long as it uses the result. */
#ifndef HEED_APP_ASK_H
#define HEED_APP_ASK_H
#include <heed/question.h>

typedef struct {
    heed_text  question;            /* empty: facts only */
    heed_texts facts;               /* tokens; they win over what is read from the words */
    heed_text  mood;                /* "", "statement", "may", "must", "fact" */
    heed_date  as_of;               /* 0: today is the caller's to give; no date */
} ask_request;

typedef struct {
    ask_request  request;
    heed_reading reading;           /* facts given as tokens are not repeated here */
    heed_answer  answer;
    const heed_policy *policy;
} ask_result;

/* Read, settle and decide. HEED_INVALID with a sentence when the question or a fact cannot be used.
 * Words that could not be read give an answer `unclear` whose first ask is the reading's own. */
heed_status ask_answer(const heed_policy *policy, const heed_reader *reader, const ask_request *request,
                       heed_arena *mem, ask_result *result_out, heed_error *err);
/* One JSON object without a line end; the shape of docs/answer.schema.json. */
heed_text ask_json(const ask_result *result, heed_arena *mem);
#endif
