/* policy.h - the policies as pages: the list, one policy, its text. */
#ifndef HEED_APP_POLICY_H
#define HEED_APP_POLICY_H
#include "web/runner.h"

/* clang-format off */
#define ROLE_FORM(F) \
    F(TEXT, role, OPTIONAL, 64,  "The name of the role") \
    F(TEXT, find, OPTIONAL, 100, "What to find")
WEB_FORM(role, ROLE_FORM)

#define POLICY_ROUTES(R) \
    R(GET,  "/policies",          policy, list, none, policy_list,   "Policies") \
    R(FILE, "/policies/:slug.md", policy, read, none, policy_source, "A policy as it was written") \
    R(GET,  "/policies/:slug",    policy, read, role, policy_page,   "Policy")
/* clang-format on */

#endif
