package dev.semblance.server.http;

import dev.semblance.server.http.connection.ClientConnection;
import dev.semblance.server.request.ConnectionWatch;
import java.util.function.Supplier;
import org.eclipse.jetty.server.ConnectionMetaData;

/// Interrupts an action when the client of its HTTP request hangs up. Use it once the request's
/// body has been read.
record JettyWatch(ConnectionMetaData connection) implements ConnectionWatch {
  @Override
  public <R> R whileConnected(Supplier<R> action) {
    return ClientConnection.whileThere(connection, action);
  }
}
