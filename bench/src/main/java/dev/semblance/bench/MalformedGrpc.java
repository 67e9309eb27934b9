package dev.semblance.bench;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import semblance.v1.EmbeddingsGrpc;
import tei.v1.EmbedGrpc;
import tei.v1.InfoGrpc;
import tei.v1.PredictGrpc;
import tei.v1.RerankGrpc;
import tei.v1.TokenizeGrpc;

/// Malformed gRPC messages to all methods of a server. *Safe for use by many threads.*
final class MalformedGrpc implements AutoCloseable {
  private static final List<ServiceDescriptor> SERVICES =
      List.of(
          InfoGrpc.getServiceDescriptor(),
          EmbedGrpc.getServiceDescriptor(),
          PredictGrpc.getServiceDescriptor(),
          RerankGrpc.getServiceDescriptor(),
          TokenizeGrpc.getServiceDescriptor(),
          EmbeddingsGrpc.getServiceDescriptor());

  private final ManagedChannel channel;
  private final List<MethodDescriptor<byte[], byte[]>> methods = new ArrayList<>();

  MalformedGrpc(int port) {
    this.channel = NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    for (ServiceDescriptor service : SERVICES) {
      service.getMethods().forEach(method -> methods.add(ofBytes(method)));
    }
  }

  /// Sends one or, to a stream, up to three messages.
  Status send(Random random) throws Exception {
    MethodDescriptor<byte[], byte[]> method = methods.get(random.nextInt(methods.size()));
    ClientCall<byte[], byte[]> call =
        channel.newCall(method, CallOptions.DEFAULT.withDeadlineAfter(60, TimeUnit.SECONDS));
    CompletableFuture<Status> end = new CompletableFuture<>();
    call.start(
        new ClientCall.Listener<>() {
          @Override
          public void onClose(Status status, Metadata trailers) {
            end.complete(status);
          }
        },
        metadata(random));
    call.request(Integer.MAX_VALUE);
    int messages = method.getType().clientSendsOneMessage() ? 1 : 1 + random.nextInt(3);
    for (int i = 0; i < messages; i++) {
      call.sendMessage(message(random));
    }
    call.halfClose();
    return end.get(90, TimeUnit.SECONDS);
  }

  private static Metadata metadata(Random random) {
    Metadata metadata = new Metadata();
    String key =
        switch (random.nextInt(6)) {
          case 0 -> "x-semblance-model";
          case 1 -> "x-semblance-priority";
          case 2 -> "x-semblance-deadline-ms";
          default -> "x-other";
        };
    metadata.put(
        Metadata.Key.of(key, Metadata.ASCII_STRING_MARSHALLER),
        random.nextBoolean() ? "%08x".formatted(random.nextInt()) : "-1");
    return metadata;
  }

  /// Noise, or fields of the wire format with random numbers, types and lengths.
  private static byte[] message(Random random) {
    byte[] bytes = new byte[random.nextInt(60)];
    random.nextBytes(bytes);
    if (random.nextInt(3) > 0) {
      int end = 0;
      while (end + 10 < bytes.length) {
        bytes[end] = (byte) ((1 + random.nextInt(9)) << 3 | (random.nextBoolean() ? 2 : 0));
        int length = random.nextInt(8);
        bytes[end + 1] = (byte) (random.nextInt(10) == 0 ? 200 : length);
        for (int i = 0; i < length; i++) {
          bytes[end + 2 + i] = (byte) ('a' + random.nextInt(26));
        }
        end += 2 + length;
      }
      return Arrays.copyOf(bytes, end);
    }
    return bytes;
  }

  private static MethodDescriptor<byte[], byte[]> ofBytes(MethodDescriptor<?, ?> method) {
    return MethodDescriptor.<byte[], byte[]>newBuilder()
        .setType(method.getType())
        .setFullMethodName(method.getFullMethodName())
        .setRequestMarshaller(new ByteMarshaller())
        .setResponseMarshaller(new ByteMarshaller())
        .build();
  }

  /// Bytes as they are.
  private record ByteMarshaller() implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] bytes) {
      return new ByteArrayInputStream(bytes);
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

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
