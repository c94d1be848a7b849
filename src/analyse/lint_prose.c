/* lint_prose.c - the words of a policy by themselves: too hard, too vague, from elsewhere, at odds with the rules beside them.
 */
#include "readability.h"
#include "written.h"
#include <string.h>

static const heed_lint_rule rules[] = {
    { "reading-age", "note", "Hard to read",
      "Everybody who is bound by a policy has to understand it, cooks, cleaners and helpers too. Long sentences and long words "
      "keep them from it.",
      "A reading age of 18, by the Flesch-Kincaid formula.",
      "Cut long sentences in two. Say \"ask\" for \"request authorisation from\"." },
    { "long-sentence", "note", "A very long sentence", "By its end, readers have lost its beginning. Exceptions hide in it.",
      "A sentence of 62 words with three commas and two \"unless\".", "Make a list of it, or two sentences." },
    { "vague-word", "note", "A test that nobody can apply",
      "The word leaves open what is meant, and the sentence does not say who decides. Two people will read it in two ways.",
      "\"Consider carefully\", \"recent\", \"where appropriate\".",
      "Say what counts, give an example, or name the person who decides." },
    { "undefined-time", "warning", "A time that nobody can look up",
      "A rule holds in these hours, and the text never says when they begin and end.", "\"During school hours\", and no hours.",
      "Give the hours, or say what belongs to them: lunch, planning time, trips." },
    { "imported-text", "warning", "Text about another place or subject",
      "It seems to have come from somebody else's policy. Such sentences make duties nobody meant.",
      "Care homes in the policy of a primary school.", "Take it out, or write what it means in your school." },
    { "dated-words", "note", "Words of another time",
      "The sentence reads as if it came from a template of some years ago. Readers will take the rest for old as well.",
      "\"Some schools are starting to use social media.\"", "Write it anew, or take it out: it asks nothing of anybody." },
    { "said-twice", "note", "Said twice",
      "Two clauses have nearly the same words. When one is changed, the other is forgotten.",
      "\"Reports to governors each year\" under the head and under the link governor.",
      "Keep one, and let the other point to it. If two people share a task, say so in one sentence." },
    { "must-in-advice", "warning", "A must inside advice",
      "The words say must or have to, and the part they stand in, or the rule beside them, only advises. Can somebody be "
      "disciplined for it?",
      "\"You have to have their leave\", under the heading \"What we recommend\".",
      "Move it to the rules, or say it as advice." },
    { "advice-as-must", "warning", "The rule is stricter than the words",
      "The words advise, and the rule beside them is a must. Governors approved the words.",
      "\"We advise strong passwords\", with a rule that says must.", "Make them say the same." },
    { "term-before-definition", "note", "A word used before it is explained",
      "Readers meet the word in a rule first, and learn only later what this text means by it.",
      "\"Linked person\" in part 2; part 9 says who that is.", "Put the meanings first." },
    { "changed-since-confirmed", "warning", "Changed since somebody confirmed it",
      "A person once read these words and the rule beside them, and said that they agree. One of the two has changed since.",
      "A clause was reworded after it was confirmed.", "Read both again and confirm them anew." },
    { "never-confirmed", "note", "Rules nobody has confirmed",
      "Other rules of this text were read side by side with their words and confirmed; these were not.",
      "Twelve rules are confirmed, a new one is not.",
      "Read the words and the rule, and add \"confirmed ... by ... on ...\"." },
};

/* ---- lists of words */

static const heed_clause *clause_at(lint *l, const prose_block *b, size_t word)
{
    uint32_t clause = prose_clause_at(lint_prose_of(l), b, word);
    return clause == UINT32_MAX ? NULL : heed_clause_get(l->policy, clause, l->mem);
}

/* Only what binds or advises somebody needs a test; where the text names who judges, it has one. */
static bool needs_test(lint *l, const prose_block *b, size_t word)
{
    const heed_clause *c = clause_at(l, b, word);
    return c && c->force.len && !heed_text_is(c->kind, "judgement");
}

/* Hours are often told in the sentence behind: "In a break. The breaks are from 10.30 to 10.45." */
static bool has_clock(const prose_block *b, size_t at)
{
    enum { FARTHEST = 80 };
    size_t from = at > FARTHEST ? at - FARTHEST : 0, to = at + FARTHEST < b->n ? at + FARTHEST : b->n - 1;
    for (; from <= to; from++) {
        heed_text w = b->words[from].low;
        bool digit = w.at[0] >= '0' && w.at[0] <= '9';
        if (digit && w.len >= 3 &&
            (heed_text_is((heed_text){ w.at + w.len - 2, 2 }, "am") || heed_text_is((heed_text){ w.at + w.len - 2, 2 }, "pm")))
            return true;
        if (digit && from + 1 <= to &&
            (heed_text_is(b->words[from + 1].low, "am") || heed_text_is(b->words[from + 1].low, "pm")))
            return true;
        if (digit && from && w.len >= 4 && w.len <= 5 && w.at[w.len - 3] == '.')
            return true; /* 8.45, 15.30; the first word is the number of the clause */
    }
    return false;
}

