package dev.semblance.server.command.option;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.search.ingest.Exclusions;
import dev.semblance.search.ingest.ReadSettings;
import dev.semblance.search.ingest.Source;
import dev.semblance.search.ingest.SyncManifest;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What is read of the files given to `index`, and how.
public final class ReadOptions {
  private static final Path STANDARD_INPUT = Path.of("-");

  @Option(
      names = "--exclude",
      paramLabel = "PATTERN",
      description =
          "Do not read files and folders of this name, or path below the given folder: a glob such"
              + " as node_modules or 'draft-*'. May be repeated.")
  private List<String> exclude = List.of();

  @Option(
      names = "--id-prefix",
      paramLabel = "TEXT",
      defaultValue = "",
      description =
          "Put this before each id, so that files with equal ids do not replace each other's"
              + " documents.")
  private String idPrefix = "";

  @Option(
      names = "--skipped",
      paramLabel = "FILE",
      description =
          "Write everything that was skipped, and why, to this file: one JSON object a line.")
  private @Nullable Path skipped;

  @Option(
      names = "--sync",
      description =
          "Also remove documents that earlier runs with --sync read from these files and folders"
              + " and that are not there any more. Which file a document came from is kept in"
              + " DATA/.sync.")
  private boolean sync;

  @Mixin private final FormatOptions format = new FormatOptions();

  /// The files and folders as one source.
  ///
  /// @param files `-` alone is standard input
  /// @param data the data directory, which is not read as documents
  /// @throws SemblanceException INVALID for standard input with `--sync`
  public Source source(List<Path> files, Path data) {
    if (sync && files.contains(STANDARD_INPUT)) {
      throw new SemblanceException(
          Fault.INVALID,
          "--sync needs files or folders; standard input has no place to look again");
    }
    ReadSettings settings = format.settings();
    Source source =
        files.equals(List.of(STANDARD_INPUT))
            ? Source.of(standardInput(), settings)
            : Source.of(files, Exclusions.of(exclude, List.of(data)), settings);
    return source.withIdPrefix(idPrefix);
  }

  /// The manifest of `--sync`; empty without it.
  ///
  /// @param data the data directory
  /// @param name of the collection, of a server where it is not in the directory
  public Optional<SyncManifest> manifest(List<Path> files, Path data, Path name) {
    Path target = data.resolve(".sync").resolve(name);
    return sync ? Optional.of(SyncManifest.open(target, files)) : Optional.empty();
  }

  private static InputStream standardInput() {
    // A channel's read can be interrupted, one of System.in cannot.
    return Channels.newInputStream(new FileInputStream(FileDescriptor.in).getChannel());
  }

  /// Where skipped items are listed.
  public Optional<Path> skipped() {
    return Optional.ofNullable(skipped);
  }
}
