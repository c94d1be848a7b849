/* export.c - the compiled rules of one policy as JSON, with situations in which every fact is known and what Heed says of
 * them, so that other engines can be given the same rules and be checked against the same answers.
 *
 *   export POLICIES_DIR POLICY SITUATIONS.tsv COUNT
 *
 * What is exported is what the engine itself walks: for each asked act, the rules that speak about it, their conditions,
 * what they rest on and what defeats them. Acts with rules of the second stage or with schedules are left out: their
 * answers need the first answer, or a date, which no other engine here can express. */
#include "app/ask/brief.h"
#include "app/ask/library.h"
#include "base/arena.h"
#include "policy/blob.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct {
    heed_arena *mem;
    library_policy policy;
    const heed_vocabulary *v;
    const blob_head *h;
    uint64_t *used; /* masks seen of each fact, of both scenes */
    bool *plain;    /* per act: no second stage, no schedule */
    json_out out;
} exporting;

static const blob_rule *rule_at(const exporting *x, uint32_t i)
{
    return BLOB_AT(x->h, blob_rule, x->h->rules, i);
}

/* ---- names */

static heed_text fact_words(const exporting *x, uint32_t fact)
{
    uint32_t n = (uint32_t)heed_fact_count(x->v);
    return heed_text_printf(x->mem, "%s%.*s", fact >= n ? "event." : "", heed_fmt(heed_fact_get(x->v, fact % n)->name));
}

static const heed_fact_info *info_of(const exporting *x, uint32_t fact)
{
    return heed_fact_get(x->v, fact % (uint32_t)heed_fact_count(x->v));
}

static void values(exporting *x, uint32_t fact, uint64_t mask)
{
    const heed_fact_info *info = info_of(x, fact);
    json_open(&x->out, '[');
    if (!info->one_valued) {
        if (mask & 1)
            json_text(&x->out, heed_lit("no"));
        if (mask & 2)
            json_text(&x->out, heed_lit("yes"));
    }
    for (uint32_t i = 0; info->one_valued && i <= HEED_VALUE_OTHER; i++) {
        const heed_fact_info *value = heed_value_get(x->v, fact % (uint32_t)heed_fact_count(x->v), i);
        if (mask >> i & 1 && (value || i == HEED_VALUE_OTHER))
            json_text(&x->out, value ? value->name : heed_lit("other"));
    }
    json_close(&x->out, ']');
}

/* ---- rules */

static void conjuncts(exporting *x, const blob_conjunct *c, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        json_open(&x->out, '[');
        for (uint32_t k = 0; k < c[i].n; k++) {
            const blob_literal *l = BLOB_AT(x->h, blob_literal, x->h->literals, c[i].first + k);
            x->used[l->fact] |= l->mask;
            json_open(&x->out, '[');
            json_text(&x->out, fact_words(x, l->fact));
            values(x, l->fact, l->mask);
            json_close(&x->out, ']');
        }
        json_close(&x->out, ']');
    }
}

static const blob_entry *entry_of(const exporting *x, uint32_t act, uint32_t rule)
{
    const blob_slice *slice = BLOB_AT(x->h, blob_slice, x->h->slices, act);
    for (uint32_t i = 0; i < slice->done.n; i++) {
        const blob_entry *e = BLOB_AT(x->h, blob_entry, slice->done, i);
        if (e->rule == rule && e->speaks != SPEAKS_OMITTED)
            return e;
    }
    return NULL;
}

static bool related(const exporting *x, uint32_t a, uint32_t b)
{
    size_t count;
    const vocabulary_wider *w = vocabulary_widers(x->v, &count);
    for (size_t i = 0; i < count; i++)
        if ((w[i].act == a && w[i].wider == b) || (w[i].act == b && w[i].wider == a))
            return true;
    return a == b;
}

static bool rules_related(const exporting *x, const blob_rule *a, const blob_rule *b)
{
    for (uint32_t i = 0; i < a->acts.n; i++)
        for (uint32_t k = 0; k < b->acts.n; k++)
            if (related(x, *BLOB_AT(x->h, uint16_t, a->acts, i), *BLOB_AT(x->h, uint16_t, b->acts, k)))
                return true;
    return false;
}

/* `on ACT` speaks where that act is asked; no act is told as what happened here. */
static bool trigger_asked(const exporting *x, uint32_t act, const blob_rule *r)
{
    bool asked = !(r->flags & RULE_ON_ACT);
    for (uint32_t i = 0; i < r->trigger_acts.n; i++)
        asked |= *BLOB_AT(x->h, uint16_t, r->trigger_acts, i) == act;
    return asked && !(r->flags & RULE_AFTER_ACT);
}

static void tree(exporting *x, uint32_t act, uint32_t rule, const blob_entry *entry, int depth);

