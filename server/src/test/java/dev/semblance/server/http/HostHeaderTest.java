package dev.semblance.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.server.WordEmbedder;
import dev.semblance.server.access.AccessControl;
import dev.semblance.server.access.Allowance;
import dev.semblance.server.access.Key;
import dev.semblance.server.access.ListenAddress;
import dev.semblance.server.service.ServiceSettings;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Web pages whose domain name points to this machine.
class HostHeaderTest {
  @Test
  void localServerWithoutAKeyAnswersOnlyForLocalNames() throws IOException {
    try (RunningServer server = RunningServer.standard()) {
      for (String host :
          List.of("localhost", "LocalHost:8080", "127.0.0.1:80", "127.0.0.1", "[::1]:8080")) {
        assertThat(status(server, host)).as(host).isEqualTo(200);
      }
      for (String host :
          List.of("attacker.example:8080", "localhost.attacker.example", "127.0.0.1.nip.example")) {
        assertThat(status(server, host)).as(host).isEqualTo(403);
      }
    }
  }

  @Test
  void settingAddsNames() throws IOException {
    var named = new BrowserAccess(CorsPolicy.NONE, Set.of("models.example"));
    try (RunningServer server =
        new RunningServer(ServiceSettings.STANDARD, HttpSettings.STANDARD.with(named))) {
      assertThat(status(server, "models.example:8080")).isEqualTo(200);
      assertThat(status(server, "other.example")).isEqualTo(403);
    }
    BrowserAccess any = new BrowserAccess(CorsPolicy.NONE, Set.of("*"));
    assertThat(any.allowsHost("other.example", ListenAddress.locally(1))).isTrue();
  }

  @Test
  void serverWithAKeyDoesNotCheckNames() throws IOException {
    try (RunningServer server =
        new RunningServer(
            List.of(new WordEmbedder("words")),
            ServiceSettings.STANDARD,
            AccessControl.of(List.of(new Key("test", "secret", Allowance.UNLIMITED))),
            HttpSettings.STANDARD)) {
      assertThat(status(server, "models.example")).isEqualTo(200);
    }
  }

  private static int status(RunningServer server, String host) throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      return client.send("GET /health HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(host)).status();
    }
  }
}
