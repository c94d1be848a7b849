/* parts.h - the parts of statements, shared by the files that read them. Each gives false when it has reported a fault. */
#ifndef HEED_POLICY_PARTS_H
#define HEED_POLICY_PARTS_H
#include "statement.h"

bool statement_id(words *w, token *id_out);                          /* "3.1" or "3.1/2" */
bool statement_list(words *w, heed_arena *mem, token_list *list, bool (*read)(words *, token *));
bool statement_atom(words *w, atom *a);
bool statement_qualifier(words *w, heed_arena *mem, qualifiers *q, place stands);
/* One step over a qualifier; *found_out tells whether there was one. */
bool statement_step(words *w, heed_arena *mem, qualifiers *q, bool *found_out);
bool statement_at_tail(const words *w);                              /* at a word that can follow the acts */
heed_text statement_words(words *w, const token *from);              /* the words stepped over since `from` */
bool statement_period(words *w, int *count_out, token *unit_out);
bool statement_tail(words *w, heed_arena *mem, ruling *r);
bool statement_aspects(words *w, heed_arena *mem, ruling *r);
bool statement_confirmed(words *w, ruling *r);
bool statement_ruling(statements *s, words *w, ruling *r);
#endif
