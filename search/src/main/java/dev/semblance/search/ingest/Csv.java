package dev.semblance.search.ingest;

import dev.semblance.SemblanceException;
import dev.semblance.collection.ReadResult;
import dev.semblance.collection.Refused;
import dev.semblance.search.ingest.CsvRows.CsvRow;
import dev.semblance.search.ingest.text.Lines;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A table: each row is a document, its id, title and text in columns that [TableHeader] finds,
/// every other column a field of text. A row whose number of columns differs from the first row's
/// is refused.
record Csv(InputFile file) implements Source {
  /// Rows that the columns are found by.
  private static final int SAMPLE = 20;

  @Override
  public String name() {
    return file.name();
  }

  @Override
  public DocumentReader open() {
    Lines lines = Lines.of(file.open(), file.settings().encoding());
    return new RowReader(new CsvRows(lines, file.settings().delimiter()));
  }

  private final class RowReader implements DocumentReader {
    private final CsvRows rows;
    private final Deque<CsvRow> sample = new ArrayDeque<>();
    private @Nullable TableHeader header;
    private boolean over;

    /// Line of the last row; 0 before the first and after the last.
    private long line;

    RowReader(CsvRows rows) {
      this.rows = rows;
    }

    @Override
    public @Nullable ReadResult next() {
      if (over) {
        return null;
      }
      if (header == null) {
        String problem = readHeader();
        if (problem != null) {
          over = true;
          return new Refused(null, problem);
        }
      }
      CsvRow row = sample.isEmpty() ? rows.next() : sample.poll();
      line = row == null ? 0 : row.line();
      return switch (row) {
        case null -> null;
        case CsvRow.Broken(_, String reason) -> new Refused(null, reason);
        case CsvRow.Complete(_, List<String> cells) -> result(cells);
      };
    }

    /// Reads the first rows; returns why no row can be read, or null.
    private @Nullable String readHeader() {
      List<List<String>> complete = new ArrayList<>();
      while (sample.size() < SAMPLE) {
        CsvRow row = rows.next();
        if (row == null) {
          break;
        }
        sample.add(row);
        if (row instanceof CsvRow.Complete(_, List<String> cells)) {
          complete.add(cells);
        }
      }
      if (complete.isEmpty()) {
        return sample.isEmpty()
            ? "the file is empty: a table begins with its header"
            : brokenHeader();
      }
      TableHeader found = TableHeader.of(complete, file.settings());
      header = found;
      if (found.inFirstRow()) {
        CsvRow first = firstComplete();
        line = first.line();
        sample.remove(first);
      }
      return found.problem();
    }

    private String brokenHeader() {
      CsvRow first = sample.getFirst();
      line = first.line();
      return first instanceof CsvRow.Broken(_, String reason) ? reason : "";
    }

    private CsvRow firstComplete() {
      return sample.stream().filter(CsvRow.Complete.class::isInstance).findFirst().orElseThrow();
    }

    private ReadResult result(List<String> cells) {
      List<String> names = header == null ? List.of() : header.names();
      if (cells.size() != names.size()) {
        return new Refused(
            null, "the row has " + cells.size() + " columns, the header has " + names.size());
      }
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      for (int i = 0; i < cells.size(); i++) {
        row.put(names.get(i), cells.get(i));
      }
      try {
        return RecordEntry.ofTable(row, header == null ? RecordColumns.DEFAULT : header.columns());
      } catch (SemblanceException e) {
        return new Refused(null, String.valueOf(e.getMessage()));
      }
    }

    @Override
    public String file() {
      return file.name();
    }

    @Override
    public String where() {
      return line == 0 ? file.name() : file.name() + ", line " + line;
    }

    /// Encoding, delimiter and columns, where they are not the usual ones.
    @Override
    public Optional<String> assumption() {
      List<String> found = new ArrayList<>();
      rows.foundEncoding().ifPresent(charset -> found.add("read as " + charset.name()));
      rows.delimiter().filter(this::isNotUsual).ifPresent(c -> found.add(separated(c)));
      if (header != null && header.problem() == null) {
        if (!header.inFirstRow() && file.settings().header().isEmpty()) {
          found.add("no header (--header yes reads the first row as one)");
        }
        header
            .columns()
            .text()
            .filter(_ -> isGuessed())
            .ifPresent(text -> found.add("the text is column `" + text + "`"));
      }
      return found.isEmpty()
          ? Optional.empty()
          : Optional.of(file.name() + ": " + String.join(", ", found));
    }

    private boolean isGuessed() {
      boolean named =
          header != null && header.columns().text().filter("text"::equalsIgnoreCase).isPresent();
      return !named && file.settings().columns().text().isEmpty();
    }

    private boolean isNotUsual(char delimiter) {
      boolean tabs = file.name().toLowerCase(Locale.ROOT).contains(".tsv");
      return file.settings().delimiter().isEmpty() && delimiter != (tabs ? '\t' : ',');
    }

    private static String separated(char delimiter) {
      return "separated by " + (delimiter == '\t' ? "tabs" : "'" + delimiter + "'");
    }

    @Override
    public double share() {
      return rows.share();
    }

    @Override
    public void close() {
      rows.close();
    }
  }
}
