package dev.semblance.server.grpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.server.WordEmbedder;
import dev.semblance.server.access.AccessControl;
import dev.semblance.server.access.Allowance;
import dev.semblance.server.access.Key;
import dev.semblance.server.command.terminal.LogFormat;
import dev.semblance.server.service.ServiceSettings;
import dev.semblance.server.settings.LogLevel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tei.v1.EmbedGrpc;
import tei.v1.EmbedRequest;

/// Clients without a key that make HTTP/2 fail as often as they can: the log grows at a bounded
/// rate, and the server still answers.
class LogFloodTest {
  private static final int LONGEST_LOG = 1 << 20;
  private static final int STREAMS = 20_000;
  private static final byte HEADERS = 1;
  private static final byte RESET = 3;
  private static final byte SETTINGS = 4;
  private static final byte WINDOW_UPDATE = 8;
  private static final byte END_HEADERS = 4;

  private final Handler[] handlers = Logger.getLogger("").getHandlers();
  private final PrintStream standardError = System.err;
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();

  @AfterEach
  void restoreTheLog() {
    System.setErr(standardError);
    Logger root = Logger.getLogger("");
    List.of(root.getHandlers()).forEach(root::removeHandler);
    List.of(handlers).forEach(root::addHandler);
  }

  @Test
  void badStreamsOfAClientWithoutAKeyDoNotFloodTheLog() throws Exception {
    System.setErr(new PrintStream(log, true, UTF_8));
    LogFormat.TEXT.install(LogLevel.INFO);
    Key key = new Key("test", "secret", Allowance.UNLIMITED);
    try (RunningGrpc server =
        new RunningGrpc(
            new WordEmbedder("words"),
            ServiceSettings.STANDARD,
            AccessControl.of(List.of(key)),
            GrpcSettings.STANDARD)) {
      flood(server.port(), WINDOW_UPDATE, new byte[4]);
      assertThat(flood(server.port(), RESET, new byte[] {0, 0, 0, 8}))
          .as("the connection is ended")
          .isTrue();
      assertThat(
              Replies.failure(() ->
                      EmbedGrpc.newBlockingStub(server.channel())
                          .embed(EmbedRequest.getDefaultInstance()))
                  .getDescription())
          .isEqualTo("No valid auth token");
    }
    assertThat(log.size()).isLessThan(LONGEST_LOG);
  }

  /// Begins streams, each followed by a frame that ends it.
  ///
  /// @return whether the server ends the connection
  private static boolean flood(int port, byte kind, byte[] payload) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      Thread reading = Thread.ofVirtual().start(() -> drop(socket));
      ByteArrayOutputStream frames = new ByteArrayOutputStream();
      frames.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(UTF_8));
      frames.writeBytes(frame(SETTINGS, 0, new byte[0]));
      for (int stream = 1; stream < 2 * STREAMS; stream += 2) {
        frames.writeBytes(frame(HEADERS, stream, requestHeaders()));
        frames.writeBytes(frame(kind, stream, payload));
      }
      socket.getOutputStream().write(frames.toByteArray());
      return reading.join(Duration.ofSeconds(2));
    } catch (SocketException _) {
      return true;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void drop(Socket socket) {
    try (InputStream in = socket.getInputStream()) {
      var _ = in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException _) {
      // The connection has ended.
    }
  }

  private static byte[] frame(byte kind, int stream, byte[] payload) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.writeBytes(new byte[] {0, 0, (byte) payload.length, kind});
    frame.write(kind == HEADERS ? END_HEADERS : 0);
    for (int shift = 24; shift >= 0; shift -= 8) {
      frame.write(stream >> shift);
    }
    frame.writeBytes(payload);
    return frame.toByteArray();
  }

  /// `POST /tei.v1.Embed/Embed` in HPACK.
  private static byte[] requestHeaders() {
    ByteArrayOutputStream headers = new ByteArrayOutputStream();
    headers.writeBytes(new byte[] {(byte) 0x83, (byte) 0x86, 0x04});
    text(headers, "/tei.v1.Embed/Embed");
    headers.write(1);
    text(headers, "a");
    headers.writeBytes(new byte[] {0x0f, 0x10});
    text(headers, "application/grpc");
    headers.write(0);
    text(headers, "te");
    text(headers, "trailers");
    return headers.toByteArray();
  }

  private static void text(ByteArrayOutputStream out, String value) {
    out.write(value.length());
    out.writeBytes(value.getBytes(UTF_8));
  }
}
