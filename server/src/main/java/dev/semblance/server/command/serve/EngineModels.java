package dev.semblance.server.command.serve;

import dev.semblance.Fault;
import dev.semblance.Progress;
import dev.semblance.SemblanceException;
import dev.semblance.engine.Engine;
import dev.semblance.engine.EngineSettings;
import dev.semblance.engine.hub.HubName;
import dev.semblance.engine.model.ModelFinder;
import dev.semblance.engine.model.ModelFolder;
import dev.semblance.engine.model.PoolingChoice;
import dev.semblance.server.command.context.CommandContext;
import dev.semblance.server.command.terminal.DownloadLine;
import dev.semblance.server.models.ModelSource;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/// Models of this machine and of the hub, for a server that loads models at run time. *Safe for use
/// by many threads.*
///
/// @param settings where models are found and how they are run
/// @param downloads whether a request may download a model
/// @param poolings of models by canonical name ([HubName#canonical]), whenever they are opened;
///   others have their folder's
record EngineModels(
    CommandContext context,
    EngineSettings settings,
    boolean downloads,
    Map<String, PoolingChoice> poolings)
    implements ModelSource {

  @Override
  public LocatedModel find(String name, boolean trusted) {
    ModelFolder folder = trusted ? fetch(name) : findForClient(name);
    PoolingChoice pooling =
        poolings.getOrDefault(HubName.canonical(folder.id()), PoolingChoice.AUTO);
    EngineSettings own = settings.with(pooling);
    return new LocatedModel(
        folder.id(), files(folder), () -> bytes(folder, own), () -> Engine.open(folder, own));
  }

  /// The folder on disk: of a model of the hub, the snapshot of one commit.
  private static String files(ModelFolder folder) {
    try {
      return folder.root().toRealPath().toString();
    } catch (IOException e) {
      return folder.root().toAbsolutePath().toString();
    }
  }

  @Override
  public boolean has(String name) {
    return new ModelFinder(settings.places()).named(name).isPresent();
  }

  /// 0 where the folder cannot be read: opening it fails with the reason.
  private static long bytes(ModelFolder folder, EngineSettings settings) {
    try {
      return Engine.memoryBytes(folder, settings);
    } catch (SemblanceException _) {
      return 0;
    }
  }

  private ModelFolder fetch(String name) {
    try (DownloadLine download = context.download(name)) {
      return Engine.fetch(name, settings, download);
    }
  }

  /// Without file paths: a client must not be able to probe which folders exist.
  private ModelFolder findForClient(String name) {
    Optional<ModelFolder> found = new ModelFinder(settings.places()).named(name);
    boolean onHub = HubName.parse(name).filter(HubName::hasOrganisation).isPresent();
    boolean whole = found.filter(folder -> !Engine.lacksGraph(folder, settings)).isPresent();
    if (!whole && onHub && downloads) {
      return Engine.download(HubName.of(name), settings, Progress.SILENT);
    }
    return found.orElseThrow(() ->
        new SemblanceException(
            Fault.NOT_FOUND,
            "no model '%s' is packaged or completely downloaded%s"
                .formatted(name, onHub ? "; --allow-downloads lets this server download it" : "")));
  }
}
