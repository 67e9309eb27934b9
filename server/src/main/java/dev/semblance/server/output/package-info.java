/// Finished vectors as files: JSON lines, NumPy arrays, safetensors.
@NullMarked
package dev.semblance.server.output;

import org.jspecify.annotations.NullMarked;
