/* clauses.c - a question cut into its clauses: one doer and one deed each, and which of them is asked. */
#include "sentence.h"

bool span_mark_is(const sentence *s, size_t i, const char *marks)
{
    if (i >= s->span_count || s->spans[i].kind != SPAN_MARK)
        return false;
    for (; *marks; marks++)
        if (s->words.at[s->spans[i].first].mark == *marks)
            return true;
    return false;
}

bool clause_ends(const sentence *s, size_t i)
{
    return span_mark_is(s, i, ".?!;");
}

static bool light(const sentence *s, size_t i)
{
    return span_kind_is(s, i, ENTRY_SKIP) || span_is(s, i, "det") || span_is(s, i, "be") || span_is(s, i, "have") ||
           span_is(s, i, "do") || span_is(s, i, "not") || span_kind_is(s, i, ENTRY_MOOD) || span_kind_is(s, i, ENTRY_TRAIT) ||
           s->spans[i].kind == SPAN_SCHOOL || s->spans[i].kind == SPAN_NAME || span_is(s, i, "at") || span_is(s, i, "my") ||
           span_is(s, i, "her");
}

/* The span before `i` that could be a subject or join two clauses. */
static size_t solid_before(const sentence *s, size_t i, size_t floor)
{
    while (i-- > floor)
        if (!light(s, i))
            return i;
    return SIZE_MAX;
}

static clause *new_clause(sentence *s, size_t first, size_t number)
{
    clause *c = ARENA_PUSH(s->mem, s->clauses, s->clause_count, s->clause_cap);
    *c = (clause){ .first = first, .end = first, .verb = SIZE_MAX, .sentence = number, .subject = NOBODY };
    return c;
}

/* "me and another teacher", "a mum and I": the asker does it, with somebody. */
static bool with_asker(const sentence *s, size_t i, size_t end)
{
    size_t before = i;
    while (before > 0 &&
           (span_is(s, before - 1, "det") || span_is(s, before - 1, "my") || span_kind_is(s, before - 1, ENTRY_SKIP)))
        before--;
    bool first = before > 1 && span_is(s, before - 1, "and") && span_is(s, before - 2, "asker");
    return first || (i + 2 < end && span_is(s, i + 1, "and") && span_is(s, i + 2, "asker"));
}

/* "a mother and a teacher chat": of two who do it, the one of our people; the other is whom it is done with. */
static int of_two(const sentence *s, int one, size_t i, size_t end)
{
    size_t k = i + 1;
    while (k < end &&
           (span_light(s, k) || span_kind_is(s, k, ENTRY_TRAIT) || s->spans[k].kind == SPAN_SCHOOL || span_is(s, k, "at")))
        k++;
    if (!span_is(s, k, "and") || !span_kind_is(s, end, ENTRY_VERB))
        return one;
    for (k++; k < end && (span_light(s, k) || span_kind_is(s, k, ENTRY_TRAIT)); k++) {
    }
    int other = k < end ? s->spans[k].mention : NOBODY;
    return other >= 0 && !s->people[other].absorbed && !s->people[other].owner && who_of_staff(s, other) &&
                   !who_of_staff(s, one)
               ? other
               : one;
}

static int subject_in(const sentence *s, size_t first, size_t end)
{
    int pronoun = NOBODY;
    for (size_t i = first; i < end; i++) {
        int m = s->spans[i].mention;
        if (m >= 0 && !s->people[m].absorbed && !s->people[m].after && !s->people[m].owner)
            if (!s->people[m].is_asker)
                return with_asker(s, i, end) ? ASKER : of_two(s, m, i, end);
        if (span_is(s, i, "asker") || (m >= 0 && s->people[m].is_asker))
            pronoun = ASKER;
        else if (span_is(s, i, "she") && pronoun == NOBODY)
            pronoun = SHE;
    }
    for (size_t i = first; i < end && pronoun == NOBODY; i++) {
        int m = s->spans[i].mention;
        if (m >= 0 && s->people[m].owner && !s->people[m].absorbed)
            return m; /* "a teacher's profile shows ..." */
    }
    for (size_t i = first; i + 1 < end && pronoun == NOBODY; i++)
        if (span_is(s, i, "my") && span_kind_is(s, i + 1, ENTRY_THING))
            return ASKER; /* "my photo has ..." */
    return pronoun;
}

static int nearest_person(const sentence *s, size_t before)
{
    for (size_t i = before; i-- > 0;)
        if (s->spans[i].mention >= 0 && !s->people[s->spans[i].mention].absorbed)
            return s->spans[i].mention;
    return NOBODY;
}

static bool verb_named(const sentence *s, size_t i, const char *name)
{
    return span_kind_is(s, i, ENTRY_VERB) && heed_text_is(lexicon_text(s->l, s->spans[i].what->name), name);
}

