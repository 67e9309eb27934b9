package dev.semblance.server.http.connection;

import java.nio.ByteBuffer;
import org.eclipse.jetty.io.EndPoint;

/// Reads bytes of a connection before Jetty asks for them, and puts them back so that Jetty parses
/// them next. *One thread at a time*, and only while Jetty itself does not read.
interface ReadAhead {
  EndPoint endPoint();

  /// Bytes that Jetty reads at once.
  int bufferSize();

  /// Whether Jetty has parsed all bytes that were read.
  boolean isParsed();

  /// Reads what has arrived; does not wait.
  ///
  /// @return the number of bytes, 0 when none has arrived, -1 at the end or after a reset
  int fill(ByteBuffer into);

  /// Appends bytes to those Jetty has not parsed yet. Jetty parses its buffer to the end before it
  /// reads on, so the order of the bytes stays that of the connection.
  void putBack(ByteBuffer bytes);
}
