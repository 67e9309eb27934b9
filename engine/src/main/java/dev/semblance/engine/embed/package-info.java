/// Queue, batches and finish: many callers' inputs become few batches, and vectors again.
@NullMarked
package dev.semblance.engine.embed;

import org.jspecify.annotations.NullMarked;
