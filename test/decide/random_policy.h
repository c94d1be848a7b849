/* random_policy.h - policies and situations made up at random, for tests that compare one evaluator with another.
 *
 * Policies are written as text over a small vocabulary that has every construct, and go through the real compiler. The same
 * seed gives the same ones. */
#ifndef HEED_TEST_RANDOM_POLICY_H
#define HEED_TEST_RANDOM_POLICY_H
#include <heed/decide.h>

typedef struct {
    char at[16384];
    size_t n;
} random_text;

extern const char random_vocabulary[];
void random_start(unsigned long long seed);
unsigned random_below(unsigned n); /* 0 .. n - 1 */
void random_policy(random_text *p);
void random_situation(heed_situation *s, random_text *told); /* told anew, not settled; the tokens as text */
#endif
