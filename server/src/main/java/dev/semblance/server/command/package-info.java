/// The command line: one class for each command, and error messages.
@NullMarked
package dev.semblance.server.command;

import org.jspecify.annotations.NullMarked;
