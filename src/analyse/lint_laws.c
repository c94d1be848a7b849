/* lint_laws.c - laws, standards, platforms and security advice that the text names, held against the registers. Platforms and
 * advice have a file of their own, laws_sites.c.
 *
 * What is not established is told as hearsay. By date: a law that falls later than the day asked about is no finding. */
#include "laws_look.h"
#include <string.h>

static const heed_lint_rule rules[] = {
    { "stale-law", "error", "A law that is gone",
      "The text rests on a law that another one has replaced. What it says the law asks for may no longer be so, and an "
      "inspector will see it.",
      "A text of 2022 tells staff to keep to the Data Protection Act 1998.",
      "Name the law that stands now, and check that the sentence is still true of it." },
    { "stale-standard", "warning", "A body or standard that is gone",
      "The body, check or standard has another name today, or there is none. People who look for it will not find it.",
      "\"All helpers have a CRB check.\"", "Write who or what has taken its place." },
    { "partly-stale-law", "warning", "A law that is gone in part",
      "The law still stands, but a part of it has been taken out or moved to another law. It may be the very part the text "
      "means.",
      "The text names the Communications Act 2003 for false messages; that part moved to the Online Safety Act 2023.",
      "Look up which part is meant, and name the law that has it now." },
    { "misdated-law", "error", "Title and year of a law do not go together",
      "No law has this title and this year. Nobody can look it up.", "Malicious Communications Act 1998: it is of 1988.",
      "Correct the year or the title." },
    { "undated-law", "note", "A law without its year",
      "There have been several laws of this name, and the text does not say which it means.",
      "\"We follow the Data Protection Act\": there are those of 1984, 1998 and 2018.",
      "Write the year of the law that stands now." },
    { "missing-law", "warning", "The newer law is not named",
      "The laws named still stand in part, but the main law on the matter is a newer one.",
      "The Defamation Acts of 1952 and 1996 are named, and the Act of 2013 is not.", "Name the newer law as well." },
    { "law-elsewhere", "warning", "A law or standard of another nation", "It does not hold where this school is.",
      "A school in Wales refers to the Teachers' Standards, which are for England.", "Name what holds in your own nation." },
    { "no-law-of-this-nation", "note", "Nothing of this nation is named",
      "The text lists laws, and names no body or standard of the nation the school is in. It may have been written for "
      "somewhere else.",
      "A school in Wales names eight Acts, and neither Keeping learners safe nor the Education Workforce Council.",
      "Add the guidance and the bodies that bind your school." },
    { "law-not-in-force", "warning", "Announced, and not in force", "The text speaks of it as if it bound people today.",
      "A text of 2026 says that the law bars children under 16 from social media.",
      "Say that it is planned, or wait until it is in force." },
    { "old-edition", "warning", "An old edition",
      "The guidance is written anew every few years, and a newer edition is in force. What the text takes from the old one may "
      "have changed.",
      "Keeping children safe in education 2022, in November 2026.",
      "Name it without a year, or put the year of the newest edition and read what changed." },
    { "law-beside-the-point", "note", "A law that says little on this",
      "The law is about something else. Naming it here does not help the reader.",
      "An Act on barring people from work with children, named for what may be shared.",
      "Take it out, or say what it has to do with the matter." },
    { "old-law-words", "warning", "The law in words that no longer hold",
      "The sentence tells what the law was before it changed.",
      "Defamation explained as making somebody hated or despised; since 2014 the harm has to be serious.",
      "Write it anew from the law of today, or leave it to the law and take it out." },
    { "closed-platform", "warning", "A site or feature that is gone",
      "Nobody can use it any more. Readers will take the whole text for old.", "Windows Live Spaces, in a text of 2022.",
      "Take it out, or name what people use now." },
    { "renamed-platform", "note", "A site by its old name", "The site has a new name. Some readers know only that one.",
      "Twitter, now X.", "Write the new name, with the old one in brackets for a while." },
    { "platform-age", "warning", "Sites that pupils are too young for",
      "The text lets pupils take part, or holds people to the lowest age of a site. Most pupils of a primary school are "
      "younger than the age these sites ask for.",
      "Official sites for work with pupils, and Facebook and Instagram among the sites named.",
      "Say which services pupils may use, and check the lowest age of each." },
    { "outdated-advice", "warning", "Security advice that is out of date", "Those who give such advice now say the opposite.",
      "Passwords should be changed often.",
      "Follow the advice of today: a long password of its own for each account, changed when somebody may know it." },
};

