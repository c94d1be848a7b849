/* lint_exceptions.c - bans that catch people nobody meant, rules nobody can be held to, powers a school does not have. */
#include "headings.h"
#include "watch.h"
#include <string.h>

static const heed_lint_rule rules[] = {
    { "missing-exception", "warning", "A rule catches people or cases nobody meant",
      "The words are wide, and no exception frees those whom hardly any school means: close family, a couple, the school's own "
      "page, "
      "an emergency.",
      "\"Staff have no contact with pupils on social media.\" A teacher's own daughter is a pupil.",
      "Add an exception: \"This does not hold for close family. Tell the head about it.\" Or keep it on purpose and say so." },
    { "legal-risk", "warning", "The law may not allow this",
      "The rule touches a right that the law protects. It may be fine with a good reason, a fair limit and words that say "
      "both.",
      "\"Staff do not write about politics on private pages.\"",
      "Say why, how far it goes, and whom to ask. Take advice if unsure." },
    { "monitoring-without-purpose", "warning", "People are watched, and nothing says what for",
      "Whoever is watched at work has to know what for, how far it goes, and who sees what is found.",
      "\"The school may monitor all use of its systems.\"",
      "Say what it is for, that people are told, how far it goes, and who looks at the results." },
    { "power-over-parents", "note", "Rules for parents, with a threat",
      "A school's policy binds those who work there. Parents are bound by law and by what they agreed to, not by this text.",
      "\"Parents who write badly about the school will be reported to the police.\"",
      "Ask, explain, and keep the police and the courts for what the law forbids. Or have parents agree in writing." },
    { "beyond-the-sanction", "warning", "Bound by the rules, beyond the sanction",
      "Rules bind some people, and nothing that the text can do about a breach reaches them.",
      "The text binds governors, and answers breaches with the staff procedure. Governors are no staff.",
      "Say what happens when they break the rules: who talks to them, and what can be ended." },
    { "slips-out", "note", "Somebody slips out of a few rules",
      "Rules under one heading bind one group of people. Some of them are worded so that one or two of the group are left out, "
      "which "
      "may be a slip of the pen.",
      "The part is for helpers and supply staff. The rule on phones speaks of helpers and students alone.",
      "Name them in these rules as well, or say why they are left out." },
    { "heading-wider", "warning", "A heading names more people than its rules",
      "The heading says that the part is for some people, and no rule in it is.",
      "\"Parents, volunteers and visitors\" over rules that bind parents alone.",
      "Name them in the rules, or take them out of the heading." },
};

/* ---- probes: situations in which an outcome is surely not what was meant */

static bool names_probe_act(const lint *l, const blob_probe *p, uint32_t act)
{
    for (uint32_t i = 0; i < p->acts.n; i++)
        if (*BLOB_AT(l->h, uint16_t, p->acts, i) == act)
            return true;
    return false;
}

static bool reaches_act(const lint *l, const blob_probe *p, uint32_t act)
{
    size_t count;
    const vocabulary_wider *w = vocabulary_widers(l->v, &count);
    for (uint32_t i = 0; i < p->acts.n; i++) {
        uint16_t own = *BLOB_AT(l->h, uint16_t, p->acts, i);
        if (own == act)
            return true;
        for (size_t k = 0; k < count; k++)
            if (w[k].act == act && w[k].wider == own && !w[k].when_count)
                return true;
    }
    return false;
}

static const blob_literal *probe_literal(const lint *l, const blob_conjunct *c, uint32_t i)
{
    return BLOB_AT(l->h, blob_literal, l->h->literals, c->first + i);
}

