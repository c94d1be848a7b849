/* watch_read.c - lines of a checklist that say what every policy should have in it, and what to look at in each statement. */
#include "watch_read.h"
#include "base/arena.h"

static bool act_known(const heed_vocabulary *v, words *w, uint32_t *act_out)
{
    token name;
    if (!words_name(w, "an act", &name))
        return false;
    int act = heed_act_find(v, name.text);
    if (act < 0)
        return words_wrong(&(words){ w->r, w->at - 1 }, "\"%.*s\" is no act of the vocabulary.", heed_fmt(name.text));
    *act_out = (uint32_t)act;
    return true;
}

static bool member_known(const heed_vocabulary *v, words *w, heed_fact *fact_out)
{
    token name;
    if (!words_name(w, "a role", &name))
        return false;
    *fact_out = heed_fact_find(v, name.text);
    if (*fact_out == HEED_FACT_NONE || heed_fact_get(v, *fact_out)->one_valued)
        return words_wrong(&(words){ w->r, w->at - 1 }, "\"%.*s\" is no member of a set of the vocabulary, such as a role.",
                           heed_fmt(name.text));
    return true;
}

/* "relative", "event.parent-carer", "account=official": named on purpose, so no "not". */
static bool fact_known(const heed_vocabulary *v, words *w, vocabulary_literal *out)
{
    token name = *w->at, value;
    if (!words_accept_mark(w, TOKEN_WORD))
        return words_wrong(w, "A fact is missing before %.*s.", heed_fmt(words_shown(w)));
    bool event = heed_text_starts(name.text, "event.");
    heed_text plain = event ? (heed_text){ name.text.at + 6, name.text.len - 6 } : name.text;
    heed_fact fact = heed_fact_find(v, plain);
    if (fact == HEED_FACT_NONE)
        return words_wrong(&(words){ w->r, w->at - 1 }, "\"%.*s\" is no fact of the vocabulary.", heed_fmt(name.text));
    const heed_fact_info *info = heed_fact_get(v, fact);
    *out = (vocabulary_literal){ fact + (event ? (uint32_t)heed_fact_count(v) : 0), 2 };
    if (!info->one_valued)
        return true;
    out->mask = vocabulary_domain(v, fact) & ~(1ull << HEED_VALUE_OTHER);
    if (!words_accept_mark(w, TOKEN_EQUALS))
        return true; /* any value of the field */
    if (!words_name(w, "a value", &value))
        return false;
    int number = heed_value_find(v, fact, value.text);
    if (number < 0)
        return words_wrong(&(words){ w->r, w->at - 1 }, "\"%.*s\" is no value of \"%.*s\".", heed_fmt(value.text),
                           heed_fmt(plain));
    out->mask = 1ull << number;
    return true;
}

/* ---- the parts of a sign: a word, and the list it takes */

typedef enum { TAKES_NOTHING, TAKES_ACTS, TAKES_ROLES, TAKES_NAMES, TAKES_FACTS, TAKES_WORDS } part_takes;
static const struct {
    const char *word;
    part_takes takes;
} parts[] = { /* ORDER: sign part */
              { "rule", TAKES_ACTS },     { "duty", TAKES_ACTS },    { "ban", TAKES_ACTS },      { "power", TAKES_ACTS },
              { "leave", TAKES_NOTHING }, { "by", TAKES_ROLES },     { "binds", TAKES_ROLES },   { "to", TAKES_NAMES },
              { "when", TAKES_FACTS },    { "told", TAKES_NOTHING }, { "dated", TAKES_NOTHING }, { "kept", TAKES_NOTHING },
              { "words", TAKES_WORDS }
};
enum { PARTS = sizeof parts / sizeof *parts };

static bool read_item(words *w, const heed_vocabulary *v, heed_arena *mem, part_takes takes, sign_part *part, size_t *cap)
{
    heed_text string;
    token name = *w->at;
    uint32_t act;
    vocabulary_literal fact = { .mask = 2 };
    if (takes == TAKES_WORDS) {
        if (!words_string(w, "words to look for", &string))
            return false;
        *ARENA_PUSH(mem, part->words.at, part->words.len, part->words.cap) = phrase_read(string, mem);
        return true;
    }
    if (takes == TAKES_ROLES || takes == TAKES_FACTS) {
        if (takes == TAKES_ROLES ? !member_known(v, w, &fact.fact) : !fact_known(v, w, &fact))
            return false;
        *ARENA_PUSH(mem, part->facts, part->fact_count, part->fact_cap) = fact;
        return true;
    }
    if (takes == TAKES_ACTS ? !act_known(v, w, &act) : !words_name(w, "who is told", &name))
        return false;
    *ARENA_PUSH(mem, part->names.at, part->names.len, *cap) = name.text;
    return true;
}

/* "or" between items; "or else" belongs to the line. */
static bool another(words *w)
{
    return token_is(*w->at, "or") && !token_is(w->at[1], "else") && words_accept(w, "or");
}

