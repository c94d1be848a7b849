/* changes_page.c - what a text changes against another, for governors before a vote: who may do less, who may do more, what is
 * new; the plainest change first. */
#include "app/review/parts.h"
#include "app/review/review.h"
#include "review_changes.h"
#include "web/markdown.h"
#include <stdlib.h>
#include <string.h>

enum { MOST_OF_A_KIND = 10 };

/* ORDER: as they stand on the page */
typedef enum { KIND_LESS, KIND_MORE, KIND_DUTY, KIND_NO_DUTY, KIND_SAID, KIND_SILENT, KINDS } change_kind;
static const struct {
    const char *anchor, *title, *hint, *tile, *tone;
} kinds[KINDS] = {
    { "less", "Who may do less", "These answers become stricter.", "stricter answers", "no" },
    { "more", "Who may do more", "These answers become freer.", "freer answers", "yes" },
    { "duty", "What is now asked of people", "These become a duty, or something the policy advises.", "now asked of people",
      "must" },
    { "no-duty", "What is no longer asked of people", "These were a duty, or advised.", "no longer asked", "silent" },
    { "said", "Where the policy was silent and now speaks", "Nothing was said about these before.", "now answered", "care" },
    { "silent", "Where the policy no longer speaks", "Silence is not permission: people will have to ask.", "now silent",
      "silent" },
};

typedef struct {
    web_view *v;
    review_changes_page *page;
    const heed_policy_diff *d;
    const heed_policy *before, *after;
    heed_text role; /* empty: everybody */
} building;

static bool is_asked(heed_outcome o)
{
    return o == HEED_REQUIRED || o == HEED_ADVISED;
}

static change_kind kind_of(const heed_change *c)
{
    if (is_asked(c->to) && c->from != HEED_REQUIRED)
        return KIND_DUTY;
    if (is_asked(c->from) && (c->to == HEED_NOT_ADDRESSED || c->to == HEED_PERMITTED || is_asked(c->to)))
        return KIND_NO_DUTY;
    if (c->from == HEED_NOT_ADDRESSED)
        return KIND_SAID;
    if (c->to == HEED_NOT_ADDRESSED)
        return KIND_SILENT;
    return c->to < c->from ? KIND_LESS : KIND_MORE;
}

/* A duty that comes or goes also changes what leaving it undone means. It is told once, as the duty. */
static bool told_as_duty(const heed_policy_diff *d, const heed_change *c)
{
    for (size_t i = 0; c->omitted && i < d->change_count; i++) {
        const heed_change *other = &d->changes[i];
        if (!other->omitted && (is_asked(other->from) || is_asked(other->to)) && heed_text_eq(other->act, c->act) &&
            heed_text_eq(other->group, c->group))
            return true;
    }
    return false;
}

/* ---- what changes */

static int plainest_first(const void *a, const void *b)
{
    const heed_change *x = *(const heed_change *const *)a, *y = *(const heed_change *const *)b;
    if (x->facts.len != y->facts.len)
        return x->facts.len < y->facts.len ? -1 : 1;
    if (x->share != y->share)
        return x->share > y->share ? -1 : 1;
    return x < y ? -1 : x > y;
}

static review_changes_change change_of(web_view *v, const heed_change *c)
{
    heed_text act = say_act(v->site->vocabulary, c->act, v->mem);
    return (review_changes_change){
        .question = heed_text_printf(v->mem, "%s%s%.*s?", c->mood == HEED_MUST ? "Must one " : "May one ",
                                     c->omitted ? "leave this undone: " : "", heed_fmt(act)),
        .from = heed_text_of(heed_outcome_shown(c->from, false)),
        .from_tone = say_tone(c->from),
        .to = heed_text_of(heed_outcome_shown(c->to, false)),
        .to_tone = say_tone(c->to),
        .befores = part_ids(v, c->clauses_before),
        .afters = part_ids(v, c->clauses_after),
    };
}

static void add_tile(building *b, size_t count, const char *words, const char *tone, const char *anchor, size_t *cap)
{
    if (count)
        *ARENA_PUSH(b->v->mem, b->page->tiles.at, b->page->tiles.len, *cap) =
            (review_changes_tile){ (long long)count, heed_text_of(words), heed_text_of(tone), heed_text_of(anchor) };
}

