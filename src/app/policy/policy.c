/* policy.c - the list of policies, one policy clause by clause, and its text. */
#include "app/policy/policy.h"
#include "app/ask/about.h"
#include "app/say.h"
#include "policy_list.h"
#include "policy_page.h"
#include "web/markdown.h"
#include <string.h>

#define ROLE_ROW(...) FORM_ROW(role_form, __VA_ARGS__)
WEB_FORM_TABLE(role, ROLE_FORM(ROLE_ROW))

static bool overdue(const heed_policy_info *about, heed_date today)
{
    return about->review_due && today && about->review_due < today;
}

PAGE(policy_list)
{
    const web_site *site = v->site;
    page->rows.at = ARENA_NEW(v->mem, policy_list_row, site->policy_count);
    page->rows.len = site->policy_count;
    page->several = site->policy_count > 1;
    for (size_t i = 0; i < site->policy_count; i++) {
        const heed_policy *p = site->policies[i].policy;
        const heed_policy_info *about = heed_policy_about(p);
        policy_list_row *row = &page->rows.at[i];
        bool late = overdue(about, v->today), begun = !about->in_force || about->in_force <= v->today;
        *row = (policy_list_row){ .slug = site->policies[i].slug,
                                  .school = site->policies[i].school.len ? site->policies[i].school : about->school,
                                  .title = about->title,
                                  .version = about->version,
                                  .overdue = late,
                                  .in_force = say_day(about->in_force, v->mem),
                                  .review = say_day(about->review_due, v->mem),
                                  .clauses = (long long)heed_clause_count(p) };
        row->status = late ? T("Review is due") : begun ? T("In force") : T("Not yet in force");
        row->tone = late ? heed_lit("care") : begun ? heed_lit("yes") : heed_lit("silent");
    }
    return HEED_OK;
}

static heed_status policy_wanted(web_view *v, const web_policy **out)
{
    *out = web_policy_find(v->site, web_param(v, "slug"));
    if (!*out)
        return heed_fail(v->err, HEED_NOT_FOUND, "There is no policy of this name here. Choose one from the list of policies.");
    v->school = heed_policy_about((*out)->policy)->school;
    return HEED_OK;
}

DOCUMENT(policy_source)
{
    const web_policy *wanted;
    TRY(policy_wanted(v, &wanted));
    file->type = heed_lit("text/markdown; charset=utf-8");
    file->body = heed_policy_source(wanted->policy);
    file->name = heed_text_printf(v->mem, "%.*s.policy.md", heed_fmt(wanted->slug));
    return HEED_OK;
}

/* ---- one policy */
typedef struct {
    web_view *v;
    const web_policy *wanted;
    const role_form *form;
    policy_page_page *page;
    size_t block_cap, section_cap, subject_cap;
    web_pairs subjects; /* names of groups, and whom they mean */
} building;

static bool contains(heed_text text, heed_text part)
{
    for (size_t i = 0; part.len && i + part.len <= text.len; i++) {
        size_t k = 0;
        while (k < part.len) {
            char a = text.at[i + k], b = part.at[k];
            a = a >= 'A' && a <= 'Z' ? (char)(a | 0x20) : a;
            b = b >= 'A' && b <= 'Z' ? (char)(b | 0x20) : b;
            if (a != b)
                break;
            k++;
        }
        if (k == part.len)
            return true;
    }
    return !part.len;
}

static say_badge badge_of(const heed_clause *c, heed_arena *mem)
{
    say_badge b = say_force(c->force);
    if (!b.word.len)
        b = (say_badge){ say_capital(say_name(c->kind, mem), mem), heed_lit("plain") };
    return b;
}

/* The same few groups bind most clauses: each is looked up once a page. */
static heed_text subject_of(building *b, heed_text name)
{
    for (size_t i = 0; i < b->subjects.len; i++)
        if (heed_text_eq(b->subjects.at[i].name, name))
            return b->subjects.at[i].value;
    web_pair *p = ARENA_PUSH(b->v->mem, b->subjects.at, b->subjects.len, b->subject_cap);
    *p = (web_pair){ name, say_subject(b->wanted->policy, name, b->v->mem) };
    return p->value;
}

static heed_text who_of(building *b, const heed_clause *c)
{
    heed_arena *mem = b->v->mem;
    heed_texts names = { ARENA_NEW(mem, heed_text, c->subjects.len), c->subjects.len };
    for (size_t i = 0; i < names.len; i++)
        names.at[i] = subject_of(b, c->subjects.at[i]);
    return say_capital(say_join(names, ", ", mem), mem);
}

static bool wanted_here(const building *b, const web_piece *piece)
{
    if (!contains(piece->plain, b->form->find))
        return false;
    for (size_t i = 0; b->form->role.len && i < piece->anchors.len; i++) {
        const heed_clause *c = heed_clause_find(b->wanted->policy, piece->anchors.at[i], b->v->mem);
        if (c && heed_clause_binds(b->wanted->policy, c, b->form->role))
            return true;
    }
    return !b->form->role.len;
}

static void add_badge(policy_page_card *card, say_badge b, size_t *cap, heed_arena *mem)
{
    for (size_t i = 0; i < card->badges.len; i++)
        if (heed_text_eq(card->badges.at[i].word, b.word))
            return;
    *ARENA_PUSH(mem, card->badges.at, card->badges.len, *cap) = (policy_page_badge){ b.word, b.kind };
}

