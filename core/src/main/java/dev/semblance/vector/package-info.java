/// Arithmetic on vectors: similarity, Matryoshka cut, int8 and binary codecs, scalar and SIMD
/// twins.
@NullMarked
package dev.semblance.vector;

import org.jspecify.annotations.NullMarked;
