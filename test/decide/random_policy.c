/* random_policy.c - policies and situations made up at random, as text and as told facts. */
#include "random_policy.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static uint64_t state;

void random_start(unsigned long long seed)
{
    state = seed * 2654435761u + 88172645463325252u;
}

unsigned random_below(unsigned n)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (unsigned)((state >> 20) % n);
}

static bool chance(unsigned percent)
{
    return random_below(100) < percent;
}

const char random_vocabulary[] =
    "vocabulary tiny version 1\n"
    "field mood one \"the question\" presumed statement\nvalue statement \"s\"\nvalue may \"m\"\nvalue must \"m\"\nvalue fact "
    "\"f\"\n"
    "field done one \"done\" presumed done\nvalue done \"d\"\nvalue omitted \"o\"\n"
    "field event one \"before\" presumed absent\nvalue request \"r\"\nvalue sighting \"s\"\nvalue breach \"b\"\n"
    "field place one \"where\" presumed none changeable\nvalue home \"h\"\nvalue hall \"h\"\nvalue street \"s\"\n"
    "field party-age one \"age\" presumed none\nvalue child \"c\"\nvalue adult \"a\"\n"
    "field role many \"who\" presumed described\nvalue teacher \"t\"\nvalue pupil \"p\"\nvalue head \"h\" office\nvalue "
    "governor \"g\"\n"
    "field party many \"whom\" presumed described\nvalue pupil-here \"p\"\nvalue parent-here \"p\"\n"
    "field tie many \"tie\" presumed absent\nvalue kin \"k\"\nvalue friend \"f\"\n"
    "field circumstance many \"more\" presumed none\nvalue loud \"l\"\nvalue kind \"k\"\nvalue late \"l\"\nvalue odd \"o\"\n"
    "field permission-held many \"leave\" presumed not-held changeable\nvalue leave \"l\"\nvalue consent \"c\"\n"
    "field worked-out many \"w\" presumed absent answered by nobody\nvalue breach-found \"b\"\nvalue doubt \"d\"\nvalue "
    "review-overdue \"r\"\n"
    "act meet \"m\"\nact greet \"g\" is meet\nact wave \"w\" is greet when loud opposite hide\nact hide \"h\"\nact tell \"t\"\n"
    "act keep \"k\" leaves tell\nact enquire \"e\" embeds\nact reply \"r\" is meet answers request opposite refuse\n"
    "act refuse \"r\" answers request\nact review \"r\"\n"
    "group places = home, hall\ngroup ties = kin, friend\n"
    "pupil-here implies party-age=child\nkin implies not friend\nhead implies teacher\nloud and kind implies place=street\n"
    "loud and late implies not kind, kin\nplace=home implies not loud\nparent-here implies not party-age=child\nact=hide "
    "implies not loud\n"
    /* odd is possible for no governor, and no single step says so: a branch must be tried for a completion */
    "odd implies place=places\nodd and place=home implies loud\nodd and place=hall and governor implies late\n"
    "odd and place=hall and governor implies not late\n"
    "act=reply presumes place=hall, not event.odd\npupil presumes kind\n";

/* ---- text */

static __attribute__((format(printf, 2, 3))) void say(random_text *p, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int n = vsnprintf(p->at + p->n, sizeof p->at - p->n, format, args);
    va_end(args);
    if (n > 0 && p->n + (size_t)n < sizeof p->at)
        p->n += (size_t)n;
}

#define PICK(list) (list)[random_below(sizeof(list) / sizeof *(list))]

static const char *const acts[] = { "meet", "greet", "wave", "hide", "tell", "keep", "enquire", "reply", "refuse" };
static const char *const facts[] = { "odd",
                                     "loud",
                                     "kind",
                                     "late",
                                     "kin",
                                     "friend",
                                     "pupil-here",
                                     "parent-here",
                                     "party-age=child",
                                     "party-age=adult",
                                     "place=home",
                                     "place=street",
                                     "place=hall",
                                     "ties",
                                     "leave",
                                     "consent",
                                     "event=request",
                                     "event.kind",
                                     "event.pupil-here",
                                     "event.loud",
                                     "teacher",
                                     "head",
                                     "breach-found",
                                     "review-overdue",
                                     "doubt",
                                     "not loud",
                                     "not kin",
                                     "not party-age=child",
                                     "not event.kind",
                                     "not place=places" };
static const char *const whom[] = { "pupil-here", "parent-here", "kin", "near", "pupil-here or friend", "not kin" };
static const char *const who[] = { "teacher", "pupil", "head", "governor", "bound", "teacher or pupil", "not pupil", "anyone" };

static void say_qualifiers(random_text *p)
{
    if (chance(30))
        say(p, " %s", PICK(whom));
    if (chance(25))
        say(p, " at %s", chance(60) ? "home" : chance(50) ? "home or street" : "not hall");
    if (chance(50)) {
        say(p, " when %s", PICK(facts));
        if (chance(35))
            say(p, " or %s", PICK(facts));
        if (chance(35))
            say(p, " and %s", PICK(facts));
    }
    if (chance(25)) {
        say(p, " unless %s", PICK(facts));
        if (chance(35))
            say(p, " or %s", PICK(facts));
    }
}

