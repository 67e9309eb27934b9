package dev.semblance.search.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.lucene.codecs.Codec;
import org.apache.lucene.codecs.DocValuesProducer;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.FieldInfos;
import org.apache.lucene.index.SegmentCommitInfo;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.util.Bits;
import org.jspecify.annotations.Nullable;

/// The ids of the documents of one segment, which may be damaged elsewhere.
final class SegmentIds {
  private SegmentIds() {}

  /// Empty where the files that hold the ids are damaged themselves.
  static List<String> of(SegmentCommitInfo segment) {
    try {
      return segment.info.getUseCompoundFile()
          ? compound(segment)
          : read(segment, segment.info.dir);
    } catch (IOException | RuntimeException _) {
      return List.of();
    }
  }

  private static List<String> compound(SegmentCommitInfo segment) throws IOException {
    Codec codec = segment.info.getCodec();
    try (Directory files =
        codec.compoundFormat().getCompoundReader(segment.info.dir, segment.info)) {
      return read(segment, files);
    }
  }

  /// @param files of the segment, without those of its deletions
  private static List<String> read(SegmentCommitInfo segment, Directory files) throws IOException {
    Codec codec = segment.info.getCodec();
    FieldInfos fields = codec.fieldInfosFormat().read(files, segment.info, "", IOContext.READONCE);
    FieldInfo field = Objects.requireNonNull(fields.fieldInfo(FieldNames.ID));
    Bits live = live(segment, codec);
    var state = new SegmentReadState(files, segment.info, fields, IOContext.DEFAULT);
    try (DocValuesProducer values = codec.docValuesFormat().fieldsProducer(state)) {
      values.checkIntegrity();
      BinaryDocValues ids = values.getBinary(field);
      List<String> found = new ArrayList<>();
      for (int doc = ids.nextDoc(); doc != BinaryDocValues.NO_MORE_DOCS; doc = ids.nextDoc()) {
        if (live == null || live.get(doc)) {
          found.add(ids.binaryValue().utf8ToString());
        }
      }
      return found;
    }
  }

  private static @Nullable Bits live(SegmentCommitInfo segment, Codec codec) throws IOException {
    return segment.hasDeletions()
        ? codec.liveDocsFormat().readLiveDocs(segment.info.dir, segment, IOContext.READONCE)
        : null;
  }
}
