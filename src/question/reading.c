/* reading.c - the public face: a reader made once, questions read by it. */
#include "sentence.h"
#include <string.h>

heed_status heed_reader_new(const heed_vocabulary *v, heed_text words, heed_text file, heed_arena *mem,
                            const heed_reader **reader_out, heed_findings *findings_out, heed_error *err)
{
    ARENA_GUARD(mem, err);
    heed_reader *r = ARENA_NEW(mem, heed_reader, 1);
    *reader_out = NULL;
    r->vocabulary = v;
    r->words.mem = mem;
    if (words.len > HEED_SOURCE_MAX)
        return heed_fail(err, HEED_INVALID, "The words file is larger than 4 MB; make it smaller.");
    if (!heed_text_valid_utf8(words))
        return heed_fail(err, HEED_INVALID, "The words file is not UTF-8 text; save it as UTF-8.");
    TRY(lexicon_read(&r->words, words, file, v, findings_out, err));
    *reader_out = r;
    return HEED_OK;
}

static bool is_marker(heed_text name)
{
    return name.len == 0 || name.at[0] == '@' || heed_text_starts(name, "to-") || heed_text_starts(name, "a-");
}

static heed_text fact_of(heed_text told, heed_text *value_out)
{
    const char *eq = told.len ? memchr(told.at, '=', told.len) : NULL;
    if (!eq)
        return told;
    size_t n = (size_t)(eq - told.at);
    *value_out = (heed_text){ told.at + n + 1, told.len - n - 1 };
    return (heed_text){ told.at, n };
}

static heed_text words_of(const sentence *s, size_t at, uint32_t *from, uint32_t *to)
{
    *from = *to = 0;
    if (at >= s->span_count || !s->spans[at].count)
        return (heed_text){ "", 0 };
    const span *p = &s->spans[at];
    *from = s->words.at[p->first].from;
    *to = s->words.at[p->first + p->count - 1].to;
    return (heed_text){ s->question.at + *from, *to - *from };
}

static void write_fact(sentence *s, const found_fact *f, heed_reading *out, size_t *cap)
{
    heed_text name = lexicon_text(s->l, f->what.name), value = f->what.no ? heed_lit("no") : heed_lit("yes");
    if (is_marker(name) || f->span == SIZE_MAX || (f->what.event && heed_text_starts(name, "event=")))
        return;
    if (f->what.event && heed_text_starts(name, "act=") &&
        !facts_hold(s->facts, s->fact_count, (ref){ .name = lexicon_find_word(s->l, "@embeds") }))
        return;
    if (heed_text_starts(name, "mood="))
        return;
    heed_reading_fact *r = ARENA_PUSH(s->mem, out->facts, out->fact_count, *cap);
    heed_text fact = fact_of(name, &value);
    const char *scene = f->what.event ? "event." : "";
    r->fact = heed_text_printf(s->mem, "%s%.*s", scene, heed_fmt(fact));
    r->value = value;
    r->token = heed_text_printf(s->mem, "%s%s%.*s", f->what.no ? "!" : "", scene, heed_fmt(name));
    r->words = words_of(s, f->span, &r->from, &r->to);
}

static void list_unread(sentence *s, heed_reading *out)
{
    size_t cap = 0;
    for (size_t i = 0; i < s->span_count; i++) {
        uint32_t from, to;
        if (s->spans[i].kind == SPAN_UNREAD)
            *ARENA_PUSH(s->mem, out->unread.at, out->unread.len, cap) = words_of(s, i, &from, &to);
    }
}

static bool read_of(const heed_reading *r, const char *start)
{
    for (size_t i = 0; i < r->fact_count; i++)
        if (heed_text_starts(r->facts[i].token, start))
            return true;
    return false;
}

static bool told_of(const heed_texts *told, const char *start)
{
    for (size_t i = 0; told && i < told->len; i++) {
        heed_text t = told->at[i];
        if (t.len && t.at[0] == '!')
            t.at++, t.len--;
        if (heed_text_starts(t, start))
            return true;
    }
    return false;
}

