package dev.semblance.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class FullDiskTest {
  @Test
  void fullDisksAreToldFromOtherFailures() {
    IOException full = new IOException("No space left on device");
    assertThat(FullDisk.isCauseOf(full)).isTrue();
    assertThat(FullDisk.isCauseOf(new UncheckedIOException("while writing", full))).isTrue();
    assertThat(FullDisk.isCauseOf(new IOException("Disk quota exceeded"))).isTrue();
    assertThat(FullDisk.isCauseOf(new IOException("Input/output error"))).isFalse();
    assertThat(FullDisk.isCauseOf(new IOException((String) null))).isFalse();
  }
}
