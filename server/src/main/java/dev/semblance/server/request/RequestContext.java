package dev.semblance.server.request;

import dev.semblance.Fault;
import dev.semblance.Priority;
import dev.semblance.Scheduling;
import dev.semblance.SemblanceException;
import dev.semblance.server.access.Quota;
import dev.semblance.server.trace.Trace;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Who asks: by which route, how patiently, and who follows it. Each protocol binds it to the
/// thread that serves a request, so that no service has to be told. Immutable.
///
/// @param route as the protocol's table of routes has it: `/embed`, `tei.v1.Embed/Embed`
/// @param waiting how patiently
/// @param trace hears what models did for the request
/// @param quota how many inputs it may have
public record RequestContext(String route, RequestTiming waiting, Trace trace, Quota quota) {

  /// How patiently a request is made.
  ///
  /// @param urgency who waits; null leaves it to the request
  /// @param deadline how long from `came` on; null leaves it to the request
  /// @param came [System#nanoTime] when the request came
  public record RequestTiming(@Nullable Priority urgency, @Nullable Duration deadline, long came) {}

  /// The header, and the key of gRPC's metadata, that says who waits: `interactive` or `bulk`.
  public static final String PRIORITY = "x-semblance-priority";

  /// The one that says how many milliseconds the answer is worth waiting for, from 1 to a day's.
  public static final String DEADLINE = "x-semblance-deadline-ms";

  /// The key of gRPC's metadata that names the model that answers; over HTTP the path and the body
  /// do.
  public static final String MODEL = "x-semblance-model";

  private static final ScopedValue<RequestContext> CURRENT = ScopedValue.newInstance();
  private static final RequestContext NOBODY =
      new RequestContext("", new RequestTiming(null, null, 0), Trace.NONE, Quota.BOUNDLESS);
  private static final int LONGEST = 86_400_000;

  /// @param priority what [#PRIORITY] says, or null
  /// @param deadline what [#DEADLINE] says, or null
  /// @throws SemblanceException INVALID when either says nothing known
  public static RequestContext of(
      String route, @Nullable String priority, @Nullable String deadline) {
    RequestTiming waiting =
        new RequestTiming(
            priority == null ? null : urgency(priority),
            deadline == null ? null : Duration.ofMillis(millis(deadline)),
            System.nanoTime());
    return new RequestContext(route, waiting, Trace.NONE, Quota.BOUNDLESS);
  }

  /// The same, followed.
  public RequestContext with(Trace changed) {
    return new RequestContext(route, waiting, changed, quota);
  }

  /// The same, bounded.
  public RequestContext with(Quota changed) {
    return new RequestContext(route, waiting, trace, changed);
  }

  /// The same, of another request that came now.
  public RequestContext now() {
    var again = new RequestTiming(waiting.urgency, waiting.deadline, System.nanoTime());
    return new RequestContext(route, again, trace, quota);
  }

  /// Serves the request on this thread.
  public <R, X extends Throwable> R call(ScopedValue.CallableOp<? extends R, X> work) throws X {
    return ScopedValue.where(CURRENT, this).<R, X>call(work);
  }

  /// Who asks on this thread; nobody's route is empty.
  public static RequestContext current() {
    return CURRENT.orElse(NOBODY);
  }

  /// What a request asked for, where the caller did not ask otherwise; of two deadlines the nearer.
  public Scheduling patience(Scheduling asked) {
    Scheduling patience = waiting.urgency == null ? asked : asked.with(waiting.urgency);
    if (waiting.deadline == null) {
      return patience;
    }
    Duration left = waiting.deadline.minusNanos(System.nanoTime() - waiting.came);
    Duration other = asked.deadline();
    Duration nearer = other == null || left.compareTo(other) < 0 ? left : other;
    return patience.within(nearer.isPositive() ? nearer : Duration.ofNanos(1)); // as good as over
  }

  private static Priority urgency(String priority) {
    return switch (priority) {
      case "interactive" -> Priority.INTERACTIVE;
      case "bulk" -> Priority.BULK;
      default ->
          throw new SemblanceException(
              Fault.INVALID,
              "`%s` must be `interactive` or `bulk`, is `%s`".formatted(PRIORITY, priority));
    };
  }

  private static int millis(String deadline) {
    boolean digits = deadline.matches("[0-9]{1,8}");
    int millis = digits ? Integer.parseInt(deadline) : 0;
    if (millis < 1 || millis > LONGEST) {
      throw new SemblanceException(
          Fault.INVALID,
          "`%s` must be a whole number from 1 to %d, is `%s`"
              .formatted(DEADLINE, LONGEST, deadline));
    }
    return millis;
  }
}
