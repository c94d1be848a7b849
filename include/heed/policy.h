/* heed/policy.h - vocabularies and policies: read, compile, open, look inside, format.
 *
 * A vocabulary names facts and acts; a policy compiles against one vocabulary into a blob:
 * relocatable, read-only bytes that may be kept in a file or mapped. docs/language.md has the language. */
#ifndef HEED_POLICY_H
#define HEED_POLICY_H
#include <heed/base.h>

typedef struct heed_vocabulary heed_vocabulary;      /* opaque, read-only, shareable between threads */
typedef struct heed_policy heed_policy;              /* opaque: one compiled policy, read-only, shareable between threads */

enum { HEED_SOURCE_MAX = 4 * 1024 * 1024 };          /* the largest policy or vocabulary text we read, in bytes */

/* Read a vocabulary. Every error of the text is put in *findings_out in one run; then HEED_INVALID. */
heed_status heed_vocabulary_read(heed_text source, heed_text file, heed_arena *mem,
                                 const heed_vocabulary **vocabulary_out, heed_findings *findings_out, heed_error *err);

/* ---- the facts of a vocabulary. A fact is a small number, 0 .. heed_fact_count() - 1; the same fact of the event's
 * scene is that number + heed_fact_count(). Values of a one-valued field are 0 .. 62; value 63 is "something else". */
typedef uint32_t heed_fact;
#define HEED_FACT_NONE UINT32_MAX
enum { HEED_VALUE_OTHER = 63 };
typedef enum { HEED_PRESUMED_NONE, HEED_PRESUMED_ABSENT, HEED_PRESUMED_DESCRIBED, HEED_PRESUMED_NOT_HELD, HEED_PRESUMED_VALUE } heed_presumed;
typedef enum { HEED_BY_ASKER, HEED_BY_REGISTER, HEED_BY_SCHOOL, HEED_BY_CLOCK, HEED_BY_NOBODY } heed_answered_by;

typedef struct {
    heed_text name;                 /* "pupil-here", or "account" for a one-valued field */
    heed_text set;                  /* the set it is a member of ("party"); its own name for a one-valued field */
    heed_text meaning, question;
    heed_text phrases;              /* as written after `said`, parted by "; "; may be empty */
    bool      one_valued, office, changeable, sensitive;
    heed_presumed    presumed;
    uint64_t         presumed_value;/* mask, for HEED_PRESUMED_VALUE */
    heed_answered_by answered_by;
    uint32_t  value_count;          /* of a one-valued field */
    heed_text told;                 /* how a situation tells it: "The other person is ...", the meaning where the dots are; may be empty */
} heed_fact_info;

size_t heed_fact_count(const heed_vocabulary *v);
const heed_fact_info *heed_fact_get(const heed_vocabulary *v, heed_fact fact);         /* event facts give the plain fact's info */
heed_fact heed_fact_find(const heed_vocabulary *v, heed_text name);                    /* HEED_FACT_NONE when unknown */
/* A value of a one-valued field (name, meaning, question, phrases, office, changeable are set); NULL when out of range. */
const heed_fact_info *heed_value_get(const heed_vocabulary *v, heed_fact field, uint32_t value);
int  heed_value_find(const heed_vocabulary *v, heed_fact field, heed_text name);       /* -1 when unknown */
/* Acts are numbered apart, 0 .. heed_act_count() - 1. */
size_t heed_act_count(const heed_vocabulary *v);
const heed_fact_info *heed_act_get(const heed_vocabulary *v, uint32_t act);            /* name, meaning, phrases */
int  heed_act_find(const heed_vocabulary *v, heed_text name);                          /* -1 when unknown */
heed_text heed_vocabulary_name(const heed_vocabulary *v);
/* The nearest known name to a misspelt one, for "did you mean"; empty when none is near. */
heed_text heed_vocabulary_nearest(const heed_vocabulary *v, heed_text name, heed_arena *mem);

/* Compile one policy text (and any packs) against a vocabulary. All errors of the text are reported in one run. */
heed_status heed_policy_compile(heed_text source, heed_text file, const heed_vocabulary *v, const heed_texts *packs,
                                heed_arena *mem, heed_text *blob_out, heed_findings *findings_out, heed_error *err);

/* Open a blob. `blob` is borrowed for as long as the policy is used and must be aligned to 8 bytes.
 * HEED_INVALID in words when it is another version's, another vocabulary's, or damaged: every offset is checked here. */
heed_status heed_policy_open(heed_text blob, const heed_vocabulary *v, heed_arena *mem, const heed_policy **policy_out, heed_error *err);
const heed_vocabulary *heed_policy_vocabulary(const heed_policy *policy);

/* Canonical form of a policy text: prose untouched, fences laid out in columns. */
heed_status heed_policy_format(heed_text source, heed_text file, heed_arena *mem, heed_text *text_out, heed_findings *findings_out, heed_error *err);

typedef struct {
    heed_text name, title, school, nation, silence_ask;             /* silence_ask: whom to ask where the policy says nothing */
    heed_text hash;                                                 /* of the source, 64 hex digits */
    heed_text vocabulary;
    int       version;
    heed_date in_force, review_due;                                 /* review_due: earliest date for review, 0 when blank */
} heed_policy_info;
const heed_policy_info *heed_policy_about(const heed_policy *policy);

/* A clause: one id of the document with its prose and statements. In the order of the document. */
typedef struct {
    heed_text id;
    heed_text kind;                 /* "rule", "duty", "schedule", "judgement", "definition", "aim", "information" */
    heed_text force;                /* "must", "must not", "should", "should not", "may", "advised to", "advised not to", "" for plain ones */
    heed_text prose;                /* Markdown of the block that carries it, anchors taken out */
    heed_texts subjects;            /* role and group names bound by it, empty for everybody */
    heed_texts statements;          /* as written, one text a statement */
    uint32_t  line, index;
} heed_clause;
size_t heed_clause_count(const heed_policy *policy);
/* The clause in `mem`, its texts borrowed from the policy. NULL when out of range, or when there is no memory. */
const heed_clause *heed_clause_get(const heed_policy *policy, size_t index, heed_arena *mem);
/* NULL when unknown; "6.01/2" finds 6.01. */
const heed_clause *heed_clause_find(const heed_policy *policy, heed_text id, heed_arena *mem);
/* Does the clause bind this role (by itself, or through a group or an implied role)? True when it binds everybody. */
bool heed_clause_binds(const heed_policy *policy, const heed_clause *clause, heed_text role);
heed_text heed_policy_source(const heed_policy *policy);            /* the Markdown text it was compiled from */
#endif
