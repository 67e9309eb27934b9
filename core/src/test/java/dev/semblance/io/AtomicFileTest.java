package dev.semblance.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir private Path folder;

  @Test
  void writesANewFile() throws IOException {
    Path target = folder.resolve("file");
    AtomicFile.write(target, "new".getBytes(UTF_8));
    assertThat(target).hasContent("new");
    assertThat(names()).containsExactly("file");
  }

  @Test
  void replacesAnExistingFile() throws IOException {
    Path target = Files.writeString(folder.resolve("file"), "a longer old text");
    AtomicFile.write(target, "new".getBytes(UTF_8));
    assertThat(target).hasContent("new");
    assertThat(names()).containsExactly("file");
  }

  @Test
  void targetIsUnchangedUntilCommit() throws IOException {
    Path target = Files.writeString(folder.resolve("file"), "old");
    try (AtomicFile file = AtomicFile.open(target)) {
      file.stream().write("ne".getBytes(UTF_8));
      file.write(ByteBuffer.wrap("w".getBytes(UTF_8)));
      assertThat(target).hasContent("old");
      file.commit();
      assertThat(target).hasContent("new");
    }
    assertThat(target).hasContent("new");
  }

  /// The state on disk between write and rename: the old file and a temporary one.
  @Test
  void crashBetweenWriteAndRenameLeavesTheOldFile() throws IOException {
    Path target = Files.writeString(folder.resolve("file"), "old");
    AtomicFile crashed = AtomicFile.open(target);
    crashed.write(ByteBuffer.wrap("half".getBytes(UTF_8)));
    assertThat(target).hasContent("old");
    assertThat(names()).hasSize(2).anyMatch(name -> name.matches("\\.file\\.\\w{8}\\.incomplete"));
    AtomicFile.write(target, "new".getBytes(UTF_8)); // the leftover does not hinder the next run
    assertThat(target).hasContent("new");
    crashed.close();
  }

  @Test
  void closeWithoutCommitRemovesTheTemporaryFile() throws IOException {
    Path target = Files.writeString(folder.resolve("file"), "old");
    try (AtomicFile file = AtomicFile.open(target)) {
      file.write(ByteBuffer.wrap("half".getBytes(UTF_8)));
    }
    assertThat(target).hasContent("old");
    assertThat(names()).containsExactly("file");
  }

  @Test
  void writingAfterCommitFails() throws IOException {
    try (AtomicFile file = AtomicFile.open(folder.resolve("file"))) {
      file.commit();
      assertThatThrownBy(() -> file.write(ByteBuffer.allocate(1)))
          .isInstanceOf(ClosedChannelException.class);
    }
    assertThat(folder.resolve("file")).isEmptyFile();
  }

  @Test
  void twoWritersOfOneTargetDoNotMix() throws IOException {
    Path target = folder.resolve("file");
    try (AtomicFile first = AtomicFile.open(target);
        AtomicFile second = AtomicFile.open(target)) {
      first.write(ByteBuffer.wrap("first".getBytes(UTF_8)));
      second.write(ByteBuffer.wrap("second".getBytes(UTF_8)));
      first.commit();
      assertThat(target).hasContent("first");
      second.commit();
      assertThat(target).hasContent("second");
    }
    assertThat(names()).containsExactly("file");
  }

  @Test
  void missingFolderFails() {
    assertThatThrownBy(() -> AtomicFile.write(folder.resolve("missing/file"), new byte[1]))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void folderAtTheTargetFailsAndStays() throws IOException {
    Path target = Files.createDirectory(folder.resolve("file"));
    Files.writeString(target.resolve("inside"), "kept");
    assertThatThrownBy(() -> AtomicFile.write(target, new byte[1]))
        .isInstanceOf(FileSystemException.class);
    assertThat(target.resolve("inside")).hasContent("kept");
    assertThat(names()).containsExactly("file");
  }

  @Test
  void movesAFolderWithItsContent() throws IOException {
    Path from = Files.createDirectory(folder.resolve("from"));
    Files.writeString(from.resolve("inside"), "text");
    AtomicFile.move(from, folder.resolve("to"));
    assertThat(folder.resolve("to/inside")).hasContent("text");
    assertThat(from).doesNotExist();
  }

  @Test
  void movingOntoAFolderWithContentFails() throws IOException {
    Path from = Files.createDirectory(folder.resolve("from"));
    Path to = Files.createDirectory(folder.resolve("to"));
    Files.writeString(to.resolve("inside"), "kept");
    assertThatThrownBy(() -> AtomicFile.move(from, to)).isInstanceOf(FileSystemException.class);
    assertThat(from).exists();
    assertThat(to.resolve("inside")).hasContent("kept");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
