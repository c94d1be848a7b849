/* slices.h - shared conditions, and which rules speak when an act is asked. */
#ifndef HEED_POLICY_SLICES_H
#define HEED_POLICY_SLICES_H
#include "compile.h"

typedef struct {
    heed_arena *mem;
    blob_literal *literals; size_t literal_count, literals_cap;
    blob_conjunct *conjuncts; size_t conjunct_count, conjuncts_cap;
} pool;
typedef struct { blob_entry *at; size_t n, cap; } entries;
typedef struct { entries done, omitted, follows, after; } slice;

/* Index of the first conjunct; equal conditions share their place. */
uint32_t pool_condition(pool *p, const condition *c);
slice *slices_make(compiler *c, pool *p);                            /* one an act */
uint64_t slices_event_mask(const compiler *c, const rule *r);        /* events that start this rule */
#endif