/* A fact with all that follows from it: "we have children in one class" makes the other person a parent, asked or not. */
static diagram with_what_follows(lint *l, const lint_act *a, const blob_literal *lit, bool *follows)
{
    heed_error err;
    diagram all = DIAGRAM_ALL;
    heed_situation_clear(l->told);
    if (heed_situation_tell(l->told, fact_token(l->x, lit->fact, lit->mask, l->mem), &err) != HEED_OK ||
        heed_situation_settle(l->told, &err) != HEED_OK)
        return all;
    for (uint32_t i = a->s->count; i-- > 0;) {
        uint32_t fact = a->s->fact_of[i];
        bool known = l->told->how[fact] == KNOWN_TOLD || l->told->how[fact] == KNOWN_IMPLIED;
        if (!known)
            continue;
        follows[fact] |= l->x->info[fact % l->x->n]->one_valued || l->told->now[fact] == 2; /* what is so, not what is not */
        all = diagram_and(a->s->d, diagram_literal(a->s->d, i, l->told->now[fact]), all);
    }
    return all;
}

/* Where the probe's own condition holds. follows: by fact, what that says something of. */
static diagram probe_where(lint *l, const lint_act *a, const blob_probe *p, bool *follows)
{
    diagram all = a->s->valid;
    for (uint32_t i = 0; i < p->when.n; i++) {
        const blob_conjunct *c = BLOB_AT(l->h, blob_conjunct, p->when, i);
        diagram any = DIAGRAM_NONE;
        for (uint32_t k = 0; k < c->n; k++)
            any = diagram_or(a->s->d, any, with_what_follows(l, a, probe_literal(l, c, k), follows));
        all = diagram_and(a->s->d, all, any);
    }
    return all;
}

static bool probe_names(const lint *l, const blob_probe *p, uint32_t fact)
{
    for (uint32_t i = 0; i < p->when.n; i++) {
        const blob_conjunct *c = BLOB_AT(l->h, blob_conjunct, p->when, i);
        for (uint32_t k = 0; k < c->n; k++)
            if (probe_literal(l, c, k)->fact == fact)
                return true;
    }
    return false;
}

static bool probe_names_role(const lint *l, const blob_probe *p)
{
    for (size_t i = 0; i < l->x->role_count; i++)
        if (probe_names(l, p, l->x->roles[i]))
            return true;
    return false;
}

/* What makes a case a special one, whoever it is: the checklist says so. */
static bool is_aside(const lint *l, uint32_t fact)
{
    const heed_checklist *c = l->options->checklist;
    for (size_t i = 0; c && i < c->aside_fact_count; i++)
        if (c->aside_facts[i] == fact)
            return true;
    return false;
}

static bool is_aside_act(const lint *l, uint32_t act)
{
    const heed_checklist *c = l->options->checklist;
    for (size_t i = 0; c && i < c->aside_act_count; i++)
        if (c->aside_acts[i] == act)
            return true;
    return false;
}

static bool probe_names_event(const lint *l, const blob_probe *p)
{
    for (uint32_t fact = l->x->n; fact < 2 * l->x->n; fact++)
        if (probe_names(l, p, fact))
            return true;
    return false;
}

static bool probe_settles(const lint *l, const blob_probe *p, const vocabulary_literal *is)
{
    for (uint32_t i = 0; i < p->when.n; i++) {
        const blob_conjunct *c = BLOB_AT(l->h, blob_conjunct, p->when, i);
        if (c->n == 1 && probe_literal(l, c, 0)->fact == is->fact && probe_literal(l, c, 0)->mask == is->mask)
            return true;
    }
    return false;
}

/* What the vocabulary takes for granted where the probe holds: the school's account is used for the school. */
static diagram as_presumed(const lint *l, const lint_act *a, const blob_probe *p, diagram where)
{
    size_t count;
    const vocabulary_default *d = vocabulary_defaults(l->v, &count);
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < d[i].if_count; k++) {
            uint16_t variable = a->s->variable_of[d[i].then.fact];
            if (variable != UINT16_MAX && probe_settles(l, p, &d[i].if_any[k]) && !probe_names(l, p, d[i].then.fact))
                where = diagram_and(a->s->d, where, diagram_literal(a->s->d, variable, d[i].then.mask));
        }
    return where;
}

