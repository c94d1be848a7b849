/* blob_fuzz.c - a compiled policy with bytes changed: refused, or safe to look into from end to end.
 *
 * The input is a list of changes, four bytes each: where (three bytes) and what is added there; so that magic, size and
 * hashes mostly stay as they are and the checks behind them are reached. Unless the number of bytes is odd, the checksum is
 * made to fit the changes, as somebody who means harm would do; else the changed blob must be refused. */
#include "policy/blob.h"
#include "base/arena.h"
#include <heed/decide.h>
#include <stdlib.h>
#include <string.h>
#include "small_vocabulary.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static const char policy_text[] =
    "# T\n```heed\npolicy p version 1 in force 2026-01-31 review every 1 year\nschool \"S\" nation wales\nvocabulary small\n"
    "group known = pupil, parent when kin\nconflict 1 with 2\nsilence means ask head\n```\nOne. {#1}\n\nTwo. {#2}\n```heed\n"
    "1 teacher must not post known at home [x]\n1/2 except 1: teacher may post, picture when kin [x]\n1/3 then must tell to "
    "head within 1 day of asked\n"
    "2 on asked from pupil: teacher must no to head\n2/2 head may share only with leave from deputy\n2/3 on breach: head must "
    "tell\n"
    "2/4 schedule review-policy by head every 1 year last 2025-01-01\n2/5 information cites teacher to film showing any\n```\n"
    "```heed test\nteacher act=post pupil place=home -> prohibited by 1\n```\n";

static void look(const heed_policy *p, const heed_vocabulary *v, heed_arena *mem)
{
    static const char *const told[] = { "teacher", "pupil", "act=film", "place=home", "event=asked" };
    size_t seen = 0;
    for (size_t i = 0; i < heed_clause_count(p); i++) {
        const heed_clause *c = heed_clause_get(p, i, mem);
        seen += c->prose.len + c->statements.len + heed_clause_binds(p, c, heed_lit("deputy"));
        for (size_t k = 0; k < c->statements.len; k++)
            seen += (size_t)(unsigned char)(c->statements.at[k].len ? c->statements.at[k].at[c->statements.at[k].len - 1] : 0);
    }
    heed_situation *s = heed_situation_new(v, mem);
    for (size_t i = 0; i < sizeof told / sizeof *told; i++)
        if (heed_situation_tell(s, heed_text_of(told[i]), NULL) != HEED_OK)
            abort();
    heed_verdict verdict;
    heed_answer answer;
    size_t passed, failed;
    heed_findings found;
    if (heed_situation_settle(s, NULL) == HEED_OK)
        heed_decide(p, s, 20260301, &verdict, NULL);
    heed_explain(p, s, 20260301, mem, &answer, NULL);
    heed_policy_test(p, mem, &passed, &failed, &found, NULL);
    if (seen == SIZE_MAX)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    OWNED(heed_arena) mem = heed_arena_create();
    const heed_vocabulary *v = NULL;
    heed_text blob;
    const heed_policy *p = NULL;
    if (heed_vocabulary_read(heed_lit(SMALL_VOCABULARY), heed_lit("v"), mem, &v, NULL, NULL) != HEED_OK ||
        heed_policy_compile(heed_lit(policy_text), heed_lit("p"), v, NULL, mem, &blob, NULL, NULL) != HEED_OK)
        abort();
    uint8_t *own = malloc(blob.len); /* of its own, so that a read beyond its end is seen */
    if (!own)
        return 0;
    memcpy(own, blob.at, blob.len);
    for (size_t i = 0; i + 4 <= size && i < 64; i += 4) {
        size_t at = ((size_t)bytes[i] << 16 | (size_t)bytes[i + 1] << 8 | bytes[i + 2]) % blob.len;
        own[at] = (uint8_t)(own[at] + bytes[i + 3]);
    }
    const heed_text bent = { (const char *)own, blob.len };
    bool changed = memcmp(own, blob.at, blob.len) != 0;
    if (size % 2 == 0)
        ((blob_head *)(void *)own)->checksum = policy_checksum(bent);
    if (heed_policy_open(bent, v, mem, &p, NULL) == HEED_OK) {
        if (changed && size % 2)
            abort();
        look(p, v, mem);
    }
    free(own);
    return 0;
}
