/* people.c - who is spoken of: one mention for "a pupil's mum" or "her daughter, a Year 4 pupil", with ages and ties. */
#include "sentence.h"

bool span_light(const sentence *s, size_t i)
{
    return span_kind_is(s, i, ENTRY_SKIP) || span_is(s, i, "det") || span_is(s, i, "my") || span_is(s, i, "her");
}

/* The span before `i` that is not a mere article or filler; SIZE_MAX at the start. */
size_t span_before(const sentence *s, size_t i)
{
    while (i-- > 0)
        if (!span_light(s, i) && !span_kind_is(s, i, ENTRY_TRAIT))
            return i;
    return SIZE_MAX;
}

bool span_between(const sentence *s, size_t from, size_t to, const char *grammar)
{
    for (size_t i = from; i < to; i++)
        if (span_is(s, i, grammar))
            return true;
    return false;
}

static void add_kind(mention *m, sym kind)
{
    for (size_t i = 0; i < m->kind_count; i++)
        if (m->kinds[i] == kind)
            return;
    if (m->kind_count < KINDS_MAX)
        m->kinds[m->kind_count++] = kind;
}

static mention *last_mention(sentence *s, size_t at)
{
    return at < s->span_count && s->spans[at].mention >= 0 ? &s->people[s->spans[at].mention] : NULL;
}

/* "our mums" are the school's, "my mum" is the asker's. */
static bool says_our(const sentence *s, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (heed_text_is(s->words.at[s->spans[i].first].word, "our"))
            return true;
    return false;
}

/* "a pupil's mum", "the mum of a pupil", "my mum": one person, as the words file composes them. */
static bool composed(sentence *s, size_t i, sym kind, sym *made_out)
{
    size_t before = span_before(s, i);
    if (before == SIZE_MAX)
        return false;
    bool inner = false; /* "my class's parents": mine is the class */
    for (size_t k = s->spans[i].first; k < s->spans[i].first + s->spans[i].count; k++)
        inner |= heed_text_is(s->words.at[k].word, "'s");
    if (inner)
        return false;
    if (says_our(s, before + 1, i))
        *made_out = lexicon_compose(s->l, lexicon_find_word(s->l, "ours"), kind);
    if (!*made_out && span_between(s, before + 1, i, "my"))
        *made_out = lexicon_compose(s->l, lexicon_find_word(s->l, "asker"), kind);
    else if (!*made_out && span_between(s, before + 1, i, "her"))
        *made_out = lexicon_compose(s->l, lexicon_find_word(s->l, asker_speaks(s) ? "hers" : "her"), kind);
    if (!span_is(s, before, "'s") || before == 0)
        return *made_out != 0;
    mention *owner = last_mention(s, before - 1);
    if (!owner || owner->absorbed)
        return *made_out != 0;
    sym made = lexicon_compose(s->l, owner->kinds[0], kind);
    owner->absorbed = made != 0;
    *made_out = made;
    return made != 0;
}

/* The second half of one person: returns the mention it belongs to, or NULL. */
static mention *continued(sentence *s, size_t i, sym kind)
{
    size_t before = span_before(s, i);
    if (before == SIZE_MAX)
        return NULL;
    if (span_is(s, before, "also") && s->people_count) {
        add_kind(&s->people[s->people_count - 1], kind);
        return &s->people[s->people_count - 1];
    }
    if (span_is(s, before, "of") && before > 0) {
        mention *head = last_mention(s, before - 1);
        sym made = head ? lexicon_compose(s->l, kind, head->kinds[0]) : 0;
        if (made) {
            head->kinds[0] = made;
            return head;
        }
        return NULL;
    }
    if (span_is(s, before, "be") && before > 0 && span_between(s, before + 1, i, "det") && last_mention(s, before - 1)) {
        mention *head = last_mention(s, before - 1); /* "my husband is a teacher here" */
        add_kind(head, kind);
        return head;
    }
    bool comma = s->spans[before].kind == SPAN_MARK && s->words.at[s->spans[before].first].mark == ',';
    if (comma && before > 0 && span_between(s, before + 1, i, "det") && last_mention(s, before - 1)) {
        mention *head = last_mention(s, before - 1);
        add_kind(head, kind);
        return head;
    }
    if (last_mention(s, before) && before + 1 == i) {
        sym made = lexicon_compose(s->l, last_mention(s, before)->kinds[0], kind); /* "the school caretaker" */
        if (made) {
            last_mention(s, before)->kinds[0] = made;
            return last_mention(s, before);
        }
        add_kind(last_mention(s, before), kind);
        return last_mention(s, before);
    }
    return NULL;
}

