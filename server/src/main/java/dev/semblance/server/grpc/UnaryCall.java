package dev.semblance.server.grpc;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.semblance.server.request.ConnectionWatch;
import dev.semblance.server.request.RequestContext;
import io.grpc.Context;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.function.Supplier;

/// A call with one request and one reply.
final class UnaryCall {
  private UnaryCall() {}

  static <Q, R> void answer(Q request, StreamObserver<R> out, CallWork<Q, CallReply<R>> work) {
    if (out instanceof ServerCallStreamObserver<R> call) {
      call.setOnCancelHandler(() -> {}); // Else a reply after cancellation would throw.
    }
    RequestContext context = ContextMetadata.request().with(new CallWatch(Context.current()));
    try {
      MessageMemory.take(context, request);
      CallReply<R> reply = work.answerInDialect(context, request);
      ReplyMetadata.put(reply);
      out.onNext(reply.message());
      out.onCompleted();
    } catch (RuntimeException | Error e) {
      out.onError(CallFailure.of(e));
    } finally {
      context.memory().close();
    }
  }

  /// Interrupts the action when the call is cancelled.
  private record CallWatch(Context call) implements ConnectionWatch {
    @Override
    public <R> R whileConnected(Supplier<R> action) {
      var worker = new Interruptible(Thread.currentThread());
      call.addListener(worker, Runnable::run);
      try {
        return action.get();
      } finally {
        call.removeListener(worker);
        worker.done();
      }
    }
  }

  /// A thread that may be interrupted while it computes, and not after that. *Safe for use by many
  /// threads.*
  private static final class Interruptible implements Context.CancellationListener {
    private final Thread worker;

    @GuardedBy("this")
    private boolean computing = true;

    Interruptible(Thread worker) {
      this.worker = worker;
    }

    @Override
    public synchronized void cancelled(Context context) {
      if (computing) {
        worker.interrupt();
      }
    }

    synchronized void done() {
      computing = false;
      boolean _ = Thread.interrupted();
    }
  }
}
