package dev.semblance.search.ingest;

import dev.semblance.Fault;
import dev.semblance.Progress;
import dev.semblance.SemblanceException;
import dev.semblance.collection.Document;
import dev.semblance.collection.DocumentCollection;
import dev.semblance.collection.Entry;
import dev.semblance.collection.WriteReport;
import java.util.ArrayList;
import java.util.List;

/// Brings the documents of a source into a corpus.
///
/// Documents are read ahead into a window, sorted by length, and written in slices of that order:
/// neighbours of one length waste no computation on padding, and each slice is durable before the
/// next begins. A document that stands in the corpus as it is read is not written again. So a run
/// that was cut short is resumed, and a finished one repeated at the price of reading, by running
/// it again. *One thread at a time.*
public final class Ingest {
  /// Documents in a window, and characters at which it is full before.
  static final int WINDOW = 2_048;

  static final long WINDOW_CHARS = 16_000_000;

  /// Documents in a slice, and characters at which it is full before.
  static final int SLICE = 256;

  static final long SLICE_CHARS = 1_000_000;

  private final DocumentCollection corpus;
  private final Progress progress;

  /// @param progress hears of documents done, and of about how many there are
  public Ingest(DocumentCollection corpus, Progress progress) {
    this.corpus = corpus;
    this.progress = progress;
  }

  /// @throws SemblanceException NOT_FOUND (the source is not there), CANCELLED (the thread was
  ///   interrupted; what was written stays), INTERNAL (the disk refuses)
  public IngestReport run(Source source) {
    var tally = new IngestTally();
    try (DocumentReader reader = source.open()) {
      var window = new ReadWindow();
      for (ReadResult entry = reader.next(); entry != null; entry = reader.next()) {
        switch (entry) {
          case ReadResult.Bad bad -> tally.skipped(bad);
          case ReadResult.Good good -> take(good, window, tally);
        }
        if (window.isFull()) {
          write(window, tally, reader);
        }
      }
      write(window, tally, reader);
    }
    return tally.report();
  }

  private void take(ReadResult.Good good, ReadWindow window, IngestTally tally) {
    if (good.document().passage().isBlank()) {
      tally.skipped(new ReadResult.Bad(good.where(), "neither a title nor a text"));
      return;
    }
    ReadResult.Good replaced = window.put(good);
    if (replaced != null) {
      tally.skipped(
          new ReadResult.Bad(
              replaced.where(),
              "'%s' comes again in %s, which is kept"
                  .formatted(good.document().id(), good.where())));
    }
  }

  private void write(ReadWindow window, IngestTally tally, DocumentReader reader) {
    List<ReadResult.Good> fresh = new ArrayList<>();
    for (ReadResult.Good good : window.drainByLength()) {
      if (stands(good.document())) {
        tally.unchanged();
      } else {
        fresh.add(good);
      }
    }
    long total = tally.expected(reader.share(), fresh.size());
    progress.at(tally.done(), total);
    for (List<ReadResult.Good> slice : ReadWindow.slices(fresh)) {
      if (Thread.interrupted()) {
        throw new SemblanceException(
            Fault.CANCELLED, "interrupted after " + tally.done() + " documents; they are kept");
      }
      WriteReport report =
          corpus.write(slice.stream().map(good -> Entry.of(good.document())).toList());
      tally.wrote(slice, report);
      progress.at(tally.done(), total);
    }
  }

  private boolean stands(Document document) {
    return corpus.get(document.id()).filter(document::equals).isPresent();
  }
}
