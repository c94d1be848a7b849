/* statement.c - reads the statements of a policy. docs/language.md §3 is the grammar; functions carry its names. */
#include "statement.h"
#include <string.h>

static bool id_ok(heed_text id)
{
    for (size_t i = 0; i < id.len; i++) {
        char c = id.at[i];
        bool ok = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_' || c == '/';
        if (!ok)
            return false;
    }
    return id.len && id.len <= 64;
}

static bool read_id(words *w, token *id_out)
{
    if (w->at->kind != TOKEN_WORD || !id_ok(w->at->text))
        return words_wrong(w, "%.*s stands where the id of a clause belongs. Write one like 3.1 or 3.1/2.", heed_fmt(words_shown(w)));
    *id_out = *w->at++;
    return true;
}

static bool read_list(words *w, heed_arena *mem, token_list *list, bool (*read)(words *, token *))
{
    do
        if (!read(w, ARENA_PUSH(mem, list->at, list->n, list->cap)))
            return false;
    while (words_accept_mark(w, TOKEN_COMMA));
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
    return read_list(w, mem, out, act_name);
}

static bool read_atom(words *w, atom *a)
{
    a->negated = words_accept(w, "not");
    a->at = w->at;
    if (w->at->kind != TOKEN_WORD || word_joins(w->at->text))
        return words_wrong(w, "%.*s stands where a fact belongs. Write a name of the vocabulary or of a group.", heed_fmt(words_shown(w)));
    heed_text name = w->at++->text;
    if (heed_text_starts(name, "event.")) {
        a->event = true;
        name = (heed_text){ name.at + 6, name.len - 6 };
    }
    if (!name_ok(name)) {
        w->at--;
        return words_wrong(w, "\"%.*s\" cannot name a fact. Write lower case letters, digits and \"-\"; for \"not so\" write: not NAME.",
                           heed_fmt(w->at->text));
    }
    a->name = name;
    if (!words_accept_mark(w, TOKEN_EQUALS))
        return true;
    a->field = name;
    if (w->at->kind != TOKEN_WORD || !name_ok(w->at->text))
        return words_wrong(w, "%.*s stands where a value of \"%.*s\" belongs. Write %.*s=NAME.", heed_fmt(words_shown(w)), heed_fmt(name),
                           heed_fmt(name));
    a->name = w->at++->text;
    return true;
}

bool statement_choice(words *w, heed_arena *mem, choice *out)
{
    do
        if (!read_atom(w, ARENA_PUSH(mem, out->at, out->n, out->cap)))
            return false;
    while (words_accept(w, "or"));
    return true;
}

static bool add_qualifier(words *w, heed_arena *mem, qualifiers *q, place stands)
{
    qualifier *now = ARENA_PUSH(mem, q->at, q->n, q->cap);
    now->place = stands;
    return statement_choice(w, mem, &now->choice);
}

/* One step over a qualifier; *found_out tells whether there was one. "by date" and "at once" are no qualifiers. */
static bool qualifier_step(words *w, heed_arena *mem, qualifiers *q, bool *found_out)
{
    static const struct { const char *word; place place; } prepositions[] = {
        { "by", PLACE_BY },       { "at", PLACE_AT },     { "during", PLACE_DURING }, { "about", PLACE_ABOUT },
        { "showing", PLACE_SHOWING }, { "when", PLACE_WHEN }, { "unless", PLACE_UNLESS },
    };
    *found_out = false;
    if ((token_is(w->at[0], "by") && token_is(w->at[1], "date")) || (token_is(w->at[0], "at") && token_is(w->at[1], "once")))
        return true;
    for (size_t i = 0; i < sizeof prepositions / sizeof *prepositions; i++) {
        if (!words_accept(w, prepositions[i].word))
            continue;
        *found_out = true;
        if (!add_qualifier(w, mem, q, prepositions[i].place))
            return false;
        while (prepositions[i].place == PLACE_WHEN && words_accept(w, "and"))
            if (!add_qualifier(w, mem, q, PLACE_WHEN))
                return false;
        return true;
    }
    return true;
}

