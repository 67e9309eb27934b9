package dev.semblance.server.http.collection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.Embedder;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.collection.Entry;
import dev.semblance.document.Document;
import dev.semblance.search.DataDirectory;
import dev.semblance.server.WordEmbedder;
import dev.semblance.server.http.RunningServer;
import dev.semblance.server.http.RunningServer.Reply;
import dev.semblance.server.service.ServiceSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectionStateTest {
  @TempDir Path root;

  private static Embedder missing(String model) {
    throw new SemblanceException(Fault.NOT_FOUND, "no model " + model);
  }

  private void write(String... names) {
    try (var data = DataDirectory.open(root, _ -> new WordEmbedder("words"))) {
      for (String name : names) {
        data.create(name, "words").write(Entry.ofAll(List.of(new Document("1", "", "a fox"))));
      }
    }
  }

  private RunningServer serve(DataDirectory data) {
    return new RunningServer(_ -> data, ServiceSettings.STANDARD);
  }

  @Test
  void collectionWithoutItsModelAnswersByWords() {
    write("c");
    Function<String, Embedder> none = CollectionStateTest::missing;
    try (var data = DataDirectory.open(root, none);
        var server = serve(data)) {
      assertThat(server.get("/collections/c/documents/1").status()).isEqualTo(200);
      assertThat(search(server, "lexical").json().get("hits")).hasSize(1);
      JsonNode hybrid = search(server, "hybrid").json();
      assertThat(hybrid.get("hits")).hasSize(1);
      assertThat(hybrid.get("lanes_without_result").get(0).textValue()).isEqualTo("dense");
      Reply dense = search(server, "dense");
      assertThat(dense.status()).isEqualTo(424);
      assertThat(dense.json().get("error").textValue())
          .contains("need model words", "semblance collections reembed c --model MODEL");
      assertThat(server.get("/collections/c").json().get("state").textValue())
          .isEqualTo("model-missing");
    }
  }

  @Test
  void damagedCollectionStaysInTheList() throws Exception {
    write("bad", "good");
    Files.writeString(root.resolve("bad/collection.json"), "{");
    try (var data = DataDirectory.open(root, _ -> new WordEmbedder("words"));
        var server = serve(data)) {
      JsonNode list = server.get("/collections").json().get("collections");
      assertThat(list.at("/0/state").textValue()).isEqualTo("damaged");
      assertThat(list.at("/0/model").isNull()).isTrue();
      assertThat(list.at("/0/documents").intValue()).isOne();
      assertThat(list.at("/1/state").textValue()).isEqualTo("ready");
      assertThat(server.get("/collections/bad").json()).isEqualTo(list.get(0));
      assertThat(server.delete("/collections/bad").status()).isEqualTo(204);
    }
  }

  private static Reply search(RunningServer server, String mode) {
    return server.post(
        "/collections/c/search", "{\"query\":\"fox\",\"mode\":\"%s\"}".formatted(mode));
  }
}
