package dev.semblance;

/// Receives the progress of a long operation. *One thread at a time.*
public interface Progress {
  /// Called as work advances.
  ///
  /// @param done units finished
  /// @param total total units, or −1 while unknown
  void at(long done, long total);

  /// Ignores progress.
  Progress SILENT = (_, _) -> {};
}
