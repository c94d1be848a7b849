/* words.c - reads policies/english.words, whose head documents the lines. */
#include "lexicon.h"
#include "policy/blob.h"
#include <string.h>

typedef struct {
    lexicon *l;
    const heed_vocabulary *v;
    heed_text file, line, keyword, name, tokens, rest; /* KEYWORD NAME : TOKENS = REST */
    uint32_t number;
    heed_finding *found;
    size_t found_count, found_cap;
} words_file;

static void complain(words_file *f, heed_text message)
{
    *ARENA_PUSH(f->l->mem, f->found, f->found_count, f->found_cap) =
        (heed_finding){ f->file, f->number, 1, heed_lit("error"), message };
}

/* The part up to `stop`, trimmed; *text moves behind it. */
static heed_text cut(heed_text *text, char stop)
{
    if (!text->len)
        return *text;
    const char *at = memchr(text->at, stop, text->len);
    size_t n = at ? (size_t)(at - text->at) : text->len;
    heed_text part = heed_text_trim((heed_text){ text->at, n });
    size_t gone = at ? n + 1 : n;
    *text = (heed_text){ text->at + gone, text->len - gone };
    return part;
}

static heed_text next_word(heed_text *text)
{
    *text = heed_text_trim(*text);
    return cut(text, ' ');
}

static bool fact_known(const heed_vocabulary *v, heed_text token)
{
    const char *eq = memchr(token.at, '=', token.len);
    if (!eq)
        return heed_fact_find(v, token) != HEED_FACT_NONE;
    heed_text field = { token.at, (size_t)(eq - token.at) }, value = { eq + 1, token.len - field.len - 1 };
    if (heed_text_is(field, "act"))
        return heed_act_find(v, value) >= 0;
    heed_fact fact = heed_fact_find(v, field);
    heed_fact of = HEED_FACT_NONE;
    if (fact != HEED_FACT_NONE && heed_value_find(v, fact, value) < 0)
        return vocabulary_group_mask(v, value, &of) != 0 && of == fact;
    return fact != HEED_FACT_NONE;
}

/* A word class is written to-post, a thing a-picture, and what the grammar itself notes @passive; all else must be a fact. */
static void check_fact(words_file *f, heed_text token)
{
    if (!token.len || token.at[0] == '@' || heed_text_starts(token, "to-") || heed_text_starts(token, "a-"))
        return;
    if (!f->v || fact_known(f->v, token))
        return;
    complain(f,
             heed_text_printf(f->l->mem, "\"%.*s\" is no fact of the vocabulary; write one of its facts, to-..., a-... or @...",
                              heed_fmt(token)));
}

static ref read_ref(words_file *f, heed_text token)
{
    ref r = { 0 };
    if (heed_text_starts(token, "-"))
        r.absent = true, token.at++, token.len--;
    if (heed_text_starts(token, "!"))
        r.no = true, token.at++, token.len--;
    if (heed_text_starts(token, "event."))
        r.event = true, token.at += 6, token.len -= 6;
    check_fact(f, token);
    r.name = lexicon_name(f->l, token);
    return r;
}

static refs read_refs(words_file *f, heed_text text)
{
    refs list = { 0 };
    size_t cap = 0;
    for (heed_text t = next_word(&text); t.len; t = next_word(&text))
        *ARENA_PUSH(f->l->mem, list.at, list.len, cap) = read_ref(f, t);
    return list;
}

static void add_form(lexicon *l, heed_text phrase, unsigned form, const entry *what)
{
    entry e = *what;
    e.forms = form;
    lexicon_add_phrase(l, phrase, &e);
}

static void add_phrases(words_file *f, entry_kind kind, heed_text name, refs tokens)
{
    entry e = { .kind = kind, .name = name.len ? lexicon_name(f->l, name) : 0, .tokens = tokens };
    heed_text rest = f->rest;
    while (rest.len) {
        heed_text phrase = cut(&rest, ';');
        if (!phrase.len)
            continue;
        if (kind == ENTRY_VERB)
            forms_of_verb(f->l, phrase, &e, add_form);
        else if (kind == ENTRY_THING || kind == ENTRY_PERSON)
            forms_of_noun(f->l, phrase, &e, add_form);
        else
            lexicon_add_phrase(f->l, phrase, &e);
    }
}

