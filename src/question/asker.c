/* asker.c - which of the people is the one who asks: "I'm her old teacher", "as a governor", "Can I? - TA". */
#include "sentence.h"

static bool can_act(const sentence *s, sym kind)
{
    const person_kind *p = lexicon_person(s->l, kind);
    return p && p->as[SLOT_ACTOR].len;
}

/* "I am a friend of hers" says what somebody is to her, and not what the asker is at the school. */
bool asker_has_role(const sentence *s, sym kind)
{
    const person_kind *p = lexicon_person(s->l, kind);
    sym outsider = lexicon_find_word(s->l, "outsider");
    return p && p->as[SLOT_ACTOR].len && p->as[SLOT_ACTOR].at[0].name != outsider;
}

static bool word_is(const sentence *s, size_t i, const char *word)
{
    return i < s->span_count && s->spans[i].count && heed_text_is(s->words.at[s->spans[i].first].word, word);
}

static char mark_at(const sentence *s, size_t i)
{
    return s->spans[i].kind == SPAN_MARK ? s->words.at[s->spans[i].first].mark : 0;
}

/* A dash before a name signs: "ok? - teacher". */
static bool dash_at(const sentence *s, size_t i)
{
    char c = s->question.at[s->words.at[s->spans[i].first].from];
    return mark_at(s, i) == ',' && c != ',';
}

/* Any "I" or "we", also inside a longer phrase such as "do I have to". */
bool asker_speaks(const sentence *s)
{
    static const char *const words[] = { "i", "we", "me", "us", "my", "our", "mine", "myself" };
    for (size_t i = 0; i < s->words.len; i++)
        for (size_t k = 0; k < sizeof words / sizeof *words; k++)
            if (heed_text_is(s->words.at[i].word, words[k]))
                return true;
    return false;
}

static bool aside(const sentence *s, size_t i)
{
    return span_light(s, i) || span_kind_is(s, i, ENTRY_TRAIT) || s->spans[i].kind == SPAN_SCHOOL;
}

/* Between marks with nothing but fillers and traits beside it. A comma before it does not part it from a list or an apposition.
 */
static bool stands_alone(const sentence *s, const mention *m)
{
    size_t before = m->span, behind = m->last + 1;
    while (before > 0 && aside(s, before - 1))
        before--;
    while (behind < s->span_count && aside(s, behind))
        behind++;
    bool opens = before == 0 || (mark_at(s, before - 1) && mark_at(s, before - 1) != ',') ||
                 (behind == s->span_count && (dash_at(s, before - 1) || (mark_at(s, before - 1) && before == m->span)));
    return opens && (behind == s->span_count || mark_at(s, behind)) && !span_between(s, before, m->span, "my");
}

/* "I am a governor and a mum at the school": both are the one who asks. */
static bool second_role(const sentence *s, size_t i, size_t before)
{
    const mention *first = span_is(s, before, "and") && before > 0 && s->spans[before - 1].mention >= 0
                               ? &s->people[s->spans[before - 1].mention]
                               : NULL;
    size_t next = i + 1; /* "a mum from my class added me" */
    while (span_kind_is(s, next, ENTRY_TRAIT) || span_kind_is(s, next, ENTRY_SKIP))
        next++;
    bool acts = span_kind_is(s, next, ENTRY_VERB) || span_kind_is(s, next, ENTRY_MOOD) || span_is(s, next, "have") ||
                span_is(s, next, "be") || span_is(s, next, "rel");
    bool article = false;
    for (size_t k = before + 1; k < i; k++)
        article |= word_is(s, k, "a") || word_is(s, k, "an");
    return first && first->is_asker && article && !acts && !span_between(s, before + 1, i, "my") &&
           can_act(s, s->spans[i].what->name);
}

/* "as head", "As her mum": the word right before the person and what belongs to it. */
static bool in_the_part_of(const sentence *s, size_t i)
{
    while (i > 0 && span_light(s, i - 1) && !word_is(s, i - 1, "as"))
        i--;
    size_t at = i;
    bool opens = at < 2 || mark_at(s, at - 2) || word_is(s, at - 2, "and") || word_is(s, at - 2, "but");
    return at > 0 && word_is(s, at - 1, "as") && s->spans[at - 1].count == 1 && opens;
}