/* "tell the head when a kid tries to add me": somebody else does the second deed. */
static bool new_doer(const sentence *s, const clause *c, size_t i)
{
    for (size_t k = c->verb + 1; k < i; k++)
        if (span_is(s, k, "if") || span_is(s, k, "rel"))
            return subject_in(s, k, i) != NOBODY;
    return false;
}

/* A second verb of the same deed: "wants to befriend", "keeps posting", "has all browsing logged". */
static bool same_deed(const sentence *s, const clause *c, size_t i)
{
    bool has = verb_named(s, c->verb, "to-get") || verb_named(s, c->verb, "to-have");
    if (has && s->spans[i].what->forms & FORM_PAST && span_kind_is(s, i - 1, ENTRY_THING))
        return true;
    size_t before = i;
    while (before > 0 && (span_kind_is(s, before - 1, ENTRY_SKIP) || span_kind_is(s, before - 1, ENTRY_MOOD)))
        before--;
    if (before == 0 || new_doer(s, c, i))
        return false;
    return span_is(s, before - 1, "to") || span_kind_is(s, before - 1, ENTRY_VERB);
}

/* "my lad is in Year 4, we whatsapp", "she is happy for me to post": who stands right before the verb does it. */
static bool asker_before(const sentence *s, size_t first, size_t verb)
{
    size_t i = verb;
    if (heed_text_is(s->words.at[s->spans[verb].first].word, "i"))
        return true; /* "that I've had" */
    while (i > first && (span_kind_is(s, i - 1, ENTRY_SKIP) || span_kind_is(s, i - 1, ENTRY_MOOD) ||
                         span_is(s, i - 1, "have") || span_is(s, i - 1, "not") || span_is(s, i - 1, "be")))
        i--;
    if (i == first)
        return false;
    const span *p = &s->spans[i - 1];
    size_t last = p->first + p->count - 1;
    heed_text word = s->words.at[last].word;
    bool for_me = heed_text_is(word, "to") && last > 0 && heed_text_is(s->words.at[last - 1].word, "me");
    return for_me || (p->count == 1 && (heed_text_is(word, "i") || heed_text_is(word, "we")));
}

static void set_subject(sentence *s, clause *c, size_t joint, size_t verb, const clause *before)
{
    bool relative = joint != SIZE_MAX && span_is(s, joint, "rel");
    c->subject = asker_before(s, c->first, verb) ? ASKER : subject_in(s, c->first, verb);
    if (c->subject != NOBODY)
        return;
    c->subject = relative ? nearest_person(s, joint) : before ? before->subject : NOBODY;
}

static bool passive_at(const sentence *s, size_t verb)
{
    if (!(s->spans[verb].what->forms & FORM_PAST))
        return false;
    for (size_t i = verb; i-- > 0;) {
        if (span_is(s, i, "be") || span_is(s, i, "get"))
            return true;
        bool asked = span_kind_is(s, i, ENTRY_PERSON) && i + 1 == verb; /* "are supply teachers covered" */
        if ((!light(s, i) && !asked) || span_is(s, i, "have"))
            return false;
    }
    return false;
}

/* Where the clause of a new verb begins: at the joint before it, or at the person right before it. */
static size_t start_of(const sentence *s, const clause *c, size_t verb, size_t *joint_out)
{
    size_t floor = c->verb + 1, solid = solid_before(s, verb, floor), last = SIZE_MAX;
    *joint_out = SIZE_MAX;
    for (size_t i = verb; i-- > floor;) {
        if (span_is(s, i, "and") || span_is(s, i, "but") || span_is(s, i, "if") || span_is(s, i, "rel") ||
            span_mark_is(s, i, ",()")) {
            *joint_out = i;
            break;
        }
        last = i;
    }
    if (*joint_out != SIZE_MAX && (solid == SIZE_MAX || solid <= *joint_out || subject_in(s, *joint_out, verb) != NOBODY))
        return *joint_out;
    *joint_out = SIZE_MAX;
    (void)last;
    if (solid == SIZE_MAX)
        return verb;
    if (s->spans[solid].mention >= 0 || span_is(s, solid, "she") || span_is(s, solid, "asker"))
        return solid;
    return verb;
}

