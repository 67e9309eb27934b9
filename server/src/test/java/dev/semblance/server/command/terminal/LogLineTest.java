package dev.semblance.server.command.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class LogLineTest {
  @Test
  void jsonIsOneObjectPerLineForAnyMessage() throws IOException {
    LogRecord event = event("two\nlines and \"quotes\"");
    event.setThrown(new IllegalStateException("why"));
    String line = new JsonLogLine().format(event);
    assertThat(line.lines()).hasSize(1);
    JsonNode json = new JsonMapper().readTree(line);
    assertThat(json.get("time").textValue()).isEqualTo("2026-01-01T12:30:07Z");
    assertThat(json.get("level").textValue()).isEqualTo("WARNING");
    assertThat(json.get("logger").textValue()).isEqualTo("dev.semblance.x");
    assertThat(json.get("message").textValue()).isEqualTo("two\nlines and \"quotes\"");
    assertThat(json.get("error").textValue()).contains("why");
    assertThat(json.get("stack").textValue()).contains("LogLineTest");
  }

  @Test
  void textIsTimeLevelAndMessage() {
    assertThat(new TextLogLine().format(event("a thing happened")))
        .matches("\\d\\d:\\d\\d:07 WARNING a thing happened\n");
  }

  @Test
  void textOfAClientForgesNoLine() {
    String forged = "x\u0000\r\n00:00:00 INFO settings: none\u2028\u001b[2K\u202e\t\ud800 ü 中 😀";
    String escaped =
        "x\\u0000\\r\\n00:00:00 INFO settings: none\\u2028\\u001b[2K\\u202e\\t\\ud800 ü 中 😀";
    LogRecord event = event(forged);
    event.setThrown(new IllegalStateException(forged, new IllegalArgumentException(forged)));
    List<String> lines = new TextLogLine().format(event).lines().toList();
    assertThat(lines.getFirst()).endsWith("WARNING " + escaped);
    assertThat(lines)
        .contains("java.lang.IllegalStateException: " + escaped)
        .contains("Caused by: java.lang.IllegalArgumentException: " + escaped)
        .noneMatch(line -> line.startsWith("00:00:00"));
  }

  private static LogRecord event(String message) {
    LogRecord event = new LogRecord(Level.WARNING, message);
    event.setInstant(Instant.parse("2026-01-01T12:30:07Z"));
    event.setLoggerName("dev.semblance.x");
    return event;
  }

  @Test
  void requestFieldsAreInTheJson() {
    LogRecord event = new LogRecord(Level.INFO, "POST /embed 200 1.5 ms");
    event.setParameters(new Object[] {Map.of("status", 200)});
    assertThat(new JsonLogLine().format(event)).contains("\"request\":{\"status\":200}");
  }
}
