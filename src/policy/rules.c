/* rules.c - from statements to rules with conditions. */
#include "compile.h"

bool compile_act(compiler *c, token name, uint16_t *act_out)
{
    int act = heed_act_find(c->v, name.text);
    if (act >= 0) {
        *act_out = (uint16_t)act;
        return true;
    }
    nearest n = nearest_to(name.text);
    for (uint32_t i = 0; i < heed_act_count(c->v); i++)
        nearest_offer(&n, heed_act_get(c->v, i)->name);
    report_error(c->r, name.line, name.column, "There is no act named \"%.*s\".%.*s", heed_fmt(name.text),
                 heed_fmt(n.best.len ? nearest_hint(&n, c->mem) : heed_lit(" Take one from the vocabulary.")));
    return false;
}

void compile_act_and_narrower(compiler *c, uint16_t act, id_list *out)
{
    list_add(c->mem, out, act);
    for (size_t i = 0; i < c->v->wider_count; i++)
        if (c->v->widers[i].wider == act && !c->v->widers[i].when_count)
            list_add(c->mem, out, c->v->widers[i].act);
}

static bool role_named(compiler *c, token name, heed_fact *fact_out)
{
    const vocabulary_name *n = vocabulary_name_of(c->v, name.text, NAME_MEMBER);
    if (n && heed_text_is(c->v->facts[n->index].set, "role")) {
        *fact_out = n->index;
        return true;
    }
    for (size_t i = 0; i < c->s->group_count; i++)
        if (heed_text_eq(c->s->groups[i].name.text, name.text)) {
            *fact_out = HEED_FACT_NONE;
            return true;
        }
    const vocabulary_name *any = vocabulary_name_next(c->v, name.text, NULL);
    for (; any; any = vocabulary_name_next(c->v, name.text, any))
        if (any->kind == NAME_GROUP || any->kind == NAME_VALUE) {
            *fact_out = HEED_FACT_NONE;
            return true;
        }
    nearest near = nearest_to(name.text);
    for (size_t i = 0; i < c->v->name_count; i++)
        if (c->v->names[i].kind == NAME_MEMBER && heed_text_is(c->v->facts[c->v->names[i].index].set, "role"))
            nearest_offer(&near, c->v->names[i].text);
    report_error(c->r, name.line, name.column, "There is no role named \"%.*s\".%.*s", heed_fmt(name.text),
                 heed_fmt(nearest_hint(&near, c->mem)));
    return false;
}

static bool office_subject(compiler *c, const ruling *r)
{
    heed_fact roles[64];
    size_t n = 0;
    condition_roles(&c->l, &r->subject, roles, &n, 64);
    bool all = n > 0;
    for (size_t i = 0; i < n; i++)
        all = all && c->v->facts[roles[i]].office;
    return all;
}

static void set_aspects(compiler *c, rule *to)
{
    for (size_t i = 0; i < to->from->aspects.n; i++) {
        token name = to->from->aspects.at[i];
        size_t k = 0;
        while (k < c->aspect_count && !heed_text_eq(c->aspect_names[k], name.text))
            k++;
        if (k == 64) {
            report_error(c->r, name.line, name.column, "A policy has at most 64 aspects. Use one of those already named.");
            return;
        }
        if (k == c->aspect_count)
            *ARENA_PUSH(c->mem, c->aspect_names, c->aspect_count, c->aspects_cap) = name.text;
        to->aspects |= UINT64_C(1) << k;
    }
}

