/// The dynamic batcher: bounded queue, batch planning, and the threads that run batches.
@NullMarked
package dev.semblance.engine.batch;

import org.jspecify.annotations.NullMarked;
