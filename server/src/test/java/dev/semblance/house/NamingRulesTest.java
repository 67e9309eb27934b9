package dev.semblance.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.house.Declarations.Callable;
import dev.semblance.house.Declarations.NamedType;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Names of types and methods. Each test quotes its sentence of ARCHITECTURE.md.
class NamingRulesTest {
  private static final Pattern FORBIDDEN =
      Pattern.compile(".*(Utils?|Helpers?|Managers?|Impl)|(Abstract|Base)[A-Z].*");

  /// Names that are used twice, with the reason. An entry that is no longer needed fails the test.
  private static final Map<String, String> USED_TWICE = Map.of();

  /// "One word, one meaning: a simple class name, nested or not, occurs once in main code."
  @Test
  void simpleNamesAreUnique() {
    Map<String, List<NamedType>> byName =
        Declarations.MAIN.types().stream()
            .collect(
                Collectors.groupingBy(NamedType::simpleName, TreeMap::new, Collectors.toList()));
    byName.values().removeIf(types -> types.size() == 1);
    assertThat(byName.keySet())
        .as("names used more than once; rename, or add to USED_TWICE with the reason: %s", byName)
        .containsExactlyInAnyOrderElementsOf(USED_TWICE.keySet());
  }

  /// "No class is called Util, Helper, Manager, Impl, Abstract… or Base…."
  @Test
  void noClassHasAnEmptyName() {
    assertThat(Declarations.MAIN.types())
        .filteredOn(type -> FORBIDDEN.matcher(type.simpleName()).matches())
        .isEmpty();
  }

  /// "No setters."
  @Test
  void noSetters() {
    assertThat(Declarations.MAIN.callables()).filteredOn(NamingRulesTest::isSetter).isEmpty();
  }

  private static boolean isSetter(Callable method) {
    return !method.isPrivate()
        && method.name().matches("set[A-Z].*")
        && method.parameters() == 1
        && method.returns().equals("void");
  }
}
