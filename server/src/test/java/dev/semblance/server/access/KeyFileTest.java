package dev.semblance.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.semblance.SemblanceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {
  private static final Allowance OTHERWISE = new Allowance(7, 8, 9);

  @TempDir Path folder;

  @Test
  void readsKeysWithAndWithoutLimits() throws IOException {
    assertThat(read("search: one\nnightly:\n  key: two\n  requests-per-second: 20\n"))
        .containsExactly(
            new Key("search", "one", OTHERWISE),
            new Key("nightly", "two", new Allowance(20, 8, 9)));
    assertThat(read("nightly:\n  key: two\n  inputs-per-second: 50\n"))
        .containsExactly(new Key("nightly", "two", new Allowance(7, 8, 50)));
  }

  @Test
  void readsRights() throws IOException {
    assertThat(
            read("a:\n  key: x\n  rights: [search, write]\nb: y\nc:\n  key: z\n  rights: admin\n"))
        .extracting(Key::rights)
        .containsExactly(
            Set.of(KeyRight.SEARCH, KeyRight.WRITE),
            Set.of(KeyRight.values()),
            Set.of(KeyRight.ADMIN));
  }

  @Test
  void saysWhatIsWrongAndWhere() {
    assertRefused("a: one\na: two\n", 2, "'a' occurs twice");
    assertRefused("a:\n", 1, "the key is expected");
    assertRefused("a: ' '\n", 1, "the key cannot be empty");
    assertRefused("a:\n  requests-per-second: 1\n", 1, "'a' has no 'key'");
    assertRefused("a:\n  key: x\n  limit: 1\n", 3, "a key has 'key', 'requests-per-second'");
    assertRefused("a:\n  key: x\n  rights: [read]\n", 3, "'read' is not a right; rights are embed");
    assertRefused("a:\n  key: x\n  concurrent-requests: 0\n", 3, "'0' is not a whole number");
  }

  private void assertRefused(String yaml, int line, String why) {
    assertThatExceptionOfType(SemblanceException.class)
        .as(yaml)
        .isThrownBy(() -> read(yaml))
        .withMessageStartingWith(folder.resolve("keys.yaml") + " line " + line + ": " + why);
  }

  private List<Key> read(String yaml) throws IOException {
    return KeyFile.read(Files.writeString(folder.resolve("keys.yaml"), yaml), OTHERWISE);
  }
}
