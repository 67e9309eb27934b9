package dev.semblance.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Damages of tokenizers, tried in processes of their own, so that the ends of processes are
/// counted. *One thread at a time.*
final class TokenizerDamageRun {
  private final Path model;
  private final List<Path> files;
  private final long seed;

  /// @param model folder whose other files are used
  /// @param files the `tokenizer.json` files to damage
  /// @param seed of the first damage; damage `i` is made from `seed + i`
  TokenizerDamageRun(Path model, List<Path> files, long seed) {
    this.model = model;
    this.files = List.copyOf(files);
    this.seed = seed;
  }

  /// What came of the damages.
  ///
  /// @param refused number of files that were refused
  /// @param opened number of files that opened and ran
  /// @param ends damages that ended their process
  /// @param endless damages that took more than a minute
  record Result(int refused, int opened, List<Integer> ends, List<Integer> endless) {
    boolean sound() {
      return ends.isEmpty() && endless.isEmpty();
    }

    @Override
    public String toString() {
      return "%d refused, %d opened, %d ended the process %s, %d without an end %s"
          .formatted(refused, opened, ends.size(), ends, endless.size(), endless);
    }
  }

  Result run(int count) throws IOException, InterruptedException {
    int refused = 0;
    int opened = 0;
    List<Integer> ends = new ArrayList<>();
    List<Integer> endless = new ArrayList<>();
    int next = 0;
    while (next < count) {
      Process process = start(next, count);
      int begun = next - 1;
      boolean done = true;
      try (var lines = process.inputReader()) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          done = !line.startsWith("begin ");
          begun += done ? 0 : 1;
          refused += line.startsWith("refused ") ? 1 : 0;
          opened += line.startsWith("opened ") ? 1 : 0;
        }
      }
      int status = process.waitFor();
      if (begun < next) {
        throw new IOException("a process does not start: exit status " + status);
      }
      if (!done) {
        (status == TokenizerDamageMain.TOO_LONG ? endless : ends).add(begun);
      }
      next = begun + 1;
    }
    return new Result(refused, opened, ends, endless);
  }

  private Process start(int next, int count) throws IOException {
    Stream<String> command =
        Stream.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx1g",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+SuppressFatalErrorMessage",
            "--enable-native-access=ALL-UNNAMED",
            "--add-modules=jdk.incubator.vector",
            "-cp",
            System.getProperty("java.class.path"),
            TokenizerDamageMain.class.getName(),
            String.valueOf(seed),
            String.valueOf(next),
            String.valueOf(count),
            model.toString());
    return new ProcessBuilder(Stream.concat(command, files.stream().map(Path::toString)).toList())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
