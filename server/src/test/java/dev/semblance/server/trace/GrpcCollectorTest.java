package dev.semblance.server.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/// A collector that takes OTLP over gRPC.
class GrpcCollectorTest {
  private static final String SERVICE = "opentelemetry.proto.collector.trace.v1.TraceService";
  private static final Metadata.Key<String> KEY =
      Metadata.Key.of("x-collector-key", Metadata.ASCII_STRING_MARSHALLER);
  private static final MethodDescriptor<byte[], byte[]> EXPORT =
      MethodDescriptor.newBuilder(Bytes.ONE, Bytes.ONE)
          .setType(MethodDescriptor.MethodType.UNARY)
          .setFullMethodName(SERVICE + "/Export")
          .build();

  private final Queue<byte[]> requests = new ConcurrentLinkedQueue<>();
  private final Queue<String> keys = new ConcurrentLinkedQueue<>();

  @Test
  void hearsOfRequests() throws IOException {
    Server collector = start();
    URI endpoint = URI.create("http://127.0.0.1:" + collector.getPort());
    var settings =
        new OtlpSettings(
            endpoint, OtlpSettings.Protocol.GRPC, "embeddings", Map.of("x-collector-key", "open"));
    try (Tracing tracing = OtlpTracing.open(settings, "1")) {
      tracing.begin(new RequestKind.Http("POST", "/embed"), _ -> null).ended(200);
    } finally {
      collector.shutdownNow();
    }
    List<ReceivedSpan> spans =
        requests.stream().flatMap(request -> ReceivedSpan.all(request).stream()).toList();
    assertThat(spans).extracting(ReceivedSpan::name).containsExactly("POST /embed");
    assertThat(keys).containsExactly("open");
  }

  private Server start() throws IOException {
    var take =
        ServerCalls.<byte[], byte[]>asyncUnaryCall((request, reply) -> {
          requests.add(request);
          reply.onNext(new byte[0]);
          reply.onCompleted();
        });
    var service = ServerServiceDefinition.builder(SERVICE).addMethod(EXPORT, take).build();
    return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
        .addService(ServerInterceptors.intercept(service, new KeyReader()))
        .build()
        .start();
  }

  private final class KeyReader implements ServerInterceptor {
    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, R> call, Metadata metadata, ServerCallHandler<Q, R> next) {
      keys.add(String.valueOf(metadata.get(KEY)));
      return next.startCall(call, metadata);
    }
  }

  private enum Bytes implements Marshaller<byte[]> {
    ONE;

    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
