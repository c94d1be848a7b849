/* random_test.c - engine and plain evaluator agree on random situations under random policies.
 *
 * Policies are written as text over a small vocabulary and go through the real compiler, so that the whole chain is tried. The
 * seed is printed; HEED_RANDOM_SEED and HEED_RANDOM_SITUATIONS choose others. */
#include "base/arena.h"
#include "random_policy.h"
#include "reference.h"
#include "same_answer.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- comparing */

typedef struct {
    size_t situations, compared, definite, unclear, embedded, skipped, contradictions, policies, refused, failed, proved,
        disproved, explained;
} tally;

static const char *disagreement(const heed_verdict *v, const reference *r, size_t rules)
{
    bool deciding[REFERENCE_RULES] = { false }, duty[REFERENCE_RULES] = { false };
    if (v->outcome != r->outcome)
        return "outcome";
    for (size_t i = 0; i < v->deciding_count; i++)
        deciding[v->deciding[i]] = true;
    for (size_t i = 0; i < v->duty_count; i++) {
        duty[v->duty[i]] = true;
        if (!r->duty[v->duty[i]])
            return "a duty that does not always follow";
    }
    if (r->completions != 1 || v->deciding_count == HEED_VERDICT_RULES)
        return NULL;
    for (size_t i = 0; i < rules; i++) {
        if (deciding[i] != r->deciding[i] && v->outcome != HEED_NOT_ADDRESSED)
            return "deciding rules";
        if (duty[i] != r->duty[i])
            return "duties";
    }
    if (v->flags != r->flags)
        return "flags";
    return NULL;
}

static void compare(const heed_policy *policy, heed_situation *s, const random_text *text, const random_text *told, tally *t)
{
    static heed_verdict v;
    static reference r;
    heed_error err = { .message = "" };
    heed_date as_of = (random_below(100) < 20) ? 20260601 : 0;
    t->situations++;
    if (heed_situation_settle(s, &err) != HEED_OK) {
        t->contradictions++;
        return;
    }
    reference_decide(policy, s, as_of, &r);
    if (r.too_many) {
        t->skipped++;
        return;
    }
    if (heed_decide(policy, s, as_of, &v, &err) != HEED_OK) {
        printf("decide failed: %s\n", err.message);
        t->failed++;
        return;
    }
    t->compared++;
    t->embedded += s->has_embedded;
    *(v.outcome == HEED_UNCLEAR ? &t->unclear : &t->definite) += 1;
    const char *wrong = disagreement(&v, &r, policy_head(policy)->rules.n);
    if (!wrong || t->failed++ > 3)
        return;
    printf("DISAGREE (%s): engine %s, plain %s over %zu completions\n%.*s\nfacts:%.*s as-of %d\n", wrong,
           heed_outcome_name(v.outcome), heed_outcome_name(r.outcome), r.completions, (int)text->n, text->at, (int)told->n,
           told->at, as_of);
    printf("rules (engine decides, plain decides, engine duty, plain duty):\n");
    for (unsigned i = 0; i < policy_head(policy)->rules.n; i++) {
        bool d = false, f = false;
        for (int k = 0; k < v.deciding_count; k++)
            d |= v.deciding[k] == i;
        for (int k = 0; k < v.duty_count; k++)
            f |= v.duty[k] == i;
        heed_text id = blob_text(policy_head(policy),
                                 BLOB_AT(policy_head(policy), blob_statement, policy_head(policy)->statements,
                                         BLOB_AT(policy_head(policy), blob_rule, policy_head(policy)->rules, i)->group)
                                     ->id);
        printf("  %u %.*s: %d %d %d %d\n", i, heed_fmt(id), d, r.deciding[i], f, r.duty[i]);
    }
}

/* With presumptions off: is there a completion that is not addressed? */
static void compare_answered(const heed_policy *policy, heed_situation *s, const random_text *text, const random_text *told,
                             heed_arena *mem, tally *t)
{
    static reference r;
    heed_error err = { .message = "" };
    heed_text witness;
    bool answered;
    s->settled = false;
    if (heed_always_answered(policy, s, &answered, mem, &witness, &err) != HEED_OK)
        return;
    reference_decide(policy, s, 0, &r);
    if (r.too_many)
        return;
    t->proved += answered;
    t->disproved += !answered;
    if (answered != r.silent || t->failed++ > 3)
        return;
    printf("DISAGREE (answered): engine %s, plain %s, witness %.*s\n%.*s\nfacts:%.*s\n", answered ? "yes" : "no",
           r.silent ? "no" : "yes", heed_fmt(witness), (int)text->n, text->at, (int)told->n, told->at);
}

