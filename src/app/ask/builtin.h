/* builtin.h - the files that are built into the program: symbol and name. Read by builtin.S and builtin.c alike. */
#ifndef HEED_APP_BUILTIN_H
#define HEED_APP_BUILTIN_H
#define BUILTIN_FILES(F)                               \
    F(builtin_bledington, "bledington.policy.md")      \
    F(builtin_dereham, "dereham.policy.md")            \
    F(builtin_ewloe_green, "ewloe-green.policy.md")    \
    F(builtin_stivichall, "stivichall.policy.md")      \
    F(builtin_st_thomas, "st-thomas.policy.md")        \
    F(builtin_literal, "literal.pack")                 \
    F(builtin_law, "law.pack")                         \
    F(builtin_words, "english.words")                  \
    F(builtin_checklist, "schools-uk.checklist")       \
    F(builtin_laws, "schools-uk.laws")                 \
    F(builtin_platforms, "schools-uk.platforms")       \
    F(builtin_wording, "schools-uk.wording")           \
    F(builtin_vocabulary, "schools-uk.vocabulary")
#endif