/* Is there any member of this set among what was read or told? */
static bool any_of_set(const sentence *s, const heed_reading *r, const char *set)
{
    for (size_t i = 0; i < r->fact_count; i++) {
        heed_fact f = heed_fact_find(s->v, r->facts[i].fact);
        if (f != HEED_FACT_NONE && heed_text_is(heed_fact_get(s->v, f)->set, set))
            return true;
    }
    for (size_t i = 0; s->told && i < s->told->len; i++) {
        heed_text t = s->told->at[i], value = { 0 };
        if (t.len && t.at[0] == '!')
            t.at++, t.len--;
        heed_fact f = heed_fact_find(s->v, fact_of(t, &value));
        if (f != HEED_FACT_NONE && heed_text_is(heed_fact_get(s->v, f)->set, set))
            return true;
    }
    return false;
}

static void ask(heed_reading *out, const char *question, const char *fact)
{
    out->ask = heed_text_of(question);
    out->ask_fact = heed_text_of(fact);
}

/* Is a word of the asked deed, or of what it says, not understood? */
static bool unread_in_deed(const sentence *s)
{
    for (size_t k = s->main; k < s->clause_count && (k == s->main || s->clauses[k].content); k++)
        for (size_t i = s->clauses[k].first; i < s->clauses[k].end; i++)
            if (s->spans[i].kind == SPAN_UNREAD)
                return true;
    return false;
}

/* A deed known by its verb alone: "takes part", "ends the help" may be any deed. */
static bool verb_alone(const sentence *s, const frame *f)
{
    size_t said = 0;
    for (size_t i = 0; i < f->needs.len; i++)
        said += !f->needs.at[i].absent && lexicon_text(s->l, f->needs.at[i].name).at[0] != '@';
    return said < 2;
}

/* A word nobody understood, where it could be what the whole question turns on. */
static void ask_open_slot(const sentence *s, heed_reading *out)
{
    if (!s->act_found && !told_of(s->told, "act=")) {
        ask(out, "What do you want to do?", "act");
        return;
    }
    if (out->ask.len)
        return;
    /* To report, to tell the parents, to call the police: it hangs on what happened, and nothing of that was read. */
    const clause *main = s->main == SIZE_MAX ? NULL : &s->clauses[s->main];
    bool answers = main && deals(s, main) &&
                   (main->chosen->how == STYLE_TELL || main->chosen->how == STYLE_REPORT || main->chosen->how == STYLE_DEED);
    if (answers && !read_of(out, "event") && !told_of(s->told, "event")) {
        ask(out, "What happened first?", "event");
        return;
    }
    if (!out->unread.len || told_of(s->told, "act=") || s->main == SIZE_MAX || !s->clauses[s->main].chosen)
        return;
    switch (s->clauses[s->main].chosen->how) {
    case STYLE_CONTACT:
        if (!any_of_set(s, out, "party") && !any_of_set(s, out, "tie"))
            ask(out, "Is the other person a pupil at your school?", "pupil-here");
        break;
    case STYLE_PICTURE:
        if (!any_of_set(s, out, "shows"))
            ask(out, "Does it show a pupil of the school?", "shows-pupil");
        break;
    case STYLE_WORDS:
        if (!any_of_set(s, out, "topic") && !read_of(out, "event"))
            ask(out, "Is it about the school?", "about-school");
        else if (read_of(out, "act=post-content") && !any_of_set(s, out, "tone") && unread_in_deed(s))
            ask(out, "Is it rude, or does it make somebody look bad?", "derogatory");
        break;
    default:
        if (unread_in_deed(s) && verb_alone(s, s->clauses[s->main].chosen) && !told_of(s->told, "act="))
            ask(out, "What do you want to do?", "act");
        break;
    }
}

/* "has a new caretaker", "to see what I did": such verbs only lead to what matters. */
static bool leads_only(const sentence *s, const clause *c)
{
    static const char *const light[] = { "to-see", "to-get", "to-have", "to-know-rules", "to-suspect" };
    for (const entry *e = s->spans[c->verb].what; e; e = e->next)
        for (size_t i = 0; i < sizeof light / sizeof *light; i++)
            if (heed_text_is(lexicon_text(s->l, e->name), light[i]))
                return true;
    return false;
}

/* A deed that no frame knows. */
static bool passed_over(const sentence *s)
{
    bool deed = false;
    for (size_t k = 0; k < s->clause_count; k++)
        deed |= k != s->main && s->clauses[k].verb != SIZE_MAX && !s->clauses[k].chosen && !s->clauses[k].content &&
                !s->clauses[k].retold && !leads_only(s, &s->clauses[k]);
    return deed;
}

