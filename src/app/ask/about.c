/* about.c - from statements back to questions. */
#include "app/ask/about.h"
#include "app/say.h"
#include "base/arena.h"
#include <string.h>

/* ---- words of a statement */
typedef struct {
    const heed_vocabulary *v;
    heed_arena *mem;      /* NULL: only looking, nothing is taken */
    heed_text rest, word; /* a mark (, : [ ]) is a word of its own; no word is left when empty */
    heed_texts facts;
    size_t cap;
} scan;

static bool blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static bool mark(char c)
{
    return c == ',' || c == ':' || c == '[' || c == ']';
}

static void step(scan *s)
{
    size_t from = 0, to;
    while (from < s->rest.len && blank(s->rest.at[from]))
        from++;
    for (to = from; to < s->rest.len && !blank(s->rest.at[to]) && !mark(s->rest.at[to]); to++)
        continue;
    if (to == from && to < s->rest.len)
        to++;
    s->word = (heed_text){ s->rest.at + from, to - from };
    s->rest = (heed_text){ s->rest.at + to, s->rest.len - to };
}

static bool one_of(heed_text word, const char *const *names)
{
    for (; *names; names++)
        if (heed_text_is(word, *names))
            return true;
    return false;
}

static void add(scan *s, heed_text token)
{
    for (size_t i = 0; i < s->facts.len; i++)
        if (heed_text_eq(token_fact_name(s->facts.at[i]), token_fact_name(token)))
            return;
    *ARENA_PUSH(s->mem, s->facts.at, s->facts.len, s->cap) = token;
}

/* The fact a bare name stands for: a member of a set, or the value of a field. Empty for groups and whatever else. */
static heed_text fact_of(const scan *s, heed_text name)
{
    heed_text field = token_fact_name(name);
    heed_fact found = heed_fact_find(s->v, field);
    if (found != HEED_FACT_NONE && field.len < name.len) { /* "party-age=under-18": a group has no one value to ask with */
        heed_text value = { name.at + field.len + 1, name.len - field.len - 1 };
        return heed_value_find(s->v, found, value) >= 0 ? name : (heed_text){ 0 };
    }
    if (found != HEED_FACT_NONE)
        return heed_fact_get(s->v, found)->one_valued ? (heed_text){ 0 } : name;
    for (heed_fact f = 0; f < heed_fact_count(s->v); f++)
        if (heed_fact_get(s->v, f)->one_valued && heed_value_find(s->v, f, name) >= 0)
            return heed_text_printf(s->mem, "%.*s=%.*s", heed_fmt(heed_fact_get(s->v, f)->name), heed_fmt(name));
    return (heed_text){ 0 };
}

/* "not under-18" at the word; goes on behind it. */
static void take_atom(scan *s, const char *scene, bool take)
{
    bool denied = heed_text_is(s->word, "not");
    if (denied)
        step(s);
    heed_text fact = take && s->mem && s->word.len ? fact_of(s, s->word) : (heed_text){ 0 };
    if (fact.len)
        add(s, heed_text_printf(s->mem, "%s%s%.*s", denied ? "!" : "", scene, heed_fmt(fact)));
    step(s);
}

/* "on contact-request from pupil-here or ...:" is what happened first. */
static void take_trigger(scan *s)
{
    step(s);
    heed_fact field = s->mem ? heed_fact_find(s->v, heed_lit("event")) : HEED_FACT_NONE;
    if (field != HEED_FACT_NONE && heed_value_find(s->v, field, s->word) >= 0)
        add(s, heed_text_printf(s->mem, "event=%.*s", heed_fmt(s->word)));
    else if (s->mem && heed_act_find(s->v, s->word) >= 0)
        add(s, heed_text_printf(s->mem, "event.act=%.*s", heed_fmt(s->word)));
    while (s->word.len && !heed_text_is(s->word, ":") && !heed_text_is(s->word, "from"))
        step(s);
    if (heed_text_is(s->word, "from")) {
        step(s);
        take_atom(s, "event.", true);
    }
    while (s->word.len && !heed_text_is(s->word, ":"))
        step(s);
}

/* What stands behind the acts: whom, and qualifiers. Of "a or b" the first is enough; what is excepted is left alone. */
static void take_conditions(scan *s)
{
    static const char *const opens[] = { "by", "at", "during", "about", "showing", "when", "and", NULL };
    static const char *const closes[] = { "unless", "only", "needs", "to",      "in",    "within",
                                          "before", "kept", "on",    "because", "every", NULL };
    bool take = true;
    while (s->word.len && !heed_text_is(s->word, "[")) {
        if (heed_text_is(s->word, "or")) {
            step(s);
            take_atom(s, "", false);
        } else if (one_of(s->word, opens)) {
            take = take || !heed_text_is(s->word, "and");
            step(s);
        } else if (one_of(s->word, closes)) {
            take = false;
            step(s);
        } else {
            take_atom(s, "", take);
        }
    }
}

/* ---- questions */
static bool fits(heed_situation *s, heed_texts facts)
{
    if (!s)
        return false;
    heed_situation_clear(s);
    for (size_t i = 0; i < facts.len; i++)
        if (heed_situation_tell(s, facts.at[i], NULL) != HEED_OK)
            return false;
    return heed_situation_settle(s, NULL) == HEED_OK;
}

static bool same(heed_texts a, heed_texts b)
{
    for (size_t i = 0; a.len == b.len && i < a.len; i++)
        if (!heed_text_eq(a.at[i], b.at[i]))
            return false;
    return a.len == b.len;
}

