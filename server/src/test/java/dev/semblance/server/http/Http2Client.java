package dev.semblance.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;

/// A client that begins with HTTP/2 and writes its frames itself. Texts are shorter than 127 bytes.
/// *One thread at a time.*
final class Http2Client implements AutoCloseable {
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int RESET = 3;
  private static final int SETTINGS = 4;
  private static final int END_STREAM = 1;
  private static final int ACKNOWLEDGE = 1;
  private static final int END_HEADERS = 4;

  /// Status codes by their place in HPACK's static table, as the first byte of a header block.
  private static final Map<Integer, Integer> STATUS = Map.of(0x88, 200, 0x8c, 400, 0x8d, 404);

  private final Socket socket;
  private final DataInputStream in;
  private final DataOutputStream out;
  private int lastStream = -1;

  Http2Client(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(20_000);
    in = new DataInputStream(socket.getInputStream());
    out = new DataOutputStream(socket.getOutputStream());
    out.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    frame(SETTINGS, 0, 0, new byte[0]);
  }

  /// @param status 0 where it is not known to this client
  record Reply(int stream, int status, String body) {}

  /// Sends a request without a body; returns its stream.
  int get(String path) throws IOException {
    lastStream += 2;
    frame(HEADERS, END_STREAM | END_HEADERS, lastStream, headers(0x82, path));
    return lastStream;
  }

  /// Sends a request with JSON; returns its stream.
  int post(String path, String body) throws IOException {
    lastStream += 2;
    frame(HEADERS, END_HEADERS, lastStream, headers(0x83, path));
    frame(DATA, END_STREAM, lastStream, body.getBytes(UTF_8));
    return lastStream;
  }

  void reset(int stream) throws IOException {
    frame(RESET, 0, stream, new byte[] {0, 0, 0, 8});
  }

  /// The next reply that ends; replies must not be interleaved.
  Reply reply() throws IOException {
    int status = 0;
    StringBuilder body = new StringBuilder();
    while (true) {
      int lengthAndType = in.readInt();
      int flags = in.readUnsignedByte();
      int stream = in.readInt();
      byte[] payload = in.readNBytes(lengthAndType >>> 8);
      int type = lengthAndType & 0xff;
      if (type == SETTINGS && flags == 0) {
        frame(SETTINGS, ACKNOWLEDGE, 0, new byte[0]);
      } else if (type == HEADERS) {
        status = STATUS.getOrDefault(payload[afterTableSize(payload)] & 0xff, 0);
      } else if (type == DATA) {
        body.append(new String(payload, UTF_8));
      }
      if ((type == HEADERS || type == DATA) && (flags & END_STREAM) != 0) {
        return new Reply(stream, status, body.toString());
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /// The index after a change of the dynamic table's size, with which a header block may begin.
  private static int afterTableSize(byte[] block) {
    if ((block[0] & 0xe0) != 0x20) {
      return 0;
    }
    int at = 1;
    if ((block[0] & 0x1f) == 0x1f) {
      while (block[at++] < 0) {} // all bytes of a number but the last have their highest bit set
    }
    return at;
  }

  /// A header block in HPACK: method and scheme by their place in the static table, the others as
  /// literals that are not indexed.
  private static byte[] headers(int method, String path) throws IOException {
    var block = new ByteArrayOutputStream();
    block.write(method);
    block.write(0x86); // :scheme http
    literal(block, new byte[] {0x01}, "x"); // :authority
    literal(block, new byte[] {0x04}, path); // :path
    literal(block, new byte[] {0x0f, 0x10}, "application/json"); // content-type
    return block.toByteArray();
  }

  private static void literal(ByteArrayOutputStream block, byte[] name, String value)
      throws IOException {
    block.write(name);
    block.write(value.length());
    block.write(value.getBytes(UTF_8));
  }

  private void frame(int type, int flags, int stream, byte[] payload) throws IOException {
    out.writeInt((payload.length << 8) | type);
    out.writeByte(flags);
    out.writeInt(stream);
    out.write(payload);
    out.flush();
  }
}
