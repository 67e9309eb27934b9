package dev.semblance.search.ingest;

import dev.semblance.Fault;
import dev.semblance.Progress;
import dev.semblance.SemblanceException;
import dev.semblance.collection.DocumentCollection;
import dev.semblance.collection.Entry;
import dev.semblance.collection.ReadResult;
import dev.semblance.collection.Refused;
import dev.semblance.document.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Writes the documents of a source to a collection.
///
/// Documents are read ahead into a window, sorted by length, and written in slices of that order:
/// neighbours of one length need little padding, and each slice is durable before the next begins.
/// A document that the collection already holds unchanged is not written again, unless it has a
/// vector of its own, which may have changed. So a run that was interrupted is resumed, and a
/// finished one repeated at the cost of reading, by running it again. *One thread at a time.*
public final class Ingest {
  /// Documents in a window, and characters at which it is full before.
  static final int WINDOW = 2_048;

  static final long WINDOW_CHARS = 16_000_000;

  /// Documents in a slice, and characters at which it is full before.
  static final int SLICE = 256;

  static final long SLICE_CHARS = 1_000_000;

  private final DocumentCollection collection;
  private final Progress progress;
  private final Consumer<IngestReport.Skipped> skips;

  /// @param progress gets the documents done, and about how many there are
  public Ingest(DocumentCollection collection, Progress progress) {
    this(collection, progress, _ -> {});
  }

  /// As [#Ingest(DocumentCollection, Progress)].
  ///
  /// @param skips gets every item that is not written, at once
  public Ingest(
      DocumentCollection collection, Progress progress, Consumer<IngestReport.Skipped> skips) {
    this.collection = collection;
    this.progress = progress;
    this.skips = skips;
  }

  /// @throws SemblanceException NOT_FOUND (the source does not exist), CANCELLED (the thread was
  ///   interrupted; what was written stays), INTERNAL (the disk refuses)
  public IngestReport run(Source source) {
    var tally = new IngestTally(skips);
    try (DocumentReader reader = source.open()) {
      var window = new ReadWindow();
      for (ReadResult result = reader.next(); result != null; result = reader.next()) {
        reader.assumption().ifPresent(tally::assumed);
        switch (result) {
          case Refused(_, String reason) -> tally.skipped(reader.where(), reason);
          case Entry entry -> add(entry, reader.where(), window, tally);
        }
        if (window.isFull()) {
          write(window, tally, reader);
          window = new ReadWindow();
        }
      }
      write(window, tally, reader);
    }
    return tally.report();
  }

  /// As [#run]; then removes the documents that have left the source since earlier runs with the
  /// manifest. An interrupted run removes nothing.
  ///
  /// @throws SemblanceException as [#run]
  public IngestReport sync(Source source, SyncManifest manifest) {
    boolean complete = false;
    try {
      IngestReport report = run(manifest.noting(source));
      long removed = remove(List.copyOf(manifest.left()));
      complete = true;
      return report.withRemoved(removed);
    } finally {
      save(manifest, complete);
    }
  }

  /// An interrupted thread cannot write to a file.
  private static void save(SyncManifest manifest, boolean complete) {
    boolean interrupted = Thread.interrupted();
    try {
      manifest.save(complete);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private long remove(List<String> ids) {
    long removed = 0;
    for (int from = 0; from < ids.size(); from += WINDOW) {
      List<String> some = ids.subList(from, Math.min(ids.size(), from + WINDOW));
      removed += collection.delete(some).size();
    }
    return removed;
  }

  private static void add(Entry entry, String where, ReadWindow window, IngestTally tally) {
    if (entry.document().passage().isBlank()) {
      tally.skipped(where, "neither a title nor a text");
      return;
    }
    String replaced = window.put(entry, where);
    if (replaced != null) {
      tally.skipped(
          replaced,
          "'%s' comes again in %s, which is kept".formatted(entry.document().id(), where));
    }
  }

  private void write(ReadWindow window, IngestTally tally, DocumentReader reader) {
    List<Entry> fresh = new ArrayList<>();
    for (Entry entry : window.byLength()) {
      Document document = entry.document();
      Optional<Document> stored = collection.get(document.id());
      boolean given = !entry.vectors().isEmpty();
      if (!given && stored.filter(document.wellFormed()::equals).isPresent()) {
        tally.unchanged();
        continue;
      }
      if (stored.isPresent()) {
        window.markReplacing(document);
      }
      fresh.add(entry);
    }
    long total = tally.expected(reader.share(), fresh.size());
    progress.at(tally.done(), total);
    for (List<Entry> slice : ReadWindow.slices(fresh)) {
      if (Thread.interrupted()) {
        throw new SemblanceException(
            Fault.CANCELLED, "interrupted after " + tally.done() + " documents; they are kept");
      }
      tally.wrote(slice, collection.write(slice), window);
      progress.at(tally.done(), total);
    }
  }
}
