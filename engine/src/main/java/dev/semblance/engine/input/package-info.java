/// Text to tokens, image to pixels.
@NullMarked
package dev.semblance.engine.input;

import org.jspecify.annotations.NullMarked;
