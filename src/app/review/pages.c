/* pages.c - the analysis as pages. It is worked out in memory of its own, and what a page shows is copied out of it. */
#include "app/review/pages.h"
#include "app/say.h"
#include "base/arena.h"
#include "review_answers.h"
#include "review_changes.h"
#include "review_check.h"
#include "review_compare.h"
#include "review_coverage.h"
#include "web/markdown.h"
#include <heed/analyse.h>
#include <string.h>

#define BEFORE_ROW(...) FORM_ROW(before_form, __VA_ARGS__)
WEB_FORM_TABLE(before, BEFORE_FORM(BEFORE_ROW))
#define BESIDE_ROW(...) FORM_ROW(beside_form, __VA_ARGS__)
WEB_FORM_TABLE(beside, BESIDE_FORM(BESIDE_ROW))

enum { WORK_BYTES = 256 * 1024 * 1024 };

/* ---- what all of them need */

static heed_status policy_wanted(web_view *v, heed_text slug, const web_policy **out)
{
    *out = web_policy_find(v->site, slug);
    if (!*out)
        return heed_fail(v->err, HEED_NOT_FOUND, "There is no policy of this name here. Choose one from the list of policies.");
    return HEED_OK;
}

static heed_status page_policy(web_view *v, const web_policy **out)
{
    TRY(policy_wanted(v, web_param(v, "slug"), out));
    v->school = heed_policy_about((*out)->policy)->school;
    return HEED_OK;
}

static heed_analyse_options options_of(const web_view *v)
{
    heed_analyse_options options = *v->site->analyse;
    options.as_of = v->today;
    return options;
}

static heed_arena *work_arena(heed_error *err)
{
    heed_arena *work = heed_arena_create();
    if (work)
        work->limit = WORK_BYTES;
    else
        heed_fail(err, HEED_FAULT, "There is not enough memory for this. Close something and try again.");
    return work;
}

static heed_text keep(const web_view *v, heed_text text)
{
    return heed_text_copy(v->mem, text);
}

/* Facts as an address can carry them; none where a fact stands for several values. */
static heed_texts askable(const web_view *v, heed_texts facts)
{
    heed_texts out = { ARENA_NEW(v->mem, heed_text, facts.len + 1), 0 };
    for (size_t i = 0; i < facts.len; i++) {
        if (memchr(facts.at[i].at, ' ', facts.at[i].len))
            return (heed_texts){ 0 };
        out.at[out.len++] = keep(v, facts.at[i]);
    }
    return out;
}

static heed_text id_list(const web_view *v, heed_texts ids)
{
    heed_text joined = say_join(ids, ", ", v->mem);
    return ids.len ? heed_text_printf(v->mem, "(%.*s)", heed_fmt(joined)) : (heed_text){ "", 0 };
}

static heed_text school_of(const web_policy *p)
{
    return heed_policy_about(p->policy)->school;
}

/* ---- findings */

static heed_text tone_of_level(const char *level)
{
    return level[0] == 'e' ? heed_lit("no") : level[0] == 'w' ? heed_lit("care") : heed_lit("must");
}

static heed_text level_words(const char *level)
{
    return level[0] == 'e' ? T("Mend this") : level[0] == 'w' ? T("Look at this") : T("Good to know");
}

/* Findings about one clause stand together, in the order of the document. */
static review_check_block *block_of(web_view *v, const web_policy *wanted, review_check_page *page, size_t *cap,
                                    heed_text clause)
{
    if (page->blocks.len && heed_text_eq(page->blocks.at[page->blocks.len - 1].clause, clause))
        return &page->blocks.at[page->blocks.len - 1];
    review_check_block *block = ARENA_PUSH(v->mem, page->blocks.at, page->blocks.len, *cap);
    const heed_clause *c = heed_clause_find(wanted->policy, clause, v->mem);
    *block = (review_check_block){ .clause = keep(v, clause) };
    if (c)
        block->prose = web_markdown(c->prose, v->mem);
    return block;
}

