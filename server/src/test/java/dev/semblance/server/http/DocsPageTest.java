package dev.semblance.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.server.http.RunningServer.Reply;
import org.junit.jupiter.api.Test;

class DocsPageTest {
  @Test
  void showsEveryRouteAndFetchesNothing() {
    try (RunningServer server = RunningServer.standard()) {
      Reply page = server.get("/docs");
      assertThat(page.header("Content-Type")).startsWith("text/html");
      assertThat(page.header("Content-Security-Policy")).contains("default-src 'none'");
      for (var path : server.get("/openapi.json").json().get("paths").properties()) {
        assertThat(page.text()).contains(" " + path.getKey() + "</code>");
      }
      assertThat(page.text())
          .contains("<code>truncation_direction</code>", "The request is invalid")
          .doesNotContain("<script", "src=", "http:", "https:");
    }
  }
}
