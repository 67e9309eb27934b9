/// oneDNN through `java.lang.foreign`: the library found and loaded, weights packed, products run.
///
/// Nothing here knows what an encoder is. Handles are the C library's pointers, kept as numbers. No
/// function here starts a thread of its own: every product runs on the thread that asks for it.
@NullMarked
package dev.semblance.engine.onednn;

import org.jspecify.annotations.NullMarked;
