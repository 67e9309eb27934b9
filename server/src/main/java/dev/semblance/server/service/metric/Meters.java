package dev.semblance.server.service.metric;

import dev.semblance.SemblanceException;
import dev.semblance.collection.CollectionCatalog;
import dev.semblance.server.metric.Exposition;
import dev.semblance.server.metric.Exposition.Kind;
import dev.semblance.server.metric.MetricLabels;
import dev.semblance.server.metric.ProcessMemory;
import dev.semblance.server.models.ModelRegistry;
import dev.semblance.server.request.Accounted;
import dev.semblance.server.request.Call;
import dev.semblance.server.request.CallMeter;
import dev.semblance.server.request.RequestContext;
import dev.semblance.server.request.RequestMemory;
import dev.semblance.server.request.ServiceOperation;
import dev.semblance.server.service.tei.MeteredTask;
import dev.semblance.server.service.tei.TeiMeters;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Metrics of requests, models, searches and the process. *Safe for use by many threads.*
public final class Meters implements CallMeter {
  /// A gauge that another part of the program provides.
  private record Gauge(String name, String help, LongSupplier number) {}

  private final ModelRegistry models;
  private final @Nullable CollectionCatalog catalog;
  private final TeiMeters tei = new TeiMeters();
  private final RouteMeters routes = new RouteMeters();
  private final SearchMeters searches = new SearchMeters();
  private final RequestMemory memory;
  private final List<Gauge> gauges = new CopyOnWriteArrayList<>();

  /// @param catalog the collections, or null when this server keeps none
  /// @param memory of requests in flight
  public Meters(ModelRegistry models, @Nullable CollectionCatalog catalog, RequestMemory memory) {
    this.models = models;
    this.catalog = catalog;
    this.memory = memory;
    gauge("semblance_heap_bytes", "Bytes of objects on the heap", ProcessMemory::heap);
    ProcessMemory.resident()
        .ifPresent(_ ->
            gauge(
                "semblance_resident_bytes",
                "Bytes of the process that are in memory",
                () -> ProcessMemory.resident().orElse(0)));
  }

  /// Adds a gauge, evaluated whenever the metrics are read.
  ///
  /// @param name in Prometheus's alphabet, once
  /// @param help one sentence
  public void gauge(String name, String help, LongSupplier number) {
    gauges.add(new Gauge(name, help, number));
  }

  /// Counts a call: one of a model by text-embeddings-inference's names too, a search by its own.
  @Override
  public Pending arrived(RequestContext context, Call<?> call) {
    return switch (call.operation()) {
      case ServiceOperation.ComputeEmbeddings(String model, boolean listed) -> {
        tei.arrived(listed);
        yield modelCall(tei.pending(MeteredTask.EMBED, listed, call.inputs()), model, context);
      }
      case ServiceOperation.ComputeScores(String model, boolean listed) -> {
        tei.arrived(listed);
        yield modelCall(tei.pending(MeteredTask.PREDICT, listed, call.inputs()), model, context);
      }
      case ServiceOperation.SearchCollection(_, String lanes) ->
          searches.arrived(context.route(), lanes);
      case ServiceOperation.ComputeTokens _ -> tei.failuresOnly();
      case ServiceOperation.ReadDocument _, ServiceOperation.WriteDocuments _ -> Pending.UNCOUNTED;
    };
  }

  private Pending modelCall(Pending byTeisNames, @Nullable String model, RequestContext context) {
    MetricLabels labels =
        MetricLabels.of("model", models.label(model)).and("route", context.route());
    return new Pending() {
      @Override
      public void answered(Object reply) {
        byTeisNames.answered(reply);
        if (reply instanceof Accounted accounted) {
          routes.answered(labels, accounted);
        }
      }

      @Override
      public void failed(SemblanceException fault) {
        byTeisNames.failed(fault);
        routes.failed(labels, fault.fault());
      }
    };
  }

  private void writeMemory(Exposition out) {
    out.family(
        "semblance_request_memory_bytes", Kind.GAUGE, "Bytes reserved for requests in flight");
    out.sample("semblance_request_memory_bytes", MetricLabels.NONE, memory.held());
    out.family(
        "semblance_request_memory_limit_bytes",
        Kind.GAUGE,
        "Maximum bytes reserved for requests in flight");
    out.sample("semblance_request_memory_limit_bytes", MetricLabels.NONE, memory.limit());
    out.family(
        "semblance_request_memory_refused_total",
        Kind.COUNTER,
        "Requests refused for lack of memory");
    out.sample("semblance_request_memory_refused_total", MetricLabels.NONE, memory.refused());
  }

  /// All of them in Prometheus's text format.
  public String text() {
    Exposition out = new Exposition();
    tei.write(out);
    routes.write(out);
    searches.write(out);
    if (catalog != null) {
      CatalogMeters.write(out, catalog);
    }
    ModelMeters.write(out, models);
    writeMemory(out);
    for (Gauge gauge : gauges) {
      out.family(gauge.name(), Kind.GAUGE, gauge.help());
      out.sample(gauge.name(), MetricLabels.NONE, gauge.number().getAsLong());
    }
    return out.text();
  }
}
