/// Side-by-side runs against peers, interleaved in one process.
@NullMarked
package dev.semblance.bench;

import org.jspecify.annotations.NullMarked;
