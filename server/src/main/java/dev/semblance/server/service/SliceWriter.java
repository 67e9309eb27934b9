package dev.semblance.server.service;

import dev.semblance.SemblanceException;
import dev.semblance.collection.Corpus;
import dev.semblance.collection.Entry;
import dev.semblance.collection.WriteReport.Outcome;
import dev.semblance.server.request.Caller;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/// Writes a stream of documents a slice at a time, so that no stream is held as a whole and a crash
/// loses only what was not acknowledged. *One thread at a time.*
public final class SliceWriter {
  private final Corpus corpus;
  private final ServiceSettings.Slices limits;
  private final Consumer<List<Verdict>> acknowledged;

  private final List<Offered> slice = new ArrayList<>();
  private long sliceBytes;

  SliceWriter(Corpus corpus, ServiceSettings.Slices limits, Consumer<List<Verdict>> acknowledged) {
    this.corpus = corpus;
    this.limits = limits;
    this.acknowledged = acknowledged;
  }

  /// Takes the next item; writes and acknowledges the slice if it is full now.
  ///
  /// @throws SemblanceException when the slice cannot be written; nothing of it is, and each of its
  ///   items was told so
  public void offer(Offered item) {
    slice.add(item);
    if (item instanceof Offered.Good good) {
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
    List<Offered> written = List.copyOf(slice);
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

  private List<Outcome> write(List<Offered> items) {
    List<Entry> entries = new ArrayList<>(items.size());
    for (Offered item : items) {
      if (item instanceof Offered.Good good) {
        entries.add(good.entry());
      }
    }
    if (entries.isEmpty()) {
      return List.of();
    }
    Caller.current().quota().await(entries.size());
    return corpus.writeEntries(entries).outcomes();
  }

  private static List<Verdict> verdicts(
      List<Offered> items, Function<Offered.Good, Verdict> verdict) {
    List<Verdict> verdicts = new ArrayList<>(items.size());
    for (Offered item : items) {
      verdicts.add(
          switch (item) {
            case Offered.Good good -> verdict.apply(good);
            case Offered.Bad(long place, String id, String reason) ->
                new Verdict(place, id, reason);
          });
    }
    return verdicts;
  }

  private static Verdict refusal(Offered.Good good, SemblanceException e) {
    return new Verdict(
        good.place(), good.entry().document().id(), "not written: " + e.getMessage());
  }

  private static Verdict verdict(long place, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted(String id) -> new Verdict(place, id, null);
      case Outcome.Refused(String id, String reason) -> new Verdict(place, id, reason);
    };
  }
}
