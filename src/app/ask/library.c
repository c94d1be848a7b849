/* library.c - find, read and compile policies and what they need. */
#include "library.h"
#include "base/arena.h"
#include "policy/blob.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct {
    heed_text place;  /* where its text came from: a path, or a built-in name */
    heed_text text;   /* the same text in another place is the same vocabulary */
    heed_text beside; /* the policy that led to it, for its word list */
    const heed_vocabulary *vocabulary;
    const heed_reader *reader; /* NULL until somebody asks */
} shelf;

struct library {
    heed_arena *mem;
    const char *folder;
    shelf *shelves;
    size_t count, cap;
};

library *library_new(const char *folder, heed_arena *mem)
{
    library *lib = ARENA_NEW(mem, library, 1);
    *lib = (library){ .mem = mem, .folder = folder };
    return lib;
}

/* ---- files */

static heed_status cannot_read(const char *path, int why, heed_error *err)
{
    if (why == ENOENT || why == ENOTDIR)
        return heed_fail(err, HEED_NOT_FOUND,
                         "%s: there is no such file. Check the name; `heed policy list` shows the policies built in.", path);
    if (why == EACCES || why == EPERM)
        return heed_fail(err, HEED_REFUSED,
                         "%s: you may not read this file. Ask its owner, or copy it to a folder of your own.", path);
    if (why == EISDIR)
        return heed_fail(err, HEED_INVALID, "%s: this is a folder, not a policy. Name a file in it.", path);
    return heed_fail(err, HEED_FAULT, "%s: cannot be read (%s). Try again, or copy it somewhere else first.", path,
                     strerror(why));
}

