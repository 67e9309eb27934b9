package dev.semblance.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import dev.semblance.house.Declarations.NamedType;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;
import org.junit.jupiter.api.Test;

/// Locks and what they guard. Error Prone checks that a field with `@GuardedBy` is only used under
/// its lock; these tests check that the annotation is there.
class LockRulesTest {
  private static final Set<String> LOCK_TYPES =
      Set.of("Lock", "ReentrantLock", "ReadWriteLock", "ReentrantReadWriteLock", "StampedLock");
  private static final Pattern NAME = Pattern.compile("\"(?:this\\.)?(\\w+)[^\"]*\"");

  /// Locks that guard no field, with what they are for. An entry that is no longer needed fails.
  private static final Map<String, String> GUARDS_NO_FIELD =
      Map.of(
          "engine.hub.BlobLock.threadLock",
          "keeps threads of this process from one file of the cache; files lock between processes",
          "server.calibration.CalibrationRegistry.this",
          "orders writers, each of which reads, changes and stores; readers do not take it",
          "server.grpc.OrderedStream.Replies.this",
          "waits for and signals that the client reads; the call has one sender",
          "server.calibration.RangesFolder.this",
          "orders writers of a model's file; readers do not take it");

  /// "Locks name what they guard with `@GuardedBy`, which Error Prone checks."
  @Test
  void everyLockIsNamedByAGuardedField() {
    Set<String> unnamed = new TreeSet<>();
    for (NamedType type : Declarations.MAIN.types()) {
      Uses uses = new Uses();
      uses.scan(type.tree(), null);
      uses.locks.removeAll(uses.guards);
      for (String lock : uses.locks) {
        unnamed.add(type + "." + lock);
      }
    }
    assertThat(unnamed)
        .as("annotate the fields it guards, or add to GUARDS_NO_FIELD with the reason")
        .containsExactlyInAnyOrderElementsOf(GUARDS_NO_FIELD.keySet());
  }

  /// The locks of one type, and the locks that its `@GuardedBy` name; types nested in it also count
  /// for the second, since an inner record may hold the guarded fields.
  private static final class Uses extends TreeScanner<Void, Void> {
    final Set<String> locks = new TreeSet<>();
    final Set<String> guards = new TreeSet<>();
    private int depth;

    @Override
    public Void visitClass(ClassTree tree, Void unused) {
      depth++;
      super.visitClass(tree, null);
      depth--;
      return null;
    }

    @Override
    public Void visitVariable(VariableTree tree, Void unused) {
      String type = String.valueOf(tree.getType());
      String name = tree.getName().toString();
      boolean isLock =
          LOCK_TYPES.contains(type) || (type.equals("Object") && name.matches("(?i).*lock"));
      if (isLock && depth == 1 && isField(tree)) {
        locks.add(name);
      }
      return super.visitVariable(tree, null);
    }

    @Override
    public Void visitMethod(MethodTree tree, Void unused) {
      if (depth == 1 && tree.getModifiers().getFlags().contains(Modifier.SYNCHRONIZED)) {
        locks.add("this");
      }
      return super.visitMethod(tree, null);
    }

    @Override
    public Void visitSynchronized(SynchronizedTree tree, Void unused) {
      if (depth == 1) {
        locks.add(tree.getExpression().toString().replaceAll("[()]", "").replace("this.", ""));
      }
      return super.visitSynchronized(tree, null);
    }

    @Override
    public Void visitAnnotation(AnnotationTree tree, Void unused) {
      if (tree.getAnnotationType().toString().endsWith("GuardedBy")) {
        Matcher names = NAME.matcher(tree.getArguments().toString());
        while (names.find()) {
          guards.add(names.group(1));
        }
      }
      return super.visitAnnotation(tree, null);
    }

    private static boolean isField(VariableTree tree) {
      return tree.getModifiers().getFlags().contains(Modifier.PRIVATE)
          || tree.getModifiers().getFlags().contains(Modifier.FINAL);
    }
  }
}
