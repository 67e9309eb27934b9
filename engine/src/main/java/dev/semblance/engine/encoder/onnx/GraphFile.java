package dev.semblance.engine.encoder.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.engine.model.ModelFolder;
import dev.semblance.io.IoReason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The exported graph of a model folder, checked before ONNX Runtime reads it.
///
/// @param name file name inside the folder
/// @param path of the file
record GraphFile(String name, Path path) {
  /// Field 1 of a ModelProto, a varint: every exporter writes the format's version first.
  private static final int FIRST_BYTE = 0x08;

  static Optional<GraphFile> find(ModelFolder folder) {
    return folder.graph().map(name -> new GraphFile(name, folder.resolve(name)));
  }

  /// @throws SemblanceException BROKEN_MODEL with the defect of the file
  OrtSession open(OrtEnvironment environment, int cores) {
    checkFirstBytes();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(cores);
      // Threads that spin between runs would take cores from all other work.
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      options.setInterOpNumThreads(1);
      options.setMemoryPatternOptimization(false); // shapes differ from batch to batch
      // Without VNNI, u8·s8 products saturate in 16 bits; a no-op where the CPU has VNNI.
      options.addConfigEntry("session.x64quantprecision", "1");
      return environment.createSession(path.toString(), options);
    } catch (OrtException e) {
      throw broken(reason(e), e);
    }
  }

  private void checkFirstBytes() {
    try (InputStream in = Files.newInputStream(path)) {
      int first = in.read();
      if (first < 0) {
        throw broken("the model is empty", null);
      }
      if (first == 'v'
          && new String(in.readNBytes(40), StandardCharsets.US_ASCII).contains("git-lfs")) {
        throw broken("is a Git LFS pointer, not the weights: run git lfs pull", null);
      }
      if (first != FIRST_BYTE) {
        throw broken("is not an ONNX model", null);
      }
    } catch (IOException e) {
      throw broken("cannot be read: " + IoReason.of(e), e);
    }
  }

  private static String reason(OrtException e) {
    return switch (e.getCode()) {
      case ORT_INVALID_PROTOBUF -> "is truncated or damaged; download it again";
      default -> "is refused by ONNX Runtime: " + e.getMessage();
    };
  }

  private SemblanceException broken(String fact, @Nullable Throwable cause) {
    return new SemblanceException(Fault.BROKEN_MODEL, name + ": " + fact, cause);
  }
}
