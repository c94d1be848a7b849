/* lexicon.c - names, and the tree of phrases. */
#include "lexicon.h"
#include <string.h>

static uint32_t text_hash(heed_text t)
{
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < t.len; i++)
        h = (h ^ (unsigned char)t.at[i]) * 16777619u;
    return h;
}

static size_t name_place(const lexicon *l, heed_text name)
{
    size_t i = text_hash(name) & (l->table_size - 1);
    while (l->table[i] && !heed_text_eq(l->names[l->table[i]], name))
        i = (i + 1) & (l->table_size - 1);
    return i;
}

static void grow_table(lexicon *l)
{
    l->table_size = l->table_size ? l->table_size * 2 : 1024;
    l->table = ARENA_NEW(l->mem, sym, l->table_size);
    for (size_t i = 1; i < l->name_count; i++)
        l->table[name_place(l, l->names[i])] = (sym)i;
}

sym lexicon_name(lexicon *l, heed_text name)
{
    if (!l->name_count)
        *ARENA_PUSH(l->mem, l->names, l->name_count, l->name_cap) = (heed_text){ "", 0 };
    if (l->name_count * 2 >= l->table_size)
        grow_table(l);
    size_t at = name_place(l, name);
    if (!l->table[at]) {
        l->table[at] = (sym)l->name_count;
        *ARENA_PUSH(l->mem, l->names, l->name_count, l->name_cap) = heed_text_copy(l->mem, name);
    }
    return l->table[at];
}

sym lexicon_find(const lexicon *l, heed_text name)
{
    return l->table_size ? l->table[name_place(l, name)] : 0;
}

sym lexicon_find_word(const lexicon *l, const char *name)
{
    return lexicon_find(l, heed_text_of(name));
}

heed_text lexicon_text(const lexicon *l, sym name)
{
    return l->names[name];
}

static size_t edge_place(const lexicon *l, uint32_t node, sym by)
{
    size_t i = (node * 2654435761u ^ by * 40503u) & (l->edge_size - 1);
    while (l->edges[i].to && (l->edges[i].node != node || l->edges[i].by != by))
        i = (i + 1) & (l->edge_size - 1);
    return i;
}

static void grow_edges(lexicon *l)
{
    struct edge *old = l->edges;
    size_t old_size = l->edge_size;
    l->edge_size = old_size ? old_size * 2 : 4096;
    l->edges = ARENA_NEW(l->mem, struct edge, l->edge_size);
    for (size_t i = 0; i < old_size; i++)
        if (old[i].to)
            l->edges[edge_place(l, old[i].node, old[i].by)] = old[i];
}

uint32_t lexicon_step(const lexicon *l, uint32_t node, sym by)
{
    return l->edge_size && by ? l->edges[edge_place(l, node, by)].to : 0;
}

static uint32_t new_node(lexicon *l)
{
    if (!l->node_count)
        ARENA_PUSH(l->mem, l->ends, l->node_count, l->end_cap);
    ARENA_PUSH(l->mem, l->ends, l->node_count, l->end_cap);
    return (uint32_t)l->node_count - 1;
}

static uint32_t step_or_grow(lexicon *l, uint32_t node, sym by)
{
    if (l->edge_count * 2 >= l->edge_size)
        grow_edges(l);
    size_t at = edge_place(l, node, by);
    if (!l->edges[at].to) {
        uint32_t to = new_node(l);
        l->edges[at] = (struct edge){ node, by, to };
        l->edge_count++;
    }
    return l->edges[at].to;
}

static void mark_known(lexicon *l, sym word)
{
    if (word >= l->known_cap) {
        size_t cap = l->known_cap ? l->known_cap : 1024;
        while (cap <= word)
            cap *= 2;
        uint8_t *known = ARENA_NEW(l->mem, uint8_t, cap);
        if (l->known_cap)
            memcpy(known, l->known, l->known_cap);
        l->known = known;
        l->known_cap = cap;
    }
    l->known[word] = 1;
}

/* An owner's word is two, as the tokens are: "school's" is "school" and "'s", "parents'" is "parents" and "'s". */
static uint32_t add_word(lexicon *l, uint32_t node, heed_text word)
{
    bool own = word.len > 2 && word.at[word.len - 1] == 's' && word.at[word.len - 2] == '\'';
    bool owns = word.len > 2 && word.at[word.len - 1] == '\'';
    word.len -= own ? 2 : owns ? 1 : 0;
    sym by = lexicon_name(l, word);
    if (word.at[0] != '{')
        mark_known(l, by);
    node = step_or_grow(l, node, by);
    return own || owns ? step_or_grow(l, node, lexicon_name(l, heed_lit("'s"))) : node;
}

