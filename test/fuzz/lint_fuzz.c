/* lint_fuzz.c - any bytes as the prose of a policy: every check of words goes over it and ends. */
#include "base/arena.h"
#include "small_vocabulary.h"
#include <heed/analyse.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static const char facts[] =
    "register small version 1\n"
    "law \"Data Act\" of 1998 complete meant \"data law\" replaced on 2018 by \"Data Act 2018\" checked 2026-01-01 source "
    "\"x\" established\n"
    "law \"Data Act\" of 2018 complete in force 2018-05 nations wales checked 2026-01-01 source \"x\" unconfirmed\n"
    "platform \"Place\" age 13 renamed \"X\" on 2020 checked 2026-01-01 source \"x\" established\n"
    "advice \"a\" since 2015 said \"change .. password*\" checked 2026-01-01 source \"x\" established\n"
    "words vague said \"a\"\nwords time said \"in a break\"\nwords part said \"section\"\nwords appendix said \"appendix\"\n"
    "words approval said \"signed\"\nwords blank said \"___; empty\"\nwords dangling said \"and\"\nwords meaning said \"we "
    "mean\"\n"
    "words foreign \"f\" said \"care home*\"\nwords strong said \"must\"\nwords link said \"of; and\"\n"
    "names \"n\" said \"the Board\" other \"governors\"\n";

/* Each line becomes a clause; one that begins with # stays a heading. */
static heed_text clauses_of(const uint8_t *bytes, size_t size, heed_arena *mem)
{
    heed_text out =
        heed_lit("# T\n\n```heed\npolicy t version 1 review blank\nschool \"S\" nation england\nvocabulary small\n```\n\n");
    size_t n = 0;
    for (size_t from = 0; from < size && n < 60; n++) {
        const uint8_t *end = memchr(bytes + from, '\n', size - from);
        size_t to = end ? (size_t)(end - bytes) : size;
        heed_text line = { (const char *)bytes + from, to - from };
        if (heed_text_starts(line, "#"))
            out = heed_text_printf(mem, "%.*s%.*s\n\n", heed_fmt(out), heed_fmt(line));
        else
            out = heed_text_printf(mem, "%.*s%.*s {#1.%zu}\n```heed\n1.%zu teacher must tell\n```\n\n", heed_fmt(out),
                                   heed_fmt(line), n, n);
        from = to + 1;
    }
    return out;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    OWNED(heed_arena) mem = heed_arena_create();
    const heed_vocabulary *v;
    heed_text source = heed_lit(facts), blob;
    const heed_laws *laws;
    const heed_policy *p;
    heed_findings found = { 0 };
    heed_lint_findings said;
    heed_error err = { 0 };
    if (heed_vocabulary_read(heed_lit(SMALL_VOCABULARY), heed_lit("v"), mem, &v, NULL, &err) != HEED_OK ||
        heed_laws_read(&(heed_texts){ &source, 1 }, NULL, mem, &laws, &found, &err) != HEED_OK)
        abort();
    heed_text text = clauses_of(bytes, size, mem);
    if (heed_policy_compile(text, heed_lit("fuzz"), v, NULL, mem, &blob, &found, &err) != HEED_OK ||
        heed_policy_open(blob, v, mem, &p, &err) != HEED_OK)
        return 0;
    heed_analyse_options options = { .as_of = 20261120, .laws = laws };
    if (heed_lint(p, &options, mem, &said, &err) != HEED_OK)
        abort();
    for (size_t i = 0; i < said.len; i++)
        if (!heed_text_valid_utf8(said.at[i].message) || !said.at[i].rule)
            abort();
    return 0;
}
