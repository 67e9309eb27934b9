package dev.semblance.server.grpc;

import static io.grpc.Status.Code.INVALID_ARGUMENT;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.semblance.Embedder;
import dev.semblance.engine.cache.EmbeddingCache;
import dev.semblance.server.LengthClassifier;
import dev.semblance.server.LoggedErrors;
import dev.semblance.server.ProcessResources;
import dev.semblance.server.RealModel;
import dev.semblance.server.access.AccessControl;
import dev.semblance.server.service.ServiceSettings;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import semblance.v1.EmbeddingsGrpc;
import tei.v1.EmbedGrpc;
import tei.v1.InfoGrpc;
import tei.v1.PredictGrpc;
import tei.v1.RerankGrpc;
import tei.v1.TokenizeGrpc;

/// Random bytes as messages of every method: always a status that blames the message, never a
/// stall, and nothing is held afterwards that was not held before.
class HostileMessagesTest {
  private static final int MESSAGES = 60;
  private static final int BROKEN_OFF = 10;

  private static final List<ServiceDescriptor> SERVICES =
      List.of(
          InfoGrpc.getServiceDescriptor(),
          EmbedGrpc.getServiceDescriptor(),
          PredictGrpc.getServiceDescriptor(),
          RerankGrpc.getServiceDescriptor(),
          TokenizeGrpc.getServiceDescriptor(),
          EmbeddingsGrpc.getServiceDescriptor());

  /// Unknown fields are no error, so some messages are even answered.
  private static final Set<Code> ALLOWED =
      EnumSet.of(Code.OK, INVALID_ARGUMENT, Code.FAILED_PRECONDITION, Code.NOT_FOUND);

  @Test
  void randomBytesAreAnsweredAndNeverStallTheServer() {
    Random random = random();
    try (LoggedErrors complaints = LoggedErrors.record();
        RunningGrpc words = RunningGrpc.standard();
        RunningGrpc lengths = new RunningGrpc(new LengthClassifier("one"));
        RunningGrpc real = new RunningGrpc(RealModel.open(EmbeddingCache.NONE))) {
      for (RunningGrpc server : List.of(words, lengths, real)) {
        attack(server.channel(), random);
      }
      assertThat(complaints.messages()).isEmpty();
    }
  }

  @Test
  void aMessageThatIsNoneIsBlamed() {
    byte[] broken = {0x0a, 0x7f}; // a field of 127 bytes, of which none comes
    try (RunningGrpc server = RunningGrpc.standard()) {
      for (MethodDescriptor<?, ?> method : methods()) {
        var call = server.channel().newCall(raw(method), CallOptions.DEFAULT);
        Status status =
            Replies.<byte[], byte[]>to(
                    out -> ClientCalls.asyncBidiStreamingCall(call, out), List.of(broken))
                .status();
        assertThat(status.getCode()).as(method.getFullMethodName()).isEqualTo(INVALID_ARGUMENT);
        assertThat(status.getDescription())
            .isEqualTo("the message is not a valid protobuf message of its type");
      }
    }
  }

  /// The second time everything is there that is made once.
  @Test
  void theSameAgainTakesNothingMore() throws InterruptedException {
    long seed = random().nextLong();
    AccessControl access = AccessControl.open();
    Embedder model = RealModel.open(EmbeddingCache.of(1 << 20));
    try (RunningGrpc server =
        new RunningGrpc(model, ServiceSettings.STANDARD, access, GrpcSettings.STANDARD)) {
      attack(server.channel(), new Random(seed));
      breakOff(server.channel());
      ProcessResources before = ProcessResources.now();
      attack(server.channel(), new Random(seed));
      breakOff(server.channel());
      before.awaitAtMostThis();
      assertThat(access.close(Duration.ofSeconds(10))).as("calls inside").isZero();
      assertThat(model.workload().queue().inputs()).as("inputs that wait").isZero();
    }
  }

  private static Random random() {
    long seed = Long.getLong("semblance.seed", System.nanoTime());
    System.out.println("HostileMessagesTest seed " + seed);
    return new Random(seed);
  }

