/// The encoder interface: ragged batch in, hidden states out. Implementations: `.transformer`,
/// `.onnx`, `.table`.
@NullMarked
package dev.semblance.engine.encoder;

import org.jspecify.annotations.NullMarked;
