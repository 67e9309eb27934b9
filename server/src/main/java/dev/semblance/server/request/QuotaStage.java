package dev.semblance.server.request;

import dev.semblance.SemblanceException;
import java.util.function.Supplier;

/// Charges the key for a call's inputs. A write waits until the quota allows its documents, so that
/// a stream of documents is slowed down rather than broken off; any other call is refused.
///
/// @param meter counts the calls that are refused here, which the stage of meters never sees
record QuotaStage(CallMeter meter) implements RequestStage {
  @Override
  public <R> R run(RequestContext context, Call<R> call, Supplier<R> next) {
    if (call.inputs() > 0) {
      try {
        charge(context, call);
      } catch (SemblanceException e) {
        meter.arrived(context, call).failed(e.fault());
        throw e;
      }
    }
    return next.get();
  }

  private static void charge(RequestContext context, Call<?> call) {
    switch (call.operation()) {
      case Operation.Write _ -> context.permit().awaitAndCharge(call.inputs());
      case Operation.Embed _,
          Operation.Predict _,
          Operation.Tokenize _,
          Operation.Search _,
          Operation.Read _ ->
          context.permit().charge(call.inputs());
    }
  }
}
