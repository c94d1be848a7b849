/* builtin.S - the bytes of the files listed in builtin.h, taken in by the assembler. */
#include "builtin.h"
#define BYTES(symbol, file)   \
    .global symbol;           \
    .global symbol##_end;     \
    symbol: .incbin file;     \
    symbol##_end: .byte 0;
    .section .rodata
    BUILTIN_FILES(BYTES)
    .section .note.GNU-stack, "", %progbits
