/// Turns text into terms, Chinese included, with offsets kept.
@NullMarked
package dev.semblance.search.analysis;

import org.jspecify.annotations.NullMarked;