/* What could be meant is offered with the question. */
static void offer_answers(const sentence *s, heed_reading *out)
{
    if (heed_text_is(out->ask_fact, "act"))
        out->ask_answers = nearby_acts(s);
    if (heed_text_is(out->ask_fact, "event"))
        out->ask_answers = nearby_events(s);
    bool doubt = passed_over(s) || leftover(s) || leftover_deed(s);
    if (told_of(s->told, "act=")) {
        out->doubt_rest = doubt;
        return;
    }
    if (!(doubt || leftover_for_silence(s)))
        return;
    out->doubt_silence = !doubt;
    out->doubt = heed_lit("What do you want to do?");
    out->doubt_answers = nearby_acts(s);
}

static heed_text spoken(const sentence *s, heed_text name)
{
    char *copy = (char *)heed_text_copy(s->mem, name).at;
    for (size_t i = 0; i < name.len; i++)
        if (copy[i] == '-' || copy[i] == '=')
            copy[i] = copy[i] == '=' ? ':' : ' ';
    return (heed_text){ copy, name.len };
}

/* "You ask if this is allowed: say yes to a friend request. Also read: teacher, pupil here, relative." */
static heed_text summary(const sentence *s, const heed_reading *r)
{
    static const char *const opening[] = { "You tell us", "You ask if this is allowed", "You ask if this is a duty",
                                           "You ask about" };
    heed_text act = heed_lit("an act we could not make out"), rest = { "", 0 };
    for (size_t i = 0; i < r->fact_count; i++) {
        const heed_reading_fact *f = &r->facts[i];
        if (heed_text_is(f->fact, "act")) {
            int n = heed_act_find(s->v, f->value);
            act = n >= 0 ? heed_act_get(s->v, (uint32_t)n)->meaning : f->value;
            continue;
        }
        bool no = f->token.at[0] == '!', event = heed_text_starts(f->fact, "event.");
        heed_text name = no ? (heed_text){ f->token.at + 1, f->token.len - 1 } : f->token;
        if (event)
            name = (heed_text){ name.at + 6, name.len - 6 };
        rest = heed_text_printf(s->mem, "%.*s%s%s%s%.*s", heed_fmt(rest), rest.len ? ", " : "", event ? "before: " : "",
                                no ? "not " : "", heed_fmt(spoken(s, name)));
    }
    return heed_text_printf(s->mem, "%s: %.*s.%s%.*s%s", opening[r->mood], heed_fmt(act), rest.len ? " Also read: " : "",
                            heed_fmt(rest), rest.len ? "." : "");
}

static size_t characters(heed_text text)
{
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++)
        n += ((unsigned char)text.at[i] & 0xC0) != 0x80;
    return n;
}

static heed_status check(heed_text question, heed_error *err)
{
    if (!heed_text_trim(question).len)
        return heed_fail(err, HEED_INVALID, "Write a question first, for example: may I accept a friend request from a pupil?");
    if (characters(question) > HEED_QUESTION_MAX)
        return heed_fail(err, HEED_INVALID, "The question is too long. Use at most 2,000 characters.");
    if (!heed_text_valid_utf8(question))
        return heed_fail(err, HEED_INVALID, "The question holds characters that are not text. Type it again.");
    return HEED_OK;
}

heed_status heed_question_read(const heed_reader *reader, heed_text question, const heed_texts *told, heed_text school,
                               heed_arena *mem, heed_reading *reading_out, heed_error *err)
{
    ARENA_GUARD(mem, err);
    *reading_out = (heed_reading){ .summary = { "", 0 }, .ask = { "", 0 }, .ask_fact = { "", 0 } };
    TRY(check(question, err));
    sentence *s = ARENA_NEW(mem, sentence, 1);
    size_t cap = 0;
    *s = (sentence){ .l = &reader->words,
                     .v = reader->vocabulary,
                     .question = question,
                     .mem = mem,
                     .told = told,
                     .main = SIZE_MAX,
                     .receiver = NOBODY };
    s->words = tokens_read(s->l, question, mem);
    spans_find(s, heed_text_valid_utf8(school) ? school : (heed_text){ "", 0 });
    people_find(s);
    clauses_find(s);
    scene_set(s);
    reading_out->mood = s->mood;
    for (size_t i = 0; i < s->fact_count; i++)
        write_fact(s, &s->facts[i], reading_out, &cap);
    list_unread(s, reading_out);
    coherent_make(s, reading_out);
    ask_open_slot(s, reading_out);
    offer_answers(s, reading_out);
    reading_out->summary = summary(s, reading_out);
    return HEED_OK;
}
