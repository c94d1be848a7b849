/* builtin.c - the files built into the program, by name. */
#include "builtin.h"
#include "library.h"

#define DECLARE(symbol, file) extern const char symbol[], symbol##_end[];
BUILTIN_FILES(DECLARE)

static const struct {
    const char *name, *from, *to;
} files[] = {
#define ROW(symbol, file) { file, symbol, symbol##_end },
    BUILTIN_FILES(ROW)
};

size_t library_builtin_count(void)
{
    return sizeof files / sizeof files[0];
}

heed_text library_builtin_name(size_t index)
{
    return heed_text_of(index < library_builtin_count() ? files[index].name : "");
}

heed_text library_builtin(heed_text name)
{
    for (size_t i = 0; i < library_builtin_count(); i++)
        if (heed_text_is(name, files[i].name))
            return (heed_text){ files[i].from, (size_t)(files[i].to - files[i].from) };
    return (heed_text){ "", 0 };
}