static heed_status read_open(int fd, const char *path, size_t max, heed_arena *mem, heed_text *text_out, heed_error *err)
{
    size_t cap = 64 * 1024, len = 0;
    char *at = heed_arena_alloc(mem, cap + 1);
    for (;;) {
        if (len == cap) {
            char *wider = heed_arena_alloc(mem, cap * 2 + 1);
            memcpy(wider, at, len);
            at = wider;
            cap *= 2;
        }
        ssize_t n = read(fd, at + len, cap - len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return cannot_read(path, errno, err);
        if (n == 0)
            break;
        len += (size_t)n;
        if (len > max)
            return heed_fail(err, HEED_INVALID,
                             "%s: this is larger than %zu MB, which no policy is. Check that it is the right file.", path,
                             max / (1024 * 1024));
    }
    *text_out = (heed_text){ at, len };
    return HEED_OK;
}

heed_status library_read_file(const char *path, size_t max, heed_arena *mem, heed_text *text_out, heed_error *err)
{
    if (strcmp(path, "-") == 0)
        return read_open(STDIN_FILENO, "standard input", max, mem, text_out, err);
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return cannot_read(path, errno, err);
    struct stat about;
    heed_status status = fstat(fd, &about) < 0         ? cannot_read(path, errno, err)
                         : S_ISDIR(about.st_mode)      ? cannot_read(path, EISDIR, err)
                         : (size_t)about.st_size > max ? heed_fail(err, HEED_INVALID,
                                                                   "%s: this is larger than %zu MB, which no policy is. Check "
                                                                   "that it is the right file.",
                                                                   path, max / (1024 * 1024))
                                                       : read_open(fd, path, max, mem, text_out, err);
    close(fd);
    return status;
}

static bool file_there(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 && !S_ISDIR(about.st_mode);
}

/* The folder a path lies in, with its slash; empty for the present one. */
static heed_text folder_of(heed_text path)
{
    while (path.len && path.at[path.len - 1] != '/')
        path.len--;
    return path;
}

/* A vocabulary, word list or pack: in the named folder, beside the policy, built in. */
static heed_status find_file(library *lib, heed_text beside, heed_text name, library_file *file_out, heed_error *err)
{
    heed_text places[2] = { { 0 }, folder_of(beside) };
    if (lib->folder)
        places[0] = heed_text_printf(lib->mem, "%s/", lib->folder);
    for (int i = lib->folder ? 0 : 1; i < 2; i++) {
        heed_text path = heed_text_printf(lib->mem, "%.*s%.*s", heed_fmt(places[i]), heed_fmt(name));
        if (file_there(path.at)) {
            file_out->place = path;
            return library_read_file(path.at, HEED_SOURCE_MAX, lib->mem, &file_out->text, err);
        }
    }
    *file_out = (library_file){ name, library_builtin(name) };
    if (file_out->text.len)
        return HEED_OK;
    return heed_fail(err, HEED_NOT_FOUND,
                     "%.*s: not found beside %.*s nor built in. Put it in the same folder, or name its folder with "
                     "--policies.",
                     heed_fmt(name), heed_fmt(beside));
}

heed_status library_beside(library *lib, const library_policy *policy, heed_text name, library_file *file_out, heed_error *err)
{
    return find_file(lib, policy->builtin ? heed_lit("") : policy->path, name, file_out, err);
}

/* ---- names in a folder */

static bool ends(heed_text text, const char *tail)
{
    size_t n = strlen(tail);
    return text.len > n && memcmp(text.at + text.len - n, tail, n) == 0;
}

static int by_name(const void *a, const void *b)
{
    return heed_text_cmp(*(const heed_text *)a, *(const heed_text *)b);
}

static heed_status folder_names(library *lib, const char *folder, const char *tail, heed_texts *names_out, heed_error *err)
{
    DIR *dir = opendir(folder);
    if (!dir)
        return errno == ENOENT ? heed_fail(err, HEED_NOT_FOUND, "%s: there is no such folder. Check the name.", folder)
                               : cannot_read(folder, errno, err);
    size_t cap = 0;
    *names_out = (heed_texts){ 0 };
    for (struct dirent *entry; (entry = readdir(dir));) {
        heed_text name = heed_text_of(entry->d_name);
        if (ends(name, tail) && name.at[0] != '.')
            *ARENA_PUSH(lib->mem, names_out->at, names_out->len, cap) =
                heed_text_printf(lib->mem, "%s/%s", folder, entry->d_name);
    }
    closedir(dir);
    if (names_out->len)
        qsort(names_out->at, names_out->len, sizeof *names_out->at, by_name);
    return HEED_OK;
}

static heed_texts builtin_names(library *lib, const char *tail)
{
    heed_texts names = { 0 };
    size_t cap = 0;
    for (size_t i = 0; i < library_builtin_count(); i++)
        if (ends(library_builtin_name(i), tail))
            *ARENA_PUSH(lib->mem, names.at, names.len, cap) = library_builtin_name(i);
    return names;
}

heed_status library_list(library *lib, heed_texts *paths_out, heed_error *err)
{
    if (lib->folder)
        return folder_names(lib, lib->folder, ".policy.md", paths_out, err);
    *paths_out = builtin_names(lib, ".policy.md");
    return HEED_OK;
}

/* Packs stand in the named folder, else beside the policy, else those built in: these speak the built-in vocabulary alone. */
static heed_status find_packs(library *lib, const library_policy *policy, heed_texts *names_out, heed_texts *packs_out,
                              heed_error *err)
{
    heed_text beside = folder_of(policy->path);
    heed_text folder = lib->folder ? heed_text_of(lib->folder) : beside.len ? heed_text_copy(lib->mem, beside) : heed_lit(".");
    heed_texts names = { 0 };
    if (lib->folder || !policy->builtin)
        TRY(folder_names(lib, folder.at, ".pack", &names, err));
    heed_text vocabulary = heed_vocabulary_name(policy->vocabulary);
    if (!names.len && library_builtin(heed_text_printf(lib->mem, "%.*s.vocabulary", heed_fmt(vocabulary))).len)
        names = builtin_names(lib, ".pack");
    *names_out = names;
    *packs_out = (heed_texts){ ARENA_NEW(lib->mem, heed_text, names.len), names.len };
    for (size_t i = 0; i < names.len; i++) {
        packs_out->at[i] = library_builtin(names.at[i]);
        if (!packs_out->at[i].len)
            TRY(library_read_file(names.at[i].at, HEED_SOURCE_MAX, lib->mem, &packs_out->at[i], err));
    }
    return HEED_OK;
}

/* ---- vocabulary and reader */

/* The word after "vocabulary" at the start of a line; schools-uk where the text does not say (the compiler then tells). */
static heed_text vocabulary_named(heed_text source)
{
    for (size_t i = 0; i < source.len; i++) {
        heed_text line = { source.at + i, source.len - i };
        if ((i == 0 || source.at[i - 1] == '\n') && heed_text_starts(line, "vocabulary ")) {
            line = (heed_text){ line.at + 11, line.len - 11 };
            size_t n = 0;
            while (n < line.len &&
                   ((line.at[n] >= 'a' && line.at[n] <= 'z') || (line.at[n] >= '0' && line.at[n] <= '9') || line.at[n] == '-'))
                n++;
            if (n)
                return (heed_text){ line.at, n };
        }
    }
    return heed_lit("schools-uk");
}

static bool is_blob(heed_text text)
{
    return heed_text_starts(text, "heedpol");
}

/* A blob is not checked yet: only its head is looked at, and within bounds. */
static heed_text blob_vocabulary(heed_text blob)
{
    blob_head head;
    if (blob.len < sizeof head || memcmp(blob.at, BLOB_MAGIC, sizeof head.magic) != 0)
        return heed_lit("schools-uk");
    memcpy(&head, blob.at, sizeof head);
    uint64_t at = (uint64_t)head.texts.at + head.vocabulary.at;
    if (at + head.vocabulary.n > blob.len || head.vocabulary.n == 0 || head.vocabulary.n > 64)
        return heed_lit("schools-uk");
    heed_text name = { blob.at + at, head.vocabulary.n };
    return memchr(name.at, '/', name.len) || !heed_text_valid_utf8(name) ? heed_lit("schools-uk") : name;
}

static heed_status find_shelf(library *lib, library_policy *policy, heed_text name, shelf **shelf_out, heed_error *err)
{
    library_file file;
    TRY(find_file(lib, policy->builtin ? heed_lit("") : policy->path,
                  heed_text_printf(lib->mem, "%.*s.vocabulary", heed_fmt(name)), &file, err));
    for (size_t i = 0; i < lib->count; i++)
        if (heed_text_eq(lib->shelves[i].place, file.place) || heed_text_eq(lib->shelves[i].text, file.text)) {
            *shelf_out = &lib->shelves[i];
            return HEED_OK;
        }
    const heed_vocabulary *v;
    TRY(heed_vocabulary_read(file.text, file.place, lib->mem, &v, &policy->findings, err));
    shelf *s = ARENA_PUSH(lib->mem, lib->shelves, lib->count, lib->cap);
    *s = (shelf){
        .place = file.place, .text = file.text, .beside = policy->builtin ? heed_lit("") : policy->path, .vocabulary = v
    };
    *shelf_out = s;
    return HEED_OK;
}

heed_status library_reader(library *lib, const library_policy *policy, const heed_reader **reader_out, heed_error *err)
{
    for (size_t i = 0; i < lib->count; i++) {
        shelf *s = &lib->shelves[i];
        if (s->vocabulary != policy->vocabulary)
            continue;
        if (!s->reader) {
            library_file words;
            heed_findings findings = { 0 };
            TRY(find_file(lib, s->beside, heed_lit("english.words"), &words, err));
            TRY(heed_reader_new(s->vocabulary, words.text, words.place, lib->mem, &s->reader, &findings, err));
        }
        *reader_out = s->reader;
        return HEED_OK;
    }
    return heed_fail(err, HEED_FAULT, "The policy was not opened by this library.");
}

/* ---- policies */

static heed_status read_policy(library *lib, const char *path, library_policy *policy, heed_text *text_out, heed_error *err)
{
    policy->path = heed_text_of(path);
    heed_text name = heed_text_printf(lib->mem, "%s%s", path, ends(policy->path, ".policy.md") ? "" : ".policy.md");
    heed_text builtin = library_builtin(name);
    heed_text shelved = lib->folder ? heed_text_printf(lib->mem, "%s/%.*s", lib->folder, heed_fmt(name)) : heed_lit("");
    if (shelved.len && !file_there(path) && file_there(shelved.at)) {
        path = shelved.at;
        policy->path = shelved;
    } else if (builtin.len && !file_there(path)) {
        policy->builtin = true;
        policy->path = name;
        *text_out = builtin;
        return HEED_OK;
    }
    TRY(library_read_file(path, HEED_SOURCE_MAX, lib->mem, text_out, err));
    if (!text_out->len)
        return heed_fail(err, HEED_INVALID, "%s: this file is empty. A policy is a Markdown text; docs/language.md shows one.",
                         path);
    if (!is_blob(*text_out) && memchr(text_out->at, '\0', text_out->len))
        return heed_fail(err, HEED_INVALID,
                         "%s: this is not a text. A policy is a Markdown text; save it as plain text in UTF-8.", path);
    return HEED_OK;
}

/* The compiler numbers packs; people know them by their files. */
static void name_packs(heed_findings *findings, heed_texts names)
{
    for (size_t i = 0; i < findings->len; i++) {
        heed_text file = findings->at[i].file;
        size_t number = heed_text_starts(file, "pack ") ? (size_t)strtoul(file.at + 5, NULL, 10) : 0;
        if (number && number <= names.len)
            findings->at[i].file = names.at[number - 1];
    }
}

static heed_status compile(library *lib, library_policy *policy, heed_text source, heed_text *blob_out, heed_error *err)
{
    shelf *s;
    heed_texts packs, names;
    TRY(find_shelf(lib, policy, vocabulary_named(source), &s, err));
    policy->vocabulary = s->vocabulary;
    policy->source = source;
    TRY(find_packs(lib, policy, &names, &packs, err));
    heed_status status =
        heed_policy_compile(source, policy->path, s->vocabulary, &packs, lib->mem, blob_out, &policy->findings, err);
    name_packs(&policy->findings, names);
    return status;
}

heed_status library_open(library *lib, const char *path, library_policy *policy_out, heed_error *err)
{
    heed_text text, blob;
    *policy_out = (library_policy){ 0 };
    TRY(read_policy(lib, path, policy_out, &text, err));
    if (is_blob(text)) {
        shelf *s;
        TRY(find_shelf(lib, policy_out, blob_vocabulary(text), &s, err));
        policy_out->vocabulary = s->vocabulary;
        blob = text;
    } else {
        TRY(compile(lib, policy_out, text, &blob, err));
    }
    heed_error why;
    heed_status status = heed_policy_open(blob, policy_out->vocabulary, lib->mem, &policy_out->policy, &why);
    return status == HEED_OK ? HEED_OK : heed_fail(err, status, "%.*s: %s", heed_fmt(policy_out->path), why.message);
}

heed_status library_compile(library *lib, const char *path, heed_text *blob_out, heed_findings *findings_out, heed_error *err)
{
    library_policy policy = { 0 };
    heed_text text;
    TRY(read_policy(lib, path, &policy, &text, err));
    if (is_blob(text))
        return heed_fail(err, HEED_INVALID, "%s: this is compiled already. Name the policy's text.", path);
    heed_status status = compile(lib, &policy, text, blob_out, err);
    *findings_out = policy.findings;
    return status;
}
