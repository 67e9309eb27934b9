package dev.semblance.server.http.wire;

import dev.semblance.server.service.Cost;

/// The headers in which text-embeddings-inference tells what a request took.
final class ComputeHeaders {
  private ComputeHeaders() {}

  static void write(Exchange reply, Cost cost) {
    cost.headers().forEach(reply::header);
  }
}