/* In the plain case nothing is the matter besides what the probe names: no bad words, no special circumstance, no second role,
 * nothing that happened before. */
static diagram plain_case(const lint *l, const lint_act *a, const blob_probe *p, const bool *follows, diagram where)
{
    bool roles_named = probe_names_role(l, p), event_named = probe_names_event(l, p);
    for (uint32_t i = a->s->count; i-- > 0;) {
        uint32_t fact = a->s->fact_of[i], plain = fact % l->x->n;
        const heed_fact_info *info = l->x->info[plain];
        bool role = l->x->role_count && l->x->set_of[plain] == l->x->set_of[l->x->roles[0]] && fact < l->x->n;
        bool extra = info->presumed == HEED_PRESUMED_ABSENT || is_aside(l, plain) || (role && roles_named);
        /* What the law asks, it asks whatever the purpose and whoever is told. */
        bool law = p->flag == HEED_LEGAL_RISK && info->one_valued && fact < l->x->n && fact != l->x->known.event;
        if (!extra || law || follows[fact] || (event_named && (fact >= l->x->n || fact == l->x->known.event)))
            continue;
        if (info->one_valued && fact != l->x->known.event) /* what it is for, where it is kept: it may as well be so */
            continue;
        uint64_t none = info->one_valued ? 1ull << HEED_VALUE_OTHER & a->s->domain[i] : 1;
        where = diagram_and(a->s->d, where, diagram_literal(a->s->d, i, none));
    }
    return where;
}

/* What was found, by reason: several probes may come to one reason, several reasons to the same clauses. */
typedef struct {
    const char *rule;
    heed_text why;
    const blob_probe *probe; /* the first */
    lint_clauses clauses;
    space *s;
    diagram where;
} probe_hits;
typedef struct {
    probe_hits *at;
    size_t len, cap;
} all_hits;

static probe_hits *hits_of(lint *l, all_hits *all, const blob_probe *p)
{
    heed_text why = blob_text(l->h, p->why);
    for (size_t i = 0; i < all->len; i++)
        if (heed_text_eq(all->at[i].why, why))
            return &all->at[i];
    probe_hits *hits = ARENA_PUSH(l->mem, all->at, all->len, all->cap);
    *hits = (probe_hits){ .rule = p->flag == HEED_LITERAL ? "missing-exception" : "legal-risk", .why = why, .probe = p };
    return hits;
}

static void try_probe(lint *l, const lint_act *a, const blob_probe *p, probe_hits *hits)
{
    bool *follows = ARENA_NEW(l->mem, bool, 2 * (size_t)l->x->n);
    diagram where = probe_where(l, a, p, follows), bad = DIAGRAM_NONE;
    where = as_presumed(l, a, p, plain_case(l, a, p, follows, where));
    for (unsigned o = 0; o < HEED_NOT_ADDRESSED; o++)
        if (p->outcomes & 1u << o)
            bad = diagram_or(a->s->d, bad, diagram_or(a->s->d, a->may[o], a->must[o]));
    where = diagram_and(a->s->d, where, bad);
    for (size_t i = 0; where != DIAGRAM_NONE && i < a->rules.len; i++) {
        const rule_fires *f = &a->rules.at[i];
        if (f->says >= HEED_NOT_ADDRESSED || !(p->outcomes & 1u << f->says) ||
            diagram_and(a->s->d, f->fires, where) == DIAGRAM_NONE)
            continue;
        lint_clause_add(&hits->clauses, lint_rule_at(l, f->rule)->clause);
        if (!hits->s) {
            hits->s = a->s;
            hits->where = diagram_and(a->s->d, f->fires, where);
        }
    }
}

static void look_at_probe(lint *l, const blob_probe *p, all_hits *all)
{
    probe_hits *hits = hits_of(l, all, p);
    for (uint32_t act = 0; act < heed_act_count(l->v); act++) {
        bool tried = names_probe_act(l, p, act) || (reaches_act(l, p, act) && !is_aside_act(l, act));
        const lint_act *a = tried ? lint_of(l, act) : NULL;
        if (a)
            try_probe(l, a, p, hits);
    }
}

