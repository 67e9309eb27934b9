package dev.semblance.server.command.terminal;

import dev.semblance.Progress;
import org.jspecify.annotations.Nullable;

/// Shows a download, if there is one. *One thread at a time.*
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

  /// Takes the bar off the terminal and says what came.
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
                  present > 0
                      ? ", after %s that were here".formatted(ReadableUnits.bytes(present))
                      : ""));
    }
  }
}
