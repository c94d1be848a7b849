/* lint_front.c - what stands on the front of a policy and holds it together: approval, review, numbers, names. */
#include "front.h"
#include "written.h"
#include <string.h>

static const heed_lint_rule rules[] = {
    { "two-reviews", "error", "Two different dates for the review",
      "One place asks for a review by one day, another place by another day. Heed goes by the earlier one; people will argue.",
      "The front page says every year, clause 3.4.1 says every second year.",
      "Keep one, and let the other place refer to it." },
    { "review-lapsed", "warning", "The review is overdue",
      "The day by which the text was to be looked at again has passed. It still binds, but nobody can say that it was checked "
      "against the law of today.",
      "A policy of March 2022 with three years to its review, in November 2026.",
      "Review it, have it approved, and write the new date." },
    { "blank-review", "warning", "No day for the next review",
      "The text does not say when it will be looked at again, so nobody will notice when it is time.", "Next review: ........",
      "Give a date or a period: \"review every 12 months\"." },
    { "blank-approval", "warning", "The approval is left blank",
      "There is a place for a name or a date, and nothing in it. Nobody can see whether governors have approved this text.",
      "Signed (chair): ________", "Have it approved, and write who did so and when." },
    { "no-approval", "note", "Nothing says who approved it",
      "The text names nobody who approved, ratified or signed it, with a day. An inspector will ask.",
      "A policy with a title, a school and a month.", "Write on the front who approved it and on which day." },
    { "unfilled-blank", "warning", "A blank from a template", "A gap that was to be filled in is still there.",
      "The [name of school here] social media policy.", "Fill it in, or take the sentence out." },
    { "missing-part", "error", "It refers to something that is not there",
      "The sentence sends the reader to a clause, section or appendix which this text does not have.",
      "\"Sites are made as Appendix A lays down\", and there is no Appendix A.",
      "Add what is missing, or take the reference out." },
    { "broken-numbering", "warning", "The numbers have a gap or a double",
      "A number is left out or stands twice. Something may have been cut, and people will quote the wrong clause.",
      "3.1.1, 3.1.2, 3.1.4.", "Number anew, or put back what was cut." },
    { "broken-sentence", "warning", "A sentence that breaks off", "It ends where more should follow. A duty may have been cut.",
      "\"... under the conduct code; and\"", "Finish the sentence, or put back what was cut." },
    { "two-names", "note", "Two names for one thing", "Readers cannot be sure that both mean the same.",
      "\"The Board\" in clause 1, \"the governors\" in clause 3.",
      "Use one name all through, and say once what it stands for." },
    { "two-titles", "note", "Two titles", "The text is called one thing here and another there.",
      "\"Policy for staff and volunteers\" on the cover, \"Policy for staff\" inside.", "Keep one title." },
    { "misspelt-aspect", "warning", "An aspect that looks misspelt",
      "Only rules that share an aspect are held against each other. This one stands at a single rule and is nearly the same "
      "word as "
      "another, so a contradiction with that rule would not be seen.",
      "[contcat] at one rule, [contact] at all the others.",
      "Write the aspect as the other rules do; or give it a name that nobody can mistake for theirs." },
    { "undefined-office", "warning", "People whom the text does not name",
      "Somebody has a task or a power here, and the text never says who belongs to them.",
      "\"A school leader has to say yes\", and no word on who is a school leader.",
      "Say it once: by a school leader we mean the headteacher, the deputy and ..." },
    { "unexplained-initials", "note", "Initials nobody has written out",
      "People who are new, and parents, will not know what they stand for.", "\"Tell the DSL\", and no word on who that is.",
      "Write it out where it stands first: the designated safeguarding lead (DSL)." },
    { "which-head", "warning", "\"The headteacher\" where two share the post",
      "Two heads share the office, and the text speaks of one. It does not say whether either will do.",
      "Tell the headteacher, in a school with co-headteachers.", "Write \"either headteacher\" or \"both\"." },
    { "guidance-that-binds", "warning", "Called advice, and meant to bind",
      "The text calls itself guidance or advice, and elsewhere tells people that they have to keep to it. In a dispute it will "
      "be asked which holds.",
      "\"This is guidance\" on the first page, \"all staff have to keep to it\" in section 11.",
      "Call it a policy, or say which parts are advice." },
};