/* Exceptions that reach the asked act, each with the condition under which it does. */
static void exceptions(exporting *x, uint32_t act, uint32_t rule, bool undone, int depth)
{
    const blob_rule *r = rule_at(x, rule);
    json_name(&x->out, heed_lit("except"));
    json_open(&x->out, '[');
    for (uint32_t i = 0; i < r->defeaters.n && depth < 8; i++) {
        uint32_t by = *BLOB_AT(x->h, uint16_t, r->defeaters, i);
        const blob_entry *e = entry_of(x, act, by);
        if (!trigger_asked(x, act, rule_at(x, by)))
            continue;
        if (e || undone || !rule_at(x, by)->acts.n || !rules_related(x, r, rule_at(x, by)))
            tree(x, act, by, undone ? NULL : e, depth + 1);
    }
    json_close(&x->out, ']');
}

static void tree(exporting *x, uint32_t act, uint32_t rule, const blob_entry *entry, int depth)
{
    const blob_rule *r = rule_at(x, rule);
    json_open(&x->out, '{');
    json_name(&x->out, heed_lit("when"));
    json_open(&x->out, '[');
    conjuncts(x, BLOB_AT(x->h, blob_conjunct, r->subject, 0), r->subject.n);
    conjuncts(x, BLOB_AT(x->h, blob_conjunct, r->when, 0), r->when.n);
    if (entry && entry->guard_n)
        conjuncts(x, BLOB_AT(x->h, blob_conjunct, x->h->conjuncts, entry->guard_first), entry->guard_n);
    json_close(&x->out, ']');
    if (r->trigger_rule != UINT32_MAX && depth < 8) {
        json_name(&x->out, heed_lit("rests_on"));
        tree(x, act, r->trigger_rule, entry_of(x, act, r->trigger_rule), depth + 1);
    }
    exceptions(x, act, rule, entry && entry->speaks == SPEAKS_OMITTED, depth);
    json_close(&x->out, '}');
}

/* As the engine classes a rule that speaks about the asked act; empty for what never decides. */
static const char *class_of(const blob_rule *r, bool undone)
{
    switch ((blob_modal)r->modal) {
    case MODAL_MUST:
    case MODAL_SHOULD:
        return undone ? "prohibited" : "required";
    case MODAL_ADVISED:
        return undone ? "advised-against" : "advised";
    case MODAL_MUST_NOT:
    case MODAL_SHOULD_NOT:
        return undone ? "" : "prohibited";
    case MODAL_NEEDS_LEAVE:
        return undone ? "" : "permission-needed";
    case MODAL_ADVISED_NOT:
        return undone ? "" : "advised-against";
    case MODAL_MAY:
        return undone ? "" : r->flags & RULE_BASELINE ? "baseline" : "permitted";
    case MODAL_CITES:
    case MODAL_SCHEDULE:
        break;
    }
    return "";
}

static heed_text clause_id(const exporting *x, uint32_t rule)
{
    return blob_text(x->h, BLOB_AT(x->h, blob_clause, x->h->clauses, rule_at(x, rule)->clause)->id);
}

static bool act_is_plain(const exporting *x, const blob_slice *slice)
{
    for (uint32_t i = 0; i < slice->done.n; i++) {
        const blob_rule *r = rule_at(x, BLOB_AT(x->h, blob_entry, slice->done, i)->rule);
        if (r->flags & (RULE_SECOND_STAGE | RULE_ON_BREACH | RULE_ON_DOUBT) || r->modal == MODAL_SCHEDULE)
            return false;
    }
    return true;
}

static void rules(exporting *x)
{
    json_name(&x->out, heed_lit("rules"));
    json_open(&x->out, '[');
    for (uint32_t act = 0; act < x->h->act_count; act++) {
        const blob_slice *slice = BLOB_AT(x->h, blob_slice, x->h->slices, act);
        x->plain[act] = act_is_plain(x, slice) && !vocabulary_embeds(x->v, act);
        for (uint32_t i = 0; i < slice->done.n && x->plain[act]; i++) {
            const blob_entry *e = BLOB_AT(x->h, blob_entry, slice->done, i);
            const char *class = class_of(rule_at(x, e->rule), e->speaks == SPEAKS_OMITTED);
            if (!*class || !trigger_asked(x, act, rule_at(x, e->rule)))
                continue;
            json_open(&x->out, '{');
            json_field(&x->out, "act", heed_act_get(x->v, act)->name);
            json_name(&x->out, heed_lit("rule"));
            json_number(&x->out, e->rule);
            json_field(&x->out, "clause", clause_id(x, e->rule));
            json_field(&x->out, "class", heed_text_of(class));
            json_name(&x->out, heed_lit("tree"));
            tree(x, act, e->rule, e, 0);
            json_close(&x->out, '}');
        }
    }
    json_close(&x->out, ']');
}

