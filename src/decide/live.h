/* live.h - which rules are live, in three values. Inside src/decide only.
 *
 * Two bits a rule: possibly live, certainly live, found by alternating bounds: a rule is certain when its condition is and
 * nothing that may be live defeats it; possible when its condition is and nothing that is certainly live defeats it. */
#ifndef HEED_DECIDE_LIVE_H
#define HEED_DECIDE_LIVE_H
#include "situation.h"

enum { POSSIBLE = 1, CERTAIN = 2, SURE = 3 };
enum { MAX_RULES = 8192, MAX_CHAIN = 200, REMEMBERED = 16 };
/* How a rule is looked at: as speaking about the asked act, or as a duty that follows. In the second an office's rule binds its
 * office whoever asks. */
typedef enum { AS_ASKED, AS_DUTY } live_as;
/* How a rule speaks about the asked act. */
enum { SAYS_ACT = 1, SAYS_UNDONE = 2, SAYS_GUARDED = 4 };

typedef struct {
    const blob_head *h;
    const heed_vocabulary *v;
    const blob_rule *rules;
    const blob_conjunct *conjuncts;
    const blob_literal *literals;
    const uint64_t *poss;    /* masks of both scenes */
    const uint64_t *settled; /* as settled, before anything is tried: for a subject nobody was named for */
    bool nobody_named;       /* a must-question without an actor: the one the clause names */
    bool second;             /* second stage */
    bool met_second;         /* the first stage came upon a rule of the second */
    bool reading;            /* a `reads as` exception switched something off */
    uint8_t breach, doubt;   /* bits, for the second stage */
    uint32_t breach_fact, doubt_fact;
    int act;
    int happened; /* the event's act as told; -1 for none */
    bool omitted;
    const blob_entry *entries; /* of the asked act */
    uint32_t entry_count;
    unsigned depth;
    struct {
        uint32_t of, bits;
    } any[REMEMBERED]; /* long "or"s, as groups of roles are: many rules share them; first literal + 1 */
    uint8_t memo[MAX_RULES][2]; /* by live_as */
} live_view;

/* Ready for one act, done or omitted. Keeps nothing from before but h, v and the masks. */
void live_open(live_view *w);
/* Forget what was found, after masks or stage changed. */
void live_again(live_view *w);
unsigned live_rule(live_view *w, unsigned rule, live_as as);
/* A rule as it speaks about the asked act: live, and where it does so only as a kind of something wider, that kind. */
unsigned live_entry(live_view *w, const blob_entry *e);
/* A condition's bits; 0 is false. */
unsigned live_condition(const live_view *w, blob_span conjuncts);
unsigned live_conjuncts(const live_view *w, uint32_t first, uint32_t n);
/* An open literal that keeps a rule undecided; mask 0 when none does. */
vocabulary_literal live_open_literal(live_view *w, unsigned rule, live_as as);
vocabulary_literal live_open_entry(live_view *w, const blob_entry *e);
/* False: the rule is certainly not live, and need not be looked at. */
static inline bool live_needed(const live_view *w, const blob_entry *e)
{
    const blob_literal *need = w->literals + e->need_first;
    bool can = !e->need_n;
    for (uint32_t i = 0; i < e->need_n && !can; i++)
        can = (w->poss[need[i].fact] & need[i].mask) != 0;
    return can;
}
static inline bool live_found(const live_view *w, unsigned rule)
{
    return ((w->memo[rule][AS_ASKED] | w->memo[rule][AS_DUTY]) & SURE) != 0;
}
static inline const uint16_t *live_numbers(const live_view *w, blob_span span)
{
    return BLOB_AT(w->h, uint16_t, span, 0);
}
#endif