static void compare_explained(const heed_policy *policy, heed_situation *s, const random_text *text, const random_text *told,
                              tally *t)
{
    if (same_answer(policy, s, 0, "random"))
        t->explained++;
    else if (t->failed++ <= 3)
        printf("%.*s\nfacts:%.*s\n", (int)text->n, text->at, (int)told->n, told->at);
}

static const heed_policy *compiled(const random_text *text, const heed_vocabulary *v, heed_arena *mem, tally *t)
{
    heed_findings findings = { 0 };
    heed_error err = { .message = "" };
    heed_text blob;
    const heed_policy *policy;
    t->policies++;
    if (heed_policy_compile((heed_text){ text->at, text->n }, heed_lit("random.md"), v, NULL, mem, &blob, &findings, &err) !=
        HEED_OK) {
        if (getenv("HEED_RANDOM_SHOW") && t->refused < 20)
            for (size_t i = 0; i < findings.len; i++)
                printf("refused: line %u: %.*s\n", findings.at[i].line, heed_fmt(findings.at[i].message));
        t->refused++;
        return NULL;
    }
    if (heed_policy_open(blob, v, mem, &policy, &err) != HEED_OK) {
        printf("a compiled policy does not open: %s\n%.*s\n", err.message, (int)text->n, text->at);
        t->failed++;
        return NULL;
    }
    return policy;
}

static unsigned long long from_environment(const char *name, unsigned long long usual)
{
    const char *text = getenv(name);
    return text && *text ? strtoull(text, NULL, 10) : usual;
}

int main(void)
{
    static random_text text, told;
    unsigned long long seed = from_environment("HEED_RANDOM_SEED", 20261120),
                       wanted = from_environment("HEED_RANDOM_SITUATIONS", 100000);
    OWNED(heed_arena) of_vocabulary = heed_arena_create();
    const heed_vocabulary *v;
    heed_findings findings = { 0 };
    heed_error err = { .message = "" };
    tally t = { 0 };
    random_start(seed);
    printf("random policies: seed %llu, %llu situations\n", seed, wanted);
    if (heed_vocabulary_read(heed_text_of(random_vocabulary), heed_lit("tiny"), of_vocabulary, &v, &findings, &err) !=
        HEED_OK) {
        printf("the vocabulary is refused: %s\n", err.message);
        for (size_t i = 0; i < findings.len; i++)
            printf("  line %u: %.*s\n", findings.at[i].line, heed_fmt(findings.at[i].message));
        return 1;
    }
    while (t.compared < wanted && t.failed < 3) {
        OWNED(heed_arena) mem = heed_arena_create();
        random_policy(&text);
        const heed_policy *policy = compiled(&text, v, mem, &t);
        heed_situation *s = policy ? heed_situation_new(v, mem) : NULL;
        for (int i = 0; s && i < 100 && t.failed < 3; i++) {
            random_situation(s, &told);
            compare(policy, s, &text, &told, &t);
            if (i % 5 == 0)
                compare_explained(policy, s, &text, &told, &t);
            if (i % 10 == 0)
                compare_answered(policy, s, &text, &told, mem, &t);
        }
        if (t.policies > 100 && t.refused * 2 > t.policies) {
            printf("more than half of the policies are refused\n");
            t.failed++;
        }
    }
    printf(
        "%zu policies (%zu refused), %zu situations: %zu compared (%zu definite, %zu unclear, %zu with an event of their own), "
        "%zu contradictory, %zu with too many completions; always answered: %zu proved, %zu not so; %zu explained alike; "
        "%zu failed\n",
        t.policies, t.refused, t.situations, t.compared, t.definite, t.unclear, t.embedded, t.contradictions, t.skipped,
        t.proved, t.disproved, t.explained, t.failed);
    return t.failed || t.compared < wanted || !t.proved || !t.disproved;
}
