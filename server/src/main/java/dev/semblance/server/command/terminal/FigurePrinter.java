package dev.semblance.server.command.terminal;

import dev.semblance.search.evaluate.Report;
import java.util.Locale;
import java.util.stream.Collectors;

/// Prints the figures of an evaluation as text. *One thread at a time.*
///
/// @param terminal printed to
public record FigurePrinter(Terminal terminal) {

  /// One line per figure: name, value and the confidence interval.
  public void print(Report report) {
    String counts =
        report.counts().entrySet().stream()
            .map(count -> ReadableUnits.count(count.getValue()) + " " + count.getKey())
            .collect(Collectors.joining(", "));
    terminal.out().printf("%s, %s%n", counts, ReadableUnits.seconds(report.seconds()));
    report
        .figures()
        .forEach((name, figure) ->
            terminal
                .out()
                .printf(
                    Locale.ROOT,
                    "%s  %.4f  %.4f … %.4f%n",
                    terminal.bold("%-10s".formatted(name)),
                    figure.value(),
                    figure.low(),
                    figure.high()));
  }
}