bool statement_qualifiers(words *w, heed_arena *mem, qualifiers *out)
{
    for (bool found = true; found;)
        if (!qualifier_step(w, mem, out, &found))
            return false;
    return true;
}

static bool starts_tail(const words *w)
{
    static const char *const tails[] = { "only", "needs", "to",    "in", "within",  "before",    "promptly", "regularly", "every", "kept",
                                         "on",   "because", "cites", "at", "by", "during", "about",    "showing",   "when",  "unless", "confirmed", "outcome" };
    if (w->at->kind != TOKEN_WORD)
        return true;
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
        if (token_is(*w->at, tails[i]))
            return true;
    return false;
}

static heed_text between(words *w, const token *from)
{
    return lex_words_text(w->r->mem, from, (size_t)(w->at - from));
}

static bool read_unit(words *w, token *unit_out)
{
    static const char *const units[] = { "hour", "hours", "day", "days", "school-day", "school-days", "week", "weeks", "month", "months",
                                         "year", "years", "term", "terms" };
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (token_is(*w->at, units[i])) {
            *unit_out = *w->at++;
            return true;
        }
    return words_wrong(w, "%.*s is no unit of time. Write hours, days, school-days, weeks, months, terms or years.", heed_fmt(words_shown(w)));
}

int statement_months(heed_text unit, int count)
{
    if (heed_text_starts(unit, "month"))
        return count;
    if (heed_text_starts(unit, "term"))
        return count * 4;            /* three terms make a year */
    return heed_text_starts(unit, "year") ? count * 12 : 0;
}

static bool read_period(words *w, int *count_out, token *unit_out)
{
    return words_number(w, "a number", count_out) && read_unit(w, unit_out);
}

static bool set_once(words *w, heed_text *slot, heed_text value, const token *at)
{
    if (slot->len) {
        words here = { w->r, at };
        return words_wrong(&here, "\"%.*s\" and \"%.*s\" say the same kind of thing twice. Keep one.", heed_fmt(*slot), heed_fmt(value));
    }
    *slot = value;
    return true;
}

static bool name_after(words *w, const char *what)
{
    token name;
    return words_name(w, what, &name);
}

static bool read_leave(words *w, heed_arena *mem, ruling *r)
{
    if (!words_accept(w, "with"))
        return words_wrong(w, "\"only\" needs \"with\". Write: only with GRANT from ROLE");
    do
        if (!words_name(w, "a leave or consent", ARENA_PUSH(mem, r->leave.at, r->leave.n, r->leave.cap)))
            return false;
    while (words_accept(w, "or"));
    if (words_accept(w, "from") && !words_name(w, "who gives the leave", &r->leave_from))
        return false;
    words_accept_two(w, "in", "writing");
    return true;
}

static bool read_to(words *w, ruling *r, const token *from)
{
    const token *first = w->at;
    do
        if (!name_after(w, "who is told"))
            return false;
    while (words_accept(w, "or") || words_accept(w, "and"));
    return set_once(w, &r->to, between(w, first), from);
}

static bool read_deadline(words *w, ruling *r, const token *from)
{
    int count;
    token unit;
    heed_date date;
    if (words_accept(w, "within")) {
        if (!read_period(w, &count, &unit))
            return false;
        if (!words_accept(w, "of"))
            return words_wrong(w, "From when does the time run? Write: within %d %.*s of EVENT", count, heed_fmt(unit.text));
        if (!name_after(w, "what starts the time"))
            return false;
    } else if (words_accept(w, "every")) {
        if (!read_period(w, &count, &unit))
            return false;
    } else if (words_accept_two(w, "by", "date")) {
        if (!words_date(w, "a day", &date))
            return false;
    } else if (!words_accept_two(w, "at", "once") && !words_accept(w, "promptly") && !words_accept(w, "regularly")) {
        return words_wrong(w, "%.*s does not belong here. Write by when, to whom, how, or leave it out.", heed_fmt(words_shown(w)));
    }
    return set_once(w, &r->deadline, between(w, from), from);
}

static bool read_kept(words *w, ruling *r, const token *from)
{
    if (!words_accept(w, "on") && !words_accept(w, "as"))
        return words_wrong(w, "\"kept\" needs \"on\" or \"as\". Write: kept on NAME");
    return name_after(w, "where it is kept") && set_once(w, &r->keep, between(w, from), from);
}

