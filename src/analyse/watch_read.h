/* watch_read.h - lines of a checklist besides decisions. Inside src/analyse only. */
#ifndef HEED_ANALYSE_WATCH_READ_H
#define HEED_ANALYSE_WATCH_READ_H
#include "checklist.h"
#include "policy/words.h"

/* The rest of a line that starts with `expect`, `each`, `sanction`, `aside` or `broad`; faults are reported. */
bool watch_read(words *w, const heed_vocabulary *v, heed_arena *mem, bool each, watch *out);
bool sanction_read(words *w, const heed_vocabulary *v, heed_arena *mem, sanction *out);
bool aside_read(words *w, const heed_vocabulary *v, heed_arena *mem, struct heed_checklist *out);
bool broad_read(words *w, const heed_vocabulary *v, heed_arena *mem, struct heed_checklist *out);
#endif
