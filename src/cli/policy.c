/* policy.c - `heed policy list | show | dump | compile`. */
#include "base/arena.h"
#include "base/json.h"
#include "commands.h"
#include "policy/blob.h"
#include <string.h>
#include <unistd.h>

typedef struct {
    const cli_args *args;
    library *lib;
    const char *path; /* NULL for list */
    cli_out out;
} job;

static void day_cell(cli_out *out, heed_date day)
{
    if (day)
        fprintf(out->to, "%04d-%02d-%02d", day / 10000, day / 100 % 100, day % 100);
    else
        fputs("-", out->to);
}

/* ---- list */

static void list_json(job *j, const library_policy *policy)
{
    const heed_policy_info *about = heed_policy_about(policy->policy);
    json_out out = json_begin(j->args->mem, 512);
    json_open(&out, '{');
    json_field(&out, "file", policy->path);
    json_field(&out, "policy", about->name);
    json_field(&out, "title", about->title);
    json_field(&out, "school", about->school);
    json_field(&out, "nation", about->nation);
    json_name(&out, heed_lit("version"));
    json_number(&out, about->version);
    json_name(&out, heed_lit("in_force"));
    json_day(&out, about->in_force);
    json_name(&out, heed_lit("review_due"));
    json_day(&out, about->review_due);
    json_name(&out, heed_lit("clauses"));
    json_number(&out, (long long)heed_clause_count(policy->policy));
    json_field(&out, "hash", about->hash);
    json_close(&out, '}');
    cli_put(&j->out, json_done(&out));
    cli_put(&j->out, heed_lit("\n"));
}

static void list_row(job *j, const library_policy *policy)
{
    const heed_policy_info *about = heed_policy_about(policy->policy);
    if (j->args->given[OPTION_PLAIN]) {
        fprintf(j->out.to, "%.*s\t%.*s\t%d\t", heed_fmt(policy->path), heed_fmt(about->school), about->version);
        day_cell(&j->out, about->review_due);
        fputc('\n', j->out.to);
        return;
    }
    fprintf(j->out.to, "%-28.*s version %-3d %3zu clauses  review due ", heed_fmt(policy->path), about->version,
            heed_clause_count(policy->policy));
    day_cell(&j->out, about->review_due);
    fprintf(j->out.to, "  %.*s\n", heed_fmt(about->school));
}

static int list(job *j)
{
    heed_texts paths = { 0 };
    heed_error err = { 0 };
    int worst = EXIT_FINE;
    if (library_list(j->lib, &paths, &err) != HEED_OK)
        return cli_complain(&err, EXIT_USAGE);
    for (size_t i = 0; i < paths.len; i++) {
        library_policy policy;
        int code = cli_open_policy(j->lib, paths.at[i].at, &policy);
        worst = code > worst ? code : worst;
        if (code == EXIT_FINE)
            (j->args->given[OPTION_JSON] ? list_json : list_row)(j, &policy);
    }
    return worst;
}

/* ---- show */

static void show_json(job *j, const library_policy *policy)
{
    json_out out = json_begin(j->args->mem, 65536);
    json_open(&out, '[');
    for (size_t i = 0; i < heed_clause_count(policy->policy); i++) {
        const heed_clause *c = heed_clause_get(policy->policy, i, j->args->mem);
        json_open(&out, '{');
        json_field(&out, "clause", c->id);
        json_field(&out, "kind", c->kind);
        json_field(&out, "force", c->force);
        json_name(&out, heed_lit("line"));
        json_number(&out, c->line);
        json_field(&out, "prose", c->prose);
        json_name(&out, heed_lit("statements"));
        json_texts(&out, c->statements);
        json_close(&out, '}');
    }
    json_close(&out, ']');
    cli_put(&j->out, json_done(&out));
    cli_put(&j->out, heed_lit("\n"));
}

static int show(job *j)
{
    library_policy policy;
    int code = cli_open_policy(j->lib, j->path, &policy);
    if (code != EXIT_FINE)
        return code;
    if (j->args->given[OPTION_JSON]) {
        show_json(j, &policy);
        return EXIT_FINE;
    }
    const heed_policy_info *about = heed_policy_about(policy.policy);
    cli_style(&j->out, "1", about->title.len ? about->title : about->name);
    fprintf(j->out.to, "\n%.*s, version %d, review due ", heed_fmt(about->school), about->version);
    day_cell(&j->out, about->review_due);
    cli_put(&j->out, heed_lit("\n"));
    for (size_t i = 0; i < heed_clause_count(policy.policy); i++) {
        const heed_clause *c = heed_clause_get(policy.policy, i, j->args->mem);
        fprintf(j->out.to, "\n%.*s  %.*s%s%.*s\n    ", heed_fmt(c->id), heed_fmt(c->kind), c->force.len ? ", " : "",
                heed_fmt(c->force));
        cli_wrap(&j->out, 4, 4, c->prose);
    }
    return EXIT_FINE;
}

/* ---- dump: the compiled rules, a line each, for whoever writes or doubts a policy */

static const char *const modals[] = { "must not", "should not", "needs leave", "advised not", "must",
                                      "should",   "advised",    "may",         "cites",       "schedule" }; /* ORDER: modal */

