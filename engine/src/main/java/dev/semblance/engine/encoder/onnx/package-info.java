/// Keeps the encoder promise for any exported graph, on ONNX Runtime.
@NullMarked
package dev.semblance.engine.encoder.onnx;

import org.jspecify.annotations.NullMarked;
