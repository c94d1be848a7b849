/* render.c - an answer on a terminal. It shows what the page shows, in the same order: how the words were read, the verdict,
 * what to do now, when it would be otherwise, the clauses, what was assumed. */
#include "render.h"
#include "app/say.h"
#include "base/arena.h"

enum { LABEL = 10 };

typedef struct {
    cli_out *out;
    const ask_result *result;
    heed_text path;
    heed_arena *mem;
} view;

static heed_text joined(heed_texts list, const char *between, heed_arena *mem)
{
    heed_text all = { "", 0 };
    for (size_t i = 0; i < list.len; i++)
        all = heed_text_printf(mem, "%.*s%s%.*s", heed_fmt(all), i ? between : "", heed_fmt(list.at[i]));
    return all;
}

/* "  Do now    text, wrapped below itself" */
static void row(view *v, const char *label, heed_text text)
{
    if (!text.len)
        return;
    fprintf(v->out->to, "  %-*s", LABEL, label);
    cli_wrap(v->out, LABEL + 2, LABEL + 2, text);
}

static const char *colour_of(heed_outcome outcome)
{
    /* ORDER: outcome */
    static const char *const codes[] = { "1;31", "1;33", "1;33", "1;36", "1;32", "1;32", "1;35", "1;34" };
    return codes[outcome];
}

/* A token in the words of the pages, and as it is written. */
static heed_text token_words(const view *v, heed_text token)
{
    return heed_text_printf(v->mem, "%.*s (%.*s)",
                            heed_fmt(say_token(heed_policy_vocabulary(v->result->policy), token, v->mem)), heed_fmt(token));
}

/* ---- parts of the answer */

static const char *shown_name(heed_text outcome)
{
    for (int i = HEED_PROHIBITED; i <= HEED_UNCLEAR; i++)
        if (heed_text_is(outcome, heed_outcome_name((heed_outcome)i)))
            return heed_outcome_shown((heed_outcome)i, false);
    return "";
}

static void reading(view *v)
{
    const heed_reading *r = &v->result->reading;
    if (!v->result->request.question.len)
        return;
    row(v, "Read as", r->summary);
    heed_texts tokens = { ARENA_NEW(v->mem, heed_text, r->fact_count), r->fact_count };
    for (size_t i = 0; i < r->fact_count; i++)
        tokens.at[i] = r->facts[i].token;
    row(v, "", joined(tokens, v->out->utf8 ? " · " : ", ", v->mem));
    if (r->unread.len)
        row(v, "Not read", joined(r->unread, ", ", v->mem));
}

static void verdict(view *v)
{
    const heed_answer *a = &v->result->answer;
    const char *shown = heed_outcome_shown(a->outcome, a->baseline);
    cli_style(v->out, colour_of(a->outcome), heed_text_of(shown));
    if (a->judgement)
        cli_put(v->out, heed_text_printf(v->mem, " (for the %.*s to judge)", heed_fmt(a->ask_whom)));
    if (a->flags & HEED_SHOULD)
        cli_put(v->out, heed_lit(" (the policy says \"should\")"));
    cli_put(v->out, heed_lit("\n"));
    if (a->flags & HEED_CONFLICT_FLAG)
        row(v, "Conflict", heed_lit("The policy says two things that do not fit together. This is the stricter one."));
    if (a->flags & HEED_LITERAL)
        row(v, "To note",
            a->literal_why.len
                ? a->literal_why
                : heed_lit("This follows from the words, and is surely not what was meant. Ask before you act."));
    if (a->flags & HEED_LEGAL_RISK)
        row(v, "Law", heed_lit("What the policy asks here may be against the law. Take advice first."));
    if (a->outcome == HEED_NOT_ADDRESSED && a->ask_whom.len)
        row(v, "Ask", heed_text_printf(v->mem, "the %.*s. Silence is not permission.", heed_fmt(a->ask_whom)));
}

