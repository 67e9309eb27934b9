package dev.semblance.server.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.server.http.RunningServer;
import dev.semblance.server.http.RunningServer.Reply;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Checks the server against each row of `conformance/http.txt` and `conformance/differences.txt`.
///
/// A call is a method, a path and a body; further lines of the request are headers. The reply is a
/// status and one of:
///
/// - a JSON value, matched by [Shape];
/// - `empty`: no body; `text …`: plain text that contains the words;
/// - `as METHOD PATH BODY`: the same reply as to that request; `unlike METHOD PATH BODY`: another;
/// - nothing: any body.
///
/// Further lines of the reply are expected headers, matched by [Shape#checkHeader].
class HttpConformanceTest {
  private static final Map<Served, RunningServer> SERVERS = new EnumMap<>(Served.class);

  @AfterAll
  static void stop() {
    SERVERS.values().forEach(RunningServer::close);
  }

  static List<Exchange> rows() {
    List<Exchange> rows = new ArrayList<>(Exchange.read("http.txt"));
    rows.addAll(Exchange.read("differences.txt"));
    return rows;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void answersAsWritten(Exchange row) {
    RunningServer server =
        SERVERS.computeIfAbsent(Served.named(row.request().server()), Served::overHttp);
    Reply reply = send(server, row.request().call(), row.request().lines());
    String[] expected = row.answers().getFirst().split(" ", 2);
    assertThat(reply.status()).as(reply.text()).isEqualTo(Integer.parseInt(expected[0]));
    checkBody(server, expected.length == 1 ? "" : expected[1], reply);
    for (String header : row.answers().subList(1, row.answers().size())) {
      String[] pair = header.split(": ", 2);
      Shape.checkHeader(pair[1], reply.header(pair[0]), pair[0]);
    }
  }

  private static Reply send(RunningServer server, String call, List<String> headers) {
    String[] parts = call.split(" ", 3);
    HttpRequest.Builder request = server.request(parts[1]);
    String body = parts.length < 3 ? "" : RunningServer.json(parts[2]);
    request.method(
        parts[0], body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    request.setHeader("Content-Type", "application/json");
    for (String header : headers) {
      String[] pair = header.split(": ", 2);
      request.setHeader(pair[0], pair[1]);
    }
    return RunningServer.send(request);
  }

  private static void checkBody(RunningServer server, String expected, Reply reply) {
    String[] parts = expected.split(" ", 2);
    String rest = parts.length == 1 ? "" : parts[1];
    switch (parts[0]) {
      case "" -> {}
      case "empty" -> assertThat(reply.text()).isEmpty();
      case "text" -> {
        assertThat(reply.header("Content-Type")).startsWith("text/plain");
        assertThat(reply.text()).isNotBlank().contains(RunningServer.json(rest));
      }
      case "as" -> assertThat(reply.text()).isEqualTo(other(server, rest));
      case "unlike" -> assertThat(reply.text()).isNotEqualTo(other(server, rest));
      default -> {
        assertThat(reply.header("Content-Type")).startsWith("application/json");
        Shape.check(expected, reply.json());
      }
    }
  }

  private static String other(RunningServer server, String call) {
    Reply reply = send(server, call, List.of());
    assertThat(reply.status()).as(call).isEqualTo(200);
    return reply.text();
  }
}
