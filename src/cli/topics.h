/* topics.h - what help and manual say beyond the table. */
#ifndef HEED_CLI_TOPICS_H
#define HEED_CLI_TOPICS_H

typedef struct {
    const char *name;               /* of a command, or of a topic */
    const char *sentence;           /* of a topic; NULL for a command */
    const char *details;            /* paragraphs, parted by an empty line */
    const char *const *examples;    /* pairs: command line, what it does; ends with NULL; may be NULL */
} cli_topic;
extern const cli_topic cli_topics[];
extern const unsigned cli_topic_count;
const cli_topic *cli_topic_find(const char *name);      /* NULL when there is none */

/* Exit codes, one table for help, manual and tests. */
#define CLI_EXITS(E)                                                                              \
    E(0, "all well; an answer was Yes, A good idea or You must")                                  \
    E(1, "an answer was not a plain yes; or a test failed, a check found something, a file was not in form, a line of a stream could not be used") \
    E(2, "the command line, a fact or a question could not be used")                              \
    E(3, "a policy, vocabulary or compiled policy could not be read")                             \
    E(4, "a file or a name was not found")                                                        \
    E(5, "the system does not permit it")                                                         \
    E(6, "somebody else has it; a port is in use")                                                \
    E(7, "the disk or the output failed")                                                         \
    E(8, "the network failed")                                                                    \
    E(70, "a fault of ours; please report it")                                                    \
    E(130, "stopped by Ctrl-C")
#endif
