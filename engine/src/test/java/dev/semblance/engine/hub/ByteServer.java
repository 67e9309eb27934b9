package dev.semblance.engine.hub;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/// An HTTP server that sends given bytes unchanged, one request for each connection: any spelling
/// of headers, bodies shorter than declared.
final class ByteServer implements AutoCloseable {
  private final ServerSocket socket;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final Thread accepting;
  private volatile Function<Request, Answer> answers;

  /// A request.
  ///
  /// @param headers by names in lower case
  record Request(String method, String path, Map<String, String> headers) {
    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  /// A response.
  ///
  /// @param head status line and headers, without the empty line after them
  /// @param body possibly shorter than declared
  /// @param stalls whether the connection stays open after the body
  record Answer(String head, byte[] body, boolean stalls) {
    static Answer of(String head, byte[] body) {
      return new Answer(head, body, false);
    }

    /// With another header.
    Answer head(String line) {
      return new Answer(head + "\r\n" + line, body, stalls);
    }

    /// Closes the connection after a number of bytes.
    Answer cut(int bytes) {
      return new Answer(head, Arrays.copyOf(body, Math.min(bytes, body.length)), false);
    }

    /// Sends a number of bytes, then keeps the connection open without sending.
    Answer stall(int bytes) {
      return new Answer(head, Arrays.copyOf(body, Math.min(bytes, body.length)), true);
    }

    static Answer of(String head) {
      return of(head + "\r\nContent-Length: 0", new byte[0]);
    }

    /// A redirect.
    static Answer found(String target) {
      return of("HTTP/1.1 302 Found\r\nLocation: " + target);
    }
  }

  ByteServer(Function<Request, Answer> answers) {
    this.answers = answers;
    try {
      socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    accepting = Thread.ofVirtual().start(this::accept);
  }

  void answer(Function<Request, Answer> changed) {
    answers = changed;
  }

  String address() {
    return "http://127.0.0.1:" + socket.getLocalPort();
  }

  List<Request> requests() {
    return requests;
  }

  List<Request> requests(String method) {
    return requests.stream().filter(request -> request.method().equals(method)).toList();
  }

  /// The port is closed once this returns: a socket on which a virtual thread waits is released by
  /// that thread, not by the closing one.
  @Override
  public void close() {
    try {
      socket.close();
      accepting.join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket connection = socket.accept();
        var _ = Thread.ofVirtual().start(() -> serve(connection));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      InputStream in = new BufferedInputStream(connection.getInputStream());
      String[] first = line(in).split(" ", -1);
      if (first.length < 3) {
        return;
      }
      Map<String, String> headers = new LinkedHashMap<>();
      for (String line = line(in); !line.isEmpty(); line = line(in)) {
        int colon = line.indexOf(':');
        headers.put(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
      Request request = new Request(first[0], first[1], headers);
      requests.add(request);
      Answer answer = answers.apply(request);
      OutputStream out = connection.getOutputStream();
      out.write((answer.head() + "\r\nConnection: close\r\n\r\n").getBytes(ISO_8859_1));
      if (!request.method().equals("HEAD")) {
        out.write(answer.body());
      }
      out.flush();
      if (answer.stalls()) {
        in.read(); // until the client goes
      }
    } catch (IOException e) {
      // the client has gone
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
