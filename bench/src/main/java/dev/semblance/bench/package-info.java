/// Benchmarks against other libraries, interleaved in one process.
@NullMarked
package dev.semblance.bench;

import org.jspecify.annotations.NullMarked;