  private static void attack(Channel channel, Random random) {
    for (MethodDescriptor<?, ?> method : methods()) {
      for (int i = 0; i < MESSAGES; i++) {
        byte[] message = message(method, random);
        assertThat(send(channel, method, message, random))
            .as("%s of %s", method.getFullMethodName(), ByteString.copyFrom(message))
            .isIn(ALLOWED);
      }
    }
  }

  /// Clients that begin a call, say something sound and go.
  private static void breakOff(Channel channel) {
    for (MethodDescriptor<?, ?> method : methods()) {
      for (int i = 0; i < BROKEN_OFF; i++) {
        var call = channel.newCall(raw(method), CallOptions.DEFAULT);
        call.start(new ClientCall.Listener<>() {}, new Metadata());
        call.sendMessage(filled(prototype(method)).toByteArray());
        call.cancel("has changed its mind", null);
      }
    }
  }

  private static List<MethodDescriptor<?, ?>> methods() {
    return SERVICES.stream()
        .<MethodDescriptor<?, ?>>flatMap(service -> service.getMethods().stream())
        .toList();
  }

  /// Noise, or a sound message of the method of which a few bytes are others.
  private static byte[] message(MethodDescriptor<?, ?> method, Random random) {
    if (random.nextInt(3) == 0) {
      byte[] noise = new byte[random.nextInt(200)];
      random.nextBytes(noise);
      return noise;
    }
    byte[] changed = filled(prototype(method)).toByteArray();
    for (int i = changed.length == 0 ? -1 : random.nextInt(4); i >= 0; i--) {
      changed[random.nextInt(changed.length)] = (byte) random.nextInt();
    }
    return changed;
  }

  private static Message prototype(MethodDescriptor<?, ?> method) {
    var kind = (PrototypeMarshaller<?>) method.getRequestMarshaller();
    return (Message) Objects.requireNonNull(kind.getMessagePrototype());
  }

  /// A message with something in each of its fields.
  private static Message filled(Message kind) {
    Message.Builder message = kind.newBuilderForType();
    for (FieldDescriptor field : kind.getDescriptorForType().getFields()) {
      Object value =
          switch (field.getJavaType()) {
            case STRING -> "text";
            case INT -> 1;
            case LONG -> 1L;
            case FLOAT -> 0.5f;
            case DOUBLE -> 0.5;
            case BOOLEAN -> true;
            case BYTE_STRING -> ByteString.copyFromUtf8("bytes");
            case ENUM -> field.getEnumType().getValues().getLast();
            case MESSAGE -> filled(message.newBuilderForField(field).build());
          };
      if (field.isRepeated()) {
        message.addRepeatedField(field, value).addRepeatedField(field, value);
      } else {
        message.setField(field, value);
      }
    }
    return message.build();
  }

  private static Code send(
      Channel channel, MethodDescriptor<?, ?> method, byte[] message, Random random) {
    CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(20, TimeUnit.SECONDS);
    var call = channel.newCall(raw(method), options);
    if (method.getType().clientSendsOneMessage()) {
      Replies<byte[]> replies = new Replies<>();
      ClientCalls.asyncUnaryCall(call, message, replies);
      return replies.status().getCode();
    }
    List<byte[]> messages = new ArrayList<>(List.of(message));
    if (random.nextBoolean()) {
      messages.add(message(method, random));
    }
    return Replies.<byte[], byte[]>to(
            out -> ClientCalls.asyncBidiStreamingCall(call, out), messages)
        .status()
        .getCode();
  }

  /// The method, of messages that are bytes.
  private static MethodDescriptor<byte[], byte[]> raw(MethodDescriptor<?, ?> method) {
    return MethodDescriptor.<byte[], byte[]>newBuilder()
        .setType(method.getType())
        .setFullMethodName(method.getFullMethodName())
        .setRequestMarshaller(new Raw())
        .setResponseMarshaller(new Raw())
        .build();
  }

  /// Bytes as they are.
  private record Raw() implements MethodDescriptor.Marshaller<byte[]> {
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
}
