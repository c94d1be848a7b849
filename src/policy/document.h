/* document.h - a policy as Markdown: its prose in blocks, its fences. */
#ifndef HEED_POLICY_DOCUMENT_H
#define HEED_POLICY_DOCUMENT_H
#include "lex.h"

typedef struct {
    heed_text prose;                 /* whole lines, anchors taken out */
    heed_texts anchors;
    uint32_t line;
    size_t end;                      /* offset behind it */
} document_block;
typedef struct { heed_text text; uint32_t line; bool tests; size_t start; uint32_t block; /* nearest above; UINT32_MAX: none */ } document_fence;
typedef struct {
    heed_text title;
    document_block *blocks; size_t block_count, blocks_cap;
    document_fence *fences; size_t fence_count, fences_cap;
} document;

/* Find blocks and fences; an unclosed or indented fence is reported. `source` must outlive the document. */
void document_read(report *r, heed_text source, document *out);
#endif
