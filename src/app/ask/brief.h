/* brief.h - the short answer as JSON: outcome, flags, clauses and duties, without the reasons.
 *
 * For programs that ask many questions: it needs heed_decide only, and takes nothing from an arena once the writer's
 * buffer is large enough. */
#ifndef HEED_APP_BRIEF_H
#define HEED_APP_BRIEF_H
#include "base/json.h"
#include <heed/decide.h>

void ask_brief(const heed_policy *policy, const heed_verdict *verdict, json_out *out);
#endif
