/* phrases.h - walking the tree of phrases; between phrases.c and spans.c. */
#ifndef HEED_QUESTION_PHRASES_H
#define HEED_QUESTION_PHRASES_H
#include "sentence.h"

typedef struct {
    uint32_t node;
    size_t count;
    refs extra;
    int number;
    size_t most; /* of the best so far: no longer than this, 0 for any */
    bool thing;  /* of the best so far: it must be able to be something else than a deed */
} match;

void phrase_longest(sentence *s, size_t at, match here, match *best);
const entry *phrase_reading(const entry *e, entry_kind kind);              /* the first reading of that kind, NULL for none */
bool phrase_no_deed(const entry *e);                                       /* has a reading that is no verb */
bool phrase_next_is(const sentence *s, size_t i, const char *grammar);     /* the word there is this part of grammar */
size_t phrase_school(const sentence *s, const tokens *name, size_t at);    /* how many words of the school's name begin there */
match phrase_article_alone(sentence *s, size_t at, match best);            /* less, where more begins behind an article */
match phrase_person_alone(sentence *s, size_t at, match best);             /* and a longer trait of a person */
const entry *phrase_parted(sentence *s, size_t at, size_t *far_out, size_t *end_out);
#endif
