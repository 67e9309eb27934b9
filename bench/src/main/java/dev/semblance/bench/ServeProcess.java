package dev.semblance.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `./semblance serve` in a process of its own, so that its memory is that of the server alone.
/// *One thread at a time.*
final class ServeProcess implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("ready http://[^ ]*:(\\d+) .*");

  /// Seconds that the server has to stop.
  private static final int STOPPING = 30;

  private final Process process;
  private final int port;

  private ServeProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /// Starts the launcher of this source tree and waits until the server is ready.
  ///
  /// @param precision of the encoder, as `--encoder-precision` takes it
  static ServeProcess start(String precision) throws IOException {
    List<String> command =
        List.of(
            Bench.source("semblance").toString(),
            "serve",
            "--port=0",
            "--encoder-precision=" + precision);
    Process process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      Matcher ready = READY.matcher(line);
      if (ready.matches()) {
        return new ServeProcess(process, Integer.parseInt(ready.group(1)));
      }
    }
    throw new IOException("the server has ended; its messages are above");
  }

  int port() {
    return port;
  }

  /// Resident memory in MB of 2²⁰ bytes.
  long residentMegabytes() throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
      }
    }
    throw new IOException("the server has ended");
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOPPING, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
