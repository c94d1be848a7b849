/* ask_json.c - an answer as one JSON object; docs/answer.schema.json describes it. */
#include "ask.h"
#include "base/json.h"

static heed_text name_of(const char *zero_ended)
{
    return heed_text_of(zero_ended);
}

static void write_flags(json_out *out, unsigned flags)
{
    static const struct {
        heed_flag flag;
        const char *name;
    } names[] = { { HEED_CONFLICT_FLAG, "CONFLICT" },
                  { HEED_SHOULD, "SHOULD" },
                  { HEED_LITERAL, "LITERAL" },
                  { HEED_LEGAL_RISK, "LEGAL-RISK" },
                  { HEED_KEPT_KNOWINGLY, "KEPT-KNOWINGLY" } };
    json_name(out, heed_lit("flags"));
    json_open(out, '[');
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (flags & names[i].flag)
            json_text(out, name_of(names[i].name));
    json_close(out, ']');
}

static void write_rules(json_out *out, heed_text name, const heed_cited_rule *rules, size_t count)
{
    json_name(out, name);
    json_open(out, '[');
    for (size_t i = 0; i < count; i++) {
        const heed_cited_rule *r = &rules[i];
        json_open(out, '{');
        json_field(out, "clause", r->clause);
        json_field(out, "statement", r->statement);
        json_field(out, "modal", r->modal);
        json_field(out, "force", r->force);
        json_name(out, heed_lit("line"));
        json_number(out, r->line);
        json_field(out, "prose", r->prose);
        json_field(out, "words", r->words);
        json_name(out, heed_lit("mattered"));
        json_texts(out, r->mattered);
        if (r->why_not.len)
            json_field(out, "why_not", r->why_not);
        json_close(out, '}');
    }
    json_close(out, ']');
}

static void write_duties(json_out *out, const heed_answer *a)
{
    json_name(out, heed_lit("duties"));
    json_open(out, '[');
    for (size_t i = 0; i < a->duty_count; i++) {
        const heed_duty *d = &a->duties[i];
        json_open(out, '{');
        json_name(out, heed_lit("clauses"));
        json_texts(out, d->clauses);
        json_field(out, "act", d->act);
        json_field(out, "who", d->who);
        json_name(out, heed_lit("to"));
        json_texts(out, d->to);
        json_field(out, "form", d->form);
        json_field(out, "deadline", d->deadline);
        json_field(out, "keep", d->keep);
        json_field(out, "before", d->before);
        json_field(out, "on_breach", d->on_breach);
        json_field(out, "force", d->force);
        json_close(out, '}');
    }
    json_close(out, ']');
}

/* "!relative" is fact relative, value no; "account=personal" is fact account, value personal; "!account=personal" the
 * value "not personal". */
static void write_token(json_out *out, heed_text token)
{
    bool no = token.len && token.at[0] == '!';
    heed_text fact = no ? (heed_text){ token.at + 1, token.len - 1 } : token;
    heed_text value = no ? heed_lit("no") : heed_lit("yes");
    for (size_t i = 0; i < fact.len; i++)
        if (fact.at[i] == '=') {
            value = (heed_text){ fact.at + i + 1, fact.len - i - 1 };
            value = no ? heed_text_printf(out->mem, "not %.*s", heed_fmt(value)) : value;
            fact.len = i;
        }
    json_field(out, "token", token);
    json_field(out, "fact", fact);
    json_field(out, "value", value);
}

static void write_assumed(json_out *out, const heed_answer *a)
{
    json_name(out, heed_lit("assumed"));
    json_open(out, '[');
    for (size_t i = 0; i < a->assumed_count; i++) {
        json_open(out, '{');
        write_token(out, a->assumed[i].token);
        json_field(out, "question", a->assumed[i].question);
        json_field(out, "why", a->assumed[i].why);
        json_close(out, '}');
    }
    json_close(out, ']');
}

static heed_text answered_by(heed_answered_by who)
{
    static const char *const names[] = { "asker", "register", "school", "clock", "nobody" }; /* ORDER: heed_answered_by */
    return name_of((size_t)who < sizeof names / sizeof names[0] ? names[who] : "asker");
}

