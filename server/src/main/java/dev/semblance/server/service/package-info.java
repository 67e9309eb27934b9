/// What both protocols call: models by name, collections by name, one method a task.
///
/// Nothing here knows of HTTP or gRPC. Faults that come from behind the tokenizer carry the words
/// that clients of text-embeddings-inference match on.
@NullMarked
package dev.semblance.server.service;

import org.jspecify.annotations.NullMarked;
