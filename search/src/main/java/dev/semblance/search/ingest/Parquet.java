package dev.semblance.search.ingest;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.collection.ReadResult;
import dev.semblance.collection.Refused;
import dev.semblance.search.ingest.table.ParquetRows;
import dev.semblance.search.ingest.text.FileContent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A Parquet file: each row is a document, as [JsonDocument] reads an object of its columns; a list
/// of numbers `vector` is its vector.
record Parquet(InputFile file) implements Source {
  /// Bytes of a file that is not on disk, or is compressed as a whole: it is read into memory.
  private static final int MAX_IN_MEMORY = 512 << 20;

  @Override
  public String name() {
    return file.name();
  }

  @Override
  public DocumentReader open() {
    file.requireExists();
    return new ParquetReader();
  }

  private final class ParquetReader implements DocumentReader {
    private @Nullable ParquetRows rows;
    private boolean over;

    @Override
    public @Nullable ReadResult next() {
      if (over) {
        return null;
      }
      Map<String, @Nullable Object> row;
      try {
        row = row();
      } catch (SemblanceException e) {
        over = true;
        return refused(e);
      }
      over = row == null;
      try {
        return row == null ? null : RecordEntry.of(row, file.settings().columns());
      } catch (SemblanceException e) {
        return refused(e);
      }
    }

    private @Nullable Map<String, @Nullable Object> row() {
      if (rows == null) {
        rows = opened();
      }
      return rows.next();
    }

    private static Refused refused(SemblanceException e) {
      if (e.fault() == Fault.CANCELLED) {
        throw e;
      }
      return new Refused(null, String.valueOf(e.getMessage()));
    }

    private ParquetRows opened() {
      Optional<Path> onDisk = file.path().filter(path -> !path.toString().endsWith(".gz"));
      return onDisk.isPresent() ? ParquetRows.open(onDisk.get()) : ParquetRows.of(buffer());
    }

    private ByteBuffer buffer() {
      try (FileContent content = file.open()) {
        return content
            .bytes(MAX_IN_MEMORY)
            .map(ByteBuffer::wrap)
            .orElseThrow(() ->
                new SemblanceException(
                    Fault.INVALID,
                    "the file is longer than %d bytes; decompress it to disk first"
                        .formatted(MAX_IN_MEMORY)));
      } catch (IOException e) {
        throw new SemblanceException(
            Fault.INVALID, "the file cannot be read: " + e.getMessage(), e);
      }
    }

    @Override
    public String file() {
      return file.name();
    }

    @Override
    public String where() {
      return rows == null ? file.name() : file.name() + ", row " + rows.row();
    }

    @Override
    public double share() {
      return over ? 1 : rows == null ? 0 : rows.share();
    }

    @Override
    public void close() {
      if (rows != null) {
        rows.close();
      }
    }
  }
}
