/* space.h - every situation in which one act is done (or left undone), and what policies say there.
 *
 * A third evaluator beside the engine and the tests' reference: the same meaning (docs/language.md, section 6) worked out
 * for all complete situations at once. Breach, doubt and an overdue review are facts like others here, as if told.
 * Several policies of one vocabulary may share a space: then equal diagrams are equal rules. */
#ifndef HEED_ANALYSE_SPACE_H
#define HEED_ANALYSE_SPACE_H
#include "decide/situation.h"
#include "diagram.h"

/* What a rule says of the act where it fires. ORDER: outcome, then as below. */
enum { SAYS_BASELINE = HEED_PERMITTED + 1, SAYS_CITED, SAYS_NOTHING };

typedef struct {
    uint16_t rule;
    uint8_t says;
    diagram fires;
} rule_fires;
typedef struct {
    rule_fires *at;
    size_t len;
} rules_fire;

typedef struct {
    heed_arena *mem;
    const facts_index *x;
    const heed_policy *const *policies; /* whose words and groups are spoken here */
    size_t policy_count;
    uint32_t act;
    bool omitted;
    int event;       /* the event it answers, whose people and places are the act's own; -1 for none */
    heed_date as_of;       /* for reviews that are due; 0: none is */
    diagrams *d;           /* NULL while facts are being gathered */
    uint32_t *fact_of;     /* by variable: a fact of either scene */
    uint16_t *variable_of; /* by fact; UINT16_MAX when no rule here asks it */
    uint64_t *domain;
    uint32_t count;
    diagram valid; /* what the vocabulary allows */
} space;

enum { SPACE_NODES = 400000, NO_RULE = UINT16_MAX };

/* HEED_INVALID when the limit on nodes is reached: the sentence names the act. */
heed_status space_open(const facts_index *x, const heed_policy *const *policies, size_t count, uint32_t act, bool omitted,
                       heed_date as_of, uint32_t limit, heed_arena *mem, space **space_out, heed_error *err);
/* The rules that speak about the act, with where they fire. `without`: as if this rule were not in the text. */
rules_fire space_rules(space *s, const heed_policy *policy, unsigned without);
/* Where a rule is live, whatever it says of the act. */
diagram space_live(space *s, const heed_policy *policy, unsigned rule, unsigned without);
/* The rule's own condition and subject, exceptions left aside. */
diagram space_own(space *s, const heed_policy *policy, unsigned rule);
/* Where each outcome holds, for a "may" question or a "must" question. out[HEED_UNCLEAR] entries; silence is
 * out[HEED_NOT_ADDRESSED]. *bare_out (or NULL): permitted by a baseline alone. */
void space_outcomes(space *s, const rules_fire *rules, bool must, diagram *out, diagram *bare_out);
/* Who is in a group the policy names; DIAGRAM_ALL where no rule here asks for any of it. */
diagram space_group(space *s, const heed_policy *policy, heed_text name);
bool space_has_group(const heed_policy *policy, heed_text name);
/* What the policies or the vocabulary call these values of one field; empty when they have no name for them. */
heed_text space_group_named(const space *s, uint32_t fact, uint64_t mask);
/* HEED_INVALID in words once the limit was reached; to be asked after a run of calls. */
heed_status space_check(const space *s, heed_error *err);
#endif