static const char *const prepositions[] = { "of", "about", "by", "to", "from", "with", "on", "in", "for", "at", "like" };

static sym preposition_before(const sentence *s, size_t i)
{
    size_t before = span_before(s, i);
    while (before != SIZE_MAX && s->spans[before].kind == SPAN_NAME) /* "of the KS1 staff" */
        before = span_before(s, before);
    for (size_t p = 0; before != SIZE_MAX && p < sizeof prepositions / sizeof *prepositions; p++)
        if (span_is(s, before, prepositions[p]))
            return s->spans[before].what->name;
    return 0;
}

/* "a heating contractor": an unknown word right before a person says more of the person. */
static void take_byname(sentence *s, size_t i)
{
    if (i > 0 && s->spans[i - 1].kind == SPAN_UNREAD && (i < 2 || span_light(s, i - 2)))
        s->spans[i - 1].kind = SPAN_NAME;
}

static mention *new_mention(sentence *s, size_t i, sym kind)
{
    take_byname(s, i);
    mention *m = ARENA_PUSH(s->mem, s->people, s->people_count, s->people_cap);
    *m = (mention){ .span = i, .last = i, .after = preposition_before(s, i) };
    add_kind(m, kind);
    s->spans[i].mention = (int)(m - s->people);
    return m;
}

/* "an ex-pupil, 19, wants to connect": a bare number behind a person is an age. */
static void add_bare_age(sentence *s, size_t i)
{
    size_t before = i && s->spans[i - 1].kind == SPAN_MARK ? i - 2 : i - 1;
    mention *m = i > before ? last_mention(s, before) : NULL;
    sym age = lexicon_find_word(s->l, "@age");
    bool alone = i + 1 >= s->span_count || s->spans[i + 1].kind == SPAN_MARK || span_kind_is(s, i + 1, ENTRY_MOOD) ||
                 span_kind_is(s, i + 1, ENTRY_SKIP);
    if (!m || !age || !alone || s->spans[i].number < 3 || s->spans[i].number > 99 || m->trait_count == TRAITS_MAX)
        return;
    ref *told = ARENA_NEW(s->mem, ref, 1);
    *told = (ref){ .name = age };
    m->traits[m->trait_count].tokens = (refs){ told, 1 };
    m->traits[m->trait_count++].span = i;
}

/* "A nursery nurse ... the nurse": named in short, somebody is still what was said first. */
static sym named_before(const sentence *s, size_t i, sym kind)
{
    const span *p = &s->spans[i];
    if (i == 0 || p->count != 1 || !heed_text_is(s->words.at[s->spans[i - 1].first].word, "the"))
        return kind;
    for (size_t k = 0; k < s->people_count; k++) {
        const span *first = &s->spans[s->people[k].span];
        heed_text last = s->words.at[first->first + first->count - 1].word;
        if (first->count > 1 && !s->people[k].absorbed && heed_text_eq(last, s->words.at[p->first].word))
            return s->people[k].kinds[0];
    }
    return kind;
}

static void add_person(sentence *s, size_t i)
{
    sym kind = s->spans[i].what->name, made = 0;
    if (composed(s, i, kind, &made))
        kind = made;
    mention *m = made ? NULL : continued(s, i, kind);
    if (m) {
        s->spans[i].mention = (int)(m - s->people);
        m->last = i;
    } else {
        m = new_mention(s, i, made ? kind : named_before(s, i, kind));
        asker_introduced(s, m);
    }
    m->negated = s->spans[i].negated;
    m->owner = span_is(s, i + 1, "'s") && !span_kind_is(s, i + 2, ENTRY_PERSON);
    if (s->spans[i].what->tokens.len && m->trait_count < TRAITS_MAX) {
        m->traits[m->trait_count].tokens = s->spans[i].what->tokens;
        m->traits[m->trait_count].extra = s->spans[i].extra;
        m->traits[m->trait_count++].span = i;
    }
}

