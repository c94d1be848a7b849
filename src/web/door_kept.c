/* door_kept.c - a table of responses under one lock. The library counts who still sends a response, so that one can leave
 * the table while it is on its way. */
#include "web/door_kept.h"
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    char *target; /* NULL: an empty place */
    size_t target_len;
    char etag[72];
    bool json;
    heed_date day;
    unsigned long used; /* when, in lookings-up */
    struct MHD_Response *whole, *unchanged;
} kept_page;

struct door_kept {
    pthread_mutex_t lock;
    unsigned long lookups;
    kept_page at[KEPT_ROWS][KEPT_IN_A_ROW];
};

door_kept *door_kept_create(void)
{
    door_kept *kept = calloc(1, sizeof *kept);
    if (kept && pthread_mutex_init(&kept->lock, NULL)) {
        free(kept);
        return NULL;
    }
    return kept;
}

static void empty(kept_page *page)
{
    if (page->target) {
        free(page->target);
        MHD_destroy_response(page->whole);
        MHD_destroy_response(page->unchanged);
    }
    *page = (kept_page){ 0 };
}

void door_kept_destroy(door_kept *kept)
{
    if (!kept)
        return;
    for (size_t row = 0; row < KEPT_ROWS; row++)
        for (size_t i = 0; i < KEPT_IN_A_ROW; i++)
            empty(&kept->at[row][i]);
    pthread_mutex_destroy(&kept->lock);
    free(kept);
}

/* FNV-1a; who can reach this door gains nothing by filling one row. */
static kept_page *row_of(door_kept *kept, const kept_key *key)
{
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < key->target.len; i++)
        hash = (hash ^ (unsigned char)key->target.at[i]) * 16777619u;
    return kept->at[(hash ^ hash >> 16 ^ key->json) % KEPT_ROWS];
}

static bool is_of(const kept_page *page, const kept_key *key)
{
    return page->target && page->target_len == key->target.len && page->json == key->json && page->day == key->day &&
           memcmp(page->target, key->target.at, key->target.len) == 0;
}

bool door_kept_send(door_kept *kept, const kept_key *key, heed_text if_none_match, struct MHD_Connection *connection,
                    enum MHD_Result *sent_out)
{
    bool found = false;
    if (!kept)
        return false;
    kept_page *row = row_of(kept, key);
    pthread_mutex_lock(&kept->lock);
    kept->lookups++;
    for (size_t i = 0; i < KEPT_IN_A_ROW && !found; i++) {
        if (!is_of(&row[i], key))
            continue;
        found = true;
        row[i].used = kept->lookups;
        bool same = web_etag_named(if_none_match, heed_text_of(row[i].etag));
        *sent_out = MHD_queue_response(connection, same ? 304 : 200, same ? row[i].unchanged : row[i].whole);
    }
    pthread_mutex_unlock(&kept->lock);
    return found;
}

/* The place of the same key, else an empty one, else the one used longest ago. */
static kept_page *place_for(kept_page *row, const kept_key *key)
{
    kept_page *oldest = row;
    for (size_t i = 0; i < KEPT_IN_A_ROW; i++) {
        if (is_of(&row[i], key))
            return &row[i];
        if (row[i].used < oldest->used)
            oldest = &row[i];
    }
    return oldest;
}

void door_kept_put(door_kept *kept, const kept_key *key, heed_text etag, struct MHD_Response *whole,
                   struct MHD_Response *unchanged)
{
    kept_page new = {
        .target_len = key->target.len, .json = key->json, .day = key->day, .whole = whole, .unchanged = unchanged
    };
    new.target = kept &&etag.len < sizeof new.etag ? malloc(key->target.len + 1) : NULL;
    if (!new.target) {
        MHD_destroy_response(whole);
        MHD_destroy_response(unchanged);
        return;
    }
    memcpy(new.target, key->target.at, key->target.len);
    memcpy(new.etag, etag.at, etag.len);
    pthread_mutex_lock(&kept->lock);
    kept_page *place = place_for(row_of(kept, key), key);
    new.used = kept->lookups;
    empty(place);
    *place = new;
    pthread_mutex_unlock(&kept->lock);
}
