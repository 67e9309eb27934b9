package dev.semblance.server.http.collection;

import dev.semblance.Embedder;
import dev.semblance.engine.Engine;
import dev.semblance.engine.EngineSettings;
import dev.semblance.engine.model.ModelPlaces;
import dev.semblance.search.DataDirectory;
import dev.semblance.server.http.HttpServer;
import dev.semblance.server.http.HttpSettings;
import dev.semblance.server.service.ServiceSettings;
import dev.semblance.server.service.Services;
import dev.semblance.server.service.collection.CollectionLimits.Slices;
import java.nio.file.Path;
import java.util.List;

/// A process that serves a packaged model and a data directory until it is killed. It prints its
/// port when it can answer.
public final class KilledServer {
  public static final String MODEL = "bge-small-en-v1.5";

  private KilledServer() {}

  /// @param args the data directory
  public static void main(String[] args) throws InterruptedException {
    Embedder model = openModel();
    var library = DataDirectory.open(Path.of(args[0]), _ -> model);
    var settings = ServiceSettings.STANDARD.with(new Slices(8, 1 << 20));
    var services = Services.over(List.of(model), library, settings);
    var server = HttpServer.start(services, HttpSettings.STANDARD.withPort(0));
    System.out.println(server.port());
    Thread.currentThread().join();
  }

  public static Embedder openModel() {
    Path models = Path.of(System.getProperty("semblance.root", ".."), "engine/target/models");
    return Engine.open(
        MODEL, EngineSettings.standard(new ModelPlaces(models, Path.of("no-hub-cache"))));
  }
}