/* "24.01.19", or a part of 24/01/19: one or two digits, at most `most`. */
static bool small_number(heed_text t, int most)
{
    int value = 0;
    for (size_t i = 0; i < t.len; i++) {
        if (t.at[i] < '0' || t.at[i] > '9' || t.len > 2)
            return false;
        value = value * 10 + (t.at[i] - '0');
    }
    return value >= 1 && value <= most;
}

bool front_short_date(heed_text word)
{
    const char *one = memchr(word.at, '.', word.len);
    const char *two = one ? memchr(one + 1, '.', word.len - (size_t)(one + 1 - word.at)) : NULL;
    if (!two)
        return false;
    heed_text day = { word.at, (size_t)(one - word.at) }, month = { one + 1, (size_t)(two - one - 1) };
    size_t year = word.len - (size_t)(two + 1 - word.at);
    return small_number(day, 31) && small_number(month, 12) && (year == 2 || year == 4) && !memchr(two + 1, '.', year);
}

bool front_has_date(const prose_block *b)
{
    for (size_t i = 0; i < b->n; i++) {
        bool slashes = i + 2 < b->n && small_number(b->words[i].low, 31) && b->text.at[b->words[i].end] == '/' &&
                       small_number(b->words[i + 1].low, 12) && b->text.at[b->words[i + 1].end] == '/';
        if (slashes || prose_year(&b->words[i]) >= 1990 || front_short_date(b->words[i].low))
            return true;
    }
    return false;
}

/* ---- review */

typedef struct {
    heed_text id; /* of the clause; empty for the header */
    heed_date due;
    int months; /* between reviews; 0: not given as a period */
    bool blank;
} review;
enum { MOST_REVIEWS = 16 };
typedef struct {
    review at[MOST_REVIEWS];
    size_t n;
} reviews;

static bool about_review(const ruling *r)
{
    for (size_t i = 0; i < r->acts.n; i++)
        if (heed_text_is(r->acts.at[i].text, "review-policy"))
            return true;
    return false;
}

static reviews reviews_of(const statements *s)
{
    reviews list = { .n = 0 };
    int months = s->review ? statement_months(s->review_unit.text, s->review) : 0;
    if (s->review || s->review_blank)
        list.at[list.n++] = (review){ .due = months ? heed_date_add_months(s->in_force, months) : 0,
                                      .months = months,
                                      .blank = s->review_blank };
    for (size_t i = 0; i < s->ruling_count && list.n < MOST_REVIEWS; i++) {
        const ruling *r = &s->rulings[i];
        if (r->kind == RULING_SCHEDULE && about_review(r))
            list.at[list.n++] = (review){ .id = r->id,
                                          .due = compile_due(r),
                                          .months = r->period ? statement_months(r->period_unit.text, r->period) : 0,
                                          .blank = r->due_blank };
    }
    return list;
}

static void place_of(lint *l, lint_places *places, heed_text id)
{
    const prose *p = lint_prose_of(l);
    for (uint32_t i = 0; id.len && i < p->clause_count; i++)
        if (heed_text_eq(lint_clause_id(l, p->clauses[i]), id)) {
            const prose_block *b = prose_block_of(p, p->clauses[i]);
            if (b && !places->first) {
                places->first = b;
                places->line = b->line;
            }
            lint_clause_add(&places->clauses, p->clauses[i]);
            places->all++;
        }
}

static heed_text date_words(lint *l, heed_date day)
{
    return laws_day_words((laws_day){ day, 3, false }, l->mem);
}

