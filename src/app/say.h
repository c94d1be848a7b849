/* say.h - names of facts, acts, offices and days as people say them. All of it comes from the vocabulary. */
#ifndef HEED_APP_SAY_H
#define HEED_APP_SAY_H
#include <heed/decide.h>

heed_text say_name(heed_text name, heed_arena *mem);        /* "teaching-assistant" -> "teaching assistant" */
heed_text say_capital(heed_text sentence, heed_arena *mem); /* with a capital letter */
heed_text say_join(heed_texts texts, const char *between, heed_arena *mem);
heed_text say_day(heed_date day, heed_arena *mem); /* "1 September 2026"; empty for no day */
/* What a token means: "!relative" -> "not: family by blood, marriage or step". */
heed_text say_token(const heed_vocabulary *v, heed_text token, heed_arena *mem);
/* The question that asks for a token's fact; empty when the vocabulary has none. */
heed_text say_question(const heed_vocabulary *v, heed_text token, heed_arena *mem);
heed_text say_act(const heed_vocabulary *v, heed_text act, heed_arena *mem); /* meaning of an act; its name when unknown */
/* "within 1 school-day of contact-request-received" in plain words. */
heed_text say_deadline(const heed_vocabulary *v, heed_text deadline, heed_arena *mem);

/* Who is told: an office by its name, others by what they are. */
heed_text say_recipient(const heed_vocabulary *v, heed_text name, heed_arena *mem);
/* Whom a name of a rule's subject means: the members of the policy's group of that name, or the name itself. */
heed_text say_subject(const heed_policy *policy, heed_text name, heed_arena *mem);

/* The fact of a token, without "!" and value: "event.site". */
heed_text token_fact_name(heed_text token);
/* The same token turned round: "relative" <-> "!relative". */
heed_text token_denied(heed_text token, heed_arena *mem);

typedef struct {
    heed_text word, kind;
} say_badge;                              /* "Must not", "mustnot": a class of the style sheet */
say_badge say_force(heed_text force);     /* of a clause or rule; empty word for plain ones */
heed_text say_tone(heed_outcome outcome); /* class of the style sheet for an outcome */
#endif
