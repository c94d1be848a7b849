/* tokens.h - a question as small-letter words, each with its place in the text. */
#ifndef HEED_QUESTION_TOKENS_H
#define HEED_QUESTION_TOKENS_H
#include "lexicon.h"

typedef struct {
    heed_text word;    /* folded; empty for a mark */
    sym name;          /* of the folded word, 0 when the lexicon has no such word */
    uint32_t from, to; /* bytes of the question */
    char mark;         /* . ? ! , ; ( ) for marks, 0 for words */
    bool capital;      /* written with a capital */
    bool number;
    int value;  /* of a number */
    bool clock; /* 21:00, 9pm: value is the hour */
} token;
typedef struct {
    token *at;
    size_t len, cap;
} tokens;

tokens tokens_read(const lexicon *l, heed_text question, heed_arena *mem);
#endif