static rule rule_of(compiler *c, size_t at)
{
    const ruling *r = &c->s->rulings[at];
    rule out = { .from = r,
                 .statement = (uint32_t)at,
                 .clause = c->clause_of_ruling[at],
                 .modal = r->modal,
                 .trigger_rule = NO_RULE,
                 .trigger_event = UINT32_MAX,
                 .duty = UINT32_MAX,
                 .ask_whom = UINT32_MAX };
    heed_fact fact;
    out.flags = (r->baseline ? RULE_BASELINE : 0) | (r->reads_as ? RULE_READS_AS : 0) |
                (r->judgement.text.len && r->kind == RULING_RULE ? RULE_JUDGEMENT : 0);
    if (r->judgement.text.len && role_named(c, r->judgement, &fact))
        out.ask_whom = compile_name(c, r->judgement.text);
    if (r->leave_from.text.len && role_named(c, r->leave_from, &fact))
        out.ask_whom = compile_name(c, r->leave_from.text);
    for (size_t i = 0; i < r->acts.n; i++) {
        uint16_t act;
        if (compile_act(c, r->acts.at[i], &act))
            list_add(c->mem, &out.acts, act);
    }
    condition_add_choice(&c->l, &r->subject, PLACE_SUBJECT, false, &out.subject);
    if (r->subject.n && office_subject(c, r))
        out.flags |= RULE_OFFICE;
    condition_add_qualifiers(&c->l, &r->quals, false, &out.when);
    compile_check_tail(c, r);
    set_aspects(c, &out);
    return out;
}

static void add_rule(compiler *c, rule r)
{
    if (c->rule_count < MOST_RULES) {
        *ARENA_PUSH(c->mem, c->rules, c->rule_count, c->rules_cap) = r;
        return;
    }
    if (!c->full)
        report_error(c->r, r.from->line, r.from->column, "This policy has more than %d rules. Part it into two policies.",
                     MOST_RULES);
    c->full = true;
}

/* ---- leave: `only with` and `needs` make two rules of one statement */

static bool grants(compiler *c, const token_list *names, vocabulary_literal *held, size_t *n_out)
{
    bool ok = true;
    *n_out = 0;
    for (size_t i = 0; i < names->n && i < 16; i++) {
        words w = { c->r, (const token[]){ names->at[i],
                                           { .kind = TOKEN_END, .line = names->at[i].line, .column = names->at[i].column } } };
        fact_test test;
        bool found = vocabulary_fact(c->v, &w, heed_lit("permission-held"), &test);
        ok = ok && found;
        for (size_t k = 0; found && k < test.n && *n_out < 64; k++)
            held[(*n_out)++] = test.at[k];
    }
    return ok;
}

static void add_split(compiler *c, rule r, const token_list *names, blob_modal unmet, uint32_t unmet_flags)
{
    vocabulary_literal held[64];
    size_t n;
    if (!grants(c, names, held, &n))
        return;
    rule without = r;
    without.modal = unmet;
    without.flags = (r.flags & ~(uint32_t)RULE_BASELINE) | unmet_flags;
    without.when = (condition){ 0 };
    condition_append(c->mem, &without.when, &r.when);
    for (size_t i = 0; i < n; i++) {
        vocabulary_literal not_held = { held[i].fact, vocabulary_domain(c->v, held[i].fact) & ~held[i].mask };
        condition_add(c->mem, &without.when, &not_held, 1);
    }
    condition_add(c->mem, &r.when, held, n);
    add_rule(c, without);
    add_rule(c, r);
}

static void add_all(compiler *c, rule r)
{
    if (r.from->leave.n)
        add_split(c, r, &r.from->leave, MODAL_NEEDS_LEAVE, 0);
    else if (r.from->gate.n)
        add_split(c, r, &r.from->gate, MODAL_MUST_NOT, RULE_GATE);
    else
        add_rule(c, r);
}

/* ---- triggers */

static void wrong_trigger(compiler *c, token name)
{
    nearest near = nearest_to(name.text);
    for (size_t i = 0; i < c->v->name_count; i++) {
        const vocabulary_name *n = &c->v->names[i];
        if (n->kind == NAME_ACT || (n->kind == NAME_VALUE && c->v->fields[n->field].first == c->v->known.event))
            nearest_offer(&near, n->text);
    }
    report_error(c->r, name.line, name.column, "There is no event and no act named \"%.*s\".%.*s", heed_fmt(name.text),
                 heed_fmt(near.best.len ? nearest_hint(&near, c->mem) : heed_lit(" Take one from the vocabulary.")));
}

