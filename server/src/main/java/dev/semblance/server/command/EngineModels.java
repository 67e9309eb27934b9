package dev.semblance.server.command;

import dev.semblance.Fault;
import dev.semblance.Progress;
import dev.semblance.SemblanceException;
import dev.semblance.engine.Engine;
import dev.semblance.engine.EngineSettings;
import dev.semblance.engine.hub.HubName;
import dev.semblance.engine.model.ModelFinder;
import dev.semblance.engine.model.ModelFolder;
import dev.semblance.server.command.terminal.DownloadLine;
import dev.semblance.server.models.ModelSource;

/// Models of this machine and of the hub, for a server that opens more while it answers. *Safe for
/// use by many threads.*
///
/// @param settings how models are found and run
/// @param downloads whether a client may have a model downloaded
record EngineModels(CommandContext context, EngineSettings settings, boolean downloads)
    implements ModelSource {

  @Override
  public LocatedModel find(String name, boolean trusted) {
    ModelFolder folder = trusted ? fetch(name) : findForClient(name);
    return new LocatedModel(folder.id(), () -> bytes(folder), () -> Engine.open(folder, settings));
  }

  /// 0 where the folder cannot be read: opening it says what is wrong with it.
  private long bytes(ModelFolder folder) {
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

  /// A client must not learn which folders there are.
  private ModelFolder findForClient(String name) {
    return new ModelFinder(settings.places())
        .named(name)
        .orElseGet(() -> {
          boolean onHub = HubName.parse(name).filter(HubName::hasOrganisation).isPresent();
          if (onHub && downloads) {
            return Engine.download(HubName.of(name), settings, Progress.SILENT);
          }
          throw new SemblanceException(
              Fault.NOT_FOUND,
              "no model '%s' is packaged or downloaded%s"
                  .formatted(
                      name,
                      onHub
                          ? ", and this server downloads none; it may with --allow-downloads"
                          : ""));
        });
  }
}
