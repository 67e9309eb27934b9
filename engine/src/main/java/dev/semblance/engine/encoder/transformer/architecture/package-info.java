/// What an encoder is made of, read from a model's config and weights: one page per architecture.
///
/// To add an architecture, write one class beside [Bert] that turns config and tensor names into a
/// [Blueprint], and add its row to the table in [Architectures]. Nothing that computes changes.
@NullMarked
package dev.semblance.engine.encoder.transformer.architecture;

import org.jspecify.annotations.NullMarked;
