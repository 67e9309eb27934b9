package dev.semblance.server.command.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.server.command.terminal.StopSignal;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The lines of a file or of standard input. *One thread at a time.*
public final class TextLines implements TextReader {
  private final String name;
  private final BufferedReader reader;
  private final long expected;
  private final StopSignal stop;
  private long read;

  private TextLines(String name, InputStream in, long expected, StopSignal stop) {
    this.name = name;
    // A new decoder rejects invalid UTF-8; a charset would replace it silently.
    this.reader = new BufferedReader(new InputStreamReader(in, UTF_8.newDecoder()));
    this.expected = expected;
    this.stop = stop;
  }

  /// Standard input; a stop ends a read that waits for it.
  public static TextLines ofStandardInput(StopSignal stop) {
    // A channel's read can be interrupted, one of System.in cannot.
    return ofChannel(new FileInputStream(FileDescriptor.in).getChannel(), stop);
  }

  static TextLines ofChannel(ReadableByteChannel channel, StopSignal stop) {
    return new TextLines("standard input", Channels.newInputStream(channel), -1, stop);
  }

  public static TextLines ofFile(String name, StopSignal stop) throws IOException {
    Path file = Path.of(name);
    if (Files.isDirectory(file)) {
      throw new SemblanceException(
          Fault.INVALID, name + " is a folder; give a file with one text per line");
    }
    long expected = Files.isRegularFile(file) ? lineFeeds(file) : -1;
    return new TextLines(name, Files.newInputStream(file), expected, stop);
  }

  @Override
  public long expected() {
    return expected < 0 ? expected : Math.max(read, expected);
  }

  /// {@inheritDoc}
  ///
  /// @throws SemblanceException INVALID when they are not UTF-8
  @Override
  public List<String> next(int limit) throws IOException {
    List<String> lines = new ArrayList<>();
    stop.interruptReader(Thread.currentThread());
    try {
      stop.check();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
        read++;
        if (lines.size() == limit) {
          break;
        }
      }
    } catch (ClosedByInterruptException e) {
      var _ = Thread.interrupted(); // or closing would fail too
      stop.check();
      throw e;
    } catch (CharacterCodingException e) {
      throw new SemblanceException(
          Fault.INVALID, name + " is not UTF-8: invalid bytes after line " + read, e);
    } finally {
      stop.interruptReader(null);
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
