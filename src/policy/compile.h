/* compile.h - a policy between its statements and its blob. */
#ifndef HEED_POLICY_COMPILE_H
#define HEED_POLICY_COMPILE_H
#include "condition.h"
#include "document.h"

#define NO_RULE UINT32_MAX           /* no enumerator: it does not fit an int */
/* Far above any school's policy: what is larger is refused at once, so that nothing here has to be fast for it. */
enum { MOST_RULES = 8192, MOST_STATEMENTS = 4096, MOST_ANCHORS = 4096, MOST_CONDITIONS = 32768,
       MOST_EDGES = 16384, MOST_PAIRS = 262144 };

typedef struct { uint16_t *at; size_t n, cap; } id_list;

typedef struct {
    const ruling *from;
    uint32_t statement, clause;      /* statement: index in rulings */
    blob_modal modal;
    uint32_t flags;
    uint64_t aspects;
    condition subject, when;
    id_list acts, trigger_acts;
    uint32_t trigger_rule, trigger_event;
    id_list defeaters;
    uint32_t duty, ask_whom;
} rule;

typedef struct { heed_text id, prose; uint32_t line, block; id_list rulings; } clause_part;
typedef struct { heed_text name, why; uint32_t flag, outcomes; bool kept; id_list acts; condition when; } probe;

typedef struct {
    lookup l;
    heed_arena *mem;
    report *r;
    const heed_vocabulary *v;
    heed_text source;
    document *doc;
    statements *s;
    rule *rules; size_t rule_count, rules_cap;
    bool full;                       /* no room for more rules: told once */
    bool *ruling_done, *ruling_open; /* compiled; being compiled, to find rings of `then` and `after` */
    clause_part *clauses; size_t clause_count, clauses_cap;
    heed_text *aspect_names; size_t aspect_count, aspects_cap;
    heed_text *names; size_t named, names_cap;
    probe *probes; size_t probe_count, probes_cap;
    token_list probes_named;         /* of all packs, those that cannot bite as well */
    blob_conflict *conflicts; size_t conflict_count, conflicts_cap;
    uint16_t *order;                 /* rules, defeaters before what they defeat */
    uint32_t *clause_of_ruling;
} compiler;

void compile_clauses(compiler *c);                                   /* clauses.c: ids, prose, anchors */
void compile_check_confirmed(compiler *c);                           /* confirmed.c */
heed_text compile_confirmed_hash(heed_text prose, const ruling *r, heed_arena *mem); /* 64 hex digits, of prose and rule as they are now */
void compile_rules(compiler *c);                                     /* rules.c */
void compile_check_tail(compiler *c, const ruling *r);               /* tails.c: names in what follows the acts */
void compile_edges(compiler *c);                                     /* edges.c: exceptions, conflicts, order */
void compile_check_tests(compiler *c);                               /* tested.c: clauses that tests name */
void compile_packs(compiler *c, const heed_texts *packs);            /* packs.c */
heed_text compile_write(compiler *c);                                /* write.c */

void list_add(heed_arena *mem, id_list *list, size_t id);            /* once each */
bool list_has(const id_list *list, size_t id);
uint32_t compile_name(compiler *c, heed_text name);                  /* index in names */
/* Rulings with this id: one for "3.1/2", all for "3.1". Reported when there is none. */
id_list compile_rulings_of(compiler *c, token id);
bool compile_act(compiler *c, token name, uint16_t *act_out);
void compile_act_and_narrower(compiler *c, uint16_t act, id_list *out);
heed_date compile_due(const ruling *r);                              /* 0 when blank */
#endif
