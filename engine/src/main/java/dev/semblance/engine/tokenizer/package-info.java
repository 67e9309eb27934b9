/// Checks of a `tokenizer.json` before the native tokenizer library reads it.
@NullMarked
package dev.semblance.engine.tokenizer;

import org.jspecify.annotations.NullMarked;
