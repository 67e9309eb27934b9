package dev.semblance.server.access;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The address a server listens on, and its encryption. Immutable; the `with…` methods answer a
/// changed copy.
///
/// @param host the address to listen on
/// @param port the port to listen on; 0 lets the system choose
/// @param tls certificate and key, or null for no encryption
public record ListenAddress(String host, int port, @Nullable TlsIdentity tls) {
  public ListenAddress {
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
  public static ListenAddress locally(int port) {
    return new ListenAddress("127.0.0.1", port, null);
  }

  public ListenAddress withHost(String changed) {
    return new ListenAddress(changed, port, tls);
  }

  public ListenAddress withPort(int changed) {
    return new ListenAddress(host, changed, tls);
  }

  public ListenAddress with(@Nullable TlsIdentity changed) {
    return new ListenAddress(host, port, changed);
  }
}
