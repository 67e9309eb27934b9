/// Quantization ranges of int8 and uint8 output: by model, in JSON and in persistent files.
@NullMarked
package dev.semblance.server.calibration;

import org.jspecify.annotations.NullMarked;