/* Two dates more than a month apart; of two periods, the periods count and not when they began. */
static bool quarrel(const review *a, const review *b)
{
    if (a->months && b->months)
        return a->months != b->months;
    heed_date first = a->due < b->due ? a->due : b->due, second = a->due < b->due ? b->due : a->due;
    return a->id.len && b->id.len && first && heed_date_add_months(first, 1) < second;
}

static heed_text review_words(lint *l, const review *r)
{
    if (r->months)
        return r->months % 12    ? heed_text_printf(l->mem, "every %d months", r->months)
               : r->months == 12 ? heed_lit("every year")
                                 : heed_text_printf(l->mem, "every %d years", r->months / 12);
    heed_text day = date_words(l, r->due);
    return heed_text_printf(l->mem, "by %.*s", (int)day.len - 3, day.at + 3);
}

static void say_two(lint *l, const review *a, const review *b)
{
    lint_places places = { .all = 0 };
    place_of(l, &places, a->id);
    place_of(l, &places, b->id);
    heed_text one = review_words(l, a), other = review_words(l, b);
    heed_text first = a->id.len ? a->id : heed_lit("The head of the text");
    places_say(l, "two-reviews", &places, "%.*s asks for a review %.*s, %.*s %.*s.", heed_fmt(first), heed_fmt(one),
               heed_fmt(b->id), heed_fmt(other));
}

/* "every 12 months", "each third year": months; 0 when the words at this place say no period. */
static int months_said(const prose_block *b, size_t at)
{
    static const struct {
        const char *word;
        int is;
    } numbers[] = { { "two", 2 },    { "second", 2 }, { "other", 2 }, { "three", 3 },   { "third", 3 },    { "four", 4 },
                    { "fourth", 4 }, { "five", 5 },   { "six", 6 },   { "twelve", 12 }, { "eighteen", 18 } };
    int n = 0;
    bool every = heed_text_is(b->words[at].low, "every") || heed_text_is(b->words[at].low, "each");
    if (!every || at + 1 >= b->n || b->words[at].stop)
        return 0;
    heed_text low = b->words[at + 1].low;
    for (size_t i = 0; i < low.len && i < 3 && low.at[i] >= '0' && low.at[i] <= '9'; i++)
        n = n * 10 + low.at[i] - '0';
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        n = heed_text_is(low, numbers[i].word) ? numbers[i].is : n;
    heed_text unit = n && at + 2 < b->n ? b->words[at + 2].low : low;
    n = n ? n : 1;
    return heed_text_starts(unit, "year") ? 12 * n : heed_text_starts(unit, "month") ? n : 0;
}

/* The words of a review say one period, the rule under them another. */
static void look_at_words_of(lint *l, const review *r)
{
    lint_places places = { .all = 0 };
    place_of(l, &places, r->id);
    int said = 0;
    for (size_t i = 0; places.first && i < places.first->n; i++) {
        int months = months_said(places.first, i);
        if (months == r->months)
            return;
        said = months ? months : said;
    }
    if (!said)
        return;
    heed_text one = review_words(l, &(review){ .months = said }), other = review_words(l, r);
    places_say(l, "two-reviews", &places, "%.*s: the words ask for a review %.*s, the rule under them %.*s.", heed_fmt(r->id),
               heed_fmt(one), heed_fmt(other));
}

/* The header is asked last: where two clauses quarrel, it sides with one of them. */
static void two_reviews(lint *l, const reviews *list)
{
    bool header = list->n && !list->at[0].id.len, told = false;
    for (size_t i = header; i < list->n; i++)
        for (size_t k = i + 1; k < list->n; k++)
            if (quarrel(&list->at[i], &list->at[k])) {
                say_two(l, &list->at[i], &list->at[k]);
                told = true;
            }
    for (size_t i = header; i < list->n; i++)
        if (list->at[i].months)
            look_at_words_of(l, &list->at[i]);
    for (size_t k = 1; header && !told && k < list->n; k++)
        if (quarrel(&list->at[0], &list->at[k]))
            say_two(l, &list->at[0], &list->at[k]);
}

