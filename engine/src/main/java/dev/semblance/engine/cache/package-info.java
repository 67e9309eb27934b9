/// The cache of model answers, in memory outside the heap; evicts by S3-FIFO.
@NullMarked
package dev.semblance.engine.cache;

import org.jspecify.annotations.NullMarked;
