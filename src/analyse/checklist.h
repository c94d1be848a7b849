/* checklist.h - what every school has to decide, as read from a checklist file. Inside src/analyse only. */
#ifndef HEED_ANALYSE_CHECKLIST_H
#define HEED_ANALYSE_CHECKLIST_H
#include <heed/analyse.h>

typedef struct {
    heed_text name, question;
    heed_texts facts; /* as heed_situation_tell takes them, the mood last */
    heed_mood mood;   /* HEED_MAY or HEED_MUST */
    bool typical;     /* one of the answers governors ratify beside the text */
    uint32_t line;
} decision;

struct heed_checklist {
    heed_text name;
    decision *at;
    size_t len;
};

/* The decision as a situation of the policy's vocabulary: told, not yet settled. */
heed_status decision_tell(const decision *d, heed_situation *s, heed_error *err);
#endif
