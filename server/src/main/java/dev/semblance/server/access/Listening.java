package dev.semblance.server.access;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Address and encryption of a server. Immutable; the `with…` methods answer a changed copy.
///
/// @param host the address to listen on
/// @param port the port to listen on; 0 lets the system choose
/// @param tls certificate and key, or null for no encryption
public record Listening(String host, int port, @Nullable TlsIdentity tls) {
  public Listening {
    if (host.isBlank()) {
      throw new IllegalArgumentException("host cannot be empty");
    }
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be between 0 and 65535, is " + port);
    }
  }

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1", "[::1]", "localhost");

  /// Whether only this machine reaches it.
  public boolean isLocal() {
    return LOOPBACK.contains(host);
  }

  /// On the loopback address, without encryption.
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
