/* brief.c - a verdict as JSON. */
#include "brief.h"
#include "policy/blob.h"

static heed_text clause_of(const blob_head *head, uint16_t rule)
{
    const blob_rule *r = BLOB_AT(head, blob_rule, head->rules, rule);
    return blob_text(head, BLOB_AT(head, blob_clause, head->clauses, r->clause)->id);
}

static bool same_clause(const blob_head *head, uint16_t a, uint16_t b)
{
    return BLOB_AT(head, blob_rule, head->rules, a)->clause == BLOB_AT(head, blob_rule, head->rules, b)->clause;
}

/* Each clause once, in the order of the rules; the lists are short, so looking back is quick. */
static void clauses(const blob_head *head, const heed_verdict *v, json_out *out)
{
    json_name(out, heed_lit("clauses"));
    json_open(out, '[');
    for (uint16_t i = 0; i < v->deciding_count; i++) {
        bool again = false;
        for (uint16_t k = 0; k < i && !again; k++)
            again = same_clause(head, v->deciding[k], v->deciding[i]);
        if (!again)
            json_text(out, clause_of(head, v->deciding[i]));
    }
    json_close(out, ']');
}

static void text_unless_empty(json_out *out, heed_text name, heed_text value)
{
    if (value.len) {
        json_name(out, name);
        json_text(out, value);
    }
}

static void duty(const heed_vocabulary *words, const blob_head *head, uint16_t rule, json_out *out)
{
    const blob_rule *r = BLOB_AT(head, blob_rule, head->rules, rule);
    for (uint32_t i = 0; i < r->acts.n; i++) {
        json_open(out, '{');
        json_field(out, "clause", clause_of(head, rule));
        json_field(out, "act", heed_act_get(words, *BLOB_AT(head, uint16_t, r->acts, i))->name);
        if (r->duty != UINT32_MAX) {
            const blob_duty *d = BLOB_AT(head, blob_duty, head->duties, r->duty);
            text_unless_empty(out, heed_lit("to"), blob_text(head, d->to));
            text_unless_empty(out, heed_lit("form"), blob_text(head, d->form));
            text_unless_empty(out, heed_lit("deadline"), blob_text(head, d->deadline));
            text_unless_empty(out, heed_lit("keep"), blob_text(head, d->keep));
        }
        json_close(out, '}');
    }
}

void ask_brief(const heed_policy *policy, const heed_verdict *verdict, json_out *out)
{
    const blob_head *head = policy_head(policy);
    json_open(out, '{');
    json_field(out, "outcome", heed_text_of(heed_outcome_name(verdict->outcome)));
    json_name(out, heed_lit("flags"));
    json_number(out, verdict->flags);
    clauses(head, verdict, out);
    json_name(out, heed_lit("duties"));
    json_open(out, '[');
    for (uint16_t i = 0; i < verdict->duty_count; i++)
        duty(heed_policy_vocabulary(policy), head, verdict->duty[i], out);
    json_close(out, ']');
    json_field(out, "policy", blob_text(head, head->name));
    json_name(out, heed_lit("version"));
    json_number(out, head->version);
    json_close(out, '}');
}
