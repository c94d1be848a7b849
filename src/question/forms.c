/* forms.c - the forms of English verbs and nouns, so that the words file names each word once. */
#include "lexicon.h"
#include <string.h>

static bool ends_with(heed_text w, const char *end)
{
    size_t n = strlen(end);
    return w.len >= n && memcmp(w.at + w.len - n, end, n) == 0;
}

static bool vowel(char c)
{
    return memchr("aeiou", c, 5) != NULL;
}

static bool hisses(heed_text w)
{
    return ends_with(w, "s") || ends_with(w, "x") || ends_with(w, "ch") || ends_with(w, "sh") || ends_with(w, "z");
}

/* "try", not "play". */
static bool turns_y(heed_text w)
{
    return w.len > 2 && w.at[w.len - 1] == 'y' && !vowel(w.at[w.len - 2]);
}

/* "chat", "ban": a short last vowel doubles its consonant. Only for words of one beat; others are listed as irregular. */
static bool doubles(heed_text w)
{
    if (w.len < 3 || w.len > 5 || memchr("wxy", w.at[w.len - 1], 3) || vowel(w.at[w.len - 1]) || !vowel(w.at[w.len - 2]))
        return false;
    for (size_t i = 0; i + 2 < w.len; i++)
        if (vowel(w.at[i]))
            return false;
    return true;
}

static heed_text joined(lexicon *l, heed_text stem, size_t cut, const char *end, heed_text rest)
{
    return heed_text_printf(l->mem, "%.*s%s%.*s", (int)(stem.len - cut), stem.at, end, heed_fmt(rest));
}

static heed_text with_s(lexicon *l, heed_text w, heed_text rest)
{
    if (turns_y(w))
        return joined(l, w, 1, "ies", rest);
    return joined(l, w, 0, hisses(w) || ends_with(w, "o") ? "es" : "s", rest);
}

static const struct forms_of *irregular(const lexicon *l, heed_text word)
{
    sym known = lexicon_find(l, word);
    for (size_t i = 0; known && i < l->irregular_count; i++)
        if (l->irregular[i].base == known)
            return &l->irregular[i];
    return NULL;
}

static heed_text first_word(heed_text phrase, heed_text *rest_out)
{
    const char *blank = memchr(phrase.at, ' ', phrase.len);
    size_t n = blank ? (size_t)(blank - phrase.at) : phrase.len;
    *rest_out = (heed_text){ phrase.at + n, phrase.len - n };
    return (heed_text){ phrase.at, n };
}

void forms_of_verb(lexicon *l, heed_text phrase, const entry *what, form_found *found)
{
    heed_text rest, w = first_word(phrase, &rest);
    const struct forms_of *odd = irregular(l, w);
    found(l, phrase, FORM_BASE, what);
    if (odd) {
        found(l, joined(l, odd->s, 0, "", rest), FORM_S, what);
        found(l, joined(l, odd->past, 0, "", rest), FORM_PAST, what);
        found(l, joined(l, odd->part, 0, "", rest), FORM_PAST, what);
        found(l, joined(l, odd->ing, 0, "", rest), FORM_ING, what);
        return;
    }
    char twice[2] = { w.len ? w.at[w.len - 1] : 0, 0 };
    heed_text stem = doubles(w) ? joined(l, w, 0, twice, (heed_text){ "", 0 }) : w;
    found(l, with_s(l, w, rest), FORM_S, what);
    if (ends_with(w, "e")) {
        found(l, joined(l, w, 0, "d", rest), FORM_PAST, what);
        found(l, joined(l, w, ends_with(w, "ee") ? 0 : 1, "ing", rest), FORM_ING, what);
        return;
    }
    found(l, turns_y(w) ? joined(l, w, 1, "ied", rest) : joined(l, stem, 0, "ed", rest), FORM_PAST, what);
    found(l, joined(l, stem, 0, "ing", rest), FORM_ING, what);
}

/* The last word of a noun phrase takes the plural; irregular ones are written out in the file. */
void forms_of_noun(lexicon *l, heed_text phrase, const entry *what, form_found *found)
{
    heed_text none = { "", 0 };
    found(l, phrase, 0, what);
    if (phrase.len && !ends_with(phrase, "s") && phrase.at[phrase.len - 1] != '}')
        found(l, with_s(l, phrase, none), 0, what);
    else if (ends_with(phrase, "ss"))
        found(l, joined(l, phrase, 0, "es", none), 0, what);
}