/* Some traits make another kind of person of somebody: a pupil who has left is no pupil. */
static void recast(mention *m, const sentence *s, refs said)
{
    for (size_t k = 0; k < said.len; k++) {
        sym made = lexicon_compose(s->l, said.at[k].name, m->kinds[0]);
        if (made && !said.at[k].no)
            m->kinds[0] = made;
    }
}

/* "a mum from my class": what can only be so of the child says nothing more of the mum. */
static refs own_part(const sentence *s, const mention *m, refs said)
{
    refs own = { ARENA_NEW(s->mem, ref, said.len + 1), 0 };
    for (size_t k = 0; k < said.len; k++)
        if (lexicon_compose(s->l, said.at[k].name, m->kinds[0]) != m->kinds[0])
            own.at[own.len++] = said.at[k];
    return own;
}

static void add_trait(mention *m, const sentence *s, size_t i)
{
    const span *p = &s->spans[i];
    for (const entry *e = p->what; e && m->trait_count < TRAITS_MAX; e = e->next) {
        if (e->kind != ENTRY_TRAIT)
            continue;
        if (!p->negated)
            recast(m, s, e->tokens);
        bool works =
            e->tokens.len == 1 && ref_starts(s, e->tokens.at[0], "pupil-here") && who_of_staff(s, (int)(m - s->people));
        m->traits[m->trait_count].tokens = works ? (refs){ 0 } : own_part(s, m, e->tokens); /* "a teacher at my school" */
        m->traits[m->trait_count].extra = p->extra;
        m->traits[m->trait_count].no = p->negated;
        m->traits[m->trait_count++].span = i;
    }
}

/* A trait stands right before its person ("retired colleague"), or behind ("a child who left last July"). */
static int person_of_trait(const sentence *s, size_t i)
{
    size_t next = i + 1;
    while (next < s->span_count && (span_kind_is(s, next, ENTRY_TRAIT) || span_kind_is(s, next, ENTRY_SKIP)))
        next++;
    if (next < s->span_count && s->spans[next].mention >= 0)
        return s->spans[next].mention;
    bool both = heed_text_is(s->words.at[s->spans[i].first].word, "we"); /* "he plays with me and we're good mates" */
    for (size_t k = i; both && k-- > 0 && (s->spans[k].kind != SPAN_MARK || s->words.at[s->spans[k].first].mark == ',');)
        if (s->spans[k].mention >= 0 && !s->people[s->spans[k].mention].absorbed && !s->people[s->spans[k].mention].is_asker)
            return s->spans[k].mention;
    for (size_t k = i; k-- > 0;) {
        if (s->spans[k].mention >= 0 && !s->people[s->spans[k].mention].absorbed)
            return s->spans[k].mention;
        if (span_kind_is(s, k, ENTRY_VERB))
            break; /* "a teacher messages a 25 year old": not the teacher's age */
        if (s->spans[k].kind == SPAN_MARK && s->words.at[s->spans[k].first].mark != ',' &&
            s->words.at[s->spans[k].first].mark != '(')
            break;
    }
    for (size_t k = i + 1; k < s->span_count && s->spans[k].kind != SPAN_MARK && !span_kind_is(s, k, ENTRY_VERB); k++)
        if (s->spans[k].mention >= 0)
            return s->spans[k].mention;
    return -1; /* "a man of twenty asked the head": not the head's age */
}

/* "not a parent", "no pupils", "without written leave": what the next word of content says is denied. */
static void spread_negation(sentence *s)
{
    bool on = false;
    for (size_t i = 0; i < s->span_count; i++) {
        span *p = &s->spans[i];
        if (span_is(s, i, "not") || span_is(s, i, "no")) {
            on = true;
        } else if (p->kind == SPAN_MARK || span_is(s, i, "but")) {
            on = false;
        } else if (on && p->kind == SPAN_ENTRY && p->what->kind != ENTRY_SKIP && p->what->kind != ENTRY_GRAM &&
                   p->what->kind != ENTRY_MOOD) {
            p->negated = true;
            on = false;
        }
    }
}

