/* laws_read.c - reads register files: a line for each law, standard, platform, piece of advice and list of words. */
#include "laws.h"
#include "policy/words.h"
#include <string.h>

/* ORDER: laws_list */
static const char *const list_names[LISTS] = {
    "vague",       "time",       "office",         "foreign",    "meaning",     "past",       "denying",     "link",
    "part",        "dangling",   "strong",         "weak",       "approval",    "blank",      "review",      "shared-head",
    "the-head",    "soft-title", "binds-all",      "lowest-age", "children",    "small",      "placeholder", "advice-heading",
    "off-subject", "subject",    "appendix",       "other-text", "either-head", "soft-words", "example",     "advising",
    "fill-in",     "dated",      "known-initials", "settled"
};
/* ORDER: laws_kind */
static const char *const kind_names[] = { "law", "standard", "platform", "advice", "words", "names" };
enum { KINDS = sizeof kind_names / sizeof *kind_names };

typedef struct {
    words w;
    heed_arena *mem;
    laws_entry *e;
    bool had_source;
} entry_reading;

/* ---- small pieces */

static heed_date last_of_year(heed_text year)
{
    heed_date day = 0;
    for (size_t i = 0; i < year.len; i++) {
        if (year.at[i] < '0' || year.at[i] > '9' || year.len != 4)
            return 0;
        day = day * 10 + (year.at[i] - '0');
    }
    return day ? day * 10000 + 1231 : 0;
}

static bool read_day(words *w, laws_day *out)
{
    heed_text t = w->at->text;
    heed_date day = w->at->kind == TOKEN_WORD ? heed_date_read(t) : 0;
    uint8_t given = t.len == 7 ? 2 : 3;
    if (!day && w->at->kind == TOKEN_WORD && t.len == 4) {
        day = last_of_year(t);
        given = 1;
    }
    if (!day)
        return words_wrong(w, "%.*s is no date. Write a year, a month or a day: 2018, 2018-05 or 2018-05-25.",
                           heed_fmt(words_shown(w)));
    w->at++;
    *out = (laws_day){ day, given, words_accept(w, "unconfirmed") };
    return true;
}

static bool read_texts(entry_reading *r, const char *what, heed_texts *out)
{
    size_t cap = out->len;
    do
        if (!words_string(&r->w, what, ARENA_PUSH(r->mem, out->at, out->len, cap)))
            return false;
    while (words_accept_mark(&r->w, TOKEN_COMMA));
    return true;
}

static bool read_names(entry_reading *r, const char *what, heed_texts *out)
{
    size_t cap = out->len;
    do {
        token name;
        if (!words_name(&r->w, what, &name))
            return false;
        *ARENA_PUSH(r->mem, out->at, out->len, cap) = name.text;
    } while (words_accept_mark(&r->w, TOKEN_COMMA));
    return true;
}

static void add_phrase(entry_reading *r, phrases *out, heed_text written)
{
    phrase p = phrase_read(written, r->mem);
    if (p.n)
        *ARENA_PUSH(r->mem, out->at, out->len, out->cap) = p;
}

/* "care home; secure unit": phrases parted by semicolons, so that long lists stay readable. */
static bool read_phrases(entry_reading *r, phrases *out)
{
    heed_texts texts = { 0 };
    if (!read_texts(r, "what people write", &texts))
        return false;
    for (size_t i = 0; i < texts.len; i++)
        for (size_t from = 0; from <= texts.at[i].len;) {
            const char *rest = texts.at[i].at + from;
            const char *end = memchr(rest, ';', texts.at[i].len - from);
            size_t n = end ? (size_t)(end - rest) : texts.at[i].len - from;
            add_phrase(r, out, (heed_text){ rest, n });
            from += n + 1;
        }
    return true;
}

/* ---- parts. Each is called behind its own word. */

static bool part_said(entry_reading *r)
{
    return read_phrases(r, &r->e->said);
}

static bool part_meant(entry_reading *r)
{
    return read_phrases(r, &r->e->meant);
}

static bool part_other(entry_reading *r)
{
    return read_phrases(r, &r->e->other);
}

static bool part_nations(entry_reading *r)
{
    return read_names(r, "a nation", &r->e->nations);
}

static bool part_in(entry_reading *r)
{
    if (!words_accept(&r->w, "force"))
        return words_wrong(&r->w, "Write: in force 2018-05-25");
    return read_day(&r->w, &r->e->in_force);
}

static bool part_announced(entry_reading *r)
{
    return read_day(&r->w, &r->e->announced);
}

