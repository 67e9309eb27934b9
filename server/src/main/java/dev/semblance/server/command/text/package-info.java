/// Texts that `embed` reads: arguments, lines of files and of standard input, records.
@NullMarked
package dev.semblance.server.command.text;

import org.jspecify.annotations.NullMarked;
