package dev.semblance.server.request;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.util.Objects;
import java.util.function.Supplier;

/// Ends calls whose answer is of no use any more: interrupts the action when the client hangs up,
/// and refuses a call whose deadline has passed.
record CancelStage() implements RequestStage {
  @Override
  public <R> R run(RequestContext context, Call<R> call, Supplier<R> next) {
    return switch (call.operation()) {
      // The batch queue drops inputs at their deadline; answers from the cache are still given.
      case ServiceOperation.ComputeEmbeddings _, ServiceOperation.ComputeScores _ ->
          context.watch().whileConnected(next);
      case ServiceOperation.ComputeTokens _,
          ServiceOperation.SearchCollection _,
          ServiceOperation.ReadDocument _ -> {
        checkDeadline(context.timing());
        yield context.watch().whileConnected(next);
      }
      // A write is finished once its documents are read: it may share a commit with others, and a
      // client that repeats it cannot tell a cancelled write from a lost reply. A client that hangs
      // up while it sends documents is detected by reading them.
      case ServiceOperation.WriteDocuments _ -> next.get();
    };
  }

  private static void checkDeadline(RequestTiming timing) {
    if (timing.isExpired()) {
      throw new SemblanceException(
          Fault.OVERLOADED,
          "the deadline of %d ms passed before the request was begun; set a longer `%s`"
              .formatted(
                  Objects.requireNonNull(timing.deadline()).toMillis(),
                  SchedulingHeaders.DEADLINE));
    }
  }
}
