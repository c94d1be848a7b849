/* write.c - lays a compiled policy out as a blob. */
#include "compile.h"
#include "slices.h"
#include <sodium.h>
#include <string.h>

enum { KNOWN_TEXTS = 4096 };

typedef struct {
    compiler *c;
    blob_span *known; /* texts already written, by hash; a later one takes the place of an earlier one */
    heed_arena *mem;
    char *at;
    size_t len, cap;
    char *texts;
    size_t texts_len, texts_cap;
    blob_head head;
    pool pool;
} writer;

static void reserve(writer *w, size_t more)
{
    w->at = arena_room(w->mem, w->at, w->len, &w->cap, more);
}

static blob_span put(writer *w, const void *items, size_t size, size_t n)
{
    size_t bytes = size * n, padded = (bytes + 7) & ~(size_t)7;
    blob_span s = { (uint32_t)w->len, (uint32_t)n };
    reserve(w, padded + 8);
    if (bytes)
        memcpy(w->at + w->len, items, bytes);
    w->len += padded;
    return s;
}

/* Equal texts share their place: the words of a statement are wanted by its clause too, and "must" by everybody. */
static blob_span put_text(writer *w, heed_text t)
{
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < t.len; i++)
        hash = (hash ^ (unsigned char)t.at[i]) * 16777619u;
    blob_span *slot = &w->known[hash % KNOWN_TEXTS];
    if (!t.len || (slot->n && heed_text_eq(t, (heed_text){ w->texts + slot->at, slot->n })))
        return t.len ? *slot : (blob_span){ 0, 0 };
    *slot = (blob_span){ (uint32_t)w->texts_len, (uint32_t)t.len };
    w->texts = arena_room(w->mem, w->texts, w->texts_len, &w->texts_cap, t.len);
    memcpy(w->texts + w->texts_len, t.at, t.len);
    w->texts_len += t.len;
    return *slot;
}

/* Prose and tests mostly stand in the source word for word, unless an anchor was taken out of the middle. */
static blob_span put_quoted(writer *w, heed_text prose)
{
    const char *found = prose.len ? memmem(w->texts, w->head.source.n, prose.at, prose.len) : NULL;
    return found ? (blob_span){ (uint32_t)(found - w->texts), (uint32_t)prose.len } : put_text(w, prose);
}

static blob_span put_texts(writer *w, const heed_text *texts, size_t n)
{
    blob_span *spans = ARENA_NEW(w->mem, blob_span, n + 1);
    for (size_t i = 0; i < n; i++)
        spans[i] = put_text(w, texts[i]);
    return put(w, spans, sizeof *spans, n);
}

static blob_span put_ids(writer *w, const id_list *list)
{
    return put(w, list->at, sizeof *list->at, list->n);
}

static blob_span conjuncts(writer *w, const condition *c)
{
    uint32_t first = pool_condition(&w->pool, c);
    return (blob_span){ first, (uint32_t)c->n }; /* made an offset when the pool has its place */
}

static void place_span(const writer *w, blob_span *s)
{
    s->at = w->head.conjuncts.at + s->at * (uint32_t)sizeof(blob_conjunct);
}

/* ---- rules */

static uint32_t put_duty(writer *w, const rule *r, blob_duty *duties, uint32_t *count)
{
    if (r->modal != MODAL_MUST && r->modal != MODAL_SHOULD && r->modal != MODAL_ADVISED && r->modal != MODAL_SCHEDULE)
        return UINT32_MAX;
    const ruling *f = r->from;
    heed_text who = r->modal == MODAL_SCHEDULE ? f->judgement.text : f->subject_words;
    duties[*count] =
        (blob_duty){ put_text(w, who),          put_text(w, f->form),   put_text(w, f->deadline), put_text(w, f->keep),
                     put_text(w, f->on_breach), put_text(w, f->before), put_text(w, f->to) };
    return (*count)++;
}

static void put_rules(writer *w)
{
    compiler *c = w->c;
    blob_rule *rules = ARENA_NEW(w->mem, blob_rule, c->rule_count + 1);
    blob_duty *duties = ARENA_NEW(w->mem, blob_duty, c->rule_count + 1);
    uint32_t duty_count = 0;
    for (size_t i = 0; i < c->rule_count; i++) {
        const rule *r = &c->rules[i];
        blob_rule *b = &rules[i];
        b->clause = r->clause;
        b->number = r->from->number;
        b->modal = (uint8_t)r->modal;
        b->flags = r->flags;
        b->group = r->statement;
        b->aspects = r->aspects;
        b->subject = conjuncts(w, &r->subject);
        b->when = conjuncts(w, &r->when);
        place_span(w, &b->subject);
        place_span(w, &b->when);
        b->acts = put_ids(w, &r->acts);
        b->trigger_acts = put_ids(w, &r->trigger_acts);
        b->trigger_rule = r->trigger_rule;
        b->trigger_event = r->trigger_event;
        b->defeaters = put_ids(w, &r->defeaters);
        b->duty = put_duty(w, r, duties, &duty_count);
        b->ask_whom = r->ask_whom;
    }
    w->head.rules = put(w, rules, sizeof *rules, c->rule_count);
    w->head.duties = put(w, duties, sizeof *duties, duty_count);
    w->head.order = put(w, c->order, sizeof *c->order, c->rule_count);
}