static bool same_change(const heed_change *a, const heed_change *b)
{
    return a->mood == b->mood && a->omitted == b->omitted && a->from == b->from && a->to == b->to &&
           heed_text_eq(a->act, b->act);
}

/* Further groups of people whose answer changes in the same way stand under the first one's question. */
static size_t change_at(const heed_change **list, size_t n, const heed_change *c)
{
    size_t i = 0;
    while (i < n && !same_change(list[i], c))
        i++;
    return i;
}

static void add_group(web_view *v, review_changes_change *to, const heed_change *c)
{
    size_t cap = to->groups.len;
    *ARENA_PUSH(v->mem, to->groups.at, to->groups.len, cap) =
        (review_changes_group){ part_keep(v, c->group), part_keep(v, c->example), part_askable(v, c->example_facts) };
}

static void fill_kind(building *b, review_changes_kind *out, const heed_change **list, size_t n)
{
    const heed_change **firsts = ARENA_NEW(b->v->mem, const heed_change *, n + 1);
    size_t known = 0;
    out->changes.at = ARENA_NEW(b->v->mem, review_changes_change, MOST_OF_A_KIND);
    for (size_t i = 0; i < n; i++) {
        size_t at = change_at(firsts, known, list[i]);
        if (at == known)
            firsts[known++] = list[i];
        if (at >= MOST_OF_A_KIND)
            continue;
        if (at == out->changes.len)
            out->changes.at[out->changes.len++] = change_of(b->v, list[i]);
        add_group(b->v, &out->changes.at[at], list[i]);
    }
    out->count = (long long)known;
    out->more = known > MOST_OF_A_KIND ? (long long)(known - MOST_OF_A_KIND) : 0;
}

static void add_kind(building *b, change_kind kind, size_t *tiles, size_t *cap)
{
    const heed_change **list = ARENA_NEW(b->v->mem, const heed_change *, b->d->change_count + 1);
    size_t n = 0;
    for (size_t i = 0; i < b->d->change_count; i++)
        if (kind_of(&b->d->changes[i]) == kind && !told_as_duty(b->d, &b->d->changes[i]))
            list[n++] = &b->d->changes[i];
    if (!n)
        return;
    qsort(list, n, sizeof *list, plainest_first);
    review_changes_kind *out = ARENA_PUSH(b->v->mem, b->page->kinds.at, b->page->kinds.len, *cap);
    *out = (review_changes_kind){ .anchor = heed_text_of(kinds[kind].anchor),
                                  .title = heed_text_of(kinds[kind].title),
                                  .hint = heed_text_of(kinds[kind].hint) };
    fill_kind(b, out, list, n);
    add_tile(b, (size_t)out->count, kinds[kind].tile, kinds[kind].tone, kinds[kind].anchor, tiles);
}

/* ---- duties and clauses */

/* "bound: tell ..., to senior-leader": whom the group's name means, and names without their hyphens. */
static heed_text duty_words(building *b, const heed_policy *policy, heed_text words)
{
    const char *colon = memchr(words.at, ':', words.len);
    size_t n = colon ? (size_t)(colon - words.at) : 0;
    heed_text rest = say_name((heed_text){ words.at + n, words.len - n }, b->v->mem), who = { words.at, n };
    if (n)
        who = say_subject(policy, who, b->v->mem);
    return say_capital(heed_text_printf(b->v->mem, "%.*s%.*s", heed_fmt(who), heed_fmt(rest)), b->v->mem);
}

static void add_duties(building *b)
{
    size_t gained = 0, lost = 0;
    for (size_t i = 0; i < b->d->gained_count; i++)
        *ARENA_PUSH(b->v->mem, b->page->gained.at, b->page->gained.len, gained) =
            (review_changes_duty){ duty_words(b, b->after, b->d->gained[i].words), part_keep(b->v, b->d->gained[i].clause) };
    for (size_t i = 0; i < b->d->lost_count; i++)
        *ARENA_PUSH(b->v->mem, b->page->lost.at, b->page->lost.len, lost) =
            (review_changes_duty){ duty_words(b, b->before, b->d->lost[i].words), part_keep(b->v, b->d->lost[i].clause) };
}

static web_html prose_of(building *b, const heed_clause *c)
{
    return web_without_number(web_markdown(c->prose, b->v->mem), c->id);
}

