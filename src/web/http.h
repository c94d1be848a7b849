/* http.h - one request and one answer, the same whichever door it came in by. */
#ifndef HEED_WEB_HTTP_H
#define HEED_WEB_HTTP_H
#include "base/arena.h"

enum { WEB_TARGET_MAX = 8192, WEB_BODY_MAX = 0 /* no page takes a body yet */, WEB_PAIRS_MAX = 128 };

typedef enum { WEB_GET, WEB_HEAD, WEB_OTHER_METHOD, WEB_UNKNOWN_METHOD } web_method;
typedef struct {
    heed_text name, value;
} web_pair;
typedef struct {
    web_pair *at;
    size_t len;
} web_pairs;

typedef struct {
    web_method method;
    heed_text path;  /* decoded, valid UTF-8, starts with "/" */
    web_pairs query; /* decoded, in order, names may repeat */
    bool wants_json; /* Accept prefers application/json to HTML */
    heed_text if_none_match; /* the header of that name; empty when there is none */
} web_request;

typedef struct {
    int status;
    heed_text type;     /* Content-Type */
    heed_text cache;    /* Cache-Control */
    heed_text allow;    /* for 405; empty otherwise */
    heed_text download; /* file name for a document that is kept; empty otherwise */
    heed_text etag;     /* with its quotes; names these very bytes; empty where no copy may be kept */
    bool kept;          /* the same for everybody all day, so a door may keep it and not ask again */
    heed_text body;
} web_response;

/* Take an address as it came over the wire ("/ask?q=..."): cut, decode, check. HEED_INVALID in words. */
heed_status web_request_target(web_request *request, heed_text raw, heed_arena *mem, heed_error *err);
/* What an Accept header asks for. HTML unless JSON is named first or alone with the greater weight. */
bool web_accepts_json(heed_text accept);
/* Does an If-None-Match header name this tag? */
bool web_etag_named(heed_text if_none_match, heed_text etag);
/* May this Host be answered on this port? localhost, 127.0.0.1 or [::1], with the port unless it is 80. Other names would let
 * a foreign page that points its own name here read the answers. */
bool web_host_is_ours(heed_text host, int port);
web_method web_method_of(heed_text name);
#endif
