package dev.semblance.server.http.collection;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An endless NDJSON upload that reads the outcomes while it sends, at most a few documents ahead
/// of them. *One thread at a time.*
final class Upload {
  private static final Pattern ACCEPTED =
      Pattern.compile("\"id\":\"([^\"]+)\",\"status\":\"accepted\"");

  private static final int AHEAD = 40;

  private final int port;
  private final String path;
  private final Semaphore ahead = new Semaphore(AHEAD);
  private final CountDownLatch first = new CountDownLatch(1);
  private final List<String> acknowledged = new CopyOnWriteArrayList<>();

  Upload(int port, String path) {
    this.port = port;
    this.path = path;
  }

  /// Ids that were acknowledged so far; may be read by another thread.
  List<String> acknowledged() {
    return acknowledged;
  }

  /// Waits for the first of them.
  void awaitFirst() throws InterruptedException {
    first.await();
  }

  /// Sends lines, each once the one before is on its way, until the connection breaks.
  void sendUntilBroken(Iterator<String> lines) throws InterruptedException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      Thread reader = Thread.ofVirtual().start(() -> read(socket));
      try {
        send(socket.getOutputStream(), lines);
      } catch (IOException _) {
        // The server is dead, as it should be.
      }
      reader.join();
    } catch (IOException _) {
      // Nor is closing a broken connection a failure.
    }
  }

  private void send(OutputStream out, Iterator<String> lines)
      throws IOException, InterruptedException {
    out.write(
        """
        POST %s HTTP/1.1\r
        Host: localhost\r
        Content-Type: application/x-ndjson\r
        Transfer-Encoding: chunked\r
        \r
        """
            .formatted(path)
            .getBytes(StandardCharsets.US_ASCII));
    while (lines.hasNext()) {
      ahead.acquire();
      byte[] line = (lines.next() + "\n").getBytes(StandardCharsets.UTF_8);
      out.write((Integer.toHexString(line.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
      out.write(line);
      out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
    }
  }

  private void read(Socket socket) {
    try (var in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        Matcher accepted = ACCEPTED.matcher(line);
        if (accepted.find()) {
          acknowledged.add(accepted.group(1));
          first.countDown();
          ahead.release();
        }
      }
    } catch (IOException _) {
      // The server is dead; what it said before counts.
    } finally {
      ahead.release(Integer.MAX_VALUE / 2); // so that the sender finds out, too
    }
  }
}
