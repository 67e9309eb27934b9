/// Known architectures straight from their weights on oneDNN, in float32, bfloat16 or calibrated
/// int8.
///
/// ## How a batch runs
///
/// Rows of all inputs lie packed, without padding. A batch is cut into groups of a few hundred
/// rows, and each worker takes a whole group through all layers, so that a group's rows stay in its
/// core's cache and workers never wait for each other; where there are fewer groups than workers,
/// they share one group's rows and meet once a layer, before attention. Inside a layer, 128 rows at
/// a time go through everything between two attentions.
///
/// ## Precisions
///
/// Only products are computed in a lower precision: the residual `x`, norms and softmax are float32
/// throughout. In int8, weights are symmetric per output column and activations have one calibrated
/// scale and zero point per product (see
/// [dev.semblance.engine.encoder.transformer.QuantizationPlan]), so that a vector never depends on
/// its neighbours.
@NullMarked
package dev.semblance.engine.encoder.transformer;

import org.jspecify.annotations.NullMarked;
