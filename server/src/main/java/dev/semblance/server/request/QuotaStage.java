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
        meter.arrived(context, call).failed(e);
        throw e;
      }
    }
    return next.get();
  }

  private static void charge(RequestContext context, Call<?> call) {
    switch (call.operation()) {
      case ServiceOperation.WriteDocuments _ -> context.permit().awaitAndCharge(call.inputs());
      case ServiceOperation.ComputeEmbeddings _,
          ServiceOperation.ComputeScores _,
          ServiceOperation.ComputeTokens _,
          ServiceOperation.SearchCollection _,
          ServiceOperation.ReadDocument _ ->
          context.permit().charge(call.inputs());
    }
  }
}
