package dev.semblance.server.http.wire;

import dev.semblance.server.service.Cost;
import io.javalin.http.Context;
import java.util.concurrent.TimeUnit;

/// The headers in which text-embeddings-inference tells what a request took: whole milliseconds.
final class ComputeHeaders {
  private ComputeHeaders() {}

  static void write(Context reply, Cost cost) {
    reply.header("x-compute-type", "cpu");
    reply.header("x-compute-time", millis(cost.total()));
    reply.header("x-compute-characters", Long.toString(cost.characters()));
    reply.header("x-compute-tokens", Long.toString(cost.tokens()));
    reply.header("x-total-time", millis(cost.total()));
    reply.header("x-tokenization-time", millis(cost.timing().tokenize()));
    reply.header("x-queue-time", millis(cost.timing().queue()));
    reply.header("x-inference-time", millis(cost.timing().compute()));
  }

  private static String millis(long nanoseconds) {
    return Long.toString(TimeUnit.NANOSECONDS.toMillis(nanoseconds));
  }
}
