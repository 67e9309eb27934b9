/// The pipelines from inputs to embeddings and scores: tokens, cache, shared batches, heads,
/// chunks.
@NullMarked
package dev.semblance.engine.embed;

import org.jspecify.annotations.NullMarked;
