package dev.semblance.server.http.connection;

import java.time.Duration;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.jspecify.annotations.Nullable;

/// Makes HTTP/2 connections without TLS for clients that begin with HTTP/2's preface, such as
/// proxies and service meshes. A client that begins with HTTP/1.1 and offers an upgrade stays on
/// HTTP/1.1, as with text-embeddings-inference. *Safe for use by many threads.*
///
/// Source: RFC 9113, section 3.3, "Starting HTTP/2 with Prior Knowledge".
public final class PriorKnowledgeFactory extends HTTP2CServerConnectionFactory {
  /// @param timeout the longest silence within a request
  public PriorKnowledgeFactory(HttpConfiguration configuration, Duration timeout) {
    super(configuration);
    setStreamIdleTimeout(timeout.toMillis());
  }

  /// The preface begins as a request of HTTP/1 with a method of its own.
  @Override
  public @Nullable Connection upgradeConnection(
      Connector connector, EndPoint client, MetaData.Request request, HttpFields.Mutable reply) {
    return HttpMethod.PRI.is(request.getMethod())
        ? super.upgradeConnection(connector, client, request, reply)
        : null;
  }
}
