/* same_answer.c - explanations as text, compared. */
#include "same_answer.h"
#include "base/arena.h"
#include "decide/explain.h"
#include <stdio.h>

static void say(heed_arena *mem, heed_text *out, const char *name, heed_text value)
{
    *out = heed_text_printf(mem, "%.*s%s=%.*s ", heed_fmt(*out), name, heed_fmt(value));
}

static void say_all(heed_arena *mem, heed_text *out, const char *name, heed_texts values)
{
    for (size_t i = 0; i < values.len; i++)
        say(mem, out, name, values.at[i]);
}

/* What "what if" has a part in, and the outcome beside it. */
static heed_text in_words(const heed_answer *a, heed_arena *mem)
{
    heed_text out = heed_text_of(heed_outcome_name(a->outcome));
    out = heed_text_printf(mem, "%.*s flags %u, %zu deciding, %zu duties\n", heed_fmt(out), a->flags, a->deciding_count,
                           a->duty_count);
    for (size_t i = 0; i < a->assumed_count; i++) {
        say(mem, &out, "assumed", a->assumed[i].token);
        say(mem, &out, "why", a->assumed[i].why);
    }
    for (size_t i = 0; i < a->ask_count; i++) {
        say(mem, &out, "\nask", a->asks[i].fact);
        say(mem, &out, "question", a->asks[i].question);
        say_all(mem, &out, "answer", a->asks[i].answers);
        say_all(mem, &out, "outcome", a->asks[i].outcomes);
    }
    for (size_t i = 0; i < a->way_count; i++) {
        say_all(mem, &out, "\nway", a->ways[i].change);
        say(mem, &out, "outcome", heed_text_of(heed_outcome_name(a->ways[i].outcome)));
    }
    return out;
}

bool same_answer(const heed_policy *policy, heed_situation *s, heed_date as_of, const char *what)
{
    OWNED(heed_arena) mem = heed_arena_create();
    heed_answer quick, plain;
    heed_error err = { .message = "" }, other = { .message = "" };
    heed_status one = explain_with(policy, s, as_of, false, mem, &quick, &err),
                two = explain_with(policy, s, as_of, true, mem, &plain, &other);
    if (one != HEED_OK || two != HEED_OK)
        return one == two;
    heed_text a = in_words(&quick, mem), b = in_words(&plain, mem);
    if (!heed_text_eq(a, b))
        printf("DIFFER (%s)\nquickly: %.*s\nplainly: %.*s\n", what, heed_fmt(a), heed_fmt(b));
    return heed_text_eq(a, b);
}