/* Breach and doubt are facts the second stage learns from the first; an event told as "breach" counts too. */
static void second_stage(compiler *c, rule *r, bool breach, int event)
{
    const vocabulary_known *k = &c->v->known;
    vocabulary_literal any[2];
    size_t n = 0;
    heed_fact fact = breach ? k->breach : k->doubt;
    if (fact != HEED_FACT_NONE)
        any[n++] = (vocabulary_literal){ fact, 2 };
    if (event >= 0)
        any[n++] = (vocabulary_literal){ k->event, UINT64_C(1) << event };
    r->flags |= RULE_SECOND_STAGE | (breach ? RULE_ON_BREACH : RULE_ON_DOUBT);
    condition_add(c->mem, &r->when, any, n);
}

/* False where the trigger is an act: the rule is then two. */
static bool compile_on(compiler *c, rule *r)
{
    const ruling *from = r->from;
    const vocabulary_known *k = &c->v->known;
    uint64_t events = 0;
    bool acts = false, second = false;
    r->flags |= RULE_TRIGGERED;
    for (size_t i = 0; i < from->trigger_names.n; i++) {
        token name = from->trigger_names.at[i];
        int event = k->event == HEED_FACT_NONE ? -1 : heed_value_find(c->v, k->event, name.text);
        int act = heed_act_find(c->v, name.text);
        bool alone = from->trigger_names.n == 1; /* among events, "breach" is the event somebody tells */
        bool breach = alone && token_is(name, "breach"), doubt = token_is(name, "doubt");
        if (breach || doubt) {
            second = true;
            second_stage(c, r, breach, event);
        }
        if (event >= 0) {
            events |= UINT64_C(1) << event;
            r->trigger_event = r->trigger_event == UINT32_MAX ? (uint32_t)event : r->trigger_event;
        } else if (act >= 0) {
            acts = true;
            compile_act_and_narrower(c, (uint16_t)act, &r->trigger_acts);
        } else if (!doubt && !breach) {
            wrong_trigger(c, name);
        }
    }
    if ((acts && events) || (second && from->trigger_names.n > 1))
        report_error(c->r, from->line, from->column,
                     "\"on\" joins an event and an act, or a breach and something else. Write a statement for each.");
    if (acts)
        return false;
    if (events && !second)
        condition_add(c->mem, &r->when, &(vocabulary_literal){ k->event, events }, 1);
    condition_add_qualifiers(&c->l, &from->trigger_quals, events != 0 && !second, &r->when);
    return true;
}

/* The trigger is the asked act, or an act told as what happened before. The qualifiers speak of that act, so each has a rule.
 */
static void add_on_act(compiler *c, rule r)
{
    rule after = r;
    after.when = (condition){ 0 };
    condition_append(c->mem, &after.when, &r.when);
    r.flags |= RULE_ON_ACT;
    after.flags |= RULE_AFTER_ACT;
    bool fine = condition_add_qualifiers(&c->l, &r.from->trigger_quals, false, &r.when);
    add_all(c, r);
    if (fine && condition_add_qualifiers(&c->l, &r.from->trigger_quals, true, &after.when))
        add_all(c, after);
}

static void compile_ruling(compiler *c, size_t at);

static void follow(compiler *c, rule base, size_t named)
{
    if (!c->ruling_done[named])
        compile_ruling(c, named);
    size_t upto = c->rule_count;
    for (size_t i = 0; i < upto && !c->full; i++) {
        if (c->rules[i].statement != named || (c->rules[i].flags & RULE_GATE) || c->rules[i].modal == MODAL_CITES)
            continue;
        rule r = base;
        r.when = (condition){ 0 };
        condition_append(c->mem, &r.when, &c->rules[i].when);
        condition_append(c->mem, &r.when, &base.when);
        if (!base.from->subject.n) {
            r.subject = c->rules[i].subject;
            r.flags |= c->rules[i].flags & RULE_OFFICE;
        }
        r.flags |= RULE_TRIGGERED |
                   (c->rules[i].flags & (RULE_SECOND_STAGE | RULE_ON_BREACH | RULE_ON_DOUBT | RULE_ON_ACT | RULE_AFTER_ACT));
        r.trigger_rule = (uint32_t)i;
        r.trigger_event = c->rules[i].trigger_event;
        if (c->rules[i].flags & RULE_TRIGGERED)
            r.trigger_acts = c->rules[i].trigger_acts;
        else
            for (size_t k = 0; k < c->rules[i].acts.n; k++)
                compile_act_and_narrower(c, c->rules[i].acts.at[k], &r.trigger_acts);
        add_all(c, r);
    }
}

