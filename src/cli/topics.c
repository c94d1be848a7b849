/* topics.c - details and examples of each command, and topics that are no command. */
#include "topics.h"
#include <stddef.h>
#include <string.h>

static const char *const ask_examples[] = { "heed ask -p dereham \"Can a teacher accept a friend request from a pupil?\"",
                                            "ask one of the policies built in",
                                            "heed ask -p our.policy.md --fact teacher --fact act=post-content",
                                            "ask with facts instead of words",
                                            "heed ask -p our.policy.md --json - < questions.txt",
                                            "one question a line in, one JSON object a line out",
                                            NULL };
static const char *const explain_examples[] = { "heed explain -p dereham \"May a governor join the parents' chat group?\"",
                                                "every rule that spoke, gave way or stayed silent", NULL };
static const char *const fmt_examples[] = { "heed fmt our.policy.md",
                                            "rewrite a file in place",
                                            "heed fmt --check *.policy.md",
                                            "only say which files are out of form",
                                            "heed fmt - < draft.md",
                                            "from standard input to standard output",
                                            NULL };
static const char *const test_examples[] = { "heed test our.policy.md", "run the tests in one policy", "heed test",
                                             "run those of every policy built in", NULL };
static const char *const lint_examples[] = { "heed lint our.policy.md",
                                             "what is wrong with it",
                                             "heed lint --format json our.policy.md > findings.json",
                                             "for another program",
                                             "heed lint --fail-on warning our.policy.md",
                                             "fail a check for less than an error",
                                             NULL };
static const char *const diff_examples[] = { "heed diff old.policy.md new.policy.md", "before governors vote",
                                             "heed diff old.policy.md new.policy.md --for governor", "what changes for them",
                                             NULL };
static const char *const compare_examples[] = { "heed compare dereham bledington our.policy.md", "three schools side by side",
                                                NULL };
static const char *const coverage_examples[] = { "heed coverage our.policy.md", "who may do what, and what the tests try",
                                                 NULL };
static const char *const typical_examples[] = { "heed typical our.policy.md", "to print for the meeting",
                                                "heed typical new.policy.md old.policy.md", "with changed answers marked",
                                                NULL };
static const char *const policy_examples[] = { "heed policy list",
                                               "the policies built in",
                                               "heed policy show dereham",
                                               "its clauses with what they say",
                                               "heed policy dump dereham",
                                               "the rules as the machine has them",
                                               "heed policy compile our.policy.md -o our.heedpol",
                                               "keep the compiled form",
                                               NULL };
static const char *const serve_examples[] = { "heed serve --open", "and look at the pages in your browser",
                                              "heed serve --port 8000 --policies ~/policies", "other policies, another port",
                                              NULL };
static const char *const completion_examples[] = { "heed completion bash > ~/.local/share/bash-completion/completions/heed",
                                                   "complete heed's words with the Tab key", NULL };

