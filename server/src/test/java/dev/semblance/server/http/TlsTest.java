package dev.semblance.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.semblance.SemblanceException;
import dev.semblance.server.BlockedEmbedder;
import dev.semblance.server.WordEmbedder;
import dev.semblance.server.access.ListenAddress;
import dev.semblance.server.access.TlsIdentity;
import dev.semblance.server.grpc.GrpcServer;
import dev.semblance.server.grpc.GrpcSettings;
import dev.semblance.server.service.ServiceSettings;
import dev.semblance.server.service.Services;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tei.v1.InfoGrpc;
import tei.v1.InfoRequest;

/// A server with TLS and a certificate generated for the test.
class TlsTest {
  private static final char[] PASSWORD = "password".toCharArray();

  @TempDir static Path folder;
  private static Path certificate = Path.of("");
  private static Path key = Path.of("");
  private static KeyStore store = empty();

  @BeforeAll
  static void makeACertificate() throws Exception {
    Path file = folder.resolve("store.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=semblance",
                "-ext",
                "san=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD))
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    Key secret = store.getKey("server", PASSWORD);
    certificate = pem("cert.pem", "CERTIFICATE", store.getCertificate("server").getEncoded());
    key = pem("key.pem", "PRIVATE KEY", secret.getEncoded());
  }

  @Test
  void servesHttpOverTls() throws Exception {
    ListenAddress listenAddress = ListenAddress.locally(0).with(TlsIdentity.read(certificate, key));
    try (HttpServer server =
            HttpServer.start(services(), HttpSettings.STANDARD.with(listenAddress));
        HttpClient client = HttpClient.newBuilder().sslContext(trusting()).build()) {
      URI uri = URI.create("https://127.0.0.1:" + server.port() + "/health");
      assertThat(client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()))
          .satisfies(reply -> assertThat(reply.statusCode()).isEqualTo(200));
    }
  }

  @Test
  void hangUpInterruptsOnlyItsOwnWork() throws Exception {
    String embed = RawClient.post("/embed", "{\"inputs\":\"a\"}");
    ListenAddress listenAddress = ListenAddress.locally(0).with(TlsIdentity.read(certificate, key));
    BlockedEmbedder model = new BlockedEmbedder();
    Services services = Services.over(List.of(model), null, ServiceSettings.STANDARD);
    try (HttpServer server =
        HttpServer.start(services, HttpSettings.STANDARD.with(listenAddress))) {
      RawClient leaving = new RawClient(socket(server.port())).send(embed);
      RawClient staying = new RawClient(socket(server.port())).send(embed);
      assertThat(model.awaitCalls(2)).isTrue();
      Thread.sleep(600);
      leaving.close();
      assertThat(model.awaitInterrupts(1)).isTrue();
      model.release();
      assertThat(staying.status()).isEqualTo(200);
      assertThat(staying.send(embed).status()).isEqualTo(200);
      staying.close();
    }
  }

  @Test
  void servesGrpcOverTls() throws Exception {
    ListenAddress listenAddress = ListenAddress.locally(0).with(TlsIdentity.read(certificate, key));
    try (GrpcServer server =
        GrpcServer.start(services(), GrpcSettings.STANDARD.with(listenAddress))) {
      var context = GrpcSslContexts.forClient().trustManager(certificate.toFile()).build();
      var channel =
          NettyChannelBuilder.forAddress("127.0.0.1", server.port()).sslContext(context).build();
      assertThat(InfoGrpc.newBlockingStub(channel).info(InfoRequest.getDefaultInstance()))
          .satisfies(info -> assertThat(info.getModelId()).isEqualTo("words"));
      channel.shutdownNow();
    }
  }

  @Test
  void namesTheInvalidFile() throws Exception {
    Path nothing = Files.writeString(folder.resolve("nothing.pem"), "nothing");
    Path old = Files.writeString(folder.resolve("old.pem"), "-----BEGIN RSA PRIVATE KEY-----");
    Path broken =
        Files.writeString(
            folder.resolve("broken.pem"),
            "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
    assertRefused(nothing, key, "nothing.pem holds no certificate");
    assertRefused(certificate, old, "old.pem holds no 'BEGIN PRIVATE KEY'; 'openssl pkcs8");
    assertRefused(certificate, broken, "broken.pem is no EC key");
    assertThat(TlsIdentity.read(certificate, key).toString())
        .isEqualTo("TlsIdentity[CN=semblance]");
  }

  private static void assertRefused(Path certificate, Path key, String why) {
    assertThatExceptionOfType(SemblanceException.class)
        .isThrownBy(() -> TlsIdentity.read(certificate, key))
        .withMessageContaining(why);
  }

  private static SSLContext trusting() throws Exception {
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    KeyStore trusted = empty();
    trusted.load(null, null);
    trusted.setCertificateEntry("server", store.getCertificate("server"));
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private static Socket socket(int port) throws Exception {
    return trusting().getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
  }

  private static Services services() {
    return Services.over(List.of(new WordEmbedder("words")), null, ServiceSettings.STANDARD);
  }

  private static Path pem(String name, String kind, byte[] content) throws Exception {
    String base64 = Base64.getMimeEncoder().encodeToString(content);
    return Files.writeString(
        folder.resolve(name),
        "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(kind, base64, kind));
  }

  private static KeyStore empty() {
    try {
      return KeyStore.getInstance("PKCS12");
    } catch (KeyStoreException e) {
      throw new AssertionError(e);
    }
  }
}