static bool part_edition(entry_reading *r)
{
    laws_edition e = { .year = 0 };
    if (!words_number(&r->w, "the year of the edition", &e.year))
        return false;
    if (!words_accept_two(&r->w, "in", "force"))
        return words_wrong(&r->w, "Say from when. Write: edition %d in force %d-09-01", e.year, e.year);
    if (!read_day(&r->w, &e.from))
        return false;
    *ARENA_PUSH(r->mem, r->e->editions, r->e->edition_count, r->e->edition_cap) = e;
    return true;
}

static bool part_since(entry_reading *r)
{
    return read_day(&r->w, &r->e->since);
}

static bool part_change(entry_reading *r, laws_how how)
{
    laws_change c = { .how = how, .partly = words_accept(&r->w, "partly") };
    if (words_accept(&r->w, "in") && !read_names(r, "a nation", &c.nations))
        return false;
    if (!words_accept(&r->w, "on"))
        return words_wrong(&r->w, "Say when. Write: on 2018-05-25");
    if (!read_day(&r->w, &c.on) || (words_accept(&r->w, "by") && !read_texts(r, "what came in its place", &c.by)) ||
        (words_accept(&r->w, "what") && !words_string(&r->w, "which part of it", &c.what)))
        return false;
    *ARENA_PUSH(r->mem, r->e->changes, r->e->change_count, r->e->change_cap) = c;
    return true;
}

static bool part_replaced(entry_reading *r)
{
    return part_change(r, LAWS_REPLACED);
}

static bool part_repealed(entry_reading *r)
{
    return part_change(r, LAWS_REPEALED);
}

static bool part_overtaken(entry_reading *r)
{
    return part_change(r, LAWS_OVERTAKEN);
}

static bool part_renamed(entry_reading *r)
{
    if (!words_string(&r->w, "its new name", &r->e->new_name))
        return false;
    if (!words_accept(&r->w, "on"))
        return words_wrong(&r->w, "Say when. Write: renamed \"...\" on 2023-07-23");
    return read_day(&r->w, &r->e->renamed);
}

static bool part_closed(entry_reading *r)
{
    if (!words_accept(&r->w, "on"))
        return words_wrong(&r->w, "Say when. Write: closed on 2019-04-02");
    return read_day(&r->w, &r->e->closed);
}

static bool part_age(entry_reading *r)
{
    if (!words_number(&r->w, "the lowest age", &r->e->age))
        return false;
    r->e->age_unconfirmed = words_accept(&r->w, "unconfirmed");
    return true;
}

static bool part_kind(entry_reading *r)
{
    token name;
    if (!words_name(&r->w, "the kind of platform", &name))
        return false;
    r->e->kind_of = name.text;
    return true;
}

static bool part_complete(entry_reading *r)
{
    return r->e->complete = true;
}

static bool part_legal(entry_reading *r)
{
    return r->e->legal = true;
}

static bool part_about(entry_reading *r)
{
    return words_string(&r->w, "what it is about", &r->e->about);
}

static bool part_beside(entry_reading *r)
{
    return words_string(&r->w, "why it is beside the point here", &r->e->beside);
}

static bool part_checked(entry_reading *r)
{
    return words_date(&r->w, "the day somebody checked it", &r->e->checked);
}

/* The mark behind the source speaks of the whole entry. */
static bool part_source(entry_reading *r)
{
    if (!words_string(&r->w, "who says so", &r->e->source))
        return false;
    r->e->unconfirmed = words_accept(&r->w, "unconfirmed");
    r->had_source = r->e->unconfirmed || words_accept(&r->w, "established");
    return r->had_source ||
           words_wrong(&r->w, "Say how sure it is. Write \"established\" or \"unconfirmed\" behind the source.");
}

/* kinds: a letter each for law, standard, platform, advice, words, names. */
static const struct {
    const char *word, *kinds;
    bool (*read)(entry_reading *r);
} parts[] = {
    { "said", "lspawn", part_said },
    { "meant", "l", part_meant },
    { "unless", "a", part_other },
    { "other", "n", part_other },
    { "nations", "lspaw", part_nations },
    { "in", "ls", part_in },
    { "announced", "ls", part_announced },
    { "edition", "s", part_edition },
    { "since", "a", part_since },
    { "replaced", "ls", part_replaced },
    { "repealed", "l", part_repealed },
    { "overtaken", "l", part_overtaken },
    { "renamed", "sp", part_renamed },
    { "closed", "p", part_closed },
    { "age", "p", part_age },
    { "kind", "p", part_kind },
    { "complete", "l", part_complete },
    { "legal", "a", part_legal },
    { "about", "lsp", part_about },
    { "beside", "ls", part_beside },
    { "checked", "lspa", part_checked },
    { "source", "lspa", part_source },
};
enum { PARTS = sizeof parts / sizeof *parts };
static const char kind_letters[] = "lspawn";

