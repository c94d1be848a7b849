/* policy_fuzz.c - any bytes as a policy: compile it or say why not; what compiles opens, and formats without changing. */
#include "policy/blob.h"
#include "base/arena.h"
#include <stdlib.h>
#include <string.h>
#include "small_vocabulary.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void must(bool ok)
{
    if (!ok)
        abort();
}

static void check_format(heed_text source, const heed_vocabulary *v, uint32_t rules, heed_arena *mem)
{
    heed_text once, twice, blob;
    const heed_policy *p = NULL;
    must(heed_policy_format(source, heed_lit("f"), mem, &once, NULL, NULL) == HEED_OK);
    must(heed_policy_format(once, heed_lit("f"), mem, &twice, NULL, NULL) == HEED_OK);
    must(heed_text_eq(once, twice));
    must(heed_policy_compile(once, heed_lit("f"), v, NULL, mem, &blob, NULL, NULL) == HEED_OK);
    must(heed_policy_open(blob, v, mem, &p, NULL) == HEED_OK && policy_head(p)->rules.n == rules);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    OWNED(heed_arena) mem = heed_arena_create();
    const heed_vocabulary *v = NULL;
    heed_text blob, source = { (const char *)bytes, size };
    heed_findings found = { 0 };
    heed_error err = { 0 };
    const heed_policy *p = NULL;
    must(heed_vocabulary_read(heed_lit(SMALL_VOCABULARY), heed_lit("v"), mem, &v, NULL, &err) == HEED_OK);
    heed_status status = heed_policy_compile(source, heed_lit("f"), v, NULL, mem, &blob, &found, &err);
    if (status != HEED_OK) {
        must(status == HEED_INVALID && found.len && err.message[0]);
        for (size_t i = 0; i < found.len; i++)
            must(heed_text_valid_utf8(found.at[i].message));
        return 0;
    }
    must(heed_policy_open(blob, v, mem, &p, &err) == HEED_OK);
    check_format(source, v, policy_head(p)->rules.n, mem);
    return 0;
}
