package dev.semblance.engine.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semblance.SemblanceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Libraries unpacked from the class path; a text file stands for a library.
class UnpackedLibrariesTest {
  @TempDir Path temp;

  @Test
  void fileWithWrongBytesIsUnpackedAgain() throws IOException {
    NativeLibrary library = library("right");
    Path file = unpack(library);
    assertThat(file).hasContent("right");
    Files.writeString(file, "wrong");
    assertThat(unpack(library)).hasContent("right");
  }

  @Test
  void fileWithTheRightBytesStays() throws IOException {
    NativeLibrary library = library("right");
    Object before = Files.readAttributes(unpack(library), "unix:ino").get("ino");
    assertThat(Files.readAttributes(unpack(library), "unix:ino").get("ino")).isEqualTo(before);
  }

  @Test
  void folderThatCannotBeWrittenIsASentence() throws IOException {
    NativeLibrary library = library("right");
    Path missing = temp.resolve("missing");
    assertThatThrownBy(
            () -> UnpackedLibraries.in(new PrivateFolder(missing, false), List.of(library)))
        .isInstanceOf(SemblanceException.class)
        .hasMessageContaining("native libraries cannot be unpacked")
        .hasMessageContaining("XDG_CACHE_HOME");
  }

  private Path unpack(NativeLibrary library) {
    Path folder = temp.resolve("cache");
    try (var files = UnpackedLibraries.in(new PrivateFolder(folder, false), List.of(library))) {
      return files.file(library.name());
    }
  }

  private NativeLibrary library(String content) throws IOException {
    Files.createDirectories(temp.resolve("cache"));
    Path resource = Files.writeString(temp.resolve("libtest.so"), content);
    return NativeLibrary.of("libtest.so", resource.toUri().toURL());
  }
}
