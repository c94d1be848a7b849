/* phrases.c - the longest phrases of the words file in a row of words: with words of a class, numbers, the school's name and
 * small adverbs inside, and deeds whose words stand around a person. */
#include "phrases.h"
#include <string.h>

static refs join_refs(sentence *s, refs a, refs b)
{
    if (!b.len || !a.len)
        return a.len ? a : b;
    refs both = { ARENA_NEW(s->mem, ref, a.len + b.len), a.len + b.len };
    memcpy(both.at, a.at, a.len * sizeof(ref));
    memcpy(both.at + a.len, b.at, b.len * sizeof(ref));
    return both;
}

bool phrase_no_deed(const entry *e)
{
    while (e && e->kind == ENTRY_VERB)
        e = e->next;
    return e != NULL;
}

const entry *phrase_reading(const entry *e, entry_kind kind)
{
    while (e && e->kind != kind)
        e = e->next;
    return e;
}

static bool is_grammar(const sentence *s, size_t at)
{
    uint32_t node = lexicon_step(s->l, 0, s->words.at[at].name);
    return node && s->l->ends[node] && s->l->ends[node]->kind == ENTRY_GRAM;
}

static bool of_class(const sentence *s, size_t i, const char *name)
{
    size_t from = 0;
    sym wanted = lexicon_find_word(s->l, name);
    for (const struct word_class *c; wanted && (c = lexicon_class(s->l, s->words.at[i].name, &from));)
        if (c->class_name == wanted)
            return true;
    return false;
}

static bool is_adverb(const sentence *s, size_t i)
{
    return of_class(s, i, "{adv}");
}

/* The school's name is no content: "at Bledington", "Dereham Church Infant and Nursery". Words of the name in its order. */
size_t phrase_school(const sentence *s, const tokens *name, size_t at)
{
    size_t best = 0;
    for (size_t start = 0; start < name->len && start < 2; start++) {
        size_t n = 0;
        while (start + n < name->len && at + n < s->words.len && name->at[start + n].word.len &&
               heed_text_eq(name->at[start + n].word, s->words.at[at + n].word))
            n++;
        /* Written small it counts where the word is no other: "bledington parent". */
        sym first = n ? s->words.at[at].name : 0;
        bool other = first && first < s->l->known_cap && s->l->known[first];
        bool name_like = n && (s->words.at[at].capital || (!other && s->words.at[at].word.len > 5));
        if (name_like && n > best)
            best = n;
    }
    return best;
}

/* "I left Dereham in July", "does the policy of Dereham apply": the school's name stands for "the school", or is passed over.
 */
static void through_name(sentence *s, size_t at, match here, match *best)
{
    size_t i = at + here.count, of = heed_text_is(s->words.at[i].word, "of") || heed_text_is(s->words.at[i].word, "at");
    size_t n = here.count && i + of < s->words.len ? phrase_school(s, &s->school, i + of) : 0;
    match next = here;
    next.count += n + of;
    if (!n || i + of + n >= s->words.len)
        return;
    match before = *best;
    if (of)
        phrase_longest(s, at, next, best);
    if (of && best->count == next.count)
        *best = before; /* no word of the phrase came behind the name */
    uint32_t the = lexicon_step(s->l, here.node, lexicon_find_word(s->l, "the"));
    next.node = the ? lexicon_step(s->l, the, lexicon_find_word(s->l, "school")) : 0;
    if (!of && next.node && !is_grammar(s, at)) /* "at Dereham" only says where */
        phrase_longest(s, at, next, best);
}

/* "a group for my class" is torn out of "a group for my class's parents", "wants my Facebook" out of "wants my Facebook posts".
 */
static bool owns_more(const sentence *s, size_t at, const match *here)
{
    size_t next = at + here->count;
    const entry *what = s->l->ends[here->node];
    if (here->count < 3 || next >= s->words.len || s->words.at[next].mark)
        return false;
    if (heed_text_is(s->words.at[next].word, "'s"))
        return here->count > 3 && what->kind == ENTRY_THING;
    uint32_t node = lexicon_step(s->l, 0, s->words.at[next].name);
    return what->kind == ENTRY_VERB && of_class(s, next - 1, "{site}") && node &&
           phrase_reading(s->l->ends[node], ENTRY_THING) != NULL;
}

