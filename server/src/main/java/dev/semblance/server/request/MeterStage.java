package dev.semblance.server.request;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.util.function.Supplier;

/// Counts each call and its outcome.
record MeterStage(CallMeter meter) implements RequestStage {
  @Override
  public <R> R run(RequestContext context, Call<R> call, Supplier<R> next) {
    CallMeter.Pending pending = meter.arrived(context, call);
    R reply;
    try {
      reply = next.get();
    } catch (RuntimeException | Error e) {
      pending.failed(
          e instanceof SemblanceException known
              ? known
              : new SemblanceException(Fault.INTERNAL, "a defect", e));
      throw e;
    }
    pending.answered(reply);
    return reply;
  }
}
