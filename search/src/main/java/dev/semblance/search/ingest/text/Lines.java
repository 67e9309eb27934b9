package dev.semblance.search.ingest.text;

import dev.semblance.SemblanceException;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// The lines of a UTF-8 stream or file, plain or gzip (a name that ends in `.gz`), one at a time;
/// the whole is never in memory. A byte order mark is dropped; LF and CRLF both end a line.
///
/// A line that cannot be read is returned as unreadable, and reading continues after it if
/// possible: bytes that are not UTF-8, or a line over the limit, spoil one line; a damaged gzip
/// stream or disk spoils the rest of the file. *One thread at a time.*
public final class Lines implements AutoCloseable {
  /// Longest line in bytes.
  public static final int MAX_BYTES = 16 << 20;

  private static final int CHUNK = 1 << 16;

  private final MeasuredFile file;
  private final boolean gzip;
  private final int limit;
  private final byte[] chunk = new byte[CHUNK];
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
  private @Nullable InputStream in;
  private int at;
  private int end;
  private long number;
  private boolean over;

  private Lines(MeasuredFile file, boolean gzip, int limit) {
    this.file = file;
    this.gzip = gzip;
    this.limit = limit;
  }

  /// The lines of a stream, which is closed with them.
  ///
  /// @param limit longest line in bytes
  public static Lines of(InputStream stream, int limit) {
    return new Lines(MeasuredFile.ofUnknownSize(stream), false, limit);
  }

  /// @throws SemblanceException NOT_FOUND when there is no such file, INVALID when it cannot be
  ///   opened
  public static Lines open(Path file) {
    return new Lines(MeasuredFile.open(file), file.toString().endsWith(".gz"), MAX_BYTES);
  }

  /// The next line, or null after the last.
  public @Nullable TextLine next() {
    if (over) {
      return null;
    }
    number++;
    try {
      return read();
    } catch (EOFException e) {
      return broken("the gzip stream ends in the middle; nothing from here on can be read");
    } catch (IOException e) {
      return broken("nothing from here on can be read: " + e.getMessage());
    }
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

  private @Nullable TextLine read() throws IOException {
    pending.reset();
    boolean tooLong = false;
    while (at < end || fill()) {
      int stop = at;
      while (stop < end && chunk[stop] != '\n') {
        stop++;
      }
      tooLong |= pending.size() + (stop - at) > limit;
      if (!tooLong) {
        pending.write(chunk, at, stop - at);
      }
      boolean ended = stop < end;
      at = ended ? stop + 1 : stop;
      if (ended) {
        return line(tooLong);
      }
    }
    over = true;
    return pending.size() > 0 || tooLong ? line(tooLong) : null;
  }

  private TextLine line(boolean tooLong) {
    if (tooLong) {
      return new TextLine.Unreadable(number, "the line is longer than " + limit + " bytes");
    }
    String text = Utf8.decodeOrNull(pending.toByteArray(), number == 1);
    if (text == null) {
      return new TextLine.Unreadable(number, "the line is not UTF-8");
    }
    return new TextLine.Decoded(
        number, text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
  }

  private TextLine broken(String reason) {
    over = true;
    return new TextLine.Unreadable(number, reason);
  }

  private boolean fill() throws IOException {
    if (in == null) {
      in = gzip ? new GZIPInputStream(file, CHUNK) : file;
    }
    at = 0;
    end = Math.max(0, in.read(chunk));
    return end > 0;
  }
}
