/* checklist.h - what every school has to decide, as read from a checklist file. Inside src/analyse only. */
#ifndef HEED_ANALYSE_CHECKLIST_H
#define HEED_ANALYSE_CHECKLIST_H
#include <heed/analyse.h>
#include "policy/blob.h"
#include "prose.h"

typedef struct {
    heed_text name, question;
    heed_texts facts; /* as heed_situation_tell takes them, the mood last */
    heed_mood mood;   /* HEED_MAY or HEED_MUST */
    bool typical;     /* one of the answers governors ratify beside the text */
    uint32_t line;
} decision;

/* What a statement is looked at for; all parts of a sign have to be met by one and the same statement. */
/* ORDER: sign part */
typedef enum {
    PART_RULE,
    PART_DUTY,
    PART_BAN,
    PART_POWER,
    PART_LEAVE,
    PART_BY,
    PART_BINDS,
    PART_TO,
    PART_WHEN,
    PART_TOLD,
    PART_DATED,
    PART_KEPT,
    PART_WORDS
} part_kind;
typedef struct {
    part_kind kind;
    bool negated;
    heed_texts names;    /* acts, roles, recipients */
    vocabulary_literal *facts; /* of `when` and `by`: any of them */
    size_t fact_count, fact_cap;
    phrases words;
} sign_part;
typedef struct {
    sign_part *at;
    size_t n, cap;
} sign;

/* `expect` looks for something in the whole text, `each` at every statement by itself. */
typedef struct {
    heed_text check, message;
    bool each;
    struct signs { /* any of them */
        sign *at;
        size_t len, cap;
    } where, unless;
    uint32_t line;
} watch;

/* An act by which a school answers a breach, and whom it can reach. */
typedef struct {
    uint32_t act;
    heed_fact *roles;
    size_t n, cap;
} sanction;

/* Two answers that sit badly together, though no rule quarrels with another. */
typedef struct {
    heed_text message;
    struct uneasy_half {
        decision asked;    /* facts and mood; nothing else of it is filled */
        unsigned outcomes; /* bit per heed_outcome */
    } half[2];
} uneasy;

struct heed_checklist {
    heed_text name;
    decision *at;
    size_t len;
    watch *watches;
    size_t watch_count, watch_cap;
    uneasy *uneasy;
    size_t uneasy_count, uneasy_cap;
    sanction *sanctions;
    size_t sanction_count, sanction_cap;
    heed_fact *aside_facts; /* what makes a case a special one: probes are tried without */
    size_t aside_fact_count, aside_fact_cap;
    uint32_t *aside_acts;
    size_t aside_act_count, aside_act_cap;
    uint32_t *broad_acts; /* two clauses may mean different things by them */
    size_t broad_count, broad_cap;
};

/* The decision as a situation of the policy's vocabulary: told, not yet settled. */
heed_status decision_tell(const decision *d, heed_situation *s, heed_error *err);
#endif