bool look_by_now(const look_at_laws *k, laws_day day)
{
    return day.day && k->as_of && day.day <= k->as_of;
}

/* "was" or "is said to have been". */
const char *look_was(const laws_entry *e)
{
    return e->unconfirmed ? "is said to have been" : "was";
}

/* "on 25 May 2018", or " (in 2010, it is said)" */
heed_text look_when_words(const look_at_laws *k, const laws_entry *e, laws_day day)
{
    heed_text words = laws_day_words(day, k->l->mem);
    return heed_text_printf(k->l->mem, day.unconfirmed && !e->unconfirmed ? "(it is said, %.*s)" : "%.*s", heed_fmt(words));
}

/* "Facebook, Instagram and Snapchat" */
heed_text look_listed(const look_at_laws *k, heed_texts names)
{
    heed_text out = heed_lit("");
    for (size_t i = 0; i < names.len; i++)
        out = heed_text_printf(k->l->mem, "%.*s%s%.*s", heed_fmt(out),
                               !i                   ? ""
                               : i + 1 == names.len ? " and "
                                                    : ", ",
                               heed_fmt(names.at[i]));
    return out;
}

/* A law has an article, a standard is called by its bare name. */
static heed_text joined(const look_at_laws *k, heed_texts texts)
{
    heed_texts names = { ARENA_NEW(k->l->mem, heed_text, texts.len + 1), texts.len };
    for (size_t i = 0; i < texts.len; i++) {
        const laws_entry *e = laws_find(k->laws, texts.at[i], k->l->mem);
        bool bare = heed_text_starts(texts.at[i], "the ") || (e && e->kind == LAWS_STANDARD);
        names.at[i] = heed_text_printf(k->l->mem, "%s%.*s", bare ? "" : "the ", heed_fmt(texts.at[i]));
    }
    return look_listed(k, names);
}

/* "2015", "1 January 2014": without its "in" or "on". */
heed_text look_day_alone(const look_at_laws *k, laws_day day)
{
    heed_text words = laws_day_words(day, k->l->mem);
    return (heed_text){ words.at + 3, words.len - 3 };
}

/* All places where a law is named as a thing of today. `taken`: some say only "the 1998 Act". */
static lint_places places_of(const look_at_laws *k, const laws_entry *e, const citation **taken_out)
{
    lint_places places = { .all = 0 };
    for (size_t i = 0; i < k->cited.len; i++) {
        const citation *c = &k->cited.at[i];
        if (c->e != e || c->past || c->year || c->mistitled || c->undated)
            continue;
        places_add(k->l, &places, &k->p->at[c->block], c->at);
        if (c->taken && taken_out && !*taken_out)
            *taken_out = c;
    }
    return places;
}

static bool any_cited(const look_at_laws *k, heed_texts names)
{
    for (size_t i = 0; i < names.len; i++) {
        const laws_entry *e = laws_find(k->laws, names.at[i], k->l->mem);
        if (e && laws_is_cited(&k->cited, e))
            return true;
    }
    return false;
}

static heed_text taken_words(const look_at_laws *k, const laws_entry *e, const citation *taken)
{
    if (!taken)
        return heed_lit("");
    heed_text quote = prose_quote(&k->p->at[taken->block], taken->at, taken->n, k->l->mem),
              full = laws_full_title(e, k->l->mem);
    return heed_text_printf(k->l->mem, " (We take \"%.*s\" to be the %.*s.)", heed_fmt(quote), heed_fmt(full));
}

/* ---- what became of a law */

static const char *change_verb(const laws_change *c)
{
    return c->how == LAWS_REPEALED ? "repealed" : "replaced";
}