/* Where the text tells when it was approved or looked at; that is where the next date should stand. */
static void dated_places(lint *l, lint_places *places)
{
    const prose *p = lint_prose_of(l);
    phrase_found found;
    for (size_t i = 0; i < p->len; i++) {
        const prose_block *b = &p->at[i];
        bool told = phrases_find(lint_words_for(l, LIST_REVIEW), b, 0, &found) ||
                    phrases_find(lint_words_for(l, LIST_APPROVAL), b, 0, &found);
        if (!b->tests && told && front_has_date(b))
            places_add_block(l, places, b);
    }
}

static void lapsed(lint *l, const reviews *list)
{
    lint_places places = { .all = 0 };
    heed_date due = heed_policy_about(l->policy)->review_due;
    if (!due || !l->options->as_of || due >= l->options->as_of)
        return;
    for (size_t i = 0; i < list->n; i++)
        if (list->at[i].due && list->at[i].due < l->options->as_of)
            place_of(l, &places, list->at[i].id);
    if (!places.all)
        dated_places(l, &places);
    heed_text when = date_words(l, due);
    places_say(l, "review-lapsed", &places, "This text was to be looked at again by %.*s. That day has passed.",
               (int)when.len - 3, when.at + 3);
}

static void blank_review(lint *l, const reviews *list)
{
    lint_places places = { .all = 0 };
    for (size_t i = 0; i < list->n; i++) {
        if (list->at[i].due)
            return;
        if (list->at[i].blank)
            place_of(l, &places, list->at[i].id);
    }
    if (!places.all)
        dated_places(l, &places);
    places_say(l, "blank-review", &places, "The text gives no day or period for its next review.");
}

/* ---- approval */

/* "Approved by the governing body. Date:" */
static bool ends_open(lint *l, const prose_block *b)
{
    const phrases *labels = lint_words_for(l, LIST_FILL_IN);
    for (size_t i = 0; i < labels->len && b->n; i++)
        if (phrase_at(&labels->at[i], b, b->n - 1))
            return b->words[b->n - 1].end == b->text.len || b->text.at[b->text.len - 1] == ':';
    return false;
}

static void approvals(lint *l)
{
    const prose *p = lint_prose_of(l);
    lint_places blank = { .all = 0 };
    bool approved = false, any_words = lint_words_for(l, LIST_APPROVAL)->len > 0;
    phrase_found found;
    for (size_t i = 0; i < p->len; i++) {
        const prose_block *b = &p->at[i];
        if (b->tests || !phrases_find(lint_words_for(l, LIST_APPROVAL), b, 0, &found))
            continue;
        bool gap = phrases_find(lint_words_for(l, LIST_BLANK), b, 0, &found) ||
                   phrases_find(lint_words_for(l, LIST_PLACEHOLDER), b, 0, &found) || (!front_has_date(b) && ends_open(l, b));
        if (gap)
            places_add_block(l, &blank, b);
        approved |= !gap && front_has_date(b);
    }
    heed_text where = places_words(l, &blank);
    if (blank.all && !approved)
        places_say(l, "blank-approval", &blank, "%.*s: the approval of this text is left blank.", heed_fmt(where));
    else if (any_words && !approved)
        places_say(l, "no-approval", &blank, "Nothing in this text says who approved it, and on which day.");
}

