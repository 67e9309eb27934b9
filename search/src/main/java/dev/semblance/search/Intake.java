package dev.semblance.search;

import dev.semblance.EmbedOptions;
import dev.semblance.Embedded;
import dev.semblance.Embedder;
import dev.semblance.Fault;
import dev.semblance.Input;
import dev.semblance.SemblanceException;
import dev.semblance.collection.Document;
import dev.semblance.collection.Entry;
import dev.semblance.collection.WriteReport;
import dev.semblance.collection.WriteReport.Outcome;
import dev.semblance.search.index.VectoredDocument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The entries of one write on their way in: checked, embedded, and each ready or refused. *One
/// thread at a time.*
final class Intake {
  /// How many documents are embedded by one call; the embedder makes its batches within.
  private static final int SLICE = 1_024;

  private final int dimensions;
  private final List<Item> items = new ArrayList<>();
  private long tokens;

  /// @param dimensions width `k` that a vector must have
  Intake(List<Entry> entries, int dimensions) {
    this.dimensions = dimensions;
    Map<String, Item> latest = new HashMap<>();
    for (Entry entry : entries) {
      var item = new Item(entry.document());
      items.add(item);
      item.refusal = DocumentRules.flaw(entry.document());
      if (item.refusal == null && entry.vector() != null) {
        accept(item, entry.vector());
      }
      Item earlier = latest.put(entry.document().id(), item);
      if (earlier != null && earlier.refusal == null) {
        earlier.refusal =
            "the same id comes again later in this write, and only the later one counts";
      }
    }
  }

  /// Makes the vectors that are missing.
  void embed(Embedder embedder) {
    List<Item> missing =
        items.stream().filter(item -> item.refusal == null && item.vector == null).toList();
    for (int from = 0; from < missing.size(); from += SLICE) {
      embed(embedder, missing.subList(from, Math.min(from + SLICE, missing.size())));
    }
  }

  List<VectoredDocument> ready() {
    List<VectoredDocument> ready = new ArrayList<>();
    for (Item item : items) {
      if (item.refusal == null && item.vector != null) {
        ready.add(new VectoredDocument(item.document, item.vector));
      }
    }
    return ready;
  }

  WriteReport report() {
    return new WriteReport(items.stream().map(Item::outcome).toList(), tokens);
  }

  /// When the embedder refuses a slice, each of its documents is tried alone, so that a bad one
  /// does not stop the others.
  private void embed(Embedder embedder, List<Item> slice) {
    List<Embedded> made;
    try {
      made =
          embedder.embed(
              slice.stream().map(item -> Input.of(item.document.passage())).toList(),
              EmbedOptions.PASSAGES);
    } catch (SemblanceException e) {
      if (e.fault() != Fault.INVALID && e.fault() != Fault.EMPTY) {
        throw e;
      }
      if (slice.size() == 1) {
        slice.getFirst().refusal = e.getMessage();
      } else {
        slice.forEach(item -> embed(embedder, List.of(item)));
      }
      return;
    }
    for (int i = 0; i < made.size(); i++) {
      tokens += made.get(i).tokens();
      accept(slice.get(i), made.get(i).vector());
    }
  }

  private void accept(Item item, float[] vector) {
    item.refusal = DocumentRules.flaw(vector, dimensions);
    if (item.refusal == null) {
      item.vector = unit(vector);
    }
  }

  private static float[] unit(float[] vector) {
    double squares = 0;
    for (float value : vector) {
      squares += (double) value * value;
    }
    double length = Math.sqrt(squares);
    float[] unit = new float[vector.length];
    for (int i = 0; i < vector.length; i++) {
      unit[i] = (float) (vector[i] / length);
    }
    return unit;
  }

  /// One entry and how far it has come.
  private static final class Item {
    final Document document;
    float @Nullable [] vector;
    @Nullable String refusal;

    Item(Document document) {
      this.document = document;
    }

    Outcome outcome() {
      return refusal == null
          ? new Outcome.Accepted(document.id())
          : new Outcome.Refused(document.id(), refusal);
    }
  }
}
