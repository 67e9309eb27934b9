import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

/// Checks (`check`) or writes (`write`) google-java-format over every Java source of the project.
///
/// Run by Maven in its `validate` phase, on JDK 25, with the formatter's jars on the class path.
void main(String[] args) throws IOException {
  boolean write = args.length > 0 && args[0].equals("write");
  List<String> command = new ArrayList<>();
  command.addAll(write ? List.of("--replace") : List.of("--dry-run", "--set-exit-if-changed"));
  try (var files = Files.walk(Path.of("."))) {
    files
        .filter(file -> file.toString().endsWith(".java"))
        .filter(file -> !file.toString().contains("target" + file.getFileSystem().getSeparator()))
        .filter(file -> !file.endsWith("Format.java"))
        .map(Path::toString)
        .sorted()
        .forEach(command::add);
  }
  var formatter = ToolProvider.findFirst("google-java-format").orElseThrow();
  int exit =
      formatter.run(
          new PrintWriter(System.out, true),
          new PrintWriter(System.err, true),
          command.toArray(String[]::new));
  if (exit != 0) {
    System.err.println("Not formatted as above. Mend it with: mvn -q -N validate -Pformat");
    System.exit(exit);
  }
}
