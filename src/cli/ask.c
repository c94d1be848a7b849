/* ask.c - `heed ask` and `heed explain`: a question to a policy. */
#include "app/ask/ask.h"
#include "base/arena.h"
#include "base/json.h"
#include "commands.h"
#include "render.h"
#include "stream.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct {
    const cli_args *args;
    library *lib;
    library_policy policy;
    const heed_reader *reader; /* NULL until words are asked: facts alone need none */
    ask_request common;        /* from the options; every request starts with it */
    cli_out out;
} session;

static heed_status read_common(const cli_args *args, ask_request *common, heed_error *err)
{
    *common = (ask_request){ .facts = args->facts, .as_of = cli_today() };
    if (args->given[OPTION_MOOD])
        common->mood = heed_text_of(args->given[OPTION_MOOD]);
    if (!args->given[OPTION_AS_OF])
        return HEED_OK;
    common->as_of = heed_date_read(heed_text_of(args->given[OPTION_AS_OF]));
    if (!common->as_of)
        return heed_fail(err, HEED_INVALID, "--as-of: \"%.40s\" is not a day. Write it like 2026-09-01.",
                         args->given[OPTION_AS_OF]);
    return HEED_OK;
}

static heed_status answer(session *s, const ask_request *request, heed_arena *mem, ask_result *result_out, heed_error *err)
{
    if (request->question.len && !s->reader)
        TRY(library_reader(s->lib, &s->policy, &s->reader, err));
    return ask_answer(s->policy.policy, s->reader, request, mem, result_out, err);
}

static int code_of(const ask_result *result, bool verdict)
{
    /* ORDER: outcome */
    static const int verdicts[] = { 12, 10, 11, 0, 0, 0, 14, 13 };
    heed_outcome outcome = result->answer.outcome;
    if (verdict)
        return verdicts[outcome];
    return outcome == HEED_PERMITTED || outcome == HEED_REQUIRED || outcome == HEED_ADVISED ? EXIT_FINE : EXIT_NOT_YES;
}

static void put_json(cli_out *out, heed_text json)
{
    cli_put(out, json);
    cli_put(out, heed_lit("\n"));
}

/* ---- many questions */

/* A request that cannot be used has an answer too, so that answers stay beside their questions. */
static void put_error(session *s, const ask_request *request, const heed_error *why, heed_arena *mem)
{
    if (!s->args->given[OPTION_JSON]) {
        fprintf(s->out.to, "error\t\t%s\n", why->message);
        return;
    }
    json_out j = json_begin(mem, 512);
    json_open(&j, '{');
    json_field(&j, "outcome", heed_lit("unclear"));
    json_field(&j, "error", heed_text_of(why->message));
    json_name(&j, heed_lit("clauses"));
    json_texts(&j, (heed_texts){ 0 });
    json_name(&j, heed_lit("asks"));
    json_texts(&j, (heed_texts){ 0 });
    if (heed_text_valid_utf8(request->question) && request->question.len <= HEED_QUESTION_MAX)
        json_field(&j, "question", request->question);
    json_close(&j, '}');
    put_json(&s->out, json_done(&j));
}

static void answer_line(session *s, heed_text line, bool too_long, heed_arena *mem, bool *failed)
{
    ask_request request = s->common;
    ask_result result;
    heed_error why = { 0 };
    heed_status status = too_long ? heed_fail(&why, HEED_INVALID,
                                              "This line is too long. A question has at most %d characters.", HEED_QUESTION_MAX)
                                  : request_read(line, mem, &request, &why);
    if (status == HEED_OK)
        status = answer(s, &request, mem, &result, &why);
    if (status != HEED_OK) {
        *failed = true;
        put_error(s, &request, &why, mem);
    } else if (s->args->given[OPTION_JSON]) {
        put_json(&s->out, ask_json(&result, mem));
    } else {
        render_line(&s->out, &result, mem);
    }
}

static int answer_stream(session *s)
{
    stream *in = ARENA_NEW(s->args->mem, stream, 1);
    in->fd = STDIN_FILENO;
    bool failed = false;
    for (;;) {
        OWNED(heed_arena) mem = heed_arena_create();
        heed_text line;
        bool too_long;
        if (!mem || !stream_line(in, mem, &line, &too_long))
            break;
        answer_line(s, line, too_long, mem, &failed);
        if (fflush(s->out.to) != 0) /* each answer leaves at once: somebody may be waiting for it */
            break;
    }
    return cli_finish(&s->out, failed ? EXIT_NOT_YES : EXIT_FINE);
}

/* ---- one question */

static heed_text joined_operands(const cli_args *args)
{
    heed_text text = { "", 0 };
    for (int i = 0; i < args->operand_count; i++)
        text = heed_text_printf(args->mem, "%.*s%s%s", heed_fmt(text), i ? " " : "", args->operands[i]);
    return text;
}

static int answer_one(session *s, bool fully)
{
    ask_request request = s->common;
    ask_result result;
    heed_error err = { 0 };
    request.question = joined_operands(s->args);
    if (answer(s, &request, s->args->mem, &result, &err) != HEED_OK) {
        cli_out_close(&s->out, false, NULL);
        return cli_complain(&err, EXIT_USAGE);
    }
    if (s->args->given[OPTION_JSON])
        put_json(&s->out, ask_json(&result, s->args->mem));
    else if (s->args->given[OPTION_PLAIN])
        render_plain(&s->out, &result, s->args->mem);
    else
        render_answer(&s->out, &result, s->policy.path, fully, s->args->mem);
    return cli_finish(&s->out, code_of(&result, s->args->given[OPTION_EXIT_VERDICT] != NULL));
}

static int usage(const cli_args *args, const char *what)
{
    fprintf(stderr, "heed %s: %s See `heed help %s`.\n", args->command->name, what, args->command->name);
    return EXIT_USAGE;
}

static int run_question(const cli_args *args, bool fully)
{
    bool streams = !fully && args->operand_count == 1 && strcmp(args->operands[0], "-") == 0;
    if (!args->given[OPTION_POLICY])
        return usage(args, "which policy? Say --policy FILE, or one that is built in: --policy dereham.");
    bool empty = true;
    for (int i = 0; i < args->operand_count; i++)
        empty = empty && !heed_text_trim(heed_text_of(args->operands[i])).len;
    if (empty && !args->facts.len)
        return usage(args, "what is the question? Write it between quotation marks, or give facts with --fact.");
    if (streams && !cli_typing(args, "Type one question a line; end with Ctrl-D."))
        return EXIT_USAGE;
    session s = { .args = args, .lib = library_new(args->given[OPTION_POLICIES], args->mem) };
    heed_error err = { 0 };
    if (read_common(args, &s.common, &err) != HEED_OK)
        return cli_complain(&err, EXIT_USAGE);
    int code = cli_open_policy(s.lib, args->given[OPTION_POLICY], &s.policy);
    if (code != EXIT_FINE)
        return code;
    if (cli_out_open(args, &s.out, &err) != HEED_OK)
        return cli_complain(&err, EXIT_USAGE);
    return streams ? answer_stream(&s) : answer_one(&s, fully);
}

int run_ask(const cli_args *args)
{
    return run_question(args, false);
}

int run_explain(const cli_args *args)
{
    return run_question(args, true);
}
