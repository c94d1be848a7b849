/* vocabulary_fuzz.c - any bytes as a vocabulary: read it or say why not. */
#include "policy/blob.h"
#include "base/arena.h"
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    OWNED(heed_arena) mem = heed_arena_create();
    const heed_vocabulary *v = NULL;
    heed_findings found = { 0 };
    heed_error err = { 0 };
    heed_status status =
        heed_vocabulary_read((heed_text){ (const char *)bytes, size }, heed_lit("fuzz"), mem, &v, &found, &err);
    if (status == HEED_OK ? v == NULL || found.len : status != HEED_INVALID || !found.len || !err.message[0])
        abort();
    for (size_t i = 0; i < found.len; i++)
        if (!heed_text_valid_utf8(found.at[i].message))
            abort();
    if (status != HEED_OK)
        return 0;
    for (heed_fact f = 0; f < heed_fact_count(v); f++)
        if (!heed_fact_get(v, f) || heed_fact_find(v, heed_fact_get(v, f)->name) == heed_fact_count(v))
            abort();
    return 0;
}
