/// Hidden states in, vectors out: pooling and the modules after it.
@NullMarked
package dev.semblance.engine.head;

import org.jspecify.annotations.NullMarked;