static void compile_following(compiler *c, size_t at)
{
    const ruling *from = &c->s->rulings[at];
    token own = { TOKEN_WORD, from->id, from->line, from->column };
    const token_list *names = &(token_list){ &own, 1, 1 };
    if (from->trigger == TRIGGER_AFTER)
        names = &from->trigger_names;
    rule base = rule_of(c, at);
    for (size_t i = 0; i < names->n && !c->full; i++) {
        id_list named = compile_rulings_of(c, names->at[i]);
        size_t followed = 0;
        for (size_t k = 0; k < named.n && !c->full; k++) {
            const ruling *other = &c->s->rulings[named.at[k]];
            if (named.at[k] == at || other->kind != RULING_RULE || (from->trigger == TRIGGER_THEN && other->number != 1))
                continue;
            follow(c, base, named.at[k]);
            followed++;
        }
        if (named.n && !followed)
            report_error(c->r, from->line, from->column,
                         "%.*s follows a rule of clause %.*s, and there is none. Name a clause with a rule.",
                         heed_fmt(from->full_id), heed_fmt(names->at[i].text));
    }
}

static void compile_ruling(compiler *c, size_t at)
{
    const ruling *from = &c->s->rulings[at];
    if (c->ruling_done[at])
        return;
    if (c->ruling_open[at]) {
        report_error(c->r, from->line, from->column, "%.*s follows itself by way of \"then\" or \"after\". Break the ring.",
                     heed_fmt(from->full_id));
        return;
    }
    c->ruling_open[at] = true;
    if (from->trigger == TRIGGER_THEN || from->trigger == TRIGGER_AFTER) {
        compile_following(c, at);
    } else if (from->kind == RULING_RULE || from->kind == RULING_SCHEDULE || from->cites) {
        rule r = rule_of(c, at);
        bool whole = from->trigger != TRIGGER_ON || compile_on(c, &r);
        if (from->kind == RULING_SCHEDULE)
            r.flags |= RULE_OFFICE;
        if (whole)
            add_all(c, r);
        else
            add_on_act(c, r);
    } else {
        for (size_t i = 0; i < from->acts.n; i++) {
            uint16_t unused;
            compile_act(c, from->acts.at[i], &unused);
        }
    }
    c->ruling_open[at] = false;
    c->ruling_done[at] = true;
}

/* A rule that names breach or doubt in its condition runs second as well, whatever its trigger. */
static void mark_second_stage(compiler *c)
{
    const vocabulary_known *k = &c->v->known;
    for (size_t i = 0; i < c->rule_count; i++)
        for (size_t m = 0; m < c->rules[i].when.n; m++)
            for (size_t n = 0; n < c->rules[i].when.at[m].n; n++) {
                heed_fact fact = c->rules[i].when.at[m].at[n].fact;
                if (fact != HEED_FACT_NONE && (fact == k->breach || fact == k->doubt))
                    c->rules[i].flags |= RULE_SECOND_STAGE;
            }
}

void compile_rules(compiler *c)
{
    c->ruling_done = ARENA_NEW(c->mem, bool, c->s->ruling_count + 1);
    c->ruling_open = ARENA_NEW(c->mem, bool, c->s->ruling_count + 1);
    for (size_t i = 0; i < c->s->ruling_count; i++)
        compile_ruling(c, i);
    mark_second_stage(c);
    heed_fact fact;
    if (c->s->silence.len)
        role_named(c, c->s->silence_at, &fact);
}