static bool same_refs(refs a, refs b)
{
    for (size_t i = 0; a.len == b.len && i < a.len; i++)
        if (a.at[i].name != b.at[i].name || a.at[i].no != b.at[i].no || a.at[i].event != b.at[i].event)
            return false;
    return a.len == b.len;
}

/* A phrase is words parted by blanks; "{site}" stands for any word of that class. */
void lexicon_add_phrase(lexicon *l, heed_text phrase, const entry *what)
{
    uint32_t node = 0;
    size_t i = 0;
    while (i < phrase.len) {
        size_t end = i;
        while (end < phrase.len && phrase.at[end] != ' ')
            end++;
        if (end > i)
            node = add_word(l, node, (heed_text){ phrase.at + i, end - i });
        i = end + 1;
    }
    if (!node)
        return;
    for (entry *e = l->ends[node]; e; e = e->next) {
        if (e->kind == what->kind && e->name == what->name && same_refs(e->tokens, what->tokens)) {
            e->forms |= what->forms;
            return;
        }
    }
    entry *e = ARENA_NEW(l->mem, entry, 1);
    *e = *what;
    e->next = NULL;
    entry **last = &l->ends[node];
    while (*last)
        last = &(*last)->next;
    *last = e;
}

const struct word_class *lexicon_class(const lexicon *l, sym word, size_t *from)
{
    for (; *from < l->class_count; (*from)++)
        if (l->classes[*from].word == word)
            return &l->classes[(*from)++];
    return NULL;
}

const struct spelling *lexicon_spelling(const lexicon *l, sym word)
{
    for (size_t i = 0; word && i < l->spelling_count; i++)
        if (l->spellings[i].word == word)
            return &l->spellings[i];
    return NULL;
}

bool lexicon_number(const lexicon *l, heed_text word, int *value_out)
{
    int value = 0;
    size_t digits = 0;
    while (digits < word.len && digits < 6 && word.at[digits] >= '0' && word.at[digits] <= '9')
        value = value * 10 + (word.at[digits++] - '0');
    if (digits && digits == word.len) {
        *value_out = value;
        return true;
    }
    sym known = lexicon_find(l, word);
    for (size_t i = 0; known && i < l->numeral_count; i++) {
        if (l->numerals[i].word == known) {
            *value_out = l->numerals[i].value;
            return true;
        }
    }
    return false;
}

const person_kind *lexicon_person(const lexicon *l, sym name)
{
    for (size_t i = 0; name && i < l->people_count; i++)
        if (l->people[i].name == name)
            return &l->people[i];
    return NULL;
}

sym lexicon_compose(const lexicon *l, sym whose, sym what)
{
    for (size_t i = 0; i < l->composition_count; i++)
        if (l->compositions[i].whose == whose && l->compositions[i].what == what)
            return l->compositions[i].makes;
    return 0;
}

/* One letter too many, too few, wrong, or two changed about. The first letter is taken to be right. */
static bool one_slip(heed_text a, heed_text b)
{
    size_t head = 0, tail = 0;
    while (head < a.len && head < b.len && a.at[head] == b.at[head])
        head++;
    while (tail < a.len - head && tail < b.len - head && a.at[a.len - 1 - tail] == b.at[b.len - 1 - tail])
        tail++;
    size_t rest_a = a.len - head - tail, rest_b = b.len - head - tail;
    if (rest_a == 2 && rest_b == 2)
        return a.at[head] == b.at[head + 1] && a.at[head + 1] == b.at[head];
    return rest_a <= 1 && rest_b <= 1;
}

/* A letter left out is the commonest slip, so a longer word is preferred; short words are mended no other way. */
heed_text lexicon_nearest(const lexicon *l, heed_text word)
{
    heed_text found = word;
    bool twice = false;
    for (size_t i = 1; i < l->name_count && i < l->known_cap; i++) {
        heed_text near = l->names[i];
        if (!l->known[i] || near.len < 6 || near.len + 1 < word.len || near.len > word.len + 1 || near.at[0] != word.at[0])
            continue;
        if (!one_slip(near, word))
            continue;
        if (word.len < 6 && near.len <= word.len)
            continue;
        bool better = found.at == word.at || near.len > found.len;
        twice = better ? false : twice || near.len == found.len;
        found = better ? near : found;
    }
    return twice ? word : found;
}