static bool same_list(const lint_clauses *a, const lint_clauses *b)
{
    for (size_t i = 0; i < a->n; i++) {
        bool in = false;
        for (size_t k = 0; k < b->n; k++)
            in |= a->at[i] == b->at[k];
        if (!in)
            return false;
    }
    return a->n == b->n;
}

/* Of a part of the probe's condition that the picture does not show: an alternative that no rule asks; NULL when it shows it.
 */
static const blob_literal *unasked(const lint *l, const space *s, const uint64_t *masks, const blob_conjunct *c)
{
    const blob_literal *found = NULL;
    for (uint32_t k = 0; k < c->n; k++) {
        const blob_literal *lit = probe_literal(l, c, k);
        uint16_t variable = s->variable_of[lit->fact];
        if (variable != UINT16_MAX && !(masks[variable] & ~lit->mask))
            return NULL;
        bool open = l->x->info[lit->fact % l->x->n]->presumed == HEED_PRESUMED_NONE; /* not so only if somebody says so */
        if (variable == UINT16_MAX && !found && (open || lint_names(l, lit)))
            found = lit;
    }
    return found;
}

/* What the probe is about may be asked by no rule: a ban that takes no note of it. It is told all the same. */
static void tell_unasked(lint *l, const probe_hits *hits, heed_lint_finding *f)
{
    uint64_t *masks = ARENA_NEW(l->mem, uint64_t, hits->s->count + 1);
    if (!picture_of(hits->s, hits->where, masks))
        return;
    for (uint32_t i = 0; i < hits->probe->when.n; i++) {
        const blob_literal *lit = unasked(l, hits->s, masks, BLOB_AT(l->h, blob_conjunct, hits->probe->when, i));
        if (!lit)
            continue;
        heed_text words = picture_fact_words(hits->s, &(vocabulary_literal){ lit->fact, lit->mask }, l->mem);
        f->situation = heed_text_printf(l->mem, "%.*s %.*s", heed_fmt(f->situation), heed_fmt(words));
        heed_text *tokens = ARENA_NEW(l->mem, heed_text, f->facts.len + 1);
        memcpy(tokens, f->facts.at, f->facts.len * sizeof *tokens);
        tokens[f->facts.len] = fact_token(l->x, lit->fact, lit->mask, l->mem);
        f->facts = (heed_texts){ tokens, f->facts.len + 1 };
    }
}

static void report_hits(lint *l, all_hits *all, size_t at)
{
    probe_hits *hits = &all->at[at];
    heed_text whys = hits->why;
    for (size_t i = at + 1; i < all->len; i++)
        if (all->at[i].s && all->at[i].rule == hits->rule && same_list(&all->at[i].clauses, &hits->clauses)) {
            whys = heed_text_printf(l->mem, "%.*s %.*s", heed_fmt(whys), heed_fmt(all->at[i].why));
            all->at[i].s = NULL;
        }
    heed_text ids = lint_clause_list(l, &hits->clauses);
    heed_lint_finding *f = lint_say(l, hits->rule, &hits->clauses, "%.*s: %.*s", heed_fmt(ids), heed_fmt(whys));
    lint_show(l, f, hits->s, hits->where);
    tell_unasked(l, hits, f);
}

static void look_at_probes(lint *l)
{
    all_hits all = { 0 };
    for (uint32_t i = 0; i < l->h->probes.n; i++)
        if (!BLOB_AT(l->h, blob_probe, l->h->probes, i)->kept)
            look_at_probe(l, BLOB_AT(l->h, blob_probe, l->h->probes, i), &all);
    for (size_t i = 0; i < all.len; i++)
        if (all.at[i].s)
            report_hits(l, &all, i);
}

/* ---- bound, and beyond the sanction */