static void put_schedules(writer *w)
{
    blob_schedule *list = ARENA_NEW(w->mem, blob_schedule, w->c->rule_count + 1);
    uint32_t n = 0;
    for (size_t i = 0; i < w->c->rule_count; i++) {
        const ruling *f = w->c->rules[i].from;
        if (w->c->rules[i].modal != MODAL_SCHEDULE)
            continue;
        heed_date due = compile_due(f);
        list[n++] =
            (blob_schedule){ (uint32_t)i, due, f->last, (uint32_t)statement_months(f->period_unit.text, f->period), due == 0 };
    }
    w->head.schedules = put(w, list, sizeof *list, n);
}

/* ---- clauses */

static heed_text kind_of(const ruling *r)
{
    static const char *const plain[] = { "rule", "schedule", "aim", "information", "definition" }; /* ORDER: ruling_kind */
    if (r->kind != RULING_RULE)
        return heed_text_of(plain[r->kind]);
    if (r->judgement.text.len)
        return heed_lit("judgement");
    bool duty = r->modal == MODAL_MUST || r->modal == MODAL_SHOULD || r->modal == MODAL_ADVISED;
    return duty ? heed_lit("duty") : heed_lit("rule");
}

static void add_subjects(writer *w, const ruling *r, heed_texts *names, size_t *cap)
{
    for (size_t i = 0; i < r->subject.n; i++) {
        bool known = false;
        for (size_t k = 0; k < names->len && !known; k++)
            known = heed_text_eq(names->at[k], r->subject.at[i].name);
        if (!known)
            *ARENA_PUSH(w->mem, names->at, names->len, *cap) = r->subject.at[i].name;
    }
}

/* A clause binds everybody when one of its rules does; a schedule binds the office it names. */
static blob_clause clause_of(writer *w, const clause_part *part)
{
    compiler *c = w->c;
    const ruling *first = part->rulings.n ? &c->s->rulings[part->rulings.at[0]] : NULL;
    heed_texts names = { 0 };
    heed_fact roles[128];
    size_t role_count = 0, cap = 0;
    blob_clause b = { .id = put_text(w, part->id), .prose = put_quoted(w, part->prose), .line = part->line };
    heed_text *written = ARENA_NEW(w->mem, heed_text, part->rulings.n + 1);
    for (size_t i = 0; i < part->rulings.n; i++) {
        const ruling *r = &c->s->rulings[part->rulings.at[i]];
        written[i] = r->words;
        add_subjects(w, r, &names, &cap);
        condition_roles(&c->l, &r->subject, roles, &role_count, 128);
        b.binds_all |= !r->subject.n && r->kind == RULING_RULE && r->trigger != TRIGGER_THEN && r->trigger != TRIGGER_AFTER;
        heed_fact office = r->kind == RULING_SCHEDULE ? heed_fact_find(c->v, r->judgement.text) : HEED_FACT_NONE;
        if (office != HEED_FACT_NONE && role_count < 128)
            roles[role_count++] = office;
    }
    b.kind = put_text(w, first ? kind_of(first) : heed_lit("information"));
    b.force = put_text(w, first ? first->modal_words : heed_lit(""));
    b.subjects = put_texts(w, names.at, names.len);
    b.statements = put_texts(w, written, part->rulings.n);
    b.binds = put(w, roles, sizeof *roles, role_count);
    return b;
}

static void put_clauses(writer *w)
{
    compiler *c = w->c;
    blob_clause *clauses = ARENA_NEW(w->mem, blob_clause, c->clause_count + 1);
    for (size_t i = 0; i < c->clause_count; i++)
        clauses[i] = clause_of(w, &c->clauses[i]);
    w->head.clauses = put(w, clauses, sizeof *clauses, c->clause_count);
    blob_statement *list = ARENA_NEW(w->mem, blob_statement, c->s->ruling_count + 1);
    for (size_t i = 0; i < c->s->ruling_count; i++) {
        const ruling *r = &c->s->rulings[i];
        list[i] = (blob_statement){ put_text(w, r->words), put_text(w, r->full_id), r->line, c->clause_of_ruling[i] };
    }
    w->head.statements = put(w, list, sizeof *list, c->s->ruling_count);
}

