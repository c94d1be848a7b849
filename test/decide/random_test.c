/* random_test.c - engine and plain evaluator agree on random situations under random policies.
 *
 * Policies are written as text over a small vocabulary and go through the real compiler, so that the whole chain is tried. The
 * seed is printed; HEED_RANDOM_SEED and HEED_RANDOM_SITUATIONS choose others. */
#include "base/arena.h"
#include "reference.h"
#include "same_answer.h"
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t state;

static unsigned below(unsigned n)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (unsigned)((state >> 20) % n);
}

static bool chance(unsigned percent)
{
    return below(100) < percent;
}

static const char vocabulary_text[] =
    "vocabulary tiny version 1\n"
    "field mood one \"the question\" presumed statement\nvalue statement \"s\"\nvalue may \"m\"\nvalue must \"m\"\nvalue fact "
    "\"f\"\n"
    "field done one \"done\" presumed done\nvalue done \"d\"\nvalue omitted \"o\"\n"
    "field event one \"before\" presumed absent\nvalue request \"r\"\nvalue sighting \"s\"\nvalue breach \"b\"\n"
    "field place one \"where\" presumed none changeable\nvalue home \"h\"\nvalue hall \"h\"\nvalue street \"s\"\n"
    "field party-age one \"age\" presumed none\nvalue child \"c\"\nvalue adult \"a\"\n"
    "field role many \"who\" presumed described\nvalue teacher \"t\"\nvalue pupil \"p\"\nvalue head \"h\" office\nvalue "
    "governor \"g\"\n"
    "field party many \"whom\" presumed described\nvalue pupil-here \"p\"\nvalue parent-here \"p\"\n"
    "field tie many \"tie\" presumed absent\nvalue kin \"k\"\nvalue friend \"f\"\n"
    "field circumstance many \"more\" presumed none\nvalue loud \"l\"\nvalue kind \"k\"\nvalue late \"l\"\nvalue odd \"o\"\n"
    "field permission-held many \"leave\" presumed not-held changeable\nvalue leave \"l\"\nvalue consent \"c\"\n"
    "field worked-out many \"w\" presumed absent answered by nobody\nvalue breach-found \"b\"\nvalue doubt \"d\"\nvalue "
    "review-overdue \"r\"\n"
    "act meet \"m\"\nact greet \"g\" is meet\nact wave \"w\" is greet when loud opposite hide\nact hide \"h\"\nact tell \"t\"\n"
    "act keep \"k\" leaves tell\nact enquire \"e\" embeds\nact reply \"r\" is meet answers request opposite refuse\n"
    "act refuse \"r\" answers request\nact review \"r\"\n"
    "group places = home, hall\ngroup ties = kin, friend\n"
    "pupil-here implies party-age=child\nkin implies not friend\nhead implies teacher\nloud and kind implies place=street\n"
    "loud and late implies not kind, kin\nplace=home implies not loud\nparent-here implies not party-age=child\nact=hide "
    "implies not loud\n"
    /* odd is possible for no governor, and no single step says so: a branch must be tried for a completion */
    "odd implies place=places\nodd and place=home implies loud\nodd and place=hall and governor implies late\n"
    "odd and place=hall and governor implies not late\n"
    "act=reply presumes place=hall, not event.odd\npupil presumes kind\n";

/* ---- text */

typedef struct {
    char at[16384];
    size_t n;
} page;

static __attribute__((format(printf, 2, 3))) void say(page *p, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int n = vsnprintf(p->at + p->n, sizeof p->at - p->n, format, args);
    va_end(args);
    if (n > 0 && p->n + (size_t)n < sizeof p->at)
        p->n += (size_t)n;
}

#define PICK(list) (list)[below(sizeof(list) / sizeof *(list))]

static const char *const acts[] = { "meet", "greet", "wave", "hide", "tell", "keep", "enquire", "reply", "refuse" };
static const char *const facts[] = { "odd",
                                     "loud",
                                     "kind",
                                     "late",
                                     "kin",
                                     "friend",
                                     "pupil-here",
                                     "parent-here",
                                     "party-age=child",
                                     "party-age=adult",
                                     "place=home",
                                     "place=street",
                                     "place=hall",
                                     "ties",
                                     "leave",
                                     "consent",
                                     "event=request",
                                     "event.kind",
                                     "event.pupil-here",
                                     "event.loud",
                                     "teacher",
                                     "head",
                                     "breach-found",
                                     "review-overdue",
                                     "doubt",
                                     "not loud",
                                     "not kin",
                                     "not party-age=child",
                                     "not event.kind",
                                     "not place=places" };
