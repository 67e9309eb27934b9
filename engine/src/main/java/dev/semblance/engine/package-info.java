/// Opens a model by name: finds or downloads it, and assembles tokenizer, encoder, heads and cache.
@NullMarked
package dev.semblance.engine;

import org.jspecify.annotations.NullMarked;
