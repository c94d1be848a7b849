/* answer_parts.h - what the two halves of an answer's page share. Private to ask/. */
#ifndef HEED_APP_ASK_ANSWER_PARTS_H
#define HEED_APP_ASK_ANSWER_PARTS_H
#include "app/ask/pages.h"
#include "app/say.h"

typedef struct {
    web_view *v;
    heed_arena *mem;
    const web_policy *policy;
    const ask_result *result;
    const heed_vocabulary *words;
    ask_page_answer *page;
    heed_text whole; /* a fact whose every value is offered */
} writing;

/* The facts of the address with some more; a told fact gives way to a new token on the same fact. */
heed_texts answer_facts_with(const writing *w, heed_texts more);
heed_texts answer_facts_with_one(const writing *w, heed_text token);
heed_text answer_tokens(const writing *w, heed_texts tokens); /* in words, parted by "; " */
heed_text answer_choice(const writing *w, heed_text token);   /* one answer to a question: "Yes", "An adult" */

void answer_add_asking(writing *w);
void answer_add_reading(writing *w);
void answer_add_assumed(writing *w);
void answer_add_others(writing *w);
#endif
