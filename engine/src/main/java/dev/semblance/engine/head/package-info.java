/// The heads: pooling and the modules after it, from hidden states to embeddings and logits.
@NullMarked
package dev.semblance.engine.head;

import org.jspecify.annotations.NullMarked;
