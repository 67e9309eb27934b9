/// Quantization ranges of int8 and uint8 output, by model.
@NullMarked
package dev.semblance.server.calibration;

import org.jspecify.annotations.NullMarked;
