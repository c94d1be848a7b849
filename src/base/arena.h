/* arena.h - how the program and the library go on when memory runs out.
 *
 * A public call of libheed that may allocate opens with ARENA_GUARD: when memory runs out anywhere below, control comes
 * back there and the call returns HEED_FAULT. That is safe because such calls own nothing but arena memory. With no
 * guard set, the process ends with one clear line: in the program a half-done request is worse than a restart. */
#ifndef HEED_BASE_ARENA_H
#define HEED_BASE_ARENA_H
#include <heed/base.h>
#include <setjmp.h>

struct heed_arena {
    struct arena_block *newest;
    size_t   used_total, limit;      /* bytes; limit 0 = none. Tests set it to make memory run out */
    jmp_buf *guard;
    struct heed_arena *parent, *scratch, *next;   /* of a scratch arena: whose it is, and its neighbour */
};

/* Memory for one step of a long piece of work: given back by arena_give_back(), or with its parent whatever happens. Running
 * out of it is running out of the parent. */
heed_arena *arena_scratch(heed_arena *parent);
void arena_give_back(heed_arena *scratch);

/* Use:  heed_status f(heed_arena *mem, ..., heed_error *err) { ARENA_GUARD(mem, err); ... }
 * Nested guards on one arena are fine: the innermost that is still running wins, restored on return by ARENA_UNGUARD
 * through the cleanup attribute. Locals changed after the guard must not be read after a jump, and none is. */
struct arena_guard { heed_arena *arena; jmp_buf *before; };
void arena_unguard(struct arena_guard *g);
#define ARENA_GUARD(arena, err)                                                                     \
    jmp_buf guard_here_;                                                                            \
    __attribute__((cleanup(arena_unguard), unused)) struct arena_guard guard_ = { (arena), (arena)->guard }; \
    (arena)->guard = &guard_here_;                                                                  \
    if (setjmp(guard_here_))                                                                        \
    return heed_fail((err), HEED_FAULT, "There is not enough memory for this. Close something and try again.")

#define OWNED(type) __attribute__((cleanup(owned_##type))) type *
static inline void owned_heed_arena(heed_arena **a) { heed_arena_destroy(*a); }

/* LENT heed_arena *work = arena_scratch(mem);  goes back at the end of the scope. Running out of memory in `mem` leaves a
 * scope by a jump, past what is OWNED: so what works beside `mem` is lent by it. */
#define LENT __attribute__((cleanup(give_back_lent)))
static inline void give_back_lent(heed_arena **a) { arena_give_back(*a); }

/* Lists that grow in an arena: ARENA_PUSH(mem, list.at, list.len, cap) gives a pointer to a new zeroed item. */
void *arena_grow(heed_arena *arena, void *items, size_t used, size_t *cap, size_t item_size);
#define ARENA_PUSH(arena, items, len, cap)                                                              \
    ((len) == (cap) ? (void)((items) = arena_grow((arena), (items), (len), &(cap), sizeof *(items))) : (void)0, \
     &(items)[(len)++])
/* Bytes that grow: `bytes` with room for `more` behind the `used` ones, moved to a wider place when there is not. */
char *arena_room(heed_arena *arena, char *bytes, size_t used, size_t *cap, size_t more);
#define ARENA_NEW(arena, type, count) ((type *)arena_array((arena), sizeof(type), (count)))
void *arena_array(heed_arena *arena, size_t size, size_t count);    /* checks size * count */

heed_status heed_fail_at(heed_error *err, heed_status status, const char *file, int line, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
/* Record a fault where it is known; returns the status. err may be NULL. */
#define heed_fail(err, status, ...) heed_fail_at((err), (status), __FILE__, __LINE__, __VA_ARGS__)
#define TRY(call)                                                                                   \
    do {                                                                                            \
        heed_status try_ = (call);                                                                  \
        if (try_ != HEED_OK) return try_;                                                           \
    } while (0)
#endif
