/* answers_page.c - the answers governors ratify beside the text, each with the clause that decides it first. */
#include "app/review/parts.h"
#include "review_answers.h"
#include "web/markdown.h"

static void add_row(web_view *v, review_answers_page *page, const web_policy *wanted, const heed_typical *t)
{
    review_answers_row *row = &page->rows.at[page->rows.len++];
    const heed_texts *ids = &t->answer.clauses;
    const heed_clause *first = ids->len ? heed_clause_find(wanted->policy, ids->at[0], v->mem) : NULL;
    size_t cap = 0;
    *row = (review_answers_row){ .question = t->question,
                                 .shown = heed_text_of(heed_outcome_shown(t->answer.outcome, t->answer.baseline)),
                                 .tone = say_tone(t->answer.outcome),
                                 .changed = t->changed,
                                 .was = heed_text_of(heed_outcome_shown(t->was, false)),
                                 .was_tone = say_tone(t->was),
                                 .facts = t->facts };
    if (first)
        row->text = web_without_number(web_markdown(first->prose, v->mem), first->id);
    for (size_t i = 0; i < ids->len; i++)
        ARENA_PUSH(v->mem, row->clauses.at, row->clauses.len, cap)->id = ids->at[i];
    page->changed += t->changed;
    *(t->answer.outcome == HEED_NOT_ADDRESSED ? &page->silent : &page->answered) += 1;
}

PAGE_FORM(review_answers, before)
{
    const web_policy *wanted, *other = NULL;
    heed_typicals typicals;
    TRY(part_policy(v, &wanted));
    if (form->before.len)
        TRY(part_chosen(v, form->before, &other));
    TRY(heed_typical_answers(wanted->policy, other ? other->policy : NULL, v->site->analyse->checklist, v->today, v->mem,
                             &typicals, v->err));
    const heed_policy_info *about = heed_policy_about(wanted->policy);
    page->slug = wanted->slug;
    page->title = about->title;
    page->school = v->school;
    page->version = about->version;
    page->hash = about->hash;
    page->as_of = say_day(v->today, v->mem);
    page->on_answers = true;
    page->before = other ? part_school(other) : heed_lit("");
    PART_OTHERS(v, wanted, form->before, page->others, review_answers_other);
    page->rows.at = ARENA_NEW(v->mem, review_answers_row, typicals.len + 1);
    for (size_t i = 0; i < typicals.len; i++)
        add_row(v, page, wanted, &typicals.at[i]);
    if (other)
        v->title = heed_text_printf(v->mem, "Typical answers, beside %.*s", heed_fmt(page->before));
    return HEED_OK;
}
