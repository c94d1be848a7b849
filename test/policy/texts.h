/* texts.h - reading, compiling and laying out texts for the tests; every fault ends the test that met it. */
#ifndef HEED_TEST_TEXTS_H
#define HEED_TEST_TEXTS_H
#include <heed/policy.h>

heed_text texts_file(heed_arena *mem, const char *path);
const heed_vocabulary *texts_vocabulary(heed_arena *mem);             /* schools-uk */
const heed_policy *texts_compiled(const heed_vocabulary *v, heed_text source, const heed_texts *packs, const char *name,
                                  heed_arena *mem);
heed_text texts_formatted(heed_text source, const char *name, heed_arena *mem);
/* It compiles, and laying it out changes neither rules nor prose. */
void texts_check_good(const heed_vocabulary *v, heed_text source, const char *name, heed_arena *mem);
/* The tests written in a policy hold, and there are as many. */
void texts_check_tests(const heed_policy *p, size_t count, const char *name, heed_arena *mem);
#endif
