/* explain.h - what an explanation needs while it is put together. Inside src/decide only. */
#ifndef HEED_DECIDE_EXPLAIN_H
#define HEED_DECIDE_EXPLAIN_H
#include "again.h"
#include "verdict.h"

/* A fact the answer may turn on. direct: a rule names it; else it implies one that a rule names. */
typedef struct {
    uint32_t fact;
    uint32_t weight;
    bool direct;
} turning_fact;

typedef struct {
    const heed_policy *policy;
    const blob_head *h;
    const facts_index *x;
    heed_situation *s;           /* as asked */
    const heed_situation *inner; /* what decides: s, or the event as a situation of its own */
    bool event_roles;            /* inner has roles of its own */
    heed_situation *trial;       /* for "what if" */
    situation_parts *parts;      /* of s; NULL: the whole is settled each time */
    heed_date as_of;
    heed_arena *mem;
    deciding d;
    heed_verdict v;
    turning_fact *facts;
    size_t fact_count, facts_cap;
    uint8_t *seen; /* 2n */
    heed_answer *answer;
} explaining;

/* As heed_explain; `plainly`: each "what if" settles the whole. The same answer, for tests to compare. */
heed_status explain_with(const heed_policy *policy, heed_situation *s, heed_date as_of, bool plainly, heed_arena *mem,
                         heed_answer *answer_out, heed_error *err);

/* The fact of the asked situation that a fact of the deciding one is. */
uint32_t outer_fact(const explaining *e, uint32_t fact);
heed_text outer_token(const explaining *e, uint32_t fact);

/* turning.c: assumptions, questions and ways. */
void explain_turning_facts(explaining *e);
void explain_assumed_and_asks(explaining *e);
void explain_ways(explaining *e);
#endif