/* ---- what is found by act or event */

static blob_span put_entries(writer *w, const entries *list)
{
    return put(w, list->at, sizeof *list->at, list->n);
}

static void put_slices(writer *w, const slice *slices)
{
    size_t acts = heed_act_count(w->c->v);
    blob_slice *out = ARENA_NEW(w->mem, blob_slice, acts + 1);
    for (size_t i = 0; i < acts; i++) {
        out[i].done = put_entries(w, &slices[i].done);
        out[i].omitted = put_entries(w, &slices[i].omitted);
        out[i].follows = put_entries(w, &slices[i].follows);
        out[i].after = put_entries(w, &slices[i].after);
    }
    w->head.slices = put(w, out, sizeof *out, acts);
}

static void put_events(writer *w)
{
    compiler *c = w->c;
    blob_span spans[64] = { 0 };
    id_list second = { 0 };
    for (uint32_t e = 0; e < 64; e++) {
        id_list found = { 0 };
        for (size_t i = 0; i < c->rule_count; i++)
            if (slices_event_mask(c, &c->rules[c->order[i]]) >> e & 1)
                list_add(w->mem, &found, c->order[i]);
        spans[e] = put_ids(w, &found);
    }
    w->head.event_rules = put(w, spans, sizeof *spans, 64);
    for (size_t i = 0; i < c->rule_count; i++)
        if (c->rules[c->order[i]].flags & RULE_SECOND_STAGE)
            list_add(w->mem, &second, c->order[i]);
    w->head.second_stage = put_ids(w, &second);
}

static void put_groups(writer *w, const condition *any, size_t n)
{
    blob_group *groups = ARENA_NEW(w->mem, blob_group, n + 1);
    for (size_t i = 0; i < n; i++) {
        groups[i].name = put_text(w, w->c->s->groups[i].name.text);
        groups[i].any = conjuncts(w, &any[i]);
        place_span(w, &groups[i].any);
    }
    w->head.groups = put(w, groups, sizeof *groups, n);
}

static void put_probes(writer *w)
{
    compiler *c = w->c;
    blob_probe *probes = ARENA_NEW(w->mem, blob_probe, c->probe_count + 1);
    for (size_t i = 0; i < c->probe_count; i++) {
        const probe *p = &c->probes[i];
        probes[i] = (blob_probe){
            .name = put_text(w, p->name), .why = put_text(w, p->why), .flag = p->flag, .outcomes = p->outcomes, .kept = p->kept
        };
        probes[i].acts = put_ids(w, &p->acts);
        probes[i].when = conjuncts(w, &p->when);
        place_span(w, &probes[i].when);
    }
    w->head.probes = put(w, probes, sizeof *probes, c->probe_count);
}

static uint32_t expected_column(const token *at, uint32_t line)
{
    while (at->kind != TOKEN_END && at->kind != TOKEN_ARROW)
        at++;
    at += at->kind == TOKEN_ARROW;
    return at->line == line ? at->column : 1;
}

static void put_tests(writer *w)
{
    const document *d = w->c->doc;
    blob_test *tests = NULL;
    size_t n = 0, cap = 0;
    for (size_t i = 0; i < d->fence_count; i++) {
        if (!d->fences[i].tests)
            continue;
        source_lines lines = lex_lines(w->mem, d->fences[i].text, d->fences[i].line);
        for (size_t k = 0; k < lines.len; k++) {
            tokens t = lex_words(w->c->r, lines.at[k]);
            heed_text line = lex_words_text(w->mem, t.at, t.len - 1);
            uint32_t column = expected_column(t.at, lines.at[k].line);
            *ARENA_PUSH(w->mem, tests, n, cap) = (blob_test){ put_quoted(w, line), lines.at[k].line, column };
        }
    }
    w->head.tests = put(w, tests, sizeof *tests, n);
}

/* ---- dates */

static heed_date after_period(heed_date from, int count, heed_text unit)
{
    int months = statement_months(unit, count);
    if (!from || !count)
        return 0;
    if (months)
        return heed_date_add_months(from, months);
    return heed_date_add_days(from, heed_text_starts(unit, "week")   ? count * 7
                                    : heed_text_starts(unit, "hour") ? count / 24
                                                                     : count);
}

