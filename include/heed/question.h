/* heed/question.h - what situation do these words describe?
 *
 * Deterministic and without a network: the same words give the same reading. No guessing: words that carry content and
 * were not understood stand in `unread`, and where such a word could fill an open slot the reading says what to ask. */
#ifndef HEED_QUESTION_H
#define HEED_QUESTION_H
#include <heed/decide.h>

enum { HEED_QUESTION_MAX = 2000 };                   /* characters; longer is refused with a reason */

typedef struct heed_reader heed_reader;              /* opaque: phrases of a vocabulary made ready; read-only, shareable */

typedef struct {
    heed_text fact;                                  /* "act", "pupil-here", "event.insulting" */
    heed_text value;                                 /* "accept-contact-request", "yes", "no" */
    heed_text token;                                 /* as heed_situation_tell takes it */
    heed_text words;                                 /* the asker's own words, borrowed from the question */
    uint32_t  from, to;                              /* byte span in the question */
} heed_reading_fact;

typedef struct {
    heed_mood          mood;
    heed_reading_fact *facts;  size_t fact_count;
    heed_texts         unread;                       /* content words that were not understood, as written */
    heed_text          summary;                      /* one line in plain words: "A teacher accepts a friend request from a pupil." */
    heed_text          ask;                          /* the one question that would help, when the words cannot be read; else empty */
    heed_text          ask_fact;                     /* and the fact it asks ("act"); else empty */
    heed_texts         ask_answers;                  /* tokens it may be answered with, likeliest first; none: any of the fact's */
    heed_text          doubt;                        /* asks "act" where the answer would bind nobody, since words were passed over; else empty */
    bool               doubt_silence;                /* the doubt is of a policy's silence alone: a permission stands */
    bool               doubt_rest;                   /* the act is told, and words are left over all the same */
    heed_texts         doubt_answers;                /* acts that could be meant, the nearest first */
} heed_reading;

/* `words` is the lexicon file (policies/english.words); errors as in heed_vocabulary_read. */
heed_status heed_reader_new(const heed_vocabulary *v, heed_text words, heed_text file, heed_arena *mem,
                            const heed_reader **reader_out, heed_findings *findings_out, heed_error *err);
/* HEED_INVALID for a question that is empty, too long or not UTF-8. `told` holds tokens known beside the words; they
 * win over what is read. `school` is the school's name as its policy has it, so that it is not taken for content. */
heed_status heed_question_read(const heed_reader *reader, heed_text question, const heed_texts *told, heed_text school,
                               heed_arena *mem, heed_reading *reading_out, heed_error *err);
#endif
