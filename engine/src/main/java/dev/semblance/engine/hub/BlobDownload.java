package dev.semblance.engine.hub;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.function.LongConsumer;

/// Downloads one blob to `blobs/<checksum>.<mark>.incomplete`, which is continued after an
/// interruption and by other processes, and is renamed once its size and checksum are those that
/// the hub declares. *Confined to the thread that opened it.*
final class BlobDownload {
  /// Distinguishes this program's partial files from those of other clients, whose marks are
  /// random.
  private static final String MARK = ".5e3b1a9c.incomplete";

  private static final int CHUNK = 1 << 16;
  private static final int OK = 200;
  private static final int PARTIAL = 206;
  private static final int NO_SUCH_RANGE = 416;

  private final HubClient client;
  private final Backoff backoff;
  private final Duration stall;
  private final RemoteFile file;
  private final Path blob;
  private final Path partial;
  private boolean restarted;

  BlobDownload(HubClient client, Backoff backoff, Duration stall, RemoteFile file, Path blob) {
    this.client = client;
    this.backoff = backoff;
    this.stall = stall;
    this.file = file;
    this.blob = blob;
    this.partial = partialOf(blob);
  }

  /// The partial file of a blob.
  static Path partialOf(Path blob) {
    return blob.resolveSibling(blob.getFileName() + MARK);
  }

  /// Downloads the missing bytes.
  ///
  /// @param arrived receives the number of bytes downloaded; may throw to stop
  /// @throws SemblanceException NOT_FOUND (unreachable), BROKEN_MODEL (size or checksum differ)
  void run(LongConsumer arrived) throws IOException, InterruptedException {
    Files.createDirectories(blob.getParent());
    boolean continued = size() > 0;
    fill(arrived);
    if (!file.checksum().matches(partial)) {
      Files.delete(partial);
      if (!continued) {
        throw checksumMismatch();
      }
      fill(arrived); // the continued file may have been damaged
      if (!file.checksum().matches(partial)) {
        Files.delete(partial);
        throw checksumMismatch();
      }
    }
    Repository.rename(partial, blob);
  }

  /// Sends requests until the file has its declared size. Requests that bring no bytes are limited.
  private void fill(LongConsumer arrived) throws IOException, InterruptedException {
    int withoutBytes = 0;
    if (size() > file.size()) {
      Files.delete(partial);
    }
    while (size() < file.size() || !Files.exists(partial)) {
      long before = size();
      Duration wait = request(before, arrived, withoutBytes + 1);
      withoutBytes = size() > before ? 0 : withoutBytes + 1;
      if (withoutBytes == backoff.tries()) {
        throw tooShort();
      }
      if (size() < file.size()) {
        client.pause(wait);
      }
    }
  }

  /// One request for the missing bytes.
  ///
  /// @param from bytes downloaded
  /// @param tried requests in a row without new bytes, this one included
  /// @return how long to wait before the next one
  private Duration request(long from, LongConsumer arrived, int tried)
      throws IOException, InterruptedException {
    try {
      HttpResponse<InputStream> response = client.read(file, from);
      try (InputStream body = response.body()) {
        switch (response.statusCode()) {
          case OK -> write(body, 0, arrived);
          case PARTIAL -> write(body, startOf(response, from), arrived);
          case NO_SUCH_RANGE -> startAgain();
          default -> {
            if (!Backoff.isRetryable(response) || tried >= backoff.tries()) {
              throw client.failures().refused(response, file.name());
            }
            return backoff.wait(response, tried);
          }
        }
      }
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw client.interrupted(new InterruptedException());
      }
      if (tried >= backoff.tries()) {
        throw new Unreachable(file.location(), e);
      }
    }
    return backoff.wait(tried);
  }

  private void startAgain() throws IOException {
    if (restarted) {
      throw tooShort();
    }
    restarted = true;
    Files.deleteIfExists(partial);
  }

  /// Offset of the response. A server may ignore the requested range and start at 0.
  private long startOf(HttpResponse<?> response, long from) {
    String range = response.headers().firstValue("Content-Range").orElse("");
    if (range.startsWith("bytes " + from + "-")) {
      return from;
    }
    if (range.startsWith("bytes 0-")) {
      return 0;
    }
    throw client.failures().broken(file.name() + ": asked from byte " + from + ", got " + range);
  }

  private void write(InputStream body, long from, LongConsumer arrived) throws IOException {
    try (FileChannel out =
            FileChannel.open(partial, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        StallWatch watch = new StallWatch(body, stall)) {
      out.truncate(from).position(from);
      byte[] chunk = new byte[CHUNK];
      long at = from;
      for (int read = body.read(chunk); read >= 0; read = body.read(chunk)) {
        watch.moved();
        at += read;
        if (at > file.size()) {
          out.truncate(0);
          throw client.failures().broken(file.name() + " is longer than the hub says");
        }
        ByteBuffer bytes = ByteBuffer.wrap(chunk, 0, read);
        while (bytes.hasRemaining()) {
          var _ = out.write(bytes);
        }
        arrived.accept(at);
      }
      out.force(false);
    }
  }

  private long size() throws IOException {
    return Files.exists(partial) ? Files.size(partial) : 0;
  }

  private SemblanceException tooShort() {
    return client.failures().broken(file.name() + " is shorter than the hub says");
  }

  private SemblanceException checksumMismatch() {
    return new SemblanceException(
        Fault.BROKEN_MODEL,
        "%s does not add up to the checksum the hub gives (%s); nothing of it was kept"
            .formatted(file.name(), file.checksum().hex()));
  }
}
