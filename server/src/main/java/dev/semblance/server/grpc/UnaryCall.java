package dev.semblance.server.grpc;

import io.grpc.Context;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.function.Supplier;

/// One request, one reply. The work is interrupted when the client gives up or its deadline passes.
final class UnaryCall {
  private UnaryCall() {}

  static <Q, R> void answer(Q request, StreamObserver<R> out, CallWork<Q, CallReply<R>> work) {
    if (out instanceof ServerCallStreamObserver<R> call) {
      call.setOnCancelHandler(() -> {}); // Else a reply that comes too late would throw.
    }
    try {
      CallReply<R> reply = whileSomebodyWaits(() -> ContextMetadata.answer(work, request));
      ReplyMetadata.tell(reply);
      out.onNext(reply.message());
      out.onCompleted();
    } catch (RuntimeException e) {
      out.onError(CallFailure.of(e));
    }
  }

  private static <R> CallReply<R> whileSomebodyWaits(Supplier<CallReply<R>> work) {
    Context context = Context.current();
    var worker = new Interruptible(Thread.currentThread());
    context.addListener(worker, Runnable::run);
    try {
      return work.get();
    } finally {
      context.removeListener(worker);
      worker.done();
    }
  }

  /// A thread that is interrupted as long as it works, and never after. *Safe for use by many
  /// threads.*
  private static final class Interruptible implements Context.CancellationListener {
    private final Thread worker;
    private boolean working = true;

    Interruptible(Thread worker) {
      this.worker = worker;
    }

    @Override
    public synchronized void cancelled(Context context) {
      if (working) {
        worker.interrupt();
      }
    }

    synchronized void done() {
      working = false;
      boolean _ = Thread.interrupted();
    }
  }
}
