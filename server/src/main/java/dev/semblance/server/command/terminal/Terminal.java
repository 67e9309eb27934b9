package dev.semblance.server.command.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Map;

/// Output streams of a command: results on `out`, progress, notes and errors on `err`. *One thread
/// at a time.*
///
/// @param out for results only
/// @param err for progress, notes and errors
/// @param attached what the process's streams are connected to
public record Terminal(PrintStream out, PrintStream err, Attached attached) {
  private static final String ESCAPE = "\u001b[";

  /// What the streams of a process are connected to.
  ///
  /// @param typed whether standard input is a terminal
  /// @param piped whether standard output is a pipe, whose reader may end first
  /// @param styled whether standard output is a terminal with bold and dim
  /// @param columns width of the terminal behind `err`, or 0 where there is none
  public record Attached(boolean typed, boolean piped, boolean styled, int columns) {
    /// No terminal, but one of this width behind `err`, unless it is 0.
    public static Attached files(int columns) {
      return new Attached(false, false, false, columns);
    }
  }

  /// The process's own streams. The launcher passes whether they are terminals: a JVM would need
  /// native code to find out.
  public static Terminal system(Map<String, String> environment) {
    boolean styled =
        Boolean.getBoolean("semblance.terminal.out") && !environment.containsKey("NO_COLOR");
    Attached attached =
        new Attached(
            Boolean.getBoolean("semblance.terminal.in"),
            Boolean.getBoolean("semblance.terminal.pipe"),
            styled,
            Integer.getInteger("semblance.terminal.columns", 0));
    Terminal terminal = new Terminal(System.out, System.err, attached);
    if (attached.columns() > 0
        && ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()) {
      terminal.eraseIncubatorWarning();
    }
    return terminal;
  }

  /// Width of the terminal behind `err`, or 0 where there is none.
  public int columns() {
    return attached.columns();
  }

  /// The JVM has just printed a warning about an incubator module, which cannot be turned off.
  private void eraseIncubatorWarning() {
    err.print(ESCAPE + "1A" + ESCAPE + "2K");
  }

  String bold(String text) {
    return attached.styled() ? ESCAPE + "1m" + text + ESCAPE + "0m" : text;
  }

  String dim(String text) {
    return attached.styled() ? ESCAPE + "2m" + text + ESCAPE + "0m" : text;
  }

  public PrintWriter outWriter() {
    return new PrintWriter(out, true, UTF_8);
  }

  public PrintWriter errWriter() {
    return new PrintWriter(err, true, UTF_8);
  }

  /// Prints a line on `err`. It may hold what a file or a client sent: without control characters
  /// ([LogText#escaped]).
  public void note(String line) {
    err.println(LogText.escaped(line));
  }
}
