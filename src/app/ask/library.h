/* library.h - policies opened from files, together with the vocabulary, the word list and the packs they are read with.
 *
 * Files are looked for in the folder that was named (--policies), then beside the policy, then among the copies built
 * into the program, so that the program stands alone. A policy may be given as text (compiled now) or as a blob. */
#ifndef HEED_APP_LIBRARY_H
#define HEED_APP_LIBRARY_H
#include <heed/question.h>

typedef struct {
    heed_text path;                 /* as given; the name of a built-in copy when `builtin` */
    bool      builtin;
    heed_text source;               /* the text; empty for a blob */
    const heed_vocabulary *vocabulary;
    const heed_policy     *policy;
    heed_findings findings;         /* errors when the policy could not be read, else warnings and notes */
} library_policy;

/* The copies built into the program: names end in .policy.md, .vocabulary, .words, .pack or .checklist. */
size_t library_builtin_count(void);
heed_text library_builtin_name(size_t index);
/* The text of a built-in file; empty when there is none of that name. */
heed_text library_builtin(heed_text name);

/* Whole file, at most `max` bytes. "-" is standard input. One sentence when it cannot be read. */
heed_status library_read_file(const char *path, size_t max, heed_arena *mem, heed_text *text_out, heed_error *err);

/* A library remembers the vocabularies and readers it has read, so that policies of one vocabulary share them.
 * `folder` may be NULL; everything lives in `mem`. */
typedef struct library library;
library *library_new(const char *folder, heed_arena *mem);

/* Open a policy by path, or by the name of a built-in one ("dereham").
 * HEED_NOT_FOUND: no such file. HEED_INVALID: it cannot be read as a policy; findings say where, when there are any. */
heed_status library_open(library *lib, const char *path, library_policy *policy_out, heed_error *err);
/* The compiled form of a policy's text, to be kept in a file. */
heed_status library_compile(library *lib, const char *path, heed_text *blob_out, heed_findings *findings_out, heed_error *err);
/* A reader of questions for the vocabulary of a policy. */
heed_status library_reader(library *lib, const library_policy *policy, const heed_reader **reader_out, heed_error *err);
/* Another file that goes with a policy ("schools-uk.checklist"): in the named folder, beside the policy, or built in.
 * HEED_NOT_FOUND when it is nowhere. */
typedef struct { heed_text place, text; } library_file;
heed_status library_beside(library *lib, const library_policy *policy, heed_text name, library_file *file_out, heed_error *err);
/* Every *.policy.md of the folder, sorted by name; the built-in ones when there is no folder. As library_open takes them. */
heed_status library_list(library *lib, heed_texts *paths_out, heed_error *err);
#endif
