/* say.c - from the machine's names to words. */
#include "app/say.h"
#include "base/arena.h"
#include <string.h>

heed_text say_name(heed_text name, heed_arena *mem)
{
    heed_text out = heed_text_copy(mem, name);
    char *at = (char *)(uintptr_t)out.at; /* our own copy */
    for (size_t i = 0; i < out.len; i++)
        if (at[i] == '-')
            at[i] = ' ';
    return out;
}

heed_text say_capital(heed_text sentence, heed_arena *mem)
{
    heed_text out = heed_text_copy(mem, sentence);
    if (out.len && out.at[0] >= 'a' && out.at[0] <= 'z')
        *(char *)(uintptr_t)out.at = (char)(out.at[0] - 'a' + 'A');
    return out;
}

heed_text say_join(heed_texts texts, const char *between, heed_arena *mem)
{
    heed_text out = { "", 0 };
    for (size_t i = 0; i < texts.len; i++)
        out = i ? heed_text_printf(mem, "%.*s%s%.*s", heed_fmt(out), between, heed_fmt(texts.at[i])) : texts.at[i];
    return out;
}

heed_text say_day(heed_date day, heed_arena *mem)
{
    static const char *const months[] = { "January", "February", "March",     "April",   "May",      "June",
                                          "July",    "August",   "September", "October", "November", "December" };
    int month = day / 100 % 100;
    if (!day || month < 1 || month > 12)
        return (heed_text){ 0 };
    return heed_text_printf(mem, "%d %s %d", day % 100, months[month - 1], day / 10000);
}

heed_text token_fact_name(heed_text token)
{
    if (token.len && token.at[0] == '!')
        token = (heed_text){ token.at + 1, token.len - 1 };
    const char *eq = token.len ? memchr(token.at, '=', token.len) : NULL;
    return eq ? (heed_text){ token.at, (size_t)(eq - token.at) } : token;
}

heed_text token_denied(heed_text token, heed_arena *mem)
{
    if (token.len && token.at[0] == '!')
        return (heed_text){ token.at + 1, token.len - 1 };
    return heed_text_printf(mem, "!%.*s", heed_fmt(token));
}

/* What a token speaks of, as the vocabulary has it. */
typedef struct {
    bool denied, event;
    const heed_fact_info *info;  /* of the member, value or act; NULL when unknown */
    const heed_fact_info *field; /* of the fact itself */
    heed_text rest;              /* the token without "!" and "event." */
} spoken;

static spoken speak_of(const heed_vocabulary *v, heed_text token)
{
    spoken s = { .denied = token.len && token.at[0] == '!' };
    s.rest = s.denied ? (heed_text){ token.at + 1, token.len - 1 } : token;
    s.event = heed_text_starts(s.rest, "event.");
    if (s.event)
        s.rest = (heed_text){ s.rest.at + 6, s.rest.len - 6 };
    heed_text name = token_fact_name(s.rest), value = { 0 };
    if (name.len < s.rest.len)
        value = (heed_text){ s.rest.at + name.len + 1, s.rest.len - name.len - 1 };
    if (heed_text_is(name, "act")) {
        int act = heed_act_find(v, value);
        s.info = act < 0 ? NULL : heed_act_get(v, (uint32_t)act);
        return s;
    }
    heed_fact fact = heed_fact_find(v, name);
    if (fact == HEED_FACT_NONE)
        return s;
    s.field = heed_fact_get(v, fact);
    int which = value.len ? heed_value_find(v, fact, value) : -1;
    s.info = value.len ? (which < 0 ? NULL : heed_value_get(v, fact, (uint32_t)which)) : s.field;
    return s;
}

heed_text say_token(const heed_vocabulary *v, heed_text token, heed_arena *mem)
{
    const char * or = token.len ? memmem(token.at, token.len, " or ", 4) : NULL;
    if (or) { /* any of several held */
        size_t n = (size_t)(or -token.at);
        heed_text first = say_token(v, (heed_text){ token.at, n }, mem),
                  rest = say_token(v, (heed_text){ or +4, token.len - n - 4 }, mem);
        return heed_text_printf(mem, "%.*s, or %.*s", heed_fmt(first), heed_fmt(rest));
    }
    spoken s = speak_of(v, token);
    heed_text meaning = s.info && s.info->meaning.len ? s.info->meaning : say_name(s.rest, mem);
    bool none = s.denied && s.field && s.info == s.field && s.field->one_valued;
    if (!s.event && !s.denied)
        return meaning;
    return heed_text_printf(mem, "%s%s%.*s", s.event ? "before: " : "",
                            none       ? "nothing of the kind: "
                            : s.denied ? "not: "
                                       : "",
                            heed_fmt(meaning));
}

heed_text say_question(const heed_vocabulary *v, heed_text token, heed_arena *mem)
{
    spoken s = speak_of(v, token);
    heed_text question = s.info && s.info->question.len ? s.info->question : s.field ? s.field->question : (heed_text){ 0 };
    if (s.event && question.len)
        return heed_text_printf(mem, "What happened before: %.*s", heed_fmt(question));
    return question;
}

