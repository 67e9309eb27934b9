package dev.semblance.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A serving command on a thread of its own; it is ready when it is constructed. Closing stops it
/// and checks its exit code.
public final class BackgroundServe implements AutoCloseable {
  private static final Pattern READY =
      Pattern.compile(
          "(?:ready |\"http\":\")(https?://[0-9.]+:\\d+)(?: and grpc://[0-9.]+:(\\d+))?");
  private static final int START_SECONDS = 60;
  private static final int STOP_SECONDS = 30;

  private final Console console;
  private final CompletableFuture<Integer> code;
  private final Matcher ready;

  /// @param arguments the command and its options
  public BackgroundServe(Console console, String... arguments) throws InterruptedException {
    this.console = console;
    // Not in the common pool, which opening a model uses and which may have one thread only.
    this.code =
        CompletableFuture.supplyAsync(
            () -> console.run(arguments), task -> Thread.ofPlatform().daemon().start(task));
    this.ready = awaitReady();
  }

  private Matcher awaitReady() throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (!code.isDone() && System.nanoTime() < deadline) {
      Matcher line = READY.matcher(console.out());
      if (line.find()) {
        return line;
      }
      Thread.sleep(20);
    }
    throw new AssertionError("not ready: " + console.out() + console.err());
  }

  /// `http://HOST:PORT`.
  public String address() {
    return ready.group(1);
  }

  /// The port of gRPC, where it is on.
  public int grpcPort() {
    return Integer.parseInt(ready.group(2));
  }

  public Console console() {
    return console;
  }

  @Override
  public void close() {
    console.stop().request();
    assertThat(code.orTimeout(STOP_SECONDS, TimeUnit.SECONDS).join()).isZero();
  }
}