static bool read_tail(words *w, heed_arena *mem, ruling *r)
{
    const token *from = w->at;
    heed_text why;
    if (words_accept(w, "only"))
        return read_leave(w, mem, r);
    if (words_accept(w, "needs"))
        return words_name(w, "a leave or consent", ARENA_PUSH(mem, r->gate.at, r->gate.n, r->gate.cap));
    if (words_accept(w, "to"))
        return read_to(w, r, from);
    if (words_accept_two(w, "in", "writing") || words_accept_two(w, "in", "person"))
        return set_once(w, &r->form, between(w, from), from);
    if (words_accept(w, "before"))
        return name_after(w, "what it comes before") && set_once(w, &r->before, between(w, from), from);
    if (words_accept(w, "kept"))
        return read_kept(w, r, from);
    if (words_accept_two(w, "on", "breach"))
        return name_after(w, "what follows a breach") && set_once(w, &r->on_breach, between(w, w->at - 1), from);
    if (words_accept(w, "because"))
        return words_string(w, "the reason", &why);
    return read_deadline(w, r, from);
}

static bool read_aspects(words *w, heed_arena *mem, ruling *r)
{
    if (!words_accept_mark(w, TOKEN_OPEN))
        return true;
    if (!read_list(w, mem, &r->aspects, aspect_name))
        return false;
    return words_accept_mark(w, TOKEN_CLOSE) || words_wrong(w, "The list of aspects is not closed. Write \"]\" behind it.");
}

static bool read_confirmed(words *w)
{
    heed_text by;
    heed_date on;
    if (!words_accept(w, "confirmed"))
        return true;
    if (w->at->kind != TOKEN_WORD)
        return words_wrong(w, "\"confirmed\" needs the hash of the prose. Write: confirmed HASH by \"NAME\" on DATE");
    w->at++;
    if (!words_accept(w, "by") || !words_string(w, "who confirmed it", &by))
        return words_wrong(w, "Say who confirmed it. Write: confirmed HASH by \"NAME\" on DATE");
    return words_accept(w, "on") ? words_date(w, "the day it was confirmed", &on) : words_wrong(w, "Say when it was confirmed. Write: on DATE");
}

/* ---- rulings */

static bool read_modal(words *w, ruling *r)
{
    static const struct { const char *word, *second, *third; blob_modal modal; } modals[] = {
        { "must", "not", NULL, MODAL_MUST_NOT },     { "must", NULL, NULL, MODAL_MUST },
        { "should", "not", NULL, MODAL_SHOULD_NOT }, { "should", NULL, NULL, MODAL_SHOULD },
        { "advised", "not", "to", MODAL_ADVISED_NOT }, { "advised", "to", NULL, MODAL_ADVISED },
        { "may", NULL, NULL, MODAL_MAY },
    };
    const token *from = w->at;
    for (size_t i = 0; i < sizeof modals / sizeof *modals; i++) {
        w->at = from;
        if (!words_accept(w, modals[i].word) || (modals[i].second && !words_accept(w, modals[i].second)) ||
            (modals[i].third && !words_accept(w, modals[i].third)))
            continue;
        r->modal = modals[i].modal;
        r->modal_words = between(w, from);
        if (r->modal == MODAL_MAY && token_is(*w->at, "not"))
            return words_wrong(w, "\"may not\" can be read in two ways. Write \"must not\".");
        return true;
    }
    w->at = from;
    return words_wrong(w, "%.*s stands where the rule says what holds. Write must, must not, should, should not, may, advised to or advised "
                          "not to.", heed_fmt(words_shown(w)));
}

static bool at_modal(const words *w)
{
    return token_is(*w->at, "must") || token_is(*w->at, "should") || token_is(*w->at, "may") || token_is(*w->at, "advised");
}

static bool read_subject(words *w, heed_arena *mem, ruling *r)
{
    if (at_modal(w) || words_accept(w, "anyone"))
        return true;
    const token *from = w->at;
    if (!statement_choice(w, mem, &r->subject))
        return false;
    r->subject_words = between(w, from);
    return true;
}

