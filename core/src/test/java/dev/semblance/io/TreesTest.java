package dev.semblance.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreesTest {
  @TempDir private Path folder;

  @Test
  void deletesAFolderWithAllLevels() throws IOException {
    Path tree = tree();
    Trees.delete(tree);
    assertThat(tree).doesNotExist();
    assertThat(folder).exists();
  }

  @Test
  void deletesASingleFile() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "text");
    Trees.delete(file);
    assertThat(file).doesNotExist();
  }

  @Test
  void missingFolderIsNoError() throws IOException {
    Trees.delete(folder.resolve("missing"));
    assertThat(Trees.bytes(folder.resolve("missing"))).isZero();
  }

  @Test
  void linksAreRemovedAndTheirTargetsStay() throws IOException {
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Path kept = Files.writeString(outside.resolve("kept"), "text");
    Path tree = tree();
    Files.createSymbolicLink(tree.resolve("to-folder"), outside);
    Files.createSymbolicLink(tree.resolve("to-file"), kept);
    Files.createSymbolicLink(tree.resolve("to-nothing"), folder.resolve("missing"));
    Trees.delete(tree);
    assertThat(tree).doesNotExist();
    assertThat(kept).hasContent("text");
  }

  @Test
  void linkAsRootIsRemovedAndItsTargetStays() throws IOException {
    Path tree = tree();
    Path link = Files.createSymbolicLink(folder.resolve("link"), tree);
    Trees.delete(link);
    assertThat(Files.exists(link, LinkOption.NOFOLLOW_LINKS)).isFalse();
    assertThat(tree.resolve("a/b/file")).hasContent("four");
  }

  @Test
  void bytesCountRegularFilesOnly() throws IOException {
    Path outside = Files.writeString(folder.resolve("outside"), "not counted");
    Path tree = tree();
    Files.createSymbolicLink(tree.resolve("link"), outside);
    assertThat(Trees.bytes(tree)).isEqualTo(4 + 2);
  }

  private Path tree() throws IOException {
    Path tree = folder.resolve("tree");
    Files.createDirectories(tree.resolve("a/b"));
    Files.createDirectories(tree.resolve("empty"));
    Files.writeString(tree.resolve("a/b/file"), "four");
    Files.writeString(tree.resolve("file"), "of");
    return tree;
  }
}