static void add_clauses(building *b)
{
    heed_arena *mem = b->v->mem;
    review_changes_page *page = b->page;
    size_t news = 0, gone = 0, changed = 0;
    for (size_t i = 0; i < b->d->clause_count; i++) {
        const heed_changed_clause *c = &b->d->clauses[i];
        heed_text id = part_keep(b->v, c->id);
        if (!c->before)
            *ARENA_PUSH(mem, page->new_clauses.at, page->new_clauses.len, news) =
                (review_changes_whole){ id, prose_of(b, c->after) };
        else if (!c->after)
            *ARENA_PUSH(mem, page->gone_clauses.at, page->gone_clauses.len, gone) =
                (review_changes_whole){ id, prose_of(b, c->before) };
        else
            *ARENA_PUSH(mem, page->changed_clauses.at, page->changed_clauses.len, changed) =
                (review_changes_changed){ id, c->what == HEED_CLAUSE_RULES ? T("with other rules") : T("with the same rules"),
                                          prose_of(b, c->before), prose_of(b, c->after) };
    }
    page->new_count = (long long)page->new_clauses.len;
    page->gone_count = (long long)page->gone_clauses.len;
}

static void add_diff(building *b)
{
    review_changes_page *page = b->page;
    const heed_policy_diff *d = b->d;
    size_t tiles = 0, cap = 0;
    page->same = review_same(d, b->role);
    page->left_out = (long long)d->left_out;
    page->tangled = part_tangled(b->v, d->too_tangled);
    for (unsigned kind = 0; kind < KINDS; kind++)
        add_kind(b, (change_kind)kind, &tiles, &cap);
    add_duties(b);
    add_clauses(b);
    add_tile(b, d->gained_count, "new duties", "must", "gained", &tiles);
    add_tile(b, d->lost_count, "duties gone", "silent", "lost", &tiles);
    add_tile(b, page->changed_clauses.len, "clauses in other words", "silent", "clauses", &tiles);
}

/* ---- what to choose from */

static void add_roles(web_view *v, review_changes_page *page, heed_text chosen)
{
    const heed_vocabulary *voc = v->site->vocabulary;
    size_t cap = 0;
    for (uint32_t f = 0; f < heed_fact_count(voc); f++) {
        const heed_fact_info *info = heed_fact_get(voc, f);
        if (!info->one_valued && heed_text_is(info->set, "role"))
            *ARENA_PUSH(v->mem, page->roles.at, page->roles.len, cap) =
                (review_changes_role){ info->name, say_capital(say_name(info->name, v->mem), v->mem),
                                       heed_text_eq(info->name, chosen) };
    }
}

static heed_text title_of(const web_view *v, const before_form *form, const web_policy *other)
{
    heed_text school = part_school(other), role = say_name(form->role, v->mem);
    heed_text title = heed_text_printf(v->mem, "What changes, and for whom, beside %.*s", heed_fmt(school));
    return role.len ? heed_text_printf(v->mem, "%.*s, for: %.*s", heed_fmt(title), heed_fmt(role)) : title;
}

PAGE_FORM(review_changes, before)
{
    const web_policy *wanted, *other = NULL;
    TRY(part_policy(v, &wanted));
    page->slug = wanted->slug;
    page->title = heed_policy_about(wanted->policy)->title;
    page->school = v->school;
    page->on_changes = true;
    page->nothing = !form->before.len;
    PART_OTHERS(v, wanted, form->before, page->others, review_changes_other);
    add_roles(v, page, form->role);
    if (page->nothing && form->role.len && heed_fact_find(v->site->vocabulary, form->role) == HEED_FACT_NONE)
        return heed_fail(v->err, HEED_INVALID, "No role has this name. Choose one from the list on this page.");
    if (page->nothing)
        return HEED_OK;
    TRY(part_chosen(v, form->before, &other));
    LENT heed_arena *work = part_memory(v);
    heed_analyse_options options = part_options(v);
    heed_policy_diff d;
    TRY(heed_diff(other->policy, wanted->policy, form->role, &options, work, &d, v->err));
    page->before = part_school(other);
    v->title = title_of(v, form, other);
    building b = { v, page, &d, other->policy, wanted->policy, form->role };
    add_diff(&b);
    return HEED_OK;
}