static void say_stale(const look_at_laws *k, const laws_entry *e, const laws_change *c, const lint_places *places,
                      const citation *taken)
{
    heed_text where = places_words(k->l, places), full = laws_full_title(e, k->l->mem), when = look_when_words(k, e, c->on);
    heed_text by = joined(k, c->by), hint = taken_words(k, e, taken);
    const char *missing = c->by.len && !any_cited(k, c->by) ? " The text names nothing that came in its place." : "";
    bool law = e->kind == LAWS_LAW;
    places_say(k->l, law ? "stale-law" : "stale-standard", places, "%.*s: %s%.*s %s %s %.*s%s%.*s.%s%.*s", heed_fmt(where),
               law ? "the " : "", heed_fmt(full), look_was(e), change_verb(c), heed_fmt(when), c->by.len ? " by " : "",
               heed_fmt(by), missing, heed_fmt(hint));
}

static void say_partly(const look_at_laws *k, const laws_entry *e, const laws_change *c, const lint_places *places)
{
    heed_text where = places_words(k->l, places), full = laws_full_title(e, k->l->mem), when = look_when_words(k, e, c->on);
    heed_text by = joined(k, c->by), what = c->what.len ? c->what : heed_lit("a part of it");
    places_say(k->l, "partly-stale-law", places, "%.*s: a part of the %.*s %s %s %.*s%s%.*s: %.*s.", heed_fmt(where),
               heed_fmt(full), look_was(e), change_verb(c), heed_fmt(when), c->by.len ? " by " : "", heed_fmt(by),
               heed_fmt(what));
}

static bool applies(const look_at_laws *k, const laws_change *c)
{
    return look_by_now(k, c->on) && laws_holds_in(c->nations, k->nation);
}

static void look_at_changes(const look_at_laws *k, const laws_entry *e)
{
    const citation *taken = NULL;
    lint_places places = places_of(k, e, &taken);
    for (size_t i = 0; places.all && i < e->change_count; i++) {
        const laws_change *c = &e->changes[i];
        if (!applies(k, c) || c->how == LAWS_OVERTAKEN)
            continue;
        if (c->partly)
            say_partly(k, e, c, &places);
        else
            say_stale(k, e, c, &places, taken);
    }
}

/* Older laws of one title that a newer one has overtaken: told once, for all of them. */
static void look_for_newer(const look_at_laws *k, const laws_entry *newer)
{
    heed_text full = laws_full_title(newer, k->l->mem);
    lint_places places = { .all = 0 };
    if (laws_is_cited(&k->cited, newer) || !laws_holds_in(newer->nations, k->nation))
        return;
    for (size_t i = 0; i < k->cited.len; i++) {
        const citation *c = &k->cited.at[i];
        for (size_t n = 0; n < c->e->change_count && !c->past && !c->year && !c->undated; n++)
            if (c->e->changes[n].how == LAWS_OVERTAKEN && applies(k, &c->e->changes[n]) && c->e->changes[n].by.len &&
                heed_text_eq(c->e->changes[n].by.at[0], full))
                places_add(k->l, &places, &k->p->at[c->block], c->at);
    }
    if (!places.all)
        return;
    heed_text where = places_words(k->l, &places);
    places_say(k->l, "missing-law", &places,
               "%.*s: older law is named. The main law on the matter is now the %.*s (%.*s), and the text does not name it.",
               heed_fmt(where), heed_fmt(full), heed_fmt(newer->about));
}

static void look_at_force(const look_at_laws *k, const laws_entry *e)
{
    bool later = e->in_force.day && k->as_of && e->in_force.day > k->as_of;
    bool only_announced = e->announced.day && !e->in_force.day;
    lint_places places = places_of(k, e, NULL);
    if (!places.all || !(later || only_announced))
        return;
    heed_text where = places_words(k->l, &places), full = laws_full_title(e, k->l->mem);
    heed_text when = laws_day_words(later ? e->in_force : e->announced, k->l->mem);
    if (later)
        places_say(k->l, "law-not-in-force", &places, "%.*s: the %.*s comes into force %.*s, and not before.", heed_fmt(where),
                   heed_fmt(full), heed_fmt(when));
    else
        places_say(k->l, "law-not-in-force", &places,
                   "%.*s: the %.*s: announced %.*s. We know of no day from which it binds anybody.", heed_fmt(where),
                   heed_fmt(full), heed_fmt(when));
}

/* The newest edition in force; NULL before the first. */
static const laws_edition *newest(const look_at_laws *k, const laws_entry *e)
{
    const laws_edition *best = NULL;
    for (size_t i = 0; i < e->edition_count; i++)
        if (look_by_now(k, e->editions[i].from) && (!best || e->editions[i].year > best->year))
            best = &e->editions[i];
    return best;
}

