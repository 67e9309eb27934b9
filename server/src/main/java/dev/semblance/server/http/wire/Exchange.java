package dev.semblance.server.http.wire;

import dev.semblance.server.json.Segments;
import dev.semblance.server.request.RequestContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// A request and its reply, which has status 200 and no body by default. The reply is sent after
/// the action, unless the action streams it. *One thread at a time.*
public final class Exchange {
  private final Request request;
  private final Response response;
  private final Incoming body;
  private Map<String, String> pathParameters = Map.of();
  private List<ByteBuffer> answer = List.of(ByteBuffer.allocate(0));
  private boolean streamed;
  private RequestContext context = RequestContext.ofServer("");

  public Exchange(Request request, Response response) {
    this.request = request;
    this.response = response;
    this.body = new Incoming(Content.Source.asInputStream(request));
    response.setStatus(200);
  }

  /// The body, with a note of whether it has been read to its end.
  private static final class Incoming extends FilterInputStream {
    private boolean ended;

    Incoming(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      return noting(super.read());
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      return noting(super.read(into, offset, length));
    }

    private int noting(int read) {
      ended |= read < 0;
      return read;
    }
  }

  /// `GET` and the like.
  public String method() {
    return request.getMethod();
  }

  /// As the client sent it, without the query.
  public String path() {
    String path = request.getHttpURI().getPath();
    return path == null ? "" : path;
  }

  /// A header of the request, or null.
  public @Nullable String header(String name) {
    return request.getHeaders().get(name);
  }

  /// The part of the path where its route has `{name}` or `<name>`.
  public String pathParameter(String name) {
    String value = pathParameters.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the route has no parameter " + name);
    }
    return value;
  }

  /// As [#pathParameter], or null where the route has none of that name.
  public @Nullable String pathParameterOrNull(String name) {
    return pathParameters.get(name);
  }

  /// Stores the values of the route's parameters.
  ///
  /// @param encoded values as in the path, not decoded
  public void takePathParameters(Map<String, String> encoded) {
    pathParameters = new HashMap<>(encoded);
    pathParameters.replaceAll((_, value) -> decoded(value));
  }

  /// In a path `+` is a plus, not a space.
  private static String decoded(String part) {
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /// The first value of a query parameter, or null.
  ///
  /// @throws HttpError 422 when the query is not well-formed
  public @Nullable String queryParameter(String name) {
    try {
      return Request.extractQueryParameters(request).getValue(name);
    } catch (RuntimeException e) {
      throw HttpError.query(name, String.valueOf(e.getMessage()));
    }
  }

  /// Length of the body in bytes, or -1 if unknown.
  public long bodyLength() {
    return request.getLength();
  }

  /// The body; always the same stream.
  public InputStream body() {
    return body;
  }

  /// Whether the body has been read to its end.
  boolean isRead() {
    return body.ended;
  }

  /// The connection of the request.
  public ConnectionMetaData connection() {
    return request.getConnectionMetaData();
  }

  /// Runs an action when the request fails, at once if it has failed: on HTTP/2, where the client
  /// has reset its stream or hung up.
  public void onFailure(Runnable action) {
    request.addFailureListener(_ -> action.run());
  }

  /// What the request's headers say, once it has been admitted; before that it has no route, and a
  /// key without a name.
  public RequestContext context() {
    return context;
  }

  /// Takes what the headers of an admitted request say.
  public void admit(RequestContext admitted) {
    context = admitted;
  }

  /// Status of the reply.
  public int status() {
    return response.getStatus();
  }

  public Exchange status(int status) {
    response.setStatus(status);
    return this;
  }

  /// Sets a header of the reply.
  public Exchange header(String name, String value) {
    response.getHeaders().put(name, value);
    return this;
  }

  /// A header of the reply, or null.
  public @Nullable String answerHeader(String name) {
    return response.getHeaders().get(name);
  }

  /// Sets the media type of the reply.
  public Exchange contentType(String type) {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
    return this;
  }

  /// Sets the body of the reply; not copied.
  public void result(byte[] bytes) {
    answer = List.of(ByteBuffer.wrap(bytes));
  }

  /// Sets the body of the reply; not copied.
  public void result(Segments segments) {
    answer = segments.buffers();
  }

  /// Sets the body of the reply, in UTF-8.
  public void result(String text) {
    result(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Whether a part of the reply may have been sent.
  boolean isCommitted() {
    return response.isCommitted();
  }

  /// A stream that sends the body of the reply as it is written. Closing it ends the reply.
  public OutputStream stream() {
    streamed = true;
    return Content.Sink.asOutputStream(response);
  }

  /// Sends the reply, and gives the request's memory back then. Call it once.
  ///
  /// @param done completed when the reply has been sent, or has failed
  public void send(Callback done) {
    Callback sent = Callback.from(done, this::release);
    if (!streamed) {
      new ReplyWriter(response, answer, sent).send();
    } else if (response.hasLastWrite()) {
      sent.succeeded();
    } else {
      sent.failed(new IOException("the reply was not completed"));
    }
  }

  /// Gives the request's memory back; for a reply that cannot be sent. Idempotent.
  public void release() {
    context.memory().close();
  }
}
