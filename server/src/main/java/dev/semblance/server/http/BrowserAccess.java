package dev.semblance.server.http;

import dev.semblance.server.access.ListenAddress;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which web pages may call this server from a browser. Immutable.
///
/// A server on a loopback address without a key trusts every client, and a browser calls it for any
/// page whose domain name is pointed to that address (DNS rebinding). The browser sends that name
/// as `Host`, so such a server checks it.
///
/// @param cors origins whose pages may read replies
/// @param hosts further host names by which a loopback server without a key may be called, without
///   port; `*` for any
public record BrowserAccess(CorsPolicy cors, Set<String> hosts) {
  /// No pages of other origins, no further names.
  public static final BrowserAccess NONE = new BrowserAccess(CorsPolicy.NONE, Set.of());

  private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");

  public BrowserAccess {
    hosts = Set.copyOf(hosts);
  }

  public BrowserAccess with(CorsPolicy changed) {
    return new BrowserAccess(changed, hosts);
  }

  /// Whether a request may be answered.
  ///
  /// @param header `Host`, with or without a port; null where there is none, as from no browser
  boolean allowsHost(@Nullable String header, ListenAddress listenAddress) {
    if (header == null || hosts.contains("*")) {
      return true;
    }
    String host = header.replaceFirst(":\\d*$", "").toLowerCase(Locale.ROOT);
    return LOCAL.contains(host) || hosts.contains(host) || host.equals(listenAddress.host());
  }
}
