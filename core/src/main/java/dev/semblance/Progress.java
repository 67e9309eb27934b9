package dev.semblance;

/// Hears how far a long piece of work has come. *One thread at a time.*
public interface Progress {
  /// Called as work advances.
  ///
  /// @param done units finished
  /// @param total units in all, or −1 while unknown
  void at(long done, long total);

  /// Hears nothing.
  Progress SILENT = (_, _) -> {};
}
