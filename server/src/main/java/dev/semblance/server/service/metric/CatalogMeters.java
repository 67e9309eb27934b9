package dev.semblance.server.service.metric;

import dev.semblance.collection.CatalogStatistics;
import dev.semblance.collection.CollectionCatalog;
import dev.semblance.collection.StoreActivity;
import dev.semblance.server.metric.Exposition;
import dev.semblance.server.metric.Exposition.Kind;
import dev.semblance.server.metric.MetricLabels;

/// Numbers of the collections and their indexes, summed up: clients create collections, and each as
/// a label would add its series for ever.
final class CatalogMeters {
  private CatalogMeters() {}

  static void write(Exposition out, CollectionCatalog catalog) {
    CatalogStatistics now = catalog.statistics();
    StoreActivity activity = now.activity();
    gauge(out, "semblance_collections", "Collections of the data directory", now.collections());
    gauge(out, "semblance_open_collections", "Collections whose index is open", now.open());
    gauge(out, "semblance_segments", "Segments of the open indexes", now.segments());
    counter(out, "semblance_commits_total", "Commits of documents to disk", activity.commits());
    counter(out, "semblance_merges_total", "Merges of segments that ended", activity.merges());
    counter(
        out,
        "semblance_merge_failures_total",
        "Merges of segments that failed",
        activity.failedMerges());
  }

  private static void gauge(Exposition out, String name, String help, long number) {
    write(out, name, Kind.GAUGE, help, number);
  }

  private static void counter(Exposition out, String name, String help, long number) {
    write(out, name, Kind.COUNTER, help, number);
  }

  private static void write(Exposition out, String name, Kind kind, String help, long number) {
    out.family(name, kind, help);
    out.sample(name, MetricLabels.NONE, number);
  }
}
