/// What clients of text-embeddings-inference match on: its error messages, and its names and labels
/// of metrics.
@NullMarked
package dev.semblance.server.service.tei;

import org.jspecify.annotations.NullMarked;
