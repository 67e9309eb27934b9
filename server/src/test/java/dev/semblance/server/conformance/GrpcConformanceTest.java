package dev.semblance.server.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import dev.semblance.server.grpc.Replies;
import dev.semblance.server.grpc.RunningGrpc;
import dev.semblance.server.http.RunningServer;
import dev.semblance.server.json.Json;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.grpc.ServiceDescriptor;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tei.v1.EmbedGrpc;
import tei.v1.InfoGrpc;
import tei.v1.PredictGrpc;
import tei.v1.RerankGrpc;
import tei.v1.TokenizeGrpc;

/// Checks the server against each row of `conformance/grpc.txt`.
///
/// A call is a method followed by a message as JSON; further lines of the request are messages of a
/// stream, or metadata. The reply is messages, each matched by [Shape], then the status with the
/// beginning of its description, if any, and expected metadata, `-` for none.
class GrpcConformanceTest {
  private static final Map<String, MethodDescriptor<?, ?>> METHODS =
      Stream.of(
              InfoGrpc.getServiceDescriptor(),
              EmbedGrpc.getServiceDescriptor(),
              PredictGrpc.getServiceDescriptor(),
              RerankGrpc.getServiceDescriptor(),
              TokenizeGrpc.getServiceDescriptor(),
              HealthGrpc.getServiceDescriptor())
          .map(ServiceDescriptor::getMethods)
          .flatMap(methods -> methods.stream())
          .collect(Collectors.toMap(MethodDescriptor::getFullMethodName, Function.identity()));
  private static final Map<Served, RunningGrpc> SERVERS = new EnumMap<>(Served.class);

  @AfterAll
  static void stop() {
    SERVERS.values().forEach(RunningGrpc::close);
  }

  static List<Exchange> rows() {
    return Exchange.read("grpc.txt");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void answersAsWritten(Exchange row) throws InvalidProtocolBufferException {
    RunningGrpc server =
        SERVERS.computeIfAbsent(Served.named(row.request().server()), Served::overGrpc);
    AtomicReference<Metadata> back = new AtomicReference<>(new Metadata());
    Channel channel =
        ClientInterceptors.intercept(
            server.channel(),
            MetadataUtils.newAttachHeadersInterceptor(metadata(row.request().lines())),
            MetadataUtils.newCaptureMetadataInterceptor(back, new AtomicReference<>()));
    Replies<Message> replies = call(channel, row);
    List<String> expected = messages(row.answers().stream());
    String status = replies.status().getCode() + " " + replies.status().getDescription();
    assertThat(replies.messages()).as(status).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      Shape.check(expected.get(i), Json.read(text(replies.messages().get(i)).getBytes(UTF_8)));
    }
    assertThat(status).startsWith(row.answers().get(expected.size()));
    for (String line : row.answers().subList(expected.size() + 1, row.answers().size())) {
      String[] pair = line.split(": ", 2);
      String value = back.get().get(key(pair[0]));
      Shape.checkHeader(pair[1], value == null ? "" : value, pair[0]);
    }
  }

  @SuppressWarnings("unchecked") // every method here uses protobuf
  private static Replies<Message> call(Channel channel, Exchange row)
      throws InvalidProtocolBufferException {
    String[] parts = row.request().call().split(" ", 2);
    var method = (MethodDescriptor<Message, Message>) METHODS.get(parts[0]);
    assertThat(method).as(parts[0]).isNotNull();
    Message kind =
        ((PrototypeMarshaller<Message>) method.getRequestMarshaller()).getMessagePrototype();
    List<Message> requests = new ArrayList<>();
    for (String json :
        messages(Stream.concat(Stream.of(parts).skip(1), row.request().lines().stream()))) {
      Message.Builder message = kind.newBuilderForType();
      JsonFormat.parser().merge(RunningServer.json(json), message);
      requests.add(message.build());
    }
    return Replies.to(
        out ->
            ClientCalls.asyncBidiStreamingCall(channel.newCall(method, CallOptions.DEFAULT), out),
        requests);
  }

  private static List<String> messages(Stream<String> lines) {
    return lines.filter(line -> line.startsWith("{")).toList();
  }

  private static Metadata metadata(List<String> lines) {
    Metadata metadata = new Metadata();
    for (String line : lines) {
      if (!line.startsWith("{")) {
        String[] pair = line.split(": ", 2);
        metadata.put(key(pair[0]), pair[1]);
      }
    }
    return metadata;
  }

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }

  private static String text(Message message) throws InvalidProtocolBufferException {
    return JsonFormat.printer()
        .preservingProtoFieldNames()
        .alwaysPrintFieldsWithNoPresence()
        .print(message);
  }
}
