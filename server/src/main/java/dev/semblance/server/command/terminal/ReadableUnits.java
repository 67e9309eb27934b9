package dev.semblance.server.command.terminal;

import java.util.Locale;

/// Formats times, sizes and counts for reading.
public final class ReadableUnits {
  private static final String[] SIZES = {"B", "kB", "MB", "GB", "TB"};

  private ReadableUnits() {}

  /// `0:07`, `12:30`, `2:03:05`.
  static String clock(long seconds) {
    long hours = seconds / 3600;
    return hours > 0
        ? String.format(Locale.ROOT, "%d:%02d:%02d", hours, seconds / 60 % 60, seconds % 60)
        : String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
  }

  /// `0.42 s`, `7.3 s`, `142 s`.
  public static String seconds(double seconds) {
    String form = seconds < 1 ? "%.2f s" : seconds < 100 ? "%.1f s" : "%.0f s";
    return String.format(Locale.ROOT, form, seconds);
  }

  /// `1,234`.
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /// `1,234 documents`, `1 document`.
  ///
  /// @param unit in the plural, which must be the singular plus `s`
  public static String counted(long count, String unit) {
    String counted = count == 1 ? unit.substring(0, unit.length() - 1) : unit;
    return count(count) + " " + counted;
  }

  /// `3.4` or `1,234`.
  public static String rate(double perSecond) {
    return String.format(Locale.ROOT, perSecond < 10 ? "%.1f" : "%,.0f", perSecond);
  }

  /// `12.3 MB`, in powers of 1,000.
  public static String bytes(long bytes) {
    double size = bytes;
    int power = 0;
    while (size >= 1000 && power < SIZES.length - 1) {
      size /= 1000;
      power++;
    }
    return String.format(Locale.ROOT, power == 0 ? "%.0f %s" : "%.1f %s", size, SIZES[power]);
  }
}
