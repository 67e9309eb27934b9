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

/// A request and what must come back, as a file of such tells it:
///
/// ```
/// ## what these rows show
/// > server call
/// > more of what is sent
/// < what must come back
/// < more of it
/// ```
///
/// JSON is written with single quotes; `{{513×word }}` stands for 513 times what follows the sign;
/// other lines are for readers.
///
/// @param claim the heading it stands under
/// @param place file and line
/// @param server the name of a [Served]
/// @param call what is asked of it
/// @param sent further lines that go there
/// @param answers lines that must come back, one at least
record Exchange(
    String claim,
    String place,
    String server,
    String call,
    List<String> sent,
    List<String> answers) {
  private static final Pattern REPEATED = Pattern.compile("\\{\\{(\\d+)×(.*?)\\}\\}");

  /// All of a file, in its order.
  static List<Exchange> read(String file) {
    List<Exchange> all = new ArrayList<>();
    String claim = "";
    boolean asking = false;
    int number = 0;
    for (String line : lines(file)) {
      number++;
      if (line.startsWith("## ")) {
        claim = line.substring(3);
      } else if (line.startsWith("> ") && !asking) {
        all.add(begin(claim, file + ":" + number, line.substring(2).split(" ", 2)));
      } else if (line.startsWith("> ")) {
        all.getLast().sent.add(said(line));
      } else if (line.startsWith("< ")) {
        all.getLast().answers.add(said(line));
      }
      asking = line.startsWith("> ");
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
        serverAndCall[0],
        expanded(serverAndCall[1]),
        new ArrayList<>(),
        new ArrayList<>());
  }

  private static String said(String line) {
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
    String asked = call.length() <= 80 ? call : call.substring(0, 80) + "…";
    return claim + " — " + server + " " + asked + " (" + place + ")";
  }
}
