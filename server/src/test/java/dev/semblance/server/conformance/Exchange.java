package dev.semblance.server.conformance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/// A request and the expected reply, read from a file of this form:
///
/// ```
/// ## claim of these rows
/// > server call
/// > more lines to send
/// < expected reply
/// < more lines of it
/// ```
///
/// JSON is written with single quotes; `{{513×word }}` stands for 513 times the text after the
/// sign; other lines are comments.
///
/// @param claim the heading above it
/// @param place file and line
/// @param request to send
/// @param answers lines of the expected reply, at least one
record Exchange(String claim, String place, Request request, List<String> answers) {
  private static final Pattern REPEATED = Pattern.compile("\\{\\{(\\d+)×(.*?)\\}\\}");

  /// @param server the name of a [Served]
  /// @param call method, path and body, or the name of an RPC and its message
  /// @param lines further lines to send
  record Request(String server, String call, List<String> lines) {}

  /// All exchanges of a file, in order.
  static List<Exchange> read(String file) {
    List<Exchange> all = new ArrayList<>();
    String claim = "";
    boolean inRequest = false;
    int number = 0;
    for (String line : lines(file)) {
      number++;
      if (line.startsWith("## ")) {
        claim = line.substring(3);
      } else if (line.startsWith("> ") && !inRequest) {
        all.add(begin(claim, file + ":" + number, line.substring(2).split(" ", 2)));
      } else if (line.startsWith("> ")) {
        all.getLast().request.lines.add(content(line));
      } else if (line.startsWith("< ")) {
        all.getLast().answers.add(content(line));
      }
      inRequest = line.startsWith("> ");
    }
    return all;
  }

  /// The headings of a file.
  static List<String> claims(String file) {
    return read(file).stream().map(Exchange::claim).distinct().toList();
  }

  private static Exchange begin(String claim, String place, String[] serverAndCall) {
    return new Exchange(
        claim,
        place,
        new Request(serverAndCall[0], expanded(serverAndCall[1]), new ArrayList<>()),
        new ArrayList<>());
  }

  private static String content(String line) {
    return expanded(line.substring(2));
  }

  private static String expanded(String text) {
    return REPEATED
        .matcher(text)
        .replaceAll(repeated -> repeated.group(2).repeat(Integer.parseInt(repeated.group(1))));
  }

  private static List<String> lines(String file) {
    var stream = Objects.requireNonNull(Exchange.class.getResourceAsStream("/conformance/" + file));
    try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Its name among the tests.
  @Override
  public String toString() {
    String call = request.call();
    String shortened = call.length() <= 80 ? call : call.substring(0, 80) + "…";
    return claim + " — " + request.server() + " " + shortened + " (" + place + ")";
  }
}