static bool read_parts(entry_reading *r)
{
    while (!words_ended(&r->w)) {
        nearest near = nearest_to(r->w.at->text);
        size_t i = 0;
        for (; i < PARTS && !token_is(*r->w.at, parts[i].word); i++)
            nearest_offer(&near, heed_text_of(parts[i].word));
        if (i == PARTS)
            return words_wrong(&r->w, "%.*s says nothing here.%.*s", heed_fmt(words_shown(&r->w)),
                               heed_fmt(near.best.len ? nearest_hint(&near, r->mem)
                                                      : heed_lit(" Take it out, or put it in quotation marks.")));
        if (!strchr(parts[i].kinds, kind_letters[r->e->kind]))
            return words_wrong(&r->w, "A line that begins with \"%s\" has no \"%s\". Take it out.", kind_names[r->e->kind],
                               parts[i].word);
        r->w.at++;
        if (!parts[i].read(r))
            return false;
    }
    return true;
}

/* ---- entries */

static bool read_list_name(entry_reading *r)
{
    token name;
    if (!words_name(&r->w, "what the words are for", &name))
        return false;
    nearest near = nearest_to(name.text);
    for (size_t i = 0; i < LISTS; i++) {
        nearest_offer(&near, heed_text_of(list_names[i]));
        if (heed_text_is(name.text, list_names[i])) {
            r->e->list = (laws_list)i;
            return r->w.at->kind != TOKEN_STRING || words_string(&r->w, "why", &r->e->title);
        }
    }
    return words_wrong(&(words){ r->w.r, &name }, "\"%.*s\" is no list of words that is used.%.*s", heed_fmt(name.text),
                       heed_fmt(near.best.len ? nearest_hint(&near, r->mem) : heed_lit(" docs/language.md names them.")));
}

static bool read_head(entry_reading *r)
{
    static const char *const what[] = {
        "the title of the law",    "the name of the standard", "the name of the platform", "what the old advice was", "",
        "what the names stand for"
    };
    if (r->e->kind == LAWS_WORDS)
        return read_list_name(r);
    if (!words_string(&r->w, what[r->e->kind], &r->e->title))
        return false;
    r->e->named = phrase_read(r->e->title, r->mem);
    if (r->e->kind != LAWS_LAW)
        return true;
    if (!words_accept(&r->w, "of"))
        return words_wrong(&r->w, "The year of the law is missing. Write: law \"%.*s\" of 1998", heed_fmt(r->e->title));
    return words_number(&r->w, "the year of the law", &r->e->year);
}

static bool complete_entry(entry_reading *r)
{
    const laws_entry *e = r->e;
    const char *missing = e->kind >= LAWS_ADVICE && !e->said.len     ? "said \"what people write\""
                          : e->kind == LAWS_NAMES && !e->other.len   ? "other \"the second name\""
                          : e->kind <= LAWS_ADVICE && !e->checked    ? "checked 2026-11-20"
                          : e->kind <= LAWS_ADVICE && !r->had_source ? "source \"who says so\" established"
                          : e->kind == LAWS_ADVICE && !e->since.day  ? "since 2015"
                                                                     : NULL;
    return !missing || words_wrong(&r->w, "Something is missing at the end of this line. Write: %s", missing);
}

static bool twice(const heed_laws *laws, const laws_entry *e)
{
    for (size_t i = 0; i < laws->len; i++)
        if (e->kind <= LAWS_PLATFORM && laws->at[i].kind == e->kind && laws->at[i].year == e->year &&
            heed_text_eq(laws->at[i].title, e->title))
            return true;
    return false;
}

static void keep_entry(heed_laws *laws, const laws_entry *e, heed_arena *mem)
{
    *ARENA_PUSH(mem, laws->at, laws->len, laws->cap) = *e;
    phrases *all = &laws->lists[e->list];
    for (size_t i = 0; e->kind == LAWS_WORDS && i < e->said.len; i++)
        *ARENA_PUSH(mem, all->at, all->len, all->cap) = e->said.at[i];
}

