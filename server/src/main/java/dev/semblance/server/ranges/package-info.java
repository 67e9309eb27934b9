/// Quantization ranges of int8 and uint8 output: JSON form and persistent files.
@NullMarked
package dev.semblance.server.ranges;

import org.jspecify.annotations.NullMarked;