/* "[name of school]": words in square brackets that are no link, no note and no picture. */
static bool bracketed(heed_text t)
{
    enum { LONGEST_GAP = 60 };
    for (size_t at = 0; at < t.len; at++) {
        const char *end = t.at[at] == '[' ? memchr(t.at + at, ']', t.len - at) : NULL;
        size_t n = end ? (size_t)(end - t.at) - at : 0;
        char first = n > 3 ? t.at[at + 1] : ' ', next = end && end + 1 < t.at + t.len ? end[1] : ' ';
        bool word = (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z');
        if (word && n < LONGEST_GAP && next != '(' && next != '[' && next != ':' && !memchr(t.at + at, ':', n) &&
            !(at && t.at[at - 1] == '!'))
            return true;
    }
    return false;
}

static void placeholders(lint *l)
{
    const prose *p = lint_prose_of(l);
    lint_places places = { .all = 0 };
    for (size_t i = 0; i < p->len; i++) {
        const prose_block *b = &p->at[i];
        phrase_found gap, approval;
        if (b->tests || phrases_find(lint_words_for(l, LIST_APPROVAL), b, 0, &approval))
            continue;
        if (phrases_find(lint_words_for(l, LIST_PLACEHOLDER), b, 0, &gap))
            places_add(l, &places, b, gap.at);
        else if (bracketed(b->text))
            places_add_block(l, &places, b);
    }
    heed_text where = places_words(l, &places);
    if (places.all)
        places_say(l, "unfilled-blank", &places, "%.*s: a gap of a template was never filled in.", heed_fmt(where));
}

/* ---- aspects */

enum { MOST_ASPECTS = 64, LETTERS_A_SLIP = 4 /* a short word is soon another word, and both are meant */ };
typedef struct {
    const token *at; /* where it stands first */
    const ruling *first;
    bool shared;
} aspect;

static size_t aspects_of(const statements *s, aspect list[MOST_ASPECTS])
{
    size_t n = 0;
    for (size_t i = 0; i < s->ruling_count; i++)
        for (size_t k = 0; k < s->rulings[i].aspects.n; k++) {
            const token *name = &s->rulings[i].aspects.at[k];
            size_t a = 0;
            while (a < n && !heed_text_eq(list[a].at->text, name->text))
                a++;
            if (a == n && n == MOST_ASPECTS)
                continue;
            if (a == n)
                list[n++] = (aspect){ .at = name, .first = &s->rulings[i] };
            list[a].shared |= list[a].first != &s->rulings[i];
        }
    return n;
}

/* The aspect another rule has, a slip of the pen away; empty when there is none. Of two that stand alone the first is right. */
static heed_text aspect_meant(const aspect *list, size_t n, size_t at)
{
    nearest near = nearest_to(list[at].at->text);
    for (size_t i = 0; i < n; i++)
        if (i != at && (list[i].shared || (i < at && list[i].first != list[at].first)))
            nearest_offer(&near, list[i].at->text);
    return near.distance * LETTERS_A_SLIP <= near.wanted.len ? near.best : (heed_text){ "", 0 };
}

static void misspelt_aspects(lint *l, const statements *s)
{
    aspect list[MOST_ASPECTS];
    size_t n = aspects_of(s, list);
    for (size_t i = 0; i < n; i++) {
        heed_text meant = list[i].shared ? (heed_text){ "", 0 } : aspect_meant(list, n, i);
        if (!meant.len)
            continue;
        lint_places places = { .all = 0 };
        place_of(l, &places, list[i].first->id);
        heed_lint_finding *f = places_say(l, "misspelt-aspect", &places,
                                          "%.*s has the aspect \"%.*s\", which no other rule has. Did you mean \"%.*s\"?",
                                          heed_fmt(list[i].first->full_id), heed_fmt(list[i].at->text), heed_fmt(meant));
        f->line = list[i].at->line;
        f->column = list[i].at->column;
    }
}

static void look(lint *l)
{
    const statements *written = written_read(l->policy, l->mem);
    reviews list = reviews_of(written);
    two_reviews(l, &list);
    lapsed(l, &list);
    blank_review(l, &list);
    approvals(l);
    placeholders(l);
    front_numbers(l);
    front_names(l);
    front_papers(l);
    misspelt_aspects(l, written);
}

const lint_family lint_front = { rules, sizeof rules / sizeof *rules, look };
