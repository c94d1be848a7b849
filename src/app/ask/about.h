/* about.h - what the clauses of a policy speak of, in tokens one can ask with. Read off the statements as they are written:
 * good enough to suggest a question, never to decide one. */
#ifndef HEED_APP_ASK_ABOUT_H
#define HEED_APP_ASK_ABOUT_H
#include <heed/decide.h>

typedef struct {
    heed_text act;
    heed_texts facts; /* tokens that fit together, "act=..." first */
} about_question;
typedef struct {
    about_question *at;
    size_t len;
} about_questions;

/* Questions a clause speaks to, each once, in the order of its statements. Empty for a clause that binds nobody to anything. */
about_questions about_clause(const heed_policy *policy, const heed_clause *clause, heed_arena *mem);
/* Are there any? Takes no memory. */
bool about_any(const heed_policy *policy, const heed_clause *clause);

/* Of the tokens a fact may be answered with, the `most` that the policy speaks of oftenest, above all together with what is
 * known; in their own order. */
heed_texts about_likely(const heed_policy *policy, heed_texts answers, heed_texts known, size_t most, heed_arena *mem);
#endif
