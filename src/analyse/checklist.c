/* checklist.c - the file of decisions: one plain question each, and the situation it means. */
#include "watch_read.h"

typedef struct {
    report r;
    heed_arena *mem;
    const heed_vocabulary *v;
    heed_situation *tried; /* facts are told to it, so that unknown words and contradictions are found here */
    struct heed_checklist *out;
    size_t cap;
} reading;

/* "not relative", "account=personal", "event.site=blog" as a token. */
static bool read_fact(reading *g, words *w, heed_text *token_out)
{
    heed_error err;
    const token *first = w->at;
    bool not = words_accept(w, "not");
    token name = *w->at, value = { .text = { "", 0 } };
    if (!words_accept_mark(w, TOKEN_WORD)) /* the vocabulary judges the name: it may be "event.relative" */
        return words_wrong(w, "A fact is missing before %.*s. Part facts by commas.", heed_fmt(words_shown(w)));
    if (words_accept_mark(w, TOKEN_EQUALS) && !words_name(w, "a value", &value))
        return false;
    *token_out = heed_text_printf(g->mem, "%s%.*s%s%.*s", not ? "!" : "", heed_fmt(name.text), value.text.len ? "=" : "",
                                  heed_fmt(value.text));
    if (heed_situation_tell(g->tried, *token_out, &err) == HEED_OK)
        return true;
    report_error(&g->r, first->line, first->column, "%s", err.message);
    return false;
}

static bool named_before(const reading *g, heed_text name)
{
    for (size_t i = 0; i < g->out->len; i++)
        if (heed_text_eq(g->out->at[i].name, name))
            return true;
    return false;
}

static bool read_mood(words *w, heed_mood *mood_out)
{
    *mood_out = words_accept(w, "must") ? HEED_MUST : HEED_MAY;
    if (*mood_out == HEED_MAY && !words_accept(w, "may"))
        return words_wrong(w, "Say whether it asks \"may\" or \"must\". Write: decide NAME may: \"...?\" FACT, FACT");
    return words_accept_mark(w, TOKEN_COLON) || words_wrong(w, "\":\" is missing before the question.");
}

/* FACT, FACT, and the mood as the last. */
static bool read_facts(reading *g, words *w, decision *d)
{
    size_t cap = 0;
    heed_situation_clear(g->tried);
    do {
        heed_text *fact = ARENA_PUSH(g->mem, d->facts.at, d->facts.len, cap);
        if (!read_fact(g, w, fact))
            return false;
    } while (words_accept_mark(w, TOKEN_COMMA));
    *ARENA_PUSH(g->mem, d->facts.at, d->facts.len, cap) = d->mood == HEED_MUST ? heed_lit("mood=must") : heed_lit("mood=may");
    return true;
}

static bool read_decision(reading *g, words *w, decision *d)
{
    token name;
    if (!words_name(w, "the name of a decision", &name))
        return false;
    if (named_before(g, name.text))
        return words_wrong(&(words){ w->r, &name }, "The decision \"%.*s\" is named twice. Give one of the two another name.",
                           heed_fmt(name.text));
    *d = (decision){ .name = name.text, .line = name.line, .typical = words_accept(w, "typical") };
    if (!read_mood(w, &d->mood) || !words_string(w, "the question", &d->question))
        return false;
    return read_facts(g, w, d) && words_end(w, "Part facts by commas.");
}

static bool read_header(reading *g, words *w)
{
    token name;
    int version;
    if (!words_accept(w, "checklist"))
        return words_wrong(w, "The first line of a checklist is missing. Write: checklist NAME version 1");
    if (!words_name(w, "the name of the checklist", &name))
        return false;
    g->out->name = name.text;
    if (!words_accept(w, "version"))
        return words_wrong(w, "The version is missing. Write: checklist %.*s version 1", heed_fmt(name.text));
    return words_number(w, "the version", &version) && words_end(w, "Nothing follows the version.");
}

/* A decision whose facts cannot all be so would never be asked: said now. */
static void keep(reading *g, const decision *d)
{
    heed_error err;
    if (heed_situation_settle(g->tried, &err) != HEED_OK)
        report_error(&g->r, d->line, 1, "%s", err.message);
    else
        *ARENA_PUSH(g->mem, g->out->at, g->out->len, g->cap) = *d;
}

static bool read_outcome(words *w, unsigned *outcomes)
{
    token name;
    if (!words_name(w, "an outcome", &name))
        return false;
    for (unsigned o = 0; o <= HEED_NOT_ADDRESSED; o++)
        if (heed_text_is(name.text, heed_outcome_name((heed_outcome)o))) {
            *outcomes |= 1u << o;
            return true;
        }
    return words_wrong(&(words){ w->r, w->at - 1 }, "\"%.*s\" is no outcome. Write permitted, required, prohibited or another.",
                       heed_fmt(name.text));
}

