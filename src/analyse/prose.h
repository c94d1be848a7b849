/* prose.h - the words of a policy as people read them, and phrases to look for in them. Inside src/analyse only.
 *
 * The text is cut into blocks (paragraphs, list items, headings) as a Markdown reader cuts it, each block into words: folded
 * to lower case, with the possessive s off, hyphens parting words. What a check looks for comes from data files, as phrases. */
#ifndef HEED_ANALYSE_PROSE_H
#define HEED_ANALYSE_PROSE_H
#include "base/arena.h"
#include <heed/policy.h>

typedef struct {
    heed_text low;                   /* "headteacher" for "Headteacher's" */
    uint32_t at, end;                /* in the text of its block */
    bool capital;                    /* begins with a capital letter or a digit */
    bool opens, closes;              /* first, last word of a sentence, or of a part that a semicolon ends */
    bool stop;                       /* a full stop, question or exclamation mark follows */
    bool comma;                      /* some mark stands right behind it: not simply followed by the next word */
} prose_word;

typedef struct {
    heed_text text;                  /* whole lines, anchors taken out */
    uint32_t line;
    uint32_t level;                  /* of a heading, 1 to 6; 0: none */
    uint32_t heading;                /* block of the heading it stands under; UINT32_MAX: none */
    uint32_t first, count;           /* in prose.clauses: the clauses whose words stand here */
    bool item;                       /* of a list or a table */
    bool tests;                      /* under a heading that has nothing but tests */
    prose_word *words;
    size_t n;
} prose_block;

typedef struct prose {
    prose_block *at;
    size_t len, cap;
    uint32_t *clauses;               /* indices of clauses, block by block */
    uint32_t *ends;                  /* beside each: the words of its block that stand in front of its anchor */
    size_t clause_count;
    uint32_t *block_of;              /* by clause; UINT32_MAX: its words stand nowhere */
} prose;

const prose *prose_read(const heed_policy *policy, heed_arena *mem);
/* The block that carries a clause; NULL when the blob's text has none. */
const prose_block *prose_block_of(const prose *p, uint32_t clause);

/* The clause whose words word `at` of a block belongs to; UINT32_MAX: none. */
uint32_t prose_clause_at(const prose *p, const prose_block *b, size_t at);

/* A phrase: words in order. "care home*" with a star matches any ending, "write .. down" up to six words between; a word
 * with a capital matches only words with one. */
typedef struct {
    heed_text low;
    bool prefix, capital, gap;       /* gap: others may stand before it */
} phrase_word;
typedef struct {
    heed_text as_written;
    phrase_word *at;
    size_t n;
} phrase;
typedef struct {
    phrase *at;
    size_t len, cap;
} phrases;
phrase phrase_read(heed_text words, heed_arena *mem);
/* How many words of the block it covers from word `from` on, within one sentence; 0: it is not there. */
size_t phrase_at(const phrase *p, const prose_block *b, size_t from);
/* The first place from `from` on where one of them stands; false: nowhere. */
typedef struct {
    size_t at, n;
    const phrase *which;
} phrase_found;
bool phrases_find(const phrases *list, const prose_block *b, size_t from, phrase_found *found_out);
/* Does one of them stand in the sentence of word `at`, at most 80 words away? `before`: only in front of that word. */
bool phrases_in_sentence(const phrases *list, const prose_block *b, size_t at, bool before);
/* The words as they stand in the text, without line ends. */
heed_text prose_quote(const prose_block *b, size_t at, size_t n, heed_arena *mem);
int prose_year(const prose_word *w);  /* 1800 to 2099; 0 when it is no year */
#endif
