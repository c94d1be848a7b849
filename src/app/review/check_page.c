/* check_page.c - what is wrong with a policy, beside the text it is about. */
#include "app/ask/about.h"
#include "app/review/parts.h"
#include "review_check.h"
#include "web/markdown.h"
#include <string.h>

#define CHECK_ROW(...) FORM_ROW(check_form, __VA_ARGS__)
WEB_FORM_TABLE(check, CHECK_FORM(CHECK_ROW))

/* ORDER: gravest first */
static const struct {
    const char *value, *words, *one, *hint, *tone;
} levels[] = {
    { "error", "To mend", "Mend this", "Cannot both be kept, or is wrong", "no" },
    { "warning", "To look at", "Look at this", "Should be looked at before the next vote", "care" },
    { "note", "Good to know", "Good to know", "Does no harm, but could be plainer", "must" },
};
enum { LEVELS = sizeof levels / sizeof *levels };

static size_t level_of(const heed_lint_finding *f)
{
    size_t i = 0;
    while (i + 1 < LEVELS && strcmp(levels[i].value, f->rule->level) != 0)
        i++;
    return i;
}

static bool wanted_here(const check_form *form, const heed_lint_finding *f)
{
    return (!form->level.len || heed_text_is(form->level, f->rule->level)) &&
           (!form->kind.len || heed_text_is(form->kind, f->rule->id));
}

static heed_status check_choice(web_view *v, const check_form *form)
{
    bool known = !form->level.len;
    for (size_t i = 0; i < LEVELS; i++)
        known |= heed_text_is(form->level, levels[i].value);
    if (!known)
        return heed_fail(v->err, HEED_INVALID, "No findings are called that. Choose from the list on the page.");
    if (form->kind.len && !heed_lint_rule_find(form->kind))
        return heed_fail(v->err, HEED_INVALID, "There is no such kind of finding. Choose from the list on the page.");
    return HEED_OK;
}

/* ---- what can be chosen, with counts of all there is */

static void count_kind(web_view *v, review_check_page *page, const heed_lint_finding *f, heed_text chosen, size_t *cap)
{
    for (size_t i = 0; i < page->kinds.len; i++)
        if (heed_text_is(page->kinds.at[i].value, f->rule->id)) {
            page->kinds.at[i].count++;
            return;
        }
    *ARENA_PUSH(v->mem, page->kinds.at, page->kinds.len, *cap) =
        (review_check_kind){ heed_text_of(f->rule->id), heed_text_of(f->rule->title), 1, heed_text_is(chosen, f->rule->id) };
}

static void count_all(web_view *v, review_check_page *page, const check_form *form, const heed_lint_findings *found)
{
    size_t cap = 0;
    page->levels.at = ARENA_NEW(v->mem, review_check_level, LEVELS);
    page->levels.len = LEVELS;
    for (size_t i = 0; i < LEVELS; i++)
        page->levels.at[i] = (review_check_level){ .value = heed_text_of(levels[i].value),
                                                   .words = heed_text_of(levels[i].words),
                                                   .hint = heed_text_of(levels[i].hint),
                                                   .tone = heed_text_of(levels[i].tone),
                                                   .chosen = heed_text_is(form->level, levels[i].value) };
    for (size_t level = 0; level < LEVELS; level++) /* kinds stand gravest first, too */
        for (size_t i = 0; i < found->len; i++)
            if (level_of(&found->at[i]) == level) {
                page->levels.at[level].count++;
                count_kind(v, page, &found->at[i], form->kind, &cap);
            }
    page->total = (long long)found->len;
}

/* ---- the findings */

/* Findings about one clause stand together, in the order of the document. */
static review_check_block *block_of(web_view *v, const web_policy *wanted, review_check_page *page, size_t *cap,
                                    heed_text clause)
{
    if (page->blocks.len && heed_text_eq(page->blocks.at[page->blocks.len - 1].clause, clause))
        return &page->blocks.at[page->blocks.len - 1];
    review_check_block *block = ARENA_PUSH(v->mem, page->blocks.at, page->blocks.len, *cap);
    const heed_clause *c = clause.len ? heed_clause_find(wanted->policy, clause, v->mem) : NULL;
    *block = (review_check_block){ .clause = part_keep(v, clause), .id = heed_text_printf(v->mem, "%zu", page->blocks.len) };
    if (!c)
        return block;
    block->prose = web_without_number(web_markdown(c->prose, v->mem), clause);
    if (about_any(wanted->policy, c))
        block->ask = block->clause;
    return block;
}

