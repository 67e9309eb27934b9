/// Writes and searches above a store: fields, vectors, terms; filters checked, lanes, fusion, hits.
@NullMarked
package dev.semblance.search.pipeline;

import org.jspecify.annotations.NullMarked;