static void add_finding(web_view *v, review_check_block *block, const heed_lint_finding *f)
{
    size_t cap = block->findings.len, others = 0;
    review_check_finding *out = ARENA_PUSH(v->mem, block->findings.at, block->findings.len, cap);
    *out = (review_check_finding){ .level = level_words(f->rule->level),
                                   .tone = tone_of_level(f->rule->level),
                                   .title = heed_text_of(f->rule->title),
                                   .message = keep(v, f->message),
                                   .situation = keep(v, f->situation),
                                   .facts = askable(v, f->facts),
                                   .why = heed_text_of(f->rule->why),
                                   .mend = heed_text_of(f->rule->mend) };
    for (size_t i = 1; i < f->clauses.len; i++)
        ARENA_PUSH(v->mem, out->others.at, out->others.len, others)->id = keep(v, f->clauses.at[i]);
}

PAGE(review_check)
{
    const web_policy *wanted;
    TRY(page_policy(v, &wanted));
    OWNED(heed_arena) work = work_arena(v->err);
    heed_analyse_options options = options_of(v);
    heed_lint_findings findings;
    size_t cap = 0;
    if (!work)
        return HEED_FAULT;
    TRY(heed_lint(wanted->policy, &options, work, &findings, v->err));
    page->slug = wanted->slug;
    page->title = heed_policy_about(wanted->policy)->title;
    page->school = v->school;
    page->as_of = say_day(v->today, v->mem);
    page->clean = !findings.len;
    for (size_t i = 0; i < findings.len; i++) {
        const heed_lint_finding *f = &findings.at[i];
        heed_text clause = f->clauses.len ? f->clauses.at[0] : (heed_text){ "", 0 };
        *(f->rule->level[0] == 'e' ? &page->errors : f->rule->level[0] == 'w' ? &page->warnings : &page->notes) += 1;
        add_finding(v, block_of(v, wanted, page, &cap, clause), f);
    }
    return HEED_OK;
}

/* ---- typical answers */

#define ADD_OTHERS(v, wanted, chosen_slug, list, row_type)                                                                     \
    do {                                                                                                                       \
        size_t others_cap = 0;                                                                                                 \
        for (size_t others_i = 0; others_i < (v)->site->policy_count; others_i++) {                                            \
            const web_policy *others_one = &(v)->site->policies[others_i];                                                     \
            if (others_one != (wanted))                                                                                        \
                *ARENA_PUSH((v)->mem, (list).at, (list).len, others_cap) =                                                     \
                    (row_type){ others_one->slug, school_of(others_one), heed_text_eq(others_one->slug, (chosen_slug)) };      \
        }                                                                                                                      \
    } while (0)

PAGE_FORM(review_answers, before)
{
    const web_policy *wanted, *other = NULL;
    TRY(page_policy(v, &wanted));
    if (form->before.len)
        TRY(policy_wanted(v, form->before, &other));
    heed_typicals typicals;
    TRY(heed_typical_answers(wanted->policy, other ? other->policy : NULL, v->site->analyse->checklist, v->today, v->mem,
                             &typicals, v->err));
    page->slug = wanted->slug;
    page->title = heed_policy_about(wanted->policy)->title;
    page->school = v->school;
    page->version = heed_policy_about(wanted->policy)->version;
    page->before = other ? school_of(other) : heed_lit("");
    ADD_OTHERS(v, wanted, form->before, page->others, review_answers_other);
    page->rows.at = ARENA_NEW(v->mem, review_answers_row, typicals.len + 1);
    for (size_t i = 0; i < typicals.len; i++) {
        const heed_typical *t = &typicals.at[i];
        review_answers_row *row = &page->rows.at[page->rows.len++];
        size_t cap = 0;
        *row = (review_answers_row){ .question = t->question,
                                     .shown = heed_text_of(heed_outcome_shown(t->answer.outcome, t->answer.baseline)),
                                     .tone = say_tone(t->answer.outcome),
                                     .changed = t->changed,
                                     .was = heed_text_of(heed_outcome_shown(t->was, false)),
                                     .facts = t->facts };
        for (size_t k = 0; k < t->answer.clauses.len; k++)
            ARENA_PUSH(v->mem, row->clauses.at, row->clauses.len, cap)->id = t->answer.clauses.at[k];
    }
    return HEED_OK;
}

/* ---- coverage */

enum { SQUARE = 10 };

