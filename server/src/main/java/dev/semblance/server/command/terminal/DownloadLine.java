package dev.semblance.server.command.terminal;

import dev.semblance.Progress;
import org.jspecify.annotations.Nullable;

/// Progress of a model download; prints nothing where no download is needed. *One thread at a
/// time.*
public final class DownloadLine implements Progress, AutoCloseable {
  private final Terminal terminal;
  private final StopSignal stop;
  private final String model;
  private final long started = System.nanoTime();
  private @Nullable ProgressLine line;
  private long present;
  private long fetched;

  public DownloadLine(Terminal terminal, StopSignal stop, String model) {
    this.terminal = terminal;
    this.stop = stop;
    this.model = model;
  }

  @Override
  public void at(long done, long total) {
    if (line == null) {
      line = ProgressLine.timed(terminal, stop, "downloading " + model, ProgressLine.BYTES);
      present = done;
    }
    fetched = done;
    line.at(done, total);
  }

  /// Removes the progress bar and prints what was downloaded.
  @Override
  public void close() {
    if (line == null) {
      return;
    }
    line.close();
    if (fetched > present) {
      double seconds = (System.nanoTime() - started) / 1e9;
      terminal.note(
          "downloaded %s of %s in %s%s"
              .formatted(
                  ReadableUnits.bytes(fetched - present),
                  model,
                  ReadableUnits.seconds(seconds),
                  present > 0 ? ", resumed after %s".formatted(ReadableUnits.bytes(present)) : ""));
    }
  }
}
