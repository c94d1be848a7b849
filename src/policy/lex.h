/* lex.h - lines and words of policies and vocabularies.
 *
 * Both are written a statement a line; a line that starts with a blank continues the one above, and `#` outside quotes
 * starts a comment. */
#ifndef HEED_POLICY_LEX_H
#define HEED_POLICY_LEX_H
#include "report.h"

typedef enum { TOKEN_END, TOKEN_WORD, TOKEN_STRING, TOKEN_COMMA, TOKEN_COLON, TOKEN_EQUALS, TOKEN_OPEN, TOKEN_CLOSE, TOKEN_SEMICOLON, TOKEN_ARROW } token_kind;
typedef struct {
    token_kind kind;
    heed_text text;                  /* of a string: without its quotes */
    uint32_t line, column;
} token;

typedef struct { heed_text text; uint32_t line; } source_line;     /* a whole statement, its continuation lines with it */
typedef struct { source_line *at; size_t len, cap; } source_lines;
typedef struct { token *at; size_t len, cap; } tokens;              /* ends with TOKEN_END */

/* Statements of `text`, whose first line is line `first_line` of its file. Blank lines and comments are no statements. */
source_lines lex_lines(heed_arena *mem, heed_text text, uint32_t first_line);
/* Words of one statement. What is no word at all is reported and left out. */
tokens lex_words(report *r, source_line line);
bool token_is(token t, const char *word);
/* The statement on one line, in single spaces and without comments, as people read it. */
heed_text lex_words_text(heed_arena *mem, const token *at, size_t count);
bool name_ok(heed_text name);                                       /* lower case letters, digits, "-" */
#endif
