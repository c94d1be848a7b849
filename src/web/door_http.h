/* door_http.h - the door on this computer: HTTP by libmicrohttpd, loopback only. */
#ifndef HEED_WEB_DOOR_HTTP_H
#define HEED_WEB_DOOR_HTTP_H
#include "web/serve.h"

typedef struct door_http door_http;
/* Open the door on 127.0.0.1, and on ::1 where the machine has it. `site` is borrowed until the door closes. */
heed_status door_http_open(const web_site *site, int port, int threads, door_http **door_out, heed_error *err);
int door_http_port(const door_http *door);
void door_http_close(door_http *door); /* NULL is fine; requests under way are finished */
#endif
