package dev.semblance.engine.model;

import dev.semblance.io.IoReason;
import dev.semblance.io.Sha256;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/// SHA-256 over everything that determines a model's vectors: config, tokenizer, modules, prompts
/// and weights, each by name, size and content (the CRC-32C of every 64 KiB), and the precision
/// they are computed in. It distinguishes models; it does not protect against forgery.
///
/// @param files digest of the files; computing it reads all of them
public record Fingerprint(String files) {
  private static final int BLOCK = 1 << 16;

  private static final String TOKENIZER = "tokenizer.json";

  private static final List<String> SETTINGS =
      List.of(
          "config.json",
          TOKENIZER,
          "modules.json",
          "config_sentence_transformers.json",
          "router_config.json",
          "quantization.json",
          ImagePreprocessing.FILE,
          ImagePreprocessing.NEWER_FILE,
          StanfordColbert.FILE);

  /// The first group of these that is present holds the weights.
  private static final List<String> WEIGHTS =
      List.of(
          "model\\.safetensors",
          "model.*\\.safetensors(\\.index\\.json)?",
          "pytorch_model\\.bin",
          "onnx/model\\.onnx.*",
          "model\\.onnx.*");

  /// @param precision the encoder's, such as `int8`: other arithmetic computes other vectors
  /// @return 64 hexadecimal digits
  public String in(String precision) {
    byte[] text = (precision + " " + files).getBytes(StandardCharsets.UTF_8);
    return Sha256.hex(text);
  }

  /// Reads all files of the model.
  public static Fingerprint of(ModelSpec spec) {
    try {
      MessageDigest digest = Sha256.digest();
      Path root = spec.folder().root();
      for (String name : names(spec)) {
        Path file = root.resolve(name);
        digest.update(
            ("\n" + name + " " + Files.size(file) + "\n").getBytes(StandardCharsets.UTF_8));
        update(digest, file);
      }
      return new Fingerprint(HexFormat.of().formatHex(digest.digest()));
    } catch (IOException e) {
      throw spec.folder().broken("cannot be read: " + IoReason.of(e));
    }
  }

  private static NavigableSet<String> names(ModelSpec spec) throws IOException {
    ModelFolder folder = spec.folder();
    List<String> all = files(folder.root());
    NavigableSet<String> names = new TreeSet<>();
    SETTINGS.stream().filter(folder::has).forEach(names::add);
    if (!names.contains(TOKENIZER)) {
      WordPieceFiles.NAMES.stream().filter(folder::has).forEach(names::add);
    }
    all.stream().filter(name -> name.matches("sentence_.*_config\\.json")).forEach(names::add);
    all.stream().filter(name -> name.matches("([a-z]+_)?\\d+_[A-Za-z]+/.*")).forEach(names::add);
    for (String group : WEIGHTS) {
      List<String> weights = all.stream().filter(name -> name.matches(group)).toList();
      if (!weights.isEmpty()) {
        names.addAll(weights);
        break;
      }
    }
    return names;
  }

  /// Names of the files in the folder and one level below, with `/` between.
  private static List<String> files(Path root) throws IOException {
    List<String> names = new ArrayList<>();
    try (Stream<Path> tree = Files.find(root, 2, (file, _) -> Files.isRegularFile(file))) {
      tree.forEach(file -> names.add(root.relativize(file).toString().replace('\\', '/')));
    }
    return names;
  }

  /// Digests a checksum of every block, in order. It detects other weights as reliably, and is
  /// several times faster than digesting the whole file; every start of a server waits for it.
  private static void update(MessageDigest digest, Path file) throws IOException {
    CRC32C checksum = new CRC32C();
    ByteBuffer number = ByteBuffer.allocate(Integer.BYTES);
    try (FileChannel channel = FileChannel.open(file);
        Arena mapping = Arena.ofConfined()) {
      MemorySegment bytes = channel.map(MapMode.READ_ONLY, 0, channel.size(), mapping);
      for (long from = 0; from < bytes.byteSize(); from += BLOCK) {
        checksum.reset();
        checksum.update(
            bytes.asSlice(from, Math.min(BLOCK, bytes.byteSize() - from)).asByteBuffer());
        digest.update(number.clear().putInt((int) checksum.getValue()).flip());
      }
    }
  }
}
