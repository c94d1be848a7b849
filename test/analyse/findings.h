/* findings.h - what the tests of the checks share: reading tables of cases, and looking for a finding. */
#ifndef HEED_TEST_FINDINGS_H
#define HEED_TEST_FINDINGS_H
#include <heed/analyse.h>

heed_text file_of(heed_arena *mem, const char *path); /* fails the test when it cannot be read */
void told(const heed_findings *findings);             /* printed */
heed_text next_line(heed_text *rest);
heed_text next_word(heed_text *rest); /* up to a blank or tab; empty at the end */
bool contains(heed_text all, heed_text part);
/* Is the finding about these clauses and no others? True when none are named. */
bool finding_names(const heed_lint_finding *f, const heed_text *ids, size_t count);
/* Is there a finding of this rule about all of `ids`, words parted by blanks? "-" is any clause, "~words" stand in its message. */
bool shows(const heed_lint_findings *found, heed_text rule, heed_text ids);
#endif
