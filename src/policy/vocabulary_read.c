/* vocabulary_read.c - from the text of a vocabulary to its names.
 *
 * Two rounds: fields, values and acts first, then every line that speaks of them, so that order does not matter. */
#include "vocabulary.h"
#include <sodium.h>
#include <string.h>

enum { MOST_VALUES = 63, MOST_ACTS = 63 * 16, MOST_LINES = 8192 };

typedef struct {
    heed_vocabulary *v;
    report *r;
    heed_arena *mem;
    bool named, in_field;
    size_t lines;            /* statements read; `said` apart */
    heed_fact_info *said_of; /* where a `said` line belongs: the last value or act; NULL after a fault */
    pending_lines groups, acts, implications, defaults;
} reader;

static void add_name(reader *rd, heed_text text, name_kind kind, uint32_t field, uint32_t index)
{
    vocabulary_add_name(rd->v, rd->mem, (vocabulary_name){ text, kind, field, index });
}

static void keep(reader *rd, pending_lines *list, tokens t, uint32_t act)
{
    *ARENA_PUSH(rd->mem, list->at, list->len, list->cap) = (pending_line){ t, act };
}

static bool read_header(reader *rd, words *w)
{
    token name;
    if (rd->named)
        return words_wrong(w, "This vocabulary has two first lines. Keep one line that starts with \"vocabulary\".");
    rd->named = true;
    if (!words_name(w, "the name of the vocabulary", &name))
        return false;
    rd->v->name = name.text;
    if (!words_accept(w, "version"))
        return words_wrong(w, "The version is missing. Write: vocabulary %.*s version 1", heed_fmt(name.text));
    return words_number(w, "the version", &rd->v->version) && words_end(w, "Nothing follows the version.");
}

