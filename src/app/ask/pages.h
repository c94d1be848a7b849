/* pages.h - Ask, and the answer: one address, so that every answer can be linked. */
#ifndef HEED_APP_ASK_PAGES_H
#define HEED_APP_ASK_PAGES_H
#include "app/ask/ask.h"
#include "ask_page.h"
#include "web/runner.h"

/* clang-format off */
#define ASK_FORM(F) \
    F(TEXT,  policy, OPTIONAL, 64,   "The name of the policy") \
    F(TEXT,  about,  OPTIONAL, 64,   "The clause") \
    F(TEXT,  q,      OPTIONAL, 4000, "Your question") \
    F(TEXTS, fact,   OPTIONAL, 96,   "One of the facts")
WEB_FORM(ask, ASK_FORM)

#define ASK_ROUTES(R) \
    R(GET, "/ask", ask, ask, ask, ask_page, "Ask what the policy allows")
/* clang-format on */

/* Facts as a settled situation, which any policy here can be asked about with heed_decide, without the reasons: for lists of
 * answers. NULL when the facts contradict each other. */
heed_situation *ask_situation(const web_view *v, heed_texts facts, heed_mood mood);
/* Fill the answer of a page from a result. `whole` names a fact whose every value is to be offered, not only likely ones. */
ask_page_answer *ask_answer_page(web_view *v, const web_policy *policy, const ask_result *result, heed_text whole);
#endif
