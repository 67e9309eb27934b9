package dev.semblance.search.ingest.jdk;

import com.sun.source.doctree.DeprecatedTree;
import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.EndElementTree;
import com.sun.source.doctree.EntityTree;
import com.sun.source.doctree.ErroneousTree;
import com.sun.source.doctree.EscapeTree;
import com.sun.source.doctree.IndexTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.RawTextTree;
import com.sun.source.doctree.ReferenceTree;
import com.sun.source.doctree.ReturnTree;
import com.sun.source.doctree.SnippetTree;
import com.sun.source.doctree.StartElementTree;
import com.sun.source.doctree.SummaryTree;
import com.sun.source.doctree.SystemPropertyTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.doctree.UnknownInlineTagTree;
import com.sun.source.doctree.ValueTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.SimpleDocTreeVisitor;
import dev.semblance.search.ingest.text.MarkdownText;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A documentation comment as plain text: HTML, inline tags and Markdown removed, their text kept,
/// one line a paragraph. Of the block tags only `@return` (unless the comment begins with it) and
/// `@deprecated`: parameters are in the signature. *One thread at a time.*
final class CommentText extends SimpleDocTreeVisitor<@Nullable Void, @Nullable Void> {
  private static final Pattern PACKAGE = Pattern.compile("\\b(?:[a-z]\\w*\\.)+(?=[A-Z])");
  private static final Pattern SIGN = Pattern.compile("[\\\\`*_{}\\[\\]()#+\\-.!<>&|~]");
  private static final Pattern SNIPPET_TAG = Pattern.compile("// *@\\w+ .*");
  private static final Pattern SPACES = Pattern.compile("[ \\t\\u00A0]+");
  private static final Pattern LINES = Pattern.compile(" ?\\n[ \\n]*");

  private final DocTrees docs;
  private final StringBuilder out = new StringBuilder();

  private CommentText(DocTrees docs) {
    this.docs = docs;
  }

  /// The words; empty where there are none.
  static String of(DocCommentTree comment, DocTrees docs) {
    String body = words(comment.getFullBody(), docs);
    var text = new StringBuilder(body);
    for (DocTree tag : comment.getBlockTags()) {
      if (tag instanceof ReturnTree returned && !body.startsWith("Return")) {
        text.append("\nReturns ").append(words(returned.getDescription(), docs));
      } else if (tag instanceof DeprecatedTree deprecated) {
        text.append("\nDeprecated. ").append(words(deprecated.getBody(), docs));
      }
    }
    return text.toString().strip();
  }

  private static String words(List<? extends DocTree> trees, DocTrees docs) {
    var words = new CommentText(docs);
    boolean markdown = trees.stream().anyMatch(RawTextTree.class::isInstance);
    for (DocTree tree : trees) {
      if (!markdown || tree instanceof RawTextTree) {
        tree.accept(words, null);
      } else {
        words.out.append(SIGN.matcher(words(List.of(tree), docs)).replaceAll("\\\\$0"));
      }
    }
    String text = words.out.toString();
    return tidy(markdown ? MarkdownText.of(text).text() : text);
  }

  private static String tidy(String text) {
    return LINES.matcher(SPACES.matcher(text).replaceAll(" ")).replaceAll("\n").strip();
  }

  @Override
  public @Nullable Void visitText(TextTree text, @Nullable Void nothing) {
    return add(text.getBody());
  }

  @Override
  public @Nullable Void visitRawText(RawTextTree text, @Nullable Void nothing) {
    out.append(text.getContent());
    return null;
  }

  @Override
  public @Nullable Void visitEntity(EntityTree entity, @Nullable Void nothing) {
    String characters = docs.getCharacters(entity);
    return add(characters == null ? entity.toString() : characters);
  }

  @Override
  public @Nullable Void visitEscape(EscapeTree escape, @Nullable Void nothing) {
    return add(escape.getBody());
  }

  @Override
  public @Nullable Void visitLiteral(LiteralTree literal, @Nullable Void nothing) {
    return add(literal.getBody().getBody());
  }

  @Override
  public @Nullable Void visitLink(LinkTree link, @Nullable Void nothing) {
    return link.getLabel().isEmpty() ? name(link.getReference()) : addAll(link.getLabel());
  }

  @Override
  public @Nullable Void visitValue(ValueTree value, @Nullable Void nothing) {
    return value.getReference() == null ? null : name(value.getReference());
  }

  @Override
  public @Nullable Void visitReturn(ReturnTree returned, @Nullable Void nothing) {
    out.append("Returns ");
    addAll(returned.getDescription());
    out.append('.');
    return null;
  }

  @Override
  public @Nullable Void visitSummary(SummaryTree summary, @Nullable Void nothing) {
    return addAll(summary.getSummary());
  }

  @Override
  public @Nullable Void visitIndex(IndexTree index, @Nullable Void nothing) {
    return index.getSearchTerm().accept(this, null);
  }

  @Override
  public @Nullable Void visitSystemProperty(SystemPropertyTree property, @Nullable Void nothing) {
    return add(property.getPropertyName().toString());
  }

  @Override
  public @Nullable Void visitSnippet(SnippetTree snippet, @Nullable Void nothing) {
    return snippet.getBody() == null
        ? null
        : add(SNIPPET_TAG.matcher(snippet.getBody().getBody()).replaceAll(""));
  }

  /// Tags of the JDK's own, such as `{@jls 17.4.5}`, a chapter of the language specification.
  @Override
  public @Nullable Void visitUnknownInlineTag(UnknownInlineTagTree tag, @Nullable Void nothing) {
    String name = tag.getTagName();
    if (name.equals("jls") || name.equals("jvms")) {
      add(name.toUpperCase(Locale.ROOT) + " ");
    }
    return addAll(tag.getContent());
  }

  @Override
  public @Nullable Void visitErroneous(ErroneousTree broken, @Nullable Void nothing) {
    return add(broken.getBody());
  }

  @Override
  public @Nullable Void visitStartElement(StartElementTree element, @Nullable Void nothing) {
    return boundary(element.getName().toString(), "^");
  }

  @Override
  public @Nullable Void visitEndElement(EndElementTree element, @Nullable Void nothing) {
    return boundary(element.getName().toString(), "");
  }

  private @Nullable Void boundary(String element, String power) {
    out.append(
        switch (element.toLowerCase(Locale.ROOT)) {
          case "p", "br", "hr", "li", "ul", "ol", "dl", "dt", "dd", "div", "pre", "blockquote" ->
              "\n";
          case "table", "caption", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "section" -> "\n";
          case "td", "th" -> " ";
          case "sup" -> power;
          default -> "";
        });
    return null;
  }

  /// `java.util.List#of(int)` is read as `List.of(int)`, `#of` as `of`.
  private @Nullable Void name(ReferenceTree reference) {
    String brief = PACKAGE.matcher(reference.getSignature()).replaceAll("").replace('#', '.');
    return add(brief.startsWith(".") ? brief.substring(1) : brief);
  }

  private @Nullable Void addAll(List<? extends DocTree> trees) {
    trees.forEach(tree -> tree.accept(this, null));
    return null;
  }

  private @Nullable Void add(String text) {
    out.append(text.replace('\n', ' ').replace('\r', ' '));
    return null;
  }
}
