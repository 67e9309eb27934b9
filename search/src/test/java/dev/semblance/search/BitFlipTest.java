package dev.semblance.search;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.SemblanceException;
import dev.semblance.collection.Damage;
import dev.semblance.collection.DocumentCollection;
import dev.semblance.collection.Entry;
import dev.semblance.collection.Verification;
import dev.semblance.document.Document;
import dev.semblance.query.Lane;
import dev.semblance.query.Page;
import dev.semblance.query.SearchRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Single bits of a collection's files are changed while it is closed. `-Dsemblance.flips=N` sets
/// how many.
class BitFlipTest {
  private static final int FLIPS = Integer.getInteger("semblance.flips", 200);
  private static final int DOCUMENTS = 40;

  @TempDir Path root;

  @BeforeEach
  void write() {
    try (var data = open()) {
      DocumentCollection collection = data.create("c", "fixed");
      for (int from = 0; from < DOCUMENTS; from += 10) {
        collection.write(
            Entry.ofAll(IntStream.range(from, from + 10).mapToObj(BitFlipTest::document).toList()));
      }
      collection.delete(List.of("d3", "d17"));
    }
  }

  private DataDirectory open() {
    return DataDirectory.open(root, _ -> new FixedEmbedder());
  }

  private static Document document(int i) {
    return new Document("d" + i, "title " + i % 7, "w%d w%d common".formatted(i, i % 5));
  }

  @Test
  void everyFlippedBitIsFoundOrHasNoEffect() throws IOException {
    long seed = Long.getLong("semblance.seed", System.nanoTime());
    System.out.println("BitFlipTest seed " + seed);
    var random = new SplittableRandom(seed);
    List<String> intact = answers();
    List<Path> files = files();
    for (int flip = 0; flip < FLIPS; flip++) {
      Path file = files.get(random.nextInt(files.size()));
      byte[] bytes = Files.readAllBytes(file);
      if (bytes.length == 0) {
        continue;
      }
      int bit = random.nextInt(bytes.length * 8);
      byte[] damaged = bytes.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(file, damaged);
      List<String> answers = answers();
      if (verify().isClean()) {
        assertThat(answers).as("bit %d of %s", bit, file).isEqualTo(intact);
      } else {
        assertThat(answers)
            .as("bit %d of %s: right, or a fault", bit, file)
            .allMatch(answer -> intact.contains(answer) || answer.contains("damage"));
      }
      Files.write(file, bytes);
    }
    assertThat(verify().isClean()).isTrue();
  }

  @Test
  void repairRemovesTheDamagedSegmentAndListsItsDocuments() throws IOException {
    Path damaged = files().stream().filter(file -> isOf(file, ".cfs")).findFirst().orElseThrow();
    byte[] bytes = Files.readAllBytes(damaged);
    bytes[new String(bytes, ISO_8859_1).indexOf("common")] ^= 4;
    Files.write(damaged, bytes);
    try (var data = open()) {
      Verification found = data.maintenance().verify("c");
      assertThat(found.isRepairable()).isTrue();
      Damage damage = found.damage().getFirst();
      assertThat(damage.files()).containsExactly("index/" + damaged.getFileName());
      assertThat(damage.ids()).hasSize((int) damage.documents()).isNotEmpty();
      assertThat(data.maintenance().repair("c").damage()).containsExactly(damage);
      assertThat(data.maintenance().verify("c").isClean()).isTrue();
      DocumentCollection collection = data.collection("c");
      assertThat(collection.info().documents()).isEqualTo(DOCUMENTS - 2 - damage.documents());
      assertThat(collection.get(damage.ids().getFirst())).isEmpty();
      collection.write(Entry.ofAll(List.of(document(0))));
      assertThat(collection.get("d0")).isPresent();
    }
  }

  private static boolean isOf(Path file, String ending) {
    return file.getFileName().toString().endsWith(ending);
  }

  private Verification verify() {
    try (var data = open()) {
      return data.maintenance().verify("c");
    }
  }

  /// All documents and some searches, as text; a fault as its message.
  private List<String> answers() {
    try (var data = open()) {
      DocumentCollection collection = data.collection("c");
      List<String> answers = new ArrayList<>();
      for (int i = 0; i < DOCUMENTS; i++) {
        String id = "d" + i;
        answers.add(orFault(() -> id + collection.get(id).map(Document::toString).orElse("none")));
      }
      for (Lane lane : Lane.ALL) {
        for (int i = 0; i < 7; i++) {
          var request = SearchRequest.of("w" + i + " common", List.of(lane), Page.first(50));
          answers.add(orFault(() -> collection.search(request).hits().toString()));
        }
      }
      return answers;
    } catch (SemblanceException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  private static String orFault(Supplier<String> answer) {
    try {
      return answer.get();
    } catch (SemblanceException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(root.resolve("c"))) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
