/// Output on the terminal and in the log: progress, printers, log line formats, and Ctrl-C.
@NullMarked
package dev.semblance.server.command.terminal;

import org.jspecify.annotations.NullMarked;
