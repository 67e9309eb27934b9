package dev.semblance.server;

import static dev.semblance.server.FakeSourceTree.BUILDS;
import static dev.semblance.server.FakeSourceTree.RECORDS;
import static dev.semblance.server.FakeSourceTree.script;
import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.server.FakeSourceTree.LauncherResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The launcher: which Java it takes, when it builds, and what it starts.
class LauncherTest {
  @TempDir Path folder;

  private FakeSourceTree tree;

  @BeforeEach
  void createSourceTree() throws IOException {
    tree = new FakeSourceTree(folder);
  }

  @Test
  void buildsOnceAndPassesEveryArgument() throws Exception {
    LauncherResult first = tree.run("jdk-25", "search", "two words", "中文", "");
    assertThat(first.err()).startsWith("building once… ");
    assertThat(first.out())
        .contains("<--add-modules=jdk.incubator.vector>")
        .endsWith("<-jar>\n<" + tree.home() + "/semblance.jar>\n<search>\n<two words>\n<中文>\n<>\n");
    LauncherResult second = tree.run("jdk-25", "--help");
    assertThat(second.err()).isEmpty();
    assertThat(second.out()).endsWith("<--help>\n");
  }

  @Test
  void buildsAgainWhenASourceIsNewer() throws Exception {
    tree.run("jdk-25", "--help");
    Path source = Files.writeString(tree.root().resolve("server/src/main/New.java"), "");
    Files.setLastModifiedTime(source, FileTime.fromMillis(System.currentTimeMillis() + 60_000));
    assertThat(tree.run("jdk-25", "--help").err()).startsWith("building once… ");
  }

  @Test
  void skipsAnOlderJava() throws Exception {
    Files.createSymbolicLink(folder.resolve("bin/java"), tree.java("jdk-25"));
    LauncherResult result = tree.run("jdk-17", "--help");
    assertThat(result.out()).doesNotContain("jdk-17").contains("jdk-25");
  }

  @Test
  void runsOnAJavaWithoutCompilerAndBuildsWithAnother() throws Exception {
    tree.runtime("runtime", "25.0.1");
    Files.createSymbolicLink(folder.resolve("bin/java"), tree.java("jdk-25"));
    tree.maven(BUILDS + "echo $JAVA_HOME >built-with");
    assertThat(tree.run("runtime", "--help").out()).startsWith("runtime\n");
    assertThat(tree.root().resolve("built-with")).content().endsWith("/jdk-25\n");
  }

  @Test
  void skipsAJavaWithoutTheModuleOfVectorInstructions() throws Exception {
    tree.runtime("small", "25.0.1");
    tree.release("small", "JAVA_VERSION=\"25.0.1\"\nMODULES=\"java.base java.logging\"\n");
    tree.release("jdk-25", "JAVA_VERSION=\"25\"\nMODULES=\"java.base jdk.incubator.vector\"\n");
    Files.createSymbolicLink(folder.resolve("bin/java"), tree.java("jdk-25"));
    assertThat(tree.run("small", "--help").out()).startsWith("jdk-25\n");
  }

  @Test
  void failedBuildPrintsItsLogAndStartsNothing() throws Exception {
    tree.maven("echo '[ERROR] no such thing'; exit 1");
    LauncherResult result = tree.run("jdk-25", "--help");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("target/build.log").endsWith("[ERROR] no such thing\n");
  }

  @Test
  void buildWithoutNetworkIsNamed() throws Exception {
    tree.maven("echo '[FATAL] Non-resolvable import POM: repo.example: Unknown host'; exit 1");
    LauncherResult result = tree.run("jdk-25", "--help");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("the first build needs the network");
  }

  @Test
  void treeThatCannotBeWrittenIsNamed() throws Exception {
    Files.writeString(tree.root().resolve("target"), "a file where the folder should be");
    LauncherResult result = tree.run("jdk-25", "--help");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).startsWith("semblance: cannot write to ").hasLineCount(1);
  }

  @Test
  void createsTheAotCacheOnceAndStartsWithIt() throws Exception {
    assertThat(tree.run("jdk-25", "--help").err()).contains("preparing fast starts… ");
    LauncherResult second = tree.run("jdk-25", "--help");
    assertThat(second.err()).isEmpty();
    assertThat(second.out()).contains("<-XX:AOTCache=" + tree.home() + "/start-");
  }

  @Test
  void startsWithoutAnAotCacheWhereTheWarmupFails() throws Exception {
    script(
        tree.java("jdk-25"), "for word; do [ \"$word\" != warmup ] || exit 1; done; echo started");
    LauncherResult first = tree.run("jdk-25", "--help");
    assertThat(first.err()).contains("preparing fast starts failed");
    assertThat(first.out()).isEqualTo("started\n");
    assertThat(tree.run("jdk-25", "--help").err()).isEmpty();
  }

  @Test
  void warmupThatLeavesNoCacheIsAFailure() throws Exception {
    script(tree.java("jdk-25"), "echo AOTCache creation failed");
    assertThat(tree.run("jdk-25", "--help").err())
        .contains("preparing fast starts failed", "AOTCache creation failed");
  }

  @Test
  void launcherOfTheDistributionNeedsNoSources() throws Exception {
    tree.distribute();
    LauncherResult result = tree.run("jdk-25", "--version");
    assertThat(result.err()).isEqualTo("preparing fast starts… 0 s\n");
    assertThat(result.out()).endsWith("/distribution/semblance.jar>\n<--version>\n");
  }

  @Test
  void passesTheWidthOfTheTerminal() throws Exception {
    Path pseudoTerminal = Path.of("/usr/bin/script");
    Assumptions.assumeTrue(Files.isExecutable(pseudoTerminal), pseudoTerminal + " is absent");
    tree.distribute();
    script(tree.java("jdk-25"), RECORDS + "printf '<%s>\\n' \"$@\"");
    String typed = "stty cols 132; '" + tree.root() + "/semblance' --help";
    List<String> command = List.of(pseudoTerminal.toString(), "-qec", typed, "/dev/null");
    assertThat(tree.start("jdk-25", command).result().out())
        .contains("<-Dsemblance.terminal.columns=132>");
  }
}
