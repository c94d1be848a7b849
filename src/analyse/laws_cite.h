/* laws_cite.h - where a policy names a law, a standard or a platform of the register. Inside src/analyse only. */
#ifndef HEED_ANALYSE_LAWS_CITE_H
#define HEED_ANALYSE_LAWS_CITE_H
#include "laws.h"

typedef struct {
    const laws_entry *e;
    uint32_t block;
    size_t   at, n;                  /* words of the block */
    int      year;                   /* a year written that no law of this title has: e is the nearest one; else 0 */
    int      edition;                /* of a standard: the year behind its name; 0: none */
    bool     mistitled;              /* the year and all but a word of the title are those of e */
    bool     taken;                  /* "the 1998 Act": we take it to be e, which was named before */
    bool     undated;                /* named without a year, and there are several of this title: e is one of them */
    bool     past;                   /* the sentence says itself that it is a thing of the past, or names what came after */
} citation;
typedef struct {
    citation *at;
    size_t len, cap;
} citations;
citations laws_cited(const prose *p, const heed_laws *laws, heed_arena *mem);
bool laws_is_cited(const citations *c, const laws_entry *e);
#endif