static void line_entry(words_file *f)
{
    static const struct {
        const char *keyword;
        entry_kind kind;
    } kinds[] = { { "skip", ENTRY_SKIP },     { "grammar", ENTRY_GRAM }, { "verb", ENTRY_VERB }, { "thing", ENTRY_THING },
                  { "person", ENTRY_PERSON }, { "trait", ENTRY_TRAIT },  { "fact", ENTRY_FACT }, { "mood", ENTRY_MOOD } };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (!heed_text_is(f->keyword, kinds[i].keyword))
            continue;
        /* Facts and traits are named by their tokens: all words before "=" (or after the colon) are tokens. */
        bool bare = kinds[i].kind == ENTRY_FACT || kinds[i].kind == ENTRY_TRAIT;
        refs tokens = read_refs(f, bare ? f->name : f->tokens);
        add_phrases(f, kinds[i].kind, bare ? (heed_text){ 0 } : f->name, tokens);
        return;
    }
    complain(f,
             heed_text_printf(f->l->mem, "\"%.*s\" starts no line here; see the head of the words file", heed_fmt(f->keyword)));
}

static void line_class(words_file *f)
{
    refs tokens = read_refs(f, f->tokens);
    sym name = lexicon_name(f->l, heed_text_printf(f->l->mem, "{%.*s}", heed_fmt(f->name)));
    while (f->rest.len) {
        heed_text word = cut(&f->rest, ';');
        if (word.len)
            *ARENA_PUSH(f->l->mem, f->l->classes, f->l->class_count, f->l->class_cap) =
                (struct word_class){ lexicon_name(f->l, word), name, tokens };
    }
}

static void line_spell(words_file *f)
{
    struct spelling *s = ARENA_PUSH(f->l->mem, f->l->spellings, f->l->spelling_count, f->l->spelling_cap);
    size_t cap = 0;
    s->word = lexicon_name(f->l, f->name);
    for (heed_text w = next_word(&f->rest); w.len; w = next_word(&f->rest))
        *ARENA_PUSH(f->l->mem, s->to.at, s->to.len, cap) = heed_text_copy(f->l->mem, w);
}

static void line_number(words_file *f)
{
    int value = 0;
    heed_text word = f->name;
    lexicon_number(f->l, heed_text_trim(f->rest), &value);
    *ARENA_PUSH(f->l->mem, f->l->numerals, f->l->numeral_count, f->l->numeral_cap) =
        (struct numeral){ lexicon_name(f->l, word), value };
}

/* irregular take = takes took taken taking */
static void line_irregular(words_file *f)
{
    struct forms_of *o = ARENA_PUSH(f->l->mem, f->l->irregular, f->l->irregular_count, f->l->irregular_cap);
    o->base = lexicon_name(f->l, f->name);
    heed_text *forms[] = { &o->s, &o->past, &o->part, &o->ing };
    for (size_t i = 0; i < 4; i++)
        *forms[i] = heed_text_copy(f->l->mem, next_word(&f->rest));
    if (!o->ing.len)
        complain(f, heed_lit("an irregular verb has four forms: irregular take = takes took taken taking"));
}

/* kind pupil = actor pupil; party pupil-here; topic about-pupils; shown shows-pupil; event pupil */
static void line_kind(words_file *f)
{
    static const char *const slots[SLOT_KINDS] = { "actor", "party", "topic", "shown", "told", "event" };
    person_kind *p = ARENA_PUSH(f->l->mem, f->l->people, f->l->people_count, f->l->people_cap);
    p->name = lexicon_name(f->l, f->name);
    while (f->rest.len) {
        heed_text part = cut(&f->rest, ';');
        if (!part.len)
            continue;
        heed_text where = next_word(&part);
        size_t s = 0;
        while (s < SLOT_KINDS && !heed_text_is(where, slots[s]))
            s++;
        if (s < SLOT_KINDS)
            p->as[s] = read_refs(f, part);
        else
            complain(f, heed_text_printf(f->l->mem,
                                         "\"%.*s\" is no place in a sentence; write actor, party, topic, shown, told or event",
                                         heed_fmt(where)));
    }
}

