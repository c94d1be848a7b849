/* home.h - the first page and the pages about Heed itself. */
#ifndef HEED_APP_HOME_H
#define HEED_APP_HOME_H
#include "web/runner.h"

/* clang-format off */
#define HOME_ROUTES(R) \
    R(GET, "/",              home, read, none, home_page,          "Ask what the policy allows, or read it") \
    R(GET, "/help",          home, read, none, help_page,          "How Heed works") \
    R(GET, "/accessibility", home, read, none, accessibility_page, "Accessibility statement") \
    R(GET, "/privacy",       home, read, none, privacy_page,       "Privacy")
/* clang-format on */

#endif