static void add_verb(sentence *s, size_t i, size_t number)
{
    clause *c = &s->clauses[s->clause_count - 1];
    if (c->verb != SIZE_MAX && !same_deed(s, c, i)) {
        size_t joint, start = start_of(s, c, i, &joint), before = s->clause_count - 1;
        bool linked = joint != SIZE_MAX && !span_is(s, joint, "rel");
        c->end = start;
        c = new_clause(s, start, number);
        set_subject(s, c, joint, i, &s->clauses[before]);
        c->inner =
            !linked && c->subject != s->clauses[before].subject && c->subject != NOBODY && s->clauses[before].subject != NOBODY;
    } else if (c->verb == SIZE_MAX) {
        set_subject(s, c, SIZE_MAX, i, NULL);
    } else {
        return;
    }
    if (c->subject == NOBODY && s->spans[i].what->forms == FORM_ING && !s->clauses[0].asks)
        c->inner = c->first == 0; /* "Using her own phone, a TA ...": only how, not what */
    c->verb = i;
    c->passive = passive_at(s, i);
    for (size_t k = c->first; k < i; k++)
        c->negated |= span_is(s, k, "not");
    c->negated &= s->spans[i].negated;
    bool joined = span_mark_is(s, c->first, ",()") || span_is(s, c->first, "and") || span_is(s, c->first, "but") ||
                  span_is(s, c->first, "if");
    bool follows = c > s->clauses && c[-1].sentence == c->sentence;
    c->adjoined = follows && !joined && subject_in(s, c->first, i) == NOBODY;
}

/* "is followed by a girl", "is messaged by a pupil": the tale is of the one who receives. */
static bool is_received(const sentence *s, const clause *c)
{
    sym follow = lexicon_find_word(s->l, "to-befriend"), write = lexicon_find_word(s->l, "to-contact");
    sym ask = lexicon_find_word(s->l, "to-ask");
    for (const entry *e = s->spans[c->verb].what; e; e = e->next)
        if (e->kind == ENTRY_VERB && (e->name == follow || e->name == write || e->name == ask))
            return true;
    return false;
}

/* "posted by a parent": the parent is the doer, and the sentence no more a passive one. */
static void find_doer(sentence *s, clause *c)
{
    if (is_received(s, c))
        return;
    for (size_t i = c->verb + 1; i < c->end; i++) {
        int m = s->spans[i].mention;
        if (m < 0 || !s->people[m].after || !heed_text_is(lexicon_text(s->l, s->people[m].after), "by") ||
            s->people[m].absorbed)
            continue;
        c->subject = m;
        c->passive = false;
        return;
    }
}

static bool question_mark(const sentence *s, const clause *c)
{
    for (size_t i = c->end; i < s->span_count; i++)
        if (clause_ends(s, i))
            return span_mark_is(s, i, "?");
    return false;
}

/* "some of our parents are idiots can i say so": no mark, and yet something was told. */
static bool told_before(const sentence *s, const clause *c, size_t i)
{
    bool somebody = false, something = false;
    for (size_t k = c->first; k < i; k++) {
        somebody |= s->spans[k].mention >= 0 || span_is(s, k, "she");
        something |= span_kind_is(s, k, ENTRY_FACT) || span_kind_is(s, k, ENTRY_TRAIT) || span_is(s, k, "be");
    }
    return somebody && something && span_is(s, i + 1, "asker") && !span_is(s, i - 1, "asker") && !span_is(s, i - 1, "if");
}

/* "..., can I accept it?": the helping verb before its own subject opens a question, full stop or not. */
static bool hung_on(const sentence *s, const clause *c, size_t i)
{
    bool mark = i > c->first && span_mark_is(s, i - 1, ",");
    if (!span_kind_is(s, i, ENTRY_MOOD) || i == c->first || !(mark || c->verb != SIZE_MAX || told_before(s, c, i)))
        return false;
    bool subject = i > 0 && (s->spans[i - 1].mention >= 0 || span_is(s, i - 1, "she") || span_is(s, i - 1, "asker") ||
                             span_is(s, i - 1, "rel"));
    if (span_is(s, i + 1, "det") || span_is(s, i + 1, "my") || span_is(s, i + 1, "she") ||
        (i + 1 < s->span_count && s->spans[i + 1].mention >= 0))
        return !subject && ((mark && !span_is(s, i + 1, "she")) ||
                            span_is(s, s->clauses[0].first, "if")); /* "if a parent does this must the head ..." */
    return span_is(s, i + 1, "asker") && (i == 0 || !span_is(s, i - 1, "if"));
}

/* The verb that goes on after "who ...": in its plain form and without a subject of its own, or "be told". */
static bool takes_up(const sentence *s, size_t i)
{
    static const char *const joins[] = { "to", "she", "asker", "and", "rel", "do", "not" };
    if (span_is(s, i - 1, "be"))
        return heed_text_is(s->words.at[s->spans[i - 1].first].word, "be");
    for (size_t k = 0; k < sizeof joins / sizeof *joins; k++)
        if (span_is(s, i - 1, joins[k]))
            return false;
    return s->spans[i].what->forms & FORM_BASE && !span_kind_is(s, i - 1, ENTRY_MOOD) && !span_kind_is(s, i - 1, ENTRY_VERB) &&
           s->spans[i - 1].kind != SPAN_MARK;
}

