/* question_fuzz.c - any bytes as a line of `heed ask -`: a question, or a request in JSON; answered and written as JSON. */
#include "app/ask/ask.h"
#include "app/ask/library.h"
#include "base/arena.h"
#include "cli/stream.h"
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct {
    heed_arena *mem;
    library_policy policy;
    const heed_reader *reader;
} opened;

/* Opened by the first input and kept: a target runs one input after another in one thread. */
static const opened *reference(void)
{
    static opened o;
    heed_error err = { 0 };
    if (o.mem)
        return &o;
    o.mem = heed_arena_create();
    library *lib = library_new(NULL, o.mem);
    if (library_open(lib, "stivichall", &o.policy, &err) != HEED_OK ||
        library_reader(lib, &o.policy, &o.reader, &err) != HEED_OK)
        abort();
    return &o;
}

/* A refusal without a reason is a fault of ours. */
static int refused(const heed_error *err)
{
    if (!err->message[0] || !heed_text_valid_utf8(heed_text_of(err->message)))
        abort();
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    OWNED(heed_arena) mem = heed_arena_create();
    heed_error err = { 0 };
    ask_request request = { .as_of = 20260901 };
    ask_result result;
    mem->limit = 256 << 20;
    if (request_read((heed_text){ (const char *)data, size }, mem, &request, &err) != HEED_OK)
        return refused(&err);
    if (ask_answer(reference()->policy.policy, reference()->reader, &request, mem, &result, &err) != HEED_OK)
        return refused(&err);
    mem->limit = 0; /* the writer is the program's: out of memory would end it */
    heed_text json = ask_json(&result, mem);
    if (!heed_text_valid_utf8(json) || json.at[0] != '{')
        abort();
    return 0;
}