/* The clause stands beside the message: its number need not be said again. */
static heed_text without_clause(const web_view *v, heed_text message, heed_text clause)
{
    size_t n = clause.len;
    if (!n || !heed_text_starts(message, part_keep(v, clause).at) || message.len < n + 3 || message.at[n] != ':')
        return part_keep(v, message);
    return say_capital((heed_text){ message.at + n + 2, message.len - n - 2 }, v->mem);
}

/* Findings of one kind about one clause share a card. */
static review_check_finding *card_of(web_view *v, review_check_block *block, const heed_lint_rule *rule, size_t level)
{
    size_t cap = block->findings.len;
    if (cap && heed_text_is(block->findings.at[cap - 1].title, rule->title))
        return &block->findings.at[cap - 1];
    review_check_finding *card = ARENA_PUSH(v->mem, block->findings.at, block->findings.len, cap);
    *card = (review_check_finding){ .level = heed_text_of(levels[level].one),
                                    .tone = heed_text_of(levels[level].tone),
                                    .title = heed_text_of(rule->title),
                                    .why = heed_text_of(rule->why),
                                    .mend = heed_text_of(rule->mend) };
    return card;
}

static void add_finding(web_view *v, review_check_block *block, const heed_lint_finding *f)
{
    review_check_finding *card = card_of(v, block, f->rule, level_of(f));
    size_t cap = card->points.len, others = 0;
    review_check_point *out = ARENA_PUSH(v->mem, card->points.at, card->points.len, cap);
    *out = (review_check_point){ .message = without_clause(v, f->message, block->clause),
                                 .situation = part_keep(v, f->situation),
                                 .facts = part_askable(v, f->facts) };
    for (size_t i = 1; i < f->clauses.len; i++)
        ARENA_PUSH(v->mem, out->others.at, out->others.len, others)->id = part_keep(v, f->clauses.at[i]);
}

/* What is about a clause stands beside it; what is about the whole text comes after. */
static void add_findings(web_view *v, const web_policy *wanted, review_check_page *page, const check_form *form,
                         const heed_lint_findings *found)
{
    size_t cap = 0;
    for (int whole = 0; whole < 2; whole++)
        for (size_t i = 0; i < found->len; i++) {
            const heed_lint_finding *f = &found->at[i];
            if (!wanted_here(form, f) || whole != !f->clauses.len)
                continue;
            page->shown++;
            add_finding(v, block_of(v, wanted, page, &cap, whole ? (heed_text){ "", 0 } : f->clauses.at[0]), f);
        }
}

static heed_text title_of(const web_view *v, const review_check_page *page)
{
    heed_text title = T("What to look at");
    for (size_t i = 0; i < page->levels.len; i++)
        if (page->levels.at[i].chosen)
            title = heed_text_printf(v->mem, "%.*s, %.*s", heed_fmt(title), heed_fmt(page->levels.at[i].words));
    for (size_t i = 0; i < page->kinds.len; i++)
        if (page->kinds.at[i].chosen)
            title = heed_text_printf(v->mem, "%.*s, %.*s", heed_fmt(title), heed_fmt(page->kinds.at[i].words));
    return title;
}

PAGE_FORM(review_check, check)
{
    const web_policy *wanted;
    TRY(part_policy(v, &wanted));
    TRY(check_choice(v, form));
    LENT heed_arena *work = part_memory(v);
    heed_analyse_options options = part_options(v);
    heed_lint_findings findings;
    TRY(heed_lint(wanted->policy, &options, work, &findings, v->err));
    page->slug = wanted->slug;
    page->title = heed_policy_about(wanted->policy)->title;
    page->school = v->school;
    page->on_check = true;
    page->as_of = say_day(v->today, v->mem);
    page->clean = !findings.len;
    page->filtered = form->level.len || form->kind.len;
    count_all(v, page, form, &findings);
    v->title = title_of(v, page);
    add_findings(v, wanted, page, form, &findings);
    return HEED_OK;
}
