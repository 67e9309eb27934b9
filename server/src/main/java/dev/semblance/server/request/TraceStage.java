package dev.semblance.server.request;

import java.util.function.Supplier;

/// Binds the request to the thread, so that its model calls are recorded in its trace, and records
/// a search as a part of its own.
record TraceStage() implements RequestStage {
  @Override
  public <R> R run(RequestContext context, Call<R> call, Supplier<R> next) {
    return switch (call.operation()) {
      // Headers schedule the embedding of a query. That of documents runs at the collection's own
      // priority: what was sent is written, however long it takes.
      case ServiceOperation.SearchCollection _ ->
          searched(context, () -> CurrentRequest.run(context, true, next));
      case ServiceOperation.ComputeEmbeddings _,
          ServiceOperation.ComputeScores _,
          ServiceOperation.ComputeTokens _,
          ServiceOperation.ReadDocument _,
          ServiceOperation.WriteDocuments _ ->
          CurrentRequest.run(context, false, next);
    };
  }

  private static <R> R searched(RequestContext context, Supplier<R> search) {
    long start = System.nanoTime();
    try {
      return search.get();
    } finally {
      context.trace().part("search", start, System.nanoTime());
    }
  }
}
