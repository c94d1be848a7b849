/* tails.c - names in what follows the acts: who is told, from when, where it is kept.
 *
 * They decide nothing, but a slip there would send a duty astray. */
#include "compile.h"
#include <string.h>

typedef struct {
    const char *fields; /* whose members, values or groups may stand here; each between blanks */
    bool acts;
    const char *what;
} expected_name;

static const expected_name person = { " role party tie recipient ", false, "role or person" };
static const expected_name moment = { " event ", true, "event or act" };
static const expected_name deed = { "", true, "act" };
static const expected_name file = { " record ", false, "place to keep a record" };

static heed_text field_of(const heed_vocabulary *v, const vocabulary_name *n)
{
    if (n->kind == NAME_MEMBER || n->kind == NAME_VALUE)
        return v->fields[n->field].name;
    if (n->kind != NAME_GROUP)
        return (heed_text){ "", 0 };
    const vocabulary_group *g = &v->groups[n->index];
    return v->facts[g->field != HEED_FACT_NONE ? g->field : g->members[0]].set;
}

static bool fits(const heed_vocabulary *v, const vocabulary_name *n, const expected_name *e)
{
    heed_text field = field_of(v, n);
    if (n->kind == NAME_ACT)
        return e->acts;
    const char *at = field.len ? memmem(e->fields, strlen(e->fields), field.at, field.len) : NULL;
    return at && at > e->fields && at[-1] == ' ' && at[field.len] == ' ';
}

static bool known(const compiler *c, heed_text name, const expected_name *e)
{
    for (const vocabulary_name *n = vocabulary_name_next(c->v, name, NULL); n; n = vocabulary_name_next(c->v, name, n))
        if (fits(c->v, n, e))
            return true;
    for (size_t i = 0; e == &person && i < c->s->group_count; i++)
        if (heed_text_eq(c->s->groups[i].name.text, name))
            return true;
    return false;
}

static void check(compiler *c, token name, const expected_name *e)
{
    nearest near = nearest_to(name.text);
    if (!name.text.len || known(c, name.text, e))
        return;
    for (size_t i = 0; i < c->v->name_count; i++)
        if (fits(c->v, &c->v->names[i], e))
            nearest_offer(&near, c->v->names[i].text);
    report_error(c->r, name.line, name.column, "There is no %s named \"%.*s\".%.*s", e->what, heed_fmt(name.text),
                 heed_fmt(near.best.len ? nearest_hint(&near, c->mem) : heed_lit(" Take one from the vocabulary.")));
}

void compile_check_tail(compiler *c, const ruling *r)
{
    for (size_t i = 0; i < r->recipients.n; i++)
        check(c, r->recipients.at[i], &person);
    check(c, r->starts, &moment);
    check(c, r->comes_before, &moment);
    check(c, r->breach_act, &deed);
    if (vocabulary_field_named(c->v, heed_lit("record")) != UINT32_MAX) /* a vocabulary may leave the files to the schools */
        check(c, r->kept_place, &file);
}
