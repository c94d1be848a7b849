/* situation.h - how a situation is held, and narrowing by what the vocabulary implies. Inside src/decide only.
 *
 * One mask of still-possible values a fact; the facts of the event's scene follow those of the main scene. */
#ifndef HEED_DECIDE_SITUATION_H
#define HEED_DECIDE_SITUATION_H
#include <heed/decide.h>
#include "policy/blob.h"

enum { MAX_FACTS = 1024, MAX_CLAUSES = 60000 }; /* of one scene: what a decision can hold on its stack */

/* How a fact came to be known. From KNOWN_DEFAULT on it is presumed. */
typedef enum {
    KNOWN_NOT,
    KNOWN_TOLD,
    KNOWN_IMPLIED,
    KNOWN_DEFAULT,
    KNOWN_CLOSED,
    KNOWN_NOT_HELD,
    KNOWN_ABSENT,
    KNOWN_USUAL,
    KNOWN_FOLLOWS /* from something presumed */
} known_how;

/* An implication as a clause: at least one of its literals holds, in either scene. */
typedef struct {
    uint32_t first, n;
} facts_clause;
/* What is settled together: facts in rising order, and the clauses and defaults that link them, as 2 * number + scene. */
typedef struct {
    const uint16_t *facts, *clauses, *defaults;
    uint32_t fact_count, clause_count, default_count;
} facts_scope;
/* People, site, account and chat group of an answered event are the act's own: such facts are tied across the scenes. */
enum { TIED_NONE, TIED_PEOPLE, TIED_SITE, TIED_ACCOUNT, TIED_CHAT, TIED_GROUPS };

/* What is worked out once from a vocabulary. */
typedef struct {
    const heed_vocabulary *v;
    uint32_t n;    /* facts of one scene */
    uint32_t acts; /* number of facts act#0, act#1 ... */
    vocabulary_known known;
    const heed_fact_info **info; /* n */
    uint16_t *set_of;            /* n: the first fact of the same set */
    uint64_t *domain;            /* n */
    vocabulary_literal *literals;
    facts_clause *clauses;
    size_t clause_count;
    uint32_t *at_first; /* n + 1: clauses a fact stands in are at[at_first[f]] .. at[at_first[f + 1]] */
    uint16_t *at;
    uint64_t *at_mask; /* beside `at`: while some of this is possible, the fact keeps the clause from saying anything */
    facts_scope all;
    uint8_t *tie; /* n */
    heed_fact *roles;
    size_t role_count;
    uint8_t mood_of[64]; /* heed_mood of a value of the mood field */
} facts_index;

typedef struct {
    uint64_t before;
    uint16_t fact;
    uint8_t how;
} facts_undo;

/* Masks being narrowed, with a way back. */
typedef struct {
    const facts_index *x;
    uint64_t *poss;  /* 2n */
    uint16_t *queue; /* 2n, a ring */
    uint8_t *queued; /* 2n */
    uint32_t from, waiting;
    facts_undo *undo;
    size_t undone_to, undo_cap;
    bool overflow;  /* no more room for the way back: give up */
    uint8_t tied;   /* bit a tie group */
    uint8_t *how;   /* 2n, or NULL */
    uint16_t *why;  /* 2n: clause + 1 that narrowed it; or NULL */
    uint8_t mark;   /* known_how of what is narrowed now */
    uint32_t clash; /* fact that was left without a value */
    uint16_t clash_why;
} narrowing;

enum { WHY_TIED = UINT16_MAX };

struct heed_situation {
    heed_arena *mem;
    const facts_index *x;
    uint64_t *told, *now; /* 2n each */
    uint8_t *how;         /* 2n */
    heed_date as_of;
    bool settled, bare; /* bare: settled without presumptions */
    narrowing work;
    /* worked out by settling */
    int act, event_act; /* -1: not known */
    int event;          /* value of the event field; -1 none, -2 open */
    heed_mood mood;
    bool nobody_named;        /* no role is known to hold */
    heed_situation *embedded; /* the event as a situation of its own; NULL when its act is not known */
    bool has_embedded;
};

/* Narrow a fact. False when nothing is left of it. */
bool narrow(narrowing *w, uint32_t fact, uint64_t mask, uint16_t why);
/* Follow all implications of what was narrowed. False on a contradiction; the queue is then empty. */
bool narrow_through(narrowing *w);
void narrow_back(narrowing *w, size_t undone_to);
/* All clauses of a scope once. False on a contradiction. */
bool narrow_by_clauses(narrowing *w, const facts_scope *of);
/* Is there a completion at all? Puts everything back. Gives up, saying yes, after many steps. */
bool narrow_can_complete(narrowing *w, const facts_scope *of);

facts_index *facts_index_new(const heed_vocabulary *v, heed_arena *mem);
/* Settle with presumptions or without. */
heed_status situation_settle(heed_situation *s, bool presume, heed_error *err);
/* Settle a part that nothing links with the rest but told facts; false on a contradiction. `ties`: what an act answers is in it.
 * situation_note works out what hangs on the whole, at the end. */
bool situation_settle_part(heed_situation *s, const facts_scope *of, bool ties);
void situation_note(heed_situation *s);
/* An empty situation of the same vocabulary, sharing what was worked out from it. */
heed_situation *situation_new_like(const heed_situation *s, heed_arena *mem);
void situation_copy(heed_situation *to, const heed_situation *from); /* what was told; same vocabulary */

/* tokens.c */
/* A fact and a mask as tokens people may write: "!relative", "place=home", "event.account=personal". */
heed_text fact_token(const facts_index *x, uint32_t fact, uint64_t mask, heed_arena *mem);
heed_text fact_name(const facts_index *x, uint32_t fact, heed_arena *mem);
/* Read a token into facts and masks: all hold. `literals` has room for `cap`. */
typedef struct {
    vocabulary_literal at[96];
    size_t n;
    heed_date as_of;
} told_token;
heed_status token_read(const facts_index *x, heed_text token, heed_arena *mem, told_token *out, heed_error *err);
static inline bool known_presumed(uint8_t how)
{
    return how >= KNOWN_DEFAULT;
}
#endif
