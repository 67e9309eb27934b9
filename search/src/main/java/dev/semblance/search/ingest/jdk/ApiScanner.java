package dev.semblance.search.ingest.jdk;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.TreePathScanner;
import dev.semblance.collection.Entry;
import dev.semblance.document.Document;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/// Finds the public types, constructors and methods of one source file that have a comment. A
/// member of an interface or annotation is public without saying so. *One thread at a time.*
final class ApiScanner extends TreePathScanner<@Nullable Void, @Nullable Void> {
  private final DocTrees docs;
  private final JdkSources.Exported home;
  private final Consumer<JdkItem> found;
  private final Deque<ClassTree> types = new ArrayDeque<>();

  ApiScanner(DocTrees docs, JdkSources.Exported home, Consumer<JdkItem> found) {
    this.docs = docs;
    this.home = home;
    this.found = found;
  }

  @Override
  public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
    if (!isPublic(type.getModifiers().getFlags())) {
      return null;
    }
    types.addLast(type);
    String name = typeName();
    String parameters = Signature.typeParameters(type);
    add(name, name + parameters, Signature.kind(type));
    for (Tree member : type.getMembers()) {
      if (member instanceof ClassTree || member instanceof MethodTree) {
        scan(member, null);
      }
    }
    types.removeLast();
    return null;
  }

  @Override
  public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
    if (isPublic(method.getModifiers().getFlags())) {
      boolean constructor = method.getReturnType() == null;
      String name = constructor ? typeName() : typeName() + "." + method.getName();
      Signature signature = Signature.of(method, types.getLast());
      add(
          name + signature.types(),
          (constructor ? "new " : "") + name + signature.named(),
          constructor ? "constructor" : "method");
    }
    return null;
  }

  @Override
  public @Nullable Void visitVariable(VariableTree variable, @Nullable Void nothing) {
    return null;
  }

  private boolean isPublic(Set<Modifier> flags) {
    if (flags.contains(Modifier.PUBLIC)) {
      return true;
    }
    return !types.isEmpty()
        && !flags.contains(Modifier.PRIVATE)
        && switch (types.getLast().getKind()) {
          case INTERFACE, ANNOTATION_TYPE -> true;
          default -> false;
        };
  }

  private String typeName() {
    var name = new StringBuilder(home.name());
    types.forEach(type -> name.append('.').append(type.getSimpleName()));
    return name.toString();
  }

  private void add(String id, String title, String kind) {
    DocCommentTree comment = docs.getDocCommentTree(getCurrentPath());
    String text = comment == null ? "" : CommentText.of(comment, docs);
    if (!text.isEmpty()) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("module", home.module());
      fields.put("package", home.name());
      fields.put("type", typeName());
      fields.put("kind", kind);
      String where = getCurrentPath().getCompilationUnit().getSourceFile().getName();
      found.accept(new JdkItem(where, Entry.of(new Document(id, title, text, fields))));
    }
  }
}
