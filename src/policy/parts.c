/* parts.c - the parts statements are made of: facts, qualifiers, what follows them. docs/language.md §3 is the grammar. */
#include "parts.h"
#include <string.h>

enum { MOST_IN_A_LIST = 64 };

static bool id_ok(heed_text id)
{
    for (size_t i = 0; i < id.len; i++) {
        char c = id.at[i];
        bool ok = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
                  c == '_' || c == '/';
        if (!ok)
            return false;
    }
    return id.len && id.len <= 64;
}

bool statement_id(words *w, token *id_out)
{
    if (w->at->kind != TOKEN_WORD || !id_ok(w->at->text))
        return words_wrong(w, "%.*s stands where the id of a clause belongs. Write one like 3.1 or 3.1/2.",
                           heed_fmt(words_shown(w)));
    *id_out = *w->at++;
    return true;
}

bool statement_list(words *w, heed_arena *mem, token_list *list, bool (*read)(words *, token *))
{
    do {
        if (list->n == MOST_IN_A_LIST)
            return words_wrong(w, "This list has more than %d names. Write a second statement for the rest.", MOST_IN_A_LIST);
        if (!read(w, ARENA_PUSH(mem, list->at, list->n, list->cap)))
            return false;
    } while (words_accept_mark(w, TOKEN_COMMA));
    return true;
}

static bool act_name(words *w, token *out)
{
    return words_name(w, "an act", out);
}

static bool aspect_name(words *w, token *out)
{
    return words_name(w, "an aspect", out);
}

bool statement_acts(words *w, heed_arena *mem, token_list *out)
{
    return statement_list(w, mem, out, act_name);
}

bool statement_atom(words *w, atom *a)
{
    a->negated = words_accept(w, "not");
    a->at = w->at;
    if (w->at->kind != TOKEN_WORD || word_joins(w->at->text))
        return words_wrong(w, "%.*s stands where a fact belongs. Write a name of the vocabulary or of a group.",
                           heed_fmt(words_shown(w)));
    heed_text name = w->at++->text;
    if (heed_text_starts(name, "event.")) {
        a->event = true;
        name = (heed_text){ name.at + 6, name.len - 6 };
    }
    if (!name_ok(name)) {
        w->at--;
        return words_wrong(
            w, "\"%.*s\" cannot name a fact. Write lower case letters, digits and \"-\"; for \"not so\" write: not NAME.",
            heed_fmt(w->at->text));
    }
    a->name = name;
    if (!words_accept_mark(w, TOKEN_EQUALS))
        return true;
    a->field = name;
    if (w->at->kind != TOKEN_WORD || !name_ok(w->at->text))
        return words_wrong(w, "%.*s stands where a value of \"%.*s\" belongs. Write %.*s=NAME.", heed_fmt(words_shown(w)),
                           heed_fmt(name), heed_fmt(name));
    a->name = w->at++->text;
    return true;
}

bool statement_choice(words *w, heed_arena *mem, choice *out)
{
    do
        if (!statement_atom(w, ARENA_PUSH(mem, out->at, out->n, out->cap)))
            return false;
    while (words_accept(w, "or"));
    return true;
}

bool statement_qualifier(words *w, heed_arena *mem, qualifiers *q, place stands)
{
    qualifier *now = ARENA_PUSH(mem, q->at, q->n, q->cap);
    now->place = stands;
    return statement_choice(w, mem, &now->choice);
}

/* One step over a qualifier; *found_out tells whether there was one. "by date" and "at once" are no qualifiers. */
bool statement_step(words *w, heed_arena *mem, qualifiers *q, bool *found_out)
{
    static const struct {
        const char *word;
        place place;
    } prepositions[] = {
        { "by", PLACE_BY },           { "at", PLACE_AT },     { "during", PLACE_DURING }, { "about", PLACE_ABOUT },
        { "showing", PLACE_SHOWING }, { "when", PLACE_WHEN }, { "unless", PLACE_UNLESS },
    };
    *found_out = false;
    if ((token_is(w->at[0], "by") && token_is(w->at[1], "date")) || (token_is(w->at[0], "at") && token_is(w->at[1], "once")))
        return true;
    for (size_t i = 0; i < sizeof prepositions / sizeof *prepositions; i++) {
        if (!words_accept(w, prepositions[i].word))
            continue;
        *found_out = true;
        if (!statement_qualifier(w, mem, q, prepositions[i].place))
            return false;
        while (prepositions[i].place == PLACE_WHEN && words_accept(w, "and"))
            if (!statement_qualifier(w, mem, q, PLACE_WHEN))
                return false;
        return true;
    }
    return true;
}

