package dev.semblance.server.command.text;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.collection.Entry;
import dev.semblance.collection.ReadResult;
import dev.semblance.collection.Refused;
import dev.semblance.search.ingest.DocumentReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Texts of a file of records (JSON, tables, Parquet): title and text of each, as `index` embeds
/// them. *One thread at a time.*
public final class RecordTexts implements TextReader {
  private static final List<String> RECORDS =
      List.of(".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".parquet");

  private final DocumentReader records;
  private long read;

  public RecordTexts(DocumentReader records) {
    this.records = records;
  }

  /// Whether a file of this name has records, rather than texts in lines.
  public static boolean isRecords(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    String inner = lower.endsWith(".gz") ? lower.substring(0, lower.length() - 3) : lower;
    return RECORDS.stream().anyMatch(inner::endsWith);
  }

  /// {@inheritDoc}
  ///
  /// A record without a text is a fault: skipped, it would shift the vectors that follow.
  @Override
  public List<String> next(int limit) {
    List<String> texts = new ArrayList<>();
    while (texts.size() < limit) {
      ReadResult result = records.next();
      if (result == null) {
        break;
      }
      texts.add(text(result));
    }
    read += texts.size();
    return texts;
  }

  private String text(ReadResult result) {
    return switch (result) {
      case Refused(_, String reason) -> throw refused(reason);
      case Entry entry when entry.document().passage().isBlank() ->
          throw refused("neither a title nor a text");
      case Entry entry -> entry.document().passage();
    };
  }

  private SemblanceException refused(String reason) {
    return new SemblanceException(Fault.INVALID, records.where() + ": " + reason);
  }

  @Override
  public long expected() {
    double share = records.share();
    return share <= 0 ? -1 : Math.round(read / share);
  }

  @Override
  public void close() {
    records.close();
  }
}
