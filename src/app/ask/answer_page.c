/* answer_page.c - an answer as a page: every part of it in words, with links that change one fact at a time. */
#include "app/ask/answer_parts.h"
#include "web/markdown.h"
#include <string.h>

/* Why a rule holds: what is so. What is not so is said only when nothing else is. */
static heed_text reasons_of(const writing *w, heed_texts tokens)
{
    heed_texts so = { ARENA_NEW(w->mem, heed_text, tokens.len), 0 };
    for (size_t i = 0; i < tokens.len; i++)
        if (tokens.at[i].len && tokens.at[i].at[0] != '!')
            so.at[so.len++] = tokens.at[i];
    return answer_tokens(w, so.len ? so : tokens);
}

/* ---- the verdict */
/* A ban nobody wrote as one: what a clause demands would be left undone. */
static bool asks_the_opposite(const heed_answer *a)
{
    for (size_t i = 0; i < a->deciding_count; i++)
        if (!heed_text_is(a->deciding[i].modal, "must") && !heed_text_is(a->deciding[i].modal, "should"))
            return false;
    return a->deciding_count > 0;
}

/* "Clause 8.3a says ...", "Clauses 6.04a and 6.05a say ...". */
static heed_text clauses_say(const writing *w, const char *says, const char *say, const char *what)
{
    const heed_answer *a = &w->result->answer;
    heed_text first = { 0 }, second = { 0 };
    bool more = false;
    for (size_t i = 0; i < a->deciding_count; i++) {
        heed_text id = a->deciding[i].clause;
        if (!first.len)
            first = id;
        else if (!second.len && !heed_text_eq(id, first))
            second = id;
        else
            more = more || (second.len && !heed_text_eq(id, first) && !heed_text_eq(id, second));
    }
    if (!first.len)
        return heed_text_printf(w->mem, "The policy %s %s", says, what);
    if (!second.len)
        return heed_text_printf(w->mem, "Clause %.*s %s %s", heed_fmt(first), says, what);
    if (more)
        return heed_text_printf(w->mem, "Clause %.*s and others %s %s", heed_fmt(first), say, what);
    return heed_text_printf(w->mem, "Clauses %.*s and %.*s %s %s", heed_fmt(first), heed_fmt(second), say, what);
}

static heed_text why_of(const writing *w)
{
    const heed_answer *a = &w->result->answer;
    switch (a->outcome) {
    case HEED_PROHIBITED:
        return asks_the_opposite(a) ? clauses_say(w, "asks", "ask", "for the opposite.")
                                    : clauses_say(w, "says", "say", "this must not be done.");
    case HEED_PERMISSION_NEEDED:
        return T("Somebody has to give leave first. Wait for it before you act.");
    case HEED_ADVISED_AGAINST:
        return clauses_say(w, "advises", "advise", "against it. It is not banned.");
    case HEED_REQUIRED:
        return clauses_say(w, "says", "say", "this has to be done.");
    case HEED_ADVISED:
        return clauses_say(w, "says", "say", "this is a good thing to do.");
    case HEED_PERMITTED:
        return a->baseline ? T("No clause bans this, and no clause speaks of it by name.")
                           : clauses_say(w, "allows", "allow", "this.");
    case HEED_NOT_ADDRESSED:
        return a->ask_whom.len ? heed_text_printf(w->mem, "Silence is not permission. Ask the %.*s before you act.",
                                                  heed_fmt(say_name(a->ask_whom, w->mem)))
                               : T("Silence is not permission. Ask a senior person before you act.");
    case HEED_UNCLEAR:
        return T("The answer turns on something we do not know yet.");
    }
    return (heed_text){ 0 };
}

static void add_verdict(writing *w)
{
    const heed_answer *a = &w->result->answer;
    ask_page_answer *p = w->page;
    p->shown = heed_text_of(heed_outcome_shown(a->outcome, a->baseline));
    p->tone = say_tone(a->outcome);
    p->why = why_of(w);
    p->is_no = a->outcome == HEED_PROHIBITED;
    p->is_yes = a->outcome == HEED_PERMITTED || a->outcome == HEED_ADVISED;
    p->is_care = a->outcome == HEED_ADVISED_AGAINST || a->outcome == HEED_PERMISSION_NEEDED;
    p->is_must = a->outcome == HEED_REQUIRED;
    p->is_silent = a->outcome == HEED_NOT_ADDRESSED;
    p->is_ask = a->outcome == HEED_UNCLEAR;
}

