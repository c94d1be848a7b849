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

/* What a person would leave out when telling: a member that is not so, a field of no matter, that the request answered came
 * first. */
static uint64_t usual_of(const space *s, uint32_t variable)
{
    if (!is_field(s, variable))
        return NO;
    if (s->event >= 0 && s->fact_of[variable] == s->x->known.event)
        return 1ull << s->event;
    return 1ull << HEED_VALUE_OTHER & s->domain[variable];
}

/* A role is less remarkable than a tie or a post that few hold, and something that happened before more so. */
static void remarkable(const space *s, uint64_t *usual, uint8_t *weight)
{
    for (uint32_t i = 0; i < s->count; i++) {
        usual[i] = usual_of(s, i);
        bool common = is_role(s, i) && !s->x->info[plain(s, i)]->office;
        weight[i] = (uint8_t)((common ? 2 : 3) + (in_event(s, i) ? 2 : 0));
    }
}

bool picture_of(const space *s, diagram where, uint64_t *masks_out)
{
    uint64_t *usual = ARENA_NEW(s->mem, uint64_t, s->count + 1);
    uint8_t *weight = ARENA_NEW(s->mem, uint8_t, s->count + 1);
    remarkable(s, usual, weight);
    return diagram_picture(s->d, where, usual, weight, masks_out);
}

