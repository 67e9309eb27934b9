package dev.semblance.search.ingest;

import dev.semblance.collection.Document;
import dev.semblance.collection.Entry;
import dev.semblance.collection.ReadResult;
import dev.semblance.collection.Refused;
import dev.semblance.search.ingest.text.Lines;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A table whose first row names the columns: `id`, `title`, `text`; every other column becomes a
/// field of text. A row whose number of columns differs from the first row's is refused.
record Csv(Path file) implements Source {
  @Override
  public String name() {
    return file.toString();
  }

  @Override
  public DocumentReader open() {
    return new RowReader(new CsvRows(Lines.open(file)));
  }

  private final class RowReader implements DocumentReader {
    private final CsvRows rows;
    private @Nullable List<String> header;
    private boolean over;

    /// Line of the last row; 0 before the first and after the last.
    private long line;

    RowReader(CsvRows rows) {
      this.rows = rows;
    }

    @Override
    public @Nullable ReadResult next() {
      while (!over) {
        CsvRows.CsvRow row = rows.next();
        line = row == null ? 0 : row.line();
        ReadResult result =
            switch (row) {
              case null -> end();
              case CsvRows.CsvRow.Broken(_, String reason) -> new Refused(null, reason);
              case CsvRows.CsvRow.Complete(_, List<String> cells) -> result(cells);
            };
        if (result != null) {
          return result;
        }
      }
      return null;
    }

    private @Nullable ReadResult end() {
      over = true;
      return header == null
          ? new Refused(null, "the file is empty: a table begins with its header")
          : null;
    }

    private @Nullable ReadResult result(List<String> cells) {
      if (header == null) {
        String problem = problemOf(cells);
        header = cells;
        over = problem != null;
        return problem == null ? null : new Refused(null, problem);
      }
      return cells.size() == header.size()
          ? Entry.of(document(header, cells))
          : new Refused(
              null, "the row has " + cells.size() + " columns, the header has " + header.size());
    }

    @Override
    public String where() {
      return line == 0 ? file.toString() : file + ", line " + line;
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

  private static @Nullable String problemOf(List<String> header) {
    String consequence = "; no row of this table is read";
    if (new HashSet<>(header).size() < header.size()) {
      return "the header names a column twice: " + header + consequence;
    }
    if (!header.contains("title") && !header.contains("text")) {
      return "the header has neither a column `title` nor `text`: " + header + consequence;
    }
    return null;
  }

  private static Document document(List<String> header, List<String> cells) {
    Map<String, String> row = new LinkedHashMap<>();
    for (int i = 0; i < cells.size(); i++) {
      row.put(header.get(i), cells.get(i));
    }
    String id = removed(row, "id").strip();
    String title = removed(row, "title");
    String text = removed(row, "text");
    return new Document(
        id.isEmpty() ? ContentId.of(title, text, row) : id,
        title,
        text,
        Collections.unmodifiableMap(row));
  }

  private static String removed(Map<String, String> row, String column) {
    String value = row.remove(column);
    return value == null ? "" : value;
  }
}