static void add_note(writing *w, size_t *cap, const char *kind, heed_text heading, heed_text sentence)
{
    *ARENA_PUSH(w->mem, w->page->notes.at, w->page->notes.len, *cap) = (ask_page_note){ heed_text_of(kind), heading, sentence };
}

/* Beside a "should", does a clause bind as well? */
static bool says_must(const heed_answer *a)
{
    for (size_t i = 0; i < a->deciding_count; i++)
        if (heed_text_starts(a->deciding[i].modal, "must"))
            return true;
    return false;
}

static void add_notes(writing *w)
{
    const heed_answer *a = &w->result->answer;
    size_t cap = 0;
    if (a->flags & HEED_CONFLICT_FLAG)
        add_note(w, &cap, "care", T("The policy does not agree with itself here"),
                 T("One clause bans what another allows. We show the stricter one. Tell the school."));
    if (a->flags & HEED_SHOULD)
        add_note(w, &cap, "info", T("A clause here says should"),
                 says_must(a) ? T("It expects this of you. Another clause here says must, so there is no way round it.")
                              : T("The policy expects this. It does not say must. Have a good reason if you do otherwise."));
    if (a->flags & HEED_LITERAL)
        add_note(w, &cap, "care", T("This is what the words say"),
                 a->literal_why.len ? a->literal_why : T("It may not be what the school meant. Ask before you act on it."));
    if (a->flags & HEED_LEGAL_RISK)
        add_note(w, &cap, "care", T("The law may say something else"),
                 a->literal_why.len && !(a->flags & HEED_LITERAL) ? a->literal_why
                                                                  : T("Ask the school to check before you act on this."));
    if (a->flags & HEED_KEPT_KNOWINGLY)
        add_note(w, &cap, "info", T("Governors know of this"),
                 T("They have looked at what the words lead to here, and they keep it."));
    if (a->judgement)
        add_note(w, &cap, "info", T("A person decides this"),
                 a->ask_whom.len
                     ? heed_text_printf(w->mem, "The policy leaves it to the %.*s. We show the strictest answer. Ask first.",
                                        heed_fmt(say_name(a->ask_whom, w->mem)))
                     : T("The policy leaves it to somebody’s judgement. We show the strictest answer."));
}

/* ---- duties */
static heed_text strength_of(heed_text force)
{
    if (heed_text_is(force, "must"))
        return T("You must do this.");
    if (heed_text_is(force, "should"))
        return T("You should do this.");
    return T("It is a good idea.");
}

/* Is the asker, as far as we know, among those a duty's clauses bind? */
static bool binds_asker(const writing *w, const heed_duty *d)
{
    const ask_result *r = w->result;
    heed_fact holder = heed_fact_find(w->words, d->who);
    bool office = holder != HEED_FACT_NONE && heed_fact_get(w->words, holder)->office;
    for (size_t i = 0; i < r->request.facts.len + r->reading.fact_count; i++) {
        heed_text token = i < r->request.facts.len ? r->request.facts.at[i] : r->reading.facts[i - r->request.facts.len].token;
        heed_fact fact = heed_fact_find(w->words, token);
        if (fact == HEED_FACT_NONE || !heed_text_is(heed_fact_get(w->words, fact)->set, "role"))
            continue;
        if (heed_text_eq(token, d->who))
            return true;
        if (office) /* binds whoever holds it, and nobody else of the clause */
            continue;
        for (size_t k = 0; k < d->clauses.len; k++) {
            const heed_clause *c = heed_clause_find(w->policy->policy, d->clauses.at[k], w->mem);
            if (c && heed_clause_binds(w->policy->policy, c, token))
                return true;
        }
    }
    return false;
}

static heed_text strength_for(const writing *w, const heed_duty *d)
{
    if (!d->who.len || binds_asker(w, d))
        return strength_of(d->force);
    const char *verb = heed_text_is(d->force, "must")     ? "They must do it"
                       : heed_text_is(d->force, "should") ? "They should do it"
                                                          : "They are advised to do it";
    return heed_text_printf(w->mem, "This is for: %.*s. %s.", heed_fmt(say_subject(w->policy->policy, d->who, w->mem)), verb);
}