static void line_compose(words_file *f)
{
    sym whose = lexicon_name(f->l, next_word(&f->name));
    sym makes = lexicon_name(f->l, heed_text_trim(f->rest));
    for (heed_text what = next_word(&f->name); what.len; what = next_word(&f->name))
        *ARENA_PUSH(f->l->mem, f->l->compositions, f->l->composition_count, f->l->composition_cap) =
            (composition){ whose, lexicon_name(f->l, what), makes };
}

static style style_of(words_file *f, heed_text name)
{
    static const char *const styles[] = { "none", "contact", "words", "picture", "tell", "deed", "see", "report" };
    for (size_t i = 0; i < sizeof styles / sizeof *styles; i++)
        if (heed_text_is(name, styles[i]))
            return (style)i;
    complain(f, heed_text_printf(
                    f->l->mem,
                    "\"%.*s\" is no way to place people; write contact, words, picture, tell, deed, see, report or none",
                    heed_fmt(name)));
    return STYLE_NONE;
}

/* frame to-post a-picture : picture = act=publish-photo */
static void line_frame(words_file *f, bool derived)
{
    frame made = { .needs = read_refs(f, f->name),
                   .gives = read_refs(f, f->rest),
                   .how = f->tokens.len ? style_of(f, f->tokens) : STYLE_NONE,
                   .line = f->number };
    if (!made.needs.len)
        complain(f, heed_lit("a frame needs at least one word class before \"=\""));
    if (derived)
        *ARENA_PUSH(f->l->mem, f->l->derived, f->l->derived_count, f->l->derived_cap) = made;
    else
        *ARENA_PUSH(f->l->mem, f->l->frames, f->l->frame_count, f->l->frame_cap) = made;
}

/* instead event.about-child-risk = event=child-risk-seen: as derive, and it takes the place of another value of the field. */
static void line_instead(words_file *f)
{
    line_frame(f, true);
    f->l->derived[f->l->derived_count - 1].replaces = true;
}

/* Names of sets ("topic"), fields ("site") or single facts; none is checked, for sets are no facts. */
static refs read_names(words_file *f, heed_text text)
{
    refs list = { 0 };
    size_t cap = 0;
    for (heed_text t = next_word(&text); t.len; t = next_word(&text))
        *ARENA_PUSH(f->l->mem, list.at, list.len, cap) = (ref){ .name = lexicon_name(f->l, t) };
    return list;
}

/* asker teacher = i teach; my class */
static void line_asker(words_file *f)
{
    sym kind = lexicon_name(f->l, f->name);
    while (f->rest.len) {
        heed_text phrase = cut(&f->rest, ';');
        if (phrase.len)
            *ARENA_PUSH(f->l->mem, f->l->signs, f->l->sign_count, f->l->sign_cap) =
                (struct asker_sign){ kind, read_names(f, phrase) };
    }
}

static void read_line(words_file *f)
{
    heed_text line = f->line;
    f->keyword = next_word(&line);
    if (heed_text_is(f->keyword, "skip") || heed_text_is(f->keyword, "main") || heed_text_is(f->keyword, "deals") ||
        heed_text_is(f->keyword, "before")) {
        f->name = f->tokens = (heed_text){ 0 };
        f->rest = heed_text_trim(line);
    } else {
        /* " = " parts the sides: tokens have equals signs of their own, without blanks. */
        size_t at = 0;
        while (at + 3 <= line.len && memcmp(line.at + at, " = ", 3) != 0)
            at++;
        if (at + 3 > line.len) {
            complain(f, heed_lit("this line has no \" = \" with a blank on both sides"));
            return;
        }
        f->rest = heed_text_trim((heed_text){ line.at + at + 3, line.len - at - 3 });
        heed_text left = { line.at, at };
        f->name = cut(&left, ':');
        f->tokens = heed_text_trim(left);
    }
    if (heed_text_is(f->keyword, "class"))
        line_class(f);
    else if (heed_text_is(f->keyword, "spell"))
        line_spell(f);
    else if (heed_text_is(f->keyword, "number"))
        line_number(f);
    else if (heed_text_is(f->keyword, "irregular"))
        line_irregular(f);
    else if (heed_text_is(f->keyword, "kind"))
        line_kind(f);
    else if (heed_text_is(f->keyword, "compose"))
        line_compose(f);
    else if (heed_text_is(f->keyword, "frame"))
        line_frame(f, false);
    else if (heed_text_is(f->keyword, "derive"))
        line_frame(f, true);
    else if (heed_text_is(f->keyword, "asker"))
        line_asker(f);
    else if (heed_text_is(f->keyword, "instead"))
        line_instead(f);
    else if (heed_text_is(f->keyword, "deals"))
        f->l->deals = read_refs(f, f->rest);
    else if (heed_text_is(f->keyword, "before"))
        f->l->before = read_names(f, f->rest);
    else if (heed_text_is(f->keyword, "main"))
        f->l->main_only = read_refs(f, f->rest);
    else
        line_entry(f);
}

