package dev.semblance.search.ingest.text;

import dev.semblance.SemblanceException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// The bytes of a file or of standard input, decompressed where they are gzip: by the name's ending
/// `.gz` or by their first two bytes. *One thread at a time.*
public final class FileContent implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final MeasuredFile file;
  private final boolean namedGzip;
  private @Nullable InputStream in;

  private FileContent(MeasuredFile file, boolean namedGzip) {
    this.file = file;
    this.namedGzip = namedGzip;
  }

  /// @throws SemblanceException NOT_FOUND when there is no such file, INVALID when it cannot be
  ///   opened
  public static FileContent open(Path file) {
    return new FileContent(MeasuredFile.open(file), file.toString().endsWith(".gz"));
  }

  /// The content of a stream, which is closed with it.
  public static FileContent of(InputStream stream) {
    return new FileContent(MeasuredFile.ofUnknownSize(stream), false);
  }

  /// The next bytes. Not closed by the caller.
  ///
  /// @throws IOException when gzip is damaged, or the file cannot be read
  public InputStream stream() throws IOException {
    if (in == null) {
      var buffered = new BufferedInputStream(file, BUFFER);
      in = namedGzip || isGzip(buffered) ? new GZIPInputStream(buffered, BUFFER) : buffered;
    }
    return in;
  }

  /// All bytes, or empty where there are more than a limit.
  ///
  /// @throws IOException as [#stream]
  public Optional<byte[]> bytes(int limit) throws IOException {
    byte[] bytes = stream().readNBytes(limit + 1);
    return bytes.length > limit ? Optional.empty() : Optional.of(bytes);
  }

  /// Share of the file that has been read, 0 … 1.
  public double share() {
    return file.share();
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isGzip(BufferedInputStream in) throws IOException {
    in.mark(2);
    boolean gzip = in.read() == 0x1F && in.read() == 0x8B;
    in.reset();
    return gzip;
  }
}
