package dev.semblance.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.semblance.server.LengthClassifier;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.grpc.ServiceDescriptor;
import io.grpc.Status.Code;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
/// stall.
class HostileMessagesTest {
  private static final int MESSAGES = 60;

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
      EnumSet.of(Code.OK, Code.INVALID_ARGUMENT, Code.FAILED_PRECONDITION, Code.NOT_FOUND);

  @Test
  void randomBytesAreAnsweredAndNeverStallTheServer() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    try (RunningGrpc words = RunningGrpc.standard();
        RunningGrpc lengths = new RunningGrpc(new LengthClassifier("one"))) {
      for (RunningGrpc server : List.of(words, lengths)) {
        for (ServiceDescriptor service : SERVICES) {
          for (MethodDescriptor<?, ?> method : service.getMethods()) {
            for (int i = 0; i < MESSAGES; i++) {
              byte[] message = message(method, random);
              assertThat(send(server.channel(), method, message, random))
                  .as("%s of %s", method.getFullMethodName(), ByteString.copyFrom(message))
                  .isIn(ALLOWED);
            }
          }
        }
      }
    }
  }

  /// Noise, or a sound message of the method of which a few bytes are others.
  private static byte[] message(MethodDescriptor<?, ?> method, Random random) {
    if (random.nextInt(3) == 0) {
      byte[] noise = new byte[random.nextInt(200)];
      random.nextBytes(noise);
      return noise;
    }
    var kind = (PrototypeMarshaller<?>) method.getRequestMarshaller();
    var prototype = (Message) Objects.requireNonNull(kind.getMessagePrototype());
    byte[] changed = filled(prototype).toByteArray();
    for (int i = changed.length == 0 ? -1 : random.nextInt(4); i >= 0; i--) {
      changed[random.nextInt(changed.length)] = (byte) random.nextInt();
    }
    return changed;
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
    MethodDescriptor<byte[], byte[]> raw =
        MethodDescriptor.<byte[], byte[]>newBuilder()
            .setType(method.getType())
            .setFullMethodName(method.getFullMethodName())
            .setRequestMarshaller(new Raw())
            .setResponseMarshaller(new Raw())
            .build();
    var call = channel.newCall(raw, CallOptions.DEFAULT.withDeadlineAfter(20, TimeUnit.SECONDS));
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
