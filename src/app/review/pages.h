/* pages.h - a policy looked through, as pages: findings beside the text, typical answers, who may do what, what a new version
 * changes, and several policies side by side. */
#ifndef HEED_APP_REVIEW_PAGES_H
#define HEED_APP_REVIEW_PAGES_H
#include "web/runner.h"

/* clang-format off */
#define BEFORE_FORM(F) \
    F(TEXT, before, OPTIONAL, 64, "The policy to compare with") \
    F(TEXT, role,   OPTIONAL, 64, "The name of the role")
WEB_FORM(before, BEFORE_FORM)

#define BESIDE_FORM(F) \
    F(TEXTS, with, OPTIONAL, 64, "A policy to show")
WEB_FORM(beside, BESIDE_FORM)

#define REVIEW_ROUTES(R) \
    R(GET, "/policies/:slug/check",    review, check,    none,   review_check,    "What to look at in this policy") \
    R(GET, "/policies/:slug/answers",  review, answers,  before, review_answers,  "Twenty typical answers") \
    R(GET, "/policies/:slug/coverage", review, coverage, none,   review_coverage, "Who may do what") \
    R(GET, "/policies/:slug/changes",  review, changes,  before, review_changes,  "What a new version changes") \
    R(GET, "/compare",                 review, compare,  beside, review_compare,  "Policies side by side")
/* clang-format on */

#endif