const cli_topic cli_topics[] = {
    { "ask", NULL,
      "Reads a question in plain words, or facts, and says what the policy answers, what must be done, which clauses say so, "
      "what was "
      "assumed, and what would change the answer. Nothing is stored and nothing is sent. There is no AI in it: the same "
      "question to the "
      "same policy gives the same answer.\n\n"
      "With \"-\" questions are read from standard input, one a line. A line that begins with { is a request in JSON with any "
      "of "
      "\"question\", \"facts\" (a list of tokens), \"mood\" and \"as_of\". With --json one object a line is printed; a line "
      "that cannot "
      "be used gives an object with \"error\", and the stream goes on.\n\n"
      "Facts given with --fact win over what is read from the words.",
      ask_examples },
    { "explain", NULL,
      "The same question as ask, answered at length: each rule that decided, with its words and the facts that made it hold; "
      "rules that "
      "held and gave way; exceptions that did not fire, and the fact that stopped them.",
      explain_examples },
    { "fmt", NULL,
      "Prose is left as it is; the statements in heed fences are laid out in columns. A file is replaced whole, so a crash "
      "never leaves "
      "half of it. With no FILE, or with \"-\", text goes from standard input to standard output.",
      fmt_examples },
    { "test", NULL,
      "Runs the tests written in the `heed test` fences of each policy and names those that fail, with file and line.",
      test_examples },
    { "lint", NULL,
      "Looks a policy through and names what is wrong: file, line, column, level, words and the rule in brackets. A finding "
      "about rules has a situation to picture. `heed help RULE` explains a rule with an example and how to mend it. Nothing "
      "is changed. Policies that cannot be read are reported, and the rest is looked through all the same.\n\n"
      "With --format json each FILE is one object on a line of its own: its findings, or why there are none. "
      "docs/analysis.schema.json says what is in it. The exit code is 1 when a finding is as grave as --fail-on says (error "
      "unless given), 3 when a policy cannot be read.",
      lint_examples },
    { "diff", NULL,
      "Which clauses changed; then for each kind of change in an answer the largest groups of situations, with an example and "
      "the clauses that decide before and after; then duties gained and lost. Two texts with the same rules say so.",
      diff_examples },
    { "compare", NULL,
      "For each decision of the checklist: how each policy answers it, by which clauses. Then the acts on which two or more of "
      "them give the same answer in every situation. With --json it is a file to share: there is nothing personal in it.",
      compare_examples },
    { "coverage", NULL,
      "For each act the policy speaks of and each role: which answers occur and by which clauses. Roles to whom it says "
      "nothing "
      "are left out; --json has every cell with the share of situations that are silent. Then how much the tests in the file "
      "try: rules, exceptions and borders, which are situations where a rule just fails to apply.",
      coverage_examples },
    { "typical", NULL,
      "The twenty answers governors ratify beside the text. With an older version as BEFORE the answers that change are "
      "marked.",
      typical_examples },
    { "policy", NULL,
      "list shows the policies of --policies DIR, or those built in. show prints the clauses of one. dump prints the compiled "
      "rules. "
      "compile checks a policy and writes its compiled form, which ask takes as --policy too.",
      policy_examples },
    { "serve", NULL,
      "Serves the policies of --policies DIR, or those built in, to this computer only. Stop it with Ctrl-C. A policy that "
      "cannot be read is named with its errors and left out; the others are served.",
      serve_examples },
    { "version", NULL, "Prints the version of the program.", NULL },
    { "help", NULL,
      "Prints help on a command, on a rule of `heed lint`, or on one of the topics: tokens, outcomes, lint-rules, language, "
      "exit-codes.",
      NULL },
    { "completion", NULL, "Prints a script that makes a shell complete the commands and options of heed.",
      completion_examples },
    { "tokens", "How facts are written",
      "A member of a set stands alone: pupil-here, relative. An exclamation mark says that it is not so: !relative. A field "
      "with one value "
      "has its value behind an equals sign: place=home, act=accept-contact-request, !account=personal. Facts of what happened "
      "before begin "
      "with event: event=post-found, event.insulting. A mood is mood=may; a day is as-of=2026-01-31. The names are those of "
      "the "
      "vocabulary.",
      NULL },
    { "outcomes", "What an answer can be",
      "prohibited: No. permission-needed: Yes, if. advised-against: Take care. permitted: Yes, or Nothing here forbids it. "
      "advised: A good "
      "idea. required: You must. not-addressed: The policy does not say; silence is not permission. unclear: One question "
      "first.",
      NULL },
    { "lint-rules", "What heed lint looks for",
      "Each of these can be asked about by name, for example `heed help contradiction`: why it matters, an example, and how to "
      "mend it. An error cannot be kept or is wrong, a warning should be looked at, a note is good to know.",
      NULL },
    { "language", "How a policy is written",
      "The whole of it, with examples, is printed by `heed help language`, and is the manual page heed.policy(5).", NULL },
    { "exit-codes", "What the exit code says", "Every command ends with one of these.", NULL },
};
const unsigned cli_topic_count = sizeof cli_topics / sizeof cli_topics[0];

const cli_topic *cli_topic_find(const char *name)
{
    for (unsigned i = 0; i < cli_topic_count; i++)
        if (strcmp(cli_topics[i].name, name) == 0)
            return &cli_topics[i];
    return NULL;
}
