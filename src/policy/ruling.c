/* ruling.c - reads what binds: rules, schedules, plain statements. docs/language.md §3 is the grammar. */
#include "parts.h"
#include <string.h>

static bool read_modal(words *w, heed_arena *mem, ruling *r)
{
    static const struct {
        const char *word, *second, *third;
        blob_modal modal;
    } modals[] = {
        { "must", "not", NULL, MODAL_MUST_NOT },
        { "must", NULL, NULL, MODAL_MUST },
        { "should", "not", NULL, MODAL_SHOULD_NOT },
        { "should", NULL, NULL, MODAL_SHOULD },
        { "advised", "not", "to", MODAL_ADVISED_NOT },
        { "advised", "to", NULL, MODAL_ADVISED },
        { "may", NULL, NULL, MODAL_MAY },
    };
    const token *from = w->at;
    for (size_t i = 0; i < sizeof modals / sizeof *modals; i++) {
        w->at = from;
        if (!words_accept(w, modals[i].word) || (modals[i].second && !words_accept(w, modals[i].second)) ||
            (modals[i].third && !words_accept(w, modals[i].third)))
            continue;
        r->modal = modals[i].modal;
        r->modal_words = statement_words(w, from);
        if (r->modal == MODAL_MAY && token_is(*w->at, "not"))
            return words_wrong(w, "\"may not\" can be read in two ways. Write \"must not\".");
        return true;
    }
    w->at = from;
    nearest near = nearest_to(from->text);
    for (size_t i = 0; from->kind == TOKEN_WORD && from->text.len > 3 && i < sizeof modals / sizeof *modals; i++)
        nearest_offer(&near, heed_text_of(modals[i].word));
    if (near.best.len)
        return words_wrong(w, "%.*s stands where the rule says what holds.%.*s", heed_fmt(words_shown(w)),
                           heed_fmt(nearest_hint(&near, mem)));
    return words_wrong(
        w,
        "%.*s stands where the rule says what holds. Write must, must not, should, should not, may, advised to or advised "
        "not to.",
        heed_fmt(words_shown(w)));
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
    r->subject_words = statement_words(w, from);
    return true;
}

static bool read_whom(words *w, heed_arena *mem, qualifiers *q)
{
    return statement_at_tail(w) || w->at->kind != TOKEN_WORD || statement_qualifier(w, mem, q, PLACE_WHOM);
}

/* A trigger's own qualifiers may be "about", "by" and the like too, so they end with the colon. */
static bool read_on(words *w, heed_arena *mem, ruling *r)
{
    r->trigger = TRIGGER_ON;
    do
        if (!words_name(w, "an event or an act",
                        ARENA_PUSH(mem, r->trigger_names.at, r->trigger_names.n, r->trigger_names.cap)))
            return false;
    while (words_accept(w, "or"));
    bool whom = words_accept(w, "from") || (w->at->kind == TOKEN_WORD && !statement_at_tail(w));
    if (whom && !statement_qualifier(w, mem, &r->trigger_quals, PLACE_FROM))
        return false;
    if (!statement_qualifiers(w, mem, &r->trigger_quals))
        return false;
    return words_accept_mark(w, TOKEN_COLON) ||
           words_wrong(w, "The part that begins with \"on\" ends with a colon. Write \":\" before who must do what.");
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
    if (!statement_list(w, mem, &r->trigger_names, statement_id))
        return false;
    return words_accept_mark(w, TOKEN_COLON) ||
           words_wrong(w, "\"after\" and its clauses end with a colon. Write \":\" before who must do what.");
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
    if (!statement_list(w, mem, &r->except, statement_id))
        return false;
    return words_accept_mark(w, TOKEN_COLON) ||
           words_wrong(w, "\"except\" and its clauses end with a colon. Write: except 3.1: may ...");
}

static bool read_judgement(words *w, ruling *r)
{
    if (!words_accept(w, "judgement"))
        return true;
    if (!words_accept(w, "by") || !words_name(w, "who judges", &r->judgement))
        return words_wrong(w, "Say who judges. Write: judgement by ROLE: ...");
    return words_accept_mark(w, TOKEN_COLON) ||
           words_wrong(w, "\"judgement by %.*s\" ends with a colon.", heed_fmt(r->judgement.text));
}

