package dev.semblance.server.access;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// Certificate chain and private key of a server.
///
/// @param key of the first certificate
/// @param chain the server's certificate first, then its issuers'
public record TlsIdentity(PrivateKey key, List<X509Certificate> chain) {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----(.*?)-----END PRIVATE KEY-----", Pattern.DOTALL);
  private static final char[] NO_PASSWORD = {};

  /// Reads PEM files.
  ///
  /// @param certificates the chain
  /// @param key in PKCS#8, not encrypted
  /// @throws SemblanceException INVALID when a file holds something else, or the key does not
  ///   belong to the certificate
  public static TlsIdentity read(Path certificates, Path key) {
    List<X509Certificate> chain = chain(certificates);
    String algorithm = chain.getFirst().getPublicKey().getAlgorithm();
    return new TlsIdentity(key(key, algorithm), chain);
  }

  /// TLS context for the servers of both protocols.
  public SSLContext context() {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("server", key, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
      var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, NO_PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new SemblanceException(
          Fault.INVALID, "TLS refuses the certificate or its key: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Without the key, which must not appear in logs.
  @Override
  public String toString() {
    return "TlsIdentity[" + chain.getFirst().getSubjectX500Principal() + "]";
  }

  private static List<X509Certificate> chain(Path file) {
    try {
      var factory = CertificateFactory.getInstance("X.509");
      List<X509Certificate> chain =
          factory.generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file))).stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (chain.isEmpty()) {
        throw new SemblanceException(Fault.INVALID, file + " holds no certificate");
      }
      return chain;
    } catch (GeneralSecurityException e) {
      throw new SemblanceException(
          Fault.INVALID, file + " holds no certificates in PEM: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PrivateKey key(Path file, String algorithm) {
    try {
      Matcher key = KEY.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
      if (!key.find()) {
        throw new SemblanceException(
            Fault.INVALID,
            file
                + " holds no 'BEGIN PRIVATE KEY'; 'openssl pkcs8 -topk8 -nodes -in KEY' makes one"
                + " of other forms");
      }
      byte[] encoded = Base64.getMimeDecoder().decode(key.group(1));
      return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new SemblanceException(
          Fault.INVALID, "%s is no %s key: %s".formatted(file, algorithm, e.getMessage()), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
