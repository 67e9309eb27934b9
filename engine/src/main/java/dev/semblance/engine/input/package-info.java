/// Text to tokens, image to patches.
@NullMarked
package dev.semblance.engine.input;

import org.jspecify.annotations.NullMarked;
