package dev.semblance.server.access;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/// Checks that a server will be able to listen, before models are opened or files indexed for it.
public final class ListenCheck {
  /// Ports below this one are reserved for the system on many machines.
  private static final int FIRST_FREE_PORT = 1024;

  private ListenCheck() {}

  /// Listens for a moment.
  ///
  /// @param portOption the option that sets the port, for messages
  /// @throws SemblanceException INVALID where the address is not this machine's, or the port is in
  ///   use or not permitted
  public static void check(ListenAddress listenAddress, String portOption) {
    InetAddress host = address(listenAddress.host());
    if (canListen(host, listenAddress.port())) {
      return;
    }
    if (!canListen(host, 0)) {
      throw invalid(
          "host %s is not an address of this machine; choose another with --host"
              .formatted(listenAddress.host()));
    }
    String reason =
        listenAddress.port() < FIRST_FREE_PORT
            ? "is in use, or needs permission, as ports below 1024 do"
            : "is in use";
    throw invalid(
        "port %d of %s %s; choose another with %s"
            .formatted(listenAddress.port(), listenAddress.host(), reason, portOption));
  }

  private static InetAddress address(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new SemblanceException(
          Fault.INVALID,
          "host '%s' is neither an address nor a known name; choose another with --host"
              .formatted(host),
          e);
    }
  }

  private static boolean canListen(InetAddress host, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(host, port));
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private static SemblanceException invalid(String message) {
    return new SemblanceException(Fault.INVALID, message);
  }
}
