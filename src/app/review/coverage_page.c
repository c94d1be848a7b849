/* coverage_page.c - who may do what: a picture, and the same as a table.
 *
 * A policy knows fewer kinds of people than there are roles: roles that get the same answers by the same clauses on every act
 * share a column. */
#include "app/review/parts.h"
#include "review_coverage.h"

enum { COLUMN = 40, ROW = 16, LEFT = 28, TOP = 20 };

typedef struct {
    web_view *v;
    review_coverage_page *page;
    const heed_coverage *c;
    size_t *column_of; /* by role */
    size_t *first_of;  /* by column: its first role */
    heed_text *people; /* by column */
} building;

static const heed_coverage_cell *cell_at(const building *b, size_t role, size_t act)
{
    return &b->c->cells[role * b->c->acts.len + act];
}

static bool same_cell(const heed_coverage_cell *a, const heed_coverage_cell *b)
{
    bool same = a->outcomes == b->outcomes && a->clauses.len == b->clauses.len;
    for (size_t i = 0; same && i < a->clauses.len; i++)
        same = heed_text_eq(a->clauses.at[i], b->clauses.at[i]);
    return same;
}

/* ---- columns */

static bool alike(const building *b, size_t role, size_t other)
{
    for (size_t act = 0; act < b->c->acts.len; act++)
        if (!same_cell(cell_at(b, role, act), cell_at(b, other, act)))
            return false;
    return true;
}

static void find_columns(building *b)
{
    size_t n = 0, cap = 0;
    b->column_of = ARENA_NEW(b->v->mem, size_t, b->c->roles.len + 1);
    b->first_of = ARENA_NEW(b->v->mem, size_t, b->c->roles.len + 1);
    for (size_t role = 0; role < b->c->roles.len; role++) {
        size_t column = 0;
        while (column < n && !alike(b, role, b->first_of[column]))
            column++;
        if (column == n)
            b->first_of[n++] = role;
        b->column_of[role] = column;
    }
    b->people = ARENA_NEW(b->v->mem, heed_text, n + 1);
    for (size_t column = 0; column < n; column++) {
        heed_texts names = { ARENA_NEW(b->v->mem, heed_text, b->c->roles.len), 0 };
        for (size_t role = 0; role < b->c->roles.len; role++)
            if (b->column_of[role] == column)
                names.at[names.len++] = say_name(b->c->roles.at[role], b->v->mem);
        b->people[column] = part_list(b->v, names);
        *ARENA_PUSH(b->v->mem, b->page->columns.at, b->page->columns.len, cap) = (review_coverage_column){
            .number = (long long)column + 1,
            .x = (long long)(LEFT + column * COLUMN + COLUMN / 2),
            .words = say_capital(b->people[column], b->v->mem),
        };
    }
    b->page->column_count = (long long)n;
}

/* ---- the picture */

static heed_outcome strictest(const heed_coverage_cell *cell)
{
    for (unsigned o = 0; o < HEED_NOT_ADDRESSED; o++)
        if (cell->outcomes & 1u << o)
            return (heed_outcome)o;
    return HEED_NOT_ADDRESSED;
}

static heed_text letters_of(heed_outcome outcome)
{
    static const char *const letters[] = { "No", "If", "Care", "Must", "Good", "Yes", "–", "–" }; /* ORDER: outcome */
    return heed_text_of(letters[outcome]);
}

static void draw_row(building *b, size_t act, size_t *squares, size_t *lines)
{
    size_t y = TOP + act * ROW;
    if (act == 0 || act % 5 == 4)
        *ARENA_PUSH(b->v->mem, b->page->lines.at, b->page->lines.len, *lines) =
            (review_coverage_line){ (long long)y + 11, (long long)act + 1 };
    for (size_t column = 0; column < (size_t)b->page->column_count; column++) {
        heed_outcome outcome = strictest(cell_at(b, b->first_of[column], act));
        size_t x = LEFT + column * COLUMN;
        *ARENA_PUSH(b->v->mem, b->page->squares.at, b->page->squares.len, *squares) =
            (review_coverage_square){ .x = (long long)x,
                                      .y = (long long)y,
                                      .letters_x = (long long)x + 19,
                                      .letters_y = (long long)y + 11,
                                      .tone = say_tone(outcome),
                                      .letters = letters_of(outcome) };
    }
}

/* ---- the table */

/* "Staff and 8 others": the whole list stands beside the picture, under the same number. */
static heed_text short_people(building *b, size_t column)
{
    size_t n = 0;
    heed_text first = say_name(b->c->roles.at[b->first_of[column]], b->v->mem);
    for (size_t role = 0; role < b->c->roles.len; role++)
        n += b->column_of[role] == column;
    return n > 3 ? heed_text_printf(b->v->mem, "%.*s and %zu others", heed_fmt(first), n - 1) : b->people[column];
}

