/* sentence.h - one question on its way from words to tokens.
 *
 * tokens.c -> phrases.c, spans.c (longest phrases, and how they are meant) -> people.c (who is mentioned, with what ties) and
 * asker.c (which of them asks) -> clauses.c (who does what) and mood.c (what asks) -> frames.c, deeds.c (what act that is) ->
 * content.c (what is only said), asked.c (which deed is asked about), who.c (who is who) and places.c (who stands where) ->
 * scene.c (all of it put together) -> coherent.c (what cannot both be so), leftover.c (what was put to no use), nearby.c (what
 * could be meant) -> reading.c. */
#ifndef HEED_QUESTION_SENTENCE_H
#define HEED_QUESTION_SENTENCE_H
#include "tokens.h"

typedef enum { SPAN_ENTRY, SPAN_MARK, SPAN_NAME, SPAN_NUMBER, SPAN_UNREAD, SPAN_SCHOOL } span_kind;
typedef struct {
    span_kind kind;
    const entry *what;   /* of SPAN_ENTRY */
    size_t first, count; /* tokens */
    refs extra;          /* facts of class words inside the phrase ("{site} request") */
    int number;          /* the last number or hour inside, -1 for none */
    bool negated;        /* "no", "not", "without" reaches it */
    int mention;         /* index of the person, -1 for none */
} span;

enum { KINDS_MAX = 4, TRAITS_MAX = 12 };
enum { NOBODY = -1, ASKER = -2, SHE = -3 };
typedef struct {
    sym kinds[KINDS_MAX];
    size_t kind_count;
    struct {
        refs tokens;
        refs extra;
        size_t span;
        bool no;
    } traits[TRAITS_MAX];
    size_t trait_count;
    size_t span;   /* where it stands */
    size_t last;   /* its last span: "School clerk" */
    sym after;     /* the preposition before it, 0 for none */
    bool absorbed; /* part of another mention ("a pupil's mum" is one person) */
    bool owner;    /* owns the thing that follows: "a pupil's request" */
    bool is_asker; /* "as a governor", "I'm a TA" */
    bool negated;  /* "not a parent" */
    bool once;     /* "I was her teacher" */
    size_t clause;
} mention;

typedef struct {
    ref what;
    size_t span;
} found_fact;

typedef struct {
    size_t first, end, verb; /* spans; verb: its first verb, SIZE_MAX for none */
    size_t sentence;
    int subject;                              /* mention, ASKER, SHE or NOBODY */
    bool negated, passive, inner, asks, wish; /* inner: seen, said or shown by the clause before */
    bool mild;                                /* "do I": may or must, as the deed is */
    bool breaks, resumes;                     /* "who broke the rules", and the question it breaks off, taken up again */
    bool adjoined;                            /* says more of a word before it: "a post that threatens a cook" */
    bool same_doer;                           /* as the asked clause */
    bool content;                             /* what the clause before says: "writes that the head steals" */
    bool retold;                              /* what the asked deed says or shows: "She was useless. Can I say so?" */
    sym mood;
    const frame *chosen;
    found_fact *facts;
    size_t fact_count, fact_cap;
} clause;

typedef struct {
    const lexicon *l;
    const heed_vocabulary *v;
    heed_text question;
    heed_arena *mem;
    tokens words, school; /* of the question, of the school's name */
    span *spans;
    size_t span_count, span_cap;
    mention *people;
    size_t people_count, people_cap;
    clause *clauses;
    size_t clause_count, clause_cap;
    found_fact *facts;
    size_t fact_count, fact_cap; /* what was read, both scenes */
    const heed_texts *told;
    ref told_act;
    size_t main; /* clause of the asked act, SIZE_MAX for none */
    heed_mood mood;
    int receiver; /* mention whom the event reached, NOBODY for none */
    bool act_found;
} sentence;

