package dev.semblance.search;

import java.io.IOException;
import java.nio.file.Path;

/// A process that holds a data directory until its input ends.
public final class LockHolder {
  private LockHolder() {}

  /// @param args the data directory
  public static void main(String[] args) throws IOException {
    try (var data = DataDirectory.open(Path.of(args[0]), _ -> new FixedEmbedder())) {
      System.out.println("open with " + data.list().size() + " collections");
      System.in.read();
    }
  }
}
