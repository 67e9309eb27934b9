package dev.semblance.server.grpc;

import dev.semblance.server.service.Cost;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;

/// Tells what a unary call took in the metadata before its reply, under the names that HTTP has for
/// it. *Safe for use by many threads.*
record CostMetadata() implements ServerInterceptor {
  private static final Context.Key<Metadata> TOLD = Context.key("cost");

  /// Keeps the cost of the call that runs in the current context, until its reply is sent.
  static void tell(Cost cost) {
    Metadata told = TOLD.get();
    cost.headers()
        .forEach((name, value) ->
            told.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value));
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata metadata, ServerCallHandler<Q, R> next) {
    Metadata told = new Metadata();
    ServerCall<Q, R> telling =
        new SimpleForwardingServerCall<>(call) {
          @Override
          public void sendHeaders(Metadata headers) {
            headers.merge(told);
            super.sendHeaders(headers);
          }
        };
    return Contexts.interceptCall(Context.current().withValue(TOLD, told), telling, metadata, next);
  }
}