void spans_find(sentence *s, heed_text school);
bool tag_stands(const sentence *s, size_t at, size_t count);        /* words that end a question, or are one: "ok?" */
void people_find(sentence *s);
bool span_light(const sentence *s, size_t i);                      /* an article or a filler */
bool span_says_which(const sentence *s, size_t i);                  /* "at the school", right behind a person */
size_t span_before(const sentence *s, size_t i);                   /* the one before that is neither; SIZE_MAX at the start */
bool span_between(const sentence *s, size_t from, size_t to, const char *grammar);
void asker_introduced(const sentence *s, mention *m);              /* "I am the head": fills m->is_asker */
bool asker_has_role(const sentence *s, sym kind);                  /* is somebody the policy could speak of */
void asker_find(sentence *s);
bool asker_speaks(const sentence *s);
void clauses_find(sentence *s);
void frames_choose(sentence *s, clause *c);                        /* fills c->facts and c->chosen */
void frames_place_party(sentence *s, clause *c, const mention *m);
void frames_take_told(sentence *s, clause *c);                      /* the told act becomes the deed of the clause */
int frames_stands_for(const sentence *s, const clause *c);           /* whom "her" behind its verb means, NOBODY for none */
void frames_resume(sentence *s, clause *m);                        /* what "it" stands for joins the facts of the clause */
void frames_place(sentence *s, clause *c, bool event, bool party); /* people of the clause into s->facts by their place */
void frames_note_number(sentence *s, clause *c, const span *p, refs list,
                        size_t at); /* an age, a school year, an hour as facts */
/* deeds.c */
bool ref_starts(const sentence *s, ref r, const char *start);
ref deed_field(const refs *list, const sentence *s,
               const char *start); /* the first of the list that starts so; name 0 for none */
bool deed_gives(const sentence *s, const clause *c, const char *start);
bool gives_event(const sentence *s, const clause *c);
bool deed_answers(const sentence *s, const clause *c);   /* accepts or declines what somebody sent */
bool deals(const sentence *s, const clause *c);          /* answers what happened before */
bool frames_receive(const sentence *s, const clause *c); /* its doer is the one written to, asked or followed */
/* content.c, who.c, asked.c */
bool content_is(const sentence *s, size_t k);
bool content_retold(const sentence *s, const clause *c, const clause *asked);
int who_is(const sentence *s, int subject);
bool who_of_staff(const sentence *s, int m);                       /* works at the school */
bool who_same(const sentence *s, const clause *a, const clause *b);
void who_place(sentence *s, int subject); /* what the doer is, into the facts */
size_t asked_clause(const sentence *s);
bool asked_has_content(const sentence *s, const clause *c);
bool asked_by_pronouns(const sentence *s, const clause *c); /* "May she stay in it?" */
bool asked_of_staff(const sentence *s, size_t asked);                 /* the tale is of somebody who works at the school */
int asked_reached(const sentence *s, const clause *sent);         /* one of our people whom a deed reached, NOBODY for none */
size_t asked_taken_up(const sentence *s, size_t main);
size_t asked_main(sentence *s, size_t asked, bool pro);     /* clause of the asked deed; `pro`: named elsewhere */
bool span_mark_is(const sentence *s, size_t i, const char *marks);
bool clause_ends(const sentence *s, size_t i);                             /* a full stop, a question mark and the like */
/* mood.c */
bool mood_has(refs list, const lexicon *l, const char *name);
bool mood_tag(const sentence *s, const clause *c, size_t i);               /* "..., ok?" */
bool mood_opens(const sentence *s, const clause *c);                       /* begins with do, be or have */
void mood_find(sentence *s, clause *c, bool question);                     /* does it ask, and of whom */
void mood_set(sentence *s, const clause *asked, const clause *main);
void scene_set(sentence *s);
bool leftover(const sentence *s); /* is there a word that nothing of the reading rests on? */
bool leftover_deed(const sentence *s);
bool leftover_for_silence(const sentence *s); /* signs that are enough to doubt that the policy says nothing */
void facts_derive(sentence *s);
enum { NEARBY_MAX = 4 };
heed_texts nearby_events(const sentence *s);
heed_texts nearby_acts(const sentence *s);                         /* nearby.c: tokens of acts, the nearest first */
void coherent_make(sentence *s, heed_reading *r);   /* coherent.c: takes out what contradicts, and asks */
bool facts_hold(const found_fact *facts, size_t count, ref what);
void fact_add(sentence *s, ref what, size_t at);
size_t fact_field_len(heed_text name); /* 4 of "site=blog"; 0 for a member */
bool facts_same_field(const sentence *s, sym a, sym b);
bool span_is(const sentence *s, size_t i, const char *grammar); /* a part of grammar of that name */
bool span_kind_is(const sentence *s, size_t i, entry_kind kind);
#endif
