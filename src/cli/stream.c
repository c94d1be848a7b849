/* stream.c - one request a line. */
#include "stream.h"
#include "base/arena.h"
#include "options.h"
#include <errno.h>
#include <jansson.h>
#include <string.h>
#include <unistd.h>

static bool fill(stream *s)
{
    while (!s->ended) {
        ssize_t n = read(s->fd, s->block, sizeof s->block);
        if (n < 0 && errno == EINTR)
            continue;
        s->at = 0;
        s->len = n > 0 ? (size_t)n : 0;
        s->ended = n <= 0;
        return s->len > 0;
    }
    return false;
}

bool stream_line(stream *s, heed_arena *mem, heed_text *line_out, bool *too_long_out)
{
    heed_text line = { "", 0 };
    bool any = false;
    *too_long_out = false;
    while (s->at < s->len || fill(s)) {
        any = true;
        const char *from = s->block + s->at, *end = memchr(from, '\n', s->len - s->at);
        size_t n = end ? (size_t)(end - from) : s->len - s->at;
        s->at += n + (end != NULL);
        if (line.len + n > STREAM_LINE_MAX)
            *too_long_out = true;
        else if (n) {
            char *joined = heed_arena_alloc(mem, line.len + n + 1);
            if (line.len)
                memcpy(joined, line.at, line.len);
            memcpy(joined + line.len, from, n);
            line = (heed_text){ joined, line.len + n };
        }
        if (end)
            break;
    }
    *line_out = line;
    return any;
}

/* ---- requests in JSON */

static void owned_json(json_t **value)
{
    json_decref(*value);
}

static heed_text text_of(const json_t *value, heed_arena *mem)
{
    return heed_text_copy(mem, (heed_text){ json_string_value(value), json_string_length(value) });
}

static heed_status read_facts(json_t *value, heed_arena *mem, ask_request *request, heed_error *err)
{
    if (!json_is_array(value))
        return heed_fail(err, HEED_INVALID, "\"facts\" must be a list of tokens, such as [\"teacher\", \"!relative\"].");
    size_t count = json_array_size(value), before = request->facts.len;
    heed_text *at = ARENA_NEW(mem, heed_text, before + count);
    if (before)
        memcpy(at, request->facts.at, before * sizeof *at);
    for (size_t i = 0; i < count; i++) {
        const json_t *item = json_array_get(value, i);
        if (!json_is_string(item))
            return heed_fail(err, HEED_INVALID, "\"facts\" must hold texts only. Write each token between quotation marks.");
        at[before + i] = text_of(item, mem);
    }
    request->facts = (heed_texts){ at, before + count };
    return HEED_OK;
}

static heed_status read_key(const char *key, json_t *value, heed_arena *mem, ask_request *request, heed_error *err)
{
    static const char *const keys[] = { "question", "facts", "mood", "as_of" };
    if (strcmp(key, "facts") == 0)
        return read_facts(value, mem, request, err);
    bool question = strcmp(key, "question") == 0, mood = strcmp(key, "mood") == 0, as_of = strcmp(key, "as_of") == 0;
    if (!question && !mood && !as_of) {
        const char *near = cli_nearest(key, keys, sizeof keys / sizeof keys[0]);
        return heed_fail(err, HEED_INVALID, "A request has no \"%.40s\". Did you mean \"%s\"?", key, near ? near : "question");
    }
    if (json_is_null(value))
        return HEED_OK;
    if (!json_is_string(value))
        return heed_fail(err, HEED_INVALID, "\"%s\" must be a text between quotation marks.", key);
    heed_text text = text_of(value, mem);
    if (question)
        request->question = text;
    if (mood)
        request->mood = text;
    if (as_of && !(request->as_of = heed_date_read(text)))
        return heed_fail(err, HEED_INVALID, "\"as_of\" must be a day written like 2026-09-01.");
    return HEED_OK;
}

static heed_status read_object(heed_text line, heed_arena *mem, ask_request *request, heed_error *err)
{
    json_error_t why;
    __attribute__((cleanup(owned_json))) json_t *object = json_loadb(line.at, line.len, JSON_REJECT_DUPLICATES, &why);
    if (!object)
        return heed_fail(err, HEED_INVALID,
                         "This request is not good JSON (column %d: %.120s). Mend it, or send the question as plain words.",
                         why.column, why.text);
    const char *key;
    json_t *value;
    json_object_foreach(object, key, value)
    {
        TRY(read_key(key, value, mem, request, err));
    }
    if (!request->question.len && !request->facts.len)
        return heed_fail(err, HEED_INVALID, "This request asks nothing. Give a \"question\" or \"facts\".");
    return HEED_OK;
}

heed_status request_read(heed_text line, heed_arena *mem, ask_request *request, heed_error *err)
{
    line = heed_text_trim(line);
    if (!line.len)
        return heed_fail(err, HEED_INVALID, "This line is empty. Write one question a line.");
    if (line.at[0] == '{')
        return read_object(line, mem, request, err);
    request->question = line;
    return HEED_OK;
}
