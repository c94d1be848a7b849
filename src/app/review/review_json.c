/* review_json.c - the analysis as JSON. docs/analysis.schema.json says the same in another way. */
#include "review.h"
#include "base/arena.h"
#include "base/json.h"

/* Shares are told to a millionth: what comes after is not worth a byte. */
static void share(json_out *out, const char *name, double value)
{
    json_name(out, heed_text_of(name));
    if (value < 0)
        json_null(out);
    else
        json_decimal(out, value);
}

static void texts(json_out *out, const char *name, heed_texts list)
{
    json_name(out, heed_text_of(name));
    json_texts(out, list);
}

static void count(json_out *out, const char *name, size_t n)
{
    json_name(out, heed_text_of(name));
    json_number(out, (long long)n);
}

static void array(json_out *out, const char *name)
{
    json_name(out, heed_text_of(name));
    json_open(out, '[');
}

static heed_text done(json_out *out)
{
    json_close(out, '}');
    return json_done(out);
}

static json_out begin(heed_arena *mem)
{
    json_out out = json_begin(mem, 4096);
    json_open(&out, '{');
    return out;
}

/* ---- lint */

heed_text review_json_lint(heed_text file, const heed_lint_findings *findings, heed_arena *mem)
{
    json_out out = begin(mem);
    json_field(&out, "file", file);
    array(&out, "findings");
    for (size_t i = 0; i < findings->len; i++) {
        const heed_lint_finding *f = &findings->at[i];
        json_open(&out, '{');
        json_field(&out, "rule", heed_text_of(f->rule->id));
        json_field(&out, "level", heed_text_of(f->rule->level));
        json_field(&out, "message", f->message);
        json_field(&out, "file", file);
        count(&out, "line", f->line);
        count(&out, "column", f->column);
        texts(&out, "clauses", f->clauses);
        json_field(&out, "situation", f->situation);
        texts(&out, "facts", f->facts);
        share(&out, "share", f->share);
        json_close(&out, '}');
    }
    json_close(&out, ']');
    return done(&out);
}

heed_text review_json_unread(heed_text file, heed_arena *mem)
{
    json_out out = begin(mem);
    json_field(&out, "file", file);
    array(&out, "findings");
    json_close(&out, ']');
    json_field(&out, "error", heed_lit("This policy cannot be read. What is wrong with it is told on standard error."));
    return done(&out);
}

/* ---- diff */

static void put_changed_clause(json_out *out, const heed_changed_clause *c)
{
    static const char *const what[] = { "added", "removed", "reworded", "rules" };
    json_open(out, '{');
    json_field(out, "clause", c->id);
    json_field(out, "what", heed_text_of(what[c->what]));
    json_field(out, "before", c->before ? c->before->prose : heed_lit(""));
    json_field(out, "after", c->after ? c->after->prose : heed_lit(""));
    json_close(out, '}');
}

static void put_change(json_out *out, const heed_change *c)
{
    json_open(out, '{');
    json_field(out, "act", c->act);
    json_name(out, heed_lit("omitted"));
    json_bool(out, c->omitted);
    json_field(out, "mood", heed_text_of(heed_mood_name(c->mood)));
    json_field(out, "from", heed_text_of(heed_outcome_name(c->from)));
    json_field(out, "to", heed_text_of(heed_outcome_name(c->to)));
    json_field(out, "group", c->group);
    texts(out, "facts", c->facts);
    json_field(out, "example", c->example);
    texts(out, "example_facts", c->example_facts);
    texts(out, "roles", c->roles);
    texts(out, "clauses_before", c->clauses_before);
    texts(out, "clauses_after", c->clauses_after);
    share(out, "share", c->share);
    json_name(out, heed_lit("situations"));
    json_decimal(out, c->situations);
    json_close(out, '}');
}

static void put_duties(json_out *out, const char *name, const heed_duty_change *list, size_t n)
{
    array(out, name);
    for (size_t i = 0; i < n; i++) {
        json_open(out, '{');
        json_field(out, "clause", list[i].clause);
        json_field(out, "words", list[i].words);
        json_close(out, '}');
    }
    json_close(out, ']');
}

heed_text review_json_diff(const heed_policy_diff *diff, heed_arena *mem)
{
    json_out out = begin(mem);
    array(&out, "clauses");
    for (size_t i = 0; i < diff->clause_count; i++)
        put_changed_clause(&out, &diff->clauses[i]);
    json_close(&out, ']');
    array(&out, "changes");
    for (size_t i = 0; i < diff->change_count; i++)
        put_change(&out, &diff->changes[i]);
    json_close(&out, ']');
    count(&out, "left_out", diff->left_out);
    put_duties(&out, "duties_gained", diff->gained, diff->gained_count);
    put_duties(&out, "duties_lost", diff->lost, diff->lost_count);
    texts(&out, "too_tangled", diff->too_tangled);
    return done(&out);
}

/* ---- compare */

static void put_row(json_out *out, const heed_policy *const *policies, const heed_text *files, size_t n,
                    const heed_compare_row *row)
{
    json_open(out, '{');
    json_field(out, "question", row->question);
    json_field(out, "mood", heed_text_of(heed_mood_name(row->mood)));
    texts(out, "facts", row->facts);
    array(out, "answers");
    for (size_t i = 0; i < n; i++) {
        json_open(out, '{');
        json_field(out, "policy", heed_policy_about(policies[i])->name);
        json_field(out, "file", files[i]);
        json_field(out, "outcome", heed_text_of(heed_outcome_name(row->answers[i].outcome)));
        json_field(out, "shown", heed_text_of(heed_outcome_shown(row->answers[i].outcome, row->answers[i].baseline)));
        texts(out, "clauses", row->answers[i].clauses);
        json_close(out, '}');
    }
    json_close(out, ']');
    json_field(out, "summary", row->summary);
    json_close(out, '}');
}

