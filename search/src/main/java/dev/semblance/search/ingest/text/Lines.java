package dev.semblance.search.ingest.text;

import dev.semblance.SemblanceException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The lines of a text, one at a time; the whole is never in memory. A byte order mark is dropped;
/// LF and CRLF both end a line.
///
/// A line that cannot be read is returned as unreadable, and reading continues after it if
/// possible: bytes that are not of the encoding, or a line over the limit, spoil one line; a
/// damaged gzip stream or disk, or a line over [#GIVE_UP] bytes, spoils the rest of the file. *One
/// thread at a time.*
public final class Lines implements AutoCloseable {
  /// Longest line in bytes.
  public static final int MAX_BYTES = 16 << 20;

  /// Bytes of a line after which the rest of the file is not searched for its end: a small gzip
  /// stream may hold terabytes.
  static final long GIVE_UP = 1L << 30;

  private static final int CHUNK = 1 << 16;

  private final FileContent content;
  private final int limit;
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

  /// Empty until the first read where it has to be found.
  private Optional<TextEncoding> encoding;

  private final Optional<Charset> given;
  private final byte[] chunk = new byte[CHUNK];
  private @Nullable InputStream in;
  private int at;
  private int end;
  private long number;
  private boolean over;

  /// What to do about a line of another encoding.
  private final String remedy;

  private Lines(FileContent content, int limit, Optional<TextEncoding> encoding) {
    this(content, limit, encoding, Optional.empty(), "");
  }

  private Lines(
      FileContent content,
      int limit,
      Optional<TextEncoding> encoding,
      Optional<Charset> given,
      String remedy) {
    this.content = content;
    this.limit = limit;
    this.encoding = encoding;
    this.given = given;
    this.remedy = remedy;
  }

  /// The lines of a UTF-8 stream, which is closed with them.
  ///
  /// @param limit longest line in bytes
  public static Lines of(InputStream stream, int limit) {
    return new Lines(FileContent.of(stream), limit, Optional.of(TextEncoding.UTF_8));
  }

  /// The lines of a UTF-8 file, plain or gzip.
  ///
  /// @throws SemblanceException NOT_FOUND when there is no such file, INVALID when it cannot be
  ///   opened
  public static Lines open(Path file) {
    return new Lines(FileContent.open(file), MAX_BYTES, Optional.of(TextEncoding.UTF_8));
  }

  /// The lines of a content, which is closed with them.
  ///
  /// @param given its encoding; empty to find it by [TextEncoding#of(byte[])]
  public static Lines of(FileContent content, Optional<Charset> given) {
    return new Lines(
        content, MAX_BYTES, Optional.empty(), given, "; --encoding names another encoding");
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

  /// The encoding that was found and is not UTF-8; empty before the first line.
  public Optional<Charset> foundEncoding() {
    return given.isPresent()
        ? Optional.empty()
        : encoding.filter(found -> !found.isUtf8()).map(TextEncoding::charset);
  }

  /// Share of the file that has been read, 0 … 1.
  public double share() {
    return content.share();
  }

  @Override
  public void close() {
    content.close();
  }

  private @Nullable TextLine read() throws IOException {
    pending.reset();
    long length = 0;
    while (at < end || fill()) {
      int stop = at;
      while (stop < end && chunk[stop] != '\n') {
        stop++;
      }
      length += stop - at;
      if (length <= limit) {
        pending.write(chunk, at, stop - at);
      } else if (length > GIVE_UP) {
        return broken(
            "the line is longer than %d bytes; nothing from here on is read".formatted(GIVE_UP));
      }
      boolean ended = stop < end;
      at = ended ? stop + 1 : stop;
      if (ended) {
        return line(length > limit);
      }
    }
    over = true;
    return length > 0 ? line(length > limit) : null;
  }

  private TextLine line(boolean tooLong) {
    if (tooLong) {
      return new TextLine.Unreadable(
          number, "the line is longer than " + limit + " bytes; put it into several documents");
    }
    String text = Utf8.decodeOrNull(pending.toByteArray(), number == 1);
    if (text == null) {
      return new TextLine.Unreadable(number, "the line is not " + encodingName() + remedy);
    }
    return new TextLine.Decoded(
        number, text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
  }

  private TextLine broken(String reason) {
    over = true;
    return new TextLine.Unreadable(number, reason);
  }

  private String encodingName() {
    return encoding.map(found -> found.charset().name()).orElse("UTF-8");
  }

  private boolean fill() throws IOException {
    if (in == null) {
      in = opened();
    }
    at = 0;
    end = Math.max(0, in.read(chunk));
    return end > 0;
  }

  /// The content in UTF-8. The encoding is found by the first bytes.
  private InputStream opened() throws IOException {
    InputStream bytes = content.stream();
    if (encoding.isPresent()) {
      return bytes;
    }
    byte[] sample = bytes.readNBytes(CHUNK);
    TextEncoding found =
        given
            .map(charset -> TextEncoding.of(charset, sample))
            .orElseGet(() -> TextEncoding.of(sample).orElse(TextEncoding.UTF_8));
    encoding = Optional.of(found);
    var rest =
        new SequenceInputStream(
            new ByteArrayInputStream(sample, found.mark(), sample.length - found.mark()), bytes);
    return found.isUtf8() ? rest : new TranscodedInput(rest, found.charset());
  }
}
