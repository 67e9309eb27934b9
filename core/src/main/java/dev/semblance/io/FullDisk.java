package dev.semblance.io;

import java.util.List;

/// Tells a full disk from other failures of writing, by the messages of operating systems: Java has
/// no exception for it.
public final class FullDisk {
  private static final List<String> MESSAGES =
      List.of(
          "No space left on device",
          "There is not enough space on the disk",
          "Disk quota exceeded");

  private FullDisk() {}

  /// Whether a failure, or one of its causes, is that a disk or a quota is full.
  public static boolean isCauseOf(Throwable failure) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      String message = e.getMessage();
      if (message != null && MESSAGES.stream().anyMatch(message::contains)) {
        return true;
      }
    }
    return false;
  }
}
