package dev.semblance.engine.hub;

import dev.semblance.Fault;
import dev.semblance.Progress;
import dev.semblance.SemblanceException;
import dev.semblance.io.IoReason;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

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

  /// Downloads the files of a model that the cache lacks or has in another size; a branch that
  /// moved is downloaded again. If the hub cannot be reached, a complete cached model is returned.
  ///
  /// @param progress receives bytes, including those of an earlier partial download; may throw to
  ///   stop, and partial files are kept
  /// @throws SemblanceException NOT_FOUND (the model, the revision, or the hub), TOO_LARGE (for the
  ///   disk), BROKEN_MODEL (files differ from what the hub declares, or cannot be opened)
  public CachedModel pull(HubName name, GraphChoice graph, Progress progress) {
    Optional<CachedModel> cached = cache.find(name);
    if (settings.offline()) {
      return cached.orElseThrow(() -> failures(name).offline());
    }
    if (name.isCommit() && cached.filter(model -> isFinal(model, graph)).isPresent()) {
      return cached.get();
    }
    try (HubClient client = new HubClient(settings, name, backoff)) {
      Optional<String> commit = commit(client, cached.isPresent());
      if (commit.isEmpty()) {
        return cached.orElseThrow();
      }
      return fetch(client, name, commit.get(), new Wanted(graph, progress));
    } catch (Unreachable e) {
      throw failures(name).unreachable(e);
    } catch (IOException e) {
      throw new SemblanceException(
          Fault.INTERNAL,
          "model " + name + " cannot be kept in the Hugging Face cache: " + IoReason.of(e),
          e);
    }
  }

  /// Whether a commit's snapshot was compared with the hub's list, and has the chosen format.
  private boolean isFinal(CachedModel model, GraphChoice graph) {
    return cache.isListed(model)
        && (!graph.preferred(model.folder()) || GraphNames.in(model.folder()).isPresent());
  }

  private HubFailures failures(HubName name) {
    return new HubFailures(settings, name);
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

  /// What to download.
  ///
  /// @param progress receives bytes
  private record Wanted(GraphChoice graph, Progress progress) {}

  private CachedModel fetch(HubClient client, HubName name, String commit, Wanted wanted)
      throws IOException {
    Repository repository = cache.repository(name);
    var download = new SnapshotDownload(client, repository, commit, backoff);
    writeCacheTag();
    download.run(wanted.graph(), wanted.progress());
    if (!name.isCommit()) {
      repository.writeRef(name.revision(), commit);
    }
    return cache
        .find(name)
        .orElseThrow(
            () -> client.failures().broken("was taken out of the cache meanwhile; try again"));
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