static void duties(view *v)
{
    const heed_answer *a = &v->result->answer;
    const heed_vocabulary *words = heed_policy_vocabulary(v->result->policy);
    for (size_t i = 0; i < a->duty_count; i++) {
        const heed_duty *d = &a->duties[i];
        heed_text text = say_act(words, d->act, v->mem);
        heed_texts to = { ARENA_NEW(v->mem, heed_text, d->to.len), d->to.len };
        for (size_t k = 0; k < to.len; k++)
            to.at[k] = say_recipient(words, d->to.at[k], v->mem);
        if (to.len)
            text = heed_text_printf(v->mem, "%.*s: %.*s", heed_fmt(text), heed_fmt(joined(to, ", ", v->mem)));
        heed_text more[] = { d->form, say_deadline(words, d->deadline, v->mem), say_name(d->keep, v->mem),
                             say_name(d->before, v->mem) };
        for (size_t k = 0; k < sizeof more / sizeof more[0]; k++)
            if (more[k].len)
                text = heed_text_printf(v->mem, "%.*s, %.*s", heed_fmt(text), heed_fmt(more[k]));
        /* A group of the policy's own ("bound") says nothing to a reader; a role or an office does. */
        if (d->who.len && heed_fact_find(words, d->who) != HEED_FACT_NONE)
            text = heed_text_printf(v->mem, "%.*s: %.*s", heed_fmt(say_name(d->who, v->mem)), heed_fmt(text));
        text = heed_text_printf(v->mem, "%.*s [%.*s %.*s]", heed_fmt(text), heed_fmt(d->force),
                                heed_fmt(joined(d->clauses, " ", v->mem)));
        row(v, i ? "" : "To do", text);
    }
}

/* "in a lesson, at break: No". Answers that lead to one outcome stand together. */
static void answers_to(view *v, const heed_ask *ask, heed_text outcome)
{
    heed_text words = { "", 0 };
    for (size_t k = 0; k < ask->answers.len && k < ask->outcomes.len; k++)
        if (heed_text_eq(ask->outcomes.at[k], outcome))
            words =
                heed_text_printf(v->mem, "%.*s%s%.*s", heed_fmt(words), words.len ? ", " : "", heed_fmt(ask->answers.at[k]));
    row(v, "", heed_text_printf(v->mem, "%.*s: %s", heed_fmt(words), shown_name(outcome)));
}

/* What would change the answer; answers that would not are left out. */
static void question(view *v, const char *label, const heed_ask *ask)
{
    const heed_answer *a = &v->result->answer;
    row(v, label, ask->question.len ? ask->question : ask->fact);
    for (size_t k = 0; k < ask->outcomes.len; k++) {
        bool first = true;
        for (size_t before = 0; before < k; before++)
            first = first && !heed_text_eq(ask->outcomes.at[before], ask->outcomes.at[k]);
        if (first && !heed_text_is(ask->outcomes.at[k], heed_outcome_name(a->outcome)))
            answers_to(v, ask, ask->outcomes.at[k]);
    }
}

static void otherwise(view *v, bool fully)
{
    const heed_answer *a = &v->result->answer;
    bool unclear = a->outcome == HEED_UNCLEAR;
    for (size_t i = 0; i < a->ask_count && i < (unclear ? 1 : fully ? 8 : 3); i++)
        question(v, i ? "" : unclear ? "Tell me" : "Unless", &a->asks[i]);
    for (size_t i = 0; i < a->way_count; i++)
        row(v, i ? "" : "Would be",
            heed_text_printf(v->mem, "%s, with %.*s", heed_outcome_shown(a->ways[i].outcome, false),
                             heed_fmt(joined(a->ways[i].change, " and ", v->mem))));
}

/* Prose often begins with its own clause number, which stands above it already. */
static heed_text without_id(heed_text prose, heed_text id)
{
    if (prose.len > id.len && heed_text_eq((heed_text){ prose.at, id.len }, id) && prose.at[id.len] == ' ')
        return (heed_text){ prose.at + id.len, prose.len - id.len };
    return prose;
}

static void rules(view *v, const char *label, const heed_cited_rule *list, size_t count, bool why)
{
    for (size_t i = 0; i < count; i++) {
        const heed_cited_rule *r = &list[i];
        row(v, i ? "" : label,
            heed_text_printf(v->mem, "%.*s %.*s  %.*s:%u", heed_fmt(r->statement.len ? r->statement : r->clause),
                             heed_fmt(r->modal), heed_fmt(v->path), r->line));
        row(v, "", without_id(r->prose, r->clause));
        if (why) {
            row(v, "", r->words);
            row(v, "",
                r->mattered.len ? heed_text_printf(v->mem, "because: %.*s", heed_fmt(joined(r->mattered, ", ", v->mem)))
                                : (heed_text){ 0 });
            row(v, "",
                r->why_not.len ? heed_text_printf(v->mem, "stopped by: %.*s", heed_fmt(token_words(v, r->why_not)))
                               : (heed_text){ 0 });
        }
    }
}

