package dev.semblance.server.grpc;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.concurrent.atomic.AtomicBoolean;

/// Ends a call whose message cannot be parsed with INVALID_ARGUMENT, where gRPC itself would answer
/// UNKNOWN. It is the last interceptor before parsing. *Safe for use by many threads.*
record MessageInterceptor() implements ServerInterceptor {
  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata metadata, ServerCallHandler<Q, R> next) {
    CloseOnceCall<Q, R> once = new CloseOnceCall<>(call);
    return new MessageReader<>(once, next.startCall(once, metadata));
  }

  /// RESOURCE_EXHAUSTED for a message that grew over the limit when it was decompressed.
  private static Status blame(Status status) {
    return status.getCode() == Status.Code.INTERNAL
        ? Status.INVALID_ARGUMENT.withDescription(
            "the message is not a valid protobuf message of its type")
        : status;
  }

  /// Closes with the first status only: the work on a stream's first message may fail just before
  /// the second message turns out to be unreadable.
  private static final class CloseOnceCall<Q, R> extends SimpleForwardingServerCall<Q, R> {
    private final AtomicBoolean closed = new AtomicBoolean();

    CloseOnceCall(ServerCall<Q, R> call) {
      super(call);
    }

    @Override
    public void close(Status status, Metadata trailers) {
      if (closed.compareAndSet(false, true)) {
        super.close(status, trailers);
      }
    }
  }

  /// Passes messages on until one cannot be parsed. *One thread at a time.*
  private static final class MessageReader<Q> extends SimpleForwardingServerCallListener<Q> {
    private final ServerCall<Q, ?> call;
    private boolean unreadable;

    MessageReader(ServerCall<Q, ?> call, ServerCall.Listener<Q> listener) {
      super(listener);
      this.call = call;
    }

    @Override
    public void onMessage(Q message) {
      if (unreadable) {
        return;
      }
      try {
        super.onMessage(message);
      } catch (StatusRuntimeException e) {
        unreadable = true;
        super.onCancel(); // Cancels the work on the messages before it.
        call.close(blame(e.getStatus()), new Metadata());
      }
    }

    @Override
    public void onHalfClose() {
      if (!unreadable) {
        super.onHalfClose();
      }
    }

    @Override
    public void onCancel() {
      if (!unreadable) {
        super.onCancel();
      }
    }

    @Override
    public void onComplete() {
      if (!unreadable) {
        super.onComplete();
      }
    }
  }
}
