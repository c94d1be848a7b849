/* register_fuzz.c - any bytes as a register: read it or say why not. */
#include "analyse/laws.h"
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    OWNED(heed_arena) mem = heed_arena_create();
    heed_text source = { (const char *)bytes, size };
    const heed_laws *laws = NULL;
    heed_findings found = { 0 };
    heed_error err = { 0 };
    heed_status status = heed_laws_read(&(heed_texts){ &source, 1 }, NULL, mem, &laws, &found, &err);
    if (status == HEED_OK ? laws == NULL || found.len : status != HEED_INVALID || !found.len || !err.message[0])
        abort();
    for (size_t i = 0; i < found.len; i++)
        if (!heed_text_valid_utf8(found.at[i].message))
            abort();
    for (size_t i = 0; status == HEED_OK && i < laws->len; i++)
        if (laws->at[i].kind <= LAWS_ADVICE && (!laws->at[i].source.at || !laws_full_title(&laws->at[i], mem).at))
            abort();
    return 0;
}