static void add_duties(writing *w)
{
    const heed_answer *a = &w->result->answer;
    w->page->duties.at = ARENA_NEW(w->mem, ask_page_duty, a->duty_count);
    w->page->duties.len = a->duty_count;
    for (size_t i = 0; i < a->duty_count; i++) {
        const heed_duty *d = &a->duties[i];
        ask_page_duty *p = &w->page->duties.at[i];
        heed_texts to = { ARENA_NEW(w->mem, heed_text, d->to.len), d->to.len };
        for (size_t k = 0; k < to.len; k++)
            to.at[k] = say_recipient(w->words, d->to.at[k], w->mem);
        *p = (ask_page_duty){ .act = say_capital(say_act(w->words, d->act, w->mem), w->mem),
                              .strength = strength_for(w, d),
                              .to = say_join(to, ", ", w->mem),
                              .form = d->form,
                              .deadline = say_deadline(w->words, d->deadline, w->mem),
                              .keep = say_name(d->keep, w->mem),
                              .before = say_name(d->before, w->mem) };
        p->clauses.at = ARENA_NEW(w->mem, ask_page_clause_link, d->clauses.len);
        p->clauses.len = d->clauses.len;
        for (size_t k = 0; k < d->clauses.len; k++)
            p->clauses.at[k].id = d->clauses.at[k];
    }
}

/* ---- when it would be otherwise */
static heed_outcome outcome_named(heed_text name)
{
    for (int o = HEED_PROHIBITED; o <= HEED_UNCLEAR; o++)
        if (heed_text_is(name, heed_outcome_name((heed_outcome)o)))
            return (heed_outcome)o;
    return HEED_UNCLEAR;
}

static heed_text in_case_of(const writing *w, heed_text named, bool more)
{
    if (heed_text_is(named, "Yes"))
        return T("If yes.");
    if (heed_text_is(named, "No"))
        return T("If no.");
    return heed_text_printf(w->mem, "If: %.*s%s", heed_fmt(named), more ? "; and others." : ".");
}

/* One line for each other outcome a question may lead to. One answer is a link; several are named, for there are too many. */
static void add_turns(writing *w, const heed_ask *ask, size_t *cap)
{
    enum { NAMED = 3 };
    for (int o = HEED_PROHIBITED; o <= HEED_UNCLEAR; o++) {
        heed_texts words = { ARENA_NEW(w->mem, heed_text, ask->answers.len), 0 };
        size_t count = 0, first = 0;
        for (size_t k = 0; k < ask->answers.len && k < ask->outcomes.len; k++) {
            if (o == (int)w->result->answer.outcome || outcome_named(ask->outcomes.at[k]) != (heed_outcome)o)
                continue;
            if (!count++)
                first = k;
            if (words.len < NAMED)
                words.at[words.len++] = answer_choice(w, ask->answers.at[k]);
        }
        if (!count)
            continue;
        heed_text named = say_join(words, "; ", w->mem);
        *ARENA_PUSH(w->mem, w->page->ways.at, w->page->ways.len, *cap) =
            (ask_page_way){ .shown = heed_text_of(heed_outcome_shown((heed_outcome)o, false)),
                            .tone = say_tone((heed_outcome)o),
                            .prompt = ask->question,
                            .words = in_case_of(w, named, count > NAMED),
                            .facts = answer_facts_with_one(w, ask->answers.at[first]),
                            .linked = count == 1 };
    }
}

static bool turned_by_way(const heed_answer *a, heed_text fact)
{
    for (size_t i = 0; i < a->way_count; i++)
        for (size_t k = 0; k < a->ways[i].change.len; k++)
            if (heed_text_eq(token_fact_name(a->ways[i].change.at[k]), fact))
                return true;
    return false;
}

static void add_ways(writing *w)
{
    enum { QUESTIONS = 4 };
    const heed_answer *a = &w->result->answer;
    size_t cap = 0;
    w->page->leave_first = a->outcome == HEED_PERMISSION_NEEDED;
    for (size_t i = 0; i < a->way_count; i++) {
        const heed_way *way = &a->ways[i];
        *ARENA_PUSH(w->mem, w->page->ways.at, w->page->ways.len, cap) =
            (ask_page_way){ .shown = heed_text_of(heed_outcome_shown(way->outcome, false)),
                            .tone = say_tone(way->outcome),
                            .words = heed_text_printf(w->mem, "If: %.*s.", heed_fmt(answer_tokens(w, way->change))),
                            .facts = answer_facts_with(w, way->change),
                            .linked = true };
    }
    for (size_t i = 0; i < a->ask_count && i < QUESTIONS && a->outcome != HEED_UNCLEAR; i++)
        if (!turned_by_way(a, a->asks[i].fact))
            add_turns(w, &a->asks[i], &cap);
}

