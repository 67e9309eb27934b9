package dev.semblance.server.request;

import java.util.function.Supplier;

/// One stage of the [RequestChain]. *Safe for use by many threads.*
interface RequestStage {
  /// Runs the rest of the chain, or refuses the call.
  ///
  /// @param next the stages after this one, and the call's action
  /// @throws dev.semblance.SemblanceException where the call is refused
  <R> R run(RequestContext context, Call<R> call, Supplier<R> next);
}
