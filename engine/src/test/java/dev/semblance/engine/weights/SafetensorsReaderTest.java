package dev.semblance.engine.weights;

import static dev.semblance.engine.weights.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsReaderTest {
  @TempDir Path folder;

  @Test
  void readsEveryFloatingPointType() throws IOException {
    var numbers = ByteBuffer.allocate(18).order(ByteOrder.LITTLE_ENDIAN);
    numbers.putFloat(1.5f).putDouble(-2.25).putShort(Float.floatToFloat16(0.5f));
    numbers.putShort((short) (Float.floatToIntBits(3) >>> 16)).putShort((short) 7);
    Path file =
        Safetensors.write(
            folder,
            Safetensors.bytes(
                """
                {"f":{"dtype":"F32","shape":[],"data_offsets":[0,4]},
                 "d":{"dtype":"F64","shape":[1],"data_offsets":[4,12]},
                 "h":{"dtype":"F16","shape":[1,1],"data_offsets":[12,14]},
                 "b":{"dtype":"BF16","shape":[1],"data_offsets":[14,16]},
                 "i":{"dtype":"I16","shape":[1],"data_offsets":[16,18]},
                 "none":{"dtype":"F32","shape":[0,3],"data_offsets":[18,18]}}   \
                """,
                numbers.array()));
    try (Weights weights = WeightFiles.openFile(file)) {
      assertThat(weights.names()).containsExactly("f", "d", "h", "b", "i", "none");
      assertThat(weights.tensor("f").expect().floats()).containsExactly(1.5f);
      assertThat(weights.tensor("d").floats()).containsExactly(-2.25f);
      assertThat(weights.tensor("h").expect(1, 1).floats()).containsExactly(0.5f);
      assertThat(weights.tensor("b").finite().floats()).containsExactly(3f);
      assertThat(weights.tensor("none").expect(0, 3).floats()).isEmpty();
      assertRefused(() -> weights.tensor("i").floats(), "tensor i holds INT16");
      assertRefused(() -> weights.tensor("x"), "tensor x is missing");
      assertRefused(() -> weights.tensor("h").expect(2, 1), "has shape [1, 1], expected [2, 1]");
    }
  }

  @Test
  void refusesNonFiniteNumbers() throws IOException {
    var numbers = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    numbers.putFloat(1).putFloat(Float.NaN);
    String header = "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}".replace('\'', '"');
    Path file = Safetensors.write(folder, Safetensors.bytes(header, numbers.array()));
    try (Weights weights = WeightFiles.openFile(file)) {
      assertRefused(() -> weights.tensor("a").finite(), "weights hold NaN or infinity");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'a':{'dtype':'F32','shape':[1]}}                                | 4 | no data_offsets",
        "{'a':{'dtype':'F37','shape':[1],'data_offsets':[0,4]}}           | 4 | unknown dtype F37",
        "{'a':{'dtype':'F32','shape':[4],'data_offsets':[0,8]}}           | 8 | needs 16 bytes",
        "{'a':{'dtype':'F32','shape':[-1],'data_offsets':[0,4]}}          | 4 | negative dimension",
        "{'a':{'dtype':'F32','shape':[1.5],'data_offsets':[0,4]}}         | 4 | not an integer",
        "{'a':{'dtype':'F32','shape':[9223372036854775808],'data_offsets':[0,4]}} | 4 | too large",
        "{'a':{'dtype':'F32','shape':[4294967296,4294967296,4],'data_offsets':[0,0]}} | 0 | too"
            + " large",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,0]}}           | 4 | ends before it"
            + " begins",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}           | 2 | shorter than its",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}           | 6 | longer than its",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[2,6]}}           | 6 | leave a hole",
        "{'a':{'dtype':'F32','shape':[1],'shape':[1],'data_offsets':[0,4]}} | 4 | shape twice",
        "{'a':{'dtype':'I8','shape':[1],'data_offsets':[0,1]},'a':{'dtype':'I8','shape':[1],'data_offsets':[0,1]}}"
            + " | 1 | duplicate tensor name 'a'",
        "{'__metadata__':{'a':1}}                                         | 0 | must be strings",
        "{'a':[]}                                                         | 0 | JSON object",
        "[]                                                               | 0 | JSON object",
        "{}{}                                                             | 0 | not JSON",
        "{'a':{'x':[[[[[[[[[[[[[[[[[[[[                                   | 0 | nested too deep",
      })
  void refusesWithTheReason(String header, int numbers, String reason) throws IOException {
    Path file = Safetensors.write(folder, Safetensors.bytes(header.replace('\'', '"'), numbers));
    assertRefused(file, reason);
  }

  @Test
  void refusesInvalidHeaderLengths() throws IOException {
    for (long length : new long[] {-1, Long.MAX_VALUE, 100_000_001, 1_000}) {
      byte[] bytes = ByteBuffer.allocate(80).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array();
      Path file = Safetensors.write(folder, bytes);
      assertRefused(file, "header length " + Long.toUnsignedString(length));
    }
    Path file = Safetensors.write(folder, new byte[7]);
    assertRefused(file, "shorter than the 8-byte header");
  }
}
