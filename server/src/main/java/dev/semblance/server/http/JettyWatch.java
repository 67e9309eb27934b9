package dev.semblance.server.http;

import dev.semblance.server.http.connection.ClientConnection;
import dev.semblance.server.request.ConnectionWatch;
import java.util.function.Supplier;
import org.eclipse.jetty.server.ConnectionMetaData;

/// Detects that the client of a request whose body has been read hangs up.
record JettyWatch(ConnectionMetaData connection) implements ConnectionWatch {
  @Override
  public <R> R whileConnected(Supplier<R> action) {
    return ClientConnection.whileThere(connection, action);
  }
}
