/* compare_page.c - several policies side by side, decision by decision. */
#include "app/review/parts.h"
#include "review_compare.h"

#define BESIDE_ROW(...) FORM_ROW(beside_form, __VA_ARGS__)
WEB_FORM_TABLE(beside, BESIDE_FORM(BESIDE_ROW))

/* A table of more columns cannot be read: then each question has a card with an answer a line. */
enum { MOST_POLICIES = 12, MOST_COLUMNS = 5 };

typedef struct {
    const web_policy *at[MOST_POLICIES];
    const heed_policy *policies[MOST_POLICIES];
    size_t n;
} chosen_ones;

static bool picked(const beside_form *form, heed_text slug)
{
    for (size_t i = 0; i < form->with.len; i++)
        if (heed_text_eq(form->with.at[i], slug))
            return true;
    return !form->with.len;
}

static heed_status choose(web_view *v, const beside_form *form, review_compare_page *page, chosen_ones *chosen)
{
    size_t picks = 0, schools = 0;
    for (size_t i = 0; i < form->with.len; i++) {
        const web_policy *one;
        TRY(part_chosen(v, form->with.at[i], &one));
    }
    for (size_t i = 0; i < v->site->policy_count; i++) {
        const web_policy *p = &v->site->policies[i];
        bool in = picked(form, p->slug) && chosen->n < MOST_POLICIES;
        *ARENA_PUSH(v->mem, page->picks.at, page->picks.len, picks) = (review_compare_pick){ p->slug, part_school(p), in };
        if (!in)
            continue;
        *ARENA_PUSH(v->mem, page->schools.at, page->schools.len, schools) = (review_compare_school){ p->slug, part_school(p) };
        chosen->at[chosen->n] = p;
        chosen->policies[chosen->n++] = p->policy;
    }
    return HEED_OK;
}

static bool differ(const heed_compare_row *row, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (row->answers[i].outcome != row->answers[0].outcome || row->answers[i].baseline != row->answers[0].baseline)
            return true;
    return false;
}

static void add_row(web_view *v, review_compare_page *page, const chosen_ones *chosen, const heed_compare_row *row, size_t *cap)
{
    review_compare_row *out = ARENA_PUSH(v->mem, page->rows.at, page->rows.len, *cap);
    heed_texts facts = part_askable(v, row->facts);
    *out = (review_compare_row){ .question = row->question, .summary = part_keep(v, row->summary) };
    out->cells.at = ARENA_NEW(v->mem, review_compare_cell, chosen->n + 1);
    for (size_t i = 0; i < chosen->n; i++)
        out->cells.at[out->cells.len++] =
            (review_compare_cell){ .school = part_school(chosen->at[i]),
                                   .slug = chosen->at[i]->slug,
                                   .shown = heed_text_of(heed_outcome_shown(row->answers[i].outcome, row->answers[i].baseline)),
                                   .tone = say_tone(row->answers[i].outcome),
                                   .clauses = part_ids(v, row->answers[i].clauses),
                                   .facts = facts };
}

/* Schools, not file names. */
static heed_text schools_of(const web_view *v, const chosen_ones *chosen, const size_t *members, size_t count)
{
    heed_texts schools = { ARENA_NEW(v->mem, heed_text, count + 1), 0 };
    for (size_t i = 0; i < count; i++)
        schools.at[schools.len++] = part_school(chosen->at[members[i]]);
    return part_list(v, schools);
}

static void add_equal(web_view *v, review_compare_page *page, const chosen_ones *chosen, const heed_comparison *c)
{
    size_t cap = 0;
    for (size_t i = 0; i < c->act_count; i++) {
        heed_text groups = { "", 0 };
        for (size_t g = 0; g < c->acts[i].group_count; g++) {
            heed_text schools = schools_of(v, chosen, c->acts[i].members[g], c->acts[i].groups[g].len);
            if (c->acts[i].groups[g].len > 1)
                groups = heed_text_printf(v->mem, "%.*s%s%.*s", heed_fmt(groups), groups.len ? "; " : "", heed_fmt(schools));
        }
        if (groups.len)
            *ARENA_PUSH(v->mem, page->acts.at, page->acts.len, cap) =
                (review_compare_act){ say_capital(say_act(v->site->vocabulary, c->acts[i].act, v->mem), v->mem), groups };
    }
}

PAGE_FORM(review_compare, beside)
{
    chosen_ones chosen = { .n = 0 };
    heed_analyse_options options = part_options(v);
    heed_comparison c;
    size_t rows = 0;
    if (form->differ.len && !heed_text_is(form->differ, "yes"))
        return heed_fail(v->err, HEED_INVALID, "That cannot be chosen here. Tick a box on the page instead.");
    TRY(choose(v, form, page, &chosen));
    LENT heed_arena *work = part_memory(v);
    TRY(heed_compare(chosen.policies, chosen.n, options.checklist, &options, work, &c, v->err));
    page->differ = form->differ.len > 0;
    page->many = chosen.n > MOST_COLUMNS;
    for (size_t i = 0; i < c.row_count; i++)
        if (!page->differ || differ(&c.rows[i], chosen.n))
            add_row(v, page, &chosen, &c.rows[i], &rows);
    page->shown = (long long)page->rows.len;
    page->total = (long long)c.row_count;
    add_equal(v, page, &chosen, &c);
    if (page->differ)
        v->title = T("Policies side by side, only where they differ");
    return HEED_OK;
}
