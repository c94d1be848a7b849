/* packs.c - probes that flag an answer that is true to the words and surely not what was meant. */
#include "compile.h"

/* ORDER: heed_outcome */
static const char *const outcomes[] = { "prohibited", "permission-needed", "advised-against", "required",
                                        "advised",    "permitted",         "not-addressed" };
enum { OUTCOMES = sizeof outcomes / sizeof *outcomes, BANNING = 7 /* the first three */ };
/* ORDER: heed_flag */
static const struct {
    const char *name;
    uint32_t flag;
} flags[] = { { "LITERAL", 4 }, { "LEGAL-RISK", 8 } };

static bool read_flag(words *w, uint32_t *flag_out)
{
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
        if (words_accept(w, flags[i].name)) {
            *flag_out = flags[i].flag;
            return true;
        }
    return words_wrong(w, "%.*s is no flag of a probe. Write LITERAL or LEGAL-RISK.", heed_fmt(words_shown(w)));
}

static bool read_outcomes(words *w, uint32_t *out)
{
    if (!words_accept(w, "outcome"))
        return words_wrong(w, "Say which outcome it flags. Write: outcome prohibited because \"...\"");
    do {
        size_t i = 0;
        while (i < OUTCOMES && !words_accept(w, outcomes[i]))
            i++;
        if (i == OUTCOMES)
            return words_wrong(w, "%.*s is no outcome. Write prohibited, permitted, required or another of docs/language.md.",
                               heed_fmt(words_shown(w)));
        *out |= UINT32_C(1) << i;
    } while (words_accept(w, "or"));
    return true;
}

static bool read_whom(compiler *c, words *w, probe *p)
{
    static const char *const after[] = { "when", "by", "at", "during", "about", "showing", "unless", "outcome" };
    for (size_t i = 0; i < sizeof after / sizeof *after; i++)
        if (token_is(*w->at, after[i]))
            return true;
    choice whom = { 0 };
    return statement_choice(w, c->mem, &whom) && condition_add_choice(&c->l, &whom, PLACE_WHOM, false, &p->when);
}

static bool read_probe(compiler *c, words *w, probe *p)
{
    token name;
    choice subject = { 0 };
    token_list acts = { 0 };
    qualifiers quals = { 0 };
    if (!words_name(w, "the name of a probe", &name))
        return false;
    for (size_t i = 0; i < c->probes_named.n; i++)
        if (heed_text_eq(c->probes_named.at[i].text, name.text))
            return words_wrong(&(words){ w->r, &name }, "The probe \"%.*s\" is named twice. Give one of the two another name.",
                               heed_fmt(name.text));
    *ARENA_PUSH(c->mem, c->probes_named.at, c->probes_named.n, c->probes_named.cap) = name;
    p->name = name.text;
    if (!words_accept(w, "flags") || !read_flag(w, &p->flag))
        return words_wrong(w, "Write: probe NAME flags LITERAL: WHO to ACT outcome prohibited because \"...\"");
    if (!words_accept_mark(w, TOKEN_COLON))
        return words_wrong(w, "\":\" is missing behind the flag.");
    if (!words_accept(w, "anyone") &&
        (!statement_choice(w, c->mem, &subject) || !condition_add_choice(&c->l, &subject, PLACE_SUBJECT, false, &p->when)))
        return false;
    if (!words_accept(w, "to"))
        return words_wrong(w, "Say which act it is about. Write: WHO to ACT");
    if (!statement_acts(w, c->mem, &acts) || !read_whom(c, w, p) || !statement_qualifiers(w, c->mem, &quals) ||
        !condition_add_qualifiers(&c->l, &quals, false, &p->when) || !read_outcomes(w, &p->outcomes))
        return false;
    if (!words_accept(w, "because") || !words_string(w, "the reason people are told", &p->why))
        return words_wrong(w, "Say why. Write: because \"...\"");
    for (size_t i = 0; i < acts.n; i++) {
        uint16_t act;
        if (!compile_act(c, acts.at[i], &act))
            return false;
        list_add(c->mem, &p->acts, act);
    }
    return words_end(w, "Nothing follows the reason.");
}

