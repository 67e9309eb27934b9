/// Descriptions of encoders, read from a model's config and weights: one class per architecture.
///
/// To add an architecture, write one class beside [Bert] that turns config and tensor names into a
/// [Blueprint], and add its row to the table in [Architectures]. No other code changes.
@NullMarked
package dev.semblance.engine.encoder.transformer.architecture;

import org.jspecify.annotations.NullMarked;