bool statement_qualifiers(words *w, heed_arena *mem, qualifiers *out)
{
    for (bool found = true; found;)
        if (!statement_step(w, mem, out, &found))
            return false;
    return true;
}

bool statement_at_tail(const words *w)
{
    static const char *const tails[] = { "only",  "needs",   "to",   "in",      "within",    "before", "promptly", "regularly",
                                         "every", "kept",    "on",   "because", "cites",     "at",     "by",       "during",
                                         "about", "showing", "when", "unless",  "confirmed", "outcome" };
    if (w->at->kind != TOKEN_WORD)
        return true;
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
        if (token_is(*w->at, tails[i]))
            return true;
    return false;
}

heed_text statement_words(words *w, const token *from)
{
    return lex_words_text(w->r->mem, from, (size_t)(w->at - from));
}

static bool read_unit(words *w, token *unit_out)
{
    static const char *const units[] = { "hour",  "hours", "day",    "days", "school-day", "school-days", "week",
                                         "weeks", "month", "months", "year", "years",      "term",        "terms" };
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (token_is(*w->at, units[i])) {
            *unit_out = *w->at++;
            return true;
        }
    return words_wrong(w, "%.*s is no unit of time. Write hours, days, school-days, weeks, months, terms or years.",
                       heed_fmt(words_shown(w)));
}

int statement_months(heed_text unit, int count)
{
    if (heed_text_starts(unit, "month"))
        return count;
    if (heed_text_starts(unit, "term"))
        return count * 4; /* three terms make a year */
    return heed_text_starts(unit, "year") ? count * 12 : 0;
}

bool statement_period(words *w, int *count_out, token *unit_out)
{
    words number = *w;
    if (!words_number(w, "a number", count_out) || !read_unit(w, unit_out))
        return false;
    if (statement_months(unit_out->text, *count_out) > MOST_MONTHS_BETWEEN)
        return words_wrong(&number, "A period of more than 100 years is surely a slip. Write a shorter one.");
    return true;
}

static bool set_once(words *w, heed_text *slot, heed_text value, const token *at)
{
    if (slot->len) {
        words here = { w->r, at };
        return words_wrong(&here, "\"%.*s\" and \"%.*s\" say the same kind of thing twice. Keep one.", heed_fmt(*slot),
                           heed_fmt(value));
    }
    *slot = value;
    return true;
}

static bool read_leave(words *w, heed_arena *mem, ruling *r)
{
    if (!words_accept(w, "with"))
        return words_wrong(w, "\"only\" needs \"with\". Write: only with GRANT from ROLE");
    if (r->leave.n)
        return words_wrong(w, "\"only with\" stands twice. Write: only with GRANT or GRANT, or a statement for each.");
    do
        if (!words_name(w, "a leave or consent", ARENA_PUSH(mem, r->leave.at, r->leave.n, r->leave.cap)))
            return false;
    while (words_accept(w, "or"));
    if (words_accept(w, "from") && !words_name(w, "who gives the leave", &r->leave_from))
        return false;
    words_accept_two(w, "in", "writing");
    return true;
}

static bool read_gate(words *w, heed_arena *mem, ruling *r)
{
    if (r->gate.n)
        return words_wrong(w, "\"needs\" stands twice. Write a statement for each.");
    return words_name(w, "a leave or consent", ARENA_PUSH(mem, r->gate.at, r->gate.n, r->gate.cap));
}

static bool read_to(words *w, heed_arena *mem, ruling *r, const token *from)
{
    const token *first = w->at;
    do
        if (!words_name(w, "who is told", ARENA_PUSH(mem, r->recipients.at, r->recipients.n, r->recipients.cap)))
            return false;
    while (words_accept(w, "or") || words_accept(w, "and"));
    return set_once(w, &r->to, statement_words(w, first), from);
}

