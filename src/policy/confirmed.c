/* confirmed.c - does a rule still stand beside the words that somebody confirmed it against? */
#include "compile.h"
#include <sodium.h>
#include <string.h>

/* Blanks and line ends run together: prose laid out anew says the same. */
static heed_text folded(heed_text prose, heed_arena *mem)
{
    char *out = heed_arena_alloc(mem, prose.len + 1);
    size_t n = 0;
    for (size_t i = 0; i < prose.len; i++) {
        char now = prose.at[i];
        bool blank = now == ' ' || now == '\t' || now == '\r' || now == '\n';
        if (!blank || (n && out[n - 1] != ' '))
            out[n++] = blank ? ' ' : now;
    }
    return heed_text_trim((heed_text){ out, n });
}

heed_text compile_confirmed_hash(heed_text prose, const ruling *r, heed_arena *mem)
{
    static const char digits[] = "0123456789abcdef";
    unsigned char sum[crypto_hash_sha256_BYTES];
    char hex[2 * sizeof sum];
    heed_text both = heed_text_printf(mem, "%.*s\n%.*s", heed_fmt(folded(prose, mem)), heed_fmt(r->says));
    crypto_hash_sha256(sum, (const unsigned char *)both.at, both.len);
    for (size_t i = 0; i < sizeof sum; i++) {
        hex[2 * i] = digits[sum[i] >> 4];
        hex[2 * i + 1] = digits[sum[i] & 15];
    }
    return heed_text_copy(mem, (heed_text){ hex, sizeof hex });
}

void compile_check_confirmed(compiler *c)
{
    enum { SHOWN = 12 };
    for (size_t i = 0; i < c->s->ruling_count; i++) {
        const ruling *r = &c->s->rulings[i];
        if (!r->confirmed.text.len)
            continue;
        heed_text now = compile_confirmed_hash(c->clauses[c->clause_of_ruling[i]].prose, r, c->mem);
        if (memcmp(now.at, r->confirmed.text.at, r->confirmed.text.len) != 0)
            report_warning(
                c->r, r->confirmed.line, r->confirmed.column,
                "The prose or the rule of %.*s is not the one that was confirmed. Read both again; where they agree, "
                "write: confirmed %.*s by ... on ...",
                heed_fmt(r->full_id), SHOWN, now.at);
    }
}
