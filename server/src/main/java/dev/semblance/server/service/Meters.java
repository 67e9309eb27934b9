package dev.semblance.server.service;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.server.metric.Exposition;
import dev.semblance.server.metric.Exposition.Kind;
import dev.semblance.server.metric.MetricLabels;
import dev.semblance.server.metric.ProcessMemory;
import dev.semblance.server.models.ModelRegistry;
import dev.semblance.server.request.RequestContext;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What requests came, what became of them, and what it takes to serve them. *Safe for use by many
/// threads.*
public final class Meters {
  /// What an input was for.
  enum MeteredTask {
    EMBED("te_embed"),
    PREDICT("te_predict");

    private final String prefix;

    MeteredTask(String prefix) {
      this.prefix = prefix;
    }

    String prefix() {
      return prefix;
    }

    String verb() {
      return switch (this) {
        case EMBED -> "embed";
        case PREDICT -> "score";
      };
    }
  }

  /// A number of this moment that somebody else knows.
  private record Gauge(String name, String help, LongSupplier number) {}

  private final ModelRegistry models;
  private final TeiMeters tei = new TeiMeters();
  private final RouteMeters routes = new RouteMeters();
  private final List<Gauge> gauges = new CopyOnWriteArrayList<>();

  Meters(ModelRegistry models) {
    this.models = models;
    gauge("semblance_heap_bytes", "Bytes of objects on the heap", ProcessMemory::heap);
    ProcessMemory.resident()
        .ifPresent(_ ->
            gauge(
                "semblance_resident_bytes",
                "Bytes of the process that are in memory",
                () -> ProcessMemory.resident().orElse(0)));
  }

  /// Tells another number beside these, asked for whenever they are read.
  ///
  /// @param name in Prometheus's alphabet, once
  /// @param help one sentence
  public void gauge(String name, String help, LongSupplier number) {
    gauges.add(new Gauge(name, help, number));
  }

  /// Serves a request and counts what comes of it.
  ///
  /// @param model the name that the client gave, or null
  <R extends Accounted> R metered(
      MeteredTask task, @Nullable String model, int inputs, Supplier<R> work) {
    MetricLabels of =
        MetricLabels.of("model", models.label(model))
            .and("route", RequestContext.current().route());
    tei.came(task, inputs);
    try {
      RequestContext.current().quota().take(inputs);
      R reply = work.get();
      tei.answered(task, inputs, reply);
      routes.answered(of, reply);
      return reply;
    } catch (RuntimeException e) {
      Fault fault = e instanceof SemblanceException known ? known.fault() : Fault.INTERNAL;
      tei.failed(fault);
      routes.failed(of, fault);
      throw e;
    }
  }

  /// All of them in Prometheus's text format.
  public String text() {
    Exposition out = new Exposition();
    tei.write(out);
    routes.write(out);
    ModelMeters.write(out, models.open());
    for (Gauge gauge : gauges) {
      out.family(gauge.name(), Kind.GAUGE, gauge.help());
      out.sample(gauge.name(), MetricLabels.NONE, gauge.number().getAsLong());
    }
    return out.text();
  }
}
