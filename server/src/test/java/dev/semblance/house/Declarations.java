package dev.semblance.house;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/// What the main sources declare: named types, and everything that is called with arguments.
///
/// @param types every class, interface, enum and record with a name, nested ones too
/// @param callables every method and constructor; a record stands for its canonical constructor
record Declarations(List<NamedType> types, List<Callable> callables) {
  static final Declarations MAIN = in(MainSources.ALL);

  /// @param place the package and the outer types, such as `collection.Filter`
  /// @param simpleName the name without them
  /// @param tree the declaration
  record NamedType(String place, String simpleName, ClassTree tree) {
    @Override
    public String toString() {
      return place + "." + simpleName;
    }
  }

  /// @param owner the type that declares it
  /// @param name a method's name, `<init>` for a constructor, `record` for a record's components
  /// @param parameters how many it takes
  /// @param returns the type that is written before the name; empty for constructors and records
  /// @param isPrivate whether only its own file may call it
  record Callable(NamedType owner, String name, int parameters, String returns, boolean isPrivate) {
    @Override
    public String toString() {
      return "%s.%s (%d)".formatted(owner, name, parameters);
    }
  }

  static Declarations in(List<CompilationUnitTree> units) {
    var found = new Declarations(new ArrayList<>(), new ArrayList<>());
    for (CompilationUnitTree unit : units) {
      new Scanner(unit, found).scan(unit, null);
    }
    return found;
  }

  private static final class Scanner extends TreePathScanner<Void, Void> {
    private final CompilationUnitTree unit;
    private final Declarations found;

    Scanner(CompilationUnitTree unit, Declarations found) {
      this.unit = unit;
      this.found = found;
    }

    @Override
    public Void visitClass(ClassTree tree, Void unused) {
      if (!tree.getSimpleName().isEmpty()) {
        NamedType type = type(getCurrentPath());
        found.types.add(type);
        if (tree.getKind() == Tree.Kind.RECORD) {
          found.callables.add(new Callable(type, "record", components(tree), "", false));
        }
      }
      return super.visitClass(tree, null);
    }

    @Override
    public Void visitMethod(MethodTree tree, Void unused) {
      Tree owner = getCurrentPath().getParentPath().getLeaf();
      if (owner instanceof ClassTree outer && !outer.getSimpleName().isEmpty()) {
        found.callables.add(
            new Callable(
                type(getCurrentPath().getParentPath()),
                tree.getName().toString(),
                tree.getParameters().size(),
                tree.getReturnType() == null ? "" : tree.getReturnType().toString(),
                tree.getModifiers().getFlags().contains(Modifier.PRIVATE)));
      }
      return super.visitMethod(tree, null);
    }

    private NamedType type(TreePath path) {
      ClassTree tree = (ClassTree) path.getLeaf();
      StringBuilder place = new StringBuilder(MainSources.packageName(unit));
      List<String> outer = new ArrayList<>();
      for (TreePath up = path.getParentPath(); up != null; up = up.getParentPath()) {
        if (up.getLeaf() instanceof ClassTree enclosing) {
          outer.addFirst(enclosing.getSimpleName().toString());
        }
      }
      outer.forEach(name -> place.append('.').append(name));
      return new NamedType(place.toString(), tree.getSimpleName().toString(), tree);
    }

    /// A record's fields that are not static are its components; it can have no others.
    private static int components(ClassTree tree) {
      return (int)
          tree.getMembers().stream()
              .filter(member -> member instanceof VariableTree)
              .filter(field ->
                  !((VariableTree) field).getModifiers().getFlags().contains(Modifier.STATIC))
              .count();
    }
  }
}