heed_text say_act(const heed_vocabulary *v, heed_text act, heed_arena *mem)
{
    int found = heed_act_find(v, act);
    const heed_fact_info *info = found < 0 ? NULL : heed_act_get(v, (uint32_t)found);
    return info && info->meaning.len ? info->meaning : say_name(act, mem);
}

/* The meaning of a value of the field `event`; empty when it is none. */
static heed_text event_meaning(const heed_vocabulary *v, heed_text name)
{
    heed_fact field = heed_fact_find(v, heed_lit("event"));
    int value = field == HEED_FACT_NONE ? -1 : heed_value_find(v, field, name);
    return value < 0 ? (heed_text){ 0 } : heed_value_get(v, field, (uint32_t)value)->meaning;
}

heed_text say_deadline(const heed_vocabulary *v, heed_text deadline, heed_arena *mem)
{
    const char *of = deadline.len ? memmem(deadline.at, deadline.len, " of ", 4) : NULL;
    if (of) {
        heed_text span = { deadline.at, (size_t)(of - deadline.at) },
                  start = { of + 4, deadline.len - (size_t)(of - deadline.at) - 4 };
        heed_text meaning = event_meaning(v, start);
        return heed_text_printf(mem, "%.*s, counted from when %.*s", heed_fmt(say_name(span, mem)),
                                heed_fmt(meaning.len ? meaning : say_name(start, mem)));
    }
    return say_name(deadline, mem);
}

heed_text say_recipient(const heed_vocabulary *v, heed_text name, heed_arena *mem)
{
    heed_fact field = heed_fact_find(v, heed_lit("recipient"));
    int value = field == HEED_FACT_NONE || heed_fact_find(v, name) != HEED_FACT_NONE ? -1 : heed_value_find(v, field, name);
    return value < 0 ? say_name(name, mem) : heed_value_get(v, field, (uint32_t)value)->meaning;
}

/* The definition of a group in a policy's text: what follows "group NAME =", over as many lines as begin with a blank. */
static heed_text group_of(heed_text source, heed_text name)
{
    while (source.len) {
        const char *nl = memchr(source.at, '\n', source.len);
        size_t n = nl ? (size_t)(nl - source.at) : source.len, skip = nl ? n + 1 : n;
        heed_text line = { source.at, n };
        source = (heed_text){ source.at + skip, source.len - skip };
        if (!heed_text_starts(line, "group "))
            continue;
        heed_text rest = heed_text_trim((heed_text){ line.at + 6, n - 6 });
        const char *eq = rest.len ? memchr(rest.at, '=', rest.len) : NULL;
        if (!eq || !heed_text_eq(heed_text_trim((heed_text){ rest.at, (size_t)(eq - rest.at) }), name))
            continue;
        heed_text members = { eq + 1, rest.len - (size_t)(eq + 1 - rest.at) };
        while (source.len && (source.at[0] == ' ' || source.at[0] == '\t')) {
            const char *end = memchr(source.at, '\n', source.len);
            size_t more = end ? (size_t)(end - source.at) : source.len, over = end ? more + 1 : more;
            members.len = (size_t)(source.at + more - members.at);
            source = (heed_text){ source.at + over, source.len - over };
        }
        return heed_text_trim(members);
    }
    return (heed_text){ 0 };
}

/* A long list under every clause would drown the clause; the policy's text has the whole of it. */
static heed_text first_few(heed_text members, heed_arena *mem)
{
    enum { MOST = 5, SHOWN = 3 };
    size_t commas = 0, end = members.len;
    for (size_t i = 0; i < members.len; i++)
        if (members.at[i] == ',' && ++commas == SHOWN)
            end = i;
    return commas < MOST ? members : heed_text_printf(mem, "%.*s and others", (int)end, members.at);
}

heed_text say_subject(const heed_policy *policy, heed_text name, heed_arena *mem)
{
    heed_text group = group_of(heed_policy_source(policy), name);
    if (!group.len)
        return say_name(name, mem);
    char *out = heed_arena_alloc(mem, group.len + 1);
    size_t n = 0;
    for (size_t i = 0; i < group.len && group.at[i] != '#'; i++) {
        char c = group.at[i] == '-' || group.at[i] == '\n' || group.at[i] == '\t' || group.at[i] == '\r' ? ' ' : group.at[i];
        if (c != ' ' || (n && out[n - 1] != ' '))
            out[n++] = c;
    }
    return first_few(heed_text_trim((heed_text){ out, n }), mem);
}

say_badge say_force(heed_text force)
{
    static const struct {
        const char *force, *word, *kind;
    } known[] = {
        { "must", "Must", "must" },
        { "must not", "Must not", "mustnot" },
        { "should", "Should", "should" },
        { "should not", "Should not", "should" },
        { "may", "May", "may" },
        { "advised to", "Advised", "should" },
        { "advised not to", "Advised against", "avoid" },
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (heed_text_is(force, known[i].force))
            return (say_badge){ heed_text_of(known[i].word), heed_text_of(known[i].kind) };
    return (say_badge){ 0 };
}

heed_text say_tone(heed_outcome outcome)
{
    static const char *const tones[] = { "no", "if", "care", "must", "good", "yes", "silent", "ask" }; /* ORDER: outcome */
    return heed_text_of((size_t)outcome < sizeof tones / sizeof *tones ? tones[outcome] : "silent");
}
