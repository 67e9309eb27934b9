package dev.semblance.server.grpc;

import dev.semblance.server.service.ApiKey;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;

/// Lets in only calls whose metadata show the key. *Safe for use by many threads.*
///
/// @param key what they must show
record KeyCheck(ApiKey key) implements ServerInterceptor {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata metadata, ServerCallHandler<Q, R> next) {
    if (key.admits(metadata.get(AUTHORIZATION))) {
      return next.startCall(call, metadata);
    }
    call.close(Status.UNAUTHENTICATED.withDescription("No valid auth token"), new Metadata());
    return new ServerCall.Listener<>() {};
  }
}