static bool read_whom(words *w, heed_arena *mem, qualifiers *q)
{
    return starts_tail(w) || w->at->kind != TOKEN_WORD || add_qualifier(w, mem, q, PLACE_WHOM);
}

/* A trigger's own qualifiers may be "about", "by" and the like too, so they end with the colon. */
static bool read_on(words *w, heed_arena *mem, ruling *r)
{
    r->trigger = TRIGGER_ON;
    do
        if (!words_name(w, "an event or an act", ARENA_PUSH(mem, r->trigger_names.at, r->trigger_names.n, r->trigger_names.cap)))
            return false;
    while (words_accept(w, "or"));
    bool whom = words_accept(w, "from") || (w->at->kind == TOKEN_WORD && !starts_tail(w));
    if (whom && !add_qualifier(w, mem, &r->trigger_quals, PLACE_FROM))
        return false;
    if (!statement_qualifiers(w, mem, &r->trigger_quals))
        return false;
    return words_accept_mark(w, TOKEN_COLON) || words_wrong(w, "The part that begins with \"on\" ends with a colon. Write \":\" before who must do what.");
}

static bool read_trigger(words *w, heed_arena *mem, ruling *r)
{
    if (words_accept(w, "on"))
        return read_on(w, mem, r);
    if (words_accept(w, "then")) {
        r->trigger = TRIGGER_THEN;
        return true;
    }
    if (!words_accept(w, "after"))
        return true;
    r->trigger = TRIGGER_AFTER;
    if (!read_list(w, mem, &r->trigger_names, read_id))
        return false;
    return words_accept_mark(w, TOKEN_COLON) || words_wrong(w, "\"after\" and its clauses end with a colon. Write \":\" before who must do what.");
}

static bool read_edge(words *w, heed_arena *mem, ruling *r)
{
    if (token_is(w->at[0], "reads") && token_is(w->at[1], "as")) {
        r->reads_as = true;
        w->at += 2;
        if (!token_is(*w->at, "except"))
            return words_wrong(w, "\"reads as\" needs \"except\". Write: reads as except CLAUSE:");
    }
    if (!words_accept(w, "except"))
        return true;
    if (!read_list(w, mem, &r->except, read_id))
        return false;
    return words_accept_mark(w, TOKEN_COLON) || words_wrong(w, "\"except\" and its clauses end with a colon. Write: except 3.1: may ...");
}

static bool read_judgement(words *w, ruling *r)
{
    if (!words_accept(w, "judgement"))
        return true;
    if (!words_accept(w, "by") || !words_name(w, "who judges", &r->judgement))
        return words_wrong(w, "Say who judges. Write: judgement by ROLE: ...");
    return words_accept_mark(w, TOKEN_COLON) || words_wrong(w, "\"judgement by %.*s\" ends with a colon.", heed_fmt(r->judgement.text));
}

static bool read_rule(words *w, heed_arena *mem, ruling *r)
{
    if (!read_edge(w, mem, r) || !read_trigger(w, mem, r) || !read_judgement(w, r))
        return false;
    r->baseline = words_accept(w, "baseline");
    if (!read_subject(w, mem, r) || !read_modal(w, r) || !statement_acts(w, mem, &r->acts) || !read_whom(w, mem, &r->quals))
        return false;
    while (!words_ended(w) && w->at->kind != TOKEN_OPEN && !token_is(*w->at, "confirmed")) {
        bool found;
        if (!qualifier_step(w, mem, &r->quals, &found) || (!found && !read_tail(w, mem, r)))
            return false;
    }
    if (r->baseline && r->modal != MODAL_MAY)
        return words_wrong(w, "A baseline is a permission. Write: baseline WHO may ACT");
    if (r->leave.n && r->modal != MODAL_MAY)
        return words_wrong(w, "\"only with\" belongs to \"may\". Write: WHO may ACT only with GRANT, or use \"needs GRANT\".");
    return read_aspects(w, mem, r);
}

