package dev.semblance.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The launcher, with fakes of a JDK and of Maven that print their arguments.
class LauncherTest {
  private static final Path LAUNCHER =
      Path.of(System.getProperty("semblance.root", "..")).resolve("semblance");

  @TempDir Path folder;

  private Path tree;

  @BeforeEach
  void createSourceTree() throws IOException {
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "/bin/bash does not exist");
    tree = Files.createDirectories(folder.resolve("source tree"));
    Files.copy(LAUNCHER, tree.resolve("semblance"));
    Files.createDirectories(tree.resolve("server/src/main"));
    Files.writeString(tree.resolve("pom.xml"), "<project/>");
    Files.writeString(tree.resolve("server/pom.xml"), "<project/>");
    jdk("jdk-25", "25.0.3");
    jdk("jdk-17", "17.0.15");
  }

  @Test
  void buildsOnceAndPassesEveryArgument() throws Exception {
    maven("mkdir -p server/target/semblance; touch server/target/semblance/semblance.jar");
    Result first = run("jdk-25", "search", "two words", "中文", "");
    assertThat(first.err()).startsWith("building once… ");
    assertThat(first.out())
        .contains("<--add-modules=jdk.incubator.vector>")
        .endsWith("<-jar>\n<" + jar() + ">\n<search>\n<two words>\n<中文>\n<>\n");
    Result second = run("jdk-25", "--help");
    assertThat(second.err()).isEmpty();
    assertThat(second.out()).endsWith("<--help>\n");
  }

  @Test
  void buildsAgainWhenASourceIsNewer() throws Exception {
    maven("mkdir -p server/target/semblance; touch server/target/semblance/semblance.jar");
    run("jdk-25", "--help");
    Files.writeString(tree.resolve("server/src/main/New.java"), "");
    Files.setLastModifiedTime(
        tree.resolve("server/src/main/New.java"),
        FileTime.fromMillis(System.currentTimeMillis() + 60_000));
    assertThat(run("jdk-25", "--help").err()).startsWith("building once… ");
  }

  @Test
  void skipsAnOlderJdk() throws Exception {
    Files.createSymbolicLink(
        Files.createDirectories(folder.resolve("bin")).resolve("java"),
        folder.resolve("home/.jdks/jdk-25/bin/java"));
    maven("mkdir -p server/target/semblance; touch server/target/semblance/semblance.jar");
    Result result = run("jdk-17", "--help");
    assertThat(result.out()).doesNotContain("jdk-17").contains("jdk-25");
  }

  @Test
  void failedBuildPrintsItsLogAndStartsNothing() throws Exception {
    maven("echo '[ERROR] no such thing'; exit 1");
    Result result = run("jdk-25", "--help");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("target/build.log").endsWith("[ERROR] no such thing\n");
  }

  @Test
  void createsTheAotCacheOnceAndStartsWithIt() throws Exception {
    maven("mkdir -p server/target/semblance; touch server/target/semblance/semblance.jar");
    script(
        folder.resolve("home/.jdks/jdk-25/bin/java"),
        """
        for word; do case $word in -XX:AOTCacheOutput=*) echo cache >"${word#*=}" ;; esac; done
        printf '<%s>\\n' "$@"
        """);
    assertThat(run("jdk-25", "--help").err()).contains("preparing fast starts… ");
    Result second = run("jdk-25", "--help");
    assertThat(second.err()).isEmpty();
    assertThat(second.out()).contains("<-XX:AOTCache=" + jar().getParent() + "/start-");
  }

  @Test
  void startsWithoutAnAotCacheWhereTheWarmupFails() throws Exception {
    maven("mkdir -p server/target/semblance; touch server/target/semblance/semblance.jar");
    script(
        folder.resolve("home/.jdks/jdk-25/bin/java"),
        "for word; do [ \"$word\" != warmup ] || exit 1; done; echo started");
    Result first = run("jdk-25", "--help");
    assertThat(first.err()).contains("preparing fast starts failed");
    assertThat(first.out()).isEqualTo("started\n");
    assertThat(run("jdk-25", "--help").err()).isEmpty();
  }

  @Test
  void launcherOfTheDistributionNeedsNoSources() throws Exception {
    Path distribution = Files.createDirectories(folder.resolve("distribution"));
    Files.move(tree.resolve("semblance"), distribution.resolve("semblance"));
    Files.createFile(distribution.resolve("semblance.jar"));
    tree = distribution;
    Result result = run("jdk-25", "--version");
    assertThat(result.err()).isEqualTo("preparing fast starts… 0 s\n");
    assertThat(result.out()).endsWith("/distribution/semblance.jar>\n<--version>\n");
  }

  private Path jar() throws IOException {
    return tree.toRealPath().resolve("server/target/semblance/semblance.jar");
  }

  /// A JDK whose `java` prints its own name and its arguments.
  private void jdk(String name, String version) throws IOException {
    Path jdk = folder.resolve("home/.jdks").resolve(name);
    script(jdk.resolve("bin/java"), "echo " + name + "; printf '<%s>\\n' \"$@\"");
    script(jdk.resolve("bin/javac"), "");
    Files.writeString(
        jdk.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
  }

  private void maven(String work) throws IOException {
    script(folder.resolve("bin/mvn"), "cd '" + tree + "'; " + work);
  }

  private static void script(Path file, String work) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/bash\n" + work + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private record Result(int code, String out, String err) {}

  private Result run(String jdk, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("/bin/bash", tree + "/semblance"));
    command.addAll(List.of(arguments));
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder process =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    Map<String, String> environment = process.environment();
    environment.clear();
    environment.put("PATH", folder.resolve("bin") + ":/usr/bin:/bin");
    environment.put("HOME", folder.resolve("home").toString());
    environment.put("JAVA_HOME", folder.resolve("home/.jdks").resolve(jdk).toString());
    int code = process.start().waitFor();
    return new Result(code, Files.readString(out, UTF_8), Files.readString(err, UTF_8));
  }
}
