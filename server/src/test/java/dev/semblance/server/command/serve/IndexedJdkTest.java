package dev.semblance.server.command.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexedJdkTest {
  @TempDir Path data;

  @Test
  void isStoredInTheDataDirectory() throws IOException {
    var indexed = new IndexedJdk("25, 60 bytes of yesterday", 500);
    indexed.write(data);
    assertThat(IndexedJdk.read(data)).isEqualTo(indexed);
  }

  @Test
  void emptyFolderCoversNothing() throws IOException {
    IndexedJdk present = IndexedJdk.read(data);
    assertThat(present.covers(new IndexedJdk("25", 1))).isFalse();
    assertThat(present.sameJdk(new IndexedJdk("25", 1))).isFalse();
  }

  @Test
  void truncatedFileCoversNothing() throws IOException {
    Files.writeString(data.resolve("demo.properties"), "jdk=25\ndocum");
    assertThat(IndexedJdk.read(data)).isEqualTo(new IndexedJdk("", 0));
  }

  @Test
  void interruptedIndexingCoversNothing() throws IOException {
    var wanted = new IndexedJdk("25", 500);
    wanted.begin(data);
    IndexedJdk present = IndexedJdk.read(data);
    assertThat(present.sameJdk(wanted)).isTrue();
    assertThat(present.covers(wanted)).isFalse();
  }

  @Test
  void coversFewerDocumentsOfTheSameJdkOnly() {
    var present = new IndexedJdk("25", 500);
    assertThat(present.covers(new IndexedJdk("25", 500))).isTrue();
    assertThat(present.covers(new IndexedJdk("25", 501))).isFalse();
    assertThat(present.covers(new IndexedJdk("25.0.1", 5))).isFalse();
  }
}