/* A probe of bans alone can never bite where no ban shares an act with it, the act itself or a wider one. */
static bool can_bite(const compiler *c, const probe *p)
{
    if (p->outcomes & ~(uint32_t)BANNING)
        return true;
    for (size_t i = 0; i < c->rule_count; i++) {
        const rule *r = &c->rules[i];
        if (r->modal > MODAL_ADVISED && r->modal != MODAL_SCHEDULE)
            continue;
        for (size_t k = 0; k < p->acts.n; k++) {
            if (list_has(&r->acts, p->acts.at[k]))
                return true;
            for (size_t j = 0; j < c->v->wider_count; j++)
                if (c->v->widers[j].act == p->acts.at[k] && list_has(&r->acts, c->v->widers[j].wider))
                    return true;
            for (size_t j = 0; j < c->v->leaving_count; j++)
                if (c->v->leavings[j].act == p->acts.at[k] && list_has(&r->acts, c->v->leavings[j].other))
                    return true;
        }
    }
    return false;
}

static bool read_pack_header(words *w)
{
    token name;
    int version;
    if (!words_accept(w, "pack"))
        return words_wrong(w, "The first line of a pack is missing. Write: pack NAME version 1");
    if (!words_name(w, "the name of the pack", &name))
        return false;
    if (!words_accept(w, "version"))
        return words_wrong(w, "The version is missing. Write: pack %.*s version 1", heed_fmt(name.text));
    return words_number(w, "the version", &version) && words_end(w, "Nothing follows the version.");
}

static void read_pack(compiler *c, heed_text source)
{
    source_lines lines = lex_lines(c->mem, source, 1);
    for (size_t i = 0; i < lines.len; i++) {
        tokens t = lex_words(c->r, lines.at[i]);
        words w = { c->r, t.at };
        if (i == 0) {
            read_pack_header(&w);
            continue;
        }
        probe p = { 0 };
        if (!words_accept(&w, "probe")) {
            words_wrong(&w, "%.*s starts no line of a pack. Write: probe NAME flags ...", heed_fmt(words_shown(&w)));
            continue;
        }
        if (!read_probe(c, &w, &p) || !can_bite(c, &p))
            continue;
        for (size_t k = 0; k < c->s->kept_count; k++)
            p.kept = p.kept || heed_text_eq(c->s->kept[k].name.text, p.name);
        *ARENA_PUSH(c->mem, c->probes, c->probe_count, c->probes_cap) = p;
    }
}

/* Governors who keep what no probe flags keep nothing: a slip in the name would look like a decision. */
static void check_kept(compiler *c)
{
    for (size_t i = 0; i < c->s->kept_count; i++) {
        token name = c->s->kept[i].name;
        nearest near = nearest_to(name.text);
        bool found = false;
        for (size_t k = 0; k < c->probes_named.n && !found; k++) {
            found = heed_text_eq(c->probes_named.at[k].text, name.text);
            nearest_offer(&near, c->probes_named.at[k].text);
        }
        if (!found)
            report_error(c->r, name.line, name.column, "There is no probe named \"%.*s\".%.*s", heed_fmt(name.text),
                         heed_fmt(near.best.len ? nearest_hint(&near, c->mem) : heed_lit(" Take one from the packs.")));
    }
}

void compile_packs(compiler *c, const heed_texts *packs)
{
    for (size_t i = 0; packs && i < packs->len; i++) {
        heed_text of_policy = c->r->file;
        c->r->file = heed_text_printf(c->mem, "pack %zu", i + 1);
        read_pack(c, heed_text_copy(c->mem, packs->at[i]));
        c->r->file = of_policy;
    }
    if (packs && packs->len)
        check_kept(c);
}
