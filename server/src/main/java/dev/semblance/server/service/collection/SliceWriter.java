package dev.semblance.server.service.collection;

import dev.semblance.SemblanceException;
import dev.semblance.collection.Entry;
import dev.semblance.collection.Outcome;
import dev.semblance.collection.ReadResult;
import dev.semblance.collection.Refused;
import dev.semblance.collection.WriteReport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

/// Writes a stream of documents a slice at a time, so that no stream is held as a whole and a crash
/// loses only what was not acknowledged. *One thread at a time.*
public final class SliceWriter {
  private final CollectionLimits.Slices limits;
  private final SliceListener listener;
  private final Function<List<Entry>, WriteReport> write;

  private final List<ReadResult> slice = new ArrayList<>();
  private final long[] places;
  private long sliceBytes;

  /// @param write writes a slice, charged to the quota of the request
  SliceWriter(
      CollectionLimits.Slices limits,
      SliceListener listener,
      Function<List<Entry>, WriteReport> write) {
    this.limits = limits;
    this.listener = listener;
    this.write = write;
    places = new long[limits.documents()];
  }

  /// Receives the outcomes of each slice once it is on disk, in the order of the stream.
  @FunctionalInterface
  public interface SliceListener {
    /// @param places of the items in the stream, one for each outcome
    void written(long[] places, List<Outcome> outcomes);
  }

  /// Adds the next item; writes the slice if it is full now.
  ///
  /// @param place of the item in the stream: its line from 1, or its index from 0
  /// @param bytes of the item on the wire
  /// @throws SemblanceException when the slice cannot be written; none of it is, and the listener
  ///   has received that as the outcome of each of its items
  public void offer(ReadResult item, long place, long bytes) {
    places[slice.size()] = place;
    slice.add(item);
    if (item instanceof Entry) {
      sliceBytes += bytes;
    }
    if (slice.size() >= limits.documents() || sliceBytes >= limits.bytes()) {
      flush();
    }
  }

  /// Writes the rest.
  ///
  /// @throws SemblanceException as [#offer]
  public void flush() {
    if (slice.isEmpty()) {
      return;
    }
    List<ReadResult> items = List.copyOf(slice);
    slice.clear();
    sliceBytes = 0;
    Iterator<Outcome> outcomes;
    try {
      outcomes = write(items).iterator();
    } catch (SemblanceException e) {
      report(items, entry -> refusal(entry, e));
      throw e;
    }
    report(items, _ -> outcomes.next());
  }

  private List<Outcome> write(List<ReadResult> items) {
    List<Entry> entries = new ArrayList<>(items.size());
    for (ReadResult item : items) {
      if (item instanceof Entry entry) {
        entries.add(entry);
      }
    }
    return entries.isEmpty() ? List.of() : write.apply(entries).outcomes();
  }

  private void report(List<ReadResult> items, Function<Entry, Outcome> outcome) {
    List<Outcome> outcomes = new ArrayList<>(items.size());
    for (ReadResult item : items) {
      outcomes.add(
          switch (item) {
            case Entry entry -> outcome.apply(entry);
            case Refused refused -> refused;
          });
    }
    listener.written(Arrays.copyOf(places, items.size()), outcomes);
  }

  private static Refused refusal(Entry entry, SemblanceException e) {
    return new Refused(entry.document().id(), "not written: " + e.getMessage());
  }
}
