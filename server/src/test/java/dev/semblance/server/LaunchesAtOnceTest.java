package dev.semblance.server;

import static dev.semblance.server.FakeSourceTree.BUILDS;
import static dev.semblance.server.FakeSourceTree.RECORDS;
import static dev.semblance.server.FakeSourceTree.script;
import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.server.FakeSourceTree.Launch;
import dev.semblance.server.FakeSourceTree.LauncherResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Two launches at once, and launches that are interrupted while they build or record.
class LaunchesAtOnceTest {
  /// Fake of Java that takes long to record, and prints the id of its process first.
  private static final String RECORDS_FOR_LONG =
      """
      for word; do
        case $word in
          -XX:AOTCacheOutput=*)
            echo half >"${word#*=}"; echo $$ >'%1$s/pid.new'; mv '%1$s/pid.new' '%1$s/pid'; sleep 600 & wait ;;
        esac
      done
      echo started
      """;

  @TempDir Path folder;

  private FakeSourceTree tree;

  @BeforeEach
  void createSourceTree() throws IOException {
    tree = new FakeSourceTree(folder);
  }

  @Test
  void oneBuildsAndTheOtherWaits() throws Exception {
    assumeFlock();
    tree.maven("echo build >>built; touch started; sleep 2; " + BUILDS);
    Launch first = tree.start("jdk-25", "--version");
    FakeSourceTree.await(tree.root().resolve("started"));
    LauncherResult second = tree.run("jdk-25", "--help");
    assertThat(first.result().code()).isZero();
    assertThat(second.code()).isZero();
    assertThat(second.err()).startsWith("waiting for another launch, which is building\n");
    assertThat(second.out()).endsWith("<--help>\n");
    assertThat(tree.root().resolve("built")).hasContent("build\n");
    assertThat(left(tree.root().resolve("target"))).isEmpty();
  }

  @Test
  void oneRecordsAndTheOtherStartsWithout() throws Exception {
    assumeFlock();
    tree.distribute();
    script(
        tree.java("jdk-25"),
        """
        for word; do
          case $word in -XX:AOTCacheOutput=*)
            touch '%s/recording'; sleep 2; echo cache >"${word#*=}"; exit ;;
          esac
        done
        printf '<%%s>\\n' "$@"
        """
            .formatted(folder));
    Launch first = tree.start("jdk-25", "--version");
    FakeSourceTree.await(folder.resolve("recording"));
    LauncherResult second = tree.run("jdk-25", "--help");
    assertThat(second.err()).isEmpty();
    assertThat(second.out()).doesNotContain("AOTCache").endsWith("<--help>\n");
    assertThat(first.result().out()).contains("<-XX:AOTCache=");
    assertThat(caches()).singleElement().satisfies(cache -> assertThat(cache).hasContent("cache"));
    assertThat(left(tree.root())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143", "HUP, 129"})
  void signalEndsTheRecordingAndLeavesNothing(String signal, int code) throws Exception {
    tree.distribute();
    script(tree.java("jdk-25"), RECORDS_FOR_LONG.formatted(folder));
    Launch launch = tree.start("jdk-25", "models", "list");
    ProcessHandle recorder = recorder();
    send(signal, launch.process().pid());
    LauncherResult result = launch.result();
    assertThat(result.code()).isEqualTo(code);
    assertThat(result.out()).isEmpty();
    assertEnds(recorder);
    assertThat(caches()).isEmpty();
    assertThat(left(tree.root())).isEmpty();
  }

  @Test
  void killedLauncherLeavesNoProcessAndTheNextCleansUp() throws Exception {
    tree.distribute();
    script(tree.java("jdk-25"), RECORDS_FOR_LONG.formatted(folder));
    Launch launch = tree.start("jdk-25", "models", "list");
    ProcessHandle recorder = recorder();
    send("KILL", launch.process().pid());
    assertEnds(recorder);
    script(tree.java("jdk-25"), RECORDS + "echo started");
    LauncherResult next = tree.run("jdk-25", "models", "list");
    assertThat(next.err()).startsWith("preparing fast starts… ");
    assertThat(next.out()).isEqualTo("started\n");
    assertThat(left(tree.root())).isEmpty();
  }

  @Test
  void interruptedBuildIsRepeated() throws Exception {
    tree.maven("touch started; sleep 600 & wait");
    Launch launch = tree.start("jdk-25", "--help");
    FakeSourceTree.await(tree.root().resolve("started"));
    send("INT", launch.process().pid());
    assertThat(launch.result().code()).isEqualTo(130);
    assertThat(left(tree.root().resolve("target"))).isEmpty();
    tree.maven(BUILDS);
    assertThat(tree.run("jdk-25", "--help").err()).startsWith("building once… ");
  }

  private static void assumeFlock() {
    Assumptions.assumeTrue(
        Stream.of("/usr/bin/flock", "/bin/flock").map(Path::of).anyMatch(Files::isExecutable),
        "this system has no flock");
  }

  /// The process that records, once it does.
  private ProcessHandle recorder() throws Exception {
    Path file = folder.resolve("pid");
    FakeSourceTree.await(file);
    return ProcessHandle.of(Long.parseLong(Files.readString(file).strip())).orElseThrow();
  }

  private static void assertEnds(ProcessHandle process) throws Exception {
    process.onExit().get(Duration.ofSeconds(30).toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void send(String signal, long process) throws Exception {
    List<String> command = List.of("/bin/bash", "-c", "kill -" + signal + " " + process);
    assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
  }

  private List<Path> caches() throws IOException {
    try (Stream<Path> files = Files.list(tree.root())) {
      return files.filter(file -> file.toString().endsWith(".aot")).toList();
    }
  }

  /// Temporary files of launches.
  private static List<Path> left(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches("\\.(building|recording).*"))
          .toList();
    }
  }
}
