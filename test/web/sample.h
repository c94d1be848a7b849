/* sample.h - routes and a form of an invented feature, for the tests of the web room. */
#ifndef HEED_TEST_SAMPLE_H
#define HEED_TEST_SAMPLE_H
#include "sample_page.h"
#include "web/runner.h"

/* clang-format off */
#define SAMPLE_FORM(F) \
    F(TEXT,  q,   REQUIRED, 10, "Your question") \
    F(TEXTS, tag, OPTIONAL, 5,  "A tag")
WEB_FORM(sample, SAMPLE_FORM)

#define SAMPLE_ROUTES(R) \
    R(GET,  "/sample",           sample, read, sample, sample_page,  "A sample") \
    R(FILE, "/other/:slug.txt",  sample, read, none,   sample_file,  "A document") \
    R(GET,  "/other/:slug",      sample, read, none,   sample_other, "Another") \
    R(FILE, "/greedy",           sample, read, none,   sample_greedy, "Takes all the memory there is")
/* clang-format on */

extern const web_site sample_site;

#endif
