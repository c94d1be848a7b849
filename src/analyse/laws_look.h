/* laws_look.h - what the checks of laws, platforms and advice share. Inside src/analyse only. */
#ifndef HEED_ANALYSE_LAWS_LOOK_H
#define HEED_ANALYSE_LAWS_LOOK_H
#include "laws_cite.h"
#include "places.h"

typedef struct {
    lint *l;
    const prose *p;
    const heed_laws *laws;
    citations cited;
    heed_date as_of;
    heed_text nation;
} look_at_laws;


bool look_by_now(const look_at_laws *k, laws_day day);
const char *look_was(const laws_entry *e);                    /* "was", or "is said to have been" */
heed_text look_when_words(const look_at_laws *k, const laws_entry *e, laws_day day);
heed_text look_day_alone(const look_at_laws *k, laws_day day);
heed_text look_listed(const look_at_laws *k, heed_texts names);

void look_at_platform(const look_at_laws *k, const laws_entry *e);   /* laws_sites.c */
void look_at_ages(const look_at_laws *k);
void look_at_advice(const look_at_laws *k, const laws_entry *e);
#endif
