package dev.semblance.server.command.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Map;

/// Where a command talks: its answers go to `out`, everything it says meanwhile to `err`. *One
/// thread at a time.*
///
/// @param out for answers, and nothing else
/// @param err for progress, notes and errors
/// @param styled whether `out` is a terminal that understands bold and dim
/// @param columns width of the terminal behind `err`, or 0 where there is none
public record Terminal(PrintStream out, PrintStream err, boolean styled, int columns) {
  private static final String ESCAPE = "\u001b[";

  /// The process's own streams. Whether they are terminals, the launcher has found out: a JVM would
  /// need native code to ask.
  public static Terminal system(Map<String, String> environment) {
    boolean styled =
        Boolean.getBoolean("semblance.terminal.out") && !environment.containsKey("NO_COLOR");
    int columns = Integer.getInteger("semblance.terminal.columns", 0);
    Terminal terminal = new Terminal(System.out, System.err, styled, columns);
    if (columns > 0 && ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()) {
      terminal.eraseIncubatorWarning();
    }
    return terminal;
  }

  /// The JVM has just said that it uses an incubator module, which is no news to anybody here and
  /// cannot be turned off.
  private void eraseIncubatorWarning() {
    err.print(ESCAPE + "1A" + ESCAPE + "2K");
  }

  String bold(String text) {
    return styled ? ESCAPE + "1m" + text + ESCAPE + "0m" : text;
  }

  String dim(String text) {
    return styled ? ESCAPE + "2m" + text + ESCAPE + "0m" : text;
  }

  public PrintWriter outWriter() {
    return new PrintWriter(out, true, UTF_8);
  }

  public PrintWriter errWriter() {
    return new PrintWriter(err, true, UTF_8);
  }

  /// Says a line on `err`.
  public void note(String line) {
    err.println(line);
  }
}