static const char *const whom[] = { "pupil-here", "parent-here", "kin", "near", "pupil-here or friend", "not kin" };
static const char *const who[] = { "teacher", "pupil", "head", "governor", "bound", "teacher or pupil", "not pupil", "anyone" };

static void say_qualifiers(page *p)
{
    if (chance(30))
        say(p, " %s", PICK(whom));
    if (chance(25))
        say(p, " at %s", chance(60) ? "home" : chance(50) ? "home or street" : "not hall");
    if (chance(50)) {
        say(p, " when %s", PICK(facts));
        if (chance(35))
            say(p, " or %s", PICK(facts));
        if (chance(35))
            say(p, " and %s", PICK(facts));
    }
    if (chance(25)) {
        say(p, " unless %s", PICK(facts));
        if (chance(35))
            say(p, " or %s", PICK(facts));
    }
}

/* A trigger; false for none. */
static bool say_trigger(page *p, int clause, bool second)
{
    if (second && chance(60)) {
        say(p, "then ");
        return true;
    }
    if (!chance(30))
        return false;
    switch (below(6)) {
    case 0:
        say(p, "on breach: ");
        return true;
    case 1:
        say(p, "on doubt: ");
        return true;
    case 2:
        say(p, "on %s", PICK(acts));
        if (chance(25))
            say(p, " or %s", PICK(acts));
        if (chance(25))
            say(p, " from %s", chance(50) ? "pupil-here" : "kin");
        if (chance(25))
            say(p, " when %s", PICK(facts));
        say(p, ": ");
        return true;
    case 3:
        if (clause > 1) {
            say(p, "after %u: ", 1 + below((unsigned)clause - 1));
            return true;
        }
        return false;
    default:
        say(p, "on %s", chance(60) ? "request" : chance(50) ? "sighting" : "request or sighting");
        if (chance(50))
            say(p, " from %s", chance(50) ? "pupil-here" : "kin");
        if (chance(20))
            say(p, " when event.kind");
        say(p, ": ");
        return true;
    }
}

static void say_tails(page *p, const char *modal, bool duty)
{
    if (!strcmp(modal, "may") && chance(25))
        say(p, " only with %s from head", chance(60) ? "leave" : "leave or consent");
    else if (chance(8))
        say(p, " needs consent");
    if (duty && chance(50))
        say(p, " to head");
    if (duty && chance(30))
        say(p, " in writing");
    if (duty && chance(30))
        say(p, " within 2 days of request");
    if (chance(60))
        say(p, chance(50) ? " [near]" : chance(50) ? " [far]" : " [near, far]");
}

static void say_rule(page *p, int clause, bool second)
{
    static const char *const modals[] = { "must", "must not", "must not", "should",     "should not",
                                          "may",  "may",      "may",      "advised to", "advised not to" };
    const char *modal = PICK(modals);
    bool edge = clause > 1 && chance(45), triggered;
    say(p, second ? "%d/2 " : "%d ", clause);
    if (edge) {
        say(p, "%sexcept %u", chance(20) ? "reads as " : "", 1 + below((unsigned)clause - 1));
        if (chance(20) && clause > 2)
            say(p, ", %u", 1 + below((unsigned)clause - 1));
        say(p, ": ");
    }
    triggered = say_trigger(p, clause, second);
    if (chance(8))
        say(p, "judgement by head: ");
    if (!strcmp(modal, "may") && !triggered && chance(20))
        say(p, "baseline ");
    if (chance(70))
        say(p, "%s ", PICK(who));
    say(p, "%s %s", modal, PICK(acts));
    if (chance(25))
        say(p, ", %s", PICK(acts));
    say_qualifiers(p);
    say_tails(p, modal, strcmp(modal, "must") == 0 || strcmp(modal, "should") == 0);
    say(p, "\n");
}

static void say_schedule(page *p, unsigned clause)
{
    say(p, "%u schedule review by governor every 12 months last 2025-0%u-01", clause, 1 + below(9));
    if (chance(50))
        say(p, " %s %s", chance(50) ? "when" : "unless", PICK(facts));
    say(p, "\n");
}

static void say_policy(page *p)
{
    unsigned clauses = 2 + below(9);
    p->n = 0;
    say(p, "# T\n```heed\npolicy t version 1\nschool \"T\" nation england\nvocabulary tiny\ngroup bound = teacher, governor "
           "when late\n"
           "group near = pupil-here, kin when loud\nsilence means ask head\n");
    if (chance(30) && clauses > 3)
        say(p, "conflict 1 with 2\n");
    say(p, "```\n");
    for (unsigned i = 1; i <= clauses; i++) {
        say(p, "Words of clause %u. {#%u}\n```heed\n", i, i);
        if (chance(6))
            say_schedule(p, i);
        else if (chance(5))
            say(p, "%u information cites teacher to %s\n", i, PICK(acts));
        else
            say_rule(p, (int)i, false);
        if (chance(20))
            say_rule(p, (int)i, true);
        say(p, "```\n");
    }
}