/* "Must a teacher who breaks ...": a question that goes on later in the sentence. */
static bool breaks_off(const sentence *s, const clause *c, size_t i)
{
    size_t rel = i;
    while (rel > c->first && !span_is(s, rel, "rel"))
        rel--;
    if (rel == c->first || s->spans[rel - 1].mention < 0 || !(span_kind_is(s, c->first, ENTRY_MOOD) || mood_opens(s, c)))
        return false;
    for (size_t k = i + 1; k < s->span_count && !clause_ends(s, k); k++)
        if (span_kind_is(s, k, ENTRY_VERB) && takes_up(s, k))
            return true;
    return false;
}

/* "No surname on my page so parents can't find me": behind "so" begins a clause of its own, verb or no verb before it. */
static bool gives_reason(const sentence *s, const clause *c, size_t i)
{
    heed_text word = s->words.at[s->spans[i].first].word;
    bool content = false;
    if (c->verb != SIZE_MAX || i + 1 >= s->span_count)
        return false;
    if (heed_text_is(word, "if") && i > c->first + 1 && span_mark_is(s, i - 1, ",") && span_is(s, i - 2, "asker"))
        return true; /* "Can I, if ...?" */
    if (!(heed_text_is(word, "so") || heed_text_is(word, "because")))
        return false;
    for (size_t k = c->first; k < i; k++)
        content |= span_kind_is(s, k, ENTRY_FACT) || span_kind_is(s, k, ENTRY_THING);
    return content && (s->spans[i + 1].mention >= 0 || span_is(s, i + 1, "asker") || span_is(s, i + 1, "she") ||
                       span_is(s, i + 1, "det") || span_is(s, i + 1, "my"));
}

static void start_verb(sentence *s, clause *c, size_t i)
{
    c->verb = i;
    c->end = i + 1;
    c->passive = passive_at(s, i);
    for (size_t k = c->first; k < i; k++)
        c->negated |= span_is(s, k, "not");
}

static void add_break(sentence *s, size_t i, size_t number)
{
    size_t rel = i;
    while (!span_is(s, rel, "rel"))
        rel--;
    s->clauses[s->clause_count - 1].end = rel;
    clause *c = new_clause(s, rel, number);
    c->subject = nearest_person(s, rel);
    c->breaks = true;
    start_verb(s, c, i);
}

static void resume(sentence *s, size_t i, size_t number)
{
    size_t start = i;
    while (span_is(s, start - 1, "be") || span_kind_is(s, start - 1, ENTRY_MOOD) || span_is(s, start - 1, "not"))
        start--;
    s->clauses[s->clause_count - 1].end = start;
    clause *c = new_clause(s, start, number);
    c->resumes = true;
    start_verb(s, c, i);
}

static void take_question(clause *c, clause *head)
{
    c->subject = head->subject;
    c->mood = c->asks ? c->mood : head->mood;
    c->asks |= head->asks;
    head->asks = false;
}

void clauses_find(sentence *s)
{
    size_t number = 0;
    new_clause(s, 0, 0);
    for (size_t i = 0; i < s->span_count; i++) {
        clause *c = &s->clauses[s->clause_count - 1];
        c->end = i + 1;
        if (clause_ends(s, i)) {
            c->end = i;
            number++;
            new_clause(s, i + 1, number);
        } else if (span_kind_is(s, i, ENTRY_VERB) && c->verb == SIZE_MAX && breaks_off(s, c, i)) {
            add_break(s, i, number);
        } else if (span_kind_is(s, i, ENTRY_VERB) && c->breaks && takes_up(s, i)) {
            resume(s, i, number);
        } else if (span_kind_is(s, i, ENTRY_VERB)) {
            add_verb(s, i, number);
            s->clauses[s->clause_count - 1].end = i + 1;
        } else if (hung_on(s, c, i) || mood_tag(s, c, i) || gives_reason(s, c, i)) {
            c->end = i;
            new_clause(s, i, number)->end = i + 1;
        } else if (span_kind_is(s, i, ENTRY_MOOD) && c->verb != SIZE_MAX && mood_has(s->spans[i].what->tokens, s->l, "@asks") &&
                   !mood_has(s->spans[i].what->tokens, s->l, "@ends")) {
            /* "..., is that ok?", "... do I have to tell the head": a question hung on without a full stop. */
            c->end = i;
            new_clause(s, i, number)->end = i + 1;
        }
    }
    for (size_t k = 0; k < s->clause_count; k++) {
        clause *c = &s->clauses[k];
        if (c->verb == SIZE_MAX)
            c->subject = subject_in(s, c->first, c->end);
        if (c->passive)
            find_doer(s, c);
        mood_find(s, c, question_mark(s, c));
        if (c->resumes)
            take_question(c, c - 2);
        for (size_t i = c->first; i < c->end; i++)
            if (s->spans[i].mention >= 0)
                s->people[s->spans[i].mention].clause = k;
    }
}
