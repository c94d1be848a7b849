/* statement.h - statements of a policy as they are written, before their names are looked up. */
#ifndef HEED_POLICY_STATEMENT_H
#define HEED_POLICY_STATEMENT_H
#include "blob.h"
#include "words.h"

typedef struct { bool negated, event; const token *at; heed_text field, name; } atom;      /* field: empty for a bare name */
typedef struct { atom *at; size_t n, cap; } choice;
/* ORDER: place */
typedef enum { PLACE_SUBJECT, PLACE_WHOM, PLACE_BY, PLACE_AT, PLACE_DURING, PLACE_ABOUT, PLACE_SHOWING, PLACE_WHEN, PLACE_UNLESS, PLACE_FROM } place;
typedef struct { place place; choice choice; } qualifier;
typedef struct { qualifier *at; size_t n, cap; } qualifiers;
typedef struct { token *at; size_t n, cap; } token_list;

typedef enum { TRIGGER_NONE, TRIGGER_ON, TRIGGER_AFTER, TRIGGER_THEN } trigger_kind;
typedef enum { RULING_RULE, RULING_SCHEDULE, RULING_AIM, RULING_INFORMATION, RULING_DEFINITION } ruling_kind;

typedef struct {
    heed_text id;                    /* of the clause */
    uint16_t number;
    heed_text full_id, words;
    uint32_t line, column;
    uint32_t block;                  /* of the prose above its fence; UINT32_MAX: none */
    ruling_kind kind;
    bool reads_as, baseline, cites;
    token_list except;
    trigger_kind trigger;
    token_list trigger_names;        /* events or an act; for `after`: clause ids */
    qualifiers trigger_quals;
    token judgement;                 /* office; empty text: none */
    choice subject;
    heed_text subject_words, modal_words;
    blob_modal modal;
    token_list acts;
    qualifiers quals;
    token_list leave, gate;          /* only with; needs */
    token leave_from;
    heed_text to, form, deadline, before, keep, on_breach;
    token_list recipients;           /* the names in `to` */
    token starts, comes_before, breach_act;     /* within ... of, before, on breach; empty text: none */
    token kept_place;                /* kept on, kept as; empty text: none */
    token_list aspects;
    int period; token period_unit;
    heed_date due, last;
    bool due_blank;
    heed_text says;                  /* the words without their confirmation */
    token confirmed;                 /* the hash; empty text: none */
} ruling;

typedef struct { atom fact; choice when; } group_item;               /* `when`: all must hold */
typedef struct { token name; group_item *items; size_t n, cap; int open; /* while it is being looked up, to find rings */ } policy_group;
typedef struct { token a, b; } conflict_pair;
typedef struct { token name; heed_text by; heed_date on; } kept_probe;

typedef struct {
    report *r;
    heed_arena *mem;
    heed_text name, school, nation, vocabulary, silence;
    uint32_t name_line, vocabulary_line;
    token silence_at;
    int version, review; token review_unit; bool review_blank;
    heed_date in_force;
    policy_group *groups; size_t group_count, groups_cap;
    conflict_pair *conflicts; size_t conflict_count, conflicts_cap;
    kept_probe *kept; size_t kept_count, kept_cap;
    ruling *rulings; size_t ruling_count, rulings_cap;
    token_list failed;               /* ids of statements with a fault: told once, and not missed again */
} statements;

/* Read one statement into *s; faults are reported. `block`: the prose above it, UINT32_MAX for none. */
void statement_read(statements *s, source_line line, uint32_t block);
/* For packs: qualifiers and choices by themselves. */
bool statement_choice(words *w, heed_arena *mem, choice *out);
bool statement_qualifiers(words *w, heed_arena *mem, qualifiers *out);
bool statement_acts(words *w, heed_arena *mem, token_list *out);
int  statement_months(heed_text unit, int count);                   /* 0 when the unit is shorter than a month */
#endif
