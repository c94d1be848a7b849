/* exercise.c - points of a policy, met by its tests or not yet. */
#include "exercise.h"
#include "decide/policytest.h"
#include <string.h>

typedef enum { POINT_RULE, POINT_EXCEPTION, POINT_BORDER } point_kind;
typedef struct {
    point_kind kind;
    uint16_t rule, by; /* by: the exception */
    uint32_t fact;     /* of a border */
    bool met;
    heed_text line; /* a test that meets it, once one was made */
} point;

typedef struct {
    heed_arena *mem;
    const heed_policy *policy;
    const blob_head *h;
    const facts_index *x;
    const heed_analyse_options *options;
    point *points;
    size_t count, cap;
    heed_situation **tests; /* settled; NULL for one that speaks of every situation, or cannot be told */
    bool generate;
} exercising;

static heed_text statement_id(const exercising *e, unsigned rule)
{
    return blob_text(e->h,
                     BLOB_AT(e->h, blob_statement, e->h->statements, BLOB_AT(e->h, blob_rule, e->h->rules, rule)->group)->id);
}

static heed_text point_name(const exercising *e, const point *p)
{
    heed_text id = statement_id(e, p->rule);
    if (p->kind == POINT_EXCEPTION)
        return heed_text_printf(e->mem, "%.*s except %.*s", heed_fmt(statement_id(e, p->by)), heed_fmt(id));
    if (p->kind == POINT_BORDER)
        return heed_text_printf(e->mem, "%.*s at %.*s", heed_fmt(id), heed_fmt(fact_name(e->x, p->fact, e->mem)));
    return id;
}

/* Points are met on several acts; each is kept once. Rules of one statement share theirs. */
static point *point_of(exercising *e, point_kind kind, unsigned rule, unsigned by, uint32_t fact)
{
    const blob_rule *rules = BLOB_AT(e->h, blob_rule, e->h->rules, 0);
    for (size_t i = 0; i < e->count; i++) {
        point *p = &e->points[i];
        if (p->kind == kind && rules[p->rule].group == rules[rule].group && p->fact == fact &&
            (kind != POINT_EXCEPTION || rules[p->by].group == rules[by].group))
            return p;
    }
    point *p = ARENA_PUSH(e->mem, e->points, e->count, e->cap);
    *p = (point){ .kind = kind, .rule = (uint16_t)rule, .by = (uint16_t)by, .fact = fact };
    return p;
}

/* ---- what tests there are */

static void read_tests(exercising *e)
{
    e->tests = ARENA_NEW(e->mem, heed_situation *, e->h->tests.n + 1);
    for (uint32_t i = 0; i < e->h->tests.n; i++) {
        heed_situation *s = heed_situation_new(e->x->v, e->mem);
        heed_error err;
        bool every = false;
        if (s && policytest_tell(e->policy, i, s, &every, &err) == HEED_OK && !every &&
            heed_situation_settle(s, &err) == HEED_OK)
            e->tests[i] = s;
    }
}

/* Is the situation, as far as it is known, wholly inside? */
static bool inside(space *s, const heed_situation *situation, diagram where)
{
    uint64_t *masks = ARENA_NEW(s->mem, uint64_t, s->count + 1);
    for (uint32_t i = 0; i < s->count; i++)
        masks[i] = situation->now[s->fact_of[i]];
    diagram box = diagram_and(s->d, diagram_box(s->d, masks), s->valid);
    return box != DIAGRAM_NONE && diagram_within(s->d, box, where);
}

static bool about(const exercising *e, const space *s, const heed_situation *situation)
{
    const vocabulary_known *k = &e->x->known;
    bool omitted = situation->now[k->done] == 1ull << k->omitted_value;
    return situation->act == (int)s->act && omitted == s->omitted;
}

static void look_for_test(exercising *e, space *s, point *p, diagram where)
{
    for (uint32_t i = 0; i < e->h->tests.n && !p->met; i++)
        p->met = e->tests[i] && about(e, s, e->tests[i]) && inside(s, e->tests[i], where);
}

