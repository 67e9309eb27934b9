package dev.semblance.server.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A client that writes HTTP bytes itself, valid or not. *One thread at a time.*
final class RawClient implements AutoCloseable {
  private final Socket socket;
  private final List<String> headers = new ArrayList<>();

  RawClient(int port) throws IOException {
    this(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  /// @param connected a socket connected to the server
  RawClient(Socket connected) throws IOException {
    socket = connected;
    socket.setSoTimeout((int) Duration.ofSeconds(20).toMillis());
  }

  /// A complete request.
  static String post(String path, String body) {
    return head(path, body.getBytes(UTF_8).length) + body;
  }

  /// A request up to its body.
  static String head(String path, int length) {
    return "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            .formatted(path)
        + "Content-Length: %d\r\n\r\n".formatted(length);
  }

  RawClient send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(UTF_8));
    return this;
  }

  /// Sends one character at a time, until the server closes.
  void drip(String text, Duration between) throws InterruptedException {
    try {
      for (int i = 0; i < text.length() && socket.getInputStream().available() == 0; i++) {
        send(text.substring(i, i + 1));
        Thread.sleep(between);
      }
    } catch (IOException _) {
      // The server hung up.
    }
  }

  /// Reads the next reply to its end and returns its status code; 0 if the server hung up.
  int status() throws IOException {
    String line = line();
    if (line.isEmpty()) {
      return 0;
    }
    headers.clear();
    for (String header = line(); !header.isEmpty(); header = line()) {
      headers.add(header.toLowerCase(Locale.ROOT));
    }
    readBody();
    return Integer.parseInt(line.substring(9, 12));
  }

  /// Length of the last reply's body, from its header.
  int length() {
    String name = "content-length: ";
    return headers.stream()
        .filter(header -> header.startsWith(name))
        .mapToInt(header -> Integer.parseInt(header.substring(name.length())))
        .findAny()
        .orElse(-1);
  }

  /// Whether the last reply had this header, in lower case.
  boolean says(String header) {
    return headers.contains(header);
  }

  private void readBody() throws IOException {
    boolean delimited = says("transfer-encoding: chunked") || length() >= 0;
    if (!delimited && says("connection: close")) {
      byte[] _ = socket.getInputStream().readAllBytes();
    }
    if (says("transfer-encoding: chunked")) {
      for (int length = -1; length != 0; ) {
        length = Integer.parseInt(line(), 16);
        byte[] _ = socket.getInputStream().readNBytes(length + 2);
      }
    }
    for (String header : headers) {
      if (header.startsWith("content-length: ")) {
        byte[] _ = socket.getInputStream().readNBytes(Integer.parseInt(header.substring(16)));
      }
    }
  }

  /// Resets the connection.
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    try {
      for (int b = socket.getInputStream().read(); b >= 0 && b != '\n'; ) {
        line.append(new String(new byte[] {(byte) b}, US_ASCII));
        b = socket.getInputStream().read();
      }
    } catch (SocketException _) {
      // Reset: the same as hanging up.
    }
    return line.toString().strip();
  }
}
