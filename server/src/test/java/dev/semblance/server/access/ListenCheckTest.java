package dev.semblance.server.access;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class ListenCheckTest {
  private static final ListenAddress ANY_PORT = ListenAddress.locally(0);

  @Test
  void passesWhereItCanListen() {
    assertThatCode(() -> ListenCheck.check(ANY_PORT, "--port")).doesNotThrowAnyException();
  }

  @Test
  void portInUseIsNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      ListenAddress same = ListenAddress.locally(taken.getLocalPort());
      assertThatThrownBy(() -> ListenCheck.check(same, "--grpc-port"))
          .hasMessage(
              "port %d of 127.0.0.1 is in use; choose another with --grpc-port"
                  .formatted(taken.getLocalPort()));
    }
  }

  @Test
  void hostOfAnotherMachineIsNamed() {
    assertThatThrownBy(() -> ListenCheck.check(ANY_PORT.withHost("192.0.2.1"), "--port"))
        .hasMessage("host 192.0.2.1 is not an address of this machine; choose another with --host");
  }

  @Test
  void hostThatIsNoAddressIsNamed() {
    assertThatThrownBy(() -> ListenCheck.check(ANY_PORT.withHost("300.1.1.1"), "--port"))
        .hasMessageStartingWith("host '300.1.1.1' is neither an address nor a known name");
  }
}
