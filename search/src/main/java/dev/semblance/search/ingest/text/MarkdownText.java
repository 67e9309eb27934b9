package dev.semblance.search.ingest.text;

import java.util.Optional;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/// Markdown as plain text: no markup, no link addresses, one line a block. Code is kept unchanged;
/// of HTML only the text.
///
/// @param heading the words of the first heading; empty where there is none
/// @param text everything but that heading
public record MarkdownText(String heading, String text) {
  private static final Parser PARSER = Parser.builder().build();
  private static final Pattern TAG = Pattern.compile("<!--.*?-->|<[^>]*>", Pattern.DOTALL);
  private static final Pattern BLANK_LINES = Pattern.compile("\\s*\n\\s*");

  public static MarkdownText of(String markdown) {
    var words = new WordVisitor();
    PARSER.parse(markdown).accept(words);
    return new MarkdownText(tidy(words.heading), tidy(words.text));
  }

  /// The title is the `title` of the front matter, else the first heading; other values of the
  /// front matter are fields.
  static ExtractedText extract(String content) {
    FrontMatter front = FrontMatter.of(content);
    MarkdownText body = of(content.substring(front.end()));
    boolean titled = !front.title().isEmpty();
    String text = titled ? (body.heading + "\n" + body.text).strip() : body.text;
    String title = titled ? front.title() : body.heading;
    return new ExtractedText(title, text, front.fields(), Optional.empty());
  }

  private static String tidy(CharSequence text) {
    return BLANK_LINES.matcher(text).replaceAll("\n").strip();
  }

  private static final class WordVisitor extends AbstractVisitor {
    private final StringBuilder heading = new StringBuilder();
    private final StringBuilder text = new StringBuilder();
    private StringBuilder out = text;

    @Override
    public void visit(Heading node) {
      boolean first = heading.isEmpty();
      out = first ? heading : text;
      block(node);
      out = text;
    }

    @Override
    public void visit(Paragraph node) {
      block(node);
    }

    @Override
    public void visit(ListItem node) {
      block(node);
    }

    @Override
    public void visit(BlockQuote node) {
      block(node);
    }

    @Override
    public void visit(Text node) {
      out.append(node.getLiteral());
    }

    @Override
    public void visit(Code node) {
      out.append(node.getLiteral());
    }

    @Override
    public void visit(FencedCodeBlock node) {
      out.append(node.getLiteral()).append('\n');
    }

    @Override
    public void visit(IndentedCodeBlock node) {
      out.append(node.getLiteral()).append('\n');
    }

    @Override
    public void visit(HtmlBlock node) {
      out.append(TAG.matcher(node.getLiteral()).replaceAll(" ")).append('\n');
    }

    @Override
    public void visit(SoftLineBreak node) {
      out.append(' ');
    }

    @Override
    public void visit(HardLineBreak node) {
      out.append('\n');
    }

    private void block(Node node) {
      visitChildren(node);
      out.append('\n');
    }
  }
}
