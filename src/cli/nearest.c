/* nearest.c - did you mean. */
#include "options.h"
#include <string.h>

enum { WORD_MAX = 32 };

/* Letters to change, add, drop or swap. Words longer than WORD_MAX are never near. */
static size_t distance(const char *a, const char *b)
{
    size_t n = strlen(a), m = strlen(b), row[3][WORD_MAX + 1];
    if (n > WORD_MAX || m > WORD_MAX)
        return WORD_MAX;
    for (size_t k = 0; k <= m; k++)
        row[0][k] = k;
    for (size_t i = 1; i <= n; i++) {
        size_t *now = row[i % 3], *before = row[(i - 1) % 3], *earlier = row[(i + 1) % 3];
        now[0] = i;
        for (size_t k = 1; k <= m; k++) {
            size_t best = before[k - 1] + (a[i - 1] != b[k - 1]);
            best = before[k] + 1 < best ? before[k] + 1 : best;
            best = now[k - 1] + 1 < best ? now[k - 1] + 1 : best;
            if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1] && earlier[k - 2] + 1 < best)
                best = earlier[k - 2] + 1;
            now[k] = best;
        }
    }
    return row[n % 3][m];
}

const char *cli_nearest(const char *word, const char *const *names, size_t count)
{
    const char *best = NULL;
    size_t least = strlen(word) < 4 ? 2 : 3; /* near: one slip in a short word, two in a longer one */
    for (size_t i = 0; i < count; i++) {
        size_t d = distance(word, names[i]);
        bool starts = strlen(word) >= 3 && strncmp(word, names[i], strlen(word)) == 0;
        if (d < least || (starts && !best)) {
            best = names[i];
            least = d < least ? d : least;
        }
    }
    return best;
}
