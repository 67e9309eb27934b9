/// The dynamic batcher: admission, fair share, batch planning, and the threads that compute
/// batches.
@NullMarked
package dev.semblance.engine.batch;

import org.jspecify.annotations.NullMarked;