/* ---- clauses */
typedef struct {
    ask_page_clause *at;
    size_t len;
} clause_list;

static bool shown_already(const ask_page_answer *p, const clause_list *now, heed_text id)
{
    for (size_t i = 0; i < now->len; i++)
        if (heed_text_eq(now->at[i].id, id))
            return true;
    for (size_t i = 0; i < p->clauses.len; i++)
        if (heed_text_eq(p->clauses.at[i].id, id))
            return true;
    return false;
}

/* Why an exception did not apply: what it needs, or what stands in its way. */
static heed_text reason_against(const writing *w, heed_text token)
{
    if (!token.len)
        return token;
    bool missing = token.at[0] == '!';
    heed_text words = say_token(w->words, missing ? (heed_text){ token.at + 1, token.len - 1 } : token, w->mem);
    return heed_text_printf(w->mem, "%s: %.*s.", missing ? "It needs" : "It does not count here", heed_fmt(words));
}

static clause_list clauses_of(const writing *w, const heed_cited_rule *rules, size_t count, heed_text remark, bool unfired)
{
    clause_list out = { ARENA_NEW(w->mem, ask_page_clause, count), 0 };
    for (size_t i = 0; i < count; i++) {
        const heed_cited_rule *r = &rules[i];
        if (shown_already(w->page, &out, r->clause))
            continue;
        say_badge badge = say_force(r->modal);
        if (w->result->answer.outcome == HEED_PERMISSION_NEEDED && heed_text_is(badge.kind, "may") && !unfired)
            badge = (say_badge){ T("Needs leave"), heed_lit("avoid") };
        heed_text why = unfired ? reason_against(w, r->why_not) : reasons_of(w, r->mattered);
        out.at[out.len++] =
            (ask_page_clause){ r->clause, badge.word, badge.kind, web_without_number(web_markdown(r->prose, w->mem), r->clause),
                               why,       remark };
    }
    return out;
}

static void add_clauses(writing *w)
{
    const heed_answer *a = &w->result->answer;
    ask_page_answer *p = w->page;
    clause_list list = clauses_of(w, a->deciding, a->deciding_count, (heed_text){ 0 }, false);
    p->clauses.at = list.at;
    p->clauses.len = list.len;
    list = clauses_of(w, a->unfired, a->unfired_count, (heed_text){ 0 }, true);
    p->exceptions.at = list.at;
    p->exceptions.len = list.len;
    clause_list losing = clauses_of(w, a->losing, a->losing_count, T("Fits too, and did not decide"), false);
    clause_list cited = clauses_of(w, a->cited, a->cited_count, T("To read beside it"), false);
    p->looked.at = ARENA_NEW(w->mem, ask_page_clause, losing.len + cited.len);
    for (size_t i = 0; i < losing.len + cited.len; i++)
        p->looked.at[p->looked.len++] = i < losing.len ? losing.at[i] : cited.at[i - losing.len];
}

/* Many titles hold the school's name already. */
static heed_text name_of(const heed_policy_info *about, heed_arena *mem)
{
    if (about->school.len && about->title.len && memmem(about->title.at, about->title.len, about->school.at, about->school.len))
        return about->title;
    return about->title.len ? heed_text_printf(mem, "%.*s, %.*s", heed_fmt(about->title), heed_fmt(about->school))
                            : about->school;
}

ask_page_answer *ask_answer_page(web_view *v, const web_policy *policy, const ask_result *result, heed_text whole)
{
    const heed_policy_info *about = heed_policy_about(policy->policy);
    ask_page_answer *page = ARENA_NEW(v->mem, ask_page_answer, 1);
    writing w = { v, v->mem, policy, result, v->site->vocabulary, page, whole };
    *page = (ask_page_answer){ .slug = policy->slug,
                               .school = about->school,
                               .policy_title = about->title,
                               .policy_name = name_of(about, v->mem),
                               .version = about->version,
                               .as_of = say_day(v->today, v->mem),
                               .question = result->request.question,
                               .facts = result->request.facts,
                               .hash = { about->hash.at, about->hash.len < 12 ? about->hash.len : 12 },
                               .whom = say_name(result->answer.ask_whom.len ? result->answer.ask_whom : about->silence_ask,
                                                v->mem) };
    answer_add_reading(&w);
    add_verdict(&w);
    add_notes(&w);
    answer_add_asking(&w);
    add_duties(&w);
    add_ways(&w);
    add_clauses(&w);
    answer_add_assumed(&w);
    answer_add_others(&w);
    return page;
}