static bool read_presumed(words *w, heed_fact_info *info, token *name_out)
{
    static const struct {
        const char *word;
        heed_presumed kind;
    } kinds[] = {
        { "none", HEED_PRESUMED_NONE },
        { "absent", HEED_PRESUMED_ABSENT },
        { "described", HEED_PRESUMED_DESCRIBED },
        { "not-held", HEED_PRESUMED_NOT_HELD },
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (words_accept(w, kinds[i].word)) {
            info->presumed = kinds[i].kind;
            return true;
        }
    info->presumed = HEED_PRESUMED_VALUE;
    if (!name_out)
        return words_wrong(w, "%.*s cannot be presumed here. Write none, absent, described or not-held.",
                           heed_fmt(words_shown(w)));
    return words_name(w, "what is presumed (none, absent, described, not-held, or one of the field's values)", name_out);
}

static bool read_answered_by(words *w, heed_fact_info *info)
{
    static const char *const who[] = { "asker", "register", "school", "clock", "nobody" }; /* ORDER: heed_answered_by */
    if (!words_accept(w, "by"))
        return words_wrong(w, "\"answered\" needs \"by\". Write: answered by asker, register, school, clock or nobody.");
    for (int i = 0; i < 5; i++)
        if (words_accept(w, who[i])) {
            info->answered_by = (heed_answered_by)i;
            return true;
        }
    return words_wrong(w, "%.*s answers nothing here. Write asker, register, school, clock or nobody.",
                       heed_fmt(words_shown(w)));
}

static bool read_properties(words *w, heed_fact_info *info, token *presumed_name)
{
    while (!words_ended(w)) {
        bool ok = true;
        if (words_accept(w, "asks"))
            ok = words_string(w, "the question to ask", &info->question);
        else if (words_accept(w, "told"))
            ok = words_string(w, "how it is told", &info->told);
        else if (words_accept(w, "presumed"))
            ok = read_presumed(w, info, presumed_name);
        else if (words_accept(w, "answered"))
            ok = read_answered_by(w, info);
        else if (words_accept(w, "office"))
            info->office = true;
        else if (words_accept(w, "changeable"))
            info->changeable = true;
        else if (words_accept(w, "sensitive"))
            info->sensitive = true;
        else
            return words_end(w, "Write asks \"...\", told \"...\", presumed, answered by, office, changeable or sensitive.");
        if (!ok)
            return false;
    }
    return true;
}

static bool fact_name_free(const reader *rd, const words *w, heed_text name, bool is_value)
{
    for (const vocabulary_name *n = NULL; (n = vocabulary_name_next(rd->v, name, n));) {
        bool clash = is_value ? n->kind == NAME_VALUE && n->field == rd->v->field_count - 1
                              : n->kind == NAME_FIELD || n->kind == NAME_SET || n->kind == NAME_MEMBER;
        if (clash)
            return words_wrong(&(words){ w->r, w->at - 1 }, "\"%.*s\" is named twice. Give one of the two another name.",
                               heed_fmt(name));
    }
    return true;
}

static heed_fact add_fact(reader *rd, heed_fact_info info)
{
    heed_vocabulary *v = rd->v;
    *ARENA_PUSH(rd->mem, v->facts, v->fact_count, v->facts_cap) = info;
    return (heed_fact)v->fact_count - 1;
}

static bool read_field(reader *rd, words *w)
{
    heed_vocabulary *v = rd->v;
    token name;
    heed_fact_info info = { 0 };
    rd->in_field = false;
    if (!words_name(w, "the name of a field", &name) || !fact_name_free(rd, w, name.text, false))
        return false;
    bool one = words_accept(w, "one");
    if (!one && !words_accept(w, "many"))
        return words_wrong(w, "Say whether \"%.*s\" holds one value at a time or many. Write one or many.",
                           heed_fmt(name.text));
    if (!words_string(w, "the meaning of the field", &info.meaning))
        return false;
    vocabulary_field *f = ARENA_PUSH(rd->mem, v->fields, v->field_count, v->fields_cap);
    uint32_t index = (uint32_t)v->field_count - 1;
    *f = (vocabulary_field){ .name = name.text, .line = name.line, .one_valued = one, .first = (heed_fact)v->fact_count };
    rd->in_field = true;
    bool ok = read_properties(w, &info, one ? &f->presumed_name : NULL);
    info.name = info.set = name.text;
    info.one_valued = one;
    f->inherited = info;
    add_name(rd, name.text, one ? NAME_FIELD : NAME_SET, index, index);
    if (one)
        f->first = add_fact(rd, info);
    return ok;
}

static bool add_value(reader *rd, words *w, vocabulary_field *f, heed_fact_info info)
{
    if (f->count >= MOST_VALUES)
        return words_wrong(w, "\"%.*s\" has more than %d values. Part it into two fields.", heed_fmt(f->name), MOST_VALUES);
    add_name(rd, info.name, NAME_VALUE, (uint32_t)rd->v->field_count - 1, f->count);
    size_t len = f->count++;
    rd->said_of = ARENA_PUSH(rd->mem, f->values, len, f->values_cap);
    *rd->said_of = info;
    rd->v->facts[f->first].value_count = f->count;
    return true;
}

/* A value of a one-valued field may be called like a joining word ("must"): it can always be written FIELD=VALUE. */
static bool read_value_name(words *w, token *name_out)
{
    if (w->at->kind != TOKEN_WORD || !word_joins(w->at->text))
        return words_name(w, "the name of a value", name_out);
    *name_out = *w->at++;
    return true;
}

static bool read_value(reader *rd, words *w)
{
    token name;
    if (!rd->v->field_count || !rd->in_field)
        return words_wrong(w, "This value belongs to no field. Write it under a line that starts with \"field\".");
    vocabulary_field *f = &rd->v->fields[rd->v->field_count - 1];
    heed_fact_info info = f->inherited;
    info.question = f->one_valued ? (heed_text){ "", 0 } : info.question;
    if (!(f->one_valued ? read_value_name(w, &name) : words_name(w, "the name of a value", &name)) ||
        !fact_name_free(rd, w, name.text, f->one_valued) || !words_string(w, "its meaning", &info.meaning) ||
        !read_properties(w, &info, NULL))
        return false;
    info.name = name.text;
    info.set = f->name;
    info.one_valued = false;
    if (f->one_valued)
        return add_value(rd, w, f, info);
    heed_fact fact = add_fact(rd, info);
    rd->said_of = &rd->v->facts[fact];
    add_name(rd, name.text, NAME_MEMBER, (uint32_t)rd->v->field_count - 1, fact);
    f->count++;
    return true;
}

static bool read_act(reader *rd, words *w, tokens t)
{
    heed_vocabulary *v = rd->v;
    token name;
    heed_fact_info info = { 0 };
    if (!words_name(w, "the name of an act", &name) || !words_string(w, "its meaning", &info.meaning))
        return false;
    if (heed_act_find(v, name.text) >= 0)
        return words_wrong(&(words){ w->r, w->at - 2 }, "The act \"%.*s\" is named twice. Give one of the two another name.",
                           heed_fmt(name.text));
    if (v->act_count >= MOST_ACTS)
        return words_wrong(w, "A vocabulary holds at most %d acts. Take out some that no policy uses.", MOST_ACTS);
    info.name = name.text;
    info.set = heed_lit("act");
    rd->said_of = ARENA_PUSH(rd->mem, v->acts, v->act_count, v->acts_cap);
    *rd->said_of = info;
    *ARENA_PUSH(rd->mem, v->act_lines, v->act_lines_len, v->act_lines_cap) = name.line;
    add_name(rd, name.text, NAME_ACT, 0, (uint32_t)v->act_count - 1);
    t.at += w->at - t.at;
    keep(rd, &rd->acts, t, (uint32_t)v->act_count - 1);
    return true;
}

static bool has_word(tokens t, const char *word)
{
    for (size_t i = 0; i < t.len; i++)
        if (token_is(t.at[i], word))
            return true;
    return false;
}

static bool read_statement(reader *rd, tokens t)
{
    words w = { rd->r, t.at };
    if (rd->r->errors >= REPORT_MOST || ++rd->lines > MOST_LINES)
        return rd->lines == MOST_LINES + 1 &&
               words_wrong(&w, "This vocabulary has more than %d lines. Leave out what no policy uses.", MOST_LINES);
    if (has_word(t, "implies") || has_word(t, "presumes")) {
        keep(rd, has_word(t, "implies") ? &rd->implications : &rd->defaults, t, 0);
        return true;
    }
    if (words_accept(&w, "group")) {
        t.at++;
        keep(rd, &rd->groups, t, 0);
        return true;
    }
    rd->said_of = NULL;
    if (words_accept(&w, "vocabulary"))
        return read_header(rd, &w);
    if (words_accept(&w, "field"))
        return read_field(rd, &w);
    if (words_accept(&w, "value"))
        return read_value(rd, &w);
    if (words_accept(&w, "act"))
        return read_act(rd, &w, t);
    return words_wrong(
        &w,
        "%.*s starts no line of a vocabulary. Write vocabulary, field, value, said, act or group, or say what implies "
        "or presumes what.",
        heed_fmt(words_shown(&w)));
}

/* Phrases are people's words: taken as they stand, up to a comment, on one line, parted by "; ". */
static void read_said(reader *rd, heed_text raw, uint32_t line)
{
    if (!rd->said_of) {
        report_error(rd->r, line, 1,
                     "These phrases belong to nothing. Write \"said\" under a value or an act that is in order.");
        return;
    }
    heed_text before = rd->said_of->phrases;
    char *out = heed_arena_alloc(rd->mem, before.len + raw.len * 2 + 3);
    size_t n = before.len;
    if (n)
        memcpy(out, before.at, n);
    for (size_t at = 0; at <= raw.len;) {
        size_t end = at;
        while (end < raw.len && raw.at[end] != ';')
            end++;
        heed_text phrase = heed_text_trim((heed_text){ raw.at + at, end - at });
        if (phrase.len && n) {
            memcpy(out + n, "; ", 2);
            n += 2;
        }
        for (size_t i = 0; i < phrase.len; i++)
            out[n++] = phrase.at[i];
        at = end + 1;
    }
    rd->said_of->phrases = (heed_text){ out, n };
}

/* A `said` line may be indented under its value; it is a statement all the same. */
static void read_text(reader *rd, heed_text text)
{
    uint32_t number = 1, from = 1;
    size_t start = 0;
    for (size_t at = 0; at <= text.len; number++) {
        const char *nl = at < text.len ? memchr(text.at + at, '\n', text.len - at) : NULL;
        size_t end = nl ? (size_t)(nl - text.at) : text.len;
        heed_text line = heed_text_trim((heed_text){ text.at + at, end - at });
        bool said = heed_text_starts(line, "said ");
        if (said || end == text.len) {
            source_lines lines = lex_lines(rd->mem, (heed_text){ text.at + start, (said ? at : end) - start }, from);
            for (size_t i = 0; i < lines.len; i++)
                read_statement(rd, lex_words(rd->r, lines.at[i]));
            start = end == text.len ? end : end + 1;
            from = number + 1;
        }
        if (said) {
            const char *comment = memchr(line.at, '#', line.len);
            line.len = comment ? (size_t)(comment - line.at) : line.len;
            read_said(rd, (heed_text){ line.at + 5, line.len - 5 }, number);
        }
        at = end + 1;
    }
}

/* Facts that hold the act: one for every 63, so that each fits a mask. */
static void add_act_facts(reader *rd)
{
    heed_vocabulary *v = rd->v;
    v->first_act = (heed_fact)v->fact_count;
    for (size_t from = 0; from < v->act_count; from += MOST_VALUES) {
        heed_text name = heed_text_printf(rd->mem, "act#%zu", from / MOST_VALUES);
        size_t count = v->act_count - from < MOST_VALUES ? v->act_count - from : MOST_VALUES;
        add_fact(rd, (heed_fact_info){ .name = name,
                                       .set = name,
                                       .meaning = heed_lit("the act"),
                                       .one_valued = true,
                                       .answered_by = HEED_BY_NOBODY,
                                       .value_count = (uint32_t)count });
    }
    v->embeds = ARENA_NEW(rd->mem, uint64_t, v->act_count / 64 + 1);
    v->field_of_fact = ARENA_NEW(rd->mem, uint32_t, v->fact_count + 1);
    for (uint32_t i = 0; i < v->field_count; i++) {
        vocabulary_field *f = &v->fields[i];
        uint32_t own = f->one_valued ? 1 : f->count;
        f->members = ARENA_NEW(rd->mem, heed_fact, own + 1);
        for (uint32_t k = 0; k < own; k++) {
            v->field_of_fact[f->first + k] = i;
            f->members[k] = f->first + k;
        }
    }
}

static void settle_presumed(reader *rd)
{
    heed_vocabulary *v = rd->v;
    for (size_t i = 0; i < v->field_count; i++) {
        vocabulary_field *f = &v->fields[i];
        if (f->one_valued && f->count == 0)
            report_error(rd->r, f->line, 1, "The field \"%.*s\" has no values. Write at least one line \"value\" under it.",
                         heed_fmt(f->name));
        if (!f->presumed_name.text.len)
            continue;
        heed_fact field = HEED_FACT_NONE;
        int value = heed_value_find(v, f->first, f->presumed_name.text);
        uint64_t mask = value >= 0 ? UINT64_C(1) << value : vocabulary_group_mask(v, f->presumed_name.text, &field);
        if (value < 0 && (!mask || field != f->first))
            report_error(rd->r, f->presumed_name.line, f->presumed_name.column,
                         "\"%.*s\" is no value of \"%.*s\". Write none, absent, "
                         "described, not-held, or one of its values.",
                         heed_fmt(f->presumed_name.text), heed_fmt(f->name));
        v->facts[f->first].presumed_value = mask;
    }
}

static void find_known(heed_vocabulary *v)
{
    vocabulary_known *k = &v->known;
    k->act = v->act_count ? v->first_act : HEED_FACT_NONE;
    k->done = heed_fact_find(v, heed_lit("done"));
    k->mood = heed_fact_find(v, heed_lit("mood"));
    k->event = heed_fact_find(v, heed_lit("event"));
    k->breach = heed_fact_find(v, heed_lit("breach-found"));
    k->doubt = heed_fact_find(v, heed_lit("doubt"));
    k->review_overdue = heed_fact_find(v, heed_lit("review-overdue"));
    k->done_value = k->done == HEED_FACT_NONE ? -1 : heed_value_find(v, k->done, heed_lit("done"));
    k->omitted_value = k->done == HEED_FACT_NONE ? -1 : heed_value_find(v, k->done, heed_lit("omitted"));
}

static void read_pending(reader *rd)
{
    heed_vocabulary *v = rd->v;
    for (size_t i = 0; i < rd->groups.len; i++)
        vocabulary_read_group(v, (words){ rd->r, rd->groups.at[i].words.at });
    settle_presumed(rd);
    find_known(v);
    for (size_t i = 0; i < rd->acts.len; i++)
        vocabulary_read_act_properties(v, (words){ rd->r, rd->acts.at[i].words.at }, rd->acts.at[i].act);
    vocabulary_close_widers(v, rd->r);
    for (size_t i = 0; i < rd->implications.len; i++)
        vocabulary_read_implication(v, (words){ rd->r, rd->implications.at[i].words.at });
    for (size_t i = 0; i < rd->defaults.len; i++)
        vocabulary_read_default(v, (words){ rd->r, rd->defaults.at[i].words.at });
}

heed_status heed_vocabulary_read(heed_text source, heed_text file, heed_arena *mem, const heed_vocabulary **vocabulary_out,
                                 heed_findings *findings_out, heed_error *err)
{
    ARENA_GUARD(mem, err);
    report r = { .mem = mem, .file = heed_text_copy(mem, file) };
    if (!report_readable(&r, source, "vocabulary"))
        return report_end(&r, "The vocabulary", findings_out, err);
    heed_vocabulary *v = ARENA_NEW(mem, heed_vocabulary, 1);
    v->source = heed_text_copy(mem, source);
    crypto_hash_sha256(v->hash, (const unsigned char *)v->source.at, v->source.len);
    reader rd = { .v = v, .r = &r, .mem = mem };
    read_text(&rd, v->source);
    if (!rd.named)
        report_error(&r, 1, 1, "The first line is missing. Write: vocabulary NAME version 1");
    add_act_facts(&rd);
    read_pending(&rd);
    TRY(report_end(&r, "The vocabulary", findings_out, err));
    *vocabulary_out = v;
    return HEED_OK;
}
