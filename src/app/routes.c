/* routes.c - the table of all routes. A route with a longer pattern stands before one that would take its addresses. */
#include "app/routes.h"
#include "app/ask/pages.h"
#include "app/home/home.h"
#include "app/policy/policy.h"
#include "app/review/pages.h"

#define ALL_ROUTES(R) WEB_ROUTES(R) HOME_ROUTES(R) ASK_ROUTES(R) REVIEW_ROUTES(R) POLICY_ROUTES(R)

ALL_ROUTES(ROUTE_DECLARE)
static const web_route rows[] = { ALL_ROUTES(ROUTE_ROW) };
const web_routes app_routes = { rows, sizeof rows / sizeof *rows };
