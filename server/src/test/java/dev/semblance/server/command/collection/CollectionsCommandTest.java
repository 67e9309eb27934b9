package dev.semblance.server.command.collection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.server.command.BackgroundServe;
import dev.semblance.server.command.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `collections`, `documents` and `search`, on a data directory and beside the server that has it
/// open.
class CollectionsCommandTest {
  @TempDir Path folder;

  private Path data;

  @BeforeEach
  void index() throws IOException {
    data = folder.resolve("data");
    Path notes = Files.createDirectories(folder.resolve("notes/a b"));
    Files.writeString(notes.resolve("plants.txt"), "Plants make sugar from light.");
    Files.writeString(notes.resolve("雨.txt"), "Water falls from clouds.");
    run(0, "index", "--model", Console.MODEL, folder.resolve("notes").toString());
  }

  @Test
  void worksOnADataDirectory() throws IOException {
    checkAll();
  }

  @Test
  void worksThroughTheServerThatHasTheDirectoryOpen() throws Exception {
    String[] serve = {"serve", "--data", data.toString(), "--model", Console.MODEL, "--port", "0"};
    try (var server = new BackgroundServe(new Console(), serve)) {
      Console named = new Console();
      String[] list = {"collections", "list", "--server", server.address() + "/"};
      assertThat(named.run(list)).as(named.err()).isZero();
      assertThat(named.out()).startsWith("documents       2 documents ");
      checkAll();
    }
  }

  @Test
  void indexWritesThroughTheServerThatHasTheDirectoryOpen() throws Exception {
    Path more = folder.resolve("more.jsonl");
    Files.writeString(
        more,
        """
        {"id":"moon","title":"Moon","text":"The moon moves the sea.","n":1}
        {"id":"given","text":"x","vector":[1]}
        """);
    String[] serve = {"serve", "--data", data.toString(), "--model", Console.MODEL, "--port", "0"};
    try (var _ = new BackgroundServe(new Console(), serve)) {
      Console first = run(3, "index", more.toString());
      assertThat(first.out()).startsWith("indexed  1 document").contains("now      3 documents");
      assertThat(first.err()).contains("line 2: ");
      assertThat(run(3, "index", more.toString()).out()).contains("1 document unchanged");
      assertThat(run(0, "documents", "get", "moon").out()).contains("The moon moves the sea.");
      String[] other = {
        "index", "--model", Console.MODEL, "--collection", "other", more.toString()
      };
      assertThat(run(3, other).out()).contains("1 document in other");
    }
    assertThat(run(0, "collections", "list").out()).contains("other");
  }

  @Test
  void collectionIsCreatedWithASchema() throws IOException {
    Path schema = folder.resolve("schema.json");
    Files.writeString(
        schema, "{\"fields\":{\"name\":{\"type\":\"text\"},\"year\":{\"type\":\"integer\"}}}");
    run(0, "collections", "create", "shop", "--schema", schema.toString());
    assertThat(run(0, "collections", "show", "shop").out())
        .contains("model        none")
        .contains("fields       name (text), year (integer)");
    Files.writeString(schema, "{\"fields\":{\"name\":{\"type\":\"txt\"}}}");
    assertThat(run(1, "collections", "create", "other", "--schema", schema.toString()).err())
        .contains("`fields.name.type` must be text, keyword");
    run(2, "collections", "create", "other");
  }

  @Test
  void keyOfTheServerComesFromTheEnvironment() throws Exception {
    String[] serve = {
      "serve", "--data", data.toString(), "--model", Console.MODEL, "--port", "0", "--api-key", "k"
    };
    try (var _ = new BackgroundServe(new Console(), serve)) {
      Console without = new Console();
      String[] list = {"collections", "list", "--data", data.toString()};
      assertThat(without.run(list)).isEqualTo(1);
      assertThat(without.err()).contains("the server at http://127.0.0.1:");
      Console with = new Console().with("SEMBLANCE_API_KEY", "k");
      assertThat(with.run(list)).as(with.err()).isZero();
    }
  }

