package dev.semblance.search.ingest.text;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.NodeVisitor;

/// HTML as plain text: the main content, one line a block, cells of a table separated by tabs.
/// Scripts, styles, navigation, headers and footers of the page, forms and hidden elements are left
/// out. Elements nested deeper than 512 are read as if they ended there.
final class HtmlText {
  /// As browsers limit it.
  private static final int MAX_DEPTH = 512;

  /// Bytes in which browsers look for a declared encoding, with some room.
  private static final int DECLARATION = 4096;

  private static final Pattern CHARSET =
      Pattern.compile(
          "<meta[^>]{0,200}?charset\\s*=\\s*[\"']?([\\w.:-]{1,40})", Pattern.CASE_INSENSITIVE);
  private static final String LEFT_OUT =
      "script, style, noscript, template, svg, math, iframe, object, nav, header:not(main header,"
          + " article header), footer, aside, form, button, select, dialog, [hidden],"
          + " [aria-hidden=true], [role=navigation], [role=banner], [role=contentinfo],"
          + " [role=search], [role=complementary]";

  private HtmlText() {}

  /// The title is that of the page, else its first heading.
  ///
  /// @param given the encoding; empty for the declared one, or to find it
  static ExtractedText extract(byte[] bytes, Optional<Charset> given) {
    DecodedText decoded = DecodedText.of(bytes, given.or(() -> declared(bytes)));
    Document page = Parser.htmlParser().setMaxDepth(MAX_DEPTH).parseInput(decoded.text(), "");
    String title = page.title().strip();
    Element heading = page.selectFirst("h1");
    page.select(LEFT_OUT).remove();
    String text = BlockText.of(mainOf(page));
    return new ExtractedText(
        title.isEmpty() && heading != null ? heading.text() : title,
        text,
        Map.of(),
        decoded.found());
  }

  private static Optional<Charset> declared(byte[] bytes) {
    int length = Math.min(bytes.length, DECLARATION);
    Matcher declaration =
        CHARSET.matcher(new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
    if (!declaration.find() || !isSupported(declaration.group(1))) {
      return Optional.empty();
    }
    Charset charset = Charset.forName(declaration.group(1));
    // A declaration that can be read in single bytes is not of UTF-16.
    return Optional.of(
        charset.name().startsWith("UTF-16") ? StandardCharsets.UTF_8 : widest(charset));
  }

  /// Browsers read windows-1252 where ISO-8859-1 is declared, and GB18030 where GB2312 is.
  private static Charset widest(Charset charset) {
    return switch (charset.name()) {
      case "ISO-8859-1", "US-ASCII" -> Charset.forName("windows-1252");
      case "GB2312", "GBK" -> Charset.forName("GB18030");
      default -> charset;
    };
  }

  private static boolean isSupported(String name) {
    try {
      return Charset.isSupported(name);
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /// The element that holds the page's own content, where the page marks one.
  private static Element mainOf(Document page) {
    for (String selector : new String[] {"main", "[role=main]", "article"}) {
      Element marked = page.selectFirst(selector);
      if (marked != null && marked.hasText() && page.select(selector).size() == 1) {
        return marked;
      }
    }
    return page.body();
  }

  /// Text of an element, one line a block. *One thread at a time.*
  private static final class BlockText implements NodeVisitor {
    private static final Pattern SPACES = Pattern.compile("[ \\x0B\\f\\r\\u00A0]+");
    private static final Pattern LINE_ENDS = Pattern.compile("[\\s\\u00A0]*\n[\\s\\u00A0]*");

    private final StringBuilder text = new StringBuilder();

    static String of(Element element) {
      var blocks = new BlockText();
      NodeTraversor.traverse(blocks, element);
      String spaced = SPACES.matcher(blocks.text).replaceAll(" ");
      return LINE_ENDS.matcher(spaced).replaceAll("\n").strip();
    }

    @Override
    public void head(Node node, int depth) {
      switch (node) {
        case TextNode words ->
            text.append(isPreformatted(words) ? words.getWholeText() : words.text());
        case Element element when element.nameIs("br") -> text.append('\n');
        case Element element when isBlock(element) -> text.append('\n');
        default -> {}
      }
    }

    @Override
    public void tail(Node node, int depth) {
      if (node instanceof Element element) {
        if (element.nameIs("td") || element.nameIs("th")) {
          text.append('\t');
        } else if (isBlock(element)) {
          text.append('\n');
        }
      }
    }

    private static boolean isBlock(Element element) {
      return element.isBlock() && !element.nameIs("td") && !element.nameIs("th");
    }

    private static boolean isPreformatted(TextNode words) {
      Element parent = words.parent();
      return parent != null && parent.closest("pre") != null;
    }
  }
}