static void look_at_editions(const look_at_laws *k, const laws_entry *e)
{
    const laws_edition *now = newest(k, e);
    lint_places places = { .all = 0 };
    int oldest = 0;
    for (size_t i = 0; now && laws_holds_in(e->nations, k->nation) && i < k->cited.len; i++) {
        const citation *c = &k->cited.at[i];
        if (c->e != e || c->past || !c->edition || c->edition >= now->year)
            continue;
        places_add(k->l, &places, &k->p->at[c->block], c->at);
        oldest = !oldest || c->edition < oldest ? c->edition : oldest;
    }
    if (!places.all)
        return;
    heed_text where = places_words(k->l, &places), when = laws_day_words(now->from, k->l->mem);
    places_say(k->l, "old-edition", &places, "%.*s: %.*s, edition of %d. The edition of %d %s into force %.*s.",
               heed_fmt(where), heed_fmt(e->title), oldest, now->year,
               now->from.unconfirmed || e->unconfirmed ? "is said to have come" : "came", heed_fmt(when));
}

static heed_text nation_words(const look_at_laws *k, heed_text nation)
{
    heed_text out = heed_text_copy(k->l->mem, nation);
    char *c = (char *)out.at;
    for (size_t i = 0; i < out.len; i++) {
        if (c[i] == '-')
            c[i] = ' ';
        if (c[i] >= 'a' && c[i] <= 'z' && (!i || c[i - 1] == ' '))
            c[i] = (char)(c[i] - 32);
    }
    return out;
}

static void look_at_extent(const look_at_laws *k, const laws_entry *e)
{
    lint_places places = places_of(k, e, NULL);
    if (!places.all || laws_holds_in(e->nations, k->nation))
        return;
    heed_text where = places_words(k->l, &places), full = laws_full_title(e, k->l->mem), here = nation_words(k, k->nation);
    heed_texts nations = { ARENA_NEW(k->l->mem, heed_text, e->nations.len + 1), e->nations.len };
    for (size_t i = 0; i < e->nations.len; i++)
        nations.at[i] = nation_words(k, e->nations.at[i]);
    heed_text there = look_listed(k, nations);
    places_say(k->l, "law-elsewhere", &places, "%.*s: %.*s %s for %.*s, and this school is in %.*s.", heed_fmt(where),
               heed_fmt(full), e->unconfirmed ? "is said to be" : "is", heed_fmt(there), heed_fmt(here));
}

static void look_beside(const look_at_laws *k, const laws_entry *e)
{
    lint_places places = places_of(k, e, NULL);
    if (!e->beside.len || !places.all)
        return;
    heed_text where = places_words(k->l, &places), full = laws_full_title(e, k->l->mem);
    places_say(k->l, "law-beside-the-point", &places, "%.*s: the %.*s. %.*s%s", heed_fmt(where), heed_fmt(full),
               heed_fmt(e->beside), e->unconfirmed ? " (As far as we know.)" : "");
}

static bool same_slip(const citation *a, const citation *b)
{
    return a->e == b->e && a->year == b->year && a->mistitled == b->mistitled;
}

/* A slip is told once, with all its places. */
static void look_at_year(const look_at_laws *k, size_t at)
{
    const citation *c = &k->cited.at[at];
    lint_places places = { .all = 0 };
    if (!c->year && !c->mistitled)
        return;
    for (size_t i = 0; i < k->cited.len; i++) {
        const citation *other = &k->cited.at[i];
        if (i < at && same_slip(other, c))
            return;
        if (same_slip(other, c))
            places_add(k->l, &places, &k->p->at[other->block], other->at);
    }
    heed_text where = places_words(k->l, &places), full = laws_full_title(c->e, k->l->mem);
    const char *hedge = c->e->unconfirmed ? "as far as we know, " : "";
    if (c->year)
        places_say(k->l, "misdated-law", &places, "%.*s: the %.*s is given the year %d; %sit is of %d.", heed_fmt(where),
                   heed_fmt(c->e->title), c->year, hedge, c->e->year);
    else
        places_say(k->l, "misdated-law", &places, "%.*s: no law has quite this title and year; %sthe %.*s is meant.",
                   heed_fmt(where), *hedge ? hedge : "most likely ", heed_fmt(full));
}

