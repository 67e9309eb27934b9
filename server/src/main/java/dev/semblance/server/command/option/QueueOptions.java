package dev.semblance.server.command.option;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.engine.EngineSettings;
import dev.semblance.engine.batch.QueueLimits;
import dev.semblance.engine.batch.QueueLimits.Amount;
import dev.semblance.engine.cache.EmbeddingCache;
import dev.semblance.server.settings.Quantity;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// Queue, batches and cache of a server.
public final class QueueOptions {
  @Option(
      names = "--cache",
      paramLabel = "SIZE",
      defaultValue = "64MB",
      converter = SizeConverter.class,
      description =
          "Size of the cache of embeddings and scores, such as 2GB or 512MiB; ${DEFAULT-VALUE} by"
              + " default, 0 for none. It is outside the heap, shared by all models, and allocated"
              + " as it fills.")
  private long cache;

  @Option(
      names = {"--queue-inputs", "--max-concurrent-requests"},
      paramLabel = "N",
      defaultValue = "4096",
      converter = Quantity.CountConverter.class,
      description =
          "Maximum number of inputs in a model's queue, for interactive and bulk priority each;"
              + " beyond it interactive requests are rejected with 429. ${DEFAULT-VALUE} by"
              + " default.")
  private int queueInputs;

  @Option(
      names = "--queue-tokens",
      paramLabel = "N",
      defaultValue = "1048576",
      converter = Quantity.CountConverter.class,
      description =
          "Maximum number of tokens of these inputs together; ${DEFAULT-VALUE} by default.")
  private int queueTokens;

  @Option(
      names = "--deadline",
      paramLabel = "TIME",
      defaultValue = "60s",
      converter = Quantity.DurationConverter.class,
      description =
          "Time that an interactive input may wait in the queue before it is rejected with 429, for"
              + " requests that do not set it: 60s, 500ms, 2m; ${DEFAULT-VALUE} by default.")
  private Duration deadline = QueueLimits.STANDARD.deadline();

  @Option(
      names = "--max-batch-tokens",
      paramLabel = "N",
      defaultValue = "8192",
      converter = Quantity.CountConverter.class,
      description =
          "Maximum number of tokens of one batch; a longer input is a batch by itself."
              + " ${DEFAULT-VALUE} by default.")
  private int batchTokens;

  @Option(
      names = "--max-batch-requests",
      paramLabel = "N",
      defaultValue = "256",
      converter = Quantity.CountConverter.class,
      description = "Maximum number of inputs of one batch; ${DEFAULT-VALUE} by default.")
  private int batchInputs;

  /// The settings, changed by the options.
  ///
  /// @throws SemblanceException INVALID for a deadline of 0, or a cache that is too small or too
  ///   large; TOO_LARGE when the system has no memory for it
  public EngineSettings applied(EngineSettings settings) {
    if (!deadline.isPositive()) {
      throw new SemblanceException(Fault.INVALID, "--deadline must be greater than 0");
    }
    QueueLimits limits = settings.limits();
    return settings
        .with(
            limits
                .withWaiting(new Amount(queueInputs, queueTokens))
                .withBatch(new Amount(batchInputs, batchTokens))
                .with(deadline))
        .with(EmbeddingCache.of(cache));
  }

  /// A number of bytes: a whole number and a unit, in powers of 1,000 or of 1,024.
  static final class SizeConverter implements ITypeConverter<Long> {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,18})(|[KkMG]B|[KMG]iB)");

    @Override
    public Long convert(String text) {
      Matcher form = FORM.matcher(text);
      if (!form.matches()) {
        throw new TypeConversionException(
            "'%s' is not a size; write 0, 64MB, 2GB or 512MiB".formatted(text));
      }
      long number = Long.parseLong(form.group(1));
      long unit = unit(form.group(2));
      if (number > Long.MAX_VALUE / unit) {
        throw new TypeConversionException("'%s' is too large".formatted(text));
      }
      return number * unit;
    }

    private static long unit(String name) {
      return switch (name) {
        case "kB", "KB" -> 1_000;
        case "MB" -> 1_000_000;
        case "GB" -> 1_000_000_000;
        case "KiB" -> 1 << 10;
        case "MiB" -> 1 << 20;
        case "GiB" -> 1 << 30;
        default -> 1;
      };
    }
  }
}
