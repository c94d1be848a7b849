/* vocabulary.h - how a vocabulary is held. Inside src/policy only; other rooms use blob.h. */
#ifndef HEED_POLICY_VOCABULARY_H
#define HEED_POLICY_VOCABULARY_H
#include "blob.h"
#include "words.h"

typedef enum { NAME_FIELD, NAME_SET, NAME_MEMBER, NAME_VALUE, NAME_GROUP, NAME_ACT } name_kind;
/* index: the field (FIELD, SET), the fact (MEMBER), the group or the act. A VALUE has its field in `field`. */
typedef struct { heed_text text; name_kind kind; uint32_t field, index; } vocabulary_name;

typedef struct {
    heed_text name;
    bool one_valued;
    uint32_t line;
    heed_fact first;                 /* its own fact, or its first member */
    uint32_t  count;                 /* of values or members */
    heed_fact_info *values;          /* of a one-valued field */
    size_t    values_cap;
    heed_fact *members;
    heed_fact_info inherited;        /* what its values take over */
    token     presumed_name;         /* `presumed NAME`: a value, looked up when all values are known */
} vocabulary_field;

typedef struct {
    heed_text name;
    heed_fact field;                 /* HEED_FACT_NONE: a group of members */
    uint64_t  mask;
    heed_fact *members;
    size_t    count;
} vocabulary_group;

struct heed_vocabulary {
    heed_text name, source;
    int version;
    uint8_t hash[32];
    heed_fact_info *facts;           size_t fact_count, facts_cap;
    vocabulary_field *fields;        size_t field_count, fields_cap;
    heed_fact_info *acts;            size_t act_count, acts_cap;
    uint32_t *act_lines;             size_t act_lines_len, act_lines_cap;   /* where each act stands */
    uint64_t *embeds;                                                 /* a bit an act */
    vocabulary_group *groups;        size_t group_count, groups_cap;
    vocabulary_name *names;          size_t name_count, names_cap;
    uint32_t *name_slots;            size_t slot_count;               /* open addressing; a power of two; name + 1 */
    uint32_t *field_of_fact;                                          /* index in fields */
    heed_fact first_act;                                              /* act#0 */
    vocabulary_implication *implications; size_t implication_count, implications_cap;
    vocabulary_default *defaults;    size_t default_count, defaults_cap;
    vocabulary_wider *widers;        size_t wider_count, widers_cap;
    vocabulary_leaves *leavings;     size_t leaving_count, leavings_cap;
    vocabulary_answers *answerings;  size_t answering_count, answerings_cap;
    vocabulary_known known;
};

/* The meanings of a name: walk with NULL first. A name may be a member, a value of several fields and an act at once. */
const vocabulary_name *vocabulary_name_next(const heed_vocabulary *v, heed_text name, const vocabulary_name *before);
const vocabulary_name *vocabulary_name_of(const heed_vocabulary *v, heed_text name, name_kind kind);   /* NULL: none such */
void vocabulary_add_name(heed_vocabulary *v, heed_arena *mem, vocabulary_name name);

/* A fact as written, resolved: it holds when any of its literals does. */
typedef struct { vocabulary_literal *at; size_t n; } fact_test;
/* NAME or NAME=NAME at `w`, in the vocabulary's own groups. `prefer`: a field or set whose names win; empty for none. */
bool vocabulary_fact(const heed_vocabulary *v, words *w, heed_text prefer, fact_test *test_out);
bool vocabulary_belongs(const heed_vocabulary *v, const vocabulary_name *n, heed_text field);   /* one of this field's or set's */
uint32_t vocabulary_field_named(const heed_vocabulary *v, heed_text name);                  /* UINT32_MAX when none */

/* The second half of reading: what needs all names known. */
typedef struct { tokens words; uint32_t act; } pending_line;          /* act: for properties of an act */
typedef struct { pending_line *at; size_t len, cap; } pending_lines;
void vocabulary_read_group(heed_vocabulary *v, words w);
void vocabulary_read_act_properties(heed_vocabulary *v, words w, uint32_t act);
void vocabulary_read_implication(heed_vocabulary *v, words w);
void vocabulary_read_default(heed_vocabulary *v, words w);
void vocabulary_close_widers(heed_vocabulary *v, report *r);
#endif
