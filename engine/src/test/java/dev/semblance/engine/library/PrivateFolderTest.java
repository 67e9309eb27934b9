package dev.semblance.engine.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Folders for what is loaded or trusted later.
class PrivateFolderTest {
  @TempDir Path temp;

  @Test
  void folderIsInTheCache() {
    try (PrivateFolder folder = PrivateFolder.open(temp, "native", "1")) {
      assertThat(folder.path()).isEqualTo(temp.resolve("semblance/native/1")).isEmptyDirectory();
    }
    assertThat(temp.resolve("semblance/native/1")).exists();
  }

  @Test
  void othersLoseTheRightToWriteIt() throws IOException {
    Path open = Files.createDirectories(temp.resolve("semblance/native"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    PrivateFolder.open(temp, "native").close();
    assertThat(Files.getPosixFilePermissions(open))
        .containsExactlyInAnyOrder(
            PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.OWNER_EXECUTE);
  }

  @Test
  void withoutACacheItIsTemporaryAndDeletedOnClose() throws IOException {
    Path file = Files.createFile(temp.resolve("a-file"));
    PrivateFolder folder = PrivateFolder.open(file, "native");
    try (folder) {
      assertThat(folder.temporary()).isTrue();
      assertThat(folder.path()).isEmptyDirectory();
      Files.createFile(folder.path().resolve("library"));
    }
    assertThat(folder.path()).doesNotExist();
    PrivateFolder.open((Path) null, "native").close();
  }

  @Test
  void cacheIsAnAbsolutePathOrNone() {
    assertThat(PrivateFolder.cache("/cache", "/home/a")).isEqualTo(Path.of("/cache"));
    assertThat(PrivateFolder.cache("cache", "/home/a")).isEqualTo(Path.of("/home/a/.cache"));
    assertThat(PrivateFolder.cache("", "?")).isNull();
    assertThat(PrivateFolder.cache(null, null)).isNull();
  }
}
