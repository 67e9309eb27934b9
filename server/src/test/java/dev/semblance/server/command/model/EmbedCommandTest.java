package dev.semblance.server.command.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.semblance.server.command.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbedCommandTest {
  private static final JsonMapper MAPPER = new JsonMapper();

  @TempDir Path folder;

  private final Console console = new Console();
  private Path texts;

  @BeforeEach
  void writeTexts() throws IOException {
    texts = folder.resolve("texts.txt");
    Files.writeString(texts, "good morning\n\na rather longer text than the others\n晚上好\n");
  }

  @Test
  void writesOneVectorPerLineInInputOrder() throws IOException {
    assertThat(embed("-i", texts.toString())).isZero();
    List<String> lines = console.out().lines().toList();
    assertThat(lines).hasSize(4);
    for (int i = 0; i < lines.size(); i++) {
      JsonNode line = MAPPER.readTree(lines.get(i));
      assertThat(line.get("index").intValue()).isEqualTo(i);
      assertThat(length(line.get("embedding"))).isCloseTo(1, within(1e-6));
    }
    assertThat(console.err()).isEmpty();
  }

  @Test
  void vectorDoesNotDependOnThePositionInTheFile() throws IOException {
    embed("-i", texts.toString());
    JsonNode among = MAPPER.readTree(console.out().lines().toList().getLast()).get("embedding");
    Files.writeString(texts, "晚上好");
    Console alone = new Console();
    alone.run("embed", "--model", Console.MODEL, "-i", texts.toString());
    JsonNode single = MAPPER.readTree(alone.out()).get("embedding");
    for (int i = 0; i < single.size(); i++) {
      assertThat(among.get(i).floatValue()).isCloseTo(single.get(i).floatValue(), within(1e-6f));
    }
  }

  @Test
  void truncatesDimensionsAndPacksBits() throws IOException {
    assertThat(embed("-i", texts.toString(), "--dimensions", "16", "--precision", "ubinary"))
        .isZero();
    assertThat(MAPPER.readTree(console.out().lines().findFirst().orElseThrow()).get("embedding"))
        .hasSize(2);
  }

  @Test
  void fileIsWrittenAtomicallyAndReported() throws IOException {
    Path vectors = folder.resolve("vectors.npy");
    assertThat(embed("-i", texts.toString(), "-o", vectors.toString(), "--format", "npy")).isZero();
    assertThat(Files.readString(vectors, StandardCharsets.ISO_8859_1)).contains("'shape': (4, ");
    assertThat(console.out()).isEmpty();
    assertThat(console.err()).startsWith("embedded 4 texts, ").endsWith("vectors.npy\n");
    assertThat(names()).containsExactlyInAnyOrder("texts.txt", "vectors.npy");
  }

  @Test
  void failureLeavesAnOlderFileUnchanged() throws IOException {
    Path vectors = folder.resolve("vectors.jsonl");
    Files.writeString(vectors, "older");
    assertThat(embed("-i", texts.toString(), "-o", vectors.toString(), "--prompt", "nonsense"))
        .isEqualTo(1);
    assertThat(console.err()).contains("unknown prompt name 'nonsense'");
    assertThat(vectors).hasContent("older");
    assertThat(names()).containsExactlyInAnyOrder("texts.txt", "vectors.jsonl");
  }

  @Test
  void stopLeavesNoFile() throws IOException {
    console.stop().request();
    assertThat(embed("-i", texts.toString(), "-o", folder.resolve("vectors.npy").toString()))
        .isEqualTo(1);
    assertThat(names()).containsExactly("texts.txt");
  }

  @Test
  void warnsOfRangesFromFewTexts() {
    assertThat(embed("-i", texts.toString(), "--precision", "int8")).isZero();
    assertThat(console.err()).contains("only 4 texts");
  }

  @Test
  void reportsInvalidInput() throws IOException {
    assertThat(embed("-i", folder.resolve("missing.txt").toString())).isEqualTo(1);
    assertThat(console.err()).contains("no such file: ").contains("missing.txt");
    assertThat(embed("-i", folder.toString())).isEqualTo(1);
    assertThat(console.err()).contains("is a folder");
    Files.write(texts, new byte[] {'a', '\n', 'b', (byte) 0xff, '\n'});
    assertThat(embed("-i", texts.toString())).isEqualTo(1);
    assertThat(console.err()).contains("texts.txt is not UTF-8");
    assertThat(embed("-i", texts.toString(), "--dimensions", "4096")).isEqualTo(1);
    assertThat(console.err()).contains("Given: 4096");
  }

  @Test
  void embedsTheTextsOfTheCommandLine() {
    assertThat(embed("good morning", "晚上好")).isZero();
    assertThat(console.out().lines()).hasSize(2);
    Console lines = new Console();
    lines.run("embed", "--model", Console.MODEL, "-i", texts.toString());
    assertThat(console.out().lines().findFirst()).isEqualTo(lines.out().lines().findFirst());
    assertThat(embed("-i", texts.toString(), "good morning")).isEqualTo(2);
    assertThat(console.err()).contains("TEXT and --input exclude each other");
  }

  @Test
  void recordsAreEmbeddedByTitleAndText() throws IOException {
    Path records = folder.resolve("records.jsonl");
    Files.writeString(records, "{\"id\":\"1\",\"title\":\"good\",\"text\":\"morning\"}\n");
    assertThat(embed("-i", records.toString())).isZero();
    Console given = new Console();
    given.run("embed", "--model", Console.MODEL, "good morning");
    assertThat(console.out()).isEqualTo(given.out());
    Files.writeString(records, "{\"id\":\"1\"}\n");
    assertThat(embed("-i", records.toString())).isEqualTo(1);
    assertThat(console.err()).contains("records.jsonl", "neither a title nor a text");
  }

  @Test
  void summaryIsAJsonObjectOnRequest() throws IOException {
    String vectors = folder.resolve("vectors.npy").toString();
    assertThat(embed("-i", texts.toString(), "-o", vectors, "--json")).isZero();
    assertThat(console.json().get("texts").intValue()).isEqualTo(4);
    assertThat(console.json().get("output").textValue()).isEqualTo(vectors);
    assertThat(embed("-i", texts.toString(), "--json")).isEqualTo(2);
  }

  @Test
  void noTextsGiveNoVectors() throws IOException {
    Files.writeString(texts, "");
    assertThat(embed("-i", texts.toString())).isZero();
    assertThat(console.out()).isEmpty();
    assertThat(embed("-i", texts.toString(), "--precision", "int8")).isEqualTo(1);
    assertThat(console.err()).contains("at least one");
  }

  private int embed(String... options) {
    String[] command = {"embed", "--model", Console.MODEL};
    String[] arguments =
        Stream.concat(Arrays.stream(command), Arrays.stream(options)).toArray(String[]::new);
    return console.run(arguments);
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static double length(JsonNode vector) {
    double squares = 0;
    for (JsonNode value : vector) {
      squares += value.doubleValue() * value.doubleValue();
    }
    return Math.sqrt(squares);
  }
}
