package dev.semblance.server.http;

import dev.semblance.server.http.connection.ClientConnection;
import dev.semblance.server.http.connection.StreamWatch;
import dev.semblance.server.http.wire.Exchange;
import dev.semblance.server.request.ConnectionWatch;
import java.util.function.Supplier;

/// Interrupts an action when the client of its HTTP request hangs up. Use it once the request's
/// body has been read.
record JettyWatch(Exchange exchange) implements ConnectionWatch {
  @Override
  public <R> R whileConnected(Supplier<R> action) {
    return exchange.connection() instanceof ClientConnection client
        ? client.whileThere(action)
        : StreamWatch.whileThere(exchange::onFailure, action);
  }
}