  @Test
  void serverThatDoesNotAnswerIsNamed() {
    Console console = new Console();
    assertThat(console.run("collections", "list", "--server", "http://127.0.0.1:1")).isEqualTo(1);
    assertThat(console.err()).contains("no answer from the server at http://127.0.0.1:1");
  }

  private void checkAll() throws IOException {
    assertThat(run(0, "collections", "list").out())
        .startsWith("documents       2 documents ")
        .endsWith(Console.MODEL + "\n");
    assertThat(
            run(0, "collections", "list", "--json").json().at("/collections/0/documents").asInt())
        .isEqualTo(2);
    assertThat(run(0, "collections", "show", "documents").out())
        .contains("documents    2 documents", "model        " + Console.MODEL, "fingerprint");
    assertThat(run(1, "collections", "show", "other").err())
        .contains("no collection other; there are: documents");

    JsonNode reply = run(0, "search", "--json", "-k", "1", "--mode", "lexical", "sugar").json();
    assertThat(reply.at("/hits/0/id").asText()).isEqualTo("a b/plants.txt");
    assertThat(reply.at("/hits/0/lanes/lexical/rank").asInt()).isOne();
    assertThat(run(0, "search", "sugar").out()).contains("plants", "dense #", "lexical #1");

    assertThat(run(0, "documents", "get", "a b/雨.txt").json().get("text").asText())
        .isEqualTo("Water falls from clouds.");
    assertThat(run(1, "documents", "get", "none").err()).contains("no document 'none'");
    String plants = "id = 'a b/plants.txt'";
    assertThat(run(0, "search", "--filter", "NOT " + plants, "sugar").out())
        .contains("雨.txt")
        .doesNotContain("plants");
    assertThat(run(1, "search", "--filter", "yaer = 1", "sugar").err())
        .contains("the collection has no field `yaer`");
    assertThat(run(0, "search", "--total", "--mode", "lexical", "sugar").out())
        .endsWith("documents that match: 1\n");
    assertThat(run(1, "search", "--sort", "title", "sugar").err())
        .contains("`sort`: `title` is of type text");
    assertThat(run(2, "search").err()).contains("'QUERY'");
    assertThat(run(0, "documents", "list").out().lines()).hasSize(2);
    assertThat(run(0, "documents", "list", "-k", "1").out().lines()).hasSize(1);
    assertThat(run(0, "documents", "list", "--filter", "text CONTAINS water").json().get("id"))
        .hasToString("\"a b/雨.txt\"");
    assertThat(run(2, "documents", "delete").err()).contains("give ids of documents, or --filter");
    assertThat(run(0, "documents", "delete", "--filter", "id = none").out())
        .isEqualTo("deleted 0 documents of documents\n");
    Console deletion = run(3, "documents", "delete", "a b/雨.txt", "none");
    assertThat(deletion.out()).isEqualTo("deleted 1 document of documents\n");
    assertThat(deletion.err()).isEqualTo("not there: none\n");
    run(1, "documents", "delete", "none");

    assertThat(run(0, "collections", "empty", "documents").out())
        .isEqualTo("emptied documents, 1 document\n");
    assertThat(run(0, "collections", "show", "documents").out())
        .contains("documents    0 documents", "model        " + Console.MODEL);
    assertThat(run(0, "collections", "delete", "documents").out()).startsWith("deleted documents");
    assertThat(run(0, "collections", "list").err()).isEqualTo("no collections\n");
  }

  /// Runs a command on the data directory.
  private Console run(int code, String... words) {
    List<String> line = new ArrayList<>(List.of(words));
    line.addAll(List.of("--data", data.toString()));
    Console console = new Console();
    assertThat(console.run(line.toArray(String[]::new))).as(console.err()).isEqualTo(code);
    return console;
  }
}
