package dev.semblance.search.ingest;

import java.util.ArrayList;
import java.util.List;

/// A count of places, and the first of them. *One thread at a time.*
final class FirstPlaces {
  private static final int KEPT = 10;

  private final List<String> first = new ArrayList<>();
  private long count;

  void add(String place) {
    count++;
    if (first.size() < KEPT) {
      first.add(place);
    }
  }

  IngestReport.NotedDocuments places() {
    return new IngestReport.NotedDocuments(count, first);
  }
}
