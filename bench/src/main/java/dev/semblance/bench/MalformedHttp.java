package dev.semblance.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/// Malformed HTTP requests to all routes of a server, which it learns from its OpenAPI document.
/// *Safe for use by many threads.*
///
/// @param routes methods and paths, with parameters in braces
record MalformedHttp(int port, List<String> routes) {
  private static final int TIMEOUT_MILLIS = (int) Duration.ofSeconds(60).toMillis();

  private static final List<String> NAMES =
      List.of(
          "a", Bench.MODEL, "%00", "%0d%0a", "%ff", "..", "a%2Fb", "a%5Cb", "-", "%F0%9F%98%80");

  /// Bodies that are well-formed for some route, from which others are made.
  private static final List<String> BODIES =
      List.of(
          "{\"inputs\":\"a b\",\"truncate\":true,\"normalize\":false,\"dimensions\":8}",
          "{\"inputs\":[\"a\",\"b\"],\"prompt_name\":null,\"precision\":\"int8\"}",
          "{\"input\":[[101,102]],\"model\":\"m\",\"encoding_format\":\"base64\"}",
          "{\"query\":\"a\",\"texts\":[\"b\",\"c\"],\"raw_scores\":true,\"return_text\":true}",
          "{\"query\":\"a\",\"documents\":[\"b\"],\"top_n\":1}",
          "{\"inputs\":{\"source_sentence\":\"a\",\"sentences\":[\"b\"]}}",
          "{\"ids\":[101,7592],\"skip_special_tokens\":false}",
          "{\"inputs\":\"a b c\",\"chunk\":{\"tokens\":4,\"overlap\":1,\"late\":true}}",
          "{\"instances\":[{\"inputs\":\"a\"}]}",
          "{\"output\":\"dense\",\"vectors\":[[1,2],[3,4]]}",
          "[{\"id\":\"a\",\"text\":\"b\"}]");

  private static final List<String> VALUES =
      List.of(
          "null",
          "-1",
          "1e999",
          "99999999999999999999",
          "\"\\ud800\"",
          "\"\\u0000\"",
          "[]",
          "{}",
          "[[[[]]]]",
          "true",
          "\"" + "x".repeat(5_000) + "\"",
          "{\"a\":{\"b\":[1]}}",
          "0.1");

  static MalformedHttp to(int port) throws IOException {
    JsonNode document;
    try (InputStream in =
        URI.create("http://localhost:" + port + "/openapi.json").toURL().openStream()) {
      document = Bench.JSON.readTree(in);
    }
    List<String> routes = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      routes.add("POST " + path.getKey());
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        routes.add(method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
      }
    }
    return new MalformedHttp(port, routes);
  }

  /// Sends one request on its own connection.
  ///
  /// @return the status, or 0 where the server closed the connection
  int send(Random random) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.getOutputStream().write(request(random));
      socket.shutdownOutput();
      String line = new String(socket.getInputStream().readNBytes(12), ISO_8859_1);
      return line.startsWith("HTTP/1.1 ") ? Integer.parseInt(line.substring(9)) : 0;
    } catch (SocketException _) {
      return 0; // it has answered, perhaps, and closed before it read everything
    }
  }

  private byte[] request(Random random) {
    byte[] body = body(random);
    byte[] head = head(random, body.length).getBytes(ISO_8859_1);
    byte[] request = new byte[head.length + body.length];
    System.arraycopy(head, 0, request, 0, head.length);
    System.arraycopy(body, 0, request, head.length, body.length);
    if (random.nextInt(4) == 0) {
      disturb(request, head.length, random);
    }
    return request;
  }

  private String head(Random random, int length) {
    String route = pick(routes, random);
    while (route.contains("{")) {
      route = route.replaceFirst("\\{\\w+}", pick(NAMES, random));
    }
    String type = random.nextInt(8) == 0 ? "text/x" : "application/json";
    int announced = random.nextInt(8) == 0 ? random.nextInt(4) * length : length;
    String framing =
        random.nextInt(12) == 0 ? "Transfer-Encoding: chunked" : "Content-Length: " + announced;
    return "%s HTTP/1.1\r\nHost: localhost\r\nContent-Type: %s\r\n%s\r\n\r\n"
        .formatted(route, type, framing);
  }

  /// A well-formed body in which one value is another, or some bytes are.
  private static byte[] body(Random random) {
    String body = pick(BODIES, random);
    if (random.nextBoolean()) {
      String[] parts = body.split("(?<=[:,\\[])", -1);
      int changed = random.nextInt(parts.length);
      parts[changed] = pick(VALUES, random) + parts[changed].replaceAll("[^,:\\[\\]}]", "");
      return String.join("", parts).getBytes(UTF_8);
    }
    byte[] bytes = body.getBytes(UTF_8);
    disturb(bytes, bytes.length, random);
    return bytes;
  }

  /// Changes up to four of the first bytes.
  private static void disturb(byte[] bytes, int end, Random random) {
    for (int i = random.nextInt(4); i >= 0; i--) {
      bytes[random.nextInt(end)] = (byte) random.nextInt();
    }
  }

  private static String pick(List<String> from, Random random) {
    return from.get(random.nextInt(from.size()));
  }
}
