package dev.semblance.server;

import dev.semblance.SemblanceException;
import dev.semblance.engine.EngineSettings;
import dev.semblance.engine.model.ModelPlaces;
import dev.semblance.server.command.CommandTree;
import dev.semblance.server.command.context.CommandContext;
import dev.semblance.server.command.terminal.LogText;
import dev.semblance.server.command.terminal.StopSignal;
import dev.semblance.server.command.terminal.Terminal;
import java.net.URISyntaxException;
import java.nio.file.Path;

/// Entry point of the process.
public final class Main {
  /// Vector instructions. A manifest cannot add a module, only the command line can.
  private static final String VECTOR_MODULE = "jdk.incubator.vector";

  private Main() {}

  /// Runs one command and ends the process with its exit code.
  public static void main(String[] arguments) throws URISyntaxException {
    if (ModuleLayer.boot().findModule(VECTOR_MODULE).isEmpty()) {
      System.err.println(
          "semblance: Java runs without a module that Semblance needs; start it with ./semblance,"
              + " or with java --add-modules="
              + VECTOR_MODULE
              + " -jar semblance.jar");
      System.exit(1);
    }
    try {
      System.exit(run(arguments));
    } catch (SemblanceException e) {
      System.err.println("semblance: " + LogText.escaped(e.getMessage()));
      System.exit(1);
    }
  }

  private static int run(String[] arguments) throws URISyntaxException {
    var environment = System.getenv();
    var places = ModelPlaces.of(distribution().resolve("models"), environment);
    var stop = StopSignal.ofProcess();
    var context =
        new CommandContext(
            Terminal.system(environment), stop, EngineSettings.standard(places), environment);
    try {
      return new CommandTree(context).run(arguments);
    } finally {
      stop.finished();
    }
  }

  /// The folder of this program's jar; when run from classes, the one that the build creates.
  private static Path distribution() throws URISyntaxException {
    Path code = Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    return code.resolveSibling(code.toString().endsWith(".jar") ? "" : "semblance");
  }
}
