/// Answers kept in memory outside the heap, so that a repeated input costs no compute.
@NullMarked
package dev.semblance.engine.cache;

import org.jspecify.annotations.NullMarked;
