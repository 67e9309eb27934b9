package dev.semblance.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.collection.DocumentCollection;
import dev.semblance.collection.Entry;
import dev.semblance.collection.Outcome;
import dev.semblance.document.ChunkSize;
import dev.semblance.document.Document;
import dev.semblance.document.DynamicFields;
import dev.semblance.document.FieldSelection;
import dev.semblance.document.FieldType;
import dev.semblance.document.ModelVersion;
import dev.semblance.document.Schema;
import dev.semblance.query.Arrangement;
import dev.semblance.query.Excerpt;
import dev.semblance.query.Hit;
import dev.semblance.query.Lane;
import dev.semblance.query.Page;
import dev.semblance.query.SearchRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Documents longer than the model reads.
class PassagesTest {
  private static final String ANSWER = "Restart the espresso machine by its red switch.";

  @TempDir Path root;
  private final ChunkingEmbedder embedder = new ChunkingEmbedder();
  private DataDirectory data;

  @BeforeEach
  void open() {
    data = DataDirectory.open(root, _ -> embedder);
  }

  @AfterEach
  void close() {
    data.close();
  }

  @Test
  void longTextIsFoundByItsLastSentence() {
    DocumentCollection collection = data.create("c", "words");
    String text = "中文 🦊 other words of many sorts ".repeat(184) + ANSWER;
    List<Outcome> outcomes =
        collection
            .write(
                Entry.ofAll(
                    List.of(
                        new Document("long", "Kitchen", text),
                        new Document("tea", "", "The tea machine has a blue switch."))))
            .outcomes();
    assertThat(outcomes.getFirst())
        .isInstanceOfSatisfying(
            Outcome.Accepted.class,
            accepted -> {
              assertThat(accepted.passages()).isGreaterThan(60);
              assertThat(accepted.truncated()).isFalse();
            });
    assertThat(outcomes.getLast()).isEqualTo(new Outcome.Accepted("tea"));
    assertThat(collection.info().documents()).isEqualTo(2);
    for (List<Lane> lanes : List.of(List.of(Lane.DENSE), Lane.ALL)) {
      Hit hit = collection.search(SearchRequest.of(ANSWER, lanes, Page.first(2))).hits().getFirst();
      Excerpt passage = hit.excerpts().passage().orElseThrow();
      assertThat(hit.id()).isEqualTo("long");
      assertThat(passage.text()).endsWith(ANSWER);
      assertThat(passage.place().field()).isEqualTo("text");
      assertThat(passage.place().end()).isEqualTo(text.codePointCount(0, text.length()));
      assertThat(passage.place().of(text)).isEqualTo(passage.text());
      assertThat(hit.document().text()).isEqualTo(text);
    }
  }

  @Test
  void passageHasItsTextWithoutTheDocument() {
    DocumentCollection collection = data.create("c", "words");
    collection.write(Entry.ofAll(List.of(new Document("a", "", "word ".repeat(40) + ANSWER))));
    Page bare =
        new Page(
            1,
            0,
            OptionalDouble.empty(),
            new Page.Detail(new FieldSelection(Set.of()), false),
            Arrangement.STANDARD);
    Hit hit =
        collection.search(SearchRequest.of(ANSWER, List.of(Lane.DENSE), bare)).hits().getFirst();
    assertThat(hit.document()).isEqualTo(new Document("a", "", ""));
    assertThat(hit.excerpts().passage().orElseThrow().text()).endsWith(ANSWER);
  }

  @Test
  void wholeTextHasNoPassage() {
    DocumentCollection collection = data.create("c", "words");
    collection.write(Entry.ofAll(List.of(new Document("a", "", ANSWER))));
    assertThat(collection.search(SearchRequest.hybrid(ANSWER, 1)).hits().getFirst().excerpts())
        .extracting(excerpts -> excerpts.passage().isPresent())
        .isEqualTo(false);
  }

  @Test
  void fieldWithAChunkSizeIsCutIntoIt() {
    Map<String, FieldType> fields = Map.of("body", new FieldType.TextType(1, new ChunkSize(8, 0)));
    var vector = new Schema.VectorField(new ModelVersion("words", ""), 0, List.of("body"));
    DocumentCollection collection =
        data.create("c", new Schema(fields, Map.of("v", vector), DynamicFields.STORE));
    Document document = new Document("a", "", "", Map.of("body", "one ".repeat(9) + ANSWER));
    assertThat(collection.write(Entry.ofAll(List.of(document))).outcomes())
        .containsExactly(new Outcome.Accepted("a", 0, 3));
    data.close();
    open();
    collection = data.find("c").orElseThrow();
    assertThat(collection.info().schema().fields()).isEqualTo(fields);
    assertThat(collection.info().documents()).isOne();
  }
}
