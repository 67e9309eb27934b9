package dev.semblance.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semblance.SemblanceException;
import dev.semblance.Truncation;
import dev.semblance.engine.input.TextTokenizer;
import dev.semblance.engine.model.JsonFile;
import dev.semblance.engine.model.ModelFolder;
import dev.semblance.engine.model.ModelSpec;
import dev.semblance.engine.model.TokenizerSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The process of a [TokenizerDamageRun]: damages tokenizers one after the other, opens each and
/// runs it on texts and ids as clients could send them. Prints `begin N`, then `refused N` or
/// `opened N`.
final class TokenizerDamageMain {
  /// Exit status when one damage takes too long.
  static final int TOO_LONG = 7;

  private static final int SECONDS = 60;
  private static final int LONG = 5_000;

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "a",
          "\0",
          "hello world, it's 2024!",
          "今天天气不错",
          "\ufdfa\ufb03\u0130e\u0301\u0301",
          "\ud83d\udc68\u200d\ud83d\udc69 \udbff\udfff",
          "▁a▁▁b ##c [MASK] </s>",
          "a".repeat(LONG) + "b",
          " ".repeat(LONG) + "x",
          "\n".repeat(LONG),
          "\u0301".repeat(LONG),
          "a1 .".repeat(LONG));

  private TokenizerDamageMain() {}

  /// @param arguments seed, first damage, number of damages, folder of a model, tokenizer files
  static void main(String[] arguments) throws IOException {
    long seed = Long.parseLong(arguments[0]);
    int count = Integer.parseInt(arguments[2]);
    Path model = Path.of(arguments[3]);
    List<Path> files = Stream.of(arguments).skip(4).map(Path::of).toList();
    ModelSpec spec = ModelSpec.read(new ModelFolder("damaged", model));
    try (var clock = Executors.newSingleThreadScheduledExecutor()) {
      for (int i = Integer.parseInt(arguments[1]); i < count; i++) {
        System.out.println("begin " + i);
        System.out.println(
            (opens(spec, damaged(files, seed + i), clock) ? "opened " : "refused ") + i);
      }
    }
    System.exit(0);
  }

  private static ObjectNode damaged(List<Path> files, long seed) throws IOException {
    var random = new Random(seed);
    Path file = files.get(random.nextInt(files.size()));
    var root = (ObjectNode) Bench.JSON.readTree(file.toFile());
    new TokenizerDamage(root, random).apply();
    return root;
  }

  private static boolean opens(ModelSpec spec, ObjectNode root, ScheduledExecutorService clock) {
    var limit =
        clock.schedule(() -> Runtime.getRuntime().halt(TOO_LONG), SECONDS, TimeUnit.SECONDS);
    var source = new TokenizerSource(new JsonFile("tokenizer.json", root), root.toString());
    try (TextTokenizer tokenizer = TextTokenizer.open(spec, source)) {
      TEXTS.forEach(text -> tokenize(tokenizer, text));
      IntStream.range(0, Math.min(tokenizer.vocabulary(), LONG))
          .forEach(id -> decode(tokenizer, id));
      return true;
    } catch (SemblanceException _) {
      return false;
    } finally {
      limit.cancel(false);
    }
  }

  private static void tokenize(TextTokenizer tokenizer, String text) {
    attempt(() -> tokenizer.encode(text, Truncation.RIGHT));
    attempt(() -> tokenizer.encodePair(text, "b", Truncation.LEFT));
    attempt(() -> tokenizer.tokenize(text, true));
    attempt(() -> tokenizer.tokenize(text, false));
    attempt(() -> tokenizer.offsets(text));
  }

  private static void decode(TextTokenizer tokenizer, int id) {
    attempt(() -> tokenizer.decode(new int[] {id}, false));
    attempt(() -> tokenizer.decode(new int[] {id, id, 0}, true));
  }

  /// A fault of one text is a result like another.
  private static void attempt(Runnable call) {
    try {
      call.run();
    } catch (SemblanceException _) {
      return;
    }
  }
}
