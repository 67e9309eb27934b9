package dev.semblance.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.server.FailingEmbedder;
import dev.semblance.server.LoggedErrors;
import dev.semblance.server.http.RunningServer.Reply;
import dev.semblance.server.service.ServiceSettings;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Exceptions that the server does not expect.
class InternalErrorTest {
  private static final Pattern MESSAGE =
      Pattern.compile("internal error ([0-9a-f]{16}); the server's log has the details");

  @Test
  void replyHasAnIdAndOnlyTheLogHasTheException() {
    var broken = new FailingEmbedder(new IllegalStateException("secret"));
    try (LoggedErrors errors = LoggedErrors.record();
        RunningServer server =
            new RunningServer(broken, ServiceSettings.STANDARD, HttpSettings.STANDARD)) {
      Reply reply = server.post("/embed", "{\"inputs\":\"a\"}");
      assertThat(reply.status()).isEqualTo(500);
      assertThat(reply.json().path("error_type").asText()).isEqualTo("Internal");
      Matcher message = MESSAGE.matcher(reply.json().path("error").asText());
      assertThat(message.matches()).as(reply.text()).isTrue();
      assertThat(errors.messages())
          .anySatisfy(line -> assertThat(line).contains("POST /embed", message.group(1)));
    }
  }

  @Test
  void lackOfMemoryIsReportedAsJsonWithoutTheErrorsText() {
    var broken = new FailingEmbedder(new OutOfMemoryError("Java heap space"));
    try (LoggedErrors errors = LoggedErrors.record();
        RunningServer server =
            new RunningServer(broken, ServiceSettings.STANDARD, HttpSettings.STANDARD)) {
      Reply reply = server.post("/embed", "{\"inputs\":\"a\"}");
      assertThat(reply.status()).isEqualTo(429);
      assertThat(reply.header("Retry-After")).isNotEmpty();
      assertThat(reply.json().path("error_type").asText()).isEqualTo("Overloaded");
      assertThat(reply.json().path("error").asText())
          .isEqualTo("no memory was left for this request; retry with less at once");
      assertThat(errors.messages()).isNotEmpty();
    }
  }

  @Test
  void errorsOfTheMachineAreReportedAsJson() {
    var broken = new FailingEmbedder(new StackOverflowError("secret"));
    try (LoggedErrors errors = LoggedErrors.record();
        RunningServer server =
            new RunningServer(broken, ServiceSettings.STANDARD, HttpSettings.STANDARD)) {
      Reply reply = server.post("/embed", "{\"inputs\":\"a\"}");
      assertThat(reply.status()).isEqualTo(500);
      assertThat(reply.json().path("error").asText()).matches(MESSAGE);
      assertThat(errors.messages()).isNotEmpty();
    }
  }
}