/* Walk the tree from `at`, trying each word, its classes and "{n}" for a number; keep the longest end. */
void phrase_longest(sentence *s, size_t at, match here, match *best)
{
    if (best->most && here.count > best->most)
        return;
    if (here.node && s->l->ends[here.node] && here.count > best->count &&
        (!best->thing || phrase_no_deed(s->l->ends[here.node])) && !owns_more(s, at, &here)) {
        here.thing = best->thing;
        here.most = best->most;
        *best = here;
    }
    size_t i = at + here.count;
    if (i >= s->words.len || s->words.at[i].mark || here.count > 12)
        return;
    const token *t = &s->words.at[i];
    match next = here;
    next.count++;
    next.node = lexicon_step(s->l, here.node, t->name);
    if (next.node)
        phrase_longest(s, at, next, best);
    size_t from = 0;
    for (const struct word_class *c; t->name && (c = lexicon_class(s->l, t->name, &from));) {
        next.node = lexicon_step(s->l, here.node, c->class_name);
        next.extra = join_refs(s, here.extra, c->tokens);
        if (next.node)
            phrase_longest(s, at, next, best);
    }
    through_name(s, at, here, best);
    if (here.count && is_adverb(s, i)) { /* "I only work in the office" */
        next = here;
        next.count++;
        match before = *best;
        phrase_longest(s, at, next, best);
        if (best->count == next.count)
            *best = before;
    }
    if (t->number || t->clock) {
        next.node = lexicon_step(s->l, here.node, lexicon_find_word(s->l, t->clock ? "{clock}" : "{n}"));
        next.extra = here.extra;
        next.number = t->value;
        if (next.node)
            phrase_longest(s, at, next, best);
    }
}

bool phrase_next_is(const sentence *s, size_t i, const char *grammar)
{
    if (i >= s->words.len || s->words.at[i].mark)
        return false;
    uint32_t node = lexicon_step(s->l, 0, s->words.at[i].name);
    const entry *e = node ? phrase_reading(s->l->ends[node], ENTRY_GRAM) : NULL;
    return e && heed_text_is(lexicon_text(s->l, e->name), grammar);
}

/* "the school" must not tear apart "the school's facebook page": an article gives way to a longer phrase behind it. */
match phrase_article_alone(sentence *s, size_t at, match best)
{
    match behind = { 0 };
    uint32_t node = lexicon_step(s->l, 0, s->words.at[at].name);
    const entry *e = node ? phrase_reading(s->l->ends[node], ENTRY_GRAM) : NULL;
    heed_text part = e ? lexicon_text(s->l, e->name) : (heed_text){ "", 0 };
    if (best.count < 2 || !(heed_text_is(part, "det") || heed_text_is(part, "my") || heed_text_is(part, "her")))
        return best;
    phrase_longest(s, at + 1, (match){ .number = -1 }, &behind);
    return behind.count + 1 > best.count ? (match){ .node = node, .count = 1, .number = -1 } : best;
}

/* "a pupil who left" must not tear apart "who left last year": a person gives way to a longer trait that begins inside. */
match phrase_person_alone(sentence *s, size_t at, match best)
{
    if (best.count < 2 || !phrase_reading(s->l->ends[best.node], ENTRY_PERSON))
        return best;
    for (size_t n = 1; n < best.count; n++) {
        match person = { .most = n }, trait = { 0 };
        phrase_longest(s, at, (match){ .number = -1 }, &person);
        if (person.count != n)
            continue;
        bool behind = phrase_reading(s->l->ends[person.node], ENTRY_PERSON),
             before = n > 1 && phrase_reading(s->l->ends[person.node], ENTRY_TRAIT);
        phrase_longest(s, at + n, (match){ .number = -1 }, &trait); /* "a nine-year-old pupil": or a person behind a trait */
        const entry *rest = trait.count && n + trait.count >= best.count ? s->l->ends[trait.node] : NULL;
        if ((behind && phrase_reading(rest, ENTRY_TRAIT)) || (before && phrase_reading(rest, ENTRY_PERSON)))
            return person;
    }
    return best;
}

/* Is there a person, and nothing but articles before it, between these words? */
static bool person_between(sentence *s, size_t from, size_t to)
{
    for (; from < to; from++) {
        match whom = { 0 };
        phrase_longest(s, from, (match){ .number = -1 }, &whom);
        if (whom.count && from + whom.count == to && phrase_reading(s->l->ends[whom.node], ENTRY_PERSON))
            return true;
        if (!is_grammar(s, from))
            return false;
    }
    return false;
}

/* "let her mum know", "take the teacher to a disciplinary": where the words of a deed stand around a person, the file writes
 * {pro}. The reading of the whole; its last words are *far_out and on to *end_out. */
const entry *phrase_parted(sentence *s, size_t at, size_t *far_out, size_t *end_out)
{
    uint32_t first = lexicon_step(s->l, 0, s->words.at[at].name);
    uint32_t node = first ? lexicon_step(s->l, first, lexicon_find_word(s->l, "{pro}")) : 0;
    for (size_t k = at + 2; node && k < s->words.len && k < at + 6 && !s->words.at[k].mark; k++) {
        match tail = { 0 };
        phrase_longest(s, k, (match){ .node = node, .number = -1 }, &tail);
        const entry *verb = tail.count ? phrase_reading(s->l->ends[tail.node], ENTRY_VERB) : NULL;
        if (!verb || !person_between(s, at + 1, k))
            continue;
        *far_out = k;
        *end_out = k + tail.count;
        return verb;
    }
    return NULL;
}
