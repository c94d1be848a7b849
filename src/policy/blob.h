/* blob.h - the compiled form of a policy, as bytes.
 *
 * Relocatable and read-only: every reference is an offset from the start of the blob, every list a span of fixed-size
 * items aligned to 8. All text stands in one place, head.texts, and a span of text counts from its start: so it is checked
 * as a whole, and of each span only its ends. The compiler writes it (compile.c), open.c checks every span once, decide/ reads it without
 * further checks. Little-endian machines of our own kind only; the magic says which format it is. */
#ifndef HEED_POLICY_BLOB_H
#define HEED_POLICY_BLOB_H
#include <heed/policy.h>

#define BLOB_MAGIC "heedpol5"
enum { MOST_MONTHS_BETWEEN = 100 * 12 };              /* a longer period between reviews is a slip */

typedef struct { uint32_t at, n; } blob_span;        /* offset in bytes; number of items (of bytes for text) */

/* ---- conditions. A situation holds one mask of still-possible values per fact: bit v of a one-valued field is value v
 * (bit 63: something else); a member has bit 0 "no" and bit 1 "yes". A literal is true when nothing outside its mask is
 * possible, false when nothing inside is, else open. A conjunct holds when any of its literals does; a condition when all
 * its conjuncts do. Facts of the event's scene are fact + heed_fact_count(). */
typedef struct { uint32_t fact; uint32_t spare; uint64_t mask; } blob_literal;
typedef struct { uint32_t first; uint32_t n; } blob_conjunct;       /* literals [first, first + n) of head.literals */

/* ORDER: modal */
typedef enum { MODAL_MUST_NOT, MODAL_SHOULD_NOT, MODAL_NEEDS_LEAVE, MODAL_ADVISED_NOT, MODAL_MUST, MODAL_SHOULD, MODAL_ADVISED,
               MODAL_MAY, MODAL_CITES, MODAL_SCHEDULE } blob_modal;
enum { RULE_BASELINE = 1, RULE_JUDGEMENT = 2, RULE_READS_AS = 4, RULE_SECOND_STAGE = 8, RULE_OFFICE = 16 /* subject is an office */,
       RULE_TRIGGERED = 32 /* has on/then/after: follows as a duty */, RULE_ON_BREACH = 64, RULE_ON_DOUBT = 128,
       RULE_GATE = 256 /* the ban half of `needs` */,
       RULE_ON_ACT = 512 /* live only where the asked act, done, is one of trigger_acts */,
       RULE_AFTER_ACT = 1024 /* live only where the event's act was told and is one of them */ };

/* `on ACT: ...` is compiled to two rules: one for the asked act (RULE_ON_ACT), and one for the same act told as what happened
 * (RULE_AFTER_ACT), whose trigger's qualifiers speak of the event's scene.
 * `may X only with G` is compiled to two rules: NEEDS_LEAVE with "not held" as its last
 * conjuncts (one a grant), and MAY with "held" as its last;
 * `needs G` to MUST_NOT (RULE_GATE) with "not held", and the rule as written with "held". */
typedef struct {
    uint32_t clause;                 /* index in head.clauses */
    uint16_t number;                 /* 2 for 6.01/2; 1 when not written */
    uint8_t  modal;
    uint8_t  spare;
    uint32_t flags;
    uint32_t group;                  /* rules of one written statement share it; the index in head.statements */
    uint64_t aspects;                /* a bit an aspect, numbered as the compiler met them */
    blob_span subject;               /* blob_conjunct: who; apart, because an unnamed actor and offices are treated apart */
    blob_span when;                  /* blob_conjunct: everything else, trigger included */
    blob_span acts;                  /* uint16_t */
    blob_span trigger_acts;          /* uint16_t: acts after which this follows (then, after, on ACT), widened; empty for event triggers */
    uint32_t trigger_rule;           /* `then`/`after`: rule that must be live; UINT32_MAX when none. One compiled rule per named rule */
    uint32_t trigger_event;          /* value of the event field; the first when several are named; UINT32_MAX when none (also a literal of `when`) */
    blob_span defeaters;             /* uint16_t: rules which, live, switch this one off; all stand earlier in head.order */
    uint32_t duty;                   /* index in head.duties, UINT32_MAX when it has none */
    uint32_t ask_whom;               /* index in head.names: who judges, gives leave or has the schedule; UINT32_MAX for nobody */
} blob_rule;

typedef struct { blob_span who, form, deadline, keep, on_breach, before, to; /* `to`: names parted by NUL-free " or "/" and " */ } blob_duty;

/* Which rules speak when an act is asked, worked out at compile time from is/opposite/leaves. */
typedef enum { SPEAKS_SAME, SPEAKS_WIDER /* permission rules only */, SPEAKS_OMITTED /* the asked deed leaves the rule's act undone */ } blob_speaks;
typedef struct { uint16_t rule; uint16_t speaks; uint32_t guard_first, guard_n; /* conjuncts: condition of a conditional `is`; n 0 for none */
                 uint32_t need_first, need_n; /* literals: the part of the rule's condition that is rarest; when none of them can hold, the
                                                 rule need not be looked at. n 0 for none */ } blob_entry;
typedef struct { blob_span done, omitted, follows, after; } blob_slice;    /* blob_entry. follows, after: rules triggered by this act, asked
                                                                       or told as what happened. Rules stand in defeat order */