typedef struct {
    const phrase *which;
    heed_text quote;
    lint_places places;
    bool explained;
} word_use;
typedef struct {
    word_use *at;
    size_t len, cap;
} word_uses;

static word_use *use_of(lint *l, word_uses *uses, const phrase *which)
{
    for (size_t i = 0; i < uses->len; i++)
        if (uses->at[i].which == which)
            return &uses->at[i];
    word_use *u = ARENA_PUSH(l->mem, uses->at, uses->len, uses->cap);
    *u = (word_use){ .which = which };
    return u;
}

static bool explains(lint *l, const prose_block *b, size_t at, laws_list list)
{
    return phrases_in_sentence(lint_words_for(l, LIST_MEANING), b, at, false) ||
           phrases_in_sentence(lint_words_for(l, LIST_EXAMPLE), b, at, false) || (list == LIST_TIME && has_clock(b, at));
}

/* "Reasonable adjustments" is a term of law, though "reasonable" by itself is no test. */
static bool settled(lint *l, const prose_block *b, size_t at, size_t n)
{
    const phrases *terms = lint_words_for(l, LIST_SETTLED);
    for (size_t from = at ? at - 1 : at; from <= at; from++)
        for (size_t i = 0; i < terms->len; i++)
            if (phrase_at(&terms->at[i], b, from) > n)
                return true;
    return false;
}

/* Every word of a list, with its places. */
static word_uses uses_of(lint *l, laws_list list)
{
    const prose *p = lint_prose_of(l);
    word_uses uses = { 0 };
    phrase_found found;
    for (size_t i = 0; i < p->len; i++) {
        const prose_block *b = &p->at[i];
        for (size_t at = 0; !b->tests && !b->level && phrases_find(lint_words_for(l, list), b, at, &found);
             at = found.at + found.n) {
            word_use *u = use_of(l, &uses, found.which);
            bool explained = explains(l, b, found.at, list);
            u->explained |= explained;
            if (explained || !needs_test(l, b, found.at) || settled(l, b, found.at, found.n))
                continue;
            if (!u->quote.len)
                u->quote = prose_quote(b, found.at, found.n, l->mem);
            places_add(l, &u->places, b, found.at);
        }
    }
    return uses;
}

static void vague_words(lint *l)
{
    word_uses uses = uses_of(l, LIST_VAGUE);
    for (size_t i = 0; i < uses.len; i++) {
        const word_use *u = &uses.at[i];
        heed_text where = places_words(l, &u->places);
        if (u->places.all)
            places_say(l, "vague-word", &u->places, "%.*s: \"%.*s\" has no test here, and nobody is named who decides.",
                       heed_fmt(where), heed_fmt(u->quote));
    }
}

static void undefined_times(lint *l)
{
    word_uses uses = uses_of(l, LIST_TIME);
    for (size_t i = 0; i < uses.len; i++) {
        const word_use *u = &uses.at[i];
        heed_text where = places_words(l, &u->places);
        if (u->places.all && !u->explained)
            places_say(l, "undefined-time", &u->places, "%.*s: nothing in the text says which hours are meant by \"%.*s\".",
                       heed_fmt(where), heed_fmt(u->quote));
    }
}

/* ---- from elsewhere */

static void dated(lint *l)
{
    const prose *p = lint_prose_of(l);
    lint_places places = { .all = 0 };
    heed_text quote = heed_lit("");
    phrase_found found;
    for (size_t i = 0; i < p->len; i++) {
        const prose_block *b = &p->at[i];
        if (b->tests || !phrases_find(lint_words_for(l, LIST_DATED), b, 0, &found))
            continue;
        quote = quote.len ? quote : prose_quote(b, found.at, found.n, l->mem);
        places_add(l, &places, b, found.at);
    }
    heed_text where = places_words(l, &places);
    if (places.all)
        places_say(l, "dated-words", &places, "%.*s: words such as \"%.*s\" are those of some years ago.", heed_fmt(where),
                   heed_fmt(quote));
}