/* A trigger; false for none. */
static bool say_trigger(random_text *p, int clause, bool second)
{
    if (second && chance(60)) {
        say(p, "then ");
        return true;
    }
    if (!chance(30))
        return false;
    switch (random_below(6)) {
    case 0:
        say(p, "on breach: ");
        return true;
    case 1:
        say(p, "on doubt: ");
        return true;
    case 2:
        say(p, "on %s", PICK(acts));
        if (chance(25))
            say(p, " or %s", PICK(acts));
        if (chance(25))
            say(p, " from %s", chance(50) ? "pupil-here" : "kin");
        if (chance(25))
            say(p, " when %s", PICK(facts));
        say(p, ": ");
        return true;
    case 3:
        if (clause > 1) {
            say(p, "after %u: ", 1 + random_below((unsigned)clause - 1));
            return true;
        }
        return false;
    default:
        say(p, "on %s", chance(60) ? "request" : chance(50) ? "sighting" : "request or sighting");
        if (chance(50))
            say(p, " from %s", chance(50) ? "pupil-here" : "kin");
        if (chance(20))
            say(p, " when event.kind");
        say(p, ": ");
        return true;
    }
}

static void say_tails(random_text *p, const char *modal, bool duty)
{
    if (!strcmp(modal, "may") && chance(25))
        say(p, " only with %s from head", chance(60) ? "leave" : "leave or consent");
    else if (chance(8))
        say(p, " needs consent");
    if (duty && chance(50))
        say(p, " to head");
    if (duty && chance(30))
        say(p, " in writing");
    if (duty && chance(30))
        say(p, " within 2 days of request");
    if (chance(60))
        say(p, chance(50) ? " [near]" : chance(50) ? " [far]" : " [near, far]");
}

static void say_rule(random_text *p, int clause, bool second)
{
    static const char *const modals[] = { "must", "must not", "must not", "should",     "should not",
                                          "may",  "may",      "may",      "advised to", "advised not to" };
    const char *modal = PICK(modals);
    bool edge = clause > 1 && chance(45), triggered;
    say(p, second ? "%d/2 " : "%d ", clause);
    if (edge) {
        say(p, "%sexcept %u", chance(20) ? "reads as " : "", 1 + random_below((unsigned)clause - 1));
        if (chance(20) && clause > 2)
            say(p, ", %u", 1 + random_below((unsigned)clause - 1));
        say(p, ": ");
    }
    triggered = say_trigger(p, clause, second);
    if (chance(8))
        say(p, "judgement by head: ");
    if (!strcmp(modal, "may") && !triggered && chance(20))
        say(p, "baseline ");
    if (chance(70))
        say(p, "%s ", PICK(who));
    say(p, "%s %s", modal, PICK(acts));
    if (chance(25))
        say(p, ", %s", PICK(acts));
    say_qualifiers(p);
    say_tails(p, modal, strcmp(modal, "must") == 0 || strcmp(modal, "should") == 0);
    say(p, "\n");
}

static void say_schedule(random_text *p, unsigned clause)
{
    say(p, "%u schedule review by governor every 12 months last 2025-0%u-01", clause, 1 + random_below(9));
    if (chance(50))
        say(p, " %s %s", chance(50) ? "when" : "unless", PICK(facts));
    say(p, "\n");
}

void random_policy(random_text *p)
{
    unsigned clauses = 2 + random_below(9);
    p->n = 0;
    say(p, "# T\n```heed\npolicy t version 1\nschool \"T\" nation england\nvocabulary tiny\ngroup bound = teacher, governor "
           "when late\n"
           "group near = pupil-here, kin when loud\nsilence means ask head\n");
    if (chance(30) && clauses > 3)
        say(p, "conflict 1 with 2\n");
    say(p, "```\n");
    for (unsigned i = 1; i <= clauses; i++) {
        say(p, "Words of clause %u. {#%u}\n```heed\n", i, i);
        if (chance(6))
            say_schedule(p, i);
        else if (chance(5))
            say(p, "%u information cites teacher to %s\n", i, PICK(acts));
        else
            say_rule(p, (int)i, false);
        if (chance(20))
            say_rule(p, (int)i, true);
        say(p, "```\n");
    }
}

/* ---- situations */

static bool tell(heed_situation *s, random_text *told, const char *token)
{
    heed_error err;
    if (heed_situation_tell(s, heed_text_of(token), &err) != HEED_OK)
        return false;
    say(told, " %s", token);
    return true;
}

void random_situation(heed_situation *s, random_text *told)
{
    static const char *const roles[] = { "teacher", "pupil", "head", "governor" };
    static const char *const more[] = { "odd",
                                        "!odd",
                                        "loud",
                                        "kind",
                                        "late",
                                        "!loud",
                                        "!kind",
                                        "!late",
                                        "kin",
                                        "friend",
                                        "pupil-here",
                                        "parent-here",
                                        "!pupil-here",
                                        "place=home",
                                        "place=hall",
                                        "place=street",
                                        "place=places",
                                        "!place=home",
                                        "!place",
                                        "!event",
                                        "!party-age",
                                        "party-age=child",
                                        "party-age=adult",
                                        "leave",
                                        "consent",
                                        "event=request",
                                        "event=sighting",
                                        "event.kind",
                                        "!event.kind",
                                        "event.pupil-here",
                                        "event.loud",
                                        "!event.loud",
                                        "!teacher",
                                        "event.teacher" };
    char token[64];
    told->n = 0;
    heed_situation_clear(s);
    snprintf(token, sizeof token, "act=%s", chance(3) ? "review" : PICK(acts));
    tell(s, told, token);
    if (chance(80))
        tell(s, told, PICK(roles));
    if (chance(15))
        tell(s, told, PICK(roles));
    if (chance(40))
        tell(s, told, chance(60) ? "mood=must" : "mood=may");
    if (chance(20))
        tell(s, told, "done=omitted");
    for (unsigned i = random_below(9); i > 0; i--)
        tell(s, told, PICK(more));
    if (chance(12)) {
        snprintf(token, sizeof token, "event.act=%s", PICK(acts));
        tell(s, told, token);
    }
    if (chance(4))
        tell(s, told, chance(50) ? "breach-found" : "!breach-found");
    if (chance(4))
        tell(s, told, chance(50) ? "doubt" : "!doubt");
}
