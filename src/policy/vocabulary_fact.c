/* vocabulary_fact.c - what a fact means that is written as NAME or FIELD=NAME. */
#include "vocabulary.h"

static heed_text shown(const words *w, const char *format, heed_text a, heed_text b)
{
    return heed_text_printf(w->r->mem, format, heed_fmt(a), heed_fmt(b));
}

static bool no_such_fact(const heed_vocabulary *v, const words *w, heed_text name)
{
    nearest n = nearest_to(name);
    for (size_t i = 0; i < v->name_count; i++)
        nearest_offer(&n, v->names[i].text);
    heed_text hint = nearest_hint(&n, w->r->mem);
    if (!hint.len)
        hint = shown(w, " Take a name from the vocabulary \"%.*s\"%.*s.", v->name, heed_lit(""));
    return words_wrong(w, "There is no fact named \"%.*s\".%.*s", heed_fmt(name), heed_fmt(hint));
}

static fact_test one_literal(heed_arena *mem, heed_fact fact, uint64_t mask)
{
    vocabulary_literal *l = ARENA_NEW(mem, vocabulary_literal, 1);
    *l = (vocabulary_literal){ fact, mask };
    return (fact_test){ l, 1 };
}

static fact_test group_test(heed_arena *mem, const vocabulary_group *g)
{
    if (g->field != HEED_FACT_NONE)
        return one_literal(mem, g->field, g->mask);
    fact_test t = { ARENA_NEW(mem, vocabulary_literal, g->count + 1), g->count };
    for (size_t i = 0; i < g->count; i++)
        t.at[i] = (vocabulary_literal){ g->members[i], 2 };
    return t;
}

static fact_test name_test(const heed_vocabulary *v, heed_arena *mem, const vocabulary_name *n)
{
    switch (n->kind) {
    case NAME_MEMBER:
        return one_literal(mem, n->index, 2);
    case NAME_VALUE:
        return one_literal(mem, v->fields[n->field].first, UINT64_C(1) << n->index);
    case NAME_GROUP:
        return group_test(mem, &v->groups[n->index]);
    default:
        return (fact_test){ 0 };
    }
}

/* FIELD=NAME, with `w` behind the "=". */
static bool field_value(const heed_vocabulary *v, words *w, token field, fact_test *test_out)
{
    heed_arena *mem = w->r->mem;
    if (w->at->kind != TOKEN_WORD)
        return words_wrong(w, "%.*s stands where a value of \"%.*s\" belongs. Write %.*s=NAME.", heed_fmt(words_shown(w)),
                           heed_fmt(field.text), heed_fmt(field.text));
    heed_text value = w->at->text;
    if (token_is(field, "act")) {
        int act = heed_act_find(v, value);
        if (act < 0)
            return no_such_fact(v, w, value);
        vocabulary_literal l = vocabulary_act_literal(v, (uint32_t)act);
        *test_out = one_literal(mem, l.fact, l.mask);
        w->at++;
        return true;
    }
    uint32_t index = vocabulary_field_named(v, field.text);
    if (index == UINT32_MAX) {
        w->at -= 2; /* the slip is in the field's name */
        return no_such_fact(v, w, field.text);
    }
    const vocabulary_field *f = &v->fields[index];
    for (const vocabulary_name *n = vocabulary_name_next(v, value, NULL); n; n = vocabulary_name_next(v, value, n)) {
        bool own = (n->kind == NAME_VALUE || n->kind == NAME_MEMBER) && n->field == index;
        bool group = n->kind == NAME_GROUP && (f->one_valued ? v->groups[n->index].field == f->first : false);
        if (own || group) {
            *test_out = name_test(v, mem, n);
            w->at++;
            return true;
        }
    }
    nearest near = nearest_to(value);
    for (size_t i = 0; i < v->name_count; i++)
        if ((v->names[i].kind == NAME_VALUE || v->names[i].kind == NAME_MEMBER) && v->names[i].field == index)
            nearest_offer(&near, v->names[i].text);
    return words_wrong(w, "\"%.*s\" has no value \"%.*s\".%.*s", heed_fmt(f->name), heed_fmt(value),
                       heed_fmt(nearest_hint(&near, mem)));
}

bool vocabulary_belongs(const heed_vocabulary *v, const vocabulary_name *n, heed_text field)
{
    if (n->kind == NAME_VALUE || n->kind == NAME_MEMBER)
        return heed_text_eq(v->fields[n->field].name, field);
    if (n->kind != NAME_GROUP)
        return false;
    const vocabulary_group *g = &v->groups[n->index];
    heed_fact first = g->field != HEED_FACT_NONE ? g->field : g->members[0];
    return heed_text_eq(v->facts[first].set, field);
}

/* A bare name is a member or a group before it is a value; a value of two fields has to be written FIELD=VALUE. */
bool vocabulary_fact(const heed_vocabulary *v, words *w, heed_text prefer, fact_test *test_out)
{
    if (w->at->kind != TOKEN_WORD || word_joins(w->at->text))
        return words_wrong(w, "%.*s stands where a fact belongs. Write a name of the vocabulary.", heed_fmt(words_shown(w)));
    token t = *w->at;
    if (w->at[1].kind == TOKEN_EQUALS) {
        w->at += 2;
        return field_value(v, w, t, test_out);
    }
    const vocabulary_name *best = NULL, *other = NULL;
    for (const vocabulary_name *n = vocabulary_name_next(v, t.text, NULL); n; n = vocabulary_name_next(v, t.text, n)) {
        if (n->kind == NAME_ACT || n->kind == NAME_FIELD || n->kind == NAME_SET)
            continue;
        if (prefer.len && vocabulary_belongs(v, n, prefer)) {
            best = n;
            other = NULL;
            break;
        }
        if (!best || (best->kind == NAME_VALUE && n->kind != NAME_VALUE)) {
            best = n;
            other = NULL;
        } else if (best->kind == NAME_VALUE && n->kind == NAME_VALUE) {
            other = n;
        }
    }
    if (!best && vocabulary_name_of(v, t.text, NAME_FIELD))
        return words_wrong(w, "\"%.*s\" needs a value. Write %.*s=NAME.", heed_fmt(t.text), heed_fmt(t.text));
    if (!best)
        return no_such_fact(v, w, t.text);
    if (other)
        return words_wrong(w, "\"%.*s\" can be two things. Write %.*s=%.*s or %.*s=%.*s.", heed_fmt(t.text),
                           heed_fmt(v->fields[best->field].name), heed_fmt(t.text), heed_fmt(v->fields[other->field].name),
                           heed_fmt(t.text));
    w->at++;
    *test_out = name_test(v, w->r->mem, best);
    return true;
}
