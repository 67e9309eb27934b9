/// Groups of options that several commands share.
@NullMarked
package dev.semblance.server.command.option;

import org.jspecify.annotations.NullMarked;
