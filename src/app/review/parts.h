/* parts.h - what the review pages share. Inside src/app/review only. */
#ifndef HEED_APP_REVIEW_PARTS_H
#define HEED_APP_REVIEW_PARTS_H
#include "app/review/pages.h"
#include "app/say.h"
#include "base/arena.h"
#include <heed/analyse.h>

/* The policy the address names, and its school in the head of the page. */
heed_status part_policy(web_view *v, const web_policy **out);
/* A policy somebody chose in a form. */
heed_status part_chosen(web_view *v, heed_text slug, const web_policy **out);
heed_text part_school(const web_policy *p);

/* An analysis is worked out in memory of its own, bounded; what a page shows is copied out of it. */
heed_arena *part_memory(const web_view *v); /* LENT: goes back at the end, or with the request whatever happens */
heed_analyse_options part_options(const web_view *v);
heed_text part_keep(const web_view *v, heed_text text);
heed_texts part_ids(const web_view *v, heed_texts ids); /* a list with its texts */
/* Facts as an address can carry them; none where a fact stands for several values, or cannot be told. */
heed_texts part_askable(const web_view *v, heed_texts facts);
/* "Yes, if / No": one text for all outcomes of a mask, strictest first. */
heed_text part_shown(const web_view *v, unsigned outcomes);
/* "a, b and c" */
heed_text part_list(const web_view *v, heed_texts texts);
/* Which acts could not be gone through; empty when all were. */
heed_text part_tangled(const web_view *v, heed_texts acts);

/* Every other policy as an option of a form. */
#define PART_OTHERS(v, wanted, chosen_slug, list, row_type)                                                                    \
    do {                                                                                                                       \
        size_t others_cap = 0;                                                                                                 \
        for (size_t others_i = 0; others_i < (v)->site->policy_count; others_i++) {                                            \
            const web_policy *others_one = &(v)->site->policies[others_i];                                                     \
            if (others_one != (wanted))                                                                                        \
                *ARENA_PUSH((v)->mem, (list).at, (list).len, others_cap) =                                                     \
                    (row_type){ others_one->slug, part_school(others_one), heed_text_eq(others_one->slug, (chosen_slug)) };    \
        }                                                                                                                      \
    } while (0)
#endif
