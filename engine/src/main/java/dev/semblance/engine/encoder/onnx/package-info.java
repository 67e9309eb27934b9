/// Encoder for exported ONNX graphs, on ONNX Runtime.
@NullMarked
package dev.semblance.engine.encoder.onnx;

import org.jspecify.annotations.NullMarked;