/* ---- a test for a point */

/* What was done first is one act, though its names fill several facts: only the fact that holds it is told, and none where
 * it may as well be an act no rule asks for. `any`: then the first that may be. */
static bool tells_event_act(const exercising *e, const space *s, const uint64_t *masks, uint32_t variable, bool any)
{
    const uint64_t other = 1ull << HEED_VALUE_OTHER;
    bool held = false, first = true;
    for (uint32_t i = 0; i < s->count; i++) {
        if (s->fact_of[i] < e->x->n + e->x->known.act)
            continue;
        held |= !(masks[i] & other);
        first &= i >= variable || masks[i] == other;
    }
    return !(masks[variable] & other) || (any && !held && first && masks[variable] != other);
}

/* One value for each narrowed fact, as a test tells it; the act goes in its own place. */
static heed_texts tokens_of(const exercising *e, const space *s, const uint64_t *masks, bool any)
{
    heed_texts out = { ARENA_NEW(e->mem, heed_text, s->count + 2), 0 };
    for (int roles = 1; roles >= 0; roles--) {
        for (uint32_t i = 0; i < s->count; i++) {
            uint64_t named = masks[i] & ~(1ull << HEED_VALUE_OTHER), one = named & -named;
            bool role =
                e->x->role_count && s->fact_of[i] < e->x->n && e->x->set_of[s->fact_of[i]] == e->x->set_of[e->x->roles[0]];
            bool event_act = s->fact_of[i] >= e->x->n + e->x->known.act;
            if (role != roles || (event_act ? !tells_event_act(e, s, masks, i, any) : masks[i] == s->domain[i]))
                continue;
            out.at[out.len++] = one ? fact_token(e->x, s->fact_of[i], one, e->mem)
                                    : heed_text_printf(e->mem, "!%.*s", heed_fmt(fact_name(e->x, s->fact_of[i], e->mem)));
        }
        if (roles)
            out.at[out.len++] = heed_act_get(e->x->v, s->act)->name;
    }
    return out;
}

static heed_situation *told(const exercising *e, heed_texts tokens)
{
    heed_situation *s = heed_situation_new(e->x->v, e->mem);
    heed_error err;
    for (size_t i = 0; s && i < tokens.len; i++) {
        heed_text token = tokens.at[i];
        if (heed_act_find(e->x->v, token) >= 0)
            token = heed_text_printf(e->mem, "act=%.*s", heed_fmt(token));
        if (token.len && heed_situation_tell(s, token, &err) != HEED_OK)
            return NULL;
    }
    return s && heed_situation_settle(s, &err) == HEED_OK ? s : NULL;
}

/* Is it told by these words, and nowhere but in `where`? */
static heed_situation *told_in(const exercising *e, space *s, diagram where, heed_texts tokens)
{
    heed_situation *situation = told(e, tokens);
    return situation && about(e, s, situation) && inside(s, situation, where) ? situation : NULL;
}

/* Leave out what is presumed anyway, as long as the test stays where it is. */
static void shorten(const exercising *e, space *s, diagram where, heed_texts *tokens)
{
    for (size_t i = tokens->len; i-- > 0;) {
        heed_texts fewer = { ARENA_NEW(e->mem, heed_text, tokens->len), tokens->len - 1 };
        if (heed_act_find(e->x->v, tokens->at[i]) >= 0)
            continue;
        memcpy(fewer.at, tokens->at, i * sizeof *fewer.at);
        memcpy(fewer.at + i, tokens->at + i + 1, (tokens->len - i - 1) * sizeof *fewer.at);
        if (told_in(e, s, where, fewer))
            *tokens = fewer;
    }
}

