/* json.h - write JSON, one value after another.
 *
 * The writer keeps no state but its text: whether a comma is due can be seen from the last character. Text given to it
 * must be valid UTF-8; it is escaped here and nowhere else. The buffer grows in the arena it was begun with. */
#ifndef HEED_BASE_JSON_H
#define HEED_BASE_JSON_H
#include <heed/base.h>

typedef struct {
    heed_arena *mem;
    char  *at;
    size_t len, cap;
} json_out;

json_out json_begin(heed_arena *mem, size_t expected);
void json_open(json_out *out, char bracket);            /* '{' or '[' */
void json_close(json_out *out, char bracket);           /* '}' or ']' */
void json_name(json_out *out, heed_text name);          /* plain ASCII without quotes: our own key names */
void json_text(json_out *out, heed_text value);
void json_number(json_out *out, long long value);
void json_decimal(json_out *out, double value);         /* ten digits at most */
void json_bool(json_out *out, bool value);
void json_null(json_out *out);
void json_texts(json_out *out, heed_texts values);
void json_day(json_out *out, heed_date day);            /* "2026-09-01", or null for 0 */
heed_text json_done(const json_out *out);

/* A named value in one line: json_field(&out, "mood", text). */
#define json_field(out, key, value) (json_name((out), heed_lit(key)), json_text((out), (value)))
#endif
