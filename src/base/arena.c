/* arena.c - one block of memory that grows and is freed at once. */
#include "arena.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ALIGN = 16, FIRST_BLOCK = 4096, LARGEST_STEP = 1 << 20 };

struct arena_block {
    struct arena_block *older;
    size_t size, used; /* of the bytes that follow */
    _Alignas(ALIGN) char bytes[];
};

heed_arena *heed_arena_create(void)
{
    return calloc(1, sizeof(heed_arena));
}

static void free_blocks(heed_arena *arena)
{
    while (arena->scratch)
        arena_give_back(arena->scratch);
    for (struct arena_block *b = arena->newest; b;) {
        struct arena_block *older = b->older;
        free(b);
        b = older;
    }
}

void heed_arena_destroy(heed_arena *arena)
{
    if (!arena)
        return;
    free_blocks(arena);
    free(arena);
}

heed_arena *arena_scratch(heed_arena *parent)
{
    heed_arena *scratch = heed_arena_alloc(parent, sizeof *scratch);
    scratch->parent = parent;
    scratch->next = parent->scratch;
    scratch->limit = parent->limit ? parent->limit - parent->used_total + 1 : 0;
    return parent->scratch = scratch;
}

void arena_give_back(heed_arena *scratch)
{
    heed_arena **at = &scratch->parent->scratch;
    free_blocks(scratch);
    while (*at != scratch)
        at = &(*at)->next;
    *at = scratch->next;
}

static _Noreturn void out_of_memory(heed_arena *arena)
{
    while (arena->parent && !arena->guard)
        arena = arena->parent;
    if (arena->guard)
        longjmp(*arena->guard, 1);
    fputs("heed: out of memory\n", stderr);
    abort();
}

/* Blocks double up to a step of 1 MB, so that a small request costs a page and a large one few calls. */
static struct arena_block *new_block(heed_arena *arena, size_t at_least)
{
    size_t size = arena->newest ? arena->newest->size * 2 : FIRST_BLOCK;
    if (size > LARGEST_STEP)
        size = LARGEST_STEP;
    if (size < at_least)
        size = at_least;
    struct arena_block *b = size > SIZE_MAX - sizeof *b ? NULL : malloc(sizeof *b + size);
    if (!b)
        out_of_memory(arena);
    b->older = arena->newest;
    b->size = size;
    b->used = 0;
    return arena->newest = b;
}

void *heed_arena_alloc(heed_arena *arena, size_t size)
{
    if (size > SIZE_MAX / 2)
        out_of_memory(arena);
    size = (size + ALIGN - 1) & ~(size_t)(ALIGN - 1);
    if (arena->limit && arena->used_total + size > arena->limit)
        out_of_memory(arena);
    struct arena_block *b = arena->newest;
    if (!b || b->size - b->used < size)
        b = new_block(arena, size);
    void *at = b->bytes + b->used;
    b->used += size;
    arena->used_total += size;
    return memset(at, 0, size);
}

void *arena_array(heed_arena *arena, size_t size, size_t count)
{
    if (count && size > SIZE_MAX / 2 / count)
        out_of_memory(arena);
    return heed_arena_alloc(arena, size * count);
}

void *arena_grow(heed_arena *arena, void *items, size_t used, size_t *cap, size_t item_size)
{
    size_t wider = *cap ? *cap * 2 : 8;
    void *now = arena_array(arena, item_size, wider);
    if (used)
        memcpy(now, items, used * item_size);
    *cap = wider;
    return now;
}

char *arena_room(heed_arena *arena, char *bytes, size_t used, size_t *cap, size_t more)
{
    if (*cap - used >= more)
        return bytes;
    if (more > SIZE_MAX / 4 || used > SIZE_MAX / 4)
        out_of_memory(arena);
    size_t wider = *cap < 64 ? 128 : *cap * 2;
    if (wider < used + more)
        wider = used + more;
    char *now = heed_arena_alloc(arena, wider);
    if (used)
        memcpy(now, bytes, used);
    *cap = wider;
    return now;
}

void arena_unguard(struct arena_guard *g)
{
    g->arena->guard = g->before;
}

heed_status heed_fail_at(heed_error *err, heed_status status, const char *file, int line, const char *format, ...)
{
    if (!err)
        return status;
    err->status = status;
    err->file = file;
    err->line = line;
    va_list args;
    va_start(args, format);
    int n = vsnprintf(err->message, sizeof err->message, format, args);
    va_end(args);
    if (n >= (int)sizeof err->message) { /* cut before a character, never inside one */
        size_t end = sizeof err->message - 1;
        while (end && ((unsigned char)err->message[end - 1] & 0xC0) == 0x80)
            end--;
        if (end && (unsigned char)err->message[end - 1] >= 0xC0)
            end--;
        err->message[end] = '\0';
    }
    return status;
}
