package dev.semblance.server.request;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/// The one way from a protocol to a service's action, whichever the protocol and the operation:
/// each call passes the stages in the order of [StageName]. *Safe for use by many threads.*
public final class RequestChain {
  /// The names of the stages in their order, the outermost first.
  public enum StageName {
    /// The request has been admitted. Keys are checked by the protocol, as soon as the headers are
    /// read and before the body is.
    ACCESS,
    /// The key is charged for the call's inputs, here only. Its request rate is charged when the
    /// request is admitted.
    QUOTA,
    /// The call and its outcome are counted.
    METERS,
    /// The call's model calls and its own part are recorded in the request's trace. The trace
    /// itself runs from the request's headers to the status of its reply.
    TRACE,
    /// The action is interrupted when the client hangs up, and refused when the deadline has
    /// passed.
    CANCEL
  }

  private final Map<StageName, RequestStage> stages = new EnumMap<>(StageName.class);

  /// @param meter counts the calls
  public RequestChain(CallMeter meter) {
    for (StageName name : StageName.values()) {
      stages.put(
          name,
          switch (name) {
            case ACCESS -> new AccessStage();
            case QUOTA -> new QuotaStage(meter);
            case METERS -> new MeterStage(meter);
            case TRACE -> new TraceStage();
            case CANCEL -> new CancelStage();
          });
    }
  }

  /// Runs a call of a request.
  ///
  /// @throws dev.semblance.SemblanceException OVERLOADED when the quota is used up or the deadline
  ///   has passed, CANCELLED when the client has hung up, and those of the action
  public <R> R run(RequestContext context, Call<R> call) {
    Supplier<R> next = call.action();
    for (int i = StageName.values().length - 1; i >= 0; i--) {
      RequestStage stage = Objects.requireNonNull(stages.get(StageName.values()[i]));
      Supplier<R> rest = next;
      next = () -> stage.run(context, call, rest);
    }
    return next.get();
  }
}
