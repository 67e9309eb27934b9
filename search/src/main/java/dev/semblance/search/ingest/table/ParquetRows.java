package dev.semblance.search.ingest.table;

import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import dev.semblance.search.ingest.text.TimeLimit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The rows of a Parquet file as maps, by Hardwood. Rows are read some at a time under a
/// [TimeLimit], since a damaged file may exhaust time or memory. *One thread at a time.*
public final class ParquetRows implements AutoCloseable {
  private static final int READ_AHEAD = 256;

  /// Hardwood logs each file that it opens.
  private static final Logger LOGGER = Logger.getLogger("dev.hardwood");

  static {
    LOGGER.setLevel(Level.OFF);
  }

  private final ParquetFileReader file;
  private final RowReader reader;
  private final Queue<Map<String, @Nullable Object>> ahead = new ArrayDeque<>();
  private final long count;
  private long row;

  private ParquetRows(ParquetFileReader file) {
    this.file = file;
    reader = file.rowReader();
    count = file.getFileMetaData().numRows();
  }

  /// @throws dev.semblance.SemblanceException INVALID when the file is damaged or of an unknown
  ///   compression
  public static ParquetRows open(Path file) {
    return open(new CopiedFile(file));
  }

  /// As [#open], of a file in memory.
  public static ParquetRows of(ByteBuffer bytes) {
    return open(InputFile.of(bytes));
  }

  private static ParquetRows open(InputFile input) {
    return TimeLimit.run(() -> {
      try {
        return new ParquetRows(ParquetFileReader.open(input));
      } catch (IOException e) {
        throw new UncheckedIOException(e.getMessage(), e);
      }
    });
  }

  /// The next row, or null after the last. The map belongs to the caller.
  ///
  /// @throws dev.semblance.SemblanceException INVALID when the file is damaged; then no further row
  ///   can be read
  public @Nullable Map<String, @Nullable Object> next() {
    if (ahead.isEmpty()) {
      ahead.addAll(TimeLimit.run(this::more));
    }
    Map<String, @Nullable Object> next = ahead.poll();
    row += next == null ? 0 : 1;
    return next;
  }

  /// Number of the last row, from 1.
  public long row() {
    return row;
  }

  /// Share of the rows that has been read, 0 … 1.
  public double share() {
    return count <= 0 ? 1 : Math.min(1, (double) row / count);
  }

  @Override
  public void close() {
    try {
      reader.close();
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Map<String, @Nullable Object>> more() {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    while (rows.size() < READ_AHEAD && reader.hasNext()) {
      reader.next();
      Map<String, @Nullable Object> values = new LinkedHashMap<>();
      for (int i = 0; i < reader.getFieldCount(); i++) {
        values.put(reader.getFieldName(i), ParquetValue.of(reader.getValue(i)));
      }
      rows.add(values);
    }
    return rows;
  }
}
