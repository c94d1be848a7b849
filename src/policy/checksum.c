/* checksum.c - has a byte of a compiled policy changed since it was written?
 *
 * Against accidents, not against people: a disk, a cable, half a copy. Eight sums run side by side, since each waits for its
 * own multiplication and a processor can do several at a time; so thousands of policies are checked as fast as they can be
 * read. Every step can be undone, so that a change inside one word is always seen, and any other but once in about 2^64. */
#include "blob.h"
#include <stddef.h>
#include <string.h>

enum { WORD = sizeof(uint64_t), ROUND = 8 * WORD };

static inline uint64_t word_at(const char *at)
{
    uint64_t word;
    memcpy(&word, at, sizeof word);
    return word;
}

/* A multiplication carries upwards only; the turn brings its best bits down again. */
static inline uint64_t mixed(uint64_t sum, uint64_t word)
{
    return ((sum << 29 | sum >> 35) ^ word) *
           UINT64_C(0x9E3779B97F4A7C15); /* of the golden ratio: its bits are spread evenly */
}

uint64_t policy_checksum(heed_text blob)
{
    uint64_t a = 1, b = 2, c = 3, d = 4, e = 5, f = 6, g = 7, h = 8; /* by name: in a list they would be kept in memory */
    const char *at = blob.at + offsetof(blob_head, checksum) + sizeof(uint64_t), *end = blob.at + blob.len;
    for (; end - at >= ROUND; at += ROUND) {
        a = mixed(a, word_at(at));
        b = mixed(b, word_at(at + WORD));
        c = mixed(c, word_at(at + 2 * WORD));
        d = mixed(d, word_at(at + 3 * WORD));
        e = mixed(e, word_at(at + 4 * WORD));
        f = mixed(f, word_at(at + 5 * WORD));
        g = mixed(g, word_at(at + 6 * WORD));
        h = mixed(h, word_at(at + 7 * WORD));
    }
    uint64_t sum = blob.len; /* or zeros at the end could come and go */
    const uint64_t sums[] = { a, b, c, d, e, f, g, h };
    for (size_t i = 0; i < sizeof sums / sizeof *sums; i++)
        sum = mixed(sum, sums[i]);
    for (; at < end; at += WORD) {
        uint64_t word = 0;
        memcpy(&word, at, end - at < WORD ? (size_t)(end - at) : WORD);
        sum = mixed(sum, word);
        if (end - at < WORD)
            break;
    }
    return sum ^ sum >> 32;
}
