/* prose_alike.c - clauses whose words are nearly the same: what was written twice drifts apart when one is changed. */
#include "readability.h"
#include <stdlib.h>
#include <string.h>

/* Three of four words of weight in common; shorter clauses are alike by chance. */
enum { ENOUGH_WEIGHT = 5 };

typedef struct {
    uint32_t *words; /* hashes of the words of weight, sorted, each once */
    size_t n;
    const prose_block *block;
    size_t from; /* first word of the clause */
} weighed;

static uint32_t hash_of(heed_text word)
{
    uint32_t h = 2166136261u; /* FNV-1a */
    size_t n = word.len > 3 && word.at[word.len - 1] == 's' ? word.len - 1 : word.len;
    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)word.at[i]) * 16777619u;
    return h;
}

static bool is_small(const phrases *small, heed_text word)
{
    if (word.len < 3 || (word.at[0] >= '0' && word.at[0] <= '9'))
        return true;
    for (size_t i = 0; i < small->len; i++)
        if (small->at[i].n == 1 && heed_text_eq(small->at[i].at[0].low, word))
            return true;
    return false;
}

static int by_value(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static weighed weigh(lint *l, const prose *p, const prose_block *b, uint32_t slot)
{
    size_t from = slot > b->first ? p->ends[slot - 1] : 0, to = p->ends[slot] < b->n ? p->ends[slot] : b->n;
    weighed w = { ARENA_NEW(l->mem, uint32_t, to + 1), 0, b, from };
    for (size_t i = from; i < to; i++)
        if (!is_small(lint_words_for(l, LIST_SMALL), b->words[i].low))
            w.words[w.n++] = hash_of(b->words[i].low);
    if (w.n)
        qsort(w.words, w.n, sizeof *w.words, by_value);
    size_t kept = 0;
    for (size_t i = 0; i < w.n; i++)
        if (!kept || w.words[kept - 1] != w.words[i])
            w.words[kept++] = w.words[i];
    w.n = kept;
    return w;
}

static bool alike(const weighed *a, const weighed *b)
{
    size_t same = 0;
    if (a->n < ENOUGH_WEIGHT || b->n < ENOUGH_WEIGHT || a->n * 4 < b->n * 3 || b->n * 4 < a->n * 3)
        return false;
    for (size_t i = 0, k = 0; i < a->n && k < b->n;) {
        if (a->words[i] == b->words[k])
            same++;
        if (a->words[i] <= b->words[k])
            i++;
        else
            k++;
    }
    /* The walk steps past equal words on one side only; the other side is then smaller and steps next. */
    return same * 4 >= (a->n + b->n - same) * 3;
}

void prose_alike(lint *l)
{
    const prose *p = lint_prose_of(l);
    weighed *all = ARENA_NEW(l->mem, weighed, p->clause_count + 1);
    size_t n = 0;
    for (size_t i = 0; i < p->len; i++)
        for (uint32_t k = 0; k < p->at[i].count && !p->at[i].level; k++)
            all[n++] = weigh(l, p, &p->at[i], p->at[i].first + k);
    for (size_t k = 1; k < n; k++)
        for (size_t i = 0; i < k; i++) {
            lint_places places = { .all = 0 };
            if (!alike(&all[i], &all[k]))
                continue;
            places_add(l, &places, all[i].block, all[i].from);
            places_add(l, &places, all[k].block, all[k].from);
            heed_text where = places_words(l, &places);
            places_say(l, "said-twice", &places, "%.*s say nearly the same in nearly the same words.", heed_fmt(where));
            break; /* once is enough for each clause */
        }
}
