package dev.semblance.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semblance.Embedder;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.collection.CollectionInfo;
import dev.semblance.collection.CollectionState;
import dev.semblance.collection.DocumentCollection;
import dev.semblance.collection.Entry;
import dev.semblance.document.Document;
import dev.semblance.query.Hit;
import dev.semblance.query.Lane;
import dev.semblance.query.Page;
import dev.semblance.query.SearchRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A collection whose model is not there, does not open or has changed: all but its vectors is
/// served.
class UnusableModelTest {
  private static final String CURE =
      " Words and documents are served without it. Use the model as it was, or compute the vectors"
          + " anew: semblance collections reembed c --model MODEL";

  @TempDir Path root;

  @BeforeEach
  void write() {
    try (var data = DataDirectory.open(root, _ -> new FixedEmbedder())) {
      data.create("c", "fixed")
          .write(
              Entry.ofAll(
                  List.of(new Document("1", "", "apples"), new Document("2", "", "pears"))));
    }
  }

  @Test
  void changedModelLeavesWordsAndDocuments() {
    expect(
        _ -> new FixedEmbedder("fixed", "f2", 8),
        CollectionState.MODEL_CHANGED,
        "the vectors of collection c were made by model fixed with fingerprint f1; the model of"
            + " that name now has fingerprint f2.");
  }

  @Test
  void missingModelLeavesWordsAndDocuments() {
    expect(
        _ -> {
          throw new SemblanceException(Fault.NOT_FOUND, "no model fixed");
        },
        CollectionState.MODEL_MISSING,
        "the vectors of collection c need model fixed, which cannot be opened: no model fixed.");
  }

  @Test
  void brokenModelLeavesWordsAndDocuments() {
    expect(
        _ -> {
          throw new SemblanceException(Fault.BROKEN_MODEL, "config.json is missing");
        },
        CollectionState.MODEL_MISSING,
        "the vectors of collection c need model fixed, which cannot be opened: config.json is"
            + " missing.");
  }

  private void expect(Function<String, Embedder> models, CollectionState state, String fact) {
    try (var data = DataDirectory.open(root, models)) {
      DocumentCollection collection = data.collection("c");
      assertThat(collection.get("1")).contains(new Document("1", "", "apples"));
      assertThat(ids(collection, List.of(Lane.LEXICAL))).containsExactly("2");
      assertThat(collection.info().state()).isEqualTo(CollectionState.READY);
      assertThat(ids(collection, Lane.ALL)).as("by words").containsExactly("2");
      assertThatThrownBy(() -> ids(collection, List.of(Lane.DENSE)))
          .hasMessage(fact + CURE)
          .hasFieldOrPropertyWithValue("fault", Fault.UNSUPPORTED);
      assertThatThrownBy(() -> collection.write(List.of(Entry.of(new Document("3", "", "plums")))))
          .hasMessage(fact + CURE);
      assertThat(data.list()).extracting(CollectionInfo::state).containsExactly(state);
      assertThat(data.info("c").orElseThrow().documents()).isEqualTo(2);
      writeGivenVector(collection);
      assertThat(collection.delete("1")).isTrue();
      assertThat(data.create("c", "fixed")).isSameAs(collection);
    }
  }

  private static void writeGivenVector(DocumentCollection collection) {
    float[] vector = new float[8];
    vector[0] = 1;
    var entry = new Entry(new Document("4", "", "plums"), vector);
    assertThat(collection.write(List.of(entry)).accepted()).isOne();
  }

  @Test
  void wordsAndDocumentsOpenNoModel() {
    Function<String, Embedder> none =
        model -> {
          throw new AssertionError(model + " was opened");
        };
    try (var data = DataDirectory.open(root, none)) {
      DocumentCollection collection = data.collection("c");
      assertThat(ids(collection, List.of(Lane.LEXICAL))).containsExactly("2");
      assertThat(collection.get("1")).isPresent();
      assertThat(collection.delete("1")).isTrue();
      assertThat(data.list()).hasSize(1);
    }
  }

  private static List<String> ids(DocumentCollection collection, List<Lane> lanes) {
    return collection.search(SearchRequest.of("pears", lanes, Page.first(10))).hits().stream()
        .map(Hit::id)
        .toList();
  }
}
