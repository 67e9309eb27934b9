package dev.semblance.engine.weights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Intact files, cut and mutated at random: each opens or is refused as a broken model.
class ReaderFuzzTest {
  private static final long SEED = Long.getLong("semblance.seed", 20_260_101);
  private static final int ROUNDS = Integer.getInteger("semblance.rounds", 400);

  @TempDir Path folder;

  enum Kind {
    SAFETENSORS("fuzzed.safetensors"),
    TORCH("fuzzed.pt"),
    LEGACY("fuzzed.bin"),
    ONNX("fuzzed.onnx");

    private final String fileName;

    Kind(String fileName) {
      this.fileName = fileName;
    }

    String fileName() {
      return fileName;
    }

    byte[] sound() throws IOException {
      var torch =
          new TorchFile()
              .storage(1, 2, 3, 4, 5, 6)
              .tensor("layer.0.weight", 0, new int[] {2, 3}, 3, 1)
              .tensor("layer.1.weight", 1, new int[] {2, 2}, 1, 2)
              .tensor("layer.2.bias", 1, new int[] {2}, 2);
      return switch (this) {
        case SAFETENSORS ->
            Safetensors.bytes(
                """
                {"__metadata__":{"format":"pt"},
                 "a":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]},
                 "b":{"dtype":"F16","shape":[4],"data_offsets":[16,24]}}\
                """,
                24);
        case TORCH -> torch.zip();
        case LEGACY -> torch.legacy();
        case ONNX -> graph();
      };
    }

    private static byte[] graph() {
      var raw = new Proto().number(1, 2).number(1, 2).number(2, 1).text(8, "onnx::MatMul_1");
      var typed = new Proto().number(1, 2).number(2, 10).text(8, "a.half").bytes(5, new byte[2]);
      var outside =
          new Proto()
              .number(1, 1)
              .number(2, 1)
              .text(8, "a.far")
              .message(13, new Proto().text(1, "location").text(2, "fuzzed.onnx"))
              .message(13, new Proto().text(1, "length").text(2, "4"))
              .number(14, 1);
      var node =
          new Proto()
              .text(1, "x")
              .text(1, "onnx::MatMul_1")
              .text(3, "/a/layer.0/MatMul")
              .text(4, "MatMul")
              .message(5, new Proto().text(1, "transB").number(3, 1));
      var graph =
          new Proto()
              .message(1, node)
              .message(5, raw.bytes(9, new byte[16]))
              .message(5, typed)
              .message(5, outside);
      return new Proto().number(1, 8).message(7, graph).toBytes();
    }
  }

  @ParameterizedTest
  @EnumSource
  void opensOrRefuses(Kind kind) throws IOException {
    System.out.println("fuzzing " + kind + " with -Dsemblance.seed=" + SEED);
    Path file = folder.resolve(kind.fileName);
    byte[] sound = kind.sound();
    Files.write(file, sound);
    WeightFiles.openFile(file).close();
    var random = new Random(SEED);
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] bytes = mutated(sound, random);
      Files.write(file, bytes);
      boolean opened =
          Assertions.assertTimeout(
              Duration.ofSeconds(5), () -> opens(file), "round " + round + " of " + kind);
      refused += opened ? 0 : 1;
    }
    assertThat(refused).isGreaterThan(ROUNDS / 4);
  }

  private static boolean opens(Path file) {
    try (Weights weights = WeightFiles.openFile(file)) {
      for (String name : weights.names()) {
        Tensor tensor = weights.tensor(name);
        assertThat(tensor.data().byteSize()).isLessThan(1 << 14);
        if (tensor.type() == ElementType.FLOAT32 || tensor.type() == ElementType.FLOAT16) {
          tensor.floats();
        }
      }
      return true;
    } catch (SemblanceException e) {
      assertThat(e.fault()).isEqualTo(Fault.BROKEN_MODEL);
      return false;
    }
  }

  /// A cut, or up to eight bytes flipped, set to an extreme, doubled, dropped or swapped for a
  /// long.
  private static byte[] mutated(byte[] sound, Random random) {
    if (random.nextInt(5) == 0) {
      return Arrays.copyOf(sound, random.nextInt(sound.length));
    }
    byte[] bytes = sound.clone();
    for (int i = random.nextInt(8); i >= 0; i--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(5)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) new int[] {0, 0x7F, 0x80, 0xFF}[random.nextInt(4)];
        case 2 -> bytes[at] = (byte) random.nextInt();
        case 3 -> bytes[at] = bytes[random.nextInt(bytes.length)];
        default -> {
          if (at + 8 <= bytes.length) {
            ByteBuffer.wrap(bytes, at, 8).putLong(random.nextLong() >> random.nextInt(64));
          }
        }
      }
    }
    return bytes;
  }
}
