package dev.semblance.server.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Filter;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A collector that is down, or says no, costs one log line and nobody's time.
class AbsentCollectorTest {
  private static final Logger LOG = Logger.getLogger(LoggingExporter.class.getName());
  private static final RequestKind ASKED = new RequestKind.Http("POST", "/embed");

  private final Queue<String> lines = new ConcurrentLinkedQueue<>();
  private final Filter before = LOG.getFilter();

  AbsentCollectorTest() {
    LOG.setFilter(line -> {
      lines.add(new SimpleFormatter().formatMessage(line));
      return false;
    });
  }

  @AfterEach
  void stop() {
    LOG.setFilter(before);
  }

  @Test
  @Timeout(20)
  void anAbsentCollectorDelaysNoRequest() throws IOException {
    URI nobody = URI.create("http://127.0.0.1:" + freePort());
    Tracing tracing = OtlpTracing.open(OtlpSettings.of(nobody, "test"), "1");
    long start = System.nanoTime();
    for (int i = 0; i < 20_000; i++) {
      ask(tracing);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    tracing.close();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
    assertThat(lines).hasSize(1);
    assertThat(lines.peek()).startsWith("traces are not taken at " + nobody).contains("dropped");
  }

  @Test
  @Timeout(30)
  void aCollectorThatComesBackReceivesAgain() throws InterruptedException {
    try (Collector collector = Collector.start();
        Tracing tracing = OtlpTracing.open(OtlpSettings.of(collector.endpoint(), "test"), "1")) {
      collector.answer(400);
      ask(tracing);
      await(1);
      ask(tracing);
      Thread.sleep(2_500);
      collector.answer(200);
      ask(tracing);
      await(2);
      assertThat(List.copyOf(lines).getFirst()).contains("not taken").contains("does not accept");
      assertThat(List.copyOf(lines).getLast()).contains("taken again");
      assertThat(collector.spans()).hasSize(1);
    }
    assertThat(lines).hasSize(2);
  }

  private static void ask(Tracing tracing) {
    Trace trace = tracing.begin(ASKED, _ -> null);
    trace.ended(200);
  }

  private void await(int count) throws InterruptedException {
    for (int i = 0; i < 100 && lines.size() < count; i++) {
      Thread.sleep(100);
    }
    assertThat(lines).hasSize(count);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