static bool read_rule(words *w, heed_arena *mem, ruling *r)
{
    if (!read_edge(w, mem, r) || !read_trigger(w, mem, r) || !read_judgement(w, r))
        return false;
    r->baseline = words_accept(w, "baseline");
    if (!read_subject(w, mem, r) || !read_modal(w, mem, r) || !statement_acts(w, mem, &r->acts) ||
        !read_whom(w, mem, &r->quals))
        return false;
    while (!words_ended(w) && w->at->kind != TOKEN_OPEN && !token_is(*w->at, "confirmed")) {
        bool found;
        if (!statement_step(w, mem, &r->quals, &found) || (!found && !statement_tail(w, mem, r)))
            return false;
    }
    if (r->baseline && r->modal != MODAL_MAY)
        return words_wrong(w, "A baseline is a permission. Write: baseline WHO may ACT");
    if (r->leave.n && r->modal != MODAL_MAY)
        return words_wrong(w, "\"only with\" belongs to \"may\". Write: WHO may ACT only with GRANT, or use \"needs GRANT\".");
    if (r->leave.n && r->gate.n)
        return words_wrong(w, "\"only with\" and \"needs\" stand in one statement. Write a statement for each.");
    return statement_aspects(w, mem, r);
}

/* One part of a schedule behind whose task it is; each once. */
static bool read_when_due(words *w, heed_arena *mem, ruling *r)
{
    bool found = false, twice = false, ok = true;
    const token *from = w->at;
    if (words_accept(w, "every")) {
        twice = r->period != 0;
        ok = statement_period(w, &r->period, &r->period_unit);
    } else if (words_accept(w, "last")) {
        twice = r->last != 0;
        ok = words_date(w, "the day it was last done", &r->last);
    } else if (words_accept(w, "due")) {
        twice = r->due || r->due_blank;
        r->due_blank = words_accept(w, "blank");
        ok = r->due_blank || words_date(w, "the day it is due", &r->due);
    } else if (!words_accept(w, "regularly")) {
        ok = statement_step(w, mem, &r->quals, &found);
        if (ok && !found)
            return words_end(w, "Write every N months, last DATE, due DATE, due blank or regularly; and when or unless FACT.");
    }
    if (ok && twice)
        return words_wrong(&(words){ w->r, from }, "\"%.*s\" stands twice. Keep one.", heed_fmt(from->text));
    return ok;
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
    while (!words_ended(w) && !token_is(*w->at, "confirmed"))
        if (!read_when_due(w, mem, r))
            return false;
    return true;
}

static bool read_plain(words *w, heed_arena *mem, ruling *r)
{
    r->modal = MODAL_CITES;
    if (w->at->kind == TOKEN_WORD && !token_is(*w->at, "cites") && !token_is(*w->at, "confirmed") &&
        !statement_acts(w, mem, &r->acts))
        return false;
    if (!words_accept(w, "cites"))
        return true;
    r->cites = true;
    r->acts = (token_list){ 0 };
    if (!token_is(*w->at, "to") && !words_accept(w, "anyone")) {
        const token *from = w->at;
        if (!statement_choice(w, mem, &r->subject))
            return false;
        r->subject_words = statement_words(w, from);
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
        return words_wrong(w, "\"%.*s\" is no id of a statement. Write the clause, \"/\" and a number, like 3.1/2.",
                           heed_fmt(id.text));
    }
    r->number = (uint16_t)number;
    return true;
}

bool statement_ruling(statements *s, words *w, ruling *r)
{
    token id;
    if (!statement_id(w, &id) || !split_id(w, id, r))
        return false;
    const token *first = w->at - 1;
    r->line = id.line;
    r->column = id.column;
    bool ok;
    if (words_accept(w, "schedule")) {
        ok = read_schedule(w, s->mem, r);
    } else if (words_accept(w, "aim") || words_accept(w, "information") || words_accept(w, "definition")) {
        r->kind = token_is(w->at[-1], "aim")           ? RULING_AIM
                  : token_is(w->at[-1], "information") ? RULING_INFORMATION
                                                       : RULING_DEFINITION;
        ok = read_plain(w, s->mem, r);
    } else {
        ok = read_rule(w, s->mem, r);
    }
    r->says = statement_words(w, first);
    return ok && statement_confirmed(w, r) && words_end(w, "Take it out, or join it as docs/language.md says.");
}