/* The strictest of the answers that occur: what the colour of a square says. */
static heed_text tone_of_cell(const heed_coverage_cell *cell)
{
    for (unsigned o = 0; o < HEED_NOT_ADDRESSED; o++)
        if (cell->outcomes & 1u << o)
            return say_tone((heed_outcome)o);
    return heed_lit("silent");
}

static heed_text shown_of_cell(const web_view *v, const heed_coverage_cell *cell)
{
    heed_text out = { "", 0 };
    for (unsigned o = 0; o < HEED_UNCLEAR; o++)
        if (cell->outcomes & 1u << o)
            out = heed_text_printf(v->mem, "%.*s%s%s", heed_fmt(out), out.len ? " / " : "",
                                   heed_outcome_shown((heed_outcome)o, false));
    return out;
}

static bool same_cell(const heed_coverage_cell *a, const heed_coverage_cell *b)
{
    bool same = a->outcomes == b->outcomes && a->clauses.len == b->clauses.len;
    for (size_t i = 0; same && i < a->clauses.len; i++)
        same = heed_text_eq(a->clauses.at[i], b->clauses.at[i]);
    return same;
}

/* Neighbours of one colour are one strip. Silent squares are left white. */
static size_t add_strips(web_view *v, review_coverage_page *page, const heed_coverage *c, size_t act, size_t *cap)
{
    size_t silent = 0;
    for (size_t r = 0; r < c->roles.len;) {
        heed_text tone = tone_of_cell(&c->cells[r * c->acts.len + act]);
        size_t from = r;
        while (r < c->roles.len && heed_text_eq(tone, tone_of_cell(&c->cells[r * c->acts.len + act])))
            r++;
        if (heed_text_is(tone, "silent"))
            silent += r - from;
        else
            *ARENA_PUSH(v->mem, page->strips.at, page->strips.len, *cap) =
                (review_coverage_strip){ (long long)(from * SQUARE), (long long)(act * SQUARE),
                                         (long long)((r - from) * SQUARE), tone };
    }
    return silent;
}

/* Roles that get the same answers by the same clauses share a line. */
static void add_row(web_view *v, review_coverage_page *page, const heed_coverage *c, size_t act, size_t *cap)
{
    const heed_vocabulary *voc = v->site->vocabulary;
    review_coverage_row *row = ARENA_PUSH(v->mem, page->rows.at, page->rows.len, *cap);
    bool *told = ARENA_NEW(v->mem, bool, c->roles.len + 1);
    size_t cells = 0;
    row->act = say_capital(say_act(voc, keep(v, c->acts.at[act]), v->mem), v->mem);
    for (size_t r = 0; r < c->roles.len; r++) {
        const heed_coverage_cell *cell = &c->cells[r * c->acts.len + act];
        if (told[r] || !cell->outcomes)
            continue;
        heed_texts names = { ARENA_NEW(v->mem, heed_text, c->roles.len), 0 };
        for (size_t k = r; k < c->roles.len; k++)
            if (!told[k] && same_cell(cell, &c->cells[k * c->acts.len + act])) {
                told[k] = true;
                names.at[names.len++] = say_name(c->roles.at[k], v->mem);
            }
        review_coverage_cell *out = ARENA_PUSH(v->mem, row->cells.at, row->cells.len, cells);
        size_t ids = 0;
        *out = (review_coverage_cell){ shown_of_cell(v, cell), tone_of_cell(cell),
                                       say_capital(say_join(names, ", ", v->mem), v->mem) };
        for (size_t i = 0; i < cell->clauses.len; i++)
            ARENA_PUSH(v->mem, out->clauses.at, out->clauses.len, ids)->id = keep(v, cell->clauses.at[i]);
    }
}

