/* statement.c - reads the statements of a policy, one by one: headers, groups, rulings. */
#include "parts.h"

static bool read_header(statements *s, words *w)
{
    token name;
    if (s->name.len)
        return words_wrong(w, "The policy is named twice. Keep one line that starts with \"policy\".");
    s->name_line = w->at->line;
    if (!words_name(w, "the name of the policy", &name))
        return false;
    s->name = name.text;
    if (!words_meant(w, "version"))
        return words_wrong(w, "The version is missing. Write: policy %.*s version 1", heed_fmt(name.text));
    if (!words_number(w, "the version", &s->version))
        return false;
    if (words_accept(w, "in") && words_meant(w, "force") && !words_date(w, "the day it comes into force", &s->in_force))
        return false;
    if (words_meant(w, "review")) {
        s->review_blank = words_meant(w, "blank");
        if (!s->review_blank && !words_meant(w, "every"))
            return words_wrong(w, "Say when it is reviewed. Write: review every 12 months, or: review blank");
        if (!s->review_blank && !statement_period(w, &s->review, &s->review_unit))
            return false;
    }
    return words_end(w, "A policy line holds: policy NAME version N in force DATE review every N months.");
}

static bool read_school(statements *s, words *w)
{
    token nation;
    if (s->nation.len)
        return words_wrong(w, "The school is named twice. Keep one line that starts with \"school\".");
    if (!words_string(w, "the name of the school", &s->school))
        return false;
    if (!words_meant(w, "nation"))
        return words_wrong(w, "The nation is missing. Write: school \"...\" nation england");
    if (!words_name(w, "a nation", &nation))
        return false;
    s->nation = nation.text;
    return words_end(w, "Nothing follows the nation.");
}

static bool read_group(statements *s, words *w)
{
    policy_group g = { 0 };
    if (!words_name(w, "the name of a group", &g.name))
        return false;
    for (size_t i = 0; i < s->group_count; i++)
        if (heed_text_eq(s->groups[i].name.text, g.name.text))
            return words_wrong(w, "The group \"%.*s\" is named twice. Join the two lines.", heed_fmt(g.name.text));
    if (!words_accept_mark(w, TOKEN_EQUALS))
        return words_wrong(w, "\"=\" is missing. Write: group %.*s = NAME, NAME", heed_fmt(g.name.text));
    do {
        group_item *item = ARENA_PUSH(s->mem, g.items, g.n, g.cap);
        if (!statement_atom(w, &item->fact))
            return false;
        if (words_accept(w, "when"))
            do
                if (!statement_atom(w, ARENA_PUSH(s->mem, item->when.at, item->when.n, item->when.cap)))
                    return false;
            while (words_accept(w, "and"));
    } while (words_accept_mark(w, TOKEN_COMMA));
    *ARENA_PUSH(s->mem, s->groups, s->group_count, s->groups_cap) = g;
    return words_end(w, "Part the names of a group by commas; a condition is written: NAME when FACT and FACT.");
}

static bool read_kept_probe(statements *s, words *w)
{
    kept_probe k;
    if (!words_meant(w, "knowingly") || !words_name(w, "the name of a probe", &k.name))
        return words_wrong(w, "Write: kept knowingly PROBE by \"Governors\" on DATE");
    if (!words_accept(w, "by") || !words_string(w, "who keeps it", &k.by))
        return words_wrong(w, "Say who keeps it. Write: by \"Governors\" on DATE");
    if (!words_accept(w, "on") || !words_date(w, "the day", &k.on))
        return words_wrong(w, "Say since when. Write: on DATE");
    for (size_t i = 0; i < s->kept_count; i++)
        if (heed_text_eq(s->kept[i].name.text, k.name.text))
            return words_wrong(&(words){ w->r, &k.name }, "The probe \"%.*s\" is kept twice. Keep one line.",
                               heed_fmt(k.name.text));
    *ARENA_PUSH(s->mem, s->kept, s->kept_count, s->kept_cap) = k;
    return words_end(w, "Nothing follows the date.");
}

