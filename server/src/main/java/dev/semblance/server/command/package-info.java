/// The command line: the tree of commands, their help, and error messages.
@NullMarked
package dev.semblance.server.command;

import org.jspecify.annotations.NullMarked;