PAGE(review_coverage)
{
    const web_policy *wanted;
    TRY(page_policy(v, &wanted));
    OWNED(heed_arena) work = work_arena(v->err);
    heed_analyse_options options = options_of(v);
    heed_coverage c;
    size_t strips = 0, rows = 0, silent = 0;
    if (!work)
        return HEED_FAULT;
    TRY(heed_cover(wanted->policy, &options, work, &c, v->err));
    page->slug = wanted->slug;
    page->title = heed_policy_about(wanted->policy)->title;
    page->school = v->school;
    page->width = (long long)(c.roles.len * SQUARE);
    page->height = (long long)(c.acts.len * SQUARE);
    for (size_t act = 0; act < c.acts.len; act++) {
        silent += add_strips(v, page, &c, act, &strips);
        add_row(v, page, &c, act, &rows);
    }
    size_t squares = c.acts.len * c.roles.len;
    page->silent = squares ? (long long)(silent * 100 / squares) : 0;
    page->rules = (long long)c.rules;
    page->rules_met = (long long)c.rules_met;
    page->exceptions = (long long)c.exceptions;
    page->exceptions_met = (long long)c.exceptions_met;
    page->borders = (long long)c.borders;
    page->borders_met = (long long)c.borders_met;
    return HEED_OK;
}

/* ---- changes */

static void add_roles(web_view *v, review_changes_page *page, heed_text chosen)
{
    const heed_vocabulary *voc = v->site->vocabulary;
    size_t cap = 0;
    for (uint32_t f = 0; f < heed_fact_count(voc); f++) {
        const heed_fact_info *info = heed_fact_get(voc, f);
        if (heed_text_is(info->set, "role"))
            *ARENA_PUSH(v->mem, page->roles.at, page->roles.len, cap) =
                (review_changes_role){ info->name, say_capital(say_name(info->name, v->mem), v->mem),
                                       heed_text_eq(info->name, chosen) };
    }
}

static void add_change(web_view *v, review_changes_page *page, const heed_change *c, size_t *cap)
{
    heed_text act = say_act(v->site->vocabulary, c->act, v->mem);
    *ARENA_PUSH(v->mem, page->changes.at, page->changes.len, *cap) = (review_changes_change){
        .question = heed_text_printf(v->mem, "%s%s%.*s?", c->mood == HEED_MUST ? "Must one " : "May one ",
                                     c->omitted ? "leave it: " : "", heed_fmt(act)),
        .from = heed_text_of(heed_outcome_shown(c->from, false)),
        .from_tone = say_tone(c->from),
        .to = heed_text_of(heed_outcome_shown(c->to, false)),
        .to_tone = say_tone(c->to),
        .group = keep(v, c->group),
        .example = keep(v, c->example),
        .facts = askable(v, c->example_facts),
        .before_ids = id_list(v, c->clauses_before),
        .after_ids = id_list(v, c->clauses_after),
    };
}

static void add_clauses(web_view *v, review_changes_page *page, const heed_policy_diff *d)
{
    static const char *const what[] = { "is new", "is gone", "has other words and the same rules", "has other rules" };
    size_t cap = 0;
    for (size_t i = 0; i < d->clause_count; i++) {
        const heed_changed_clause *c = &d->clauses[i];
        *ARENA_PUSH(v->mem, page->clauses.at, page->clauses.len, cap) =
            (review_changes_clause){ keep(v, c->id), heed_text_of(what[c->what]), c->before ? c->before->prose : heed_lit(""),
                                     c->after ? c->after->prose : heed_lit("") };
    }
}

static void add_duties(web_view *v, review_changes_page *page, const heed_policy_diff *d)
{
    size_t gained = 0, lost = 0;
    for (size_t i = 0; i < d->gained_count; i++)
        *ARENA_PUSH(v->mem, page->gained.at, page->gained.len, gained) =
            (review_changes_duty){ say_capital(d->gained[i].words, v->mem), keep(v, d->gained[i].clause) };
    for (size_t i = 0; i < d->lost_count; i++)
        *ARENA_PUSH(v->mem, page->lost.at, page->lost.len, lost) =
            (review_changes_duty){ say_capital(d->lost[i].words, v->mem), keep(v, d->lost[i].clause) };
}

