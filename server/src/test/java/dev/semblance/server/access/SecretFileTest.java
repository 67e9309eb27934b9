package dev.semblance.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {
  @TempDir Path folder;

  @Test
  void fileThatEveryUserCanReadGetsAWarning() throws IOException {
    Path keys = Files.writeString(folder.resolve("keys.yaml"), "a: b\n");
    Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(SecretFile.warning(keys))
        .hasValueSatisfying(w -> assertThat(w).contains("chmod o-r"));
    Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-r-----"));
    assertThat(SecretFile.warning(keys)).isEmpty();
    assertThat(SecretFile.warning(folder.resolve("none"))).isEmpty();
  }
}