/* ---- situations */

/* A fact that no rule names decides nothing and may stay open; the others get a value, if need be a chosen one. */
static heed_text chosen_token(exporting *x, uint32_t fact, uint64_t *seed)
{
    const heed_fact_info *info = info_of(x, fact);
    *seed ^= *seed << 13, *seed ^= *seed >> 7, *seed ^= *seed << 17;
    if (!info->one_valued)
        return heed_text_printf(x->mem, "%s%.*s", *seed % 8 ? "!" : "", heed_fmt(fact_words(x, fact)));
    uint32_t at = (uint32_t)(*seed % info->value_count);
    const heed_fact_info *value = heed_value_get(x->v, fact % (uint32_t)heed_fact_count(x->v), at);
    return heed_text_printf(x->mem, "%.*s=%.*s", heed_fmt(fact_words(x, fact)), heed_fmt(value->name));
}

/* Is this the value a settled situation has? Telling it again, and its opposite, shows: only one of them is refused. */
static bool holds(exporting *x, const heed_texts *told, heed_text token, heed_situation *scratch)
{
    heed_situation_clear(scratch);
    for (size_t i = 0; i < told->len; i++)
        if (heed_situation_tell(scratch, told->at[i], NULL) != HEED_OK)
            return false;
    heed_text other =
        token.at[0] == '!' ? (heed_text){ token.at + 1, token.len - 1 } : heed_text_printf(x->mem, "!%.*s", heed_fmt(token));
    return heed_situation_tell(scratch, other, NULL) != HEED_OK || heed_situation_settle(scratch, NULL) != HEED_OK;
}

static bool settles(const heed_texts *told, heed_situation *s)
{
    heed_situation_clear(s);
    for (size_t i = 0; i < told->len; i++)
        if (heed_situation_tell(s, told->at[i], NULL) != HEED_OK)
            return false;
    return heed_situation_settle(s, NULL) == HEED_OK;
}

/* The value a fact ends up with in a situation where it was told, or follows from what was told. */
static heed_text value_of(exporting *x, const heed_texts *told, uint32_t fact, heed_situation *scratch)
{
    const heed_fact_info *info = info_of(x, fact);
    heed_text name = fact_words(x, fact);
    if (!info->one_valued)
        return holds(x, told, name, scratch) ? heed_lit("yes") : heed_lit("no");
    for (uint32_t i = 0; i < info->value_count; i++) {
        const heed_fact_info *value = heed_value_get(x->v, fact % (uint32_t)heed_fact_count(x->v), i);
        if (holds(x, told, heed_text_printf(x->mem, "%.*s=%.*s", heed_fmt(name), heed_fmt(value->name)), scratch))
            return value->name;
    }
    return heed_lit("other");
}

static bool is_act(const exporting *x, uint32_t fact)
{
    heed_text name = info_of(x, fact)->name;
    (void)x;
    return heed_text_is(name, "mood") || heed_text_starts(name, "act") || heed_text_is(name, "done");
}