heed_date compile_due(const ruling *r)
{
    heed_date next = after_period(r->last, r->period, r->period_unit.text);
    return next && (!r->due || next < r->due) ? next : r->due;
}

static heed_date review_due(const compiler *c)
{
    int review = heed_act_find(c->v, heed_lit("review-policy"));
    heed_date first = c->s->review_blank ? 0 : after_period(c->s->in_force, c->s->review, c->s->review_unit.text);
    for (size_t i = 0; i < c->rule_count; i++) {
        heed_date due = c->rules[i].modal == MODAL_SCHEDULE && review >= 0 && list_has(&c->rules[i].acts, (size_t)review)
                            ? compile_due(c->rules[i].from)
                            : 0;
        first = due && (!first || due < first) ? due : first;
    }
    return first;
}

static void put_head_texts(writer *w)
{
    const statements *s = w->c->s;
    blob_head *h = &w->head;
    memcpy(h->magic, BLOB_MAGIC, sizeof h->magic);
    h->fact_count = (uint32_t)heed_fact_count(w->c->v);
    h->act_count = (uint32_t)heed_act_count(w->c->v);
    h->version = s->version;
    h->in_force = s->in_force;
    h->review_due = review_due(w->c);
    crypto_hash_sha256(h->hash, (const unsigned char *)w->c->source.at, w->c->source.len);
    memcpy(h->vocabulary_hash, w->c->v->hash, sizeof h->vocabulary_hash);
    h->source = put_text(w, w->c->source); /* the first text */
    h->name = put_text(w, s->name);
    h->title = put_text(w, w->c->doc->title.len ? w->c->doc->title : s->name);
    h->school = put_text(w, s->school);
    h->nation = put_text(w, s->nation);
    h->silence_ask = put_text(w, s->silence);
    h->vocabulary = put_text(w, heed_vocabulary_name(w->c->v));
}

/* All conditions go into the pool first, since its place decides the offsets of the spans into it. */
static void fill_pool(writer *w, condition *groups, size_t group_count)
{
    compiler *c = w->c;
    for (size_t i = 0; i < c->rule_count; i++) {
        pool_condition(&w->pool, &c->rules[i].subject);
        pool_condition(&w->pool, &c->rules[i].when);
    }
    for (size_t i = 0; i < c->probe_count; i++)
        pool_condition(&w->pool, &c->probes[i].when);
    for (size_t i = 0; i < group_count; i++)
        if (condition_of_group(&c->l, &c->s->groups[i], &groups[i]))
            pool_condition(&w->pool, &groups[i]);
}

static bool overdue_named(const writer *w)
{
    const heed_vocabulary *v = w->c->v;
    bool named = false;
    for (size_t i = 0; i < w->pool.literal_count; i++)
        named |= w->pool.literals[i].fact == v->known.review_overdue;
    for (size_t i = 0; i < v->wider_count; i++)
        for (size_t k = 0; k < v->widers[i].when_count; k++)
            named |= v->widers[i].when[k].fact == v->known.review_overdue;
    return named;
}

heed_text compile_write(compiler *c)
{
    writer w = { .c = c, .known = ARENA_NEW(c->mem, blob_span, KNOWN_TEXTS), .mem = c->mem, .pool = { .mem = c->mem } };
    put(&w, &w.head, sizeof w.head, 1);
    condition *groups = ARENA_NEW(c->mem, condition, c->s->group_count + 1);
    fill_pool(&w, groups, c->s->group_count);
    const slice *slices = slices_make(c, &w.pool);
    put_head_texts(&w);
    w.head.literals = put(&w, w.pool.literals, sizeof(blob_literal), w.pool.literal_count);
    w.head.conjuncts = put(&w, w.pool.conjuncts, sizeof(blob_conjunct), w.pool.conjunct_count);
    /* What a decision looks at comes first and together, what only an explanation shows behind it. */
    w.head.conflicts = put(&w, c->conflicts, sizeof *c->conflicts, c->conflict_count);
    put_probes(&w);
    put_events(&w);
    put_slices(&w, slices);
    put_rules(&w);
    put_schedules(&w);
    put_clauses(&w);
    put_tests(&w);
    put_groups(&w, groups, c->s->group_count);
    w.head.names = put_texts(&w, c->names, c->named);
    w.head.texts = put(&w, w.texts, 1, w.texts_len);
    w.head.overdue_named = overdue_named(&w);
    w.head.size = (uint32_t)w.len;
    memcpy(w.at, &w.head, sizeof w.head);
    w.head.checksum = policy_checksum((heed_text){ w.at, w.len });
    memcpy(w.at, &w.head, sizeof w.head);
    return (heed_text){ w.at, w.len };
}
