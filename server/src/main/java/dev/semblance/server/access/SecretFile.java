package dev.semblance.server.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;

/// Files of API keys and private keys.
public final class SecretFile {
  private SecretFile() {}

  /// A warning where every user of the machine can read a file; empty where not, where it does not
  /// exist, and on file systems without such permissions.
  public static Optional<String> warning(Path file) {
    try {
      return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)
          ? Optional.of(
              "%s holds secrets and every user of this machine can read it; run 'chmod o-r' on it"
                  .formatted(file))
          : Optional.empty();
    } catch (IOException | UnsupportedOperationException _) {
      return Optional.empty(); // a missing file is reported where it is read
    }
  }
}
