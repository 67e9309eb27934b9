/// Binding of oneDNN through `java.lang.foreign`: loads the library, packs weights, runs products.
///
/// Independent of encoders. Handles are the C library's pointers, held as numbers. No function
/// starts a thread: every product runs on the calling thread.
@NullMarked
package dev.semblance.engine.onednn;

import org.jspecify.annotations.NullMarked;