static heed_text line_of(const exercising *e, heed_texts tokens, const heed_verdict *v)
{
    heed_text line = { "", 0 };
    for (size_t i = 0; i < tokens.len; i++)
        line = heed_text_printf(e->mem, "%.*s%s%.*s", heed_fmt(line), i ? " " : "", heed_fmt(tokens.at[i]));
    line = heed_text_printf(e->mem, "%.*s -> %s", heed_fmt(line), heed_outcome_name(v->outcome));
    if (!v->deciding_count)
        return line;
    const blob_rule *r = BLOB_AT(e->h, blob_rule, e->h->rules, v->deciding[0]);
    heed_text clause = blob_text(e->h, BLOB_AT(e->h, blob_clause, e->h->clauses, r->clause)->id);
    return heed_text_printf(e->mem, "%.*s by %.*s", heed_fmt(line), heed_fmt(clause));
}

static bool decided(const exercising *e, const heed_situation *situation, heed_verdict *v)
{
    heed_error err;
    return situation && heed_decide(e->policy, situation, 0, v, &err) == HEED_OK && v->outcome != HEED_UNCLEAR;
}

/* One fact more, as the engine asks for it: an answer that settles most and stays in `where`. */
static bool tell_more(const exercising *e, space *s, diagram where, heed_texts *tokens)
{
    heed_answer a;
    heed_error err;
    heed_situation *situation = told(e, *tokens);
    if (!situation || heed_explain(e->policy, situation, 0, e->mem, &a, &err) != HEED_OK)
        return false;
    heed_texts more = { ARENA_NEW(e->mem, heed_text, tokens->len + 1), tokens->len + 1 }, open = { 0 };
    memcpy(more.at, tokens->at, tokens->len * sizeof *more.at);
    for (size_t i = 0; i < a.ask_count; i++)
        for (size_t k = 0; k < a.asks[i].answers.len; k++) {
            more.at[tokens->len] = a.asks[i].answers.at[k];
            bool here = told_in(e, s, where, more) != NULL;
            if (here && !heed_text_is(a.asks[i].outcomes.at[k], "unclear")) {
                *tokens = more;
                return true;
            }
            if (here && !open.len) {
                open = (heed_texts){ ARENA_NEW(e->mem, heed_text, more.len), more.len };
                memcpy(open.at, more.at, more.len * sizeof *more.at);
            }
        }
    if (open.len)
        *tokens = open;
    return open.len > 0;
}

enum { MOST_TOLD_MORE = 6 };

/* A test somewhere in `where`, decided where it can be: else it says that the answer is unclear there. */
static heed_text make_test(const exercising *e, space *s, diagram where)
{
    uint64_t *masks = ARENA_NEW(s->mem, uint64_t, s->count + 1);
    heed_verdict v;
    picture_of(s, where, masks);
    heed_texts tokens = tokens_of(e, s, masks, false);
    if (!told_in(e, s, where, tokens))
        tokens = tokens_of(e, s, masks, true);
    if (!told_in(e, s, where, tokens))
        return (heed_text){ "", 0 };
    shorten(e, s, where, &tokens);
    heed_texts clear = tokens;
    for (int i = 0; i < MOST_TOLD_MORE && !decided(e, told(e, clear), &v); i++)
        if (!tell_more(e, s, where, &clear))
            break;
    if (decided(e, told(e, clear), &v))
        return line_of(e, clear, &v);
    return decided(e, told(e, tokens), &v) || v.outcome == HEED_UNCLEAR ? line_of(e, tokens, &v) : (heed_text){ "", 0 };
}

/* ---- points of one act */

static void visit(exercising *e, space *s, point *p, diagram where)
{
    if (!p->met)
        look_for_test(e, s, p, where);
    if (e->generate && !p->line.len)
        p->line = make_test(e, s, where);
}

static void visit_borders(exercising *e, space *s, const rule_fires *f)
{
    bool *asked = ARENA_NEW(s->mem, bool, s->count + 1);
    diagram_asks(s->d, f->fires, asked);
    for (uint32_t i = 0; i < s->count; i++) {
        if (!asked[i])
            continue;
        diagram near = diagram_forget(s->d, f->fires, i, s->domain[i]);
        near = diagram_and(s->d, diagram_less(s->d, near, f->fires), s->valid);
        if (near == DIAGRAM_NONE)
            continue;
        visit(e, s, point_of(e, POINT_BORDER, f->rule, 0, s->fact_of[i]), near);
    }
}

