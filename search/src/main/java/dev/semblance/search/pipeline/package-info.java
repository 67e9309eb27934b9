/// Writes and searches above a store: check, embed, analyze, lanes, fusion, hits.
@NullMarked
package dev.semblance.search.pipeline;

import org.jspecify.annotations.NullMarked;
