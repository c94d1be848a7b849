/* checklist_fuzz.c - any bytes as a checklist: read it or say why not; what was read is put to a policy. */
#include "analyse/checklist.h"
#include "base/arena.h"
#include "small_vocabulary.h"
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static const char text[] =
    "# Policy\n```heed\npolicy one version 1\nschool \"S\" nation england\nvocabulary small\nsilence means ask head\n```\n"
    "One. {#1}\n```heed\n1 teacher must not yes pupil\n1/2 then teacher must tell to head\n```\n"
    "Two. {#2}\n```heed\n2 head may post only with leave\n2/2 on breach: head must tell within 1 day of asked\n```\n";

static void put_to_policy(const heed_checklist *checklist, const heed_vocabulary *v, heed_arena *mem)
{
    heed_text blob;
    const heed_policy *p;
    heed_findings found = { 0 };
    heed_lint_findings said;
    heed_error err = { 0 };
    heed_analyse_options options = { .checklist = checklist };
    if (heed_policy_compile(heed_lit(text), heed_lit("p"), v, NULL, mem, &blob, &found, &err) != HEED_OK ||
        heed_policy_open(blob, v, mem, &p, &err) != HEED_OK || heed_lint(p, &options, mem, &said, &err) != HEED_OK)
        abort();
    for (size_t i = 0; i < said.len; i++)
        if (!said.at[i].rule || !heed_text_valid_utf8(said.at[i].message))
            abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    OWNED(heed_arena) mem = heed_arena_create();
    const heed_vocabulary *v;
    const heed_checklist *checklist = NULL;
    heed_findings found = { 0 };
    heed_error err = { 0 };
    if (heed_vocabulary_read(heed_lit(SMALL_VOCABULARY), heed_lit("v"), mem, &v, NULL, &err) != HEED_OK)
        abort();
    heed_status status =
        heed_checklist_read((heed_text){ (const char *)bytes, size }, heed_lit("c"), v, mem, &checklist, &found, &err);
    if (status == HEED_OK ? !checklist || found.len : status != HEED_INVALID || !found.len || !err.message[0])
        abort();
    for (size_t i = 0; i < found.len; i++)
        if (!heed_text_valid_utf8(found.at[i].message))
            abort();
    if (status == HEED_OK)
        put_to_policy(checklist, v, mem);
    return 0;
}
