package dev.semblance.server.command.terminal;

import dev.semblance.Progress;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Progress of a long run: a bar on a terminal, which moves twice a second whatever the run does;
/// otherwise a line every few seconds. Ends the run when a stop is requested. *One thread at a
/// time.*
public final class ProgressLine implements Progress, AutoCloseable {
  /// A unit printed as a size: `12.3 MB`.
  static final String BYTES = "bytes";

  private static final long PLAIN_LINE_NANOS = 5_000_000_000L;
  private static final Duration REDRAW = Duration.ofMillis(500);
  private static final int WIDEST_BAR = 30;
  private static final int NARROWEST_BAR = 8;

  private final Terminal terminal;
  private final StopSignal stop;
  private final LongSupplier clock;
  private volatile ProgressState state;
  private volatile boolean isDrawn;
  private @Nullable Thread redrawing;
  private long shown;

  /// A part of the run.
  ///
  /// @param verb such as `indexing`
  /// @param unit such as `documents`
  public record ProgressWork(String verb, String unit) {}

  /// Timed by the system's clock.
  ///
  /// @param verb such as `indexing`
  /// @param unit such as `documents`
  public static ProgressLine timed(Terminal terminal, StopSignal stop, String verb, String unit) {
    ProgressLine line =
        new ProgressLine(terminal, stop, new ProgressWork(verb, unit), System::nanoTime);
    if (line.onTerminal()) {
      line.redrawing = Thread.ofPlatform().daemon().name("progress").start(line::redraw);
    }
    return line;
  }

  /// @param clock nanoseconds, such as `System::nanoTime`
  ProgressLine(Terminal terminal, StopSignal stop, ProgressWork work, LongSupplier clock) {
    this.terminal = terminal;
    this.stop = stop;
    this.clock = clock;
    this.shown = clock.getAsLong();
    this.state = ProgressState.begin(work, shown);
    stop.interruptOnStop(Thread.currentThread());
  }

  /// Begins the next part of the run, whose units count from 0.
  public void begin(ProgressWork next) {
    state = ProgressState.begin(next, clock.getAsLong());
  }

  @Override
  public void at(long done, long total) {
    stop.check();
    long now = clock.getAsLong();
    state = state.at(done, total, now);
    if (!onTerminal() && now - shown >= PLAIN_LINE_NANOS) {
      shown = now;
      terminal.note(state.verb() + ": " + state.figures(now));
    }
  }

  /// Removes the bar from the terminal.
  @Override
  public void close() {
    stop.interruptOnStop(null);
    Thread drawing = redrawing;
    if (drawing != null) {
      drawing.interrupt();
      var _ = Thread.interrupted(); // a stop may have interrupted this thread: the bar still goes
      try {
        drawing.join();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
    if (isDrawn) {
      terminal.err().print("\r" + " ".repeat(terminal.columns() - 1) + "\r");
      terminal.err().flush();
    }
  }

  private boolean onTerminal() {
    return terminal.columns() > 0;
  }

  private void redraw() {
    try {
      while (true) {
        Thread.sleep(REDRAW);
        draw();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  /// Draws the bar as it is now.
  void draw() {
    ProgressState current = state;
    String figures = current.figures(clock.getAsLong());
    int width = terminal.columns() - 1;
    int cells = Math.min(WIDEST_BAR, width - current.verb().length() - figures.length() - 3);
    String line =
        current.verb()
            + " "
            + (cells < NARROWEST_BAR || current.total() < 1 ? "" : current.bar(cells) + "  ")
            + figures;
    String fitted = line.length() > width ? line.substring(0, width) : line;
    isDrawn = true;
    terminal.err().print("\r" + fitted + " ".repeat(width - fitted.length()));
    terminal.err().flush();
  }
}
