package dev.semblance.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static dev.semblance.house.PackageTable.CLASSES;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import dev.semblance.SemblanceException;
import dev.semblance.server.http.wire.HttpError;
import dev.semblance.server.json.JsonError;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Which packages may depend on which. Each test quotes its sentence of ARCHITECTURE.md.
class HouseRulesTest {
  /// "There is no package cycle."
  @Test
  void noPackageCycle() {
    slices().matching("dev.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  /// "`core` needs nothing but the JDK."
  ///
  /// Annotations of JSpecify and Error Prone are read by the compiler only.
  @Test
  void coreNeedsNothingButTheJdk() {
    noClasses()
        .that()
        .resideInAnyPackage(corePackages())
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages(
            Stream.concat(
                    Stream.of(corePackages()),
                    Stream.of(
                        "java..",
                        "jdk..",
                        "org.jspecify.annotations..",
                        "com.google.errorprone.annotations.."))
                .toArray(String[]::new))
        .check(CLASSES);
  }

  /// "`engine` and `search` never import each other."
  @Test
  void engineAndSearchNeverImportEachOther() {
    noClasses()
        .that()
        .resideInAPackage("dev.semblance.engine..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.semblance.search..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("dev.semblance.search..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.semblance.engine..")
        .check(CLASSES);
  }

  /// "`search.pipeline` imports no class of Lucene's indexes."
  @Test
  void searchPipelineImportsNoIndex() {
    noClasses()
        .that()
        .resideInAPackage("dev.semblance.search.pipeline..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.lucene.index..",
            "org.apache.lucene.search..",
            "org.apache.lucene.store..",
            "org.apache.lucene.document..",
            "org.apache.lucene.codecs..",
            "dev.semblance.search.index..",
            "dev.semblance.search.lane..")
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  /// "HTTP and gRPC are two thin skins over `server.service`": neither uses the other, the engine
  /// or an index.
  @Test
  void protocolsUseNeitherEachOtherNorTheEngine() {
    noClasses()
        .that()
        .resideInAPackage("dev.semblance.server.http..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.semblance.server.grpc..",
            "dev.semblance.engine..",
            "dev.semblance.search.index..",
            "dev.semblance.search.lane..",
            "org.apache.lucene..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("dev.semblance.server.grpc..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.semblance.server.http..",
            "dev.semblance.engine..",
            "dev.semblance.search..",
            "org.apache.lucene..")
        .check(CLASSES);
  }

  /// "One exception type for users: `SemblanceException` with a `Fault`."
  ///
  /// [HttpError] does not reach users: the request pipeline turns it into a reply.
  @Test
  void oneExceptionTypeForUsers() {
    assertThat(
            CLASSES.stream()
                .filter(type -> type.isAssignableTo(Throwable.class))
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .map(JavaClass::getName))
        .containsExactlyInAnyOrder(
            SemblanceException.class.getName(),
            HttpError.class.getName(),
            JsonError.class.getName());
  }

  /// The packages of the module `core`, by its folders.
  private static String[] corePackages() {
    return MainSources.files("/core/src/main/java/").stream()
        .map(file -> file.getParent().toString().replaceAll(".*/src/main/java/", ""))
        .map(folder -> folder.replace('/', '.'))
        .distinct()
        .toArray(String[]::new);
  }
}
