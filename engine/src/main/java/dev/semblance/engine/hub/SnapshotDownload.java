package dev.semblance.engine.hub;

import dev.semblance.Fault;
import dev.semblance.Progress;
import dev.semblance.SemblanceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/// Completes the snapshot of one commit: files that are missing, and files that have another size
/// than the hub's. *Confined to the thread that opened it.*
final class SnapshotDownload {
  private final HubClient client;
  private final Repository repository;
  private final String commit;
  private final HubSettings settings;
  private final Backoff backoff;
  private Listing listing;

  SnapshotDownload(HubClient client, Repository repository, String commit, Backoff backoff)
      throws Unreachable {
    this.client = client;
    this.repository = repository;
    this.commit = commit;
    this.settings = client.settings();
    this.backoff = backoff;
    this.listing = client.list(commit);
  }

  /// Downloads first the files that decide which others are needed, then the others.
  ///
  /// @param progress receives bytes of the others; may throw to stop, and partial files are kept
  void run(GraphChoice graph, Progress progress) throws IOException {
    Path snapshot = repository.snapshot(commit);
    fetch(NeededFiles.deciding(listing), Progress.SILENT);
    NamedModules modules = NamedModules.read(snapshot, listing.names());
    if (!NeededFiles.of(listing.names(), modules, false).isComplete()) {
      throw client
          .failures()
          .broken(
              "has no model.safetensors, pytorch_model.bin or onnx model on the hub; name a"
                  + " repository that has one of them");
    }
    String encoder = RemoteName.isSafe(modules.encoder() + ".") ? modules.encoder() : "";
    fetch(NeededFiles.only(listing, encoder + "config.json"), Progress.SILENT);
    boolean graphFirst = graph.preferred(snapshot.resolve(encoder));
    fetch(NeededFiles.of(listing.names(), modules, graphFirst).all(), progress);
    repository.writeListing(commit, listing);
  }

  /// Adds these files to the snapshot.
  private void fetch(Collection<String> names, Progress progress) throws IOException {
    List<RemoteFile> files = new ArrayList<>();
    for (String name : names) {
      if (!isPresent(name)) {
        files.add(client.describe(commit, name));
      }
    }
    download(files, progress);
    for (RemoteFile file : files) {
      repository.addToSnapshot(commit, file.name(), file.checksum(), settings.storage().links());
    }
  }

  /// Whether the snapshot has a file in the hub's size, which is asked for where the list does not
  /// say it.
  private boolean isPresent(String name) throws IOException {
    Path file = repository.snapshot(commit).resolve(name);
    if (!Files.isRegularFile(file)) {
      return false;
    }
    if (listing.size(name) == Listing.UNKNOWN) {
      NavigableMap<String, Long> sizes = new TreeMap<>(listing.sizes());
      sizes.put(name, client.describe(commit, name).size());
      listing = new Listing(sizes);
    }
    return Files.size(file) == listing.size(name);
  }

  private void download(List<RemoteFile> files, Progress progress) throws IOException {
    List<RemoteFile> missing =
        files.stream().filter(file -> !isCached(repository.blob(file.checksum()), file)).toList();
    long total = missing.stream().mapToLong(RemoteFile::size).sum();
    long done = 0; // bytes of an earlier partial download
    for (RemoteFile file : missing) {
      done += partialBytes(file);
    }
    requireSpace(total - done);
    progress.at(done, total);
    for (RemoteFile file : missing) {
      long others = done - partialBytes(file);
      download(file, bytes -> progress.at(others + bytes, total));
      done = others + file.size();
    }
    progress.at(done, total);
  }

  private void download(RemoteFile file, LongConsumer arrived) throws IOException {
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
  private long partialBytes(RemoteFile file) throws IOException {
    Path partial = BlobDownload.partialOf(repository.blob(file.checksum()));
    return Files.isRegularFile(partial) ? Math.min(file.size(), Files.size(partial)) : 0;
  }

  private void requireSpace(long needed) throws IOException {
    Path cache = repository.cache();
    if (needed > Files.getFileStore(cache).getUsableSpace()) {
      throw new SemblanceException(
          Fault.TOO_LARGE,
          "model %s needs %,d bytes more on the disk of the hub's cache, which has less; free some, or set HF_HOME to another disk"
              .formatted(repository.id(), needed));
    }
  }
}