static void dump_literal(job *j, const heed_vocabulary *v, const blob_literal *l)
{
    uint32_t count = (uint32_t)heed_fact_count(v), fact = l->fact % count;
    const heed_fact_info *info = heed_fact_get(v, fact);
    const char *event = l->fact >= count ? "event." : "";
    if (!info->one_valued) {
        fprintf(j->out.to, " %s%s%.*s", l->mask & 2 ? "" : "!", event, heed_fmt(info->name));
        return;
    }
    fprintf(j->out.to, " %s%.*s=", event, heed_fmt(info->name));
    const char *between = "";
    for (uint32_t i = 0; i <= HEED_VALUE_OTHER; i++) {
        if (!(l->mask >> i & 1))
            continue;
        const heed_fact_info *value = heed_value_get(v, fact, i);
        if (value || i == HEED_VALUE_OTHER)
            fprintf(j->out.to, "%s%.*s", between, value ? (int)value->name.len : 5, value ? value->name.at : "other");
        between = "|";
    }
}

static void dump_condition(job *j, const heed_vocabulary *v, const blob_head *head, blob_span span)
{
    for (uint32_t i = 0; i < span.n; i++) {
        const blob_conjunct *c = BLOB_AT(head, blob_conjunct, span, i);
        for (uint32_t k = 0; k < c->n; k++) {
            if (k)
                fputs(" or", j->out.to);
            dump_literal(j, v, BLOB_AT(head, blob_literal, head->literals, c->first + k));
        }
        fputs(i + 1 < span.n ? "," : "", j->out.to);
    }
}

static heed_text statement_id(const blob_head *head, const blob_rule *r)
{
    if (r->group < head->statements.n)
        return blob_text(head, BLOB_AT(head, blob_statement, head->statements, r->group)->id);
    return blob_text(head, BLOB_AT(head, blob_clause, head->clauses, r->clause)->id);
}

static void dump_rule(job *j, const heed_vocabulary *v, const blob_head *head, uint32_t index)
{
    const blob_rule *r = BLOB_AT(head, blob_rule, head->rules, index);
    fprintf(j->out.to, "%u\t%.*s\t%s\t", index, heed_fmt(statement_id(head, r)), modals[r->modal]);
    for (uint32_t i = 0; i < r->acts.n; i++)
        fprintf(j->out.to, "%s%.*s", i ? " " : "", heed_fmt(heed_act_get(v, *BLOB_AT(head, uint16_t, r->acts, i))->name));
    fputs("\twho:", j->out.to);
    dump_condition(j, v, head, r->subject);
    fputs("\twhen:", j->out.to);
    dump_condition(j, v, head, r->when);
    fputs("\tdefeated by:", j->out.to);
    for (uint32_t i = 0; i < r->defeaters.n; i++)
        fprintf(j->out.to, " %u", (unsigned)*BLOB_AT(head, uint16_t, r->defeaters, i));
    fputc('\n', j->out.to);
}

static int dump(job *j)
{
    library_policy policy;
    int code = cli_open_policy(j->lib, j->path, &policy);
    if (code != EXIT_FINE)
        return code;
    const blob_head *head = policy_head(policy.policy);
    for (uint32_t i = 0; i < head->rules.n; i++)
        dump_rule(j, policy.vocabulary, head, i);
    return EXIT_FINE;
}

/* ---- compile */

static int compile(job *j)
{
    heed_text blob;
    heed_findings findings = { 0 };
    heed_error err = { 0 };
    if (!j->out.path && isatty(STDOUT_FILENO)) {
        fputs("heed policy compile: the compiled form is no text. Say where to keep it: -o FILE.\n", stderr);
        return EXIT_USAGE;
    }
    heed_status status = library_compile(j->lib, j->path, &blob, &findings, &err);
    cli_findings(stderr, findings);
    if (status != HEED_OK)
        return cli_complain(&err, EXIT_PARSE);
    cli_put(&j->out, blob);
    return EXIT_FINE;
}

int run_policy(const cli_args *args)
{
    static const char *const verbs[] = { "list", "show", "dump", "compile" };
    static int (*const run[])(job *) = { list, show, dump, compile };
    const char *verb = args->operands[0];
    size_t at = 0;
    while (at < 4 && strcmp(verb, verbs[at]) != 0)
        at++;
    const char *near = at == 4 ? cli_nearest(verb, verbs, 4) : NULL;
    if (at == 4)
        fprintf(stderr, "heed policy: there is no \"%.40s\".%s%s%s See `heed help policy`.\n", verb,
                near ? " Did you mean `heed policy " : "", near ? near : "", near ? "`?" : "");
    else if ((at == 0) != (args->operand_count == 1))
        fprintf(stderr, "heed policy %s: %s See `heed help policy`.\n", verb,
                at ? "name one FILE." : "this takes no FILE; name a folder with --policies.");
    if (at == 4 || (at == 0) != (args->operand_count == 1))
        return EXIT_USAGE;
    job j = { args, library_new(args->given[OPTION_POLICIES], args->mem), at ? args->operands[1] : NULL, { 0 } };
    heed_error err = { 0 };
    if (cli_out_open(args, &j.out, &err) != HEED_OK)
        return cli_complain(&err, EXIT_USAGE);
    int code = run[at](&j);
    if (code == EXIT_FINE)
        return cli_finish(&j.out, code);
    cli_out_close(&j.out, !j.out.temporary, NULL);
    return code;
}
