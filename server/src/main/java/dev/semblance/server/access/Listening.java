package dev.semblance.server.access;

import org.jspecify.annotations.Nullable;

/// Where a server listens. Immutable; the `with…` methods answer a changed copy.
///
/// @param host the address to listen on
/// @param port the port to listen on; 0 lets the system choose
/// @param tls who the server is, or null where it speaks in the clear
public record Listening(String host, int port, @Nullable TlsIdentity tls) {
  public Listening {
    if (host.isBlank()) {
      throw new IllegalArgumentException("host cannot be empty");
    }
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be between 0 and 65535, is " + port);
    }
  }

  /// This machine only, in the clear.
  public static Listening locally(int port) {
    return new Listening("127.0.0.1", port, null);
  }

  public Listening withHost(String changed) {
    return new Listening(changed, port, tls);
  }

  public Listening withPort(int changed) {
    return new Listening(host, changed, tls);
  }

  public Listening with(@Nullable TlsIdentity changed) {
    return new Listening(host, port, changed);
  }
}
