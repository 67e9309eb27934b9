/// Readers of weight files: safetensors, torch files and ONNX initializers, mapped and checked.
@NullMarked
package dev.semblance.engine.weights;

import org.jspecify.annotations.NullMarked;
