package dev.semblance.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/// A source tree with the launcher, and fakes of Java and of Maven that print their arguments.
final class FakeSourceTree {
  /// Fake of Maven that builds an empty program.
  static final String BUILDS =
      "mkdir -p server/target/semblance; touch server/target/semblance/semblance.jar; ";

  /// Fake of Java that writes the AOT cache where it is to record one, and else prints its
  /// arguments.
  static final String RECORDS =
      """
      for word; do
        case $word in -XX:AOTCacheOutput=*) echo cache >"${word#*=}"; exit ;; esac
      done
      """;

  private static final Path LAUNCHER =
      Path.of(System.getProperty("semblance.root", "..")).resolve("semblance");
  private static final int LIMIT_SECONDS = 60;

  private final Path folder;
  private Path tree;
  private int launches;

  /// @param folder for the tree and the fakes
  FakeSourceTree(Path folder) throws IOException {
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "/bin/bash does not exist");
    this.folder = folder;
    tree = Files.createDirectories(folder.resolve("source tree"));
    Files.copy(LAUNCHER, tree.resolve("semblance"));
    Files.createDirectories(tree.resolve("server/src/main"));
    Files.writeString(tree.resolve("pom.xml"), "<project/>");
    Files.writeString(tree.resolve("server/pom.xml"), "<project/>");
    runtime("jdk-25", "25.0.3");
    runtime("jdk-17", "17.0.15");
    for (String jdk : List.of("jdk-25", "jdk-17")) {
      script(java(jdk).resolveSibling("javac"), "");
    }
    maven(BUILDS);
  }

  /// Replaces the tree by a distribution: launcher and program, without sources.
  void distribute() throws IOException {
    Path distribution = Files.createDirectories(folder.resolve("distribution"));
    Files.move(tree.resolve("semblance"), distribution.resolve("semblance"));
    Files.createFile(distribution.resolve("semblance.jar"));
    tree = distribution;
  }

  Path root() throws IOException {
    return tree.toRealPath();
  }

  Path folder() {
    return folder;
  }

  /// The folder of the program that was built.
  Path home() throws IOException {
    return root().resolve("server/target/semblance");
  }

  Path java(String name) {
    return folder.resolve("home/.jdks").resolve(name).resolve("bin/java");
  }

  /// A Java without compiler, whose `java` prints its own name and its arguments.
  void runtime(String name, String version) throws IOException {
    script(java(name), RECORDS + "echo " + name + "; printf '<%s>\\n' \"$@\"");
    release(name, "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
  }

  void release(String name, String text) throws IOException {
    Files.writeString(java(name).resolve("../../release").normalize(), text);
  }

  /// Replaces the work of Maven, which runs in the root of the tree.
  void maven(String work) throws IOException {
    script(folder.resolve("bin/mvn"), "cd '" + tree + "'; " + work);
  }

  static void script(Path file, String work) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/bash\n" + work + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  record LauncherResult(int code, String out, String err) {}

  LauncherResult run(String jdk, String... arguments) throws Exception {
    return start(jdk, arguments).result();
  }

  /// A launch that runs.
  record Launch(Process process, Path out, Path err) {
    LauncherResult result() throws Exception {
      assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).as("launcher ends").isTrue();
      return new LauncherResult(
          process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
    }
  }

  Launch start(String jdk, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("/bin/bash", tree + "/semblance"));
    command.addAll(List.of(arguments));
    return start(jdk, command);
  }

  /// Starts a command in the environment of the launcher.
  Launch start(String jdk, List<String> command) throws IOException {
    launches++;
    Path out = folder.resolve("out" + launches);
    Path err = folder.resolve("err" + launches);
    List<String> interruptible = new ArrayList<>(interruptible());
    interruptible.addAll(command);
    ProcessBuilder process =
        new ProcessBuilder(interruptible).redirectOutput(out.toFile()).redirectError(err.toFile());
    Map<String, String> environment = process.environment();
    environment.clear();
    environment.put("PATH", folder.resolve("bin") + ":/usr/bin:/bin");
    environment.put("HOME", folder.resolve("home").toString());
    environment.put("JAVA_HOME", folder.resolve("home/.jdks").resolve(jdk).toString());
    return new Launch(process.start(), out, err);
  }

  /// A process inherits which signals are ignored, as in a build that runs in the background, and a
  /// shell cannot undo it. GNU's `env` can.
  private static List<String> interruptible() throws IOException {
    List<String> reset = List.of("/usr/bin/env", "--default-signal=HUP,INT,TERM");
    List<String> trial = new ArrayList<>(reset);
    trial.add("true");
    try {
      return new ProcessBuilder(trial).start().waitFor() == 0 ? reset : List.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  /// Waits until a file exists.
  static void await(Path file) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (Files.notExists(file)) {
      assertThat(System.nanoTime()).as("%s appears in time", file).isLessThan(deadline);
      Thread.sleep(20);
    }
  }
}
