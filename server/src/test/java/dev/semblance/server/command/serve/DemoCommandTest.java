package dev.semblance.server.command.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.semblance.server.command.BackgroundServe;
import dev.semblance.server.command.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {
  @TempDir Path data;

  @BeforeEach
  void requireSources() {
    assumeTrue(
        Files.exists(Path.of(System.getProperty("java.home"), "lib", "src.zip")),
        "the JDK that runs this carries no sources (lib/src.zip)");
  }

  @Test
  void indexesSearchesAndReusesTheIndex() {
    Console first = demo("--limit", "30", "--no-serve");
    assertThat(first.out())
        .startsWith("reading  the documentation of JDK " + Runtime.version())
        .contains("indexed  30 documents in ", "now      30 documents in jdk, ")
        .contains("vectors of bge-small-en-v1.5");
    assertThat(first.out().lines().filter(line -> line.startsWith("? "))).hasSize(3);
    assertThat(first.out().lines().filter(line -> line.startsWith("  1 "))).hasSize(3);

    Console second = demo("--limit", "30", "--no-serve");
    assertThat(second.out())
        .startsWith("reusing  30 documents of the documentation of JDK")
        .doesNotContain("indexed");
  }

  @Test
  void shortDemoAnswersItsQuestions() {
    List<String> titles =
        demo("--limit", "130", "--no-serve", "--dtype", "f32")
            .out()
            .lines()
            .filter(line -> line.startsWith("  1 "))
            .toList();
    assertThat(titles.get(0)).contains("Files.readAllLines");
    assertThat(titles.get(1)).containsPattern("java.util.List.(of|copyOf)");
    assertThat(titles.get(2)).contains("Timer.schedule");
  }

  @Test
  void refusesALimitBelowOne() {
    for (String limit : List.of("0", "-5")) {
      Console console = new Console();
      assertThat(console.run("demo", "--limit", limit)).isEqualTo(2);
      assertThat(console.err()).contains("'" + limit + "' is not a whole number from 1 to");
    }
  }

  @Test
  void smallerLimitReusesTheIndexAndLargerOneExtendsIt() {
    demo("--limit", "10", "--no-serve");
    assertThat(demo("--limit", "5", "--no-serve").out()).startsWith("reusing  10 documents");
    assertThat(demo("--limit", "15", "--no-serve").out())
        .contains("indexed  5 documents", "10 documents unchanged");
  }

  @Test
  void indexOfAnotherJdkIsRebuilt() throws IOException {
    demo("--limit", "5", "--no-serve");
    new IndexedJdk("24.0.1, another", 5).write(data);
    assertThat(demo("--limit", "5", "--no-serve").out())
        .startsWith("reading")
        .contains("indexed  5 documents");
  }

  @Test
  void servesUntilItIsStopped() throws InterruptedException {
    String[] line = arguments("--limit", "5", "--port", "0");
    try (var server = new BackgroundServe(Console.ofPackagedModels(), line)) {
      assertThat(server.address()).startsWith("http://127.0.0.1:");
    }
  }

  private Console demo(String... more) {
    Console console = Console.ofPackagedModels();
    assertThat(console.run(arguments(more))).as(console.err()).isZero();
    return console;
  }

  private String[] arguments(String... more) {
    String[] all = new String[more.length + 3];
    all[0] = "demo";
    all[1] = "--data";
    all[2] = data.toString();
    System.arraycopy(more, 0, all, 3, more.length);
    return all;
  }
}
