/* heed/decide.h - what a compiled policy says about one situation.
 *
 * Pure: same policy, situation and date give the same answer, byte for byte. docs/language.md §5 to §7 has the meaning.
 * Source of the semantics: defeasible rules with explicit defeat edges (no priorities, no file order), supervaluation
 * over unknown facts, silence as an outcome of its own. */
#ifndef HEED_DECIDE_H
#define HEED_DECIDE_H
#include <heed/policy.h>

/* ORDER: outcome. From the strictest; unclear stands apart. */
typedef enum {
    HEED_PROHIBITED, HEED_PERMISSION_NEEDED, HEED_ADVISED_AGAINST, HEED_REQUIRED, HEED_ADVISED, HEED_PERMITTED,
    HEED_NOT_ADDRESSED, HEED_UNCLEAR
} heed_outcome;
typedef enum { HEED_STATEMENT, HEED_MAY, HEED_MUST, HEED_FACT_MOOD } heed_mood;
typedef enum { HEED_CONFLICT_FLAG = 1, HEED_SHOULD = 2, HEED_LITERAL = 4, HEED_LEGAL_RISK = 8, HEED_KEPT_KNOWINGLY = 16 } heed_flag;

const char *heed_outcome_name(heed_outcome outcome);                /* "permission-needed" */
const char *heed_outcome_shown(heed_outcome outcome, bool baseline);/* "Yes, if" */
const char *heed_mood_name(heed_mood mood);

/* ---- a situation */
typedef struct heed_situation heed_situation;                       /* opaque; belongs to one vocabulary */
heed_situation *heed_situation_new(const heed_vocabulary *v, heed_arena *mem);   /* NULL when there is no memory */
void heed_situation_clear(heed_situation *s);
/* Tell one token: "pupil-here", "!relative", "place=on-site", "act=post-content", "event.insulting", "mood=may", "as-of=2026-01-31",
 * "!event" for none of a field's values.
 * HEED_INVALID names an unknown word with the nearest one, or the two told facts that contradict each other. */
heed_status heed_situation_tell(heed_situation *s, heed_text token, heed_error *err);
/* Settle: implications, what the act implies, presumptions. Telling more afterwards needs settling again.
 * HEED_INVALID when told facts contradict each other. Presumptions depend on mood and are the vocabulary's. */
heed_status heed_situation_settle(heed_situation *s, heed_error *err);
heed_date heed_situation_as_of(const heed_situation *s);            /* 0 when not told */

/* ---- the fast answer: no lock, no allocation */
enum { HEED_VERDICT_RULES = 48 };
typedef struct {
    heed_outcome outcome;
    unsigned     flags;
    bool         baseline;                                          /* permitted by a baseline alone */
    bool         judgement;                                         /* a deciding rule leaves it to a person */
    uint16_t     deciding_count, losing_count, duty_count, cited_count;  /* never above HEED_VERDICT_RULES; longer lists are cut */
    uint16_t     deciding[HEED_VERDICT_RULES], losing[HEED_VERDICT_RULES], duty[HEED_VERDICT_RULES], cited[HEED_VERDICT_RULES];
} heed_verdict;
/* `s` must be settled. as_of 0 means the situation's own date, or no date. */
heed_status heed_decide(const heed_policy *policy, const heed_situation *s, heed_date as_of, heed_verdict *verdict_out, heed_error *err);
heed_status heed_decide_many(const heed_policy *policy, const heed_situation *const *s, size_t count, heed_date as_of, heed_verdict *verdicts_out, heed_error *err);

/* ---- the full answer, for page, JSON and terminal */
typedef struct {
    heed_text clause, statement;    /* "3.2", "3.2/2" */
    heed_text modal, force;         /* "must not"; "binding", "expected", "advice" */
    heed_text prose, words;         /* the clause's prose; the rule as written */
    uint32_t  line;
    heed_texts mattered;            /* tokens of the situation that made it live (or stopped it), in plain tokens */
    heed_text why_not;              /* for exceptions that did not fire: the token that stopped it */
} heed_cited_rule;
typedef struct {
    heed_text act;
    heed_text who;                  /* subject as written, "" = the asker */
    heed_texts clauses, to;
    heed_text form;                 /* "in writing", "in person", "" */
    heed_text deadline;             /* "within 1 school-day of contact-request-received", "at once", "" */
    heed_text keep;                 /* "kept on personnel-file" */
    heed_text on_breach, before;
    heed_text force;                /* strongest of its clauses: "must", "should", "advised" */
} heed_duty;
typedef struct {
    heed_text token;                /* as presumed: "!relative", "account=personal" */
    heed_text question;             /* "Is the other person family?" */
    heed_text why;                  /* "closed", "not held", "absent", "default" */
} heed_assumption;
typedef struct {
    heed_text fact;                 /* "relative", "event.party-age" */
    heed_text question;
    heed_answered_by answered_by;
    heed_texts answers;             /* tokens it may be answered with */
    heed_texts outcomes;            /* beside each: the outcome name it would lead to ("unclear" where more is needed) */
} heed_ask;
typedef struct {
    heed_texts change;              /* tokens to change: leave obtained, another place, time, device, account */
    heed_outcome outcome;           /* what it would then be */
    heed_text question;
} heed_way;
typedef struct {
    heed_outcome outcome;
    heed_mood    mood;
    unsigned     flags;
    bool         baseline, judgement;
    heed_text    ask_whom;                                          /* silence, doubt or judgement: the office to ask */
    heed_cited_rule *deciding;   size_t deciding_count;             /* strictest first */
    heed_cited_rule *cited;      size_t cited_count;                /* definitions and the like, shown beside */
    heed_cited_rule *losing;     size_t losing_count;               /* live, not deciding */
    heed_cited_rule *unfired;    size_t unfired_count;              /* exceptions to deciding rules that did not fire */
    heed_texts   clauses;                                           /* ids: deciding, then cited; no id twice */
    heed_duty   *duties;         size_t duty_count;
    heed_assumption *assumed;    size_t assumed_count;              /* only those the answer rests on */
    heed_ask    *asks;           size_t ask_count;                  /* best first */
    heed_way    *ways;           size_t way_count;                  /* nearest changeable facts that would flip it, at most 3 */
    heed_text    literal_why;                                       /* from the pack's probe */
    heed_date    as_of;
} heed_answer;
/* Everything in *answer_out lives in `mem`. Text of the policy is borrowed from it. `s` is settled by the call. */
heed_status heed_explain(const heed_policy *policy, heed_situation *s, heed_date as_of, heed_arena *mem, heed_answer *answer_out, heed_error *err);
/* Is some outcome other than not-addressed certain for every completion (presumptions off)? For `every ... answered`. */
heed_status heed_always_answered(const heed_policy *policy, heed_situation *s, bool *answered_out, heed_arena *mem, heed_text *witness_out, heed_error *err);

/* Run the tests written in a policy. One finding a failure. */
heed_status heed_policy_test(const heed_policy *policy, heed_arena *mem, size_t *passed_out, size_t *failed_out, heed_findings *findings_out, heed_error *err);
#endif
