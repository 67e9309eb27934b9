package dev.semblance.server.request;

import dev.semblance.Scheduling;
import dev.semblance.server.trace.Trace;
import java.util.function.Supplier;

/// The call that the current thread computes, for what has no parameter to receive it.
///
/// Services receive their [RequestContext] as a parameter. Models do not: a collection embeds
/// queries and documents through the `Embedder` it was opened with, an interface of the library,
/// which has no requests. So the trace, and for a search the deadline, reach those model calls by
/// this scoped value. [TraceStage] alone binds it, and the decorators of `server.models` alone read
/// it. A thread that a collection starts does not inherit it, so a collection calls its embedder on
/// the thread of its caller.
public final class CurrentRequest {
  private static final ScopedValue<Bound> CURRENT = ScopedValue.newInstance();

  private static final Bound NONE = new Bound(RequestContext.ofServer(""), false);

  private CurrentRequest() {}

  /// @param schedules whether the request's headers schedule model calls made by collections
  private record Bound(RequestContext context, boolean schedules) {}

  /// Trace of the request; records nothing where the thread computes none.
  public static Trace trace() {
    return CURRENT.orElse(NONE).context.trace();
  }

  /// Scheduling of a model call that a collection makes.
  ///
  /// @param given the collection's own
  public static Scheduling scheduling(Scheduling given) {
    Bound bound = CURRENT.orElse(NONE);
    return bound.schedules ? bound.context.timing().scheduling(given) : given;
  }

  static <R> R run(RequestContext context, boolean schedules, Supplier<R> action) {
    return ScopedValue.where(CURRENT, new Bound(context, schedules)).call(action::get);
  }
}
