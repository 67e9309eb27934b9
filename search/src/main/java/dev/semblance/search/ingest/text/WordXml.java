package dev.semblance.search.ingest.text;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.io.ByteArrayInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// The parts of a Word document, read as a stream of elements. Document types are refused: Word
/// writes none, and through them a file names other files or grows without limit.
final class WordXml {
  private WordXml() {}

  /// One line a paragraph; cells of a table are separated by tabs. Deleted text and field codes are
  /// left out.
  static StringBuilder text(byte[] part) {
    var text = new StringBuilder();
    read(
        part,
        reader -> {
          switch (reader.getLocalName()) {
            case "t" -> text.append(reader.getElementText());
            case "tab" -> text.append('\t');
            case "br", "cr" -> text.append('\n');
            case "noBreakHyphen" -> text.append('-');
            case "p" -> newLine(text);
            case "tr" -> text.append('\n');
            case "tc" ->
                text.append(text.isEmpty() || text.charAt(text.length() - 1) == '\n' ? "" : "\t");
            default -> {}
          }
        });
    return text;
  }

  /// Empty where there is none.
  static String title(byte[] part) {
    var title = new StringBuilder();
    read(
        part,
        reader -> {
          if (reader.getLocalName().equals("title")) {
            title.append(reader.getElementText());
          }
        });
    return title.toString().strip();
  }

  /// A paragraph at the beginning of a cell continues its line.
  private static void newLine(StringBuilder text) {
    if (!text.isEmpty() && text.charAt(text.length() - 1) != '\t') {
      text.append('\n');
    }
  }

  private static void read(byte[] part, ElementStart start) {
    try {
      XMLStreamReader reader = factory().createXMLStreamReader(new ByteArrayInputStream(part));
      while (reader.hasNext()) {
        int event = reader.next();
        if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
          throw new SemblanceException(
              Fault.INVALID, "the document declares a document type, which Word does not write");
        }
        if (event == XMLStreamConstants.START_ELEMENT) {
          start.at(reader);
        }
      }
      reader.close();
    } catch (XMLStreamException e) {
      throw new SemblanceException(Fault.INVALID, "its XML is damaged: " + where(e), e);
    }
  }

  private static String where(XMLStreamException e) {
    return e.getLocation() == null
        ? "it cannot be read"
        : "at line %d, column %d"
            .formatted(e.getLocation().getLineNumber(), e.getLocation().getColumnNumber());
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, false);
    return factory;
  }

  private interface ElementStart {
    void at(XMLStreamReader reader) throws XMLStreamException;
  }
}