static policy_page_card *card_of(building *b, const web_piece *piece)
{
    heed_arena *mem = b->v->mem;
    policy_page_card *card = ARENA_NEW(mem, policy_page_card, 1);
    size_t anchors = 0, badges = 0;
    card->first = piece->anchors.at[0];
    card->part = web_without_number(piece->html, card->first);
    for (size_t i = 0; i < piece->anchors.len; i++) {
        if (i)
            ARENA_PUSH(mem, card->anchors.at, card->anchors.len, anchors)->id = piece->anchors.at[i];
        const heed_clause *c = heed_clause_find(b->wanted->policy, piece->anchors.at[i], b->v->mem);
        if (!c)
            continue;
        add_badge(card, badge_of(c, mem), &badges, mem);
        if (!card->who.len)
            card->who = who_of(b, c);
        if (!card->ask.len && about_any(b->wanted->policy, c))
            card->ask = c->id;
    }
    return card;
}

static void add_heading(building *b, const web_piece *piece)
{
    policy_page_page *page = b->page;
    if (piece->level == 1 && !page->blocks.len && !piece->anchors.len)
        return; /* the document's own title stands above */
    policy_page_block *block = ARENA_PUSH(b->v->mem, page->blocks.at, page->blocks.len, b->block_cap);
    block->head = true;
    block->sub = piece->level > 2;
    block->title = piece->plain;
    block->id = heed_text_printf(b->v->mem, "s-%zu", page->blocks.len);
    if (!block->sub)
        *ARENA_PUSH(b->v->mem, page->sections.at, page->sections.len, b->section_cap) =
            (policy_page_section){ block->id, block->title };
}

static void add_piece(building *b, const web_piece *piece)
{
    policy_page_page *page = b->page;
    if (piece->level)
        add_heading(b, piece);
    if (!piece->anchors.len && (piece->level || page->filtered))
        return;
    page->total += piece->anchors.len > 0;
    if (piece->anchors.len && !wanted_here(b, piece))
        return;
    page->shown += piece->anchors.len > 0;
    policy_page_block *block = ARENA_PUSH(b->v->mem, page->blocks.at, page->blocks.len, b->block_cap);
    block->part = piece->html;
    if (piece->anchors.len) {
        block->cards.at = card_of(b, piece);
        block->cards.len = 1;
    }
}

/* Headings with nothing under them are left out: of a filtered page, and of a section that holds only tests. */
static void drop_empty_heads(policy_page_page *page)
{
    size_t kept = 0;
    for (size_t i = 0; i < page->blocks.len; i++) {
        const policy_page_block *at = &page->blocks.at[i];
        bool empty = at->head &&
                     (i + 1 == page->blocks.len || (page->blocks.at[i + 1].head && (!page->blocks.at[i + 1].sub || at->sub)));
        if (!empty)
            page->blocks.at[kept++] = *at;
    }
    page->blocks.len = kept;
    kept = 0;
    for (size_t i = 0; i < page->sections.len; i++)
        for (size_t k = 0; k < page->blocks.len; k++)
            if (page->blocks.at[k].head && heed_text_eq(page->blocks.at[k].id, page->sections.at[i].id)) {
                page->sections.at[kept++] = page->sections.at[i];
                break;
            }
    page->sections.len = kept;
}

/* Roles a person may look through the policy as: those the vocabulary knows. */
static void add_roles(building *b)
{
    const heed_vocabulary *v = b->v->site->vocabulary;
    size_t cap = 0;
    for (uint32_t f = 0; f < heed_fact_count(v); f++) {
        const heed_fact_info *info = heed_fact_get(v, f);
        if (info->one_valued || !heed_text_is(info->set, "role"))
            continue;
        *ARENA_PUSH(b->v->mem, b->page->roles.at, b->page->roles.len, cap) =
            (policy_page_role){ info->name, say_capital(say_name(info->name, b->v->mem), b->v->mem),
                                heed_text_eq(info->name, b->form->role) };
    }
}

PAGE_FORM(policy_page, role)
{
    building b = { .v = v, .form = form, .page = page };
    TRY(policy_wanted(v, &b.wanted));
    const heed_policy_info *about = heed_policy_about(b.wanted->policy);
    if (form->role.len && heed_fact_find(v->site->vocabulary, form->role) == HEED_FACT_NONE)
        return heed_fail(v->err, HEED_INVALID, "No role has this name. Choose one from the list on the policy's page.");
    page->slug = b.wanted->slug;
    page->title = about->title.len ? about->title : T("Social media policy");
    page->school = about->school;
    page->version = about->version;
    page->in_force = say_day(about->in_force, v->mem);
    page->review = say_day(about->review_due, v->mem);
    page->overdue = overdue(about, v->today);
    page->whom = say_name(about->silence_ask, v->mem);
    page->hash = about->hash;
    page->several = v->site->policy_count > 1;
    page->find = form->find;
    page->filtered = form->role.len || form->find.len;
    v->passing = form->find.len > 0;
    add_roles(&b);
    web_pieces pieces = web_document(heed_policy_source(b.wanted->policy), v->mem);
    for (size_t i = 0; i < pieces.len; i++)
        add_piece(&b, &pieces.at[i]);
    drop_empty_heads(page);
    v->title = page->title;
    if (form->role.len)
        v->title = heed_text_printf(v->mem, "%.*s, for: %.*s", heed_fmt(v->title), heed_fmt(say_name(form->role, v->mem)));
    if (form->find.len)
        v->title = heed_text_printf(v->mem, "%.*s, with: %.*s", heed_fmt(v->title), heed_fmt(form->find));
    return HEED_OK;
}
