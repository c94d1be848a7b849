/* render.h - an answer for people at a terminal, and for programs that like lines. */
#ifndef HEED_CLI_RENDER_H
#define HEED_CLI_RENDER_H
#include "app/ask/ask.h"
#include "commands.h"

/* `fully`: with the rules that gave way, the exceptions that did not fire, and why not. */
void render_answer(cli_out *out, const ask_result *result, heed_text path, bool fully, heed_arena *mem);
void render_plain(cli_out *out, const ask_result *result, heed_arena *mem);     /* key, tab, value: a line each */
void render_line(cli_out *out, const ask_result *result, heed_arena *mem);      /* outcome, tab, clauses, tab, question */
#endif
