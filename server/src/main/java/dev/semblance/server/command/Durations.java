package dev.semblance.server.command;

import java.util.Locale;

/// Times and sizes as people read them.
final class Durations {
  private Durations() {}

  /// `0:07`, `12:30`, `2:03:05`.
  static String clock(long seconds) {
    long hours = seconds / 3600;
    String minutes = String.format(Locale.ROOT, hours > 0 ? "%02d" : "%d", seconds / 60 % 60);
    return (hours > 0 ? hours + ":" : "")
        + minutes
        + String.format(Locale.ROOT, ":%02d", seconds % 60);
  }
}
