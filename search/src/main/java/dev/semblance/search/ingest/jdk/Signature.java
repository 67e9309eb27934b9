package dev.semblance.search.ingest.jdk;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import java.util.List;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/// The parameters of a method as in source code.
///
/// @param types `(int, E...)`
/// @param named `(int index, E... elements)`
record Signature(String types, String named) {
  static Signature of(MethodTree method, ClassTree type) {
    List<? extends VariableTree> parameters =
        isCompact(method, type) ? components(type) : method.getParameters();
    return new Signature(
        parameters.stream().map(Signature::type).collect(Collectors.joining(", ", "(", ")")),
        parameters.stream()
            .map(each -> type(each) + " " + each.getName())
            .collect(Collectors.joining(", ", "(", ")")));
  }

  /// `<K, V>`, or nothing.
  static String typeParameters(ClassTree type) {
    return type.getTypeParameters().isEmpty()
        ? ""
        : type.getTypeParameters().stream()
            .map(each -> each.getName().toString())
            .collect(Collectors.joining(", ", "<", ">"));
  }

  static String kind(ClassTree type) {
    return switch (type.getKind()) {
      case INTERFACE -> "interface";
      case ENUM -> "enum";
      case RECORD -> "record";
      case ANNOTATION_TYPE -> "annotation";
      default -> "class";
    };
  }

  private static String type(VariableTree parameter) {
    String type = parameter.getType().toString();
    boolean variable = type.endsWith("[]") && parameter.toString().contains("...");
    return variable ? type.substring(0, type.length() - 2) + "..." : type;
  }

  /// Whether this is a record's compact constructor. The parser gives it no parameters; a canonical
  /// one without parameters would have to begin by calling another.
  private static boolean isCompact(MethodTree method, ClassTree type) {
    return type.getKind() == Tree.Kind.RECORD
        && method.getReturnType() == null
        && method.getParameters().isEmpty()
        && method.getBody().getStatements().stream()
            .limit(1)
            .noneMatch(first ->
                first instanceof ExpressionStatementTree call
                    && call.toString().startsWith("this("));
  }

  private static List<VariableTree> components(ClassTree type) {
    return type.getMembers().stream()
        .filter(VariableTree.class::isInstance)
        .map(VariableTree.class::cast)
        .filter(field -> !field.getModifiers().getFlags().contains(Modifier.STATIC))
        .toList();
  }
}
