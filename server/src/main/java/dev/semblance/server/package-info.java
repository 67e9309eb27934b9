/// Constructs everything on one screen and starts it.
@NullMarked
package dev.semblance.server;

import org.jspecify.annotations.NullMarked;
