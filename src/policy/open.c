/* open.c - checks a blob once, from end to end, so that nobody has to check again. */
#include "compile.h"
#include <sodium.h>
#include <string.h>

struct heed_policy {
    const blob_head *head;
    const heed_vocabulary *vocabulary;
    heed_policy_info about;
};

typedef struct {
    const blob_head *h;
    const char *at;
    size_t len;
    uint64_t rules, facts;
} checking;

static bool span_ok(const checking *k, blob_span s, size_t size)
{
    return s.at % 8 == 0 && s.at >= sizeof(blob_head) && s.at <= k->len && s.n <= (k->len - s.at) / size;
}

#define EACH(type, item, k, span)                                                                                              \
    for (const type *item = (const type *)((k)->at + (span).at), *item##_end = item + (span).n; item != item##_end; item++)

static bool all_text_ok(const checking *k)
{
    blob_span all = k->h->texts;
    return span_ok(k, all, 1) && heed_text_valid_utf8((heed_text){ k->at + all.at, all.n });
}

/* Does a character begin here, or all text end? */
static bool parts_text(const checking *k, uint64_t at)
{
    blob_span all = k->h->texts;
    return at == all.n || (at < all.n && (k->at[all.at + at] & 0xC0) != 0x80);
}

static bool text_ok(const checking *k, blob_span s)
{
    return parts_text(k, s.at) && parts_text(k, (uint64_t)s.at + s.n);
}

static bool texts_ok(const checking *k, blob_span s)
{
    if (!span_ok(k, s, sizeof(blob_span)))
        return false;
    EACH(blob_span, t, k, s)
    if (!text_ok(k, *t))
        return false;
    return true;
}

static bool ids_ok(const checking *k, blob_span s, uint64_t below)
{
    if (!span_ok(k, s, sizeof(uint16_t)))
        return false;
    EACH(uint16_t, id, k, s)
    if (*id >= below)
        return false;
    return true;
}

/* Conditions lie within the pool, on its items, so that checking the pool checks them. */
static bool condition_ok(const checking *k, blob_span s)
{
    blob_span all = k->h->conjuncts;
    if (!span_ok(k, s, sizeof(blob_conjunct)))
        return false;
    uint64_t from = s.at - (uint64_t)all.at;
    return s.at >= all.at && from % sizeof(blob_conjunct) == 0 && from / sizeof(blob_conjunct) + s.n <= all.n;
}

static bool pool_ok(const checking *k)
{
    const blob_head *h = k->h;
    if (!span_ok(k, h->literals, sizeof(blob_literal)) || !span_ok(k, h->conjuncts, sizeof(blob_conjunct)))
        return false;
    EACH(blob_literal, l, k, h->literals)
    if (l->fact >= k->facts * 2)
        return false;
    EACH(blob_conjunct, c, k, h->conjuncts)
    if ((uint64_t)c->first + c->n > h->literals.n)
        return false;
    return true;
}

static bool rule_ok(const checking *k, const blob_rule *r)
{
    const blob_head *h = k->h;
    return r->clause < h->clauses.n && r->modal <= MODAL_SCHEDULE && r->group < h->statements.n &&
           condition_ok(k, r->subject) && condition_ok(k, r->when) && ids_ok(k, r->acts, h->act_count) &&
           ids_ok(k, r->trigger_acts, h->act_count) && (r->trigger_rule == UINT32_MAX || r->trigger_rule < k->rules) &&
           (r->trigger_event == UINT32_MAX || r->trigger_event < 64) && ids_ok(k, r->defeaters, k->rules) &&
           (r->duty == UINT32_MAX || r->duty < h->duties.n) && (r->ask_whom == UINT32_MAX || r->ask_whom < h->names.n);
}

static bool rules_ok(const checking *k)
{
    EACH(blob_rule, r, k, k->h->rules)
    if (!rule_ok(k, r))
        return false;
    EACH(blob_duty, d, k, k->h->duties)
    if (!text_ok(k, d->who) || !text_ok(k, d->form) || !text_ok(k, d->deadline) || !text_ok(k, d->keep) ||
        !text_ok(k, d->on_breach) || !text_ok(k, d->before) || !text_ok(k, d->to))
        return false;
    return true;
}

/* Every rule once, and behind all that may switch it off: decide/ goes along it in one pass. */
static bool order_ok(const checking *k, heed_arena *mem)
{
    const blob_head *h = k->h;
    if (h->order.n != k->rules || !ids_ok(k, h->order, k->rules))
        return false;
    bool *seen = ARENA_NEW(mem, bool, k->rules + 1);
    EACH(uint16_t, id, k, h->order)
    {
        const blob_rule *r = BLOB_AT(h, blob_rule, h->rules, *id);
        if (seen[*id] || (r->trigger_rule != UINT32_MAX && !seen[r->trigger_rule]))
            return false;
        EACH(uint16_t, by, k, r->defeaters)
        if (!seen[*by])
            return false;
        seen[*id] = true;
    }
    return true;
}

static bool entries_ok(const checking *k, blob_span s)
{
    if (!span_ok(k, s, sizeof(blob_entry)))
        return false;
    EACH(blob_entry, e, k, s)
    if (e->rule >= k->rules || e->speaks > SPEAKS_OMITTED || (uint64_t)e->guard_first + e->guard_n > k->h->conjuncts.n ||
        (uint64_t)e->need_first + e->need_n > k->h->literals.n)
        return false;
    return true;
}

static bool slices_ok(const checking *k)
{
    const blob_head *h = k->h;
    if (h->slices.n != h->act_count || !span_ok(k, h->slices, sizeof(blob_slice)) || h->event_rules.n != 64 ||
        !span_ok(k, h->event_rules, sizeof(blob_span)) || !ids_ok(k, h->second_stage, k->rules))
        return false;
    EACH(blob_slice, s, k, h->slices)
    if (!entries_ok(k, s->done) || !entries_ok(k, s->omitted) || !entries_ok(k, s->follows) || !entries_ok(k, s->after))
        return false;
    EACH(blob_span, e, k, h->event_rules)
    if (!ids_ok(k, *e, k->rules))
        return false;
    return true;
}

static bool clauses_ok(const checking *k)
{
    const blob_head *h = k->h;
    EACH(blob_clause, c, k, h->clauses)
    {
        if (!text_ok(k, c->id) || !text_ok(k, c->kind) || !text_ok(k, c->force) || !text_ok(k, c->prose) ||
            !texts_ok(k, c->subjects) || !texts_ok(k, c->statements) || !span_ok(k, c->binds, sizeof(uint32_t)))
            return false;
        EACH(uint32_t, fact, k, c->binds)
        if (*fact >= k->facts)
            return false;
    }
    EACH(blob_statement, s, k, h->statements)
    if (!text_ok(k, s->words) || !text_ok(k, s->id) || s->clause >= h->clauses.n)
        return false;
    return true;
}

static bool day_ok(heed_date day)
{
    return day == 0 || heed_date_real(day);
}

static bool lists_ok(const checking *k)
{
    const blob_head *h = k->h;
    if (!day_ok(h->in_force) || !day_ok(h->review_due))
        return false;
    if (!span_ok(k, h->conflicts, sizeof(blob_conflict)) || !span_ok(k, h->schedules, sizeof(blob_schedule)) ||
        !span_ok(k, h->probes, sizeof(blob_probe)) || !span_ok(k, h->tests, sizeof(blob_test)) ||
        !span_ok(k, h->groups, sizeof(blob_group)) || !texts_ok(k, h->names))
        return false;
    EACH(blob_conflict, c, k, h->conflicts)
    if (c->rule_a >= k->rules || c->rule_b >= k->rules)
        return false;
    EACH(blob_schedule, s, k, h->schedules)
    if (s->rule >= k->rules || !day_ok(s->due) || !day_ok(s->last) || s->period_months > MOST_MONTHS_BETWEEN)
        return false;
    EACH(blob_probe, p, k, h->probes)
    if (!text_ok(k, p->name) || !text_ok(k, p->why) || !ids_ok(k, p->acts, h->act_count) || !condition_ok(k, p->when))
        return false;
    EACH(blob_test, t, k, h->tests)
    if (!text_ok(k, t->words))
        return false;
    EACH(blob_group, g, k, h->groups)
    if (!text_ok(k, g->name) || !condition_ok(k, g->any))
        return false;
    return true;
}

static bool tables_ok(const checking *k)
{
    const blob_head *h = k->h;
    return all_text_ok(k) && span_ok(k, h->rules, sizeof(blob_rule)) && h->rules.n <= MOST_RULES &&
           span_ok(k, h->duties, sizeof(blob_duty)) && span_ok(k, h->clauses, sizeof(blob_clause)) &&
           span_ok(k, h->statements, sizeof(blob_statement)) && text_ok(k, h->name) && text_ok(k, h->title) &&
           text_ok(k, h->school) && text_ok(k, h->nation) && text_ok(k, h->silence_ask) && text_ok(k, h->vocabulary) &&
           text_ok(k, h->source);
}

heed_text blob_text(const blob_head *head, blob_span span)
{
    return (heed_text){ (const char *)head + head->texts.at + span.at, span.n };
}

const blob_head *policy_head(const heed_policy *p)
{
    return p->head;
}

static void fill(heed_policy *p, heed_arena *mem)
{
    const blob_head *h = p->head;
    char hex[65];
    sodium_bin2hex(hex, sizeof hex, h->hash, sizeof h->hash);
    p->about = (heed_policy_info){ .name = blob_text(h, h->name),
                                   .title = blob_text(h, h->title),
                                   .school = blob_text(h, h->school),
                                   .nation = blob_text(h, h->nation),
                                   .silence_ask = blob_text(h, h->silence_ask),
                                   .hash = heed_text_copy(mem, heed_text_of(hex)),
                                   .vocabulary = blob_text(h, h->vocabulary),
                                   .version = h->version,
                                   .in_force = h->in_force,
                                   .review_due = h->review_due };
}

static heed_status damaged(heed_error *err)
{
    return heed_fail(err, HEED_INVALID, "This compiled policy is damaged. Compile the policy again.");
}

/* The checksum finds what happened to a blob by accident. Everything is checked all the same: a blob may have been made by
 * anybody, and nothing behind this door looks at a bound again. */
heed_status heed_policy_open(heed_text blob, const heed_vocabulary *v, heed_arena *mem, const heed_policy **policy_out,
                             heed_error *err)
{
    ARENA_GUARD(mem, err);
    const blob_head *h = (const blob_head *)(const void *)blob.at;
    if (blob.len < sizeof *h || (uintptr_t)blob.at % 8 || memcmp(h->magic, BLOB_MAGIC, sizeof h->magic) != 0)
        return heed_fail(err, HEED_INVALID, "This is no compiled policy of this version of Heed. Compile the policy again.");
    if (h->checksum != policy_checksum(blob))
        return damaged(err);
    if (memcmp(h->vocabulary_hash, v->hash, sizeof v->hash) != 0 || h->fact_count != v->fact_count ||
        h->act_count != v->act_count)
        return heed_fail(
            err, HEED_INVALID,
            "This policy was compiled with another vocabulary than \"%.*s\" as it is now. Compile the policy again.",
            heed_fmt(v->name));
    checking k = { h, blob.at, blob.len, h->rules.n, h->fact_count };
    if (h->size != blob.len || !tables_ok(&k) || !pool_ok(&k) || !lists_ok(&k) || !rules_ok(&k) || !clauses_ok(&k) ||
        !slices_ok(&k) || !order_ok(&k, mem))
        return damaged(err);
    heed_policy *p = ARENA_NEW(mem, heed_policy, 1);
    p->head = h;
    p->vocabulary = v;
    fill(p, mem);
    *policy_out = p;
    return HEED_OK;
}

/* ---- looking inside */

const heed_vocabulary *heed_policy_vocabulary(const heed_policy *policy)
{
    return policy->vocabulary;
}

const heed_policy_info *heed_policy_about(const heed_policy *policy)
{
    return &policy->about;
}

/* ---- clauses: made when they are asked for, so that opening a policy costs little memory */

static heed_texts texts_of(const blob_head *h, blob_span s, heed_arena *mem)
{
    heed_texts t = { ARENA_NEW(mem, heed_text, s.n + 1), s.n };
    for (size_t i = 0; i < s.n; i++)
        t.at[i] = blob_text(h, *BLOB_AT(h, blob_span, s, i));
    return t;
}

static heed_clause *clause_of(const blob_head *h, size_t index, heed_arena *mem)
{
    const blob_clause *c = BLOB_AT(h, blob_clause, h->clauses, index);
    heed_clause *out = ARENA_NEW(mem, heed_clause, 1);
    *out = (heed_clause){ .id = blob_text(h, c->id),
                          .kind = blob_text(h, c->kind),
                          .force = blob_text(h, c->force),
                          .prose = blob_text(h, c->prose),
                          .subjects = texts_of(h, c->subjects, mem),
                          .statements = texts_of(h, c->statements, mem),
                          .line = c->line,
                          .index = (uint32_t)index };
    return out;
}

size_t heed_clause_count(const heed_policy *policy)
{
    return policy->head->clauses.n;
}

const heed_clause *heed_clause_get(const heed_policy *policy, size_t index, heed_arena *mem)
{
    if (index >= policy->head->clauses.n)
        return NULL;
    if (mem->guard) /* the caller's own call ends with HEED_FAULT */
        return clause_of(policy->head, index, mem);
    jmp_buf here;
    mem->guard = &here;
    const heed_clause *volatile clause = NULL;
    if (!setjmp(here))
        clause = clause_of(policy->head, index, mem);
    mem->guard = NULL;
    return clause;
}

const heed_clause *heed_clause_find(const heed_policy *policy, heed_text id, heed_arena *mem)
{
    const blob_head *h = policy->head;
    const char *slash = id.len ? memchr(id.at, '/', id.len) : NULL;
    heed_text clause = { id.at, slash ? (size_t)(slash - id.at) : id.len };
    for (size_t i = 0; i < h->clauses.n; i++)
        if (heed_text_eq(blob_text(h, BLOB_AT(h, blob_clause, h->clauses, i)->id), clause))
            return heed_clause_get(policy, i, mem);
    return NULL;
}

/* Roles follow from roles ("link-governor implies governor"), in steps. */
static bool role_is(const heed_vocabulary *v, heed_fact role, heed_fact wanted, int steps)
{
    if (role == wanted)
        return true;
    for (size_t i = 0; steps && i < v->implication_count; i++) {
        const vocabulary_implication *m = &v->implications[i];
        if (m->if_count == 1 && m->if_all[0].fact == role && m->if_all[0].mask == 2 && m->then.mask == 2 &&
            role_is(v, m->then.fact, wanted, steps - 1))
            return true;
    }
    return false;
}

bool heed_clause_binds(const heed_policy *policy, const heed_clause *clause, heed_text role)
{
    const blob_head *h = policy->head;
    const blob_clause *c = BLOB_AT(h, blob_clause, h->clauses, clause->index);
    heed_fact fact = heed_fact_find(policy->vocabulary, role);
    if (c->binds_all)
        return true;
    for (size_t i = 0; fact != HEED_FACT_NONE && i < c->binds.n; i++)
        if (role_is(policy->vocabulary, fact, *BLOB_AT(h, uint32_t, c->binds, i), 4))
            return true;
    return false;
}

heed_text heed_policy_source(const heed_policy *policy)
{
    return blob_text(policy->head, policy->head->source);
}