bool picture_ordinary(const space *s, diagram where, diagram in)
{
    uint64_t *masks = ARENA_NEW(s->mem, uint64_t, s->count + 1);
    if (!picture_of(s, where, masks))
        return false;
    for (uint32_t i = 0; i < s->count; i++)
        masks[i] = masks[i] & usual_of(s, i) ? usual_of(s, i) : masks[i] & -masks[i];
    return diagram_has(s->d, in, masks);
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

/* ---- words: sentences of the vocabulary's own ("The other person is ..."), spoken to the one who asks */

enum { MOST_VALUES_TOLD = 3 };

static bool is_told(const space *s, const uint64_t *masks, uint32_t i)
{
    return masks[i] != s->domain[i];
}

static heed_text join(heed_arena *mem, heed_text list, const char *between, heed_text more)
{
    return list.len ? heed_text_printf(mem, "%.*s%s%.*s", heed_fmt(list), between, heed_fmt(more)) : more;
}

/* "a, b and c" */
static heed_text list_words(heed_arena *mem, const heed_text *at, size_t n, const char *last)
{
    heed_text words = { "", 0 };
    for (size_t i = 0; i < n; i++)
        words = join(mem, words, i + 1 == n ? last : ", ", at[i]);
    return words;
}

static heed_text with_first(heed_arena *mem, heed_text words, bool capital)
{
    char *copy = (char *)heed_text_copy(mem, words).at;
    char from = capital ? 'a' : 'A', to = capital ? 'z' : 'Z';
    if (words.len && copy[0] >= from && copy[0] <= to)
        copy[0] = (char)(copy[0] ^ 0x20);
    return (heed_text){ copy, words.len };
}

/* The meaning in its sentence: "..." in `told` is where it stands. A vocabulary that has no sentence gives the meaning alone.
 */
static heed_text in_sentence(heed_arena *mem, heed_text told, heed_text meaning)
{
    for (size_t i = 0; i + 3 <= told.len; i++)
        if (memcmp(told.at + i, "...", 3) == 0)
            return heed_text_printf(mem, "%.*s%.*s%.*s", (int)i, told.at, heed_fmt(meaning), (int)(told.len - i - 3),
                                    told.at + i + 3);
    return meaning;
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

static heed_text values_list(const space *s, uint32_t fact, uint64_t mask, heed_arena *mem)
{
    heed_text at[64];
    size_t n = 0;
    for (uint64_t left = mask; left; left &= left - 1)
        at[n++] = value_words(s, fact, (unsigned)__builtin_ctzll(left));
    return list_words(mem, at, n, " or ");
}

/* "a, b or c" where they are few; else what the policy calls them; else what they are not. */
static heed_text values_words(const space *s, uint32_t fact, uint64_t mask, heed_arena *mem)
{
    uint64_t out = s->x->domain[fact] & ~mask;
    if (__builtin_popcountll(mask) <= MOST_VALUES_TOLD)
        return values_list(s, fact, mask, mem);
    heed_text name = space_group_named(s, fact, mask), but = name;
    if (!name.len)
        but = space_group_named(s, fact, out);
    char *spoken = (char *)heed_text_copy(mem, but).at;
    for (size_t k = 0; k < but.len; k++)
        spoken[k] = spoken[k] == '-' ? ' ' : spoken[k];
    if (but.len)
        return heed_text_printf(mem, name.len ? "any of \"%.*s\"" : "any but \"%.*s\"", (int)but.len, spoken);
    bool fewer_out = __builtin_popcountll(out) < __builtin_popcountll(mask);
    return fewer_out ? heed_text_printf(mem, "any but %.*s", heed_fmt(values_list(s, fact, out, mem)))
                     : values_list(s, fact, mask, mem);
}

/* How a fact is told: the sentence of its value, else of its set. Of a group it is told whom it is about. */
static heed_text told_as(const space *s, const uint64_t *masks, uint32_t i)
{
    uint32_t fact = plain(s, i);
    const heed_fact_info *one = NULL;
    if (is_role(s, i) && !in_event(s, i))
        return heed_lit("...");
    if (fact >= s->x->known.act)
        return heed_lit("It was done to ...");
    if (is_field(s, i) && !(masks[i] & (masks[i] - 1)))
        one = heed_value_get(s->x->v, fact, (uint32_t)__builtin_ctzll(masks[i]));
    return one && one->told.len ? one->told : s->x->info[fact]->told;
}

/* One sentence more, told apart where it is about what happened before. */
static heed_text add_sentence(const space *s, heed_text words, uint32_t i, heed_text sentence, heed_arena *mem)
{
    bool first = plain(s, i) == s->x->known.event;
    if (in_event(s, i) && !first)
        sentence = heed_text_printf(mem, "In what happened first, %.*s", heed_fmt(with_first(mem, sentence, false)));
    return join(mem, words, ". ", with_first(mem, sentence, true));
}

typedef struct {
    heed_text at[DIAGRAM_VARIABLES];
    size_t n;
} meanings;

static bool is_no(const space *s, const uint64_t *masks, uint32_t i)
{
    return !is_field(s, i) && masks[i] == NO;
}

/* Does `k` belong into the sentence of `i`: told in the same way, of the same scene? What is not so keeps to its own set. */
static bool same_sentence(const space *s, const uint64_t *masks, uint32_t i, uint32_t k)
{
    if (!is_told(s, masks, k) || in_event(s, k) != in_event(s, i) || is_no(s, masks, k) != is_no(s, masks, i))
        return false;
    if (is_role(s, k) != is_role(s, i)) /* who it is may be told apart from the rest */
        return false;
    if (is_no(s, masks, i) || is_role(s, i) || !told_as(s, masks, i).len)
        return s->x->set_of[plain(s, k)] == s->x->set_of[plain(s, i)] && is_field(s, k) == is_field(s, i) &&
               (!is_field(s, i) || i == k);
    return heed_text_eq(told_as(s, masks, k), told_as(s, masks, i));
}

/* Who or what it is first, then how old, how long ago and the like. */
static void gather(const space *s, const uint64_t *masks, uint32_t i, heed_arena *mem, meanings *out)
{
    out->n = 0;
    for (int fields = 0; fields < 2; fields++)
        for (uint32_t k = 0; k < s->count; k++)
            if (same_sentence(s, masks, i, k) && is_field(s, k) == (fields == 1))
                out->at[out->n++] =
                    is_field(s, k) ? values_words(s, plain(s, k), masks[k], mem) : s->x->info[plain(s, k)]->meaning;
}

static bool told_before(const space *s, const uint64_t *masks, uint32_t i)
{
    for (uint32_t k = 0; k < i; k++)
        if (same_sentence(s, masks, i, k))
            return true;
    return false;
}

static heed_text add_told(const space *s, heed_text words, const uint64_t *masks, uint32_t i, heed_arena *mem)
{
    meanings m; /* filled by gather: long, and for these few lines only */
    heed_text told = told_as(s, masks, i);
    gather(s, masks, i, mem, &m);
    heed_text all = list_words(mem, m.at, m.n, is_no(s, masks, i) ? " or " : " and ");
    if (is_role(s, i) && !in_event(s, i)) /* whom it is about: no sentence, they are named */
        return add_sentence(s, words, i, is_no(s, masks, i) ? heed_text_printf(mem, "not %.*s", heed_fmt(all)) : all, mem);
    if (is_no(s, masks, i)) {
        heed_text so = with_first(mem, in_sentence(mem, told, all), false);
        return add_sentence(s, words, i, heed_text_printf(mem, "it is not so that %.*s", heed_fmt(so)), mem);
    }
    if (!told.len && is_field(s, i))
        all = heed_text_printf(mem, "%.*s: %.*s", heed_fmt(s->x->info[plain(s, i)]->meaning), heed_fmt(all));
    if (told.len && !heed_text_is(told, "..."))
        return add_sentence(s, words, i, in_sentence(mem, told, all), mem);
    for (size_t k = 0; k < m.n; k++) /* meanings that are sentences themselves */
        words = add_sentence(s, words, i, told.len ? m.at[k] : all, mem);
    return words;
}

/* All that is told, but for who it is (`skip_role`) where that was said already. */
static heed_text sentences(const space *s, const uint64_t *masks, bool skip_role, heed_arena *mem)
{
    heed_text words = { "", 0 };
    for (uint32_t i = 0; i < s->count; i++)
        if (is_told(s, masks, i) && !(skip_role && is_role(s, i) && !in_event(s, i)) && !told_before(s, masks, i))
            words = add_told(s, words, masks, i, mem);
    return words.len ? heed_text_printf(mem, "%.*s.", heed_fmt(words)) : words;
}

heed_text picture_group_words(const space *s, const uint64_t *masks, heed_arena *mem)
{
    heed_text words = sentences(s, masks, false, mem);
    return words.len ? words : heed_lit("Whoever it is, and however it is done.");
}

/* "be in touch" is told as "you are in touch", all other acts as they stand. */
static heed_text act_words(const space *s, heed_arena *mem)
{
    heed_text act = heed_act_get(s->x->v, s->act)->meaning;
    bool be = heed_text_starts(act, "be ");
    act = be ? (heed_text){ act.at + 3, act.len - 3 } : act;
    return heed_text_printf(mem, "you %s%.*s",
                            be           ? s->omitted ? "are not " : "are "
                            : s->omitted ? "do not "
                                         : "",
                            heed_fmt(act));
}

static heed_text who_words(const space *s, const uint64_t *masks, heed_arena *mem)
{
    heed_text who[DIAGRAM_VARIABLES];
    size_t n = 0;
    for (uint32_t i = 0; i < s->count; i++)
        if (is_role(s, i) && !in_event(s, i) && masks[i] == YES)
            who[n++] = s->x->info[plain(s, i)]->meaning;
    return list_words(mem, who, n, " and ");
}

/* An example is one situation: of several values the first, what is not so is left out, and so is a field that could as well
 * be something not named. */
static uint64_t *one_of_each(const space *s, const uint64_t *masks, heed_arena *mem)
{
    uint64_t *told = ARENA_NEW(mem, uint64_t, s->count + 1);
    for (uint32_t i = 0; i < s->count; i++) {
        bool form = plain(s, i) == s->x->known.mood || plain(s, i) == s->x->known.done; /* how it is asked, not what happens */
        told[i] = form || !is_told(s, masks, i) || masks[i] & usual_of(s, i) ? s->domain[i] : masks[i] & -masks[i];
    }
    return told;
}

heed_text picture_words(const space *s, const uint64_t *masks, heed_arena *mem)
{
    uint64_t *told = one_of_each(s, masks, mem);
    heed_text who = who_words(s, told, mem), act = act_words(s, mem), rest = sentences(s, told, true, mem);
    act = who.len ? heed_text_printf(mem, "You are %.*s, and %.*s", heed_fmt(who), heed_fmt(act)) : with_first(mem, act, true);
    return heed_text_printf(mem, "%.*s.%s%.*s", heed_fmt(act), rest.len ? " " : "", heed_fmt(rest));
}

heed_text picture_fact_words(const space *s, const vocabulary_literal *is, heed_arena *mem)
{
    uint32_t fact = is->fact % s->x->n;
    const heed_fact_info *info = s->x->info[fact];
    heed_text told = is->fact < s->x->n && s->x->role_count && s->x->set_of[fact] == s->x->set_of[s->x->roles[0]]
                         ? heed_lit("You are ...")
                         : info->told;
    heed_text meaning = info->one_valued ? values_words(s, fact, is->mask, mem) : info->meaning;
    heed_text words = in_sentence(mem, told, meaning);
    if (!info->one_valued && is->mask == NO)
        words = heed_text_printf(mem, "it is not so that %.*s", heed_fmt(with_first(mem, words, false)));
    if (is->fact >= s->x->n && fact != s->x->known.event)
        words = heed_text_printf(mem, "In what happened first, %.*s", heed_fmt(with_first(mem, words, false)));
    return heed_text_printf(mem, "%.*s.", heed_fmt(with_first(mem, words, true)));
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

/* ---- one situation to be told */

typedef struct {
    heed_text *at;
    size_t len, cap;
} token_list;

static void put_token(const space *s, token_list *list, uint32_t i, uint64_t mask, heed_arena *mem)
{
    *ARENA_PUSH(mem, list->at, list->len, list->cap) = fact_token(s->x, s->fact_of[i], mask, mem);
}

/* A field that may be something not named is told by what it is not; any other by its first value. */
static void put_fact(const space *s, token_list *list, uint32_t i, uint64_t mask, heed_arena *mem)
{
    uint64_t out = s->domain[i] & ~mask;
    if (!is_field(s, i) || !(mask >> HEED_VALUE_OTHER & 1)) {
        put_token(s, list, i, mask & -mask, mem);
        return;
    }
    for (; out; out &= out - 1)
        put_token(s, list, i, s->domain[i] & ~(out & -out), mem);
}

/* The first variable that the tokens leave outside the box; s->count when all lie in it, or when they cannot be told. */
static uint32_t first_outside(const space *s, const uint64_t *masks, const token_list *list, heed_situation *told)
{
    heed_error err;
    heed_situation_clear(told);
    for (size_t i = 0; i < list->len; i++)
        if (heed_situation_tell(told, list->at[i], &err) != HEED_OK)
            return s->count;
    if (heed_situation_settle(told, &err) != HEED_OK)
        return s->count;
    for (uint32_t i = 0; i < s->count; i++)
        if (told->now[s->fact_of[i]] & ~masks[i])
            return i;
    return s->count;
}

heed_texts picture_example(const space *s, const uint64_t *masks, heed_situation *told, heed_arena *mem)
{
    uint64_t *box = ARENA_NEW(mem, uint64_t, s->count + 1), *words = one_of_each(s, masks, mem);
    token_list list = { 0 };
    memcpy(box, masks, s->count * sizeof *box);
    *ARENA_PUSH(mem, list.at, list.len, list.cap) =
        heed_text_printf(mem, "act=%.*s", heed_fmt(heed_act_get(s->x->v, s->act)->name));
    if (s->omitted)
        *ARENA_PUSH(mem, list.at, list.len, list.cap) = heed_lit("done=omitted");
    for (uint32_t i = 0; i < s->count; i++)
        if (words[i] != s->domain[i]) {
            box[i] = words[i];
            put_token(s, &list, i, words[i], mem);
        }
    for (uint32_t tries = 0, i; tries < s->count && (i = first_outside(s, box, &list, told)) < s->count; tries++)
        put_fact(s, &list, i, box[i], mem);
    return (heed_texts){ list.at, list.len };
}

heed_texts picture_roles(const space *s, const uint64_t *masks, heed_arena *mem)
{
    heed_texts out = { ARENA_NEW(mem, heed_text, s->count + 1), 0 };
    for (uint32_t i = 0; i < s->count; i++)
        if (is_role(s, i) && !in_event(s, i) && masks[i] == YES)
            out.at[out.len++] = s->x->info[plain(s, i)]->name;
    return out;
}
