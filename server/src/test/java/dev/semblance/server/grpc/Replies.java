package dev.semblance.server.grpc;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// What a stream was answered with, and how it ended. *Safe for use by many threads.*
public final class Replies<R> implements StreamObserver<R> {
  private final List<R> messages = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Status> end = new CompletableFuture<>();

  /// Sends the requests as one stream and waits for its end.
  public static <Q, R> Replies<R> to(
      Function<StreamObserver<R>, StreamObserver<Q>> method, List<Q> requests) {
    Replies<R> replies = new Replies<>();
    StreamObserver<Q> stream = method.apply(replies);
    requests.forEach(stream::onNext);
    stream.onCompleted();
    replies.status();
    return replies;
  }

  @Override
  public void onNext(R message) {
    messages.add(message);
  }

  @Override
  public void onError(Throwable failure) {
    end.complete(Status.fromThrowable(failure));
  }

  @Override
  public void onCompleted() {
    end.complete(Status.OK);
  }

  public List<R> messages() {
    return messages;
  }

  /// Waits for the end.
  public Status status() {
    try {
      return end.get(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("the stream did not end", e);
    }
  }

  /// What a call fails with.
  static Status failure(Runnable call) {
    try {
      call.run();
    } catch (StatusRuntimeException e) {
      return e.getStatus();
    }
    throw new AssertionError("the call did not fail");
  }
}
