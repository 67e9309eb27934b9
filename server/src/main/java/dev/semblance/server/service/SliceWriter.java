package dev.semblance.server.service;

import dev.semblance.SemblanceException;
import dev.semblance.collection.Entry;
import dev.semblance.collection.WriteReport;
import dev.semblance.collection.WriteReport.Outcome;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/// Writes a stream of documents a slice at a time, so that no stream is held as a whole and a crash
/// loses only what was not acknowledged. *One thread at a time.*
public final class SliceWriter {
  private final Function<List<Entry>, WriteReport> write;
  private final ServiceSettings.Slices limits;
  private final Consumer<List<ItemResult>> acknowledged;

  private final List<StreamItem> slice = new ArrayList<>();
  private long sliceBytes;

  /// @param write writes a slice, charged to the quota of the request
  SliceWriter(
      ServiceSettings.Slices limits,
      Consumer<List<ItemResult>> acknowledged,
      Function<List<Entry>, WriteReport> write) {
    this.write = write;
    this.limits = limits;
    this.acknowledged = acknowledged;
  }

  /// Takes the next item; writes and acknowledges the slice if it is full now.
  ///
  /// @throws SemblanceException when the slice cannot be written; nothing of it is, and each of its
  ///   items was told so
  public void offer(StreamItem item) {
    slice.add(item);
    if (item instanceof StreamItem.Good good) {
      sliceBytes += good.bytes();
    }
    if (slice.size() >= limits.documents() || sliceBytes >= limits.bytes()) {
      flush();
    }
  }

  /// Writes and acknowledges what is left.
  ///
  /// @throws SemblanceException as [#offer]
  public void flush() {
    if (slice.isEmpty()) {
      return;
    }
    List<StreamItem> written = List.copyOf(slice);
    slice.clear();
    sliceBytes = 0;
    Iterator<Outcome> outcomes;
    try {
      outcomes = write(written).iterator();
    } catch (SemblanceException e) {
      acknowledged.accept(verdicts(written, good -> refusal(good, e)));
      throw e;
    }
    acknowledged.accept(verdicts(written, good -> verdict(good.place(), outcomes.next())));
  }

  private List<Outcome> write(List<StreamItem> items) {
    List<Entry> entries = new ArrayList<>(items.size());
    for (StreamItem item : items) {
      if (item instanceof StreamItem.Good good) {
        entries.add(good.entry());
      }
    }
    if (entries.isEmpty()) {
      return List.of();
    }
    return write.apply(entries).outcomes();
  }

  private static List<ItemResult> verdicts(
      List<StreamItem> items, Function<StreamItem.Good, ItemResult> verdict) {
    List<ItemResult> verdicts = new ArrayList<>(items.size());
    for (StreamItem item : items) {
      verdicts.add(
          switch (item) {
            case StreamItem.Good good -> verdict.apply(good);
            case StreamItem.Bad(long place, String id, String reason) ->
                new ItemResult(place, id, reason);
          });
    }
    return verdicts;
  }

  private static ItemResult refusal(StreamItem.Good good, SemblanceException e) {
    return new ItemResult(
        good.place(), good.entry().document().id(), "not written: " + e.getMessage());
  }

  private static ItemResult verdict(long place, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted(String id) -> new ItemResult(place, id, null);
      case Outcome.Refused(String id, String reason) -> new ItemResult(place, id, reason);
    };
  }
}
