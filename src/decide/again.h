/* again.h - settling once more where little has changed. Inside src/decide only. */
#ifndef HEED_DECIDE_AGAIN_H
#define HEED_DECIDE_AGAIN_H
#include "situation.h"

typedef struct situation_parts situation_parts;

/* The parts of a settled situation; NULL when it has to be settled as a whole each time. */
situation_parts *situation_parts_new(const heed_situation *s, heed_arena *mem);
/* Make `trial` what s would be, settled, were these facts told instead. False on a contradiction. *whole_out: not done, the
 * whole must be settled. */
bool situation_settle_again(situation_parts *p, heed_situation *trial, const vocabulary_literal *told, size_t count,
                            bool *whole_out);
#endif