static void write_asks(json_out *out, const heed_answer *a)
{
    json_name(out, heed_lit("asks"));
    json_open(out, '[');
    for (size_t i = 0; i < a->ask_count; i++) {
        const heed_ask *ask = &a->asks[i];
        json_open(out, '{');
        json_field(out, "fact", ask->fact);
        json_field(out, "question", ask->question);
        json_field(out, "answered_by", answered_by(ask->answered_by));
        json_name(out, heed_lit("answers"));
        json_open(out, '[');
        for (size_t k = 0; k < ask->answers.len; k++) {
            json_open(out, '{');
            json_field(out, "token", ask->answers.at[k]);
            if (k < ask->outcomes.len)
                json_field(out, "outcome", ask->outcomes.at[k]);
            json_close(out, '}');
        }
        json_close(out, ']');
        json_close(out, '}');
    }
    json_close(out, ']');
}

static void write_ways(json_out *out, const heed_answer *a)
{
    json_name(out, heed_lit("ways"));
    json_open(out, '[');
    for (size_t i = 0; i < a->way_count; i++) {
        json_open(out, '{');
        json_name(out, heed_lit("change"));
        json_texts(out, a->ways[i].change);
        json_field(out, "outcome", name_of(heed_outcome_name(a->ways[i].outcome)));
        json_field(out, "question", a->ways[i].question);
        json_close(out, '}');
    }
    json_close(out, ']');
}

static void write_reading(json_out *out, const heed_reading *reading)
{
    json_name(out, heed_lit("reading"));
    json_open(out, '[');
    for (size_t i = 0; i < reading->fact_count; i++) {
        const heed_reading_fact *f = &reading->facts[i];
        json_open(out, '{');
        json_field(out, "fact", f->fact);
        json_field(out, "value", f->value);
        json_field(out, "token", f->token);
        json_field(out, "words", f->words);
        json_name(out, heed_lit("from"));
        json_number(out, f->from);
        json_name(out, heed_lit("to"));
        json_number(out, f->to);
        json_close(out, '}');
    }
    json_close(out, ']');
    json_name(out, heed_lit("unread"));
    json_texts(out, reading->unread);
    json_field(out, "summary", reading->summary);
}

static void write_policy(json_out *out, const heed_policy *policy)
{
    const heed_policy_info *about = heed_policy_about(policy);
    json_field(out, "policy", about->name);
    json_field(out, "school", about->school);
    json_name(out, heed_lit("version"));
    json_number(out, about->version);
    json_field(out, "hash", about->hash);
}

heed_text ask_json(const ask_result *result, heed_arena *mem)
{
    const heed_answer *a = &result->answer;
    json_out out = json_begin(mem, 4096);
    json_open(&out, '{');
    json_field(&out, "outcome", name_of(heed_outcome_name(a->outcome)));
    json_field(&out, "shown", name_of(heed_outcome_shown(a->outcome, a->baseline)));
    json_name(&out, heed_lit("baseline"));
    json_bool(&out, a->baseline);
    json_name(&out, heed_lit("judgement"));
    json_bool(&out, a->judgement);
    json_field(&out, "mood", name_of(heed_mood_name(a->mood)));
    write_flags(&out, a->flags);
    json_name(&out, heed_lit("clauses"));
    json_texts(&out, a->clauses);
    json_field(&out, "ask_whom", a->ask_whom);
    write_duties(&out, a);
    write_assumed(&out, a);
    write_asks(&out, a);
    write_ways(&out, a);
    json_field(&out, "question", result->request.question);
    write_reading(&out, &result->reading);
    write_rules(&out, heed_lit("deciding"), a->deciding, a->deciding_count);
    write_rules(&out, heed_lit("cited"), a->cited, a->cited_count);
    write_rules(&out, heed_lit("losing"), a->losing, a->losing_count);
    write_rules(&out, heed_lit("unfired"), a->unfired, a->unfired_count);
    json_field(&out, "literal_why", a->literal_why);
    json_name(&out, heed_lit("as_of"));
    json_day(&out, a->as_of);
    write_policy(&out, result->policy);
    json_close(&out, '}');
    return json_done(&out);
}