static bool read_schedule(words *w, heed_arena *mem, ruling *r)
{
    r->kind = RULING_SCHEDULE;
    r->modal = MODAL_SCHEDULE;
    if (!words_name(w, "the act that is due", ARENA_PUSH(mem, r->acts.at, r->acts.n, r->acts.cap)))
        return false;
    if (!words_accept(w, "by"))
        return words_wrong(w, "Say whose task it is. Write: schedule %.*s by ROLE", heed_fmt(r->acts.at[0].text));
    if (!words_name(w, "whose task it is", &r->judgement))
        return false;
    while (!words_ended(w) && !token_is(*w->at, "confirmed")) {
        bool ok = true;
        if (words_accept(w, "every"))
            ok = read_period(w, &r->period, &r->period_unit);
        else if (words_accept(w, "last"))
            ok = words_date(w, "the day it was last done", &r->last);
        else if (words_accept_two(w, "due", "blank"))
            r->due_blank = true;
        else if (words_accept(w, "due"))
            ok = words_date(w, "the day it is due", &r->due);
        else if (!words_accept(w, "regularly"))
            ok = words_end(w, "Write every N months, last DATE, due DATE, due blank or regularly.");
        if (!ok)
            return false;
    }
    return true;
}

static bool read_plain(words *w, heed_arena *mem, ruling *r)
{
    r->modal = MODAL_CITES;
    if (w->at->kind == TOKEN_WORD && !token_is(*w->at, "cites") && !token_is(*w->at, "confirmed") && !statement_acts(w, mem, &r->acts))
        return false;
    if (!words_accept(w, "cites"))
        return true;
    r->cites = true;
    r->acts = (token_list){ 0 };
    if (!token_is(*w->at, "to") && !words_accept(w, "anyone")) {
        const token *from = w->at;
        if (!statement_choice(w, mem, &r->subject))
            return false;
        r->subject_words = between(w, from);
    }
    if (!words_accept(w, "to"))
        return words_wrong(w, "Say beside which act it is shown. Write: cites WHO to ACT");
    return statement_acts(w, mem, &r->acts) && read_whom(w, mem, &r->quals) && statement_qualifiers(w, mem, &r->quals);
}

static bool split_id(words *w, token id, ruling *r)
{
    const char *slash = memchr(id.text.at, '/', id.text.len);
    r->full_id = r->id = id.text;
    r->number = 1;
    if (!slash)
        return true;
    r->id.len = (size_t)(slash - id.text.at);
    int number = 0;
    for (const char *c = slash + 1; c < id.text.at + id.text.len; c++)
        number = *c >= '0' && *c <= '9' && number < 1000 ? number * 10 + (*c - '0') : 10000;
    if (number < 1 || number > 999 || !r->id.len) {
        w->at--;
        return words_wrong(w, "\"%.*s\" is no id of a statement. Write the clause, \"/\" and a number, like 3.1/2.", heed_fmt(id.text));
    }
    r->number = (uint16_t)number;
    return true;
}

static bool read_ruling(statements *s, words *w, ruling *r)
{
    token id;
    if (!read_id(w, &id) || !split_id(w, id, r))
        return false;
    r->line = id.line;
    r->column = id.column;
    bool ok;
    if (words_accept(w, "schedule")) {
        ok = read_schedule(w, s->mem, r);
    } else if (words_accept(w, "aim") || words_accept(w, "information") || words_accept(w, "definition")) {
        r->kind = token_is(w->at[-1], "aim") ? RULING_AIM : token_is(w->at[-1], "information") ? RULING_INFORMATION : RULING_DEFINITION;
        ok = read_plain(w, s->mem, r);
    } else {
        ok = read_rule(w, s->mem, r);
    }
    return ok && read_confirmed(w) && words_end(w, "Take it out, or join it as docs/language.md says.");
}

/* ---- the rest */

