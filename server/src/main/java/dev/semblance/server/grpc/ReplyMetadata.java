package dev.semblance.server.grpc;

import dev.semblance.server.request.Cost;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;

/// Metadata before a unary call's reply: its cost and warnings, under the names of HTTP's headers.
/// *Safe for use by many threads.*
record ReplyMetadata() implements ServerInterceptor {
  private static final Context.Key<Metadata> METADATA = Context.key("reply-metadata");

  /// Adds cost and warnings to the metadata of the current call's reply.
  static void put(CallReply<?> reply) {
    Metadata replyMetadata = METADATA.get();
    Cost cost = reply.cost();
    if (cost != null) {
      cost.headers().forEach((name, value) -> replyMetadata.put(key(name), value));
    }
    if (!reply.warnings().isEmpty()) {
      replyMetadata.put(key("x-semblance-warning"), String.join("; ", reply.warnings()));
    }
  }

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata metadata, ServerCallHandler<Q, R> next) {
    Metadata replyMetadata = new Metadata();
    ServerCall<Q, R> withMetadata =
        new SimpleForwardingServerCall<>(call) {
          @Override
          public void sendHeaders(Metadata headers) {
            headers.merge(replyMetadata);
            super.sendHeaders(headers);
          }
        };
    return Contexts.interceptCall(
        Context.current().withValue(METADATA, replyMetadata), withMetadata, metadata, next);
  }
}
