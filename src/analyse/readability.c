/* readability.c - how hard a text is to read.
 *
 * The Flesch-Kincaid grade (Kincaid, Fishburne, Rogers and Chissom, 1975): 0.39 words a sentence + 11.8 syllables a word -
 * 15.59. A British reading age is about five years more than the grade. Syllables are counted as groups of vowels, a silent
 * e left out; that is right for nine words in ten, and enough for a whole text. */
#include "readability.h"
#include <string.h>

/* Sixteen is when people may leave school: above it, some of those a policy binds have to take it on trust. */
enum { HARD_AGE = 16, LONG_SENTENCE = 40, ENOUGH_WORDS = 100 };

static bool vowel(char c)
{
    return c && strchr("aeiouy", c) != NULL;
}

unsigned reading_syllables(heed_text word)
{
    unsigned n = 0;
    for (size_t i = 0; i < word.len; i++)
        n += vowel(word.at[i]) && (i == 0 || !vowel(word.at[i - 1]));
    bool silent = word.len > 2 && word.at[word.len - 1] == 'e' && !vowel(word.at[word.len - 2]) && word.at[word.len - 2] != 'l';
    bool past = word.len > 3 && word.at[word.len - 1] == 'd' && word.at[word.len - 2] == 'e' && word.at[word.len - 3] != 't' &&
                word.at[word.len - 3] != 'd' && !vowel(word.at[word.len - 3]);
    n -= (silent || past) && n > 1;
    return n ? n : 1;
}

void reading_add(reading_count *count, const prose_block *b)
{
    for (size_t i = 0; i < b->n; i++) {
        char first = b->words[i].low.at[0];
        if ((first >= '0' && first <= '9') || first == '_' || first == '.')
            continue;
        count->words++;
        count->syllables += reading_syllables(b->words[i].low);
        count->sentences += b->words[i].stop || i + 1 == b->n;
    }
}

double reading_age(const reading_count *count)
{
    if (!count->words || !count->sentences)
        return 0;
    double grade =
        0.39 * (double)count->words / (double)count->sentences + 11.8 * (double)count->syllables / (double)count->words - 15.59;
    return grade < 0 ? 5 : grade + 5;
}

/* The longest sentence of a block, and its first word. */
static size_t longest_sentence(const prose_block *b, size_t *at_out)
{
    size_t best = 0, from = 0;
    for (size_t i = 0; i < b->n; i++)
        if (b->words[i].stop || i + 1 == b->n) {
            if (i + 1 - from > best) {
                best = i + 1 - from;
                *at_out = from;
            }
            from = i + 1;
        }
    return best;
}

static void long_sentences(lint *l)
{
    const prose *p = lint_prose_of(l);
    lint_places places = { .all = 0 };
    size_t longest = 0;
    for (size_t i = 0; i < p->len; i++) {
        const prose_block *b = &p->at[i];
        size_t at = 0, n = b->count && !b->level && !b->tests ? longest_sentence(b, &at) : 0;
        if (n <= LONG_SENTENCE)
            continue;
        places_add(l, &places, b, at);
        longest = n > longest ? n : longest;
    }
    heed_text where = places_words(l, &places);
    if (places.all)
        places_say(l, "long-sentence", &places, "%.*s: %s more than %d words in a sentence (the longest has %zu).",
                   heed_fmt(where), places.all == 1 ? "there are" : "each has", LONG_SENTENCE, longest);
}

void prose_reading(lint *l)
{
    const prose *p = lint_prose_of(l);
    reading_count count = { 0 };
    for (size_t i = 0; i < p->len; i++)
        if (p->at[i].count && !p->at[i].level && !p->at[i].tests)
            reading_add(&count, &p->at[i]);
    double age = reading_age(&count);
    lint_clauses none = { .n = 0 };
    if (count.words >= ENOUGH_WORDS && age >= HARD_AGE)
        lint_say(l, "reading-age", &none, "This text asks for a reading age of about %d (%d words a sentence).",
                 (int)(age + 0.5), (int)(count.words / count.sentences));
    long_sentences(l);
}
