/* small_vocabulary.h - a vocabulary with one of everything, small enough to be read for every input. */
#ifndef HEED_FUZZ_SMALL_VOCABULARY_H
#define HEED_FUZZ_SMALL_VOCABULARY_H
#define SMALL_VOCABULARY                                                                                             \
    "vocabulary small version 1\nfield done one \"d\" presumed done\nvalue done \"y\"\nvalue omitted \"n\"\n"         \
    "field event one \"e\" presumed absent\nvalue asked \"a\"\nvalue breach \"b\"\n"                                 \
    "field age one \"age\"\nvalue under-13 \"a\"\nvalue teen \"b\"\nvalue adult \"c\"\n"                              \
    "field place one \"p\"\nvalue home \"h\"\nvalue away \"s\"\nfield account one \"p\"\nvalue own \"h\"\nvalue work \"s\"\n" \
    "field role many \"r\"\nvalue teacher \"t\"\nvalue head \"h\" office\nvalue deputy \"d\" office\n"               \
    "field party many \"p\"\nvalue pupil \"p\"\nvalue parent \"q\"\nfield tie many \"t\" presumed absent\nvalue kin \"k\"\n" \
    "field shows many \"s\"\nvalue face \"x\"\nvalue house \"y\"\nfield permission-held many \"l\" presumed not-held\nvalue leave \"l\"\n" \
    "field worked-out many \"w\" presumed absent\nvalue breach-found \"b\"\nvalue doubt \"d\"\n"                      \
    "act post \"p\"\nact share \"s\" is post\nact film \"f\" is share is picture when any\nact picture \"p\" is post\n" \
    "act yes \"y\" opposite no answers asked\nact no \"n\"\nact wait \"w\" leaves no\nact tell \"t\"\nact review-policy \"r\"\n" \
    "group child = under-13, teen\ngroup any = face, house\npupil implies age=child\ndeputy implies head\n"
#endif
