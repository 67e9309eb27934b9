/// Encoder for known architectures, on oneDNN, straight from their weights, in float32, bfloat16 or
/// calibrated int8.
///
/// ## How a batch runs
///
/// Rows of all inputs are packed, without padding. A batch is cut into groups of a few hundred rows
/// ([Schedule]). Each thread computes whole groups through all layers ([ForwardPass]), so that a
/// group's rows stay in its core's cache and threads do not wait for each other. Where there are
/// fewer groups than threads, the threads share the rows of one group and wait for each other once
/// a layer, before attention. Inside a layer, blocks of 128 rows go through everything between two
/// attentions.
///
/// ## Precisions
///
/// Only products use a lower precision: the residual `x`, norms and softmax are always float32. In
/// int8, weights are symmetric per output column and activations have one calibrated scale and zero
/// point per product (see [dev.semblance.engine.model.QuantizationPlan]), so that a vector does not
/// depend on the batch.
@NullMarked
package dev.semblance.engine.encoder.transformer;

import org.jspecify.annotations.NullMarked;