static void look_for_setting(lint *l, const laws_entry *e)
{
    enum { SHOWN = 4 };
    const prose *p = lint_prose_of(l);
    lint_places places = { .all = 0 };
    heed_text quotes = heed_lit("");
    phrase_found found;
    size_t shown = 0;
    for (size_t i = 0; i < p->len; i++) {
        const prose_block *b = &p->at[i];
        for (size_t at = 0; !b->tests && phrases_find(&e->said, b, at, &found); at = found.at + found.n) {
            heed_text quote = shown < SHOWN ? prose_quote(b, found.at, found.n, l->mem) : heed_lit("");
            if (shown++ < SHOWN)
                quotes = heed_text_printf(l->mem, "%.*s%s\"%.*s\"", heed_fmt(quotes), quotes.len ? ", " : "", heed_fmt(quote));
            places_add(l, &places, b, found.at);
        }
    }
    heed_text where = places_words(l, &places);
    if (places.all)
        places_say(l, "imported-text", &places, "%.*s: %.*s. This sounds like %.*s, not like a school.", heed_fmt(where),
                   heed_fmt(quotes), heed_fmt(e->title));
}

static void look_for_subject(lint *l, const laws_entry *e)
{
    enum { TOO_MANY = 3 };
    const prose *p = lint_prose_of(l);
    lint_places places = { .all = 0 };
    phrase_found found, own;
    for (size_t i = 0; i < p->len; i++) {
        const prose_block *b = &p->at[i];
        if (!b->tests && !b->level && phrases_find(&e->said, b, 0, &found) &&
            !phrases_find(lint_words_for(l, LIST_SUBJECT), b, 0, &own) && clause_at(l, b, found.at) &&
            clause_at(l, b, found.at)->force.len)
            places_add(l, &places, b, found.at);
    }
    heed_text where = places_words(l, &places);
    if (places.all >= TOO_MANY)
        places_say(l, "imported-text", &places, "%.*s: duties on %.*s, with no word on the subject of this text.",
                   heed_fmt(where), heed_fmt(e->title));
}

static void imported(lint *l)
{
    const heed_laws *laws = l->options->laws;
    for (size_t i = 0; laws && i < laws->len; i++) {
        if (laws->at[i].kind != LAWS_WORDS)
            continue;
        if (laws->at[i].list == LIST_FOREIGN)
            look_for_setting(l, &laws->at[i]);
        if (laws->at[i].list == LIST_OFF_SUBJECT)
            look_for_subject(l, &laws->at[i]);
    }
}

/* ---- words and rules */

/* How the rules of a clause bind: bits for binding, expected, advice. */
enum { BINDS = 1, EXPECTS = 2, ADVISES = 4 };

static unsigned strength_of(const lint *l, uint32_t clause)
{
    unsigned bits = 0;
    for (uint32_t i = 0; i < l->h->rules.n; i++) {
        const blob_rule *r = lint_rule_at(l, i);
        if (r->clause != clause)
            continue;
        bits |= r->modal == MODAL_MUST || r->modal == MODAL_MUST_NOT || r->modal == MODAL_NEEDS_LEAVE ? BINDS
                : r->modal == MODAL_ADVISED || r->modal == MODAL_ADVISED_NOT                          ? ADVISES
                : r->modal == MODAL_SHOULD || r->modal == MODAL_SHOULD_NOT                            ? EXPECTS
                                                                                                      : 0;
    }
    return bits;
}

static bool says(lint *l, laws_list list, const prose_block *b, phrase_found *found_out)
{
    return phrases_find(lint_words_for(l, list), b, 0, found_out);
}

static void compare_strength(lint *l, const prose_block *b)
{
    const prose *p = lint_prose_of(l);
    phrase_found found, unused;
    unsigned bound = strength_of(l, p->clauses[b->first]);
    bool strong = says(l, LIST_STRONG, b, &found), weak = says(l, LIST_WEAK, b, &unused),
         advises = says(l, LIST_ADVISING, b, &unused);
    bool under_advice = b->heading != UINT32_MAX && says(l, LIST_ADVICE_HEADING, &p->at[b->heading], &unused);
    bool denied = strong && phrases_in_sentence(lint_words_for(l, LIST_DENYING), b, found.at, true);
    lint_places places = { .all = 0 };
    places_add(l, &places, b, strong ? found.at : 0);
    heed_text where = places_words(l, &places), word = strong ? prose_quote(b, found.at, found.n, l->mem) : heed_lit("");
    if (strong && !weak && !denied && bound && (bound == ADVISES || under_advice))
        places_say(l, "must-in-advice", &places, "%.*s says \"%.*s\", and %s.", heed_fmt(where), heed_fmt(word),
                   bound == ADVISES ? "the rule beside it only advises" : "stands under a heading that promises advice");
    else if (advises && !strong && bound == BINDS)
        places_say(l, "advice-as-must", &places, "%.*s advises, and the rule beside it is a must.", heed_fmt(where));
}

