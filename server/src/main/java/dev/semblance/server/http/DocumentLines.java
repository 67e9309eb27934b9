package dev.semblance.server.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.server.service.Offered;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// Newline-delimited JSON: one document a line, lines counted from 1, blank ones passed over. A bad
/// line is an item like any other, and the next line is read. *One thread at a time.*
final class DocumentLines implements DocumentSource {
  private final InputStream in;
  private final int limit;
  private final byte[] buffer = new byte[1 << 16];
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  private int position;
  private int end;
  private long number;

  /// @param limit the longest line, in bytes
  DocumentLines(InputStream in, int limit) {
    this.in = in;
    this.limit = limit;
  }

  @Override
  public String placeName() {
    return "line";
  }

  @Override
  public @Nullable Offered next() throws IOException {
    while (position < end || fill()) {
      line.reset();
      number++;
      if (!readLine()) {
        return new Offered.Bad(
            number, null, "the line is longer than the limit of " + limit + " bytes");
      }
      byte[] bytes = line.toByteArray();
      if (!isBlank(bytes)) {
        return document(bytes);
      }
    }
    return null;
  }

  private boolean fill() throws IOException {
    position = 0;
    end = Math.max(0, in.read(buffer));
    return end > 0;
  }

  /// Reads up to and with the next newline; answers whether the line kept within the limit.
  private boolean readLine() throws IOException {
    long length = 0;
    do {
      int stop = position;
      while (stop < end && buffer[stop] != '\n') {
        stop++;
      }
      length += stop - position;
      if (length <= limit) {
        line.write(buffer, position, stop - position);
      }
      position = stop + 1;
      if (stop < end) {
        break;
      }
    } while (fill());
    return length <= limit;
  }

  private static boolean isBlank(byte[] bytes) {
    for (byte b : bytes) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }

  private Offered document(byte[] bytes) throws IOException {
    JsonNode node;
    try {
      node = Json.MAPPER.readTree(bytes);
    } catch (JsonProcessingException e) {
      return new Offered.Bad(number, null, "not JSON: " + Json.reason(e));
    }
    return DocumentJson.offered(number, node, bytes.length);
  }
}
