/// Keeps the encoder promise for static embeddings: a token's row of a table, and no layers.
@NullMarked
package dev.semblance.engine.encoder.table;

import org.jspecify.annotations.NullMarked;
