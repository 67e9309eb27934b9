package dev.semblance.server.command.serve;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semblance.server.command.terminal.LogFormat;
import dev.semblance.server.command.terminal.ReadableUnits;
import dev.semblance.server.json.Json;
import org.jspecify.annotations.Nullable;

/// The line that a server prints on standard output when it is ready.
///
/// @param http address
/// @param grpc address, or null where gRPC is off
/// @param seconds since the start of the process
record ReadyLine(String http, @Nullable String grpc, double seconds) {

  /// `ready http://127.0.0.1:8080 in 1.2 s`, or `{"ready":true,"http":…,"grpc":…,"seconds":…}`
  /// where log lines are JSON.
  String line(LogFormat format) {
    return switch (format) {
      case TEXT ->
          "ready %s%s in %s"
              .formatted(http, grpc == null ? "" : " and " + grpc, ReadableUnits.seconds(seconds));
      case JSON -> {
        ObjectNode ready = Json.MAPPER.createObjectNode().put("ready", true).put("http", http);
        if (grpc != null) {
          ready.put("grpc", grpc);
        }
        yield ready.put("seconds", seconds).toString();
      }
    };
  }
}
