package dev.semblance.server.command.collection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.server.command.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexAndSearchTest {
  @TempDir Path folder;

  private Path articles;

  @BeforeEach
  void writeArticles() throws IOException {
    articles = folder.resolve("articles.jsonl");
    Files.writeString(
        articles,
        """
        {"id":"1","title":"Photosynthesis","text":"Plants make sugar from light.","year":1950}
        {"id":"2","title":"Rain","text":"Water falls from clouds."}
        {"id":"3","title":"光合作用","text":"植物用光制造糖。"}
        """);
  }

  @Test
  void indexedDocumentsAreFoundByTheNextCommand() {
    Console index = index(articles);
    assertThat(index.out())
        .startsWith("indexed  3 documents in ")
        .contains("now      3 documents in articles, ", "vectors of " + Console.MODEL);
    Console search = search("-k", "1", "--mode", "lexical", "sugar");
    assertThat(search.out())
        .contains("1 Photosynthesis", "Plants make sugar from light.", "lexical #1")
        .doesNotContain("Rain");
  }

  @Test
  void documentsThatLeftTheirFileAreRemovedOnRequest() throws IOException {
    assertThat(sync().out()).startsWith("indexed  3 documents");
    Files.writeString(articles, "{\"id\":\"1\",\"text\":\"Plants\"}\n");
    assertThat(sync().out())
        .contains("removed  2 documents that left the files", "now      1 document in articles");
    Console console = new Console();
    assertThat(console.run("index", "--data", folder.resolve("data").toString(), "--sync", "-"))
        .isEqualTo(1);
    assertThat(console.err()).contains("--sync needs files");
  }

  @Test
  void tablesAreReadBySettings() throws IOException {
    Path table = folder.resolve("t.data");
    Files.writeString(table, "7|Ein Satz|Titel\n");
    Console console = new Console();
    String[] line = {
      "index",
      "--data",
      folder.resolve("data").toString(),
      "--model",
      Console.MODEL,
      "--format",
      "csv",
      "--delimiter",
      "|",
      "--header",
      "no",
      "--id-column",
      "column1",
      "--text-column",
      "column2",
      "--title-column",
      "column3",
      "--encoding",
      "windows-1252",
      table.toString()
    };
    assertThat(console.run(line)).as(console.err()).isZero();
    Console unknown = new Console();
    assertThat(unknown.run("index", "--encoding", "klingon", table.toString())).isEqualTo(2);
    assertThat(unknown.err()).contains("'klingon' is no known encoding");
  }

  private Console sync() {
    Console console = new Console();
    String[] line = {
      "index",
      "--data",
      folder.resolve("data").toString(),
      "--collection",
      "articles",
      "--model",
      Console.MODEL,
      "--sync",
      articles.toString()
    };
    assertThat(console.run(line)).as(console.err()).isZero();
    return console;
  }

  @Test
  void jsonEqualsTheHttpReply() throws IOException {
    index(articles);
    JsonNode reply = search("--json", "sugar from light").json();
    JsonNode hit = reply.get("hits").get(0);
    assertThat(hit.get("document").get("year").intValue()).isEqualTo(1950);
    assertThat(hit.get("lanes").get("lexical").get("rank").intValue()).isEqualTo(1);
    assertThat(reply.get("took_ms").doubleValue()).isPositive();
  }

  @Test
  void unchangedDocumentsAreNotEmbeddedAgain() {
    index(articles);
    assertThat(index(articles).out())
        .startsWith("indexed  0 documents")
        .contains("3 documents unchanged");
  }

  @Test
  void badLineIsReportedAndSkipped() throws IOException {
    Files.writeString(articles, "{\"id\":\"1\",\"text\":\"good\"}\n{broken\n");
    Console index = new Console();
    String[] line = {"index", "--data", data(), "--model", Console.MODEL, articles.toString()};
    assertThat(index.run(line)).isEqualTo(3);
    assertThat(index.err()).contains("skipped " + articles).contains("2");
    assertThat(index.out()).contains("now      1 document in", "0 documents unchanged, 1 skipped");
  }

  @Test
  void unknownFilesAreNamedAndDoNotStopTheOthers() throws IOException {
    Files.writeString(folder.resolve("manual.xls"), "%PDF");
    Files.writeString(folder.resolve("page.html"), "<p>");
    Path skipped = folder.resolve("skipped.ndjson");
    Console index = new Console();
    String[] line = {
      "index",
      "--data",
      data(),
      "--model",
      Console.MODEL,
      "--exclude",
      "*.html",
      "--skipped",
      skipped.toString(),
      folder.toString()
    };
    assertThat(index.run(line)).isEqualTo(3);
    assertThat(index.err()).contains("manual.xls: unknown kind").doesNotContain("page.html");
    assertThat(index.out()).contains("indexed  3 documents", "1 skipped");
    assertThat(Files.readString(skipped)).contains("\"where\":\"" + folder, "manual.xls");
  }

  @Test
  void documentsOfAnotherFileWithTheSameIdsAreNamed() throws IOException {
    index(articles);
    Path second = folder.resolve("second.csv");
    Files.writeString(second, "id,text\n1,something else\n");
    assertThat(index(second).err())
        .contains("replaced 1 document by others of the same id: '1' of " + second, "--id-prefix");
    assertThat(index(second).err()).isEmpty();
  }

  @Test
  void textsLongerThanTheModelReadsAreNamed() throws IOException {
    Path text = folder.resolve("long.txt");
    Files.writeString(text, "words ".repeat(2_000));
    assertThat(index(text).err())
        .startsWith("split 1 long text into passages: ")
        .contains(text.toString());
  }

  @Test
  void firstIndexThatFailsLeavesNoCollection() throws IOException {
    Files.writeString(articles, "{broken\n");
    Console index = new Console();
    String[] line = {"index", "--data", data(), "--model", Console.MODEL, articles.toString()};
    assertThat(index.run(line)).isEqualTo(1);
    assertThat(Path.of(data()).resolve("documents")).doesNotExist();
  }

  @Test
  void reportIsAJsonObjectOnRequest() throws IOException {
    Files.writeString(articles, "{\"id\":\"1\",\"text\":\"good\"}\n{broken\n");
    Console index = new Console();
    String[] line = {"index", "--data", data(), "--model", Console.MODEL, "--json", "FILE"};
    line[line.length - 1] = articles.toString();
    assertThat(index.run(line)).isEqualTo(3);
    JsonNode report = index.json();
    assertThat(report.get("indexed").intValue()).isOne();
    assertThat(report.get("reasons").get(0).get("where").textValue()).contains("articles.jsonl");
    assertThat(report.get("collection").get("name").textValue()).isEqualTo("documents");
  }

  @Test
  void emptyFileIsAFailureWithItsReason() throws IOException {
    Files.writeString(articles, "");
    Console index = new Console();
    String[] line = {"index", "--data", data(), "--model", Console.MODEL, articles.toString()};
    assertThat(index.run(line)).isEqualTo(1);
    assertThat(index.err()).isEqualTo("semblance: no documents in " + articles + "\n");
  }

  @Test
  void hitsShowTheirIdBesideTheTitle() {
    index(articles);
    assertThat(search("-k", "1", "--mode", "lexical", "sugar").out()).contains("    1 · 0.");
  }

  @Test
  void missingFilesAndCollectionsAreReported() {
    Console missing = new Console();
    assertThat(
            missing.run(
                "index",
                "--data",
                data(),
                "--collection",
                "c",
                folder.resolve("none.csv").toString()))
        .isEqualTo(1);
    assertThat(missing.err()).contains("none.csv");
    index(articles);
    Console other = new Console();
    assertThat(other.run("search", "--data", data(), "--collection", "other", "q")).isEqualTo(1);
    assertThat(other.err()).contains("no collection other", "articles");
    Console none = new Console();
    assertThat(
            none.run("search", "--data", folder.resolve("no").toString(), "--collection", "c", "q"))
        .isEqualTo(1);
    assertThat(none.err()).contains("no data directory", "./semblance index --data");
    assertThat(folder.resolve("no")).doesNotExist();
  }

  @Test
  void noHitsAreReported() {
    index(articles);
    assertThat(search("--mode", "lexical", "zebra").out()).isEqualTo("nothing found\n");
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  private Console index(Path file) {
    Console console = new Console();
    assertThat(
            console.run(
                "index",
                "--data",
                data(),
                "--collection",
                "articles",
                "--model",
                Console.MODEL,
                file.toString()))
        .as(console.err())
        .isZero();
    return console;
  }

  private Console search(String... words) {
    Console console = new Console();
    String[] arguments = new String[words.length + 5];
    System.arraycopy(
        new String[] {"search", "--data", data(), "--collection", "articles"}, 0, arguments, 0, 5);
    System.arraycopy(words, 0, arguments, 5, words.length);
    assertThat(console.run(arguments)).as(console.err()).isZero();
    return console;
  }
}
