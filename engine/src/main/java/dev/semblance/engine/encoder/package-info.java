/// A ragged batch in, hidden states out: one promise with two keepers.
@NullMarked
package dev.semblance.engine.encoder;

import org.jspecify.annotations.NullMarked;
