/* lexicon.h - the words file made ready: names, phrases, frames.
 *
 * Everything a word means stands in policies/english.words (its head documents the lines). This room's C knows only how
 * sentences are put together. All of it lives in the reader's arena and is read-only once made. */
#ifndef HEED_QUESTION_LEXICON_H
#define HEED_QUESTION_LEXICON_H
#include "base/arena.h"
#include <heed/question.h>

typedef uint32_t sym; /* a name: a word, a token, a class; 0 is none */

/* One fact as the words file writes it: "site=blog", "!named", "event.insulting", "-a-picture" (must not be there). */
typedef struct {
    sym name;
    bool event, no, absent;
} ref;
typedef struct {
    ref *at;
    size_t len;
} refs;

typedef enum { ENTRY_SKIP, ENTRY_GRAM, ENTRY_VERB, ENTRY_THING, ENTRY_PERSON, ENTRY_TRAIT, ENTRY_FACT, ENTRY_MOOD } entry_kind;
typedef enum { FORM_BASE = 1, FORM_S = 2, FORM_PAST = 4, FORM_ING = 8 } verb_form;

typedef struct entry {
    entry_kind kind;
    unsigned forms; /* of a verb: FORM_ bits */
    sym name;       /* verb or thing class, person kind, part of grammar */
    refs tokens;
    struct entry *next; /* another reading of the same phrase */
} entry;

/* What a kind of person is called in each place of a sentence. */
typedef enum { SLOT_ACTOR, SLOT_PARTY, SLOT_TOPIC, SLOT_SHOWN, SLOT_TOLD, SLOT_EVENT, SLOT_KINDS } slot;
typedef struct {
    sym name;
    refs as[SLOT_KINDS];
} person_kind;
typedef struct {
    sym whose, what, makes; /* compose pupil parent = parent */
} composition;

typedef enum { STYLE_NONE, STYLE_CONTACT, STYLE_WORDS, STYLE_PICTURE, STYLE_TELL, STYLE_DEED, STYLE_SEE, STYLE_REPORT } style;
typedef struct {
    refs needs, gives;
    style how;
    bool replaces;        /* of "instead" lines */
    uint32_t line;        /* of the file */
    size_t met, words;    /* its needs that something must meet; those of them that are words and no marks of grammar */
    size_t common;        /* how often the frames of the file name its needs: the less, the more its words say */
} frame;

typedef struct {
    heed_text *names;
    size_t name_count, name_cap;
    sym *table;
    size_t table_size; /* open addressing over names */
    struct word_class {
        sym word, class_name;
        refs tokens;
    } * classes;
    size_t class_count, class_cap;
    struct spelling {
        sym word;
        heed_texts to;
    } * spellings;
    size_t spelling_count, spelling_cap;
    struct numeral {
        sym word;
        int value;
    } * numerals;
    size_t numeral_count, numeral_cap;
    struct edge {
        uint32_t node;
        sym by;
        uint32_t to;
    } * edges;
    size_t edge_count, edge_size;
    entry **ends;
    size_t node_count, end_cap; /* by node: the readings that end there */
    person_kind *people;
    size_t people_count, people_cap;
    composition *compositions;
    size_t composition_count, composition_cap;
    frame *frames;
    size_t frame_count, frame_cap;
    frame *derived;
    size_t derived_count, derived_cap;
    struct forms_of {
        sym base;
        heed_text s, past, part, ing;
    } * irregular;
    size_t irregular_count, irregular_cap;
    struct asker_sign {
        sym kind;
        refs words;
    } * signs; /* what only one kind of asker says: "my class" */
    size_t sign_count, sign_cap;
    refs deals, before; /* acts that answer what happened, and facts that then belong to it */
    refs main_only;     /* facts that stay out of the event's scene */
    uint8_t *known;
    size_t known_cap; /* by sym: is a word of some phrase */
    heed_arena *mem;
} lexicon;

struct heed_reader {
    const heed_vocabulary *vocabulary;
    lexicon words;
};

sym lexicon_name(lexicon *l, heed_text name);       /* finds or adds */
sym lexicon_find(const lexicon *l, heed_text name); /* 0 when there is none */
sym lexicon_find_word(const lexicon *l, const char *name);
heed_text lexicon_text(const lexicon *l, sym name);
void lexicon_add_phrase(lexicon *l, heed_text phrase, const entry *what);
uint32_t lexicon_step(const lexicon *l, uint32_t node, sym by);                   /* 0 when there is no way on */
const struct word_class *lexicon_class(const lexicon *l, sym word, size_t *from); /* next class of word at or after *from */
const struct spelling *lexicon_spelling(const lexicon *l, sym word);
bool lexicon_number(const lexicon *l, heed_text word, int *value_out);
const person_kind *lexicon_person(const lexicon *l, sym name);
sym lexicon_compose(const lexicon *l, sym whose, sym what); /* 0: no such pair */
/* The word meant by a long word with one slip of the hand; the same word back when none or several are near. */
heed_text lexicon_nearest(const lexicon *l, heed_text word);

/* words.c: the lines of the file. */
heed_status lexicon_read(lexicon *l, heed_text words, heed_text file, const heed_vocabulary *v, heed_findings *findings_out,
                         heed_error *err);
/* forms.c: all forms of a verb or noun, first word inflected; calls back once per form. */
typedef void form_found(lexicon *l, heed_text phrase, unsigned form, const entry *what);
void forms_of_verb(lexicon *l, heed_text phrase, const entry *what, form_found *found);
void forms_of_noun(lexicon *l, heed_text phrase, const entry *what, form_found *found);
#endif
