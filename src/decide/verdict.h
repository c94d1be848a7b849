/* verdict.h - deciding, as explain.c and policytest.c need it. Inside src/decide only. */
#ifndef HEED_DECIDE_VERDICT_H
#define HEED_DECIDE_VERDICT_H
#include "live.h"

/* A rule's class for the asked act. ORDER: outcome; a baseline is the weakest permission. */
enum { CLASS_BASELINE = HEED_PERMITTED + 1, CLASS_CITED, CLASS_NONE };

/* An entry of the slice that is live or may be: what it says of the asked act. */
typedef struct {
    uint16_t rule;
    uint8_t class, bits;
} found_entry;

typedef struct {
    live_view w;
    found_entry found[MAX_RULES]; /* by the last look at the classes */
    uint32_t found_count;
    heed_mood mood;
    const heed_situation *s;
    const heed_policy *policy;
    heed_date as_of;
    bool told_breach, told_doubt;
    uint8_t scene_breach; /* bits from the event's own scene; used when event_scene */
    bool event_scene, embeds_undecided;
    uint8_t overdue_told; /* 0: not told, else KNOWN_TOLD */
} deciding;

/* Make ready to decide; HEED_INVALID when policy and situation do not go together. */
heed_status deciding_open(deciding *d, const heed_policy *policy, const heed_situation *s, heed_date as_of, heed_error *err);
/* The outcome by bounds; HEED_UNCLEAR when they leave it open, and then *open_out is a literal to try (mask 0: none would
 * help). */
heed_outcome deciding_bounds(deciding *d, vocabulary_literal *open_out);
unsigned deciding_class(const deciding *d, const blob_entry *e);
bool deciding_overdue(const deciding *d, unsigned rule);
/* The event's scene first, where the act asks about another or a breach may lie there. *answered_out: `v` is the answer. */
heed_status deciding_event_scene(deciding *d, heed_verdict *v, bool *answered_out, heed_error *err);
bool deciding_any_overdue(const deciding *d);
/* For a definite outcome whose lists are made. */
void deciding_flags(deciding *d, heed_verdict *v);
bool deciding_probe(const deciding *d, const blob_probe *p, heed_outcome outcome);
bool schedule_overdue(const blob_schedule *one, heed_date as_of);

/* Search the completions of `poss` (2 * facts masks, changed and put back) for the outcome they share. With `seek`, stop at the
 * first completion that is not addressed and leave its masks in poss. `only`: conjuncts that must hold of a completion. */
typedef struct {
    bool seek_silence;
    uint32_t only_first, only_n;
    int steps;
} search_for;
heed_outcome search_outcome(deciding *d, uint64_t *poss, const search_for *wanted, bool *found_out, bool *gave_up_out);
#endif
