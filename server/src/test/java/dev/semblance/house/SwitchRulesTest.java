package dev.semblance.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.BindingPatternTree;
import com.sun.source.tree.CaseLabelTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConstantCaseLabelTree;
import com.sun.source.tree.DeconstructionPatternTree;
import com.sun.source.tree.DefaultCaseLabelTree;
import com.sun.source.tree.PatternCaseLabelTree;
import com.sun.source.tree.PatternTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import dev.semblance.Fault;
import dev.semblance.house.Declarations.NamedType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import org.junit.jupiter.api.Test;

/// Switches over closed sets. Each test quotes its sentence of ARCHITECTURE.md.
class SwitchRulesTest {
  private static final Set<String> FAULTS =
      Stream.of(Fault.values()).map(Fault::name).collect(Collectors.toUnmodifiableSet());

  /// The cases of sealed types: what extends or implements one of them.
  private static final Set<String> SEALED_CASES = sealedCases();

  /// "Closed sets are sealed interfaces with records, switched without `default`", so that a new
  /// case is a list of compiler errors. Switches over open types, such as `Object`, need one.
  @Test
  void switchesOverSealedTypesHaveNoDefault() {
    assertThat(switches())
        .filteredOn(found -> found.hasDefault)
        .noneMatch(found -> found.patterns.stream().anyMatch(SEALED_CASES::contains));
  }

  /// "Each protocol maps a `Fault` in exactly one switch."
  @Test
  void eachProtocolMapsFaultsInOneSwitch() {
    Map<String, List<String>> places = new TreeMap<>();
    for (Switch found : switches()) {
      if (found.constants.size() > 1 && FAULTS.containsAll(found.constants)) {
        String protocol = found.packageName.replaceAll("(server\\.(http|grpc)).*", "$1");
        places.computeIfAbsent(protocol, _ -> new ArrayList<>()).add(found.place());
      }
    }
    assertThat(places.get("server.http")).hasSize(1);
    assertThat(places.get("server.grpc")).hasSize(1);
  }

  /// "A switch over `Fault` has no `default`."
  @Test
  void switchesOverFaultsHaveNoDefault() {
    assertThat(switches())
        .filteredOn(found -> found.constants.size() > 1 && FAULTS.containsAll(found.constants))
        .isNotEmpty()
        .noneMatch(found -> found.hasDefault);
  }

  private static Set<String> sealedCases() {
    Set<String> closed =
        Declarations.MAIN.types().stream()
            .filter(type -> type.tree().getModifiers().getFlags().contains(Modifier.SEALED))
            .map(NamedType::simpleName)
            .collect(Collectors.toSet());
    return Declarations.MAIN.types().stream()
        .filter(type ->
            Stream.concat(
                    type.tree().getImplementsClause().stream(),
                    Stream.ofNullable(type.tree().getExtendsClause()))
                .anyMatch(parent -> closed.contains(simpleName(parent))))
        .map(NamedType::simpleName)
        .collect(Collectors.toUnmodifiableSet());
  }

  /// The last name of a type, without its outer types and arguments.
  private static String simpleName(Tree type) {
    return type.toString().replaceAll("<.*", "").replaceAll(".*\\.", "");
  }

  private static List<Switch> switches() {
    List<Switch> all = new ArrayList<>();
    for (CompilationUnitTree unit : MainSources.ALL) {
      new TreeScanner<Void, Void>() {
        @Override
        public Void visitSwitch(SwitchTree tree, Void unused) {
          all.add(Switch.of(unit, tree.getCases()));
          return super.visitSwitch(tree, null);
        }

        @Override
        public Void visitSwitchExpression(SwitchExpressionTree tree, Void unused) {
          all.add(Switch.of(unit, tree.getCases()));
          return super.visitSwitchExpression(tree, null);
        }
      }.scan(unit, null);
    }
    return all;
  }

  /// @param packageName where it is, as ARCHITECTURE.md names it
  /// @param file its file
  /// @param constants the labels that are plain names
  /// @param patterns the types of the labels that are patterns
  /// @param hasDefault whether one of its labels is `default`
  private record Switch(
      String packageName,
      String file,
      Set<String> constants,
      Set<String> patterns,
      boolean hasDefault) {
    static Switch of(CompilationUnitTree unit, List<? extends CaseTree> cases) {
      Set<String> constants = new TreeSet<>();
      Set<String> patterns = new TreeSet<>();
      boolean hasDefault = false;
      for (CaseTree branch : cases) {
        for (CaseLabelTree label : branch.getLabels()) {
          switch (label) {
            case DefaultCaseLabelTree _ -> hasDefault = true;
            case PatternCaseLabelTree pattern -> patterns.add(type(pattern.getPattern()));
            case ConstantCaseLabelTree constant -> add(constant.getConstantExpression(), constants);
            default -> throw new AssertionError("unknown label " + label);
          }
        }
      }
      return new Switch(
          MainSources.packageName(unit),
          MainSources.fileName(unit),
          constants,
          patterns,
          hasDefault);
    }

    private static String type(PatternTree pattern) {
      return switch (pattern) {
        case BindingPatternTree binding -> simpleName(binding.getVariable().getType());
        case DeconstructionPatternTree record -> simpleName(record.getDeconstructor());
        default -> "";
      };
    }

    private static void add(Tree constant, Set<String> constants) {
      if (constant.getKind() != Tree.Kind.NULL_LITERAL) {
        constants.add(constant.toString().replaceAll(".*\\.", ""));
      }
    }

    String place() {
      return packageName + "." + file.replace(".java", "");
    }
  }
}
