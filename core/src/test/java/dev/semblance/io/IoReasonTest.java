package dev.semblance.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class IoReasonTest {
  @Test
  void reasonsHaveNeitherClassNamesNorPaths() {
    assertThat(IoReason.of(new NoSuchFileException("/home/a/x"))).isEqualTo("it does not exist");
    assertThat(IoReason.of(new AccessDeniedException("/home/a/x"))).isEqualTo("permission denied");
    assertThat(IoReason.of(new FileAlreadyExistsException("/home/a/x")))
        .isEqualTo("it exists already");
    assertThat(IoReason.of(new FileSystemException("/home/a/x", null, "Is a directory")))
        .isEqualTo("Is a directory");
    assertThat(IoReason.of(new FileSystemException("/home/a/x")))
        .isEqualTo("the system gave no reason");
    assertThat(IoReason.of(new IOException("Input/output error"))).isEqualTo("Input/output error");
  }
}