static bool read_part(words *w, const heed_vocabulary *v, heed_arena *mem, sign *s, bool *more_out)
{
    bool negated = words_accept(w, "not");
    size_t kind = 0, cap = 0;
    while (kind < PARTS && !words_accept(w, parts[kind].word))
        kind++;
    *more_out = kind < PARTS;
    if (kind == PARTS)
        return !negated ||
               words_wrong(w,
                           "%.*s cannot follow \"not\". Write rule, duty, ban, power, leave, by, binds, to, when, told, "
                           "dated, kept or words.",
                           heed_fmt(words_shown(w)));
    sign_part *part = ARENA_PUSH(mem, s->at, s->n, s->cap);
    *part = (sign_part){ .kind = (part_kind)kind, .negated = negated };
    if (parts[kind].takes == TAKES_NOTHING || (parts[kind].takes == TAKES_ACTS && words_accept(w, "any")))
        return true;
    do {
        if (!read_item(w, v, mem, parts[kind].takes, part, &cap))
            return false;
    } while (another(w));
    return true;
}

static bool read_sign(words *w, const heed_vocabulary *v, heed_arena *mem, sign *out)
{
    bool more = true;
    *out = (sign){ .n = 0 };
    while (more)
        if (!read_part(w, v, mem, out, &more))
            return false;
    return out->n ||
           words_wrong(w,
                       "%.*s says nothing of what to look for. Write rule, duty, ban, power, leave, by, binds, to, when, "
                       "told, dated, kept or words.",
                       heed_fmt(words_shown(w)));
}

static bool read_signs(words *w, const heed_vocabulary *v, heed_arena *mem, struct signs *out)
{
    do {
        if (!read_sign(w, v, mem, ARENA_PUSH(mem, out->at, out->len, out->cap)))
            return false;
    } while (words_accept_two(w, "or", "else"));
    return true;
}

static bool check_known(const words *w, heed_text name, heed_arena *mem)
{
    if (heed_lint_rule_find(name))
        return true;
    nearest near = nearest_to(name);
    const heed_lint_rule *r;
    for (size_t i = 0; (r = heed_lint_rule_at(i)); i++)
        nearest_offer(&near, heed_text_of(r->id));
    return words_wrong(&(words){ w->r, w->at - 1 }, "There is no check \"%.*s\".%.*s", heed_fmt(name),
                       heed_fmt(nearest_hint(&near, mem)));
}

bool watch_read(words *w, const heed_vocabulary *v, heed_arena *mem, bool each, watch *out)
{
    token name;
    if (!words_name(w, "the name of a check", &name))
        return false;
    *out = (watch){ .check = name.text, .each = each, .line = name.line };
    if (!check_known(w, name.text, mem))
        return false;
    if (!words_accept_mark(w, TOKEN_COLON))
        return words_wrong(w, "\":\" is missing before what is wrong.");
    if (!words_string(w, "what is wrong", &out->message))
        return false;
    if (words_accept(w, "where") && !read_signs(w, v, mem, &out->where))
        return false;
    if (words_accept(w, "unless") && !read_signs(w, v, mem, &out->unless))
        return false;
    if (!out->where.len && !out->unless.len)
        return words_wrong(w, "Say where this is wrong, or unless what. Write: expect CHECK: \"...\" unless words \"...\"");
    return words_end(w, "Write where, unless or \"or else\".");
}

bool sanction_read(words *w, const heed_vocabulary *v, heed_arena *mem, sanction *out)
{
    *out = (sanction){ .n = 0 };
    if (!act_known(v, w, &out->act))
        return false;
    if (!words_accept(w, "reaches"))
        return words_wrong(w, "Say whom it reaches. Write: sanction ACT reaches ROLE or ROLE");
    do {
        if (!member_known(v, w, ARENA_PUSH(mem, out->roles, out->n, out->cap)))
            return false;
    } while (words_accept(w, "or"));
    return words_end(w, "Part roles by \"or\".");
}

/* Members and acts, as they come. */
bool aside_read(words *w, const heed_vocabulary *v, heed_arena *mem, struct heed_checklist *out)
{
    do {
        uint32_t act = 0;
        if (w->at->kind == TOKEN_WORD && heed_act_find(v, w->at->text) >= 0) {
            if (!act_known(v, w, &act))
                return false;
            *ARENA_PUSH(mem, out->aside_acts, out->aside_act_count, out->aside_act_cap) = act;
        } else if (!member_known(v, w, ARENA_PUSH(mem, out->aside_facts, out->aside_fact_count, out->aside_fact_cap))) {
            return false;
        }
    } while (words_accept_mark(w, TOKEN_COMMA));
    return words_end(w, "Part facts and acts by commas.");
}

bool broad_read(words *w, const heed_vocabulary *v, heed_arena *mem, struct heed_checklist *out)
{
    do {
        if (!act_known(v, w, ARENA_PUSH(mem, out->broad_acts, out->broad_count, out->broad_cap)))
            return false;
    } while (words_accept_mark(w, TOKEN_COMMA));
    return words_end(w, "Part acts by commas.");
}