/* Several laws of one name, and no year wherever it stands. */
static void look_at_undated(const look_at_laws *k, size_t from)
{
    const laws_entry *title = k->cited.at[from].e;
    lint_places places = { .all = 0 };
    heed_texts years = { 0 };
    size_t cap = 0;
    for (size_t i = 0; i < k->cited.len; i++) {
        const citation *c = &k->cited.at[i];
        if (c->e->kind != LAWS_LAW || !heed_text_eq(c->e->title, title->title))
            continue;
        if (!c->undated || i < from)
            return; /* the year stands elsewhere, or this was told already */
        places_add(k->l, &places, &k->p->at[c->block], c->at);
    }
    for (size_t i = 0; i < k->laws->len; i++)
        if (k->laws->at[i].kind == LAWS_LAW && heed_text_eq(k->laws->at[i].title, title->title))
            *ARENA_PUSH(k->l->mem, years.at, years.len, cap) = heed_text_printf(k->l->mem, "%d", k->laws->at[i].year);
    heed_text where = places_words(k->l, &places), of = look_listed(k, years);
    places_say(k->l, "undated-law", &places, "%.*s: the %.*s, without a year. There are those of %.*s.", heed_fmt(where),
               heed_fmt(title->title), heed_fmt(of));
}

/* A school's own nation: is anything named that is of it alone, where laws are listed? */
static void look_for_nation(const look_at_laws *k)
{
    lint_places laws = { .all = 0 };
    heed_text own = heed_lit("");
    for (size_t i = 0; i < k->cited.len; i++) {
        const citation *c = &k->cited.at[i];
        if (c->e->kind == LAWS_STANDARD && c->e->nations.len == 1 && heed_text_eq(c->e->nations.at[0], k->nation))
            return;
        if (c->e->kind <= LAWS_STANDARD)
            places_add(k->l, &laws, &k->p->at[c->block], c->at);
    }
    for (size_t i = 0, n = 0; i < k->laws->len && n < 2; i++) {
        const laws_entry *e = &k->laws->at[i];
        bool stands = !e->unconfirmed && !e->announced.day && !e->change_count;
        if (e->kind == LAWS_STANDARD && stands && e->nations.len == 1 && heed_text_eq(e->nations.at[0], k->nation))
            own = heed_text_printf(k->l->mem, "%.*s%s%.*s", heed_fmt(own), n++ ? " or " : "", heed_fmt(e->title));
    }
    if (!laws.all || !own.len)
        return;
    heed_text here = nation_words(k, k->nation), where = places_words(k->l, &laws);
    places_say(k->l, "no-law-of-this-nation", &laws, "%.*s: laws are named, and nothing that is %.*s's own, such as %.*s.",
               heed_fmt(where), heed_fmt(here), heed_fmt(own));
}

static void look(lint *l)
{
    if (!l->options->laws)
        return;
    look_at_laws k = { .l = l, .p = lint_prose_of(l), .laws = l->options->laws, .as_of = l->options->as_of };
    k.nation = heed_policy_about(l->policy)->nation;
    k.cited = laws_cited(k.p, k.laws, l->mem);
    for (size_t i = 0; i < k.laws->len; i++) {
        const laws_entry *e = &k.laws->at[i];
        if (e->kind <= LAWS_STANDARD) {
            look_at_changes(&k, e);
            look_for_newer(&k, e);
            look_at_force(&k, e);
            look_at_editions(&k, e);
            look_at_extent(&k, e);
            look_beside(&k, e);
        } else if (e->kind == LAWS_PLATFORM) {
            look_at_platform(&k, e);
        } else if (e->kind == LAWS_ADVICE) {
            look_at_advice(&k, e);
        }
    }
    for (size_t i = 0; i < k.cited.len; i++)
        look_at_year(&k, i);
    for (size_t i = 0; i < k.cited.len; i++)
        if (k.cited.at[i].undated)
            look_at_undated(&k, i);
    look_for_nation(&k);
    look_at_ages(&k);
}

const lint_family lint_laws = { rules, sizeof rules / sizeof *rules, look };