static void strengths(lint *l)
{
    const prose *p = lint_prose_of(l);
    for (size_t i = 0; i < p->len; i++)
        if (p->at[i].count == 1 && !p->at[i].level && !p->at[i].tests && p->at[i].n)
            compare_strength(l, &p->at[i]);
}

/* ---- terms */

/* The term in "By X we mean ..." or "X stands for ...": from the start of the sentence to the word that explains. */
static phrase term_of(lint *l, const prose_block *b, const phrase_found *meaning)
{
    enum { LONGEST_TERM = 3 };
    size_t from = meaning->at;
    while (from && !b->words[from].opens)
        from--;
    if (heed_text_is(b->words[from].low, "by") || heed_text_is(b->words[from].low, "the") ||
        heed_text_is(b->words[from].low, "a"))
        from++;
    size_t n = meaning->at > from ? meaning->at - from : 0;
    return n && n <= LONGEST_TERM ? phrase_read(prose_quote(b, from, n, l->mem), l->mem) : (phrase){ .n = 0 };
}

static void fold_phrase(phrase *p)
{
    for (size_t i = 0; i < p->n; i++)
        p->at[i].capital = false;
}

static void used_before(lint *l, size_t defined, phrase *term)
{
    const prose *p = lint_prose_of(l);
    phrases list = { term, 1, 1 };
    lint_places places = { .all = 0 };
    phrase_found found;
    fold_phrase(term);
    for (size_t i = 0; i < defined; i++) {
        const prose_block *b = &p->at[i];
        const heed_clause *c;
        if (b->level || b->heading == p->at[defined].heading || !phrases_find(&list, b, 0, &found))
            continue;
        c = clause_at(l, b, found.at);
        if (c && c->force.len)
            places_add(l, &places, b, found.at);
    }
    if (!places.all)
        return;
    heed_text where = places_words(l, &places);
    lint_places later = { .all = 0 };
    places_add(l, &later, &p->at[defined], 0);
    heed_text there = places_words(l, &later);
    places_say(l, "term-before-definition", &places, "%.*s: \"%.*s\" is explained only later, in %.*s.", heed_fmt(where),
               heed_fmt(term->as_written), heed_fmt(there));
}

static void definitions(lint *l)
{
    const prose *p = lint_prose_of(l);
    for (size_t i = 0; i < p->len; i++) {
        const prose_block *b = &p->at[i];
        phrase_found found;
        if (b->level || b->tests || !b->count || !phrases_find(lint_words_for(l, LIST_MEANING), b, 0, &found))
            continue;
        const heed_clause *c = clause_at(l, b, found.at);
        phrase term = term_of(l, b, &found);
        if (c && heed_text_is(c->kind, "definition") && term.n)
            used_before(l, i, &term);
    }
}

/* ---- confirmations */

static const prose_block *block_named(lint *l, heed_text id, heed_text *prose_out)
{
    for (uint32_t i = 0; i < l->h->clauses.n; i++)
        if (heed_text_eq(lint_clause_id(l, i), id)) {
            *prose_out = blob_text(l->h, BLOB_AT(l->h, blob_clause, l->h->clauses, i)->prose);
            return prose_block_of(lint_prose_of(l), i);
        }
    return NULL;
}

static void confirmations(lint *l)
{
    const statements *s = written_read(l->policy, l->mem);
    lint_places changed = { .all = 0 }, never = { .all = 0 };
    size_t confirmed = 0;
    for (size_t i = 0; i < s->ruling_count; i++)
        confirmed += s->rulings[i].confirmed.text.len > 0;
    for (size_t i = 0; confirmed && i < s->ruling_count; i++) {
        const ruling *r = &s->rulings[i];
        heed_text said = { "", 0 };
        const prose_block *b = block_named(l, r->id, &said);
        heed_text hash = r->confirmed.text, now = b && hash.len ? compile_confirmed_hash(said, r, l->mem) : hash;
        if (b && !hash.len)
            places_add_block(l, &never, b);
        else if (b && (hash.len > now.len || memcmp(hash.at, now.at, hash.len) != 0))
            places_add_block(l, &changed, b);
    }
    heed_text where = places_words(l, &changed), unread = places_words(l, &never);
    if (changed.all)
        places_say(l, "changed-since-confirmed", &changed,
                   "%.*s: the words or the rule changed after somebody had confirmed them.", heed_fmt(where));
    if (never.all)
        places_say(l, "never-confirmed", &never, "%.*s: nobody has confirmed that rule and words agree.", heed_fmt(unread));
}

static void look(lint *l)
{
    prose_reading(l);
    prose_alike(l);
    vague_words(l);
    undefined_times(l);
    imported(l);
    dated(l);
    strengths(l);
    definitions(l);
    confirmations(l);
}

const lint_family lint_prose = { rules, sizeof rules / sizeof *rules, look };
