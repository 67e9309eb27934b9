/// Finished vectors as they leave: packed rows, and files of them.
@NullMarked
package dev.semblance.server.output;

import org.jspecify.annotations.NullMarked;