static void add_whom(building *b, review_coverage_cell *out, size_t column)
{
    heed_text people = short_people(b, column);
    const char *between = out->who.len ? "; " : "";
    out->who = heed_text_printf(b->v->mem, "%.*s%s%.*s", heed_fmt(out->who), between, heed_fmt(people));
    out->columns = heed_text_printf(b->v->mem, "%.*s%s%zu", heed_fmt(out->columns), out->columns.len ? ", " : "", column + 1);
}

/* All columns from this one on that get the same answers by the same clauses. */
static void gather(building *b, size_t act, size_t column, bool *told, review_coverage_cell *out)
{
    const heed_coverage_cell *cell = cell_at(b, b->first_of[column], act);
    for (size_t k = column; k < (size_t)b->page->column_count; k++)
        if (!told[k] && same_cell(cell, cell_at(b, b->first_of[k], act))) {
            told[k] = true;
            add_whom(b, out, k);
        }
    out->who = say_capital(out->who, b->v->mem);
}

static bool all_silent(const heed_coverage_cell *cell)
{
    return cell->outcomes == 1u << HEED_NOT_ADDRESSED;
}

/* Columns that get the same answers by the same clauses share a line; those to whom nothing is said come last. */
static void add_row(building *b, size_t act, size_t *cap)
{
    heed_arena *mem = b->v->mem;
    size_t n = (size_t)b->page->column_count, cells = 0;
    bool *told = ARENA_NEW(mem, bool, n + 1);
    review_coverage_row *row = ARENA_PUSH(mem, b->page->rows.at, b->page->rows.len, *cap);
    row->number = (long long)act + 1;
    row->act = say_capital(say_act(b->v->site->vocabulary, part_keep(b->v, b->c->acts.at[act]), mem), mem);
    for (size_t i = 0; i < 2 * n; i++) {
        const heed_coverage_cell *cell = cell_at(b, b->first_of[i % n], act);
        size_t ids = 0;
        if (told[i % n] || !cell->outcomes || (i < n && all_silent(cell)))
            continue;
        review_coverage_cell *out = ARENA_PUSH(mem, row->cells.at, row->cells.len, cells);
        *out = (review_coverage_cell){ .shown = part_shown(b->v, cell->outcomes), .tone = say_tone(strictest(cell)) };
        gather(b, act, i % n, told, out);
        if (all_silent(cell))
            out->who = row->cells.len > 1 ? T("Everybody else") : T("Everybody");
        for (size_t k = 0; k < cell->clauses.len; k++)
            ARENA_PUSH(mem, out->clauses.at, out->clauses.len, ids)->id = part_keep(b->v, cell->clauses.at[k]);
    }
}

static void count_silent(review_coverage_page *page, const heed_coverage *c)
{
    size_t silent = 0, all = c->roles.len * c->acts.len;
    for (size_t i = 0; i < all; i++)
        silent += strictest(&c->cells[i]) == HEED_NOT_ADDRESSED;
    page->silent = all ? (long long)(silent * 100 / all) : 0;
}

static void copy_numbers(web_view *v, review_coverage_page *page, const heed_coverage *c)
{
    page->act_count = (long long)c->acts.len;
    page->rules = (long long)c->rules;
    page->rules_met = (long long)c->rules_met;
    page->exceptions = (long long)c->exceptions;
    page->exceptions_met = (long long)c->exceptions_met;
    page->borders = (long long)c->borders;
    page->borders_met = (long long)c->borders_met;
    page->width = (long long)(LEFT + (size_t)page->column_count * COLUMN);
    page->height = (long long)(TOP + c->acts.len * ROW);
    page->tangled = part_tangled(v, c->too_tangled);
}

PAGE(review_coverage)
{
    const web_policy *wanted;
    TRY(part_policy(v, &wanted));
    LENT heed_arena *work = part_memory(v);
    heed_analyse_options options = part_options(v);
    heed_coverage c;
    size_t squares = 0, lines = 0, rows = 0;
    TRY(heed_cover(wanted->policy, &options, work, &c, v->err));
    building b = { .v = v, .page = page, .c = &c };
    page->slug = wanted->slug;
    page->title = heed_policy_about(wanted->policy)->title;
    page->school = v->school;
    page->on_coverage = true;
    find_columns(&b);
    for (size_t act = 0; act < c.acts.len; act++) {
        draw_row(&b, act, &squares, &lines);
        add_row(&b, act, &rows);
    }
    count_silent(page, &c);
    copy_numbers(v, page, &c);
    return HEED_OK;
}
