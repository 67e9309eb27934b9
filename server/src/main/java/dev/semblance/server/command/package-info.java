/// The command line: what each command asks for, says and prints.
@NullMarked
package dev.semblance.server.command;

import org.jspecify.annotations.NullMarked;