PAGE_FORM(review_changes, before)
{
    const web_policy *wanted, *other = NULL;
    TRY(page_policy(v, &wanted));
    page->slug = wanted->slug;
    page->title = heed_policy_about(wanted->policy)->title;
    page->school = v->school;
    ADD_OTHERS(v, wanted, form->before, page->others, review_changes_other);
    add_roles(v, page, form->role);
    if (!form->before.len)
        return HEED_OK;
    TRY(policy_wanted(v, form->before, &other));
    OWNED(heed_arena) work = work_arena(v->err);
    heed_analyse_options options = options_of(v);
    heed_policy_diff d;
    size_t cap = 0;
    if (!work)
        return HEED_FAULT;
    TRY(heed_diff(other->policy, wanted->policy, form->role, &options, work, &d, v->err));
    page->before_title = school_of(other);
    page->same = !d.change_count && !d.gained_count && !d.lost_count;
    page->left_out = (long long)d.left_out;
    for (size_t i = 0; i < d.change_count && i < 60; i++)
        add_change(v, page, &d.changes[i], &cap);
    page->left_out += d.change_count > 60 ? (long long)(d.change_count - 60) : 0;
    add_duties(v, page, &d);
    add_clauses(v, page, &d);
    return HEED_OK;
}

/* ---- side by side */

static bool picked(const beside_form *form, heed_text slug)
{
    for (size_t i = 0; i < form->with.len; i++)
        if (heed_text_eq(form->with.at[i], slug))
            return true;
    return !form->with.len;
}

static void add_compared(web_view *v, review_compare_page *page, const web_policy *const *chosen, size_t count,
                         const heed_compare_row *row, size_t *cap)
{
    review_compare_row *out = ARENA_PUSH(v->mem, page->rows.at, page->rows.len, *cap);
    heed_texts facts = askable(v, row->facts);
    *out = (review_compare_row){ .question = row->question, .summary = keep(v, row->summary) };
    out->cells.at = ARENA_NEW(v->mem, review_compare_cell, count);
    for (size_t i = 0; i < count; i++)
        out->cells.at[out->cells.len++] =
            (review_compare_cell){ .school = school_of(chosen[i]),
                                   .slug = chosen[i]->slug,
                                   .shown = heed_text_of(heed_outcome_shown(row->answers[i].outcome, row->answers[i].baseline)),
                                   .tone = say_tone(row->answers[i].outcome),
                                   .clauses = keep(v, say_join(row->answers[i].clauses, ", ", v->mem)),
                                   .facts = facts };
}

static void add_equal(web_view *v, review_compare_page *page, const heed_comparison *c)
{
    size_t cap = 0;
    for (size_t i = 0; i < c->act_count; i++) {
        heed_text groups = { "", 0 };
        for (size_t g = 0; g < c->acts[i].group_count; g++)
            if (c->acts[i].groups[g].len > 1)
                groups = heed_text_printf(v->mem, "%.*s%s%.*s", heed_fmt(groups), groups.len ? "; " : "",
                                          heed_fmt(say_join(c->acts[i].groups[g], ", ", v->mem)));
        if (groups.len)
            *ARENA_PUSH(v->mem, page->acts.at, page->acts.len, cap) =
                (review_compare_act){ say_capital(say_act(v->site->vocabulary, c->acts[i].act, v->mem), v->mem), groups };
    }
}

PAGE_FORM(review_compare, beside)
{
    const web_policy **chosen = ARENA_NEW(v->mem, const web_policy *, v->site->policy_count + 1);
    const heed_policy **policies = ARENA_NEW(v->mem, const heed_policy *, v->site->policy_count + 1);
    size_t count = 0, picks = 0, rows = 0;
    for (size_t i = 0; i < form->with.len; i++) {
        const web_policy *one;
        TRY(policy_wanted(v, form->with.at[i], &one));
    }
    for (size_t i = 0; i < v->site->policy_count; i++) {
        const web_policy *p = &v->site->policies[i];
        bool in = picked(form, p->slug) && count < 12;
        *ARENA_PUSH(v->mem, page->picks.at, page->picks.len, picks) = (review_compare_pick){ p->slug, school_of(p), in };
        chosen[count] = p;
        policies[count] = p->policy;
        count += in;
    }
    OWNED(heed_arena) work = work_arena(v->err);
    heed_analyse_options options = options_of(v);
    heed_comparison c;
    if (!work)
        return HEED_FAULT;
    TRY(heed_compare(policies, count, options.checklist, &options, work, &c, v->err));
    for (size_t i = 0; i < c.row_count; i++)
        add_compared(v, page, chosen, count, &c.rows[i], &rows);
    add_equal(v, page, &c);
    return HEED_OK;
}
