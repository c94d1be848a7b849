/* manual.c - the page of the language as a manual page, heed.policy(5), made from docs/language.md.
 *
 * Not all of Markdown: what that page uses. Headings, paragraphs, lists, tables, fences; `code`, **strong** and [links](). */
#include "commands.h"
#include "language_md.h"
#include <string.h>

static heed_text next_line(heed_text *rest)
{
    const char *end = rest->len ? memchr(rest->at, '\n', rest->len) : NULL;
    size_t n = end ? (size_t)(end - rest->at) : rest->len, over = end ? n + 1 : n;
    heed_text line = { rest->at, n };
    *rest = (heed_text){ rest->at + over, rest->len - over };
    return line;
}

/* A character of text: a backslash would start a command, a hyphen might become a dash. */
static void put(cli_out *out, char c)
{
    if (c == '\\')
        fputs("\\e", out->to);
    else if (c == '-')
        fputs("\\-", out->to);
    else
        fputc(c, out->to);
}

static void verbatim(cli_out *out, heed_text line)
{
    if (line.len && (line.at[0] == '.' || line.at[0] == '\''))
        fputs("\\&", out->to);
    for (size_t i = 0; i < line.len; i++)
        put(out, line.at[i]);
    fputc('\n', out->to);
}

/* Where a link's text ends, "](address)" behind it; 0 when this is no link. */
static size_t link_end(heed_text text, size_t from)
{
    for (size_t i = from; i + 1 < text.len && text.at[i] != '['; i++)
        if (text.at[i] == ']')
            return text.at[i + 1] == '(' ? i : 0;
    return 0;
}

/* Words with their marks, without a line end. */
static void words(cli_out *out, heed_text text)
{
    bool code = false, strong = false;
    size_t closes = 0;
    if (text.len && (text.at[0] == '.' || text.at[0] == '\''))
        fputs("\\&", out->to);
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        if (c == '`') {
            code = !code;
            fputs(code || strong ? "\\fB" : "\\fR", out->to);
        } else if (!code && c == '*' && i + 1 < text.len && text.at[i + 1] == '*') {
            strong = !strong;
            fputs(strong ? "\\fB" : "\\fR", out->to);
            i++;
        } else if (!code && c == '[' && !closes && link_end(text, i + 1)) {
            closes = link_end(text, i + 1);
        } else if (closes && i == closes) {
            while (i < text.len && text.at[i] != ')')
                i++;
            closes = 0;
        } else {
            put(out, c);
        }
    }
    if (code || strong)
        fputs("\\fR", out->to);
}

static void words_line(cli_out *out, heed_text text)
{
    words(out, text);
    fputc('\n', out->to);
}

/* "| a | b | c |" is a term with what it means; the line of dashes under the head of a table is left out. */
static void table_row(cli_out *out, heed_text line)
{
    if (line.len > 2 && strspn(line.at, "|-: ") >= line.len)
        return;
    size_t cell = 0, from = 1;
    for (size_t i = 1; i < line.len; i++) {
        if (line.at[i] != '|' || line.at[i - 1] == '\\')
            continue;
        fputs(cell == 0 ? ".TP\n" : cell == 1 ? "" : "; ", out->to);
        words(out, heed_text_trim((heed_text){ line.at + from, i - from }));
        if (cell++ == 0)
            fputc('\n', out->to);
        from = i + 1;
    }
    fputc('\n', out->to);
}

static void heading(cli_out *out, heed_text line)
{
    size_t level = 0;
    while (level < line.len && line.at[level] == '#')
        level++;
    fputs(level <= 2 ? ".SH \"" : ".SS \"", out->to);
    line = heed_text_trim((heed_text){ line.at + level, line.len - level });
    for (size_t i = 0; i < line.len; i++)
        if (line.at[i] != '`' && line.at[i] != '"')
            put(out, line.at[i]);
    fputs("\"\n", out->to);
}

/* A fence goes on to a line of at least as many backquotes and nothing else. */
static void fence(cli_out *out, heed_text opening, heed_text *rest, bool space)
{
    size_t ticks = strspn(opening.at, "`");
    fputs(space ? ".PP\n.RS 2\n.nf\n" : ".RS 2\n.nf\n", out->to);
    while (rest->len) {
        heed_text line = next_line(rest);
        if (heed_text_starts(line, "```") && strspn(line.at, "`") >= ticks && heed_text_trim(line).len == strspn(line.at, "`"))
            break;
        verbatim(out, line);
    }
    fputs(".fi\n.RE\n", out->to);
}

/* One line of the page. True when a paragraph goes on with the next line: a section and a list begin their own. */
static bool put_line(cli_out *out, heed_text line, heed_text *rest, bool goes_on, bool *fresh)
{
    if (!heed_text_trim(line).len)
        return *fresh;
    *fresh = heed_text_starts(line, "#");
    if (*fresh) {
        heading(out, line);
        return true;
    }
    if (heed_text_starts(line, "```")) {
        fence(out, line, rest, !goes_on);
        return false;
    }
    if (heed_text_starts(line, "|")) {
        table_row(out, line);
        return false;
    }
    if (heed_text_starts(line, "- ")) {
        fputs(".IP \\(bu 2\n", out->to);
        words_line(out, (heed_text){ line.at + 2, line.len - 2 });
        return true;
    }
    if (!goes_on)
        fputs(".PP\n", out->to);
    words_line(out, heed_text_trim(line));
    return true;
}

void help_man_language(cli_out *out)
{
    heed_text rest = language_md_bytes;
    bool goes_on = true, fresh = true;
    fputs(".TH HEED.POLICY 5 \"\" \"heed " HEED_VERSION
          "\" \"Heed\"\n.SH NAME\nheed.policy \\- how a policy of Heed is written\n"
          ".SH DESCRIPTION\n",
          out->to);
    next_line(&rest); /* its title */
    while (rest.len) {
        heed_text line = next_line(&rest);
        goes_on = put_line(out, line, &rest, goes_on, &fresh);
    }
    fputs(".SH SEE ALSO\n.BR heed (1),\n.BR heed\\-fmt (1),\n.BR heed\\-test (1)\n", out->to);
}

void help_language(cli_out *out)
{
    cli_put(out, language_md_bytes);
}