static bool read_header(statements *s, words *w)
{
    token name;
    if (s->name.len)
        return words_wrong(w, "The policy is named twice. Keep one line that starts with \"policy\".");
    s->name_line = w->at->line;
    if (!words_name(w, "the name of the policy", &name))
        return false;
    s->name = name.text;
    if (!words_accept(w, "version"))
        return words_wrong(w, "The version is missing. Write: policy %.*s version 1", heed_fmt(name.text));
    if (!words_number(w, "the version", &s->version))
        return false;
    if (words_accept_two(w, "in", "force") && !words_date(w, "the day it comes into force", &s->in_force))
        return false;
    if (words_accept(w, "review")) {
        s->review_blank = words_accept(w, "blank");
        if (!s->review_blank && !words_accept(w, "every"))
            return words_wrong(w, "Say when it is reviewed. Write: review every 12 months, or: review blank");
        if (!s->review_blank && !read_period(w, &s->review, &s->review_unit))
            return false;
    }
    return words_end(w, "A policy line holds: policy NAME version N in force DATE review every N months.");
}

static bool read_school(statements *s, words *w)
{
    token nation;
    if (!words_string(w, "the name of the school", &s->school))
        return false;
    if (!words_accept(w, "nation"))
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
        if (!read_atom(w, &item->fact))
            return false;
        if (words_accept(w, "when"))
            do
                if (!read_atom(w, ARENA_PUSH(s->mem, item->when.at, item->when.n, item->when.cap)))
                    return false;
            while (words_accept(w, "and"));
    } while (words_accept_mark(w, TOKEN_COMMA));
    *ARENA_PUSH(s->mem, s->groups, s->group_count, s->groups_cap) = g;
    return words_end(w, "Part the names of a group by commas; a condition is written: NAME when FACT and FACT.");
}

static bool read_kept_probe(statements *s, words *w)
{
    kept_probe k;
    if (!words_accept(w, "knowingly") || !words_name(w, "the name of a probe", &k.name))
        return words_wrong(w, "Write: kept knowingly PROBE by \"Governors\" on DATE");
    if (!words_accept(w, "by") || !words_string(w, "who keeps it", &k.by))
        return words_wrong(w, "Say who keeps it. Write: by \"Governors\" on DATE");
    if (!words_accept(w, "on") || !words_date(w, "the day", &k.on))
        return words_wrong(w, "Say since when. Write: on DATE");
    *ARENA_PUSH(s->mem, s->kept, s->kept_count, s->kept_cap) = k;
    return words_end(w, "Nothing follows the date.");
}

static bool read_silence(statements *s, words *w)
{
    if (!words_accept(w, "means") || !words_accept(w, "ask") || !words_name(w, "whom to ask", &s->silence_at))
        return words_wrong(w, "Write: silence means ask ROLE");
    s->silence = s->silence_at.text;
    return words_end(w, "Name one role.");
}

static bool read_conflict(statements *s, words *w)
{
    conflict_pair c;
    if (!read_id(w, &c.a))
        return false;
    if (!words_accept(w, "with"))
        return words_wrong(w, "Write: conflict %.*s with CLAUSE", heed_fmt(c.a.text));
    if (!read_id(w, &c.b))
        return false;
    *ARENA_PUSH(s->mem, s->conflicts, s->conflict_count, s->conflicts_cap) = c;
    return words_end(w, "Name two clauses.");
}

static bool read_vocabulary(statements *s, words *w)
{
    token name;
    s->vocabulary_line = w->at->line;
    if (!words_name(w, "the name of the vocabulary", &name))
        return false;
    s->vocabulary = name.text;
    return words_end(w, "Name one vocabulary.");
}

void statement_read(statements *s, source_line line, uint32_t block)
{
    static const struct { const char *word; bool (*read)(statements *, words *); } kinds[] = {
        { "policy", read_header },      { "school", read_school },  { "vocabulary", read_vocabulary }, { "group", read_group },
        { "silence", read_silence },    { "conflict", read_conflict }, { "kept", read_kept_probe },
    };
    tokens t = lex_words(s->r, line);
    words w = { s->r, t.at };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (words_accept(&w, kinds[i].word)) {
            kinds[i].read(s, &w);
            return;
        }
    ruling r = { .block = block, .words = lex_words_text(s->mem, t.at, t.len - 1) };
    if (read_ruling(s, &w, &r))
        *ARENA_PUSH(s->mem, s->rulings, s->ruling_count, s->rulings_cap) = r;
    else
        *ARENA_PUSH(s->mem, s->failed.at, s->failed.n, s->failed.cap) = t.at[0];
}