/* A few are enough beside a short answer; the long one has them all. */
static void assumed(view *v, bool fully)
{
    enum { FEW = 5 };
    const heed_answer *a = &v->result->answer;
    size_t shown = fully || a->assumed_count <= FEW + 1 ? a->assumed_count : FEW;
    for (size_t i = 0; i < shown; i++)
        row(v, i ? "" : "Assumed", token_words(v, a->assumed[i].token));
    if (shown < a->assumed_count)
        row(v, "", heed_text_printf(v->mem, "and %zu more, which `heed explain` shows", a->assumed_count - shown));
}

static void foot(view *v)
{
    const heed_policy_info *about = heed_policy_about(v->result->policy);
    heed_date day = v->result->answer.as_of;
    heed_text when =
        day ? heed_text_printf(v->mem, " as of %04d-%02d-%02d", day / 10000, day / 100 % 100, day % 100) : (heed_text){ "", 0 };
    cli_style(v->out, "2",
              heed_text_printf(v->mem, "%.*s, version %d, %.12s%.*s", heed_fmt(about->school.len ? about->school : about->name),
                               about->version, about->hash.len >= 12 ? about->hash.at : "", heed_fmt(when)));
    cli_put(v->out, heed_lit("\n"));
}

void render_answer(cli_out *out, const ask_result *result, heed_text path, bool fully, heed_arena *mem)
{
    view v = { out, result, path, mem };
    const heed_answer *a = &result->answer;
    reading(&v);
    verdict(&v);
    duties(&v);
    otherwise(&v, fully);
    rules(&v, "Because", a->deciding, a->deciding_count, fully);
    if (fully || a->outcome == HEED_NOT_ADDRESSED)
        rules(&v, "See also", a->cited, a->cited_count, fully);
    assumed(&v, fully);
    if (fully) {
        rules(&v, "Gave way", a->losing, a->losing_count, true);
        rules(&v, "Exception", a->unfired, a->unfired_count, true);
    }
    foot(&v);
}

/* ---- for programs */

/* A tab or a line end within a value would break the line it stands on. */
static void put_cell(cli_out *out, heed_text text)
{
    for (size_t i = 0; i < text.len; i++)
        fputc(text.at[i] == '\t' || text.at[i] == '\n' || text.at[i] == '\r' ? ' ' : text.at[i], out->to);
}

static void plain(cli_out *out, const char *key, heed_text value)
{
    fprintf(out->to, "%s\t", key);
    put_cell(out, value);
    fputc('\n', out->to);
}

void render_plain(cli_out *out, const ask_result *result, heed_arena *mem)
{
    const heed_answer *a = &result->answer;
    plain(out, "outcome", heed_text_of(heed_outcome_name(a->outcome)));
    plain(out, "shown", heed_text_of(heed_outcome_shown(a->outcome, a->baseline)));
    plain(out, "clauses", joined(a->clauses, " ", mem));
    for (size_t i = 0; i < a->duty_count; i++)
        plain(out, "duty",
              heed_text_printf(mem, "%.*s to %.*s %.*s %.*s", heed_fmt(a->duties[i].act),
                               heed_fmt(joined(a->duties[i].to, ",", mem)), heed_fmt(a->duties[i].form),
                               heed_fmt(a->duties[i].deadline)));
    for (size_t i = 0; i < a->assumed_count; i++)
        plain(out, "assumed", a->assumed[i].token);
    for (size_t i = 0; i < a->ask_count; i++)
        plain(out, "ask", a->asks[i].question.len ? a->asks[i].question : a->asks[i].fact);
    for (size_t i = 0; i < result->reading.fact_count; i++)
        plain(out, "read", result->reading.facts[i].token);
    if (result->reading.unread.len)
        plain(out, "unread", joined(result->reading.unread, " ", mem));
}

void render_line(cli_out *out, const ask_result *result, heed_arena *mem)
{
    cli_put(out, heed_text_of(heed_outcome_name(result->answer.outcome)));
    fputc('\t', out->to);
    put_cell(out, joined(result->answer.clauses, " ", mem));
    fputc('\t', out->to);
    put_cell(out, result->request.question);
    fputc('\n', out->to);
}
