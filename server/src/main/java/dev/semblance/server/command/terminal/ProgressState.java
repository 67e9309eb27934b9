package dev.semblance.server.command.terminal;

import dev.semblance.server.command.terminal.ProgressLine.ProgressWork;

/// How far a part of a run is. Immutable.
///
/// @param started when the part began, in nanoseconds
/// @param reached when `done` was reported, in nanoseconds
/// @param total −1 where unknown
record ProgressState(ProgressWork work, long started, long reached, long done, long total) {
  /// Units from which the time left is estimated: the first few say little.
  private static final int ESTIMATED_FROM = 5;

  private static final double SLOWEST_SHOWN = 0.05;

  static ProgressState begin(ProgressWork work, long now) {
    return new ProgressState(work, now, now, 0, -1);
  }

  ProgressState at(long changed, long expected, long now) {
    return new ProgressState(work, started, now, changed, expected);
  }

  String verb() {
    return work.verb();
  }

  String bar(int cells) {
    int full = (int) (cells * Math.min(done, total) / total);
    return "━".repeat(full) + "─".repeat(cells - full);
  }

  /// Count, rate and time left; before the first unit the time passed.
  String figures(long now) {
    if (done == 0) {
      String passed = ReadableUnits.clock(Math.round((now - started) / 1e9));
      return total < 0 ? passed : count() + ", " + passed;
    }
    double rate = done / ((reached - started) / 1e9);
    return count() + rate(rate) + left(rate, (now - reached) / 1e9);
  }

  private String count() {
    if (isSize()) {
      return ReadableUnits.bytes(done) + (total < 0 ? "" : " of " + ReadableUnits.bytes(total));
    }
    return total < 0
        ? ReadableUnits.counted(done, work.unit())
        : ReadableUnits.count(done) + " of " + ReadableUnits.count(total) + " " + work.unit();
  }

  private String rate(double rate) {
    if (rate < SLOWEST_SHOWN) {
      return "";
    }
    String perSecond = isSize() ? ReadableUnits.bytes(Math.round(rate)) : ReadableUnits.rate(rate);
    return ", " + perSecond + "/s";
  }

  /// @param since seconds since the last report
  private String left(double rate, double since) {
    if (total < 0 || done < ESTIMATED_FROM) {
      return "";
    }
    long seconds = Math.max(0, Math.round((total - done) / rate - since));
    return ", " + ReadableUnits.clock(seconds) + " left";
  }

  private boolean isSize() {
    return work.unit().equals(ProgressLine.BYTES);
  }
}