static bool read_silence(statements *s, words *w)
{
    if (s->silence.len)
        return words_wrong(w, "Whom to ask is said twice. Keep one line that starts with \"silence\".");
    if (!words_meant(w, "means") || !words_accept(w, "ask") || !words_name(w, "whom to ask", &s->silence_at))
        return words_wrong(w, "Write: silence means ask ROLE");
    s->silence = s->silence_at.text;
    return words_end(w, "Name one role.");
}

static bool read_conflict(statements *s, words *w)
{
    conflict_pair c;
    if (!statement_id(w, &c.a))
        return false;
    if (!words_meant(w, "with"))
        return words_wrong(w, "Write: conflict %.*s with CLAUSE", heed_fmt(c.a.text));
    if (!statement_id(w, &c.b))
        return false;
    *ARENA_PUSH(s->mem, s->conflicts, s->conflict_count, s->conflicts_cap) = c;
    return words_end(w, "Name two clauses.");
}

static bool read_vocabulary(statements *s, words *w)
{
    token name;
    if (s->vocabulary.len)
        return words_wrong(w, "The vocabulary is named twice. Keep one line that starts with \"vocabulary\".");
    s->vocabulary_line = w->at->line;
    if (!words_name(w, "the name of the vocabulary", &name))
        return false;
    s->vocabulary = name.text;
    return words_end(w, "Name one vocabulary.");
}

static const struct {
    const char *word;
    bool (*read)(statements *, words *);
} kinds[] = {
    { "policy", read_header },   { "school", read_school },     { "vocabulary", read_vocabulary }, { "group", read_group },
    { "silence", read_silence }, { "conflict", read_conflict }, { "kept", read_kept_probe },
};
enum { KINDS = sizeof kinds / sizeof *kinds };

/* A statement that is no rule and begins with nearly one of our words is read as if that were spelt right, so that nothing is
 * missed because of the slip. What was said of it as a rule is taken back. */
static bool read_misspelt(statements *s, words *w, const report *before)
{
    nearest near = nearest_to(w->at->text);
    for (size_t i = 0; w->at->kind == TOKEN_WORD && name_ok(w->at->text) && i < KINDS; i++)
        nearest_offer(&near, heed_text_of(kinds[i].word));
    if (!near.best.len || w->at->text.len < 4)
        return false;
    s->r->len = before->len;
    s->r->errors = before->errors;
    for (size_t i = 0; i < KINDS; i++)
        if (heed_text_is(near.best, kinds[i].word) && words_meant(w, kinds[i].word))
            kinds[i].read(s, w);
    return true;
}

/* "shedule review-policy ...": the word behind the id, taken for somebody, is nearly one that opens a statement. */
static void hint_opening(statements *s, words *w, const token *stopped, const report *before)
{
    static const char *const openings[] = { "schedule", "information", "definition", "judgement", "baseline", "except" };
    nearest near = nearest_to(w->at->text);
    for (size_t i = 0; i < sizeof openings / sizeof *openings && w->at->text.len > 4; i++)
        nearest_offer(&near, heed_text_of(openings[i]));
    if (stopped != w->at + 1 || !near.best.len || near.distance == 0)
        return;
    s->r->len = before->len;
    s->r->errors = before->errors;
    words_meant(w, heed_text_printf(s->mem, "%.*s", heed_fmt(near.best)).at);
}

void statement_read(statements *s, source_line line, uint32_t block)
{
    tokens t = lex_words(s->r, line);
    words w = { s->r, t.at };
    for (size_t i = 0; i < KINDS; i++)
        if (words_accept(&w, kinds[i].word)) {
            kinds[i].read(s, &w);
            return;
        }
    const report before = *s->r;
    ruling r = { .block = block, .words = lex_words_text(s->mem, t.at, t.len - 1) };
    if (statement_ruling(s, &w, &r)) {
        *ARENA_PUSH(s->mem, s->rulings, s->ruling_count, s->rulings_cap) = r;
        return;
    }
    *ARENA_PUSH(s->mem, s->failed.at, s->failed.n, s->failed.cap) = t.at[0];
    if (!read_misspelt(s, &(words){ s->r, t.at }, &before) && t.len > 2)
        hint_opening(s, &(words){ s->r, t.at + 1 }, w.at, &before);
}
