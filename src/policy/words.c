/* words.c - walking along the words of one statement. */
#include "words.h"
#include <stdarg.h>
#include <string.h>

bool words_accept(words *w, const char *word)
{
    if (!token_is(*w->at, word))
        return false;
    w->at++;
    return true;
}

bool words_accept_two(words *w, const char *first, const char *second)
{
    if (!token_is(w->at[0], first) || !token_is(w->at[1], second))
        return false;
    w->at += 2;
    return true;
}

bool words_meant(words *w, const char *word)
{
    nearest near = nearest_to(w->at->text);
    if (words_accept(w, word))
        return true;
    if (w->at->kind != TOKEN_WORD || w->at->text.len < 4) /* a shorter word may be another one */
        return false;
    nearest_offer(&near, heed_text_of(word));
    if (!near.best.len)
        return false;
    words_wrong(w, "\"%.*s\" does not belong here.%.*s", heed_fmt(w->at->text), heed_fmt(nearest_hint(&near, w->r->mem)));
    w->at++;
    return true;
}

bool words_accept_mark(words *w, token_kind mark)
{
    if (w->at->kind != mark)
        return false;
    w->at++;
    return true;
}

bool words_ended(const words *w)
{
    return w->at->kind == TOKEN_END;
}

bool words_wrong(const words *w, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    report_error_with(w->r, w->at->line, w->at->column, format, args);
    va_end(args);
    return false;
}

heed_text words_shown(const words *w)
{
    return words_ended(w) ? heed_lit("the end of the statement")
                          : heed_text_printf(w->r->mem, "\"%.*s\"", heed_fmt(w->at->text));
}

bool words_string(words *w, const char *what, heed_text *string_out)
{
    if (w->at->kind != TOKEN_STRING)
        return words_wrong(w, "%.*s stands where %s belongs. Write it in quotation marks.", heed_fmt(words_shown(w)), what);
    *string_out = w->at++->text;
    return true;
}

bool word_joins(heed_text word)
{
    static const char *const joining[] = {
        "and", "or",   "not",   "when", "unless",  "by",       "at",      "during", "about",
        "on",  "must", "after", "then", "showing", "presumes", "implies", "from",   "should"
    };
    for (size_t i = 0; i < sizeof joining / sizeof *joining; i++)
        if (heed_text_is(word, joining[i]))
            return true;
    return false;
}

bool words_name(words *w, const char *what, token *name_out)
{
    if (w->at->kind != TOKEN_WORD || word_joins(w->at->text))
        return words_wrong(w, "%.*s stands where %s belongs. Write a name there.", heed_fmt(words_shown(w)), what);
    if (!name_ok(w->at->text))
        return words_wrong(w, "\"%.*s\" cannot name %s. Write it in lower case letters, digits and \"-\".",
                           heed_fmt(w->at->text), what);
    *name_out = *w->at++;
    return true;
}

bool words_number(words *w, const char *what, int *number_out)
{
    int value = 0;
    heed_text t = w->at->text;
    bool ok = w->at->kind == TOKEN_WORD && t.len && t.len <= 6;
    for (size_t i = 0; ok && i < t.len; i++) {
        ok = t.at[i] >= '0' && t.at[i] <= '9';
        value = value * 10 + (t.at[i] - '0');
    }
    if (!ok || value == 0)
        return words_wrong(w, "%.*s stands where %s belongs. Write a whole number from 1.", heed_fmt(words_shown(w)), what);
    *number_out = value;
    w->at++;
    return true;
}

bool words_date(words *w, const char *what, heed_date *date_out)
{
    heed_date date = w->at->kind == TOKEN_WORD ? heed_date_read(w->at->text) : 0;
    if (!date)
        return words_wrong(w, "%.*s is no date, and %s belongs here. Write it like 2026-09-01.", heed_fmt(words_shown(w)),
                           what);
    *date_out = date;
    w->at++;
    return true;
}

bool words_end(words *w, const char *instead)
{
    return words_ended(w) || words_wrong(w, "\"%.*s\" does not belong here. %s", heed_fmt(w->at->text), instead);
}
