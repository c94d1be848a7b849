/* laws.h - what the register files say: laws, standards, platforms, advice that is out of date, and lists of words.
 * docs/language.md, "Law and platform files", is the grammar. Inside src/analyse only. */
#ifndef HEED_ANALYSE_LAWS_H
#define HEED_ANALYSE_LAWS_H
#include "prose.h"
#include <heed/analyse.h>

typedef struct {
    heed_date day;                   /* 0: not given. A year or a month alone means its last day */
    uint8_t   given;                 /* 1: the year, 2: year and month, 3: the day */
    bool      unconfirmed;
} laws_day;

/* ORDER: laws_how */
typedef enum { LAWS_REPLACED, LAWS_REPEALED, LAWS_OVERTAKEN } laws_how;
typedef struct {
    laws_how   how;
    bool       partly;
    laws_day   on;
    heed_texts nations;              /* where; empty: wherever the law holds */
    heed_texts by;                   /* "Data Protection Act 2018" */
    heed_text  what;                 /* the part; may be empty */
} laws_change;

typedef struct {
    int      year;
    laws_day from;
} laws_edition;

/* ORDER: laws_kind */
typedef enum { LAWS_LAW, LAWS_STANDARD, LAWS_PLATFORM, LAWS_ADVICE, LAWS_WORDS, LAWS_NAMES } laws_kind;

/* ORDER: laws_list. What a list of words is for. */
typedef enum {
    LIST_VAGUE, LIST_TIME, LIST_OFFICE, LIST_FOREIGN, LIST_MEANING, LIST_PAST, LIST_DENYING, LIST_LINK, LIST_PART, LIST_DANGLING,
    LIST_STRONG, LIST_WEAK, LIST_APPROVAL, LIST_BLANK, LIST_REVIEW, LIST_SHARED_HEAD, LIST_THE_HEAD, LIST_SOFT_TITLE,
    LIST_BINDS_ALL, LIST_LOWEST_AGE, LIST_CHILDREN, LIST_SMALL, LIST_PLACEHOLDER, LIST_ADVICE_HEADING, LIST_OFF_SUBJECT,
    LIST_SUBJECT, LIST_APPENDIX, LIST_OTHER_TEXT, LIST_EITHER_HEAD,
    LIST_SOFT_WORDS, LIST_EXAMPLE, LIST_ADVISING, LIST_FILL_IN, LIST_DATED,
    LIST_KNOWN_INITIALS, LIST_SETTLED, LISTS
} laws_list;

typedef struct {
    laws_kind  kind;
    uint32_t   line;
    heed_text  title;                /* "Data Protection Act"; of words and advice: why, in words */
    int        year;                 /* of a law */
    phrase     named;                /* the title as a phrase */
    phrases    said;                 /* other names people write; what to look for, of advice and words */
    phrases    meant;                /* of a law: words that mean it where the text has named it before ("data law") */
    phrases    other;                /* of names: the second name. Of advice: what makes it right again */
    heed_texts nations;              /* where it holds; empty: everywhere */
    laws_day   in_force, announced, since, renamed, closed;
    laws_edition *editions;          /* of a standard that is written anew every few years */
    size_t     edition_count, edition_cap;
    heed_text  new_name;             /* of a platform */
    int        age;                  /* of a platform: the lowest it allows; 0: not given */
    bool       age_unconfirmed;
    laws_change *changes;
    size_t     change_count, change_cap;
    bool       complete;             /* every law of this title is in the register, so a year that is not here is wrong */
    bool       legal;                /* of advice: it is about the law, not about security */
    laws_list  list;                 /* of words */
    heed_text  kind_of;              /* of a platform: "social-network" */
    heed_text  about, beside, source;
    heed_date  checked;
    bool       unconfirmed;          /* all of it */
} laws_entry;

struct heed_laws {
    laws_entry *at;
    size_t len, cap;
    phrases lists[LISTS];            /* all words of one kind, from all files */
};

/* In words: "in 2011", "in May 2018", "on 25 May 2018". */
heed_text laws_day_words(laws_day day, heed_arena *mem);
heed_text laws_full_title(const laws_entry *e, heed_arena *mem);   /* "Data Protection Act 2018" */
bool laws_holds_in(heed_texts nations, heed_text nation);         /* an empty list: everywhere */
/* The entry of this full title or other name; NULL when the register has none. */
const laws_entry *laws_find(const heed_laws *laws, heed_text name, heed_arena *mem);
#endif
