/* heed/base.h - text, memory, dates and errors, as every call of libheed uses them.
 *
 * Ownership, once for all headers: what a call returns lives in the arena it was given, or in the
 * object it was asked of; nothing is freed one by one. Text is never assumed zero-ended.
 * Out of memory or an internal fault inside a public call returns HEED_FAULT. */
#ifndef HEED_BASE_H
#define HEED_BASE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum { HEED_OK = 0, HEED_NOT_FOUND, HEED_REFUSED, HEED_INVALID, HEED_CONFLICT, HEED_FAULT } heed_status;

typedef struct { const char *at; size_t len; } heed_text;          /* borrowed UTF-8 */
typedef struct { heed_text *at; size_t len; } heed_texts;

/* A literal as text: heed_lit("must"). */
#define heed_lit(s) ((heed_text){ (s), sizeof(s) - 1 })
/* For printf: printf("%.*s", heed_fmt(t)). */
#define heed_fmt(t) (int)(t).len, (t).at

heed_text heed_text_of(const char *zero_ended);
bool heed_text_eq(heed_text a, heed_text b);
bool heed_text_is(heed_text a, const char *zero_ended);
int  heed_text_cmp(heed_text a, heed_text b);                       /* by bytes, for sorting */
bool heed_text_starts(heed_text text, const char *zero_ended);
heed_text heed_text_trim(heed_text text);                           /* blanks, tabs, line ends off both ends */
bool heed_text_valid_utf8(heed_text text);

/* A day. 0 is "not given"; otherwise year * 10000 + month * 100 + day. */
typedef int32_t heed_date;
/* "2026-09-01", or "2026-09" for the last day of that month; 0 when it is neither. */
heed_date heed_date_read(heed_text text);
bool heed_date_real(heed_date day);                                 /* a day of the calendar; false for 0 */
/* 0 for what is no day of the calendar, before the sum or after it (years 1 to 9999). */
heed_date heed_date_add_months(heed_date day, int months);
heed_date heed_date_add_days(heed_date day, int days);

/* One block of memory that grows and is freed at once. An arena is used by one thread at a time. */
typedef struct heed_arena heed_arena;
heed_arena *heed_arena_create(void);                                /* NULL when there is no memory */
void  heed_arena_destroy(heed_arena *arena);                        /* NULL is fine */
void *heed_arena_alloc(heed_arena *arena, size_t size);             /* zeroed, aligned to 16; never NULL, see src/base/arena.h */
heed_text heed_text_copy(heed_arena *arena, heed_text text);        /* the copy is zero-ended, for convenience */
heed_text heed_text_printf(heed_arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* What went wrong, in one sentence a person can act on: what is wrong, what to do. */
typedef struct {
    heed_status status;
    const char *file;               /* where in our source it was raised, for the log; never shown to a person */
    int         line;
    char        message[512];       /* zero-ended, cut at a whole character */
} heed_error;

/* One finding about a file, as compilers print them. line and column count from 1; 0 where there is none. */
typedef struct {
    heed_text file;
    uint32_t  line, column;
    heed_text level;                /* "error", "warning", "note" */
    heed_text message;
} heed_finding;
typedef struct { heed_finding *at; size_t len; } heed_findings;
#endif