/* may FACT, FACT answers OUTCOME or OUTCOME */
static bool read_half(reading *g, words *w, struct uneasy_half *half)
{
    heed_error err;
    decision *d = &half->asked;
    *half = (struct uneasy_half){ .asked = { .line = w->at->line } };
    d->mood = words_accept(w, "must") ? HEED_MUST : HEED_MAY;
    if (d->mood == HEED_MAY && !words_accept(w, "may"))
        return words_wrong(w, "Say whether it asks \"may\" or \"must\". Write: may FACT, FACT answers OUTCOME");
    if (!read_facts(g, w, d))
        return false;
    if (heed_situation_settle(g->tried, &err) != HEED_OK) {
        report_error(&g->r, d->line, 1, "%s", err.message);
        return false;
    }
    if (!words_accept(w, "answers"))
        return words_wrong(w, "Say what the policy answers. Write: answers OUTCOME");
    do {
        if (!read_outcome(w, &half->outcomes))
            return false;
    } while (words_accept(w, "or"));
    return true;
}

static bool read_uneasy(reading *g, words *w, uneasy *out)
{
    if (!words_string(w, "what is wrong", &out->message) || !read_half(g, w, &out->half[0]))
        return false;
    if (!words_accept(w, "and"))
        return words_wrong(w, "The second answer is missing. Write: and may FACT, FACT answers OUTCOME");
    return read_half(g, w, &out->half[1]) && words_end(w, "Part facts by commas, outcomes by \"or\".");
}

static void read_line(reading *g, words *w)
{
    bool each = w->at->kind == TOKEN_WORD && token_is(*w->at, "each");
    if (words_accept(w, "decide")) {
        decision d;
        if (read_decision(g, w, &d))
            keep(g, &d);
    } else if (words_accept(w, "expect") || words_accept(w, "each")) {
        watch x;
        if (watch_read(w, g->v, g->mem, each, &x))
            *ARENA_PUSH(g->mem, g->out->watches, g->out->watch_count, g->out->watch_cap) = x;
    } else if (words_accept(w, "uneasy")) {
        uneasy x;
        if (read_uneasy(g, w, &x))
            *ARENA_PUSH(g->mem, g->out->uneasy, g->out->uneasy_count, g->out->uneasy_cap) = x;
    } else if (words_accept(w, "sanction")) {
        sanction x;
        if (sanction_read(w, g->v, g->mem, &x))
            *ARENA_PUSH(g->mem, g->out->sanctions, g->out->sanction_count, g->out->sanction_cap) = x;
    } else if (words_accept(w, "aside")) {
        aside_read(w, g->v, g->mem, g->out);
    } else if (words_accept(w, "broad")) {
        broad_read(w, g->v, g->mem, g->out);
    } else {
        words_wrong(w, "%.*s starts no line of a checklist. Write decide, expect, each, uneasy, sanction, aside or broad.",
                    heed_fmt(words_shown(w)));
    }
}

heed_status heed_checklist_read(heed_text source, heed_text file, const heed_vocabulary *v, heed_arena *mem,
                                const heed_checklist **checklist_out, heed_findings *findings_out, heed_error *err)
{
    ARENA_GUARD(mem, err);
    reading g = { .r = { .mem = mem, .file = file }, .mem = mem, .v = v, .tried = heed_situation_new(v, mem) };
    g.out = ARENA_NEW(mem, struct heed_checklist, 1);
    *checklist_out = NULL;
    if (!g.tried)
        return heed_fail(err, HEED_FAULT, "There is not enough memory for this. Close something and try again.");
    source_lines lines = { 0 };
    if (report_readable(&g.r, source, "checklist"))
        lines = lex_lines(mem, source, 1);
    for (size_t i = 0; i < lines.len; i++) {
        words w = { &g.r, lex_words(&g.r, lines.at[i]).at };
        if (!i)
            read_header(&g, &w);
        else
            read_line(&g, &w);
    }
    TRY(report_end(&g.r, "checklist", findings_out, err));
    *checklist_out = g.out;
    return HEED_OK;
}

heed_status decision_tell(const decision *d, heed_situation *s, heed_error *err)
{
    heed_situation_clear(s);
    for (size_t i = 0; i < d->facts.len; i++)
        TRY(heed_situation_tell(s, d->facts.at[i], err));
    return HEED_OK;
}
