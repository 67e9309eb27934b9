package dev.semblance.engine.hub;

import dev.semblance.Fault;
import dev.semblance.Progress;
import dev.semblance.SemblanceException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/// Downloads models into the cache shared with other clients of the hub. *Safe for use by many
/// threads*, and processes.
public final class Hub {
  private static final Logger LOG = System.getLogger(Hub.class.getName());
  private static final String TAG = "Signature: 8a477f597d28d172789f06886806bc55\n";

  private final HubSettings settings;
  private final HubCache cache;
  private final Backoff backoff;

  public Hub(HubSettings settings) {
    this(settings, Backoff.STANDARD);
  }

  Hub(HubSettings settings, Backoff backoff) {
    this.settings = settings;
    this.cache = new HubCache(settings.cache());
    this.backoff = backoff;
  }

  /// Downloads the files of a model that the cache lacks; a branch that moved is downloaded again.
  /// If the hub cannot be reached, a cached model is returned.
  ///
  /// @param graphFirst whether an exported graph is preferred to weights
  /// @param progress receives bytes, including those of an earlier partial download; may throw to
  ///   stop, and partial files are kept
  /// @throws SemblanceException NOT_FOUND (the model, the revision, or the hub), TOO_LARGE (for the
  ///   disk), BROKEN_MODEL (files differ from what the hub declares, or cannot be opened)
  public CachedModel pull(HubName name, boolean graphFirst, Progress progress) {
    Optional<CachedModel> cached = cache.find(name);
    if (settings.offline()) {
      return cached.orElseThrow(() -> new HubFailures(settings, name).offline());
    }
    if (cached.isPresent() && name.isCommit() && !graphFirst) {
      return cached.get();
    }
    try (HubClient client = new HubClient(settings, name, backoff)) {
      Optional<String> commit = commit(client, cached.isPresent());
      return commit.isPresent()
          ? fetch(new Fetch(client, name, commit.get(), progress), graphFirst)
          : cached.orElseThrow();
    } catch (Unreachable e) {
      throw new HubFailures(settings, name).unreachable(e);
    } catch (IOException e) {
      throw new SemblanceException(
          Fault.INTERNAL, "model " + name + " cannot be kept in " + cache.root() + ": " + e, e);
    }
  }

  /// The commit to download; empty when the hub cannot be reached and a cached model exists.
  private static Optional<String> commit(HubClient client, boolean optional) throws Unreachable {
    try {
      return Optional.of(client.commit());
    } catch (Unreachable e) {
      if (optional) {
        LOG.log(Level.WARNING, "{0} cannot be reached, the cache is used as it is", e.host());
        return Optional.empty();
      }
      throw e;
    }
  }

  /// @param commit of the revision
  private record Fetch(HubClient client, HubName name, String commit, Progress progress) {}

  private CachedModel fetch(Fetch fetch, boolean graphFirst) throws IOException {
    HubClient client = fetch.client();
    NeededFiles needed = NeededFiles.of(client.names(fetch.commit()), graphFirst);
    if (!needed.isComplete()) {
      throw client
          .failures()
          .broken("has no model.safetensors, pytorch_model.bin or onnx model on the hub");
    }
    Repository repository = cache.repository(fetch.name());
    writeCacheTag();
    List<RemoteFile> files = new ArrayList<>();
    for (String file : needed.all()) {
      if (!Files.isRegularFile(repository.snapshot(fetch.commit()).resolve(file))) {
        files.add(client.describe(fetch.commit(), file));
      }
    }
    download(fetch, repository, files);
    for (RemoteFile file : files) {
      repository.addToSnapshot(
          fetch.commit(), file.name(), file.checksum(), settings.storage().links());
    }
    if (!fetch.name().isCommit()) {
      repository.writeRef(fetch.name().revision(), fetch.commit());
    }
    return cache
        .find(fetch.name())
        .orElseThrow(() -> client.failures().broken("was taken out of the cache meanwhile"));
  }

  private void download(Fetch fetch, Repository repository, List<RemoteFile> files)
      throws IOException {
    List<RemoteFile> missing =
        files.stream().filter(file -> !isCached(repository.blob(file.checksum()), file)).toList();
    long total = missing.stream().mapToLong(RemoteFile::size).sum();
    long done = 0; // bytes of an earlier partial download
    for (RemoteFile file : missing) {
      done += partialBytes(repository, file);
    }
    requireSpace(repository, total - done);
    fetch.progress().at(done, total);
    for (RemoteFile file : missing) {
      long others = done - partialBytes(repository, file);
      download(
          fetch.client(), repository, file, bytes -> fetch.progress().at(others + bytes, total));
      done = others + file.size();
    }
    fetch.progress().at(done, total);
  }

  private void download(
      HubClient client, Repository repository, RemoteFile file, LongConsumer arrived)
      throws IOException {
    Path blob = repository.blob(file.checksum());
    Path lock = repository.locks().resolve(file.checksum().hex() + ".lock");
    try (BlobLock _ = BlobLock.take(lock, () -> arrived.accept(0))) {
      if (!isCached(blob, file)) { // another process may have downloaded it
        new BlobDownload(client, backoff, settings.timeouts().stall(), file, blob).run(arrived);
      }
    } catch (InterruptedException e) {
      throw client.interrupted(e);
    }
  }

  private static boolean isCached(Path blob, RemoteFile file) {
    try {
      return Files.isRegularFile(blob) && Files.size(blob) == file.size();
    } catch (IOException e) {
      return false;
    }
  }

  /// Bytes of a file's partial download.
  private static long partialBytes(Repository repository, RemoteFile file) throws IOException {
    Path partial = BlobDownload.partialOf(repository.blob(file.checksum()));
    return Files.isRegularFile(partial) ? Math.min(file.size(), Files.size(partial)) : 0;
  }

  private void requireSpace(Repository repository, long needed) throws IOException {
    long free = Files.getFileStore(cache.root()).getUsableSpace();
    if (needed > free) {
      throw new SemblanceException(
          Fault.TOO_LARGE,
          "model %s needs %,d bytes more on the disk of %s, which has %,d left"
              .formatted(repository.id(), needed, cache.root(), free));
    }
  }

  /// Marks the folder for backup programs as a cache.
  private void writeCacheTag() throws IOException {
    Files.createDirectories(cache.root());
    Path tag = cache.root().resolve("CACHEDIR.TAG");
    if (!Files.exists(tag)) {
      Files.writeString(tag, TAG);
    }
  }
}
