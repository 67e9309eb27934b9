package dev.semblance.server.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The lines of a file or of standard input. *One thread at a time.*
final class TextLines implements AutoCloseable {
  private static final String STANDARD_INPUT = "-";

  private final String name;
  private final BufferedReader reader;
  private final long expected;
  private long read;

  private TextLines(String name, InputStream in, long expected) {
    this.name = name;
    // A new decoder rejects invalid UTF-8; a charset would replace it silently.
    this.reader = new BufferedReader(new InputStreamReader(in, UTF_8.newDecoder()));
    this.expected = expected;
  }

  /// @param name a file, or `-`
  static TextLines open(String name) throws IOException {
    if (name.equals(STANDARD_INPUT)) {
      return new TextLines("standard input", System.in, -1);
    }
    Path file = Path.of(name);
    if (Files.isDirectory(file)) {
      throw new SemblanceException(
          Fault.INVALID, name + " is a folder; give a file with one text per line");
    }
    long expected = Files.isRegularFile(file) ? lineFeeds(file) : -1;
    return new TextLines(name, Files.newInputStream(file), expected);
  }

  /// Approximate number of lines, or −1 where unknown.
  long expected() {
    return expected < 0 ? expected : Math.max(read, expected);
  }

  /// The next lines, at most `limit`; empty at the end.
  ///
  /// @throws SemblanceException INVALID when they are not UTF-8
  List<String> next(int limit) throws IOException {
    List<String> lines = new ArrayList<>();
    try {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
        read++;
        if (lines.size() == limit) {
          break;
        }
      }
    } catch (CharacterCodingException e) {
      throw new SemblanceException(
          Fault.INVALID, name + " is not UTF-8: invalid bytes after line " + read, e);
    }
    return lines;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  private static long lineFeeds(Path file) throws IOException {
    long count = 0;
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        for (int i = 0; i < length; i++) {
          count += buffer[i] == '\n' ? 1 : 0;
        }
      }
    }
    return count;
  }
}
