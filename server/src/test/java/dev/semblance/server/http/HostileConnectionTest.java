package dev.semblance.server.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.server.http.SoundBodies.Sound;
import dev.semblance.server.http.wire.Route;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Clients that misuse the connection itself, over raw sockets.
class HostileConnectionTest {
  private static final RunningServer SERVER = RunningServer.standard();

  /// Hostile names of models, collections and documents.
  private static final List<String> NAMES =
      List.of(
          "%00",
          "%0d%0aX:%20y",
          "%ff",
          "%ed%a0%80",
          "%F0%9F%98%80",
          "%D9%85%E2%80%AE",
          "..",
          "%2e%2e%2f%2e%2e%2fetc",
          "a%2Fb",
          "a%5Cb",
          "%22'%3Cb%3E",
          "%7B%7D",
          "-",
          "x".repeat(5_000));

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @Test
  void floodOfHeadersIsRefused() throws IOException {
    String flood = "X-Flood: " + "x".repeat(100) + "\r\n";
    assertThat(
            status("GET /health HTTP/1.1\r\nHost: localhost\r\n" + flood.repeat(10_000) + "\r\n"))
        .isEqualTo(431);
    assertThat(
            status(
                "GET /health HTTP/1.1\r\nHost: localhost\r\nX: "
                    + "y".repeat(1_000_000)
                    + "\r\n\r\n"))
        .isEqualTo(431);
    assertThat(status("GET /" + "p".repeat(1_000_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
        .isEqualTo(414);
  }

  /// All routes except the stream of documents, which is never in memory as a whole.
  static List<Sound> everyBoundedRoute() {
    return SoundBodies.all().stream()
        .filter(sound -> !sound.path().endsWith("/documents"))
        .toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everyBoundedRoute")
  void hundredMegabyteBodyIsRefusedBeforeItIsRead(Sound sound) throws IOException {
    int status = status(begun(sound, 100_000_000) + "{\"inputs\":\"");
    // That models may not be loaded is reported first.
    assertThat(status).isEqualTo(sound.path().equals("/models") ? 403 : 413);
  }

  static List<Route> everyRouteWithANameInIt() {
    return SoundBodies.routes().stream().filter(route -> route.template().contains("{")).toList();
  }

  @ParameterizedTest
  @MethodSource("everyRouteWithANameInIt")
  void hostileNamesGetAReplyBelow500(Route route) throws IOException {
    for (String name : NAMES) {
      String path = route.template().replaceAll("\\{\\w+}", name);
      var sound = new Sound(route.method(), route.template(), path, "{}");
      assertThat(status(begun(sound, 2) + "{}"))
          .as("%s %s", route.name(), name)
          .isBetween(200, 499);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everyBoundedRoute")
  void truncatedBodyDoesNotAffectOtherRequests(Sound sound) throws IOException {
    try (Socket socket = connect()) {
      String half = sound.body().substring(0, sound.body().length() / 2);
      socket.getOutputStream().write((begun(sound, sound.body().length()) + half).getBytes(UTF_8));
      socket.shutdownOutput();
      assertThat(firstLine(socket)).as(half).matches("(HTTP/1.1 4.*)?");
    }
    assertThat(SERVER.get("/health").status()).isEqualTo(200);
  }

  @Test
  void endlessBodyIsRefusedAtTheLimit() throws IOException {
    try (Socket socket = connect()) {
      OutputStream out = socket.getOutputStream();
      out.write(post("Transfer-Encoding: chunked").getBytes(US_ASCII));
      String chunk = "10000\r\n" + "[".repeat(0x10000) + "\r\n";
      try {
        for (int i = 0; i < 1_600; i++) { // 100 MB
          out.write(chunk.getBytes(US_ASCII));
        }
      } catch (SocketException _) {
        // The server has said enough and hung up.
      }
      assertThat(firstLine(socket)).matches("(HTTP/1.1 413 .*)?");
    }
    assertThat(SERVER.get("/health").status()).isEqualTo(200);
  }

  @SuppressWarnings("StringConcatToTextBlock") // lines end with \r\n
  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "GET /health HTTP/1.1\r\n\r\n",
        "GET /health HTTP/1.1\r\nHost: localhost\r\nHost: y\r\n\r\n",
        "GET /health#f HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /health HTTP/1.1\r\nHost: localhost\r\nno colon\r\n\r\n",
        "GET /health HTTP/1.1\r\nHost: localhost\r\nA: \u0000\r\n\r\n",
        "GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /%00 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /../../etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "POST /embed HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
        "POST /embed HTTP/1.1\r\n"
            + "Host: localhost\r\n"
            + "Content-Length: 1\r\n"
            + "Content-Length: 2\r\n\r\n"
            + "a",
        "POST / HTTP/1.1\r\n"
            + "Host: localhost\r\n"
            + "Content-Length: 1\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n"
            + "0",
        "POST /embed HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
      })
  void malformedRequestIsAClientError(String request) throws IOException {
    assertThat(status(request)).as(request).isBetween(400, 505).isNotEqualTo(500);
  }

  @Test
  void halfClosedRequestEnds() throws IOException {
    for (String half :
        List.of(
            "POST /em", post("Content-Length: 20"), post("Content-Length: 20") + "{\"inputs\"")) {
      try (Socket socket = connect()) {
        socket.getOutputStream().write(half.getBytes(US_ASCII));
        socket.shutdownOutput();
        assertThat(firstLine(socket)).as(half).matches("(HTTP/1.1 4.*)?");
      }
    }
    String whole = "{\"inputs\":\"half closed\"}";
    try (Socket socket = connect()) {
      String request = post("Content-Length: " + whole.length()) + whole;
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      socket.shutdownOutput();
      assertThat(firstLine(socket)).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void slowClientsDoNotDelayOthers() throws IOException {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 300; i++) {
        Socket socket = connect();
        slow.add(socket);
        String beginning = i % 2 == 0 ? "GET /he" : post("Content-Length: 100") + "{";
        socket.getOutputStream().write(beginning.getBytes(US_ASCII));
      }
      assertThat(SERVER.get("/health").status()).isEqualTo(200);
      assertThat(SERVER.post("/embed", "{\"inputs\":\"a\"}").status()).isEqualTo(200);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
    assertThat(SERVER.get("/health").status()).isEqualTo(200);
  }

  private static String begun(Sound sound, int length) {
    return "%s %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
        .formatted(sound.method().name(), sound.path(), length);
  }

  private static String post(String header) {
    return "POST /embed HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        + header
        + "\r\n\r\n";
  }

  private static int status(String request) throws IOException {
    try (Socket socket = connect()) {
      try {
        socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      } catch (SocketException _) {
        // It may answer and hang up before it has read everything.
      }
      String line = firstLine(socket);
      assertThat(line).startsWith("HTTP/1.1 ");
      return Integer.parseInt(line.substring(9, 12));
    }
  }

  private static Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), SERVER.port());
    socket.setSoTimeout((int) Duration.ofSeconds(20).toMillis());
    return socket;
  }

  /// The status line; empty when the server hung up without one.
  private static String firstLine(Socket socket) throws IOException {
    StringBuilder line = new StringBuilder();
    try {
      for (int b = socket.getInputStream().read(); b >= 0 && b != '\r'; ) {
        line.append((char) b);
        b = socket.getInputStream().read();
      }
    } catch (SocketException _) {
      // Reset: the same as hanging up.
    }
    return line.toString();
  }
}