/* Tell every used fact that is still open a value, where the others allow it. False when the act is not plain. */
static bool complete(exporting *x, heed_texts *told, size_t *cap, uint64_t *seed, heed_situation *s)
{
    if (!settles(told, s))
        return false;
    for (uint32_t fact = 0; fact < 2 * heed_fact_count(x->v); fact++) {
        if (!x->used[fact] || is_act(x, fact))
            continue;
        for (int tries = 0; tries < 4; tries++) {
            heed_text token = chosen_token(x, fact, seed);
            *ARENA_PUSH(x->mem, told->at, told->len, *cap) = token;
            if (settles(told, s))
                break;
            told->len--;
        }
    }
    return settles(told, s);
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static void situation(exporting *x, heed_text act, const heed_texts *told, heed_situation *s, heed_situation *scratch)
{
    heed_verdict v;
    json_out brief = json_begin(x->mem, 65536);
    if (!settles(told, s) || heed_decide(x->policy.policy, s, 20260901, &v, NULL) != HEED_OK || v.outcome == HEED_UNCLEAR)
        return;
    double from = now();
    for (int i = 0; i < 1000; i++)
        heed_decide(x->policy.policy, s, 20260901, &v, NULL);
    double decided = now();
    for (int i = 0; i < 1000; i++) {
        heed_decide(x->policy.policy, s, 20260901, &v, NULL);
        brief.len = 0;
        ask_brief(x->policy.policy, &v, &brief);
    }
    double written = now();
    json_open(&x->out, '{');
    json_field(&x->out, "act", act);
    json_field(&x->out, "outcome", heed_text_of(heed_outcome_name(v.outcome)));
    json_name(&x->out, heed_lit("rules"));
    json_open(&x->out, '[');
    for (uint16_t i = 0; i < v.deciding_count; i++)
        json_number(&x->out, v.deciding[i]);
    json_close(&x->out, ']');
    json_name(&x->out, heed_lit("decide_ps"));
    json_number(&x->out, (long long)(decided - from));
    json_name(&x->out, heed_lit("json_ps"));
    json_number(&x->out, (long long)(written - decided));
    json_name(&x->out, heed_lit("facts"));
    json_open(&x->out, '{');
    for (uint32_t fact = 0; fact < 2 * heed_fact_count(x->v); fact++)
        if (x->used[fact] && !is_act(x, fact)) {
            json_name(&x->out, fact_words(x, fact));
            json_text(&x->out, value_of(x, told, fact, scratch));
        }
    json_close(&x->out, '}');
    json_close(&x->out, '}');
}

/* The facts of a table's row, without mood, marks of omission and day. */
static heed_text row_facts(exporting *x, heed_text line, heed_texts *told, size_t *cap)
{
    heed_text act = { 0 };
    for (int column = 0; line.len; column++) {
        const char *tab = memchr(line.at, '\t', line.len);
        heed_text cell = { line.at, tab ? (size_t)(tab - line.at) : line.len };
        line = (heed_text){ line.at + cell.len + (tab != NULL), line.len - cell.len - (tab != NULL) };
        for (heed_text left = cell; column >= 15 && (left = heed_text_trim(left)).len;) {
            const char *end = memchr(left.at, ' ', left.len);
            heed_text token = { left.at, end ? (size_t)(end - left.at) : left.len };
            left = (heed_text){ left.at + token.len, left.len - token.len };
            if (heed_text_is(token, "-") || heed_text_starts(token, "done=") || heed_text_starts(token, "mood=") ||
                heed_text_starts(token, "as-of="))
                continue;
            if (heed_text_starts(token, "act="))
                act = (heed_text){ token.at + 4, token.len - 4 };
            *ARENA_PUSH(x->mem, told->at, told->len, *cap) = token;
        }
    }
    *ARENA_PUSH(x->mem, told->at, told->len, *cap) = heed_lit("mood=statement");
    *ARENA_PUSH(x->mem, told->at, told->len, *cap) = heed_lit("done=done");
    return act;
}

static void situations(exporting *x, heed_text table, size_t count)
{
    heed_situation *s = heed_situation_new(x->v, x->mem), *scratch = heed_situation_new(x->v, x->mem);
    uint64_t seed = 88172645463325252u;
    json_name(&x->out, heed_lit("situations"));
    json_open(&x->out, '[');
    heed_text left = { 0 };
    for (size_t made = 0, rounds = 0; made < count && rounds < 40;) {
        if (!left.len) {
            left = table;
            rounds++;
        }
        const char *end = memchr(left.at, '\n', left.len);
        heed_text line = { left.at, end ? (size_t)(end - left.at) : left.len };
        left = (heed_text){ left.at + line.len + (end != NULL), left.len - line.len - (end != NULL) };
        heed_texts told = { 0 };
        size_t cap = 0;
        heed_text act = row_facts(x, line, &told, &cap);
        int number = act.len ? heed_act_find(x->v, act) : -1;
        if (number < 0 || !x->plain[number] || !complete(x, &told, &cap, &seed, s))
            continue;
        size_t before = x->out.len;
        situation(x, act, &told, s, scratch);
        made += x->out.len > before;
    }
    json_close(&x->out, ']');
}

int main(int argc, char **argv)
{
    heed_error err = { 0 };
    heed_text table;
    if (argc != 5) {
        fputs("export: say POLICIES_DIR POLICY SITUATIONS.tsv COUNT\n", stderr);
        return 2;
    }
    OWNED(heed_arena) mem = heed_arena_create();
    exporting x = { .mem = mem, .out = json_begin(mem, 1 << 20) };
    if (library_open(library_new(argv[1], mem), argv[2], &x.policy, &err) != HEED_OK ||
        library_read_file(argv[3], HEED_SOURCE_MAX, mem, &table, &err) != HEED_OK) {
        fprintf(stderr, "export: %s\n", err.message);
        return 1;
    }
    x.v = x.policy.vocabulary;
    x.h = policy_head(x.policy.policy);
    x.used = ARENA_NEW(mem, uint64_t, 2 * heed_fact_count(x.v));
    x.plain = ARENA_NEW(mem, bool, x.h->act_count);
    json_open(&x.out, '{');
    json_field(&x.out, "policy", heed_text_of(argv[2]));
    rules(&x);
    situations(&x, table, strtoul(argv[4], NULL, 10));
    json_close(&x.out, '}');
    heed_text all = json_done(&x.out);
    return fwrite(all.at, 1, all.len, stdout) == all.len && fputc('\n', stdout) != EOF ? 0 : 1;
}