/* "If a governor breaks it": the sanction speaks of them by name, and not in a long list of everybody. */
static bool is_meant_by_name(const lint *l, const blob_rule *r, heed_fact role)
{
    enum { FEW = 4 };
    for (uint32_t i = 0; i < r->when.n; i++) {
        const blob_conjunct *c = BLOB_AT(l->h, blob_conjunct, r->when, i);
        for (uint32_t k = 0; c->n <= FEW && k < c->n; k++) {
            const blob_literal *lit = probe_literal(l, c, k);
            if (lit->fact == role + l->x->n && lit->mask == 2)
                return true;
        }
    }
    return false;
}

static bool in_reach(const sanction *s, heed_fact role)
{
    for (size_t i = 0; i < s->n; i++)
        if (s->roles[i] == role)
            return true;
    return false;
}

/* A rule written for just these people: "if a governor breaks it". It reaches them, whatever the act can do in general. */
static bool made_for(const lint *l, const blob_rule *r, const sanction *s, heed_fact role)
{
    for (uint32_t i = 0; i < r->when.n; i++) {
        const blob_conjunct *c = BLOB_AT(l->h, blob_conjunct, r->when, i);
        bool names = false, others = false;
        for (uint32_t k = 0; k < c->n; k++) {
            const blob_literal *lit = BLOB_AT(l->h, blob_literal, l->h->literals, c->first + k);
            names |= lit->fact == role + l->x->n && lit->mask == 2;
            others |= lit->fact < l->x->n || lit->mask != 2 || in_reach(s, lit->fact - l->x->n);
        }
        if (names && !others)
            return true;
    }
    return false;
}

static bool is_reached(const lint *l, heed_fact role, lint_clauses *sanctions)
{
    const heed_checklist *c = l->options->checklist;
    bool reached = false;
    for (size_t i = 0; i < c->sanction_count; i++)
        for (uint32_t k = 0; k < l->h->rules.n; k++) {
            const blob_rule *r = lint_rule_at(l, k);
            if (r->modal == MODAL_CITES || watch_is_ban(r) || !watch_has_act(l, r, c->sanctions[i].act))
                continue;
            lint_clause_add(sanctions, r->clause);
            reached |= is_meant_by_name(l, r, role);
            reached |= in_reach(&c->sanctions[i], role) || made_for(l, r, &c->sanctions[i], role);
        }
    return reached;
}

static bool is_bound(const lint *l, heed_fact role)
{
    for (uint32_t i = 0; i < l->h->rules.n; i++) {
        const blob_rule *r = lint_rule_at(l, i);
        if (r->modal == MODAL_MUST_NOT && !(r->flags & RULE_GATE) && watch_binds(l, r, role))
            return true;
    }
    return false;
}

static void look_beyond_sanctions(lint *l)
{
    heed_text who = { "", 0 };
    lint_clauses sanctions = { .n = 0 };
    for (size_t i = 0; l->options->checklist && i < l->x->role_count; i++) {
        heed_fact role = l->x->roles[i];
        if (l->x->info[role]->office || !is_bound(l, role) || is_reached(l, role, &sanctions))
            continue;
        who = heed_text_printf(l->mem, "%.*s%s%.*s", heed_fmt(who), who.len ? "; " : "", heed_fmt(l->x->info[role]->meaning));
    }
    if (!who.len || !sanctions.n)
        return;
    heed_text ids = lint_clause_list(l, &sanctions);
    lint_say(l, "beyond-the-sanction", &sanctions,
             "Rules here bind these people, and what %.*s can do does not reach them: %.*s.", heed_fmt(ids), heed_fmt(who));
}

static void look(lint *l)
{
    look_at_probes(l);
    look_beyond_sanctions(l);
    headings_look(l);
    watch_look(l, rules, sizeof rules / sizeof *rules);
}

const lint_family lint_exceptions = { rules, sizeof rules / sizeof *rules, look };