/* "May Bledington act on it?": the school is asked about, and not only where it is. */
static void add_school(sentence *s, size_t i)
{
    sym school = lexicon_find_word(s->l, "school");
    if (school && i && (span_kind_is(s, i - 1, ENTRY_MOOD) || span_is(s, i - 1, "do")) && !span_is(s, i + 1, "'s"))
        new_mention(s, i, school);
}

/* "me and another teacher": so is the one who asks. */
static void find_fellow(sentence *s)
{
    for (size_t i = 0; i < s->people_count; i++)
        if (s->people[i].is_asker && !s->people[i].absorbed)
            return;
    for (size_t i = 0; i < s->people_count && asker_speaks(s); i++) {
        size_t at = s->people[i].span;
        heed_text before = at ? s->words.at[s->spans[at - 1].first].word : (heed_text){ "", 0 },
                  own = s->words.at[s->spans[at].first].word;
        bool fellow = heed_text_is(before, "another") || heed_text_is(before, "fellow") || heed_text_is(own, "another");
        if (!fellow || !who_of_staff(s, (int)i))
            continue;
        mention *me = ARENA_PUSH(s->mem, s->people, s->people_count, s->people_cap);
        *me = (mention){ .span = at, .last = at, .is_asker = true };
        const span *p = &s->spans[at];
        uint32_t node = lexicon_step(s->l, 0, s->words.at[p->first + p->count - 1].name);
        const entry *role = node ? s->l->ends[node] : NULL; /* of "another teacher": teacher */
        while (role && role->kind != ENTRY_PERSON)
            role = role->next;
        add_kind(me, role ? role->name : s->people[i].kinds[0]);
        return;
    }
}

static bool sign_stands(const sentence *s, const refs *sign, size_t at)
{
    for (size_t k = 0; k < sign->len; k++) {
        const token *t = at + k < s->words.len ? &s->words.at[at + k] : NULL;
        bool any_number = heed_text_is(lexicon_text(s->l, sign->at[k].name), "{n}");
        if (!t || t->mark || !(any_number ? t->number : t->name == sign->at[k].name))
            return false;
    }
    return sign->len > 0;
}

static size_t span_of_word(const sentence *s, size_t word)
{
    size_t i = 0;
    while (i + 1 < s->span_count && s->spans[i + 1].first <= word)
        i++;
    return i;
}

/* "mum of a girl I teach", "my class": what only one kind of asker says tells what the asker is, unless that was said. */
static void find_by_signs(sentence *s)
{
    find_fellow(s);
    for (size_t i = 0; i < s->people_count; i++)
        if (s->people[i].is_asker && !s->people[i].absorbed)
            return;
    for (size_t n = 0; n < s->l->sign_count; n++)
        for (size_t at = 0; at < s->words.len; at++) {
            if (!sign_stands(s, &s->l->signs[n].words, at))
                continue;
            size_t i = span_of_word(s, at);
            int before = s->spans[i].mention;
            new_mention(s, i, s->l->signs[n].kind)->is_asker = true;
            s->spans[i].mention = before;
            return;
        }
}

void people_find(sentence *s)
{
    spread_negation(s);
    for (size_t i = 0; i < s->span_count; i++)
        if (span_kind_is(s, i, ENTRY_PERSON))
            add_person(s, i);
        else if (s->spans[i].kind == SPAN_SCHOOL)
            add_school(s, i);
    asker_find(s);
    find_by_signs(s);
    for (size_t i = 0; i < s->span_count; i++) {
        if (s->spans[i].kind == SPAN_NUMBER)
            add_bare_age(s, i);
        if (!span_kind_is(s, i, ENTRY_TRAIT))
            continue;
        int who = person_of_trait(s, i);
        sym someone = lexicon_find_word(s->l, "someone");
        add_trait(who >= 0 ? &s->people[who] : new_mention(s, i, someone), s, i);
    }
}
