package dev.semblance.search.ingest.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.document.Document;
import dev.semblance.search.ingest.ReadAll;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JdkDocsTest {
  @TempDir Path folder;

  private final Map<String, String> entries = new LinkedHashMap<>();

  @Test
  void readsPublicTypesConstructorsAndMethodsOfExportedPackages() {
    entries.put(
        "java.base/a/Box.java",
        """
        package a;
        /// Not a type.
        import java.util.*;
        /** Holds one thing. @param <T> its kind */
        public class Box<T> {
          /** Not public. */
          Box() {}
          /** Makes a box. */
          public Box(T thing, final int... sizes) {}
          public void silent() {}
          /** {@inheritDoc} */
          public void inherited() {}
          /** Opens it. @return the thing */
          public T open(Map<String, List<? extends T>> keys) { return null; }
          /** Nobody sees it. */
          private void hidden() {}
          /** A lid. */
          public interface Lid {
            /** Lifts it. */
            void lift();
            /** Not this. */
            private void inner() {}
          }
          /** Out of sight. */
          static class Inner { /** Nor this. */ public void m() {} }
          /** A size. */
          public record Size(int width, int height) {
            /** Checks both. */
            public Size {}
            /** A square. */
            public Size(int side) { this(side, side); }
          }
        }
        """);
    entries.put(
        "java.base/b/Secret.java", "package b; /** Not exported. */ public class Secret {}");
    entries.put("java.base/c/Friend.java", "package c; /** For one. */ public class Friend {}");
    entries.put("java.base/a/package-info.java", "/** A package. */ package a;");
    entries.put(
        "java.base/module-info.java", "module java.base { exports a; exports c to other; }");

    assertThat(titles(read()))
        .containsExactly(
            Map.entry("a.Box", "a.Box<T>"),
            Map.entry("a.Box(T, int...)", "new a.Box(T thing, int... sizes)"),
            Map.entry(
                "a.Box.open(Map<String, List<? extends T>>)",
                "a.Box.open(Map<String, List<? extends T>> keys)"),
            Map.entry("a.Box.Lid", "a.Box.Lid"),
            Map.entry("a.Box.Lid.lift()", "a.Box.Lid.lift()"),
            Map.entry("a.Box.Size", "a.Box.Size"),
            Map.entry("a.Box.Size(int, int)", "new a.Box.Size(int width, int height)"),
            Map.entry("a.Box.Size(int)", "new a.Box.Size(int side)"));
    Document open = read().documents().get(2);
    assertThat(open.fields())
        .isEqualTo(
            Map.of("module", "java.base", "package", "a", "type", "a.Box", "kind", "method"));
  }

  @Test
  void theTextIsTheCommentWithoutMarkup() {
    assertThat(
            comment(
                """
                /**
                 * Gives {@code a < b} and {@link java.util.List#of(int) lists}, see {@link #m},
                 * {@link java.util.Map.Entry}&nbsp;&mdash; 2<sup>3</sup>.
                 * <p>Second <i>paragraph</i>, {@jls 17.4}:
                 * <ul><li>one</li><li>two {@literal <b>}</li></ul>
                 * {@snippet :
                 *   run(); // @highlight region="x"
                 * }
                 * @param a no
                 * @return a {@code thing}
                 * @deprecated use {@link #n()}
                 * @see java.util.List
                 */
                """))
        .isEqualTo(
            """
            Gives a < b and lists, see m, Map.Entry — 2^3.
            Second paragraph, JLS 17.4:
            one
            two <b>
            run();
            Returns a thing
            Deprecated. use n()\
            """);
  }

  @Test
  void returnTagIsNotRepeated() {
    assertThat(comment("/** {@return the size} */")).isEqualTo("Returns the size.");
    assertThat(comment("/** Returns the size. @return the size */"))
        .startsWith("Returns the size.");
    assertThat(comment("/**\n * Returns the size.\n * @return the number\n */"))
        .isEqualTo("Returns the size.");
  }

  @Test
  void commentsInMarkdownAreReadTheSame() {
    assertThat(
            comment(
                """
                /// Gives `a < b` and [lists][java.util.List#of(int)], see [#m]
                /// and {@code *p*}.
                ///
                /// - one
                /// - **two**
                ///
                /// @return a `thing`
                """))
        .isEqualTo("Gives a < b and lists, see m and *p*.\none\ntwo\nReturns a thing");
  }

  @Test
  void aSourceThatDoesNotParseIsReportedAndTheOthersAreKept() {
    entries.put("java.base/module-info.java", "module java.base { exports a; }");
    entries.put("java.base/a/Bad.java", "package a;\n/** Bad. */ public class Bad { void m( }");
    entries.put("java.base/a/Good.java", "package a;\n/** Good. */ public class Good {}");
    ReadAll read = read();
    assertThat(read.documents()).extracting(Document::id).contains("a.Good");
    assertThat(read.bad())
        .first()
        .satisfies(bad -> assertThat(bad.where()).isEqualTo("java.base/a/Bad.java, line 2"));
  }

  @Test
  void missingSourcesAreReportedWithWhatToInstall() {
    assertThatThrownBy(() -> JdkDocs.of(folder))
        .isInstanceOfSatisfying(
            SemblanceException.class, e -> assertThat(e.fault()).isEqualTo(Fault.NOT_FOUND))
        .hasMessageContaining("src.zip")
        .hasMessageContaining("openjdk-" + Runtime.version().feature() + "-source");
  }

  @Test
  void aFileThatIsNoZipOfModulesIsRefused() {
    Path noZip = ReadAll.file(folder, "src.zip", "no zip");
    assertThatThrownBy(() -> new JdkDocs(noZip).open())
        .isInstanceOf(SemblanceException.class)
        .hasMessageContaining("not a readable zip");
    entries.put("java/util/List.java", "package java.util; public class List {}");
    assertThatThrownBy(this::read)
        .isInstanceOf(SemblanceException.class)
        .hasMessageContaining("no module that exports a package");
  }

  @Test
  void readsTwentyThousandDocumentsOfTheJdkThatRunsThis() {
    assumeTrue(
        Files.exists(Path.of(System.getProperty("java.home"), "lib", "src.zip")),
        "the JDK that runs this carries no sources (lib/src.zip)");
    ReadAll read = ReadAll.of(JdkDocs.ofRunningJdk().first(20_000));
    assertThat(read.bad()).isEmpty();
    Map<String, Document> byId =
        read.documents().stream().collect(Collectors.toMap(Document::id, Function.identity()));
    assertThat(byId).hasSize(20_000);
    assertThat(byId.keySet()).allSatisfy(id -> assertThat(id.length()).isLessThanOrEqualTo(512));
    assertThat(byId)
        .hasEntrySatisfying(
            "java.util.List.of(E...)",
            of -> {
              assertThat(of.title()).isEqualTo("java.util.List.of(E... elements)");
              assertThat(of.text())
                  .startsWith("Returns an unmodifiable list containing an arbitrary");
            });
  }

  private String comment(String comment) {
    entries.put("java.base/module-info.java", "module java.base { exports a; }");
    entries.put(
        "java.base/a/A.java",
        "package a;\npublic class A {\n" + comment + "public int m() { return 0; }\n}");
    return read().documents().getFirst().text();
  }

  private static Map<String, String> titles(ReadAll read) {
    Map<String, String> titles = new LinkedHashMap<>();
    read.documents().forEach(each -> titles.put(each.id(), each.title()));
    return titles;
  }

  private ReadAll read() {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (var entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ReadAll.of(new JdkDocs(ReadAll.file(folder, "src.zip", bytes.toByteArray())));
  }
}
