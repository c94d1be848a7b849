/* decide.c - ask a policy one thing from a C program of your own.
 *
 *   cc decide.c $(pkg-config --cflags --libs heed) -o decide
 *   ./decide schools-uk.vocabulary bledington.policy.md teacher act=accept-contact-request pupil-here mood=may
 */
#include <heed/decide.h>
#include <stdio.h>

static char bytes[2][HEED_SOURCE_MAX];

static heed_text file_text(const char *path, char *into)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return (heed_text){ NULL, 0 };
    size_t n = fread(into, 1, HEED_SOURCE_MAX, file);
    fclose(file);
    return (heed_text){ into, n };
}

static int sorry(const heed_findings *findings, const heed_error *err)
{
    for (size_t i = 0; i < findings->len; i++)
        fprintf(stderr, "%u: %.*s\n", findings->at[i].line, heed_fmt(findings->at[i].message));
    fprintf(stderr, "%s\n", err->message);
    return 1;
}

/* Everything lives in `mem`: a failing call needs no clearing up. */
static int answer(int count, char **words, heed_arena *mem)
{
    heed_findings findings = { 0 };
    heed_error err = { .message = "" };
    heed_text blob, vocabulary_text = file_text(words[1], bytes[0]), policy_text = file_text(words[2], bytes[1]);
    const heed_vocabulary *vocabulary;
    const heed_policy *policy;
    heed_answer a;

    if (!vocabulary_text.at || !policy_text.at)
        return fprintf(stderr, "cannot read %s\n", vocabulary_text.at ? words[2] : words[1]), 1;
    if (heed_vocabulary_read(vocabulary_text, heed_text_of(words[1]), mem, &vocabulary, &findings, &err) != HEED_OK ||
        heed_policy_compile(policy_text, heed_text_of(words[2]), vocabulary, NULL, mem, &blob, &findings, &err) != HEED_OK ||
        heed_policy_open(blob, vocabulary, mem, &policy, &err) != HEED_OK)
        return sorry(&findings, &err);

    heed_situation *situation = heed_situation_new(vocabulary, mem);
    for (int i = 3; i < count; i++)
        if (heed_situation_tell(situation, heed_text_of(words[i]), &err) != HEED_OK)
            return sorry(&findings, &err);
    if (heed_explain(policy, situation, 0, mem, &a, &err) != HEED_OK)
        return sorry(&findings, &err);

    printf("%s (%s)\n", heed_outcome_shown(a.outcome, a.baseline), heed_outcome_name(a.outcome));
    for (size_t i = 0; i < a.deciding_count; i++)
        printf("  %.*s: %.*s\n", heed_fmt(a.deciding[i].clause), heed_fmt(a.deciding[i].prose));
    for (size_t i = 0; i < a.duty_count; i++)
        printf("  then %.*s: %.*s %.*s\n", heed_fmt(a.duties[i].force), heed_fmt(a.duties[i].act),
               heed_fmt(a.duties[i].deadline));
    for (size_t i = 0; i < a.ask_count; i++)
        printf("  it may turn on this: %.*s\n", heed_fmt(a.asks[i].question));
    return 0;
}

int main(int count, char **words)
{
    if (count < 4)
        return fprintf(stderr, "usage: %s VOCABULARY POLICY FACT...\n", words[0]), 2;
    heed_arena *mem = heed_arena_create();
    int exit_status = mem ? answer(count, words, mem) : 1;
    heed_arena_destroy(mem);
    return exit_status;
}
