/// Groups of command line options.
@NullMarked
package dev.semblance.server.command.option;

import org.jspecify.annotations.NullMarked;
