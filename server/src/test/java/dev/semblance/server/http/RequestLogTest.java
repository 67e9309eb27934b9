package dev.semblance.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.server.WordEmbedder;
import dev.semblance.server.access.AccessControl;
import dev.semblance.server.access.Allowance;
import dev.semblance.server.access.Key;
import dev.semblance.server.service.ServiceSettings;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Filter;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class RequestLogTest {
  private static final Logger LOG = Logger.getLogger(RequestLog.LOGGER);

  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  @Test
  void tellsWhatBecameOfARequestButNoTextAndNoKey() throws InterruptedException {
    Filter before = LOG.getFilter();
    LOG.setFilter(line -> !lines.add(line.getMessage()));
    try (RunningServer server =
        new RunningServer(
            List.of(new WordEmbedder("words")),
            ServiceSettings.STANDARD,
            AccessControl.of(List.of(new Key("search", "sesame", Allowance.UNLIMITED))),
            HttpSettings.STANDARD.withLogRequests(true))) {
      assertThat(embed(server, "Bearer sesame")).isEqualTo(200);
      assertThat(next()).matches("POST /embed 200 [0-9.]+ ms, tokens 2, key search");
      assertThat(embed(server, "Bearer guess")).isEqualTo(401);
      assertThat(next()).matches("POST /embed 401 [0-9.]+ ms");
    } finally {
      LOG.setFilter(before);
    }
  }

  private static int embed(RunningServer server, String authorization) {
    return RunningServer.send(
            server
                .request("/embed")
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"inputs\":\"deep water\"}")))
        .status();
  }

  private String next() throws InterruptedException {
    return String.valueOf(lines.poll(10, TimeUnit.SECONDS));
  }
}
