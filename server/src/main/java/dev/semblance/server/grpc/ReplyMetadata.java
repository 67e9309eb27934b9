package dev.semblance.server.grpc;

import dev.semblance.server.service.Cost;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;

/// Tells in the metadata before a unary call's reply what it took and what whoever reads it should
/// know, under the names that HTTP has for that. *Safe for use by many threads.*
record ReplyMetadata() implements ServerInterceptor {
  private static final Context.Key<Metadata> TOLD = Context.key("told");

  /// Keeps what there is to tell of the call that runs in the current context, until it is
  /// answered.
  static void put(CallReply<?> reply) {
    Metadata told = TOLD.get();
    Cost cost = reply.cost();
    if (cost != null) {
      cost.headers().forEach((name, value) -> told.put(key(name), value));
    }
    if (!reply.warnings().isEmpty()) {
      told.put(key("x-semblance-warning"), String.join("; ", reply.warnings()));
    }
  }

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
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
