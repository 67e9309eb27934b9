package dev.semblance.io;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The examples of FIPS 180-4: one block, and a million letters.
class Sha256Test {
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  private static final String MILLION =
      "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";

  @TempDir private Path folder;

  @Test
  void digestsBytes() {
    assertThat(Sha256.hex("abc".getBytes(US_ASCII))).isEqualTo(ABC);
  }

  @Test
  void digestsAStreamInPieces() throws IOException {
    byte[] bytes = "a".repeat(1_000_000).getBytes(US_ASCII);
    assertThat(Sha256.hex(new ByteArrayInputStream(bytes))).isEqualTo(MILLION);
  }

  @Test
  void digestsAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "abc");
    assertThat(Sha256.hex(file)).isEqualTo(ABC);
  }
}
