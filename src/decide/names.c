/* names.c - outcomes and moods in words. */
#include <heed/decide.h>

/* ORDER: outcome */
static const char *const outcome_names[] = { "prohibited", "permission-needed", "advised-against", "required",
                                             "advised",    "permitted",         "not-addressed",   "unclear" };
static const char *const outcome_words[] = {
    "No", "Yes, if", "Take care", "You must", "A good idea", "Yes", "The policy does not say", "One question first"
};

const char *heed_outcome_name(heed_outcome outcome)
{
    return (unsigned)outcome <= HEED_UNCLEAR ? outcome_names[outcome] : "unclear";
}

const char *heed_outcome_shown(heed_outcome outcome, bool baseline)
{
    if (outcome == HEED_PERMITTED && baseline)
        return "Nothing here forbids it";
    return (unsigned)outcome <= HEED_UNCLEAR ? outcome_words[outcome] : "One question first";
}

const char *heed_mood_name(heed_mood mood)
{
    static const char *const names[] = { "statement", "may", "must", "fact" };
    return (unsigned)mood <= HEED_FACT_MOOD ? names[mood] : "statement";
}