/* "I am the head", "I used to be her teacher": where the "I" stands, SIZE_MAX for none. */
static size_t introduced_by(const sentence *s, const mention *m, bool *past_out)
{
    bool last = m->last + 1 >= s->span_count || mark_at(s, m->last + 1);
    size_t i = m->span;
    for (bool comma = false; i > 0 && (aside(s, i - 1) || (last && !comma && mark_at(s, i - 1) == ',')); i--)
        comma |= mark_at(s, i - 1) == ',';                                           /* "I'm in nursery, a teacher." */
    int owner = i > 2 && span_is(s, i - 1, "'s") ? s->spans[i - 2].mention : NOBODY; /* "I'm her son's teacher" */
    for (i -= owner >= 0 ? 2 : 0; owner >= 0 && i > 0 && aside(s, i - 1);)
        i--;
    if (i < 2 || !(span_is(s, i - 1, "be") || span_is(s, i - 1, "do")))
        return SIZE_MAX;
    size_t be = i - 1, at = be;
    *past_out = word_is(s, be, "was") || word_is(s, be, "were");
    while (at > 0 && (span_kind_is(s, at - 1, ENTRY_SKIP) || span_is(s, at - 1, "have") || word_is(s, at - 1, "used") ||
                      word_is(s, at - 1, "to")))
        *past_out |= word_is(s, --at, "used");
    if (at == 0 || !(word_is(s, at - 1, "i") || word_is(s, at - 1, "we")))
        return SIZE_MAX;
    if (owner >= 0)
        s->people[owner].absorbed = true;
    return at - 1;
}

/* "I'm in nursery, a teacher.": where the "I" stands, SIZE_MAX for none. */
static size_t named_last(const sentence *s, const mention *m)
{
    size_t i = m->span, first = m->span;
    bool ends = m->last + 1 >= s->span_count || mark_at(s, m->last + 1);
    while (i > 0 && span_light(s, i - 1))
        i--;
    if (!ends || i == m->span || i == 0 || mark_at(s, i - 1) != ',')
        return SIZE_MAX;
    for (first = i - 1; first > 0 && !(mark_at(s, first - 1) && mark_at(s, first - 1) != ','); first--) {
    }
    size_t at = s->spans[first].first;
    return heed_text_is(s->words.at[at].word, "i") && heed_text_is(s->words.at[at + 1].word, "am") ? first : SIZE_MAX;
}

/* "My cousin got a job here as a cook": what somebody else is. */
static bool part_of_another(const sentence *s, size_t as)
{
    if (!word_is(s, as, "as"))
        return false;
    for (size_t i = as; i-- > 0 && !(mark_at(s, i) && mark_at(s, i) != ',');) {
        if (span_is(s, i, "asker") || span_kind_is(s, i, ENTRY_MOOD))
            return false;
        if (s->spans[i].mention >= 0 && !s->people[s->spans[i].mention].is_asker)
            return true;
    }
    return false;
}

void asker_introduced(const sentence *s, mention *m)
{
    size_t before = span_before(s, m->span);
    bool past = false;
    if (before != SIZE_MAX && span_is(s, before, "as") && part_of_another(s, before))
        return;
    if (before != SIZE_MAX && (span_is(s, before, "as") || second_role(s, m->span, before))) {
        m->is_asker = true;
        return;
    }
    size_t from = introduced_by(s, m, &past);
    if (from == SIZE_MAX)
        from = named_last(s, m);
    if (from == SIZE_MAX && !in_the_part_of(s, m->span))
        return;
    if (!asker_has_role(s, m->kinds[0]))
        return;
    m->is_asker = true;
    /* "I was his teacher" tells of a time with him; "I was a teacher there" of a post that is no more. */
    bool hers = from != SIZE_MAX && span_between(s, from, m->span, "her");
    m->once = hers && past;
    sym left = past && !hers ? lexicon_compose(s->l, lexicon_find_word(s->l, "former-staff"), m->kinds[0]) : 0;
    if (left)
        m->kinds[0] = left;
}

/* "Teacher here. Can I add a parent?", "Can I use it at lunch? TA.": who stands alone beside the question is the one who asks.
 */
static void find_lone(sentence *s)
{
    bool speaks = asker_speaks(s) || s->people_count == 1; /* "Ok to look at it in here? Teacher." */
    for (size_t i = 0; i < s->people_count; i++)
        if (s->people[i].is_asker && !s->people[i].absorbed)
            return;
    for (size_t i = 0; i < s->people_count; i++) {
        mention *m = &s->people[i];
        bool here = word_is(s, m->last + 1, "here");
        bool signs = i + 1 == s->people_count && m->last + 2 >= s->span_count && m->span > 0; /* "ok? - teacher" */
        if (m->absorbed || !(speaks || here || signs) || !asker_has_role(s, m->kinds[0]) || !stands_alone(s, m))
            continue;
        m->is_asker = true;
        return;
    }
}

static bool asker_is_staff(const sentence *s)
{
    for (size_t i = 0; i < s->people_count; i++)
        if (s->people[i].is_asker && who_of_staff(s, (int)i))
            return true;
    return false;
}

void asker_find(sentence *s)
{
    find_lone(s);
    if (!asker_is_staff(s))
        return;
    /* "our kids" are the pupils when somebody of the school says so */
    for (size_t i = 0; i < s->people_count; i++) {
        size_t at = s->people[i].span;
        bool ours = word_is(s, at, "our") || (at > 0 && word_is(s, at - 1, "our"));
        sym made = ours ? lexicon_compose(s->l, lexicon_find_word(s->l, "ours"), s->people[i].kinds[0]) : 0;
        if (made)
            s->people[i].kinds[0] = made;
    }
}
