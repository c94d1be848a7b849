/* report.h - the findings about one text, gathered so that a person sees all of them in one run. */
#ifndef HEED_POLICY_REPORT_H
#define HEED_POLICY_REPORT_H
#include "base/arena.h"
#include <stdarg.h>

enum { REPORT_MOST = 200 };          /* a text with more errors than this is not a text of ours; the rest is counted, not told */

typedef struct {
    heed_arena *mem;
    heed_text file;
    heed_finding *at;
    size_t len, cap;
    size_t errors;
} report;

void report_error(report *r, uint32_t line, uint32_t column, const char *format, ...) __attribute__((format(printf, 4, 5)));
void report_error_with(report *r, uint32_t line, uint32_t column, const char *format, va_list args);
/* Told as well, and the text is still taken. */
void report_warning(report *r, uint32_t line, uint32_t column, const char *format, ...) __attribute__((format(printf, 4, 5)));
/* HEED_OK without errors; else HEED_INVALID, with the first error in *err. findings_out may be NULL. */
heed_status report_end(report *r, const char *what, heed_findings *findings_out, heed_error *err);

/* Empty, binary, not UTF-8 or too large: said at once, and nothing more is read. */
bool report_readable(report *r, heed_text source, const char *what);

/* "did you mean": candidates are offered one by one, the nearest is kept when it is near enough. */
typedef struct { heed_text wanted, best; size_t distance; } nearest;
nearest nearest_to(heed_text wanted);
void nearest_offer(nearest *n, heed_text candidate);
/* " Did you mean \"x\"?" with its leading blank, or empty text. */
heed_text nearest_hint(const nearest *n, heed_arena *mem);
#endif
