/* review.h - a policy looked through: what page, terminal and JSON share of the analysis.
 *
 * The library of policies finds the checklist and the law files that go with a policy; the shapes of the results are those
 * of heed/analyse.h, and the JSON here says the same as docs/analysis.schema.json. */
#ifndef HEED_APP_REVIEW_H
#define HEED_APP_REVIEW_H
#include "app/ask/library.h"
#include <heed/analyse.h>

/* Options for a policy: its checklist and laws, as of a day. What is missing is left out: an old folder may have none. */
heed_status review_options(library *lib, const library_policy *policy, heed_date as_of, heed_arena *mem,
                           heed_analyse_options *options_out, heed_error *err);

/* A sentence where no answer and no duty changes, for everybody or for a role; empty where one does. That the rules are the
 * same is said only when they are. */
heed_text review_same(const heed_policy_diff *diff, heed_text role);

/* Of a policy that cannot be read: its file, no findings, and that it was not looked through. */
heed_text review_json_unread(heed_text file, heed_arena *mem);
/* Each is one JSON object. `file` is the policy's path as given. */
heed_text review_json_lint(heed_text file, const heed_lint_findings *findings, heed_arena *mem);
heed_text review_json_diff(const heed_policy_diff *diff, heed_arena *mem);
heed_text review_json_comparison(const heed_policy *const *policies, const heed_text *files, size_t count,
                                 const heed_comparison *comparison, heed_arena *mem);
/* What tells a compared policy from the others: its name, or its file where another has the same name. */
heed_text review_label(const heed_policy *const *policies, const heed_text *files, size_t count, size_t at);
/* The labels of one group of policies with the same rules for an act. */
heed_texts review_group(const heed_policy *const *policies, const heed_text *files, size_t count, const heed_same_rules *same,
                        size_t group, heed_arena *mem);
heed_text review_json_coverage(const heed_policy *policy, const heed_coverage *coverage, heed_arena *mem);
heed_text review_json_typical(const heed_policy *policy, const heed_typicals *typicals, bool with_before, heed_arena *mem);
#endif