/* ---- situations */

static bool tell(heed_situation *s, page *told, const char *token)
{
    heed_error err;
    if (heed_situation_tell(s, heed_text_of(token), &err) != HEED_OK)
        return false;
    say(told, " %s", token);
    return true;
}

static void tell_situation(heed_situation *s, page *told)
{
    static const char *const roles[] = { "teacher", "pupil", "head", "governor" };
    static const char *const more[] = { "odd",
                                        "!odd",
                                        "loud",
                                        "kind",
                                        "late",
                                        "!loud",
                                        "!kind",
                                        "!late",
                                        "kin",
                                        "friend",
                                        "pupil-here",
                                        "parent-here",
                                        "!pupil-here",
                                        "place=home",
                                        "place=hall",
                                        "place=street",
                                        "place=places",
                                        "!place=home",
                                        "!place",
                                        "!event",
                                        "!party-age",
                                        "party-age=child",
                                        "party-age=adult",
                                        "leave",
                                        "consent",
                                        "event=request",
                                        "event=sighting",
                                        "event.kind",
                                        "!event.kind",
                                        "event.pupil-here",
                                        "event.loud",
                                        "!event.loud",
                                        "!teacher",
                                        "event.teacher" };
    char token[64];
    told->n = 0;
    heed_situation_clear(s);
    snprintf(token, sizeof token, "act=%s", chance(3) ? "review" : PICK(acts));
    tell(s, told, token);
    if (chance(80))
        tell(s, told, PICK(roles));
    if (chance(15))
        tell(s, told, PICK(roles));
    if (chance(40))
        tell(s, told, chance(60) ? "mood=must" : "mood=may");
    if (chance(20))
        tell(s, told, "done=omitted");
    for (unsigned i = below(9); i > 0; i--)
        tell(s, told, PICK(more));
    if (chance(12)) {
        snprintf(token, sizeof token, "event.act=%s", PICK(acts));
        tell(s, told, token);
    }
    if (chance(4))
        tell(s, told, chance(50) ? "breach-found" : "!breach-found");
    if (chance(4))
        tell(s, told, chance(50) ? "doubt" : "!doubt");
}

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

static void compare(const heed_policy *policy, heed_situation *s, const page *text, const page *told, tally *t)
{
    static heed_verdict v;
    static reference r;
    heed_error err = { .message = "" };
    heed_date as_of = chance(20) ? 20260601 : 0;
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
static void compare_answered(const heed_policy *policy, heed_situation *s, const page *text, const page *told, heed_arena *mem,
                             tally *t)
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

static void compare_explained(const heed_policy *policy, heed_situation *s, const page *text, const page *told, tally *t)
{
    if (same_answer(policy, s, 0, "random"))
        t->explained++;
    else if (t->failed++ <= 3)
        printf("%.*s\nfacts:%.*s\n", (int)text->n, text->at, (int)told->n, told->at);
}

static const heed_policy *compiled(const page *text, const heed_vocabulary *v, heed_arena *mem, tally *t)
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
    static page text, told;
    unsigned long long seed = from_environment("HEED_RANDOM_SEED", 20261120),
                       wanted = from_environment("HEED_RANDOM_SITUATIONS", 100000);
    OWNED(heed_arena) of_vocabulary = heed_arena_create();
    const heed_vocabulary *v;
    heed_findings findings = { 0 };
    heed_error err = { .message = "" };
    tally t = { 0 };
    state = seed * 2654435761u + 88172645463325252u;
    printf("random policies: seed %llu, %llu situations\n", seed, wanted);
    if (heed_vocabulary_read(heed_text_of(vocabulary_text), heed_lit("tiny"), of_vocabulary, &v, &findings, &err) != HEED_OK) {
        printf("the vocabulary is refused: %s\n", err.message);
        for (size_t i = 0; i < findings.len; i++)
            printf("  line %u: %.*s\n", findings.at[i].line, heed_fmt(findings.at[i].message));
        return 1;
    }
    while (t.compared < wanted && t.failed < 3) {
        OWNED(heed_arena) mem = heed_arena_create();
        say_policy(&text);
        const heed_policy *policy = compiled(&text, v, mem, &t);
        heed_situation *s = policy ? heed_situation_new(v, mem) : NULL;
        for (int i = 0; s && i < 100 && t.failed < 3; i++) {
            tell_situation(s, &told);
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
