/* compare.c - several policies side by side: a row for each decision, and acts on which they agree in every situation. */
#include "base/arena.h"
#include "checklist.h"
#include "picture.h"

typedef struct {
    heed_arena *mem;
    const heed_policy *const *policies;
    size_t count;
    const facts_index *x;
    const heed_analyse_options *options;
    heed_comparison *out;
    size_t act_cap, tangled_cap;
} comparing;

/* ---- rows */

static const char *const shown[] = { "forbid it", "ask for leave first", "advise against it", "make it a duty", "advise it",
                                     "allow it",  "say nothing",         "need one fact more" };
static const char *const shown_one[] = { "forbids it",      "asks for leave first", "advises against it",
                                         "makes it a duty", "advises it",           "allows it",
                                         "says nothing",    "needs one fact more" };

static heed_text number_words(size_t n, heed_arena *mem)
{
    static const char *const numbers[] = {
        "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"
    };
    return n < sizeof numbers / sizeof *numbers ? heed_text_of(numbers[n]) : heed_text_printf(mem, "%zu", n);
}

/* "Two forbid it, one advises against it, two say nothing." */
static heed_text summary(const comparing *c, const heed_compare_row *row)
{
    heed_text out = { "", 0 };
    for (unsigned o = 0; o <= HEED_UNCLEAR; o++) {
        size_t n = 0;
        for (size_t i = 0; i < c->count; i++)
            n += row->answers[i].outcome == o;
        if (!n)
            continue;
        heed_text number = n == c->count && n > 1 ? heed_lit("all") : number_words(n, c->mem);
        out = heed_text_printf(c->mem, "%.*s%s%.*s %s", heed_fmt(out), out.len ? ", " : "", heed_fmt(number),
                               n == 1 ? shown_one[o] : shown[o]);
    }
    char *first = (char *)out.at;
    if (out.len && *first >= 'a' && *first <= 'z')
        *first = (char)(*first - 'a' + 'A');
    return heed_text_printf(c->mem, "%.*s.", heed_fmt(out));
}

static heed_status fill_row(comparing *c, const decision *d, heed_compare_row *row, heed_error *err)
{
    *row = (heed_compare_row){ .question = d->question, .facts = d->facts, .mood = d->mood };
    row->answers = arena_array(c->mem, sizeof *row->answers, c->count);
    for (size_t i = 0; i < c->count; i++) {
        heed_situation *s = heed_situation_new(heed_policy_vocabulary(c->policies[i]), c->mem);
        heed_answer answer;
        if (!s)
            return heed_fail(err, HEED_FAULT, "There is not enough memory for this. Close something and try again.");
        TRY(decision_tell(d, s, err));
        TRY(heed_explain(c->policies[i], s, c->options->as_of, c->mem, &answer, err));
        row->answers[i].outcome = answer.outcome;
        row->answers[i].baseline = answer.baseline;
        row->answers[i].flags = answer.flags;
        row->answers[i].clauses = answer.clauses;
    }
    row->summary = summary(c, row);
    return HEED_OK;
}

/* ---- acts on which texts agree */

typedef struct {
    diagram may[HEED_UNCLEAR], must[HEED_UNCLEAR];
} answers_all;

static bool same_answers(const answers_all *a, const answers_all *b)
{
    for (unsigned o = 0; o < HEED_UNCLEAR; o++)
        if (a->may[o] != b->may[o] || a->must[o] != b->must[o])
            return false;
    return true;
}

static heed_text name_of(const comparing *c, size_t policy)
{
    return heed_policy_about(c->policies[policy])->name;
}

/* One group for each set of equal answers, in the order of the policies. */
static void group_equal(comparing *c, uint32_t act, const answers_all *all)
{
    heed_same_rules *same = ARENA_PUSH(c->mem, c->out->acts, c->out->act_count, c->act_cap);
    *same = (heed_same_rules){ heed_act_get(c->x->v, act)->name, ARENA_NEW(c->mem, heed_texts, c->count), 0,
                               ARENA_NEW(c->mem, size_t *, c->count) };
    bool *grouped = ARENA_NEW(c->mem, bool, c->count);
    for (size_t i = 0; i < c->count; i++) {
        if (grouped[i])
            continue;
        size_t *members = same->members[same->group_count] = ARENA_NEW(c->mem, size_t, c->count);
        heed_texts *group = &same->groups[same->group_count++];
        *group = (heed_texts){ ARENA_NEW(c->mem, heed_text, c->count), 0 };
        for (size_t k = i; k < c->count; k++)
            if (!grouped[k] && same_answers(&all[i], &all[k])) {
                grouped[k] = true;
                members[group->len] = k;
                group->at[group->len++] = name_of(c, k);
            }
    }
}

static bool spoken_of(const comparing *c, uint32_t act)
{
    for (size_t i = 0; i < c->count; i++) {
        const blob_head *h = policy_head(c->policies[i]);
        if (BLOB_AT(h, blob_slice, h->slices, act)->done.n)
            return true;
    }
    return false;
}

static bool answers_of(comparing *c, uint32_t act, heed_arena *scratch, answers_all *all)
{
    uint32_t limit = c->options->node_limit ? c->options->node_limit : SPACE_NODES;
    heed_error err;
    space *s;
    if (space_open(c->x, c->policies, c->count, act, false, c->options->as_of, limit, scratch, &s, &err) != HEED_OK)
        return false;
    for (size_t i = 0; i < c->count; i++) {
        rules_fire rules = space_rules(s, c->policies[i], NO_RULE);
        space_outcomes(s, &rules, false, all[i].may, NULL);
        space_outcomes(s, &rules, true, all[i].must, NULL);
    }
    return !diagrams_full(s->d);
}

static void compare_act(comparing *c, uint32_t act)
{
    heed_arena *scratch = arena_scratch(c->mem);
    answers_all *all = ARENA_NEW(scratch, answers_all, c->count);
    if (answers_of(c, act, scratch, all))
        group_equal(c, act, all);
    else
        *ARENA_PUSH(c->mem, c->out->too_tangled.at, c->out->too_tangled.len, c->tangled_cap) = heed_act_get(c->x->v, act)->name;
    arena_give_back(scratch);
}

heed_status heed_compare(const heed_policy *const *policies, size_t count, const heed_checklist *checklist,
                         const heed_analyse_options *options, heed_arena *mem, heed_comparison *comparison_out, heed_error *err)
{
    ARENA_GUARD(mem, err);
    const size_t decisions = checklist ? checklist->len : 0;
    comparing c = { .mem = mem, .policies = policies, .count = count, .options = options, .out = comparison_out };
    *comparison_out = (heed_comparison){ .row_count = 0 };
    if (!count)
        return heed_fail(err, HEED_INVALID, "There is nothing to compare. Name two policies or more.");
    for (size_t i = 1; i < count; i++)
        if (heed_policy_vocabulary(policies[i]) != heed_policy_vocabulary(policies[0]))
            return heed_fail(err, HEED_INVALID, "The texts use different vocabularies. Compare texts of one vocabulary.");
    c.x = facts_index_new(heed_policy_vocabulary(policies[0]), mem);
    comparison_out->rows = ARENA_NEW(mem, heed_compare_row, decisions + 1);
    for (size_t i = 0; i < decisions; i++)
        TRY(fill_row(&c, &checklist->at[i], &comparison_out->rows[comparison_out->row_count++], err));
    for (uint32_t act = 0; act < heed_act_count(c.x->v); act++)
        if (spoken_of(&c, act))
            compare_act(&c, act);
    return HEED_OK;
}
