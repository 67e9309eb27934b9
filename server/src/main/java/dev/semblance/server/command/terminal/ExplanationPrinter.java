package dev.semblance.server.command.terminal;

import dev.semblance.query.Explanation;
import java.util.Locale;
import java.util.stream.Collectors;

/// Prints how hits came about, as text. *One thread at a time.*
record ExplanationPrinter(Terminal terminal) {

  void print(Explanation explanation) {
    terminal.out().printf("fusion %s, window %d%n", explanation.fusion(), explanation.window());
    explanation.lanes().forEach(this::print);
    String timings =
        explanation.timings().entrySet().stream()
            .map(step ->
                String.format(
                    Locale.ROOT, "%s %.1f ms", step.getKey(), step.getValue().toNanos() / 1e6))
            .collect(Collectors.joining(", "));
    terminal.out().println(timings);
  }

  private void print(String name, Explanation.LaneSummary lane) {
    terminal
        .out()
        .printf(
            Locale.ROOT,
            "%s: weight %s, %d candidates with scores from %.3f to %.3f%n",
            name,
            lane.weight(),
            lane.candidates(),
            lane.lowest(),
            lane.highest());
  }
}
