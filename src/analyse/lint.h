/* lint.h - what the families of checks share. Inside src/analyse only.
 *
 * A family is one file: the rules it knows, in words, and a function that looks. lint.c lists the families and nothing else
 * knows them. A new check is a rule and a few lines in the family it belongs to. */
#ifndef HEED_ANALYSE_LINT_H
#define HEED_ANALYSE_LINT_H
#include <heed/analyse.h>
#include "base/arena.h"
#include "checklist.h"
#include "picture.h"
#include "space.h"

/* One act, done, as this policy has it: opened when first asked for and kept for the other families. */
typedef struct {
    space *s; /* NULL: no rule speaks about it, or it is too tangled (reported once) */
    rules_fire rules;
    diagram may[HEED_UNCLEAR], must[HEED_UNCLEAR], bare;
} lint_act;

typedef struct {
    heed_arena *mem;
    const heed_policy *policy;
    const blob_head *h;
    const heed_vocabulary *v;
    const facts_index *x;
    const heed_analyse_options *options;
    lint_act *acts; /* by act: see lint_of */
    bool *opened;
    heed_situation *told; /* for whoever has to tell a situation: cleared before use */
    const struct prose *prose; /* the words of the text: see places.h */
    heed_lint_findings found;
    size_t cap;
} lint;

typedef struct {
    const heed_lint_rule *rules;
    size_t count;
    void (*look)(lint *l);
} lint_family;
extern const lint_family lint_logic, lint_alike, lint_exceptions, lint_gaps, lint_duties, lint_front, lint_laws, lint_prose;

const lint_act *lint_of(lint *l, uint32_t act); /* NULL when there is nothing to look at */
/* A finding about one clause or more (indices in head.clauses), told in one sentence. */
typedef struct {
    uint32_t at[16];
    size_t n;
} lint_clauses;
void lint_clause_add(lint_clauses *list, uint32_t clause); /* once each; the first is where the finding stands */
heed_lint_finding *lint_say(lint *l, const char *rule, const lint_clauses *clauses, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* Give the finding made last its picture: a situation out of `where`, and its share of the act's situations. Where the limit on
 * nodes was met on the way to it, it is taken back. */
void lint_show(lint *l, heed_lint_finding *f, space *s, diagram where);
/* Has this very rule been reported for these very clauses? Pairs are met on several acts; one finding is enough. */
bool lint_said(const lint *l, const char *rule, const lint_clauses *clauses);
/* The same, for these clauses and perhaps more. */
bool lint_told(const lint *l, const char *rule, const lint_clauses *clauses);

static inline const blob_rule *lint_rule_at(const lint *l, unsigned rule)
{
    return BLOB_AT(l->h, blob_rule, l->h->rules, rule);
}
/* Does the literal name its fact on purpose: a member that is so, a few values of a field? "unless official" names nothing. */
bool lint_names(const lint *l, const blob_literal *lit);
heed_text lint_clause_list(const lint *l, const lint_clauses *list); /* "4.1", "4.1 and 7.2", "4.1, 4.2 and 7.2" */
heed_text lint_clause_id(const lint *l, uint32_t clause);
heed_text lint_statement_id(const lint *l, unsigned rule); /* "6.01/2" */
#endif
