/* heed/analyse.h - what is wrong with a policy, what a change does, and how policies differ.
 *
 * Exact where rules are concerned: every situation the vocabulary allows is covered, none is sampled. A finding about rules
 * comes with one situation a head can picture; a finding about words comes with its line. Nothing here changes an answer.
 * Pure, like all of libheed: dates are given, data files are given as text.
 * Source of the method: multi-valued decision diagrams, one act at a time; docs/language.md section 6 is the meaning. */
#ifndef HEED_ANALYSE_H
#define HEED_ANALYSE_H
#include <heed/decide.h>

/* ---- data that analysis goes by: laws and platforms with their dates, and what every school must decide */
typedef struct heed_laws heed_laws;            /* opaque: read from one or more fact files (docs/language.md, "Law and platform files") */
typedef struct heed_checklist heed_checklist;  /* opaque: read from a checklist file */

/* All errors of the text in one run, then HEED_INVALID. `laws` may be read from several texts one after another. */
heed_status heed_laws_read(const heed_texts *sources, const heed_texts *files, heed_arena *mem, const heed_laws **laws_out,
                           heed_findings *findings_out, heed_error *err);
heed_status heed_checklist_read(heed_text source, heed_text file, const heed_vocabulary *v, heed_arena *mem,
                                const heed_checklist **checklist_out, heed_findings *findings_out, heed_error *err);

/* ---- lint */
typedef struct {
    const char *id;                 /* "contradiction": stable, used on the command line, in JSON and in addresses of pages */
    const char *level;              /* "error", "warning", "note" */
    const char *title;              /* "Two rules that cannot both be kept" */
    const char *why, *example, *mend; /* plain English, a few sentences each */
} heed_lint_rule;
const heed_lint_rule *heed_lint_rule_at(size_t index);              /* one after another, family by family; NULL behind the last */
const heed_lint_rule *heed_lint_rule_find(heed_text id);            /* NULL when unknown */

typedef struct {
    const heed_lint_rule *rule;
    heed_text  message;             /* one sentence: what is wrong here */
    uint32_t   line, column;        /* of the first clause it is about; 1 where the whole text is meant */
    heed_texts clauses;             /* ids of all clauses it is about, as in the document */
    heed_text  situation;           /* "A teacher accepts a contact request. The other person is a pupil here and family."; may be empty */
    heed_texts facts;               /* the same as tokens, act first; empty when there is none */
    double     share;               /* of the situations of that act the vocabulary allows, 0 to 1; negative: no such share */
} heed_lint_finding;
typedef struct { heed_lint_finding *at; size_t len; } heed_lint_findings;

typedef struct {
    heed_date as_of;                /* 0: nothing is judged by date */
    const heed_laws *laws;          /* NULL: laws and platforms are not looked at */
    const heed_checklist *checklist;/* NULL: only gaps the policy's own tests name */
    uint32_t node_limit;            /* of one act's diagrams; 0: the usual limit */
} heed_analyse_options;
/* Findings by line, then rule. A limit that is reached becomes a finding ("too-tangled") and the rest goes on. */
heed_status heed_lint(const heed_policy *policy, const heed_analyse_options *options, heed_arena *mem,
                      heed_lint_findings *findings_out, heed_error *err);

