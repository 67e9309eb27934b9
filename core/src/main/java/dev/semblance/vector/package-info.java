/// Arithmetic on vectors: dot products, Matryoshka cut, int8 and binary codecs, in scalar and SIMD
/// implementations.
@NullMarked
package dev.semblance.vector;

import org.jspecify.annotations.NullMarked;
