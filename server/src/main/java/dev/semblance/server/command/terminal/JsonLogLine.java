package dev.semblance.server.command.terminal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semblance.server.json.Json;
import java.util.Map;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/// Log line as JSON: `{"time","level","logger","thread","message"}`, for a request its fields as
/// `"request"`, and, for a failure, `"error"` with its class and `"stack"`; one object per line,
/// line feeds escaped.
final class JsonLogLine extends Formatter {
  @Override
  public String format(LogRecord event) {
    ObjectNode line =
        Json.MAPPER
            .createObjectNode()
            .put("time", event.getInstant().toString())
            .put("level", event.getLevel().getName())
            .put("logger", event.getLoggerName())
            .put("thread", event.getLongThreadID())
            .put("message", formatMessage(event));
    Object[] parameters = event.getParameters();
    if (parameters != null && parameters.length == 1 && parameters[0] instanceof Map<?, ?> fields) {
      line.set("request", Json.MAPPER.valueToTree(fields));
    }
    Throwable thrown = event.getThrown();
    if (thrown != null) {
      line.put("error", thrown.toString()).put("stack", LogText.stack(thrown));
    }
    return line + "\n";
  }
}