static void add_question(about_questions *list, size_t *cap, heed_text act, const scan *s, heed_situation *situation)
{
    heed_texts facts = { ARENA_NEW(s->mem, heed_text, s->facts.len + 1), 1 };
    facts.at[0] = heed_text_printf(s->mem, "act=%.*s", heed_fmt(act));
    for (size_t i = 0; i < s->facts.len; i++)
        facts.at[facts.len++] = s->facts.at[i];
    if (!fits(situation, facts))
        facts.len = 1;
    for (size_t i = 0; i < list->len; i++)
        if (same(list->at[i].facts, facts))
            return;
    *ARENA_PUSH(s->mem, list->at, list->len, *cap) = (about_question){ act, facts };
}

/* Go to the first act of a statement: behind its modal, or behind "cites ... to". False when it has none. */
static bool find_acts(scan *s)
{
    static const char *const modals[] = { "must", "should", "may", "advised", NULL };
    static const char *const between[] = { "not", "to", NULL };
    static const char *const none[] = { "schedule", "group", "policy", "school", "vocabulary", "silence", "kept", NULL };
    bool cites = false;
    step(s); /* the id */
    for (step(s); s->word.len; step(s)) {
        if (one_of(s->word, none))
            return false;
        if (heed_text_is(s->word, "on"))
            take_trigger(s);
        cites = cites || heed_text_is(s->word, "cites");
        if (one_of(s->word, modals) || (cites && heed_text_is(s->word, "to")))
            break;
    }
    for (step(s); one_of(s->word, between);)
        step(s);
    return heed_act_find(s->v, s->word) >= 0;
}

bool about_any(const heed_policy *policy, const heed_clause *clause)
{
    for (size_t i = 0; i < clause->statements.len; i++) {
        scan s = { .v = heed_policy_vocabulary(policy), .rest = clause->statements.at[i] };
        if (find_acts(&s))
            return true;
    }
    return false;
}

about_questions about_clause(const heed_policy *policy, const heed_clause *clause, heed_arena *mem)
{
    about_questions list = { 0 };
    heed_situation *situation = heed_situation_new(heed_policy_vocabulary(policy), mem);
    size_t cap = 0;
    for (size_t i = 0; i < clause->statements.len; i++) {
        scan s = { .v = heed_policy_vocabulary(policy), .mem = mem, .rest = clause->statements.at[i] };
        heed_texts acts = { 0 };
        size_t act_cap = 0;
        if (!find_acts(&s))
            continue;
        while (heed_act_find(s.v, s.word) >= 0) {
            *ARENA_PUSH(mem, acts.at, acts.len, act_cap) = s.word;
            step(&s);
            if (heed_text_is(s.word, ","))
                step(&s);
        }
        take_conditions(&s);
        for (size_t k = 0; k < acts.len; k++)
            add_question(&list, &cap, acts.at[k], &s, situation);
    }
    return list;
}

/* ---- likely answers */
static heed_text value_of(heed_text token)
{
    heed_text name = token_fact_name(token);
    return name.len < token.len ? (heed_text){ token.at + name.len + 1, token.len - name.len - 1 } : token;
}

static heed_text bare(heed_text token)
{
    if (heed_text_starts(token, "!"))
        token = (heed_text){ token.at + 1, token.len - 1 };
    if (heed_text_starts(token, "event."))
        token = (heed_text){ token.at + 6, token.len - 6 };
    return value_of(token);
}

/* One mention, and three where the statement speaks of something known too. What happened is named by triggers ("on ..."),
 * what people ask to do by rules without one: the duties that follow on something are asked about less. */
static void count(heed_text statement, heed_texts answers, heed_texts known, size_t *score, bool *here)
{
    scan s = { .rest = statement };
    bool event = answers.len && heed_text_starts(answers.at[0], "event"), trigger = false;
    size_t weight = 1;
    memset(here, 0, answers.len * sizeof *here);
    for (step(&s); s.word.len; step(&s)) {
        trigger = trigger || heed_text_is(s.word, "on") || heed_text_is(s.word, "judgement");
        for (size_t i = 0; i < answers.len; i++)
            here[i] = here[i] || heed_text_eq(value_of(answers.at[i]), s.word);
        for (size_t i = 0; i < known.len && weight == 1; i++)
            if (heed_text_eq(bare(known.at[i]), s.word))
                weight = 3;
    }
    for (size_t i = 0; i < answers.len && trigger == event; i++)
        score[i] += here[i] ? weight : 0;
}

heed_texts about_likely(const heed_policy *policy, heed_texts answers, heed_texts known, size_t most, heed_arena *mem)
{
    size_t *score = ARENA_NEW(mem, size_t, answers.len);
    bool *here = ARENA_NEW(mem, bool, answers.len), *chosen = ARENA_NEW(mem, bool, answers.len);
    heed_texts out = { ARENA_NEW(mem, heed_text, most), 0 };
    for (size_t c = 0; c < heed_clause_count(policy); c++) {
        const heed_clause *clause = heed_clause_get(policy, c, mem);
        for (size_t i = 0; i < clause->statements.len; i++)
            count(clause->statements.at[i], answers, known, score, here);
    }
    for (size_t n = 0; n < most; n++) {
        size_t best = answers.len;
        for (size_t i = 0; i < answers.len; i++)
            if (!chosen[i] && score[i] && (best == answers.len || score[i] > score[best]))
                best = i;
        if (best < answers.len)
            chosen[best] = true;
    }
    for (size_t i = 0; i < answers.len; i++)
        if (chosen[i])
            out.at[out.len++] = answers.at[i];
    return out;
}
