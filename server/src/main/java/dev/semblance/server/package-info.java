/// The process's entry point.
@NullMarked
package dev.semblance.server;

import org.jspecify.annotations.NullMarked;
