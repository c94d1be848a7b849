/* tokens.c - facts as people write them: "!relative", "place=on-site", "event.insulting", "act=post-content". */
#include "base/arena.h"
#include "situation.h"
#include <string.h>

enum { ACTS_A_FACT = 63 };

static bool is_act(const facts_index *x, uint32_t plain)
{
    return x->acts && plain >= x->known.act && plain < x->known.act + x->acts;
}

heed_text fact_name(const facts_index *x, uint32_t fact, heed_arena *mem)
{
    uint32_t plain = fact < x->n ? fact : fact - x->n;
    heed_text name = is_act(x, plain) ? heed_lit("act") : heed_fact_get(x->v, plain)->name;
    return fact < x->n ? name : heed_text_printf(mem, "event.%.*s", heed_fmt(name));
}

static heed_text value_name(const facts_index *x, uint32_t plain, uint32_t value)
{
    if (is_act(x, plain)) {
        uint32_t act = (plain - x->known.act) * ACTS_A_FACT + value;
        return act < heed_act_count(x->v) ? heed_act_get(x->v, act)->name : heed_lit("?");
    }
    const heed_fact_info *info = heed_value_get(x->v, plain, value);
    return info ? info->name : heed_lit("?");
}

heed_text fact_token(const facts_index *x, uint32_t fact, uint64_t mask, heed_arena *mem)
{
    uint32_t plain = fact < x->n ? fact : fact - x->n;
    heed_text name = fact_name(x, fact, mem);
    if (!is_act(x, plain) && !heed_fact_get(x->v, plain)->one_valued)
        return mask == 1 ? heed_text_printf(mem, "!%.*s", heed_fmt(name)) : name;
    uint64_t named = x->domain[plain] & ~(1ull << HEED_VALUE_OTHER);
    bool not = (mask & 1ull << HEED_VALUE_OTHER) != 0;
    uint64_t shown = not ? named & ~mask : named & mask;
    if (not &&shown == named)
        return heed_text_printf(mem, "!%.*s", heed_fmt(name));
    heed_text out = { "", 0 };
    for (uint32_t v = 0; v < HEED_VALUE_OTHER; v++)
        if (shown & 1ull << v) {
            heed_text value = value_name(x, plain, v);
            out = heed_text_printf(mem, "%.*s%s%s%.*s=%.*s", heed_fmt(out),
                                   !out.len ? ""
                                   : not    ? " and "
                                            : " or ",
                                   not ? "!" : "", heed_fmt(name), heed_fmt(value));
        }
    return out;
}

/* The field a value belongs to ("on-duty" of "duty"); empty for other words. */
static heed_text field_of_value(const facts_index *x, heed_text word)
{
    for (uint32_t f = 0; f < x->n && !is_act(x, f); f++)
        if (heed_fact_get(x->v, f)->one_valued && heed_value_find(x->v, f, word) >= 0)
            return heed_fact_get(x->v, f)->name;
    return (heed_text){ "", 0 };
}

static heed_status unknown_word(const facts_index *x, heed_text word, heed_arena *mem, heed_error *err)
{
    heed_text near = heed_vocabulary_nearest(x->v, word, mem), field = field_of_value(x, word);
    if (field.len)
        return heed_fail(err, HEED_INVALID, "\"%.*s\" is a value: write \"%.*s=%.*s\".", heed_fmt(word), heed_fmt(field),
                         heed_fmt(word));
    if (word.len > 60)
        word.len = 60;
    if (!near.len || !heed_text_valid_utf8(word))
        return heed_fail(err, HEED_INVALID, "The vocabulary has no word \"%.*s\". Look the word up in the vocabulary.",
                         heed_fmt(word));
    return heed_fail(err, HEED_INVALID, "The vocabulary has no word \"%.*s\". Did you mean \"%.*s\"?", heed_fmt(word),
                     heed_fmt(near));
}

/* A field has few values: all of them are told, so that nobody has to look them up. */
static heed_status unknown_value(const facts_index *x, heed_fact field, heed_text value, heed_arena *mem, heed_error *err)
{
    const heed_fact_info *info = heed_fact_get(x->v, field);
    heed_text list = { "", 0 };
    value.len = value.len > 60 ? 60 : value.len;
    if (!heed_text_valid_utf8(value))
        return unknown_word(x, value, mem, err);
    for (uint32_t i = 0; i < info->value_count; i++)
        list = heed_text_printf(mem, "%.*s%s%.*s", heed_fmt(list),
                                !i                           ? ""
                                : i + 1 == info->value_count ? " or "
                                                             : ", ",
                                heed_fmt(heed_value_get(x->v, field, i)->name));
    return heed_fail(err, HEED_INVALID, "\"%.*s\" is no value of \"%.*s\". Write one of: %.*s.", heed_fmt(value),
                     heed_fmt(info->name), heed_fmt(list));
}

static void put(told_token *out, uint32_t fact, uint64_t mask)
{
    out->at[out->n++] = (vocabulary_literal){ fact, mask };
}