static void visit_exceptions(exercising *e, space *s, const rule_fires *f)
{
    const blob_rule *r = BLOB_AT(e->h, blob_rule, e->h->rules, f->rule);
    for (uint32_t i = 0; i < r->defeaters.n; i++) {
        unsigned by = *BLOB_AT(e->h, uint16_t, r->defeaters, i);
        diagram freed = diagram_less(s->d, space_live(s, e->policy, f->rule, by), space_live(s, e->policy, f->rule, NO_RULE));
        if (freed == DIAGRAM_NONE)
            continue;
        visit(e, s, point_of(e, POINT_EXCEPTION, f->rule, by, 0), freed);
    }
}

static void visit_act(exercising *e, space *s)
{
    rules_fire rules = space_rules(s, e->policy, NO_RULE);
    for (size_t i = 0; i < rules.len; i++) {
        const rule_fires *f = &rules.at[i];
        if (f->says >= SAYS_CITED || f->fires == DIAGRAM_NONE)
            continue;
        visit(e, s, point_of(e, POINT_RULE, f->rule, 0, 0), f->fires);
        visit_exceptions(e, s, f);
        visit_borders(e, s, f);
    }
}

static void visit_acts(exercising *e)
{
    uint32_t limit = e->options->node_limit ? e->options->node_limit : SPACE_NODES;
    for (uint32_t act = 0; act < heed_act_count(e->x->v); act++) {
        heed_arena *scratch = arena_scratch(e->mem);
        heed_error err;
        space *s;
        if (BLOB_AT(e->h, blob_slice, e->h->slices, act)->done.n &&
            space_open(e->x, &e->policy, 1, act, false, e->options->as_of, limit, scratch, &s, &err) == HEED_OK)
            visit_act(e, s);
        arena_give_back(scratch);
    }
}

heed_status exercise_measure(const heed_policy *policy, const facts_index *x, const heed_analyse_options *options,
                             heed_arena *mem, heed_coverage *out, heed_error *err)
{
    exercising e = { .mem = mem, .policy = policy, .h = policy_head(policy), .x = x, .options = options };
    size_t cap = 0;
    (void)err;
    read_tests(&e);
    visit_acts(&e);
    for (size_t i = 0; i < e.count; i++) {
        const point *p = &e.points[i];
        size_t *all[] = { &out->rules, &out->exceptions, &out->borders },
               *met[] = { &out->rules_met, &out->exceptions_met, &out->borders_met };
        *all[p->kind] += 1;
        *met[p->kind] += p->met;
        if (!p->met)
            *ARENA_PUSH(mem, out->unmet.at, out->unmet.len, cap) = point_name(&e, p);
    }
    return HEED_OK;
}

/* ---- tests for all of them */

static bool line_before(const exercising *e, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (heed_text_eq(e->points[k].line, e->points[i].line))
            return true;
    return false;
}

heed_status heed_generate_tests(const heed_policy *policy, const heed_analyse_options *options, heed_arena *mem,
                                heed_text *lines_out, heed_error *err)
{
    ARENA_GUARD(mem, err);
    char *text = NULL;
    size_t used = 0, cap = 0;
    exercising e = { .mem = mem, .policy = policy, .h = policy_head(policy), .options = options, .generate = true };
    e.x = facts_index_new(heed_policy_vocabulary(policy), mem);
    read_tests(&e);
    visit_acts(&e);
    for (size_t i = 0; i < e.count; i++) {
        heed_text line = e.points[i].line;
        if (!line.len || line_before(&e, i))
            continue;
        text = arena_room(mem, text, used, &cap, line.len + 1);
        memcpy(text + used, line.at, line.len);
        text[used + line.len] = '\n';
        used += line.len + 1;
    }
    *lines_out = (heed_text){ text ? text : "", used };
    return HEED_OK;
}
