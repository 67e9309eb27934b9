/// Who may come in, how often, and whether anyone still may.
@NullMarked
package dev.semblance.server.access;

import org.jspecify.annotations.NullMarked;
