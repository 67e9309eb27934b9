package dev.semblance.server.grpc;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.semblance.server.access.Permit;
import dev.semblance.server.request.MemoryReservation;
import dev.semblance.server.request.RequestContext;
import io.grpc.Context;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;

/// Processes several requests of a stream at once, each on a virtual thread, and passes their
/// results on in the order of the requests. The next request is requested from the client when a
/// result was passed on, so that neither requests nor results accumulate. The first failure ends
/// the call with its status and interrupts the remaining work, as does cancellation by the client.
/// When the server begins to stop, the requests received so far are answered, and the call ends
/// with UNAVAILABLE. *One thread at a time*, which gRPC guarantees.
///
/// @param <Q> a request
/// @param <A> its result
final class OrderedStream<Q, A> implements StreamObserver<Q> {
  private final ServerCallStreamObserver<?> call;
  private final CallWork<Q, A> work;
  private final ReplySink<A> sink;
  private final Permit permit = AccessInterceptor.permit();

  /// Whether the client has sent all its requests.
  private volatile boolean complete;

  /// Whether further requests are ignored; a request is either queued before it is set, or ignored.
  @GuardedBy("this")
  private boolean stopping;

  /// Empty at the stream's end.
  private final BlockingQueue<Optional<Underway<A>>> underway = new LinkedBlockingQueue<>();

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private OrderedStream(ServerCallStreamObserver<?> call, CallWork<Q, A> work, ReplySink<A> sink) {
    this.call = call;
    this.work = work;
    this.sink = sink;
  }

  /// The replies to a stream, one for each request.
  ///
  /// @param inFlight requests that are processed at once
  static <Q, R> StreamObserver<Q> answer(
      StreamObserver<R> out, int inFlight, CallWork<Q, CallReply<R>> work) {
    var call = (ServerCallStreamObserver<R>) out;
    var sink = new Replies<>(call);
    call.setOnReadyHandler(sink::ready);
    return gather(call, inFlight, work, sink);
  }

  /// Passes the results of a stream's requests to a sink.
  static <Q, A> StreamObserver<Q> gather(
      ServerCallStreamObserver<?> call, int inFlight, CallWork<Q, A> work, ReplySink<A> sink) {
    var stream = new OrderedStream<>(call, work, sink);
    call.setOnCancelHandler(stream.threads::shutdownNow);
    call.disableAutoRequest();
    call.request(inFlight);
    stream.permit.onStopping(stream::stop);
    var _ = stream.threads.submit(stream::passOn);
    return stream;
  }

  @Override
  public synchronized void onNext(Q request) {
    if (!stopping && !threads.isShutdown()) {
      RequestContext context = ContextMetadata.request();
      Callable<A> task = Context.current().wrap(() -> answer(context, request));
      underway.add(Optional.of(new Underway<>(threads.submit(task), context.memory())));
      if (threads.isShutdown()) {
        context.memory().close(); // the call has just ended
      }
    }
  }

  private A answer(RequestContext context, Q request) {
    MessageMemory.take(context, request);
    try (Permit.RequestPlace _ = permit.awaitPlace()) {
      return work.answerInDialect(context, request);
    }
  }

  /// Ends the stream after the requests received so far; further ones are not answered.
  private synchronized void stop() {
    stopping = true;
    underway.add(Optional.empty());
  }

  @Override
  public void onCompleted() {
    complete = true;
    underway.add(Optional.empty());
  }

  @Override
  public void onError(Throwable cancelled) {
    threads.shutdownNow();
  }

  private void passOn() {
    try {
      for (var next = underway.take(); next.isPresent(); next = underway.take()) {
        try (MemoryReservation _ = next.get().memory()) {
          sink.take(next.get().result().get());
        }
        call.request(1);
      }
      if (complete) {
        sink.end();
      } else {
        call.onError(CallFailure.stopping());
      }
    } catch (ExecutionException e) {
      if (!threads.isShutdown()) { // Else the call has ended already, and cancelled this work.
        call.onError(CallFailure.of(sink.failureOf(Objects.requireNonNullElse(e.getCause(), e))));
      }
    } catch (RuntimeException | Error e) {
      if (!threads.isShutdown()) { // Else the call has ended already.
        call.onError(CallFailure.of(e));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // The client cancelled the call.
    } finally {
      threads.shutdownNow();
      underway.forEach(left -> left.ifPresent(request -> request.memory().close()));
    }
  }

  /// A request that is processed.
  ///
  /// @param memory closed when its result was passed on, or never will be
  private record Underway<A>(Future<A> result, MemoryReservation memory) {}

  /// Receiver of results, one after another. *One thread at a time.*
  interface ReplySink<A> {
    void take(A result) throws InterruptedException;

    void end();

    /// The failure to report for a request whose result would have been next.
    default Throwable failureOf(Throwable failure) {
      return failure;
    }
  }

  /// Sends each result, as fast as the client reads. *One thread at a time*, but for [#ready].
  private static final class Replies<R> implements ReplySink<CallReply<R>> {
    private final ServerCallStreamObserver<R> call;

    Replies(ServerCallStreamObserver<R> call) {
      this.call = call;
    }

    @Override
    public synchronized void take(CallReply<R> reply) throws InterruptedException {
      while (!call.isReady()) {
        wait();
      }
      call.onNext(reply.message());
    }

    @Override
    public void end() {
      call.onCompleted();
    }

    synchronized void ready() {
      notifyAll();
    }
  }
}
