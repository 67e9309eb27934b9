/// Services that HTTP and gRPC call: inference, scoring, tokenizing and calibration.
///
/// Independent of HTTP and gRPC. Faults from the tokenizer on carry the prefixes that clients of
/// text-embeddings-inference match on.
@NullMarked
package dev.semblance.server.service;

import org.jspecify.annotations.NullMarked;
