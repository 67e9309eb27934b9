package dev.semblance.engine.input;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.engine.library.PrivateFolder;
import dev.semblance.engine.model.JsonFile;
import dev.semblance.engine.tokenizer.TokenizerFile;
import dev.semblance.io.AtomicFile;
import dev.semblance.io.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs a tokenizer in a process of its own, on texts and ids that are hard for the native library,
/// which ends the process where it fails. Needed once for a file that has parts outside the common
/// kinds; a file that passed is remembered by its digest in the user's cache.
final class TokenizerTrial {
  /// Changes with the library and with the texts of the trial.
  private static final String VERSION = "tokenizers-0.21.4-1";

  private static final int SECONDS = 60;

  /// KiB of virtual memory, most of it reserved and not used.
  private static final int VIRTUAL_MEMORY = 8 << 20;

  private final JsonFile file;
  private final TokenizerFile checked;
  private final byte[] text;

  private TokenizerTrial(JsonFile file, TokenizerFile checked, byte[] text) {
    this.file = file;
    this.checked = checked;
    this.text = text;
  }

  /// @param file for messages
  /// @param checked what the other checks found
  /// @param text of the file, which passed all other checks
  /// @throws SemblanceException BROKEN_MODEL when the process ends or takes too long; UNSUPPORTED
  ///   when it cannot be started
  static void require(JsonFile file, TokenizerFile checked, String text) {
    try (PrivateFolder passed = PrivateFolder.open("tokenizers", VERSION)) {
      Path mark = passed.path().resolve(Sha256.hex(text.getBytes(StandardCharsets.UTF_8)));
      if (!Files.exists(mark)) {
        requireNew(file, checked, text);
        AtomicFile.write(mark, new byte[0]);
      }
    } catch (IOException e) {
      throw cannotStart(file, String.valueOf(e.getMessage()));
    }
  }

  /// As [#require], of a file that is not remembered.
  static void requireNew(JsonFile file, TokenizerFile checked, String text) {
    try {
      new TokenizerTrial(file, checked, text.getBytes(StandardCharsets.UTF_8)).run();
    } catch (IOException e) {
      throw cannotStart(file, String.valueOf(e.getMessage()));
    }
  }

  private void run() throws IOException {
    Process process =
        new ProcessBuilder(command())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(text);
    } catch (IOException _) {
      process.destroyForcibly(); // its exit status says why it reads no more
    }
    switch (exit(process)) {
      case TokenizerTrialMain.PASSED -> {}
      case TokenizerTrialMain.NOT_STARTED -> throw cannotStart(file, "the JVM does not start");
      default ->
          throw file.broken(
              "the tokenizer library fails, or takes more than %d s, on test texts"
                      .formatted(SECONDS)
                  + " with this file, tried in a process of its own");
    }
  }

  private static int exit(Process process) throws IOException {
    try {
      return process.waitFor(SECONDS, TimeUnit.SECONDS) ? process.exitValue() : -1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      process.destroyForcibly();
    }
  }

  /// A small JVM with this one's class path; where there is a shell, without core dumps and with
  /// limited memory.
  private List<String> command() {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(Path.of("/bin/sh"))) {
      String limits = "ulimit -c 0; ulimit -v " + VIRTUAL_MEMORY + "; exec \"$@\"";
      command.addAll(List.of("/bin/sh", "-c", limits, "sh"));
    }
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx1g",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+SuppressFatalErrorMessage",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            TokenizerTrialMain.class.getName(),
            String.valueOf(checked.vocabulary()),
            String.valueOf(checked.maxCharacters())));
    return command;
  }

  private static SemblanceException cannotStart(JsonFile file, String reason) {
    return new SemblanceException(
        Fault.UNSUPPORTED,
        file.name()
            + " has parts that few tokenizers have; it must be tried in a process of its own, which"
            + " cannot be started: "
            + reason);
  }
}
