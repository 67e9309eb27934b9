package dev.semblance.house;

import static dev.semblance.house.MainSources.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/// The modules' `pom.xml` files.
class MavenModulesTest {
  /// "A Maven module exists only where the set of third-party dependencies changes, or where
  /// something is not published."
  @Test
  void publishedModulesDifferInTheirDependencies() throws Exception {
    List<Set<String>> seen = new ArrayList<>();
    for (String module : modules()) {
      Document pom = pom(ROOT.resolve(module));
      if (pom.getElementsByTagName("maven.deploy.skip").getLength() == 0) {
        seen.add(thirdParty(pom));
      }
    }
    assertThat(new HashSet<>(seen)).as("dependencies of published modules").hasSameSizeAs(seen);
  }

  /// "`core` needs nothing but the JDK."
  @Test
  void coreHasNoDependency() throws Exception {
    assertThat(thirdParty(pom(ROOT.resolve("core")))).isEmpty();
  }

  /// "Every module is shown in the tree above."
  @Test
  void everyModuleIsOnThePage() throws Exception {
    String page = Files.readString(ROOT.resolve("ARCHITECTURE.md"));
    assertThat(modules()).isNotEmpty().allMatch(module -> page.contains("├── " + module + "/"));
  }

  private static List<String> modules() throws Exception {
    return texts(pom(ROOT), "module");
  }

  /// Artifacts that a module needs to run and that are not Semblance's own.
  private static Set<String> thirdParty(Document pom) {
    Set<String> found = new TreeSet<>();
    Element dependencies = child(pom.getDocumentElement(), "dependencies");
    if (dependencies == null) {
      return found;
    }
    for (Element dependency : elements(dependencies, "dependency")) {
      String scope = text(dependency, "scope");
      if (!scope.equals("test")
          && !scope.equals("provided")
          && !text(dependency, "groupId").equals("dev.semblance")) {
        found.add(text(dependency, "artifactId"));
      }
    }
    return found;
  }

  private static Document pom(Path folder) throws Exception {
    try (var stream = Files.newInputStream(folder.resolve("pom.xml"))) {
      return DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(stream);
    } catch (IOException e) {
      throw new AssertionError(folder + " has no readable pom.xml", e);
    }
  }

  private static List<String> texts(Document pom, String tag) {
    return elements(pom.getDocumentElement(), tag).stream().map(Element::getTextContent).toList();
  }

  private static String text(Element parent, String tag) {
    Element child = child(parent, tag);
    return child == null ? "" : child.getTextContent().strip();
  }

  private static Element child(Element parent, String tag) {
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element && element.getTagName().equals(tag)) {
        return element;
      }
    }
    return null;
  }

  private static List<Element> elements(Element parent, String tag) {
    var nodes = parent.getElementsByTagName(tag);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }
}
