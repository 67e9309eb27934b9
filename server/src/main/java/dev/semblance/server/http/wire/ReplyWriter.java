package dev.semblance.server.http.wire;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingNestedCallback;

/// Sends the body of a reply, one buffer after another; each is forgotten once it is sent. No
/// thread waits for the client. *One thread at a time.*
final class ReplyWriter extends IteratingNestedCallback {
  private final Response response;
  private final Deque<ByteBuffer> left;

  /// @param body at least one buffer
  /// @param sent completed when all are sent, or sending has failed
  ReplyWriter(Response response, List<ByteBuffer> body, Callback sent) {
    super(sent);
    this.response = response;
    this.left = new ArrayDeque<>(body);
  }

  /// Starts sending. Call it once.
  void send() {
    if (left.size() > 1) {
      long length = left.stream().mapToLong(ByteBuffer::remaining).sum();
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, length);
    }
    iterate();
  }

  @Override
  protected Action process() {
    ByteBuffer next = left.poll();
    if (next == null) {
      return Action.SUCCEEDED;
    }
    response.write(left.isEmpty(), next, this);
    return Action.SCHEDULED;
  }
}
