package dev.semblance.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/// A minimal HTTP/1.1 client on one kept-alive connection to loopback, so that it costs little
/// beside the server. *One thread at a time.*
final class HttpPoster implements AutoCloseable {
  /// After this the connection is replaced: the server may close it after 75 seconds.
  private static final Duration LONGEST_IDLE = Duration.ofSeconds(60);

  private final int port;
  private Connection connection;
  private long lastUsedNanos = System.nanoTime();

  HttpPoster(int port) throws IOException {
    this.port = port;
    this.connection = Connection.open(port);
  }

  private record Connection(Socket socket, InputStream in, OutputStream out) {
    static Connection open(int port) throws IOException {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setTcpNoDelay(true);
      return new Connection(
          socket,
          new BufferedInputStream(socket.getInputStream(), 1 << 16),
          socket.getOutputStream());
    }
  }

  /// @param body of the reply
  record PostAnswer(int status, byte[] body) {}

  /// @param deadlineMillis time the request may wait at the server, or 0 for the server's default
  PostAnswer post(String path, byte[] body, long deadlineMillis) throws IOException {
    byte[] head =
        ("POST "
                + path
                + " HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n"
                + (deadlineMillis == 0 ? "" : "x-semblance-deadline-ms: " + deadlineMillis + "\r\n")
                + "content-length: "
                + body.length
                + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] request = new byte[head.length + body.length];
    System.arraycopy(head, 0, request, 0, head.length);
    System.arraycopy(body, 0, request, head.length, body.length);
    fresh().out().write(request);
    int status = Integer.parseInt(line().split(" ", 3)[1]);
    int length = -1;
    for (String header = line(); !header.isEmpty(); header = line()) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring("content-length:".length()).strip());
      }
    }
    if (length < 0) {
      throw new IOException("the reply has no content-length");
    }
    byte[] content = connection.in().readNBytes(length);
    lastUsedNanos = System.nanoTime();
    return new PostAnswer(status, content);
  }

  /// The connection, opened again where it has been idle for too long.
  private Connection fresh() throws IOException {
    if (System.nanoTime() - lastUsedNanos > LONGEST_IDLE.toNanos()) {
      close();
      connection = Connection.open(port);
    }
    return connection;
  }

  private String line() throws IOException {
    InputStream in = connection.in();
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the server closed the connection");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    connection.socket().close();
  }
}