/* ---- diff: two versions of a text, of one vocabulary */
typedef enum { HEED_CLAUSE_ADDED, HEED_CLAUSE_REMOVED, HEED_CLAUSE_REWORDED /* prose alone */, HEED_CLAUSE_RULES /* rules, perhaps prose too */ } heed_clause_change;
typedef struct {
    heed_clause_change what;
    heed_text id;
    const heed_clause *before, *after;                              /* NULL where there is none */
} heed_changed_clause;
/* One group of situations whose answer changes in the same way. */
typedef struct {
    heed_text    act;               /* name */
    bool         omitted;           /* leaving it undone */
    heed_mood    mood;              /* HEED_MAY or HEED_MUST */
    heed_outcome from, to;
    heed_text    group;             /* in words: "staff; the other person is a former pupil here under 18" */
    heed_texts   facts;             /* the group as tokens */
    heed_text    example;           /* one situation, in words */
    heed_texts   example_facts;
    heed_texts   roles;             /* roles that occur in it; empty: whoever it is */
    heed_texts   clauses_before, clauses_after;                     /* deciding ids in the example */
    double       share;             /* of the situations of that act */
    double       situations;        /* how many; exact up to 2^53 */
} heed_change;
typedef struct { heed_text words; heed_text clause; } heed_duty_change; /* "tell a senior leader in writing", "6.09a" */
typedef struct {
    heed_changed_clause *clauses;   size_t clause_count;
    heed_change         *changes;   size_t change_count;            /* largest first; at most three groups for each act, mood, from and to */
    size_t               left_out;                                  /* smaller groups not listed */
    heed_duty_change    *gained, *lost; size_t gained_count, lost_count;
    heed_texts           too_tangled;                               /* acts that met the node limit: not compared */
} heed_policy_diff;
/* `role`: only what touches this role or group; empty for all. HEED_INVALID when it is unknown or the vocabularies differ. */
heed_status heed_diff(const heed_policy *before, const heed_policy *after, heed_text role, const heed_analyse_options *options,
                      heed_arena *mem, heed_policy_diff *diff_out, heed_error *err);

/* ---- compare: several policies, of one vocabulary */
typedef struct {
    heed_text  question;            /* "May staff be friends online with a pupil?" */
    heed_texts facts;
    heed_mood  mood;
    struct heed_compared { heed_outcome outcome; bool baseline; unsigned flags; heed_texts clauses; } *answers; /* one a policy */
    heed_text  summary;             /* "Two forbid, one advises against, two are silent." */
} heed_compare_row;
typedef struct { heed_text act; heed_texts *groups; size_t group_count; /* policy names with equal answers in every situation of the act */
                 size_t **members; } heed_same_rules;                       /* of each group: where its policies stand among those compared */
typedef struct {
    heed_compare_row *rows;  size_t row_count;
    heed_same_rules  *acts;  size_t act_count;                      /* only acts some policy speaks about */
    heed_texts        too_tangled;
} heed_comparison;
heed_status heed_compare(const heed_policy *const *policies, size_t count, const heed_checklist *checklist,
                         const heed_analyse_options *options, heed_arena *mem, heed_comparison *comparison_out, heed_error *err);

/* ---- coverage: roles by acts, and what the tests in the file exercise */
typedef struct {
    unsigned outcomes;              /* bit per heed_outcome that occurs for some situation of this role and act */
    double   silent;                /* share of the situations that are not addressed */
    heed_texts clauses;             /* that decide somewhere in the cell */
} heed_coverage_cell;
typedef struct {
    heed_texts roles, acts;         /* names; meanings by heed_fact_get and heed_act_get */
    heed_coverage_cell *cells;      /* roles.len * acts.len, a row of acts for each role */
    size_t rules, rules_met, exceptions, exceptions_met, borders, borders_met;   /* by the tests in the file */
    heed_texts unmet;               /* ids ("3.2/2", "3.2 except 3.1", "3.1 at relative") no test meets */
    heed_texts too_tangled;
} heed_coverage;
heed_status heed_cover(const heed_policy *policy, const heed_analyse_options *options, heed_arena *mem, heed_coverage *coverage_out, heed_error *err);
/* Test lines, one situation a rule, an exception and a border, ready for a `heed test` fence, each of which passes. */
heed_status heed_generate_tests(const heed_policy *policy, const heed_analyse_options *options, heed_arena *mem, heed_text *lines_out, heed_error *err);

/* ---- typical answers: what governors ratify beside the text */
typedef struct { heed_text question; heed_texts facts; heed_answer answer; bool changed; /* against `before` */ heed_outcome was; } heed_typical;
typedef struct { heed_typical *at; size_t len; } heed_typicals;
/* `before` may be NULL. */
heed_status heed_typical_answers(const heed_policy *policy, const heed_policy *before, const heed_checklist *checklist, heed_date as_of,
                                 heed_arena *mem, heed_typicals *typicals_out, heed_error *err);
#endif
