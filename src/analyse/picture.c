/* picture.c - boxes of situations, told so that a head can see them. */
#include "picture.h"
#include "base/arena.h"
#include <string.h>

enum { NO = 1, YES = 2 };

static uint32_t plain(const space *s, uint32_t variable)
{
    uint32_t fact = s->fact_of[variable];
    return fact < s->x->n ? fact : fact - s->x->n;
}

static bool in_event(const space *s, uint32_t variable)
{
    return s->fact_of[variable] >= s->x->n;
}

static bool is_field(const space *s, uint32_t variable)
{
    return plain(s, variable) >= s->x->known.act || s->x->info[plain(s, variable)]->one_valued;
}

static bool is_role(const space *s, uint32_t variable)
{
    return s->x->role_count && s->x->set_of[plain(s, variable)] == s->x->set_of[s->x->roles[0]];
}

/* What a person would leave out when telling: a member that is not so, a field of no matter. A role is less remarkable than a
 * tie, and something that happened before more so. */
static void remarkable(const space *s, uint64_t *usual, uint8_t *weight)
{
    for (uint32_t i = 0; i < s->count; i++) {
        usual[i] = is_field(s, i) ? 1ull << HEED_VALUE_OTHER & s->domain[i] : NO;
        weight[i] = (uint8_t)((is_role(s, i) ? 2 : 3) + (in_event(s, i) ? 2 : 0));
    }
}

bool picture_of(const space *s, diagram where, uint64_t *masks_out)
{
    uint64_t *usual = ARENA_NEW(s->mem, uint64_t, s->count + 1);
    uint8_t *weight = ARENA_NEW(s->mem, uint8_t, s->count + 1);
    remarkable(s, usual, weight);
    return diagram_picture(s->d, where, usual, weight, masks_out);
}

/* ---- groups */

/* Facts are let go from the least telling: what is not so first, then the event, roles last. */
static void widen_order(const space *s, const uint64_t *masks, uint32_t *order)
{
    uint32_t n = 0;
    for (int pass = 0; pass < 4; pass++)
        for (uint32_t i = 0; i < s->count; i++) {
            int telling = is_role(s, i) ? 0 : !is_field(s, i) && masks[i] == NO ? 3 : in_event(s, i) ? 2 : 1;
            if (telling == pass)
                order[n++] = i;
        }
}

size_t picture_groups(const space *s, diagram where, size_t most, uint64_t *boxes_out, diagram *left_out)
{
    uint32_t *order = ARENA_NEW(s->mem, uint32_t, s->count + 1);
    size_t found = 0;
    /* what the vocabulary rules out may be taken in: it makes groups simpler and adds nobody */
    diagram free = diagram_or(s->d, where, diagram_not(s->d, s->valid));
    while (found < most && where != DIAGRAM_NONE && !diagrams_full(s->d)) {
        uint64_t *box = boxes_out + found++ * s->count;
        diagram_widest(s->d, where, box);
        widen_order(s, box, order);
        diagram_widen(s->d, free, order, box);
        where = diagram_less(s->d, where, diagram_box(s->d, box));
    }
    *left_out = where;
    return found;
}

/* ---- words */

static bool is_told(const space *s, const uint64_t *masks, uint32_t i)
{
    return masks[i] != s->domain[i];
}

static heed_text join(heed_arena *mem, heed_text list, const char *between, heed_text more)
{
    return list.len ? heed_text_printf(mem, "%.*s%s%.*s", heed_fmt(list), between, heed_fmt(more)) : more;
}

static heed_text value_words(const space *s, uint32_t fact, unsigned value)
{
    if (fact >= s->x->known.act) {
        uint32_t act = (fact - s->x->known.act) * 63 + value;
        return act < heed_act_count(s->x->v) ? heed_act_get(s->x->v, act)->meaning : heed_lit("something else");
    }
    const heed_fact_info *info = value == HEED_VALUE_OTHER ? NULL : heed_value_get(s->x->v, fact, value);
    return info ? info->meaning : heed_lit("something else");
}

/* "own page or work page"; "not ..." where fewer values are left out than in. */
static heed_text field_words(const space *s, uint32_t i, uint64_t mask, heed_arena *mem)
{
    uint64_t out = s->domain[i] & ~mask;
    bool not = __builtin_popcountll(out) < __builtin_popcountll(mask);
    heed_text words = { "", 0 };
    for (uint64_t left = not ? out : mask; left; left &= left - 1)
        words = join(mem, words, " or ", value_words(s, plain(s, i), (unsigned)__builtin_ctzll(left)));
    return not ? heed_text_printf(mem, "not %.*s", heed_fmt(words)) : words;
}