static bool needed(const frame *by, ref what)
{
    for (size_t i = 0; i < by->needs.len; i++) {
        ref r = by->needs.at[i];
        if (r.name == what.name && r.no == what.no && r.event == what.event && r.absent == what.absent)
            return true;
    }
    return false;
}

static bool same_needs(const frame *a, const frame *b)
{
    if (a->met != b->met || a->words != b->words || a->common != b->common)
        return false;
    for (size_t i = 0; i < a->needs.len; i++)
        if (!needed(b, a->needs.at[i]))
            return false;
    for (size_t i = 0; i < b->needs.len; i++)
        if (!needed(a, b->needs.at[i]))
            return false;
    return true;
}

/* Two frames with the very same needs say two things of the same words: only one of them can be meant. */
static void refuse_doubles(words_file *f)
{
    for (size_t i = 1; i < f->l->frame_count; i++)
        for (size_t k = 0; k < i; k++)
            if (same_needs(&f->l->frames[i], &f->l->frames[k])) {
                f->number = f->l->frames[i].line;
                complain(f, heed_text_printf(f->l->mem,
                                             "this frame needs the very same as the one in line %u; take one of them away",
                                             f->l->frames[k].line));
            }
}

/* What closer frames are told by: see frames.c. */
static void weigh_frames(words_file *f)
{
    size_t *named = ARENA_NEW(f->l->mem, size_t, f->l->name_count + 1);
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < f->l->frame_count; i++) {
            frame *one = &f->l->frames[i];
            for (size_t k = 0; k < one->needs.len; k++) {
                ref r = one->needs.at[k];
                if (r.absent)
                    continue;
                if (!pass) {
                    named[r.name]++;
                    one->met++;
                    one->words += !heed_text_starts(lexicon_text(f->l, r.name), "@");
                } else {
                    one->common += named[r.name];
                }
            }
        }
    refuse_doubles(f);
}

/* Irregular verbs first, so that their order in the file does not matter. */
static void read_lines(words_file *f, heed_text words, bool irregulars)
{
    f->number = 0;
    while (words.len) {
        const char *end = memchr(words.at, '\n', words.len);
        size_t n = end ? (size_t)(end - words.at) : words.len;
        f->line = heed_text_trim((heed_text){ words.at, n });
        f->number++;
        words = (heed_text){ words.at + n + (end != NULL), words.len - n - (end != NULL) };
        if (!f->line.len || f->line.at[0] == '#')
            continue;
        if (heed_text_starts(f->line, "irregular ") == irregulars)
            read_line(f);
    }
}

heed_status lexicon_read(lexicon *l, heed_text words, heed_text file, const heed_vocabulary *v, heed_findings *findings_out,
                         heed_error *err)
{
    words_file f = { .l = l, .v = v, .file = heed_text_copy(l->mem, file) };
    lexicon_name(l, heed_lit("the"));
    read_lines(&f, words, true);
    read_lines(&f, words, false);
    weigh_frames(&f);
    if (findings_out)
        *findings_out = (heed_findings){ f.found, f.found_count };
    if (f.found_count)
        return heed_fail(err, HEED_INVALID, "%.*s:%u: %.*s", heed_fmt(f.file), f.found[0].line, heed_fmt(f.found[0].message));
    return HEED_OK;
}