heed_text review_label(const heed_policy *const *policies, const heed_text *files, size_t n, size_t at)
{
    heed_text name = heed_policy_about(policies[at])->name;
    for (size_t i = 0; i < n; i++)
        if (i != at && heed_text_eq(heed_policy_about(policies[i])->name, name))
            return files[at];
    return name;
}

heed_texts review_group(const heed_policy *const *policies, const heed_text *files, size_t n, const heed_same_rules *same,
                        size_t group, heed_arena *mem)
{
    heed_texts labels = { ARENA_NEW(mem, heed_text, n + 1), same->groups[group].len };
    for (size_t i = 0; i < labels.len; i++)
        labels.at[i] = review_label(policies, files, n, same->members[group][i]);
    return labels;
}

heed_text review_json_comparison(const heed_policy *const *policies, const heed_text *files, size_t n,
                                 const heed_comparison *comparison, heed_arena *mem)
{
    json_out out = begin(mem);
    array(&out, "policies");
    for (size_t i = 0; i < n; i++) {
        const heed_policy_info *about = heed_policy_about(policies[i]);
        json_open(&out, '{');
        json_field(&out, "policy", about->name);
        json_field(&out, "file", files[i]);
        json_field(&out, "school", about->school);
        json_field(&out, "hash", about->hash);
        json_close(&out, '}');
    }
    json_close(&out, ']');
    array(&out, "rows");
    for (size_t i = 0; i < comparison->row_count; i++)
        put_row(&out, policies, files, n, &comparison->rows[i]);
    json_close(&out, ']');
    array(&out, "acts");
    for (size_t i = 0; i < comparison->act_count; i++) {
        json_open(&out, '{');
        json_field(&out, "act", comparison->acts[i].act);
        array(&out, "equal");
        for (size_t g = 0; g < comparison->acts[i].group_count; g++)
            json_texts(&out, review_group(policies, files, n, &comparison->acts[i], g, mem));
        json_close(&out, ']');
        json_close(&out, '}');
    }
    json_close(&out, ']');
    texts(&out, "too_tangled", comparison->too_tangled);
    return done(&out);
}

/* ---- coverage */

static void put_cell(json_out *out, const heed_coverage *c, size_t role, size_t act)
{
    const heed_coverage_cell *cell = &c->cells[role * c->acts.len + act];
    json_open(out, '{');
    json_field(out, "role", c->roles.at[role]);
    json_field(out, "act", c->acts.at[act]);
    array(out, "outcomes");
    for (unsigned o = 0; o < HEED_UNCLEAR; o++)
        if (cell->outcomes & 1u << o)
            json_text(out, heed_text_of(heed_outcome_name((heed_outcome)o)));
    json_close(out, ']');
    share(out, "silent", cell->silent);
    texts(out, "clauses", cell->clauses);
    json_close(out, '}');
}

static void put_met(json_out *out, const char *name, size_t met, size_t all)
{
    json_name(out, heed_text_of(name));
    json_open(out, '{');
    count(out, "met", met);
    count(out, "all", all);
    json_close(out, '}');
}

heed_text review_json_coverage(const heed_policy *policy, const heed_coverage *coverage, heed_arena *mem)
{
    json_out out = begin(mem);
    json_field(&out, "policy", heed_policy_about(policy)->name);
    texts(&out, "roles", coverage->roles);
    texts(&out, "acts", coverage->acts);
    array(&out, "cells");
    for (size_t r = 0; r < coverage->roles.len; r++)
        for (size_t a = 0; a < coverage->acts.len; a++)
            put_cell(&out, coverage, r, a);
    json_close(&out, ']');
    json_name(&out, heed_lit("tests"));
    json_open(&out, '{');
    put_met(&out, "rules", coverage->rules_met, coverage->rules);
    put_met(&out, "exceptions", coverage->exceptions_met, coverage->exceptions);
    put_met(&out, "borders", coverage->borders_met, coverage->borders);
    texts(&out, "unmet", coverage->unmet);
    json_close(&out, '}');
    texts(&out, "too_tangled", coverage->too_tangled);
    return done(&out);
}

/* ---- typical answers */

heed_text review_json_typical(const heed_policy *policy, const heed_typicals *typicals, bool with_before, heed_arena *mem)
{
    json_out out = begin(mem);
    json_field(&out, "policy", heed_policy_about(policy)->name);
    json_field(&out, "hash", heed_policy_about(policy)->hash);
    array(&out, "answers");
    for (size_t i = 0; i < typicals->len; i++) {
        const heed_typical *t = &typicals->at[i];
        json_open(&out, '{');
        json_field(&out, "question", t->question);
        texts(&out, "facts", t->facts);
        json_field(&out, "outcome", heed_text_of(heed_outcome_name(t->answer.outcome)));
        json_field(&out, "shown", heed_text_of(heed_outcome_shown(t->answer.outcome, t->answer.baseline)));
        texts(&out, "clauses", t->answer.clauses);
        if (with_before) {
            json_name(&out, heed_lit("changed"));
            json_bool(&out, t->changed);
            json_field(&out, "was", heed_text_of(heed_outcome_name(t->was)));
        }
        json_close(&out, '}');
    }
    json_close(&out, ']');
    return done(&out);
}
