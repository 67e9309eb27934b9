package dev.semblance.search.ingest;

import dev.semblance.collection.Document;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A table whose first row names the columns; `id`, `title` and `text` are the document's own,
/// every other column becomes a field of text. A row with another number of columns than the first
/// is bad.
record Csv(Path file) implements Source {
  @Override
  public String name() {
    return file.toString();
  }

  @Override
  public DocumentReader open() {
    return new Reader(new CsvRows(Lines.open(file)));
  }

  private final class Reader implements DocumentReader {
    private final CsvRows rows;
    private @Nullable List<String> header;
    private boolean over;

    Reader(CsvRows rows) {
      this.rows = rows;
    }

    @Override
    public @Nullable ReadResult next() {
      while (!over) {
        ReadResult entry =
            switch (rows.next()) {
              case null -> end();
              case CsvRows.CsvRow.Broken(long line, String reason) ->
                  new ReadResult.Bad(where(line), reason);
              case CsvRows.CsvRow.Cells(long line, List<String> cells) -> entry(line, cells);
            };
        if (entry != null) {
          return entry;
        }
      }
      return null;
    }

    private @Nullable ReadResult end() {
      over = true;
      return header == null
          ? new ReadResult.Bad(file.toString(), "the file is empty: a table begins with its header")
          : null;
    }

    private @Nullable ReadResult entry(long line, List<String> cells) {
      if (header == null) {
        String problem = problemOf(cells);
        header = cells;
        over = problem != null;
        return problem == null ? null : new ReadResult.Bad(where(line), problem);
      }
      return cells.size() == header.size()
          ? new ReadResult.Good(where(line), document(header, cells))
          : new ReadResult.Bad(
              where(line),
              "the row has " + cells.size() + " columns, the header has " + header.size());
    }

    private String where(long line) {
      return file + ", line " + line;
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
    String nothing = "; no row of this table is read";
    if (new HashSet<>(header).size() < header.size()) {
      return "the header names a column twice: " + header + nothing;
    }
    if (!header.contains("title") && !header.contains("text")) {
      return "the header has neither a column `title` nor `text`: " + header + nothing;
    }
    return null;
  }

  private static Document document(List<String> header, List<String> cells) {
    Map<String, String> row = new LinkedHashMap<>();
    for (int i = 0; i < cells.size(); i++) {
      row.put(header.get(i), cells.get(i));
    }
    String id = taken(row, "id").strip();
    String title = taken(row, "title");
    String text = taken(row, "text");
    return new Document(
        id.isEmpty() ? ContentId.of(title, text, row) : id,
        title,
        text,
        Collections.unmodifiableMap(row));
  }

  private static String taken(Map<String, String> row, String column) {
    String value = row.remove(column);
    return value == null ? "" : value;
  }
}