/* All told facts of one set, in one scene: "pupil at this school, family; not: ...". */
static heed_text set_words(const space *s, const uint64_t *masks, uint32_t of, heed_arena *mem)
{
    heed_text yes = { "", 0 }, no = { "", 0 };
    for (uint32_t i = 0; i < s->count; i++) {
        if (!is_told(s, masks, i) || s->x->set_of[plain(s, i)] != s->x->set_of[plain(s, of)] ||
            in_event(s, i) != in_event(s, of))
            continue;
        if (is_field(s, i))
            return field_words(s, i, masks[i], mem);
        if (masks[i] == YES)
            yes = join(mem, yes, ", ", s->x->info[plain(s, i)]->meaning);
        else
            no = join(mem, no, ", ", s->x->info[plain(s, i)]->meaning);
    }
    if (!no.len)
        return yes;
    return heed_text_printf(mem, "%.*s%snot %.*s", heed_fmt(yes), yes.len ? "; " : "", heed_fmt(no));
}

/* What a set is called before its facts. The vocabulary's own name for it, spoken: "permission-held" is "permission held". */
static heed_text set_name(const space *s, uint32_t i, heed_arena *mem)
{
    heed_text name = plain(s, i) >= s->x->known.act ? heed_lit("act") : s->x->info[plain(s, i)]->set;
    char *copy = (char *)heed_text_copy(mem, name).at;
    for (size_t k = 0; k < name.len; k++)
        if (copy[k] == '-')
            copy[k] = ' ';
    if (!in_event(s, i) && name.len)
        copy[0] = (char)(copy[0] >= 'a' && copy[0] <= 'z' ? copy[0] - 'a' + 'A' : copy[0]);
    return in_event(s, i) ? heed_text_printf(mem, "Before, %s", copy) : (heed_text){ copy, name.len };
}

static bool first_of_set(const space *s, const uint64_t *masks, uint32_t i)
{
    if (!is_told(s, masks, i))
        return false;
    for (uint32_t k = 0; k < i; k++)
        if (is_told(s, masks, k) && s->x->set_of[plain(s, k)] == s->x->set_of[plain(s, i)] && in_event(s, k) == in_event(s, i))
            return false;
    return true;
}

heed_text picture_group_words(const space *s, const uint64_t *masks, heed_arena *mem)
{
    heed_text words = { "", 0 };
    for (uint32_t i = 0; i < s->count; i++)
        if (first_of_set(s, masks, i)) {
            heed_text name = set_name(s, i, mem), set = set_words(s, masks, i, mem);
            words = join(mem, words, ". ", heed_text_printf(mem, "%.*s: %.*s", heed_fmt(name), heed_fmt(set)));
        }
    return words.len ? heed_text_printf(mem, "%.*s.", heed_fmt(words)) : heed_lit("Whoever it is, and however it is done.");
}

/* What is usual is not told, but for "no" where it would be told by nobody. */
heed_text picture_words(const space *s, const uint64_t *masks, heed_arena *mem)
{
    uint64_t *told = ARENA_NEW(mem, uint64_t, s->count + 1);
    memcpy(told, masks, s->count * sizeof *told);
    for (uint32_t i = 0; i < s->count; i++)
        if (!is_field(s, i) && told[i] == NO)
            told[i] = s->domain[i];
    heed_text act = heed_act_get(s->x->v, s->act)->meaning, rest = picture_group_words(s, told, mem);
    return heed_text_printf(mem, "%s%.*s. %.*s", s->omitted ? "Left undone: " : "What is done: ", heed_fmt(act),
                            heed_fmt(rest));
}

heed_texts picture_tokens(const space *s, const uint64_t *masks, heed_arena *mem)
{
    heed_texts out = { ARENA_NEW(mem, heed_text, s->count + 3), 0 };
    out.at[out.len++] = heed_text_printf(mem, "act=%.*s", heed_fmt(heed_act_get(s->x->v, s->act)->name));
    if (s->omitted)
        out.at[out.len++] = heed_lit("done=omitted");
    for (uint32_t i = 0; i < s->count; i++)
        if (is_told(s, masks, i))
            out.at[out.len++] = fact_token(s->x, s->fact_of[i], masks[i], mem);
    return out;
}

heed_texts picture_roles(const space *s, const uint64_t *masks, heed_arena *mem)
{
    heed_texts out = { ARENA_NEW(mem, heed_text, s->count + 1), 0 };
    for (uint32_t i = 0; i < s->count; i++)
        if (is_role(s, i) && !in_event(s, i) && masks[i] == YES)
            out.at[out.len++] = s->x->info[plain(s, i)]->name;
    return out;
}