static void read_entry(report *r, heed_laws *laws, source_line line)
{
    tokens t = lex_words(r, line);
    laws_entry e = { .line = line.line };
    entry_reading reading = { { r, t.at }, r->mem, &e, false };
    nearest near = nearest_to(t.at->text);
    size_t kind = 0;
    for (; kind < KINDS && !words_accept(&reading.w, kind_names[kind]); kind++)
        nearest_offer(&near, heed_text_of(kind_names[kind]));
    e.kind = (laws_kind)kind;
    if (kind == KINDS) {
        words_wrong(&reading.w, "A line begins with law, standard, platform, advice, words or names, not with %.*s.%.*s",
                    heed_fmt(words_shown(&reading.w)), heed_fmt(nearest_hint(&near, r->mem)));
        return;
    }
    if (!read_head(&reading) || !read_parts(&reading) || !complete_entry(&reading))
        return;
    if (twice(laws, &e))
        report_error(r, line.line, 1, "\"%.*s\" stands twice. Make one line of the two.", heed_fmt(e.title));
    else
        keep_entry(laws, &e, r->mem);
}

static bool read_header(report *r, source_line line)
{
    tokens t = lex_words(r, line);
    words w = { r, t.at };
    token name;
    int version;
    if (!words_accept(&w, "register"))
        return words_wrong(&w, "The first line of a register is missing. Write: register NAME version 1");
    if (!words_name(&w, "the name of the register", &name))
        return false;
    if (!words_accept(&w, "version"))
        return words_wrong(&w, "The version is missing. Write: register %.*s version 1", heed_fmt(name.text));
    return words_number(&w, "the version", &version) && words_end(&w, "Nothing follows the version.");
}

static void read_file(report *r, heed_laws *laws, heed_text source)
{
    if (!report_readable(r, source, "register"))
        return;
    source_lines lines = lex_lines(r->mem, source, 1);
    bool header = lines.len && read_header(r, lines.at[0]);
    for (size_t i = lines.len && (header || heed_text_starts(lines.at[0].text, "register")); i < lines.len; i++)
        read_entry(r, laws, lines.at[i]);
}

heed_status heed_laws_read(const heed_texts *sources, const heed_texts *files, heed_arena *mem, const heed_laws **laws_out,
                           heed_findings *findings_out, heed_error *err)
{
    ARENA_GUARD(mem, err);
    heed_laws *laws = ARENA_NEW(mem, heed_laws, 1);
    heed_findings all = { 0 }, one;
    size_t cap = 0;
    heed_status status = HEED_OK;
    for (size_t i = 0; i < sources->len; i++) {
        report r = { .mem = mem, .file = files && i < files->len ? files->at[i] : heed_lit("register") };
        read_file(&r, laws, sources->at[i]);
        char what[160] = "";
        memcpy(what, r.file.at, r.file.len < sizeof what ? r.file.len : 0);
        heed_status now = report_end(&r, *what ? what : "The register", &one, status == HEED_OK ? err : NULL);
        status = status == HEED_OK ? now : status;
        for (size_t k = 0; k < one.len; k++)
            *ARENA_PUSH(mem, all.at, all.len, cap) = one.at[k];
    }
    if (findings_out)
        *findings_out = all;
    *laws_out = status == HEED_OK ? laws : NULL;
    return status;
}

/* ---- in words */

heed_text laws_day_words(laws_day day, heed_arena *mem)
{
    static const char *const months[] = { "January", "February", "March",     "April",   "May",      "June",
                                          "July",    "August",   "September", "October", "November", "December" };
    int year = day.day / 10000, month = day.day / 100 % 100, of_month = day.day % 100;
    if (day.given == 1 || month < 1 || month > 12)
        return heed_text_printf(mem, "in %d", year);
    if (day.given == 2)
        return heed_text_printf(mem, "in %s %d", months[month - 1], year);
    return heed_text_printf(mem, "on %d %s %d", of_month, months[month - 1], year);
}

heed_text laws_full_title(const laws_entry *e, heed_arena *mem)
{
    return e->year ? heed_text_printf(mem, "%.*s %d", heed_fmt(e->title), e->year) : e->title;
}

bool laws_holds_in(heed_texts nations, heed_text nation)
{
    for (size_t i = 0; i < nations.len; i++)
        if (heed_text_eq(nations.at[i], nation))
            return true;
    return nations.len == 0 || nation.len == 0;
}

const laws_entry *laws_find(const heed_laws *laws, heed_text name, heed_arena *mem)
{
    for (size_t i = 0; i < laws->len; i++) {
        const laws_entry *e = &laws->at[i];
        if (e->kind > LAWS_STANDARD)
            continue;
        if (heed_text_eq(laws_full_title(e, mem), name))
            return e;
        for (size_t k = 0; k < e->said.len; k++)
            if (heed_text_eq(e->said.at[k].as_written, name))
                return e;
    }
    return NULL;
}
