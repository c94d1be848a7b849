/* routes.h - every page the program offers, feature by feature. */
#ifndef HEED_APP_ROUTES_H
#define HEED_APP_ROUTES_H

extern const struct web_routes app_routes; /* for web_site.routes */
#endif
