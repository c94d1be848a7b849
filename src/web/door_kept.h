/* door_kept.h - pages that are the same for everybody, kept as the HTTP door sends them, head and all.
 *
 * The runner says which responses those are (web_response.kept): their bytes hang on the policies, the address and the day,
 * never on who asks or on words somebody typed. Policies do not change while they are served, so a page stays good for its
 * day. Room is bounded: a new page takes the place of the one of its row that was used longest ago. */
#ifndef HEED_WEB_DOOR_KEPT_H
#define HEED_WEB_DOOR_KEPT_H
#include "web/http.h"
#include <microhttpd.h>

enum { KEPT_ROWS = 32, KEPT_IN_A_ROW = 4, KEPT_BODY_MAX = 256 * 1024 };

typedef struct {
    heed_text target; /* as it came over the wire */
    bool json;
    heed_date day;
} kept_key;

typedef struct door_kept door_kept;
door_kept *door_kept_create(void); /* NULL when there is no memory */
void door_kept_destroy(door_kept *kept);
/* Send what is kept for this key, or "not changed" where `if_none_match` names it. False when nothing is kept; `sent_out` is
 * what the library said of the sending. */
bool door_kept_send(door_kept *kept, const kept_key *key, heed_text if_none_match, struct MHD_Connection *connection,
                    enum MHD_Result *sent_out);
/* Keep a page and its "not changed". Both are taken over, also where there is no memory to keep them. */
void door_kept_put(door_kept *kept, const kept_key *key, heed_text etag, struct MHD_Response *whole,
                   struct MHD_Response *unchanged);
#endif