typedef struct {
    blob_span id, kind, force, prose;                               /* text */
    blob_span subjects, statements;                                 /* blob_span of text each */
    blob_span binds;                                                /* uint32_t member facts of the role set the clause binds; n 0 with binds_all */
    uint32_t  binds_all;
    uint32_t  line;
} blob_clause;
typedef struct { blob_span words; blob_span id; /* "6.01/2" */ uint32_t line, clause; } blob_statement;
typedef struct { uint32_t rule_a, rule_b; } blob_conflict;          /* declared: rule indices */
typedef struct { uint32_t rule; heed_date due, last; uint32_t period_months; uint32_t blank; } blob_schedule;
typedef struct { blob_span name, why; uint32_t flag, outcomes /* bit per heed_outcome */, kept, spare; blob_span acts /* uint16_t */; blob_span when; } blob_probe;
/* words: the test line as written; decide/policytest reads it. column: of what is expected; 1 where that has a line of its own */
typedef struct { blob_span words; uint32_t line, column; } blob_test;

typedef struct {
    char      magic[8];
    uint64_t  checksum;              /* of everything behind it; the magic is compared by itself */
    uint32_t  size;                  /* of the whole blob */
    uint32_t  fact_count, act_count; /* of the vocabulary it was compiled against */
    int32_t   version;
    heed_date in_force, review_due;
    uint32_t  overdue_named;         /* some condition names the fact that a review is overdue */
    uint8_t   hash[32], vocabulary_hash[32];
    blob_span texts;                 /* char: the source first, then what does not stand in it */
    blob_span name, title, school, nation, silence_ask, vocabulary, source;      /* text */
    blob_span rules, literals, conjuncts, duties, clauses, statements, conflicts, schedules, probes, tests;
    blob_span order;                 /* uint16_t: all rules, defeaters before what they defeat */
    blob_span slices;                /* blob_slice, one per act of the vocabulary */
    blob_span event_rules;           /* blob_span of uint16_t, one per value of the event field (64) */
    blob_span second_stage;          /* uint16_t: rules on breach or doubt */
    blob_span names;                 /* blob_span of text: offices named by ask_whom, groups */
    blob_span groups;                /* blob_group: named groups, for tokens and tests (`every bound ...`) */
} blob_head;
typedef struct { blob_span name; blob_span any; /* blob_conjunct: in the group when all hold */ } blob_group;

/* What decide/ and question/ see of a vocabulary beyond the public face. Owned by src/policy/vocabulary.c. */
typedef struct { uint32_t fact; uint64_t mask; } vocabulary_literal;
typedef struct { vocabulary_literal *if_all; size_t if_count; vocabulary_literal then; } vocabulary_implication;   /* main scene; holds in both scenes */
typedef struct { vocabulary_literal *if_any; size_t if_count; vocabulary_literal then; } vocabulary_default;       /* act tests use fact `act` */
typedef struct { uint16_t act, wider; vocabulary_literal *when; size_t when_count; } vocabulary_wider;             /* closed under chains; when: any of
                                                                                                                        these, none: always */
typedef struct { uint16_t act, other; bool opposite; /* false: only leaves */ } vocabulary_leaves;
typedef struct { uint16_t act; uint8_t event; } vocabulary_answers;

const vocabulary_implication *vocabulary_implications(const heed_vocabulary *v, size_t *count_out);
const vocabulary_default *vocabulary_defaults(const heed_vocabulary *v, size_t *count_out);
const vocabulary_wider *vocabulary_widers(const heed_vocabulary *v, size_t *count_out);
const vocabulary_leaves *vocabulary_leavings(const heed_vocabulary *v, size_t *count_out);
const vocabulary_answers *vocabulary_answerings(const heed_vocabulary *v, size_t *count_out);
bool vocabulary_embeds(const heed_vocabulary *v, uint32_t act);
/* A group of one field (place=on-site) as a mask; 0 when it is none. A group of members: its members, else NULL. */
uint64_t vocabulary_group_mask(const heed_vocabulary *v, heed_text name, heed_fact *field_out);
const heed_fact *vocabulary_group_members(const heed_vocabulary *v, heed_text name, size_t *count_out);
/* The name of a group of this field with just these values; empty when there is none. */
heed_text vocabulary_group_named(const heed_vocabulary *v, heed_fact field, uint64_t mask);
/* Every value a fact can have: yes and no of a member, values and "something else" of a field. Event facts too. */
uint64_t vocabulary_domain(const heed_vocabulary *v, heed_fact fact);
/* The literal "the act is this one", on act#0, act#1 ...; see below. */
vocabulary_literal vocabulary_act_literal(const heed_vocabulary *v, uint32_t act);
/* Facts of one set: the members of "tie". */
const heed_fact *vocabulary_set(const heed_vocabulary *v, heed_text set, size_t *count_out);
/* The facts the engine itself knows by name; HEED_FACT_NONE when the vocabulary has none. */
typedef struct { heed_fact act /* act#0 */, done, mood, event, breach /* member breach-found */, doubt, review_overdue;
                 int done_value, omitted_value; /* -1: none */ } vocabulary_known;
vocabulary_known vocabulary_known_facts(const heed_vocabulary *v);

/* Acts do not fit a 64-bit mask, so `act` is no ordinary fact: conditions on the asked act are done by slices, and a
 * literal on the event's act uses fact event-act with masks over classes of 63 acts... (see vocabulary.c: `act` is split
 * into heed_act_count()/63 rounded up one-valued facts named act#0, act#1 ...; exactly one of them is not "something else"). They are the
 * last facts of the vocabulary; their values are the acts' names. */

const blob_head *policy_head(const heed_policy *p);
#define BLOB_AT(head, type, span, i) (((const type *)((const char *)(head) + (span).at)) + (i))
heed_text blob_text(const blob_head *head, blob_span span);
/* What head.checksum must be; of a blob at least as long as its head. */
uint64_t policy_checksum(heed_text blob);
#endif
