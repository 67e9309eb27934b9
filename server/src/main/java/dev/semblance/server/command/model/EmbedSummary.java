package dev.semblance.server.command.model;

import dev.semblance.server.command.terminal.ReadableUnits;
import dev.semblance.server.command.terminal.Terminal;
import dev.semblance.server.json.Json;

/// What a run of `embed` wrote.
///
/// @param rows vectors
/// @param tokens that were read
/// @param seconds it took
/// @param output the file
record EmbedSummary(long rows, long tokens, double seconds, String output) {

  /// Prints a line on the error stream, or one JSON object on standard output.
  void print(Terminal terminal, boolean json) {
    if (json) {
      terminal
          .out()
          .println(
              Json.MAPPER
                  .createObjectNode()
                  .put("texts", rows)
                  .put("tokens", tokens)
                  .put("seconds", seconds)
                  .put("output", output));
      return;
    }
    terminal.note(
        "embedded %s, %s, in %s: %s texts/s, %s tokens/s → %s"
            .formatted(
                ReadableUnits.counted(rows, "texts"),
                ReadableUnits.counted(tokens, "tokens"),
                ReadableUnits.seconds(seconds),
                ReadableUnits.rate(rows / seconds),
                ReadableUnits.rate(tokens / seconds),
                output));
  }
}
