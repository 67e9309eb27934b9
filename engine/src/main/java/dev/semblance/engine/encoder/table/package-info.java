/// Encoder for static embeddings: looks up a token's row in a table, without layers.
@NullMarked
package dev.semblance.engine.encoder.table;

import org.jspecify.annotations.NullMarked;
