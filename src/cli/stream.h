/* stream.h - requests a line at a time, of any length, in bounded memory. */
#ifndef HEED_CLI_STREAM_H
#define HEED_CLI_STREAM_H
#include "app/ask/ask.h"

enum { STREAM_LINE_MAX = 64 * 1024 };

typedef struct {
    int    fd;
    size_t at, len;
    bool   ended;
    char   block[STREAM_LINE_MAX];
} stream;

/* The next line without its end, copied to `mem`; false at the end. A line above STREAM_LINE_MAX is read to its end and
 * given cut, with *too_long_out set. */
bool stream_line(stream *s, heed_arena *mem, heed_text *line_out, bool *too_long_out);

/* A line is a question, or, when it begins with {, an object {"question","facts","mood","as_of"}.
 * What it leaves out stays as `request` had it. HEED_INVALID with one sentence. */
heed_status request_read(heed_text line, heed_arena *mem, ask_request *request, heed_error *err);
#endif