static heed_status read_act(const facts_index *x, heed_text value, bool not, uint32_t scene, heed_arena *mem, told_token *out,
                            heed_error *err)
{
    int act = heed_act_find(x->v, value);
    if (act < 0)
        return unknown_word(x, value, mem, err);
    vocabulary_literal l = vocabulary_act_literal(x->v, (uint32_t)act);
    if (not ) {
        put(out, l.fact + scene, x->domain[l.fact] & ~l.mask);
        return HEED_OK;
    }
    for (uint32_t i = 0; i < x->acts; i++)
        put(out, x->known.act + i + scene, x->known.act + i == l.fact ? l.mask : 1ull << HEED_VALUE_OTHER);
    return HEED_OK;
}

static heed_status read_value(const facts_index *x, heed_text name, heed_text value, bool not, uint32_t scene, heed_arena *mem,
                              told_token *out, heed_error *err)
{
    if (heed_text_is(name, "act"))
        return read_act(x, value, not, scene, mem, out, err);
    heed_fact f = heed_fact_find(x->v, name), field;
    size_t count = 0;
    if (f == HEED_FACT_NONE && vocabulary_set(x->v, name, &count)) { /* role=teacher */
        heed_fact member = heed_fact_find(x->v, value);
        if (member == HEED_FACT_NONE || !heed_text_eq(heed_fact_get(x->v, member)->set, name))
            return unknown_word(x, value, mem, err);
        put(out, member + scene, not ? 1 : 2);
        return HEED_OK;
    }
    if (f == HEED_FACT_NONE)
        return unknown_word(x, name, mem, err);
    if (!heed_fact_get(x->v, f)->one_valued)
        return heed_fail(err, HEED_INVALID, "\"%.*s\" is yes or no: write \"%.*s\" or \"!%.*s\".", heed_fmt(name),
                         heed_fmt(name), heed_fmt(name));
    int v = heed_value_find(x->v, f, value);
    uint64_t mask = v >= 0 ? 1ull << v : vocabulary_group_mask(x->v, value, &field);
    if (!mask || (v < 0 && field != f))
        return unknown_value(x, f, value, mem, err);
    put(out, f + scene, not ? x->domain[f] & ~mask : mask);
    return HEED_OK;
}

static heed_status read_name(const facts_index *x, heed_text name, bool not, uint32_t scene, heed_arena *mem, told_token *out,
                             heed_error *err)
{
    heed_fact f = heed_fact_find(x->v, name), field;
    if (f != HEED_FACT_NONE && !heed_fact_get(x->v, f)->one_valued) {
        put(out, f + scene, not ? 1 : 2);
        return HEED_OK;
    }
    uint64_t mask = f == HEED_FACT_NONE ? vocabulary_group_mask(x->v, name, &field) : 0;
    if (mask) {
        put(out, field + scene, not ? x->domain[field] & ~mask : mask);
        return HEED_OK;
    }
    size_t count = 0;
    const heed_fact *members = vocabulary_group_members(x->v, name, &count);
    if (members && !not )
        return heed_fail(err, HEED_INVALID, "\"%.*s\" stands for several facts: name the one you mean.", heed_fmt(name));
    if (members && count <= sizeof out->at / sizeof *out->at) {
        for (size_t i = 0; i < count; i++)
            put(out, members[i] + scene, 1);
        return HEED_OK;
    }
    if (f != HEED_FACT_NONE && not ) {
        put(out, f + scene, 1ull << HEED_VALUE_OTHER);
        return HEED_OK;
    }
    if (f != HEED_FACT_NONE)
        return heed_fail(err, HEED_INVALID, "\"%.*s\" needs a value: write \"%.*s=...\", or \"!%.*s\" for none.",
                         heed_fmt(name), heed_fmt(name), heed_fmt(name));
    if (heed_act_find(x->v, name) >= 0)
        return heed_fail(err, HEED_INVALID, "\"%.*s\" is an act: write \"act=%.*s\".", heed_fmt(name), heed_fmt(name));
    return unknown_word(x, name, mem, err);
}

heed_status token_read(const facts_index *x, heed_text token, heed_arena *mem, told_token *out, heed_error *err)
{
    *out = (told_token){ .n = 0 };
    token = heed_text_trim(token);
    if (heed_text_starts(token, "as-of=")) {
        out->as_of = heed_date_read((heed_text){ token.at + 6, token.len - 6 });
        return out->as_of ? HEED_OK
                          : heed_fail(err, HEED_INVALID, "The date after \"as-of=\" is not a date: write it as 2026-01-31.");
    }
    bool not = heed_text_starts(token, "!");
    if (not )
        token = (heed_text){ token.at + 1, token.len - 1 };
    uint32_t scene = heed_text_starts(token, "event.") ? x->n : 0;
    if (scene)
        token = (heed_text){ token.at + 6, token.len - 6 };
    if (!token.len)
        return heed_fail(err, HEED_INVALID, "A fact is empty: write a word of the vocabulary.");
    const char *equals = memchr(token.at, '=', token.len);
    if (!equals)
        return read_name(x, token, not, scene, mem, out, err);
    size_t before = (size_t)(equals - token.at);
    return read_value(x, (heed_text){ token.at, before }, (heed_text){ equals + 1, token.len - before - 1 }, not, scene, mem,
                      out, err);
}
