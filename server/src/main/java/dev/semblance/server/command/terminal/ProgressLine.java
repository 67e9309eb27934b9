package dev.semblance.server.command.terminal;

import dev.semblance.Progress;
import java.util.function.LongSupplier;

/// Progress of a long run: a bar on a terminal, otherwise a line every few seconds. Ends the run
/// when a stop is requested. *One thread at a time.*
public final class ProgressLine implements Progress, AutoCloseable {
  /// A unit printed as a size: `12.3 MB`.
  static final String BYTES = "bytes";

  private static final long REDRAW_NANOS = 100_000_000L;
  private static final long PLAIN_LINE_NANOS = 5_000_000_000L;
  private static final int WIDEST_BAR = 30;
  private static final int NARROWEST_BAR = 8;

  private final Terminal terminal;
  private final StopSignal stop;
  private final LongSupplier clock;
  private ProgressWork work;
  private long started;
  private long shown;
  private boolean isDrawn;

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
    return new ProgressLine(terminal, stop, new ProgressWork(verb, unit), System::nanoTime);
  }

  /// @param clock nanoseconds, such as `System::nanoTime`
  ProgressLine(Terminal terminal, StopSignal stop, ProgressWork work, LongSupplier clock) {
    this.terminal = terminal;
    this.stop = stop;
    this.work = work;
    this.clock = clock;
    this.started = clock.getAsLong();
    this.shown = started;
    stop.interruptOnStop(Thread.currentThread());
  }

  /// Begins the next part of the run, whose units count from 0.
  public void begin(ProgressWork next) {
    work = next;
    started = clock.getAsLong();
  }

  @Override
  public void at(long done, long total) {
    stop.check();
    long now = clock.getAsLong();
    if (now - shown >= (onTerminal() ? REDRAW_NANOS : PLAIN_LINE_NANOS)) {
      shown = now;
      isDrawn = true;
      show(new ProgressState(done, total, (now - started) / 1e9));
    }
  }

  /// Removes the bar from the terminal.
  @Override
  public void close() {
    stop.interruptOnStop(null);
    if (onTerminal() && isDrawn) {
      terminal.err().print("\r" + " ".repeat(terminal.columns() - 1) + "\r");
      terminal.err().flush();
    }
  }

  private boolean onTerminal() {
    return terminal.columns() > 0;
  }

  private void show(ProgressState state) {
    String figures = state.figures(work.unit());
    if (!onTerminal()) {
      terminal.note(work.verb() + ": " + figures);
      return;
    }
    int width = terminal.columns() - 1;
    int bar = Math.min(WIDEST_BAR, width - work.verb().length() - figures.length() - 3);
    String line =
        work.verb()
            + " "
            + (bar < NARROWEST_BAR || state.total() < 1 ? "" : state.bar(bar) + "  ")
            + figures;
    String fitted = line.length() > width ? line.substring(0, width) : line;
    terminal.err().print("\r" + fitted + " ".repeat(width - fitted.length()));
    terminal.err().flush();
  }

  /// @param total −1 where unknown
  private record ProgressState(long done, long total, double seconds) {

    String bar(int cells) {
      int full = (int) (cells * Math.min(done, total) / total);
      return "━".repeat(full) + "─".repeat(cells - full);
    }

    String figures(String unit) {
      double rate = done / seconds;
      boolean sized = unit.equals(BYTES);
      String count =
          sized
              ? ReadableUnits.bytes(done) + (total < 0 ? "" : " of " + ReadableUnits.bytes(total))
              : total < 0
                  ? ReadableUnits.counted(done, unit)
                  : ReadableUnits.count(done) + " of " + ReadableUnits.count(total) + " " + unit;
      String text =
          count
              + ", "
              + (sized ? ReadableUnits.bytes(Math.round(rate)) : ReadableUnits.rate(rate))
              + "/s";
      return total < 0 || done == 0
          ? text
          : text + ", " + ReadableUnits.clock(Math.round((total - done) / rate)) + " left";
    }
  }
}
