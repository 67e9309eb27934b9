package dev.semblance.server.trace;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/// Takes spans over OTLP's HTTP, as a collector does, and keeps them. *Safe for use by many
/// threads.*
final class Collector implements AutoCloseable {
  private final HttpServer server;
  private final List<byte[]> requests = new CopyOnWriteArrayList<>();
  private final List<Map<String, List<String>>> headers = new CopyOnWriteArrayList<>();
  private volatile int status = 200;

  private Collector(HttpServer server) {
    this.server = server;
  }

  static Collector start() {
    return start(0);
  }

  static Collector start(int port) {
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      Collector collector = new Collector(HttpServer.create(address, 0));
      collector.server.createContext("/v1/traces", collector::take);
      collector.server.start();
      return collector;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /// Answers so from here on, and takes nothing unless that is 200.
  void answer(int changed) {
    status = changed;
  }

  List<ReceivedSpan> spans() {
    return requests.stream().flatMap(request -> ReceivedSpan.all(request).stream()).toList();
  }

  List<byte[]> requests() {
    return requests;
  }

  List<Map<String, List<String>>> headers() {
    return headers;
  }

  /// Everything that came, as text.
  String bytes() {
    StringBuilder all = new StringBuilder();
    requests.forEach(request -> all.append(new String(request, StandardCharsets.ISO_8859_1)));
    return all.toString();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void take(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (status == 200) {
      requests.add(body);
      headers.add(Map.copyOf(exchange.getRequestHeaders()));
    }
    exchange.getResponseHeaders().add("content-type", "application/x-protobuf");
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }
}
