/* pages.h - a policy looked through, as pages: findings beside the text, typical answers, who may do what, what a new version
 * changes, and several policies side by side. One file a page: check_page.c and so on. */
#ifndef HEED_APP_REVIEW_PAGES_H
#define HEED_APP_REVIEW_PAGES_H
#include "web/runner.h"

/* clang-format off */
#define CHECK_FORM(F) \
    F(TEXT, level, OPTIONAL, 16, "How grave") \
    F(TEXT, kind,  OPTIONAL, 64, "The kind of finding")
WEB_FORM(check, CHECK_FORM)

#define BEFORE_FORM(F) \
    F(TEXT, before, OPTIONAL, 64, "The policy to compare with") \
    F(TEXT, role,   OPTIONAL, 64, "The name of the role")
WEB_FORM(before, BEFORE_FORM)

#define BESIDE_FORM(F) \
    F(TEXTS, with,   OPTIONAL, 64, "A policy to show") \
    F(TEXT,  differ, OPTIONAL, 8,  "Only where they differ")
WEB_FORM(beside, BESIDE_FORM)

#define REVIEW_ROUTES(R) \
    R(GET, "/policies/:slug/check",    review, check,    check,  review_check,    "What to look at") \
    R(GET, "/policies/:slug/answers",  review, answers,  before, review_answers,  "Typical answers") \
    R(GET, "/policies/:slug/coverage", review, coverage, none,   review_coverage, "Who may do what") \
    R(GET, "/policies/:slug/changes",  review, changes,  before, review_changes,  "What changes, and for whom") \
    R(GET, "/compare",                 review, compare,  beside, review_compare,  "Policies side by side")
/* clang-format on */

#endif