static bool read_deadline(words *w, ruling *r, const token *from)
{
    int count;
    token unit;
    heed_date date;
    if (words_accept(w, "within")) {
        if (!statement_period(w, &count, &unit))
            return false;
        if (!words_accept(w, "of"))
            return words_wrong(w, "From when does the time run? Write: within %d %.*s of EVENT", count, heed_fmt(unit.text));
        if (!words_name(w, "what starts the time", &r->starts))
            return false;
    } else if (words_accept(w, "every")) {
        if (!statement_period(w, &count, &unit))
            return false;
    } else if (words_accept_two(w, "by", "date")) {
        if (!words_date(w, "a day", &date))
            return false;
    } else if (!words_accept_two(w, "at", "once") && !words_accept(w, "promptly") && !words_accept(w, "regularly")) {
        return words_wrong(w, "%.*s does not belong here. Write by when, to whom, how, or leave it out.",
                           heed_fmt(words_shown(w)));
    }
    return set_once(w, &r->deadline, statement_words(w, from), from);
}

static bool read_kept(words *w, ruling *r, const token *from)
{
    if (!words_accept(w, "on") && !words_accept(w, "as"))
        return words_wrong(w, "\"kept\" needs \"on\" or \"as\". Write: kept on NAME");
    return words_name(w, "where it is kept", &r->kept_place) && set_once(w, &r->keep, statement_words(w, from), from);
}

bool statement_tail(words *w, heed_arena *mem, ruling *r)
{
    const token *from = w->at;
    heed_text why;
    if (words_accept(w, "only"))
        return read_leave(w, mem, r);
    if (words_accept(w, "needs"))
        return read_gate(w, mem, r);
    if (words_accept(w, "to"))
        return read_to(w, mem, r, from);
    if (words_accept_two(w, "in", "writing") || words_accept_two(w, "in", "person"))
        return set_once(w, &r->form, statement_words(w, from), from);
    if (words_accept(w, "before"))
        return words_name(w, "what it comes before", &r->comes_before) &&
               set_once(w, &r->before, statement_words(w, from), from);
    if (words_accept(w, "kept"))
        return read_kept(w, r, from);
    if (words_accept_two(w, "on", "breach"))
        return words_name(w, "what follows a breach", &r->breach_act) &&
               set_once(w, &r->on_breach, statement_words(w, w->at - 1), from);
    if (words_accept(w, "because"))
        return words_string(w, "the reason", &why);
    return read_deadline(w, r, from);
}

bool statement_aspects(words *w, heed_arena *mem, ruling *r)
{
    if (!words_accept_mark(w, TOKEN_OPEN))
        return true;
    if (!statement_list(w, mem, &r->aspects, aspect_name))
        return false;
    return words_accept_mark(w, TOKEN_CLOSE) || words_wrong(w, "The list of aspects is not closed. Write \"]\" behind it.");
}

static bool is_hash(heed_text t)
{
    for (size_t i = 0; i < t.len; i++)
        if (!((t.at[i] >= '0' && t.at[i] <= '9') || (t.at[i] >= 'a' && t.at[i] <= 'f')))
            return false;
    return t.len >= 8 && t.len <= 64;
}

bool statement_confirmed(words *w, ruling *r)
{
    heed_text by;
    heed_date on;
    if (!words_accept(w, "confirmed"))
        return true;
    if (w->at->kind != TOKEN_WORD || !is_hash(w->at->text))
        return words_wrong(w,
                           "%.*s is no hash. Write 8 to 64 of the digits 0 to 9 and a to f: confirmed HASH by \"NAME\" on DATE",
                           heed_fmt(words_shown(w)));
    r->confirmed = *w->at++;
    if (!words_accept(w, "by") || !words_string(w, "who confirmed it", &by))
        return words_wrong(w, "Say who confirmed it. Write: confirmed HASH by \"NAME\" on DATE");
    return words_accept(w, "on") ? words_date(w, "the day it was confirmed", &on)
                                 : words_wrong(w, "Say when it was confirmed. Write: on DATE");
}
