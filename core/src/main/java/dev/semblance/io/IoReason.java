package dev.semblance.io;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.jspecify.annotations.Nullable;

/// Why a file or folder cannot be read or written, for messages: without the names of Java classes,
/// and without the path, because clients of a server may read the message.
public final class IoReason {
  private IoReason() {}

  public static String of(IOException e) {
    return switch (e) {
      case NoSuchFileException _, FileNotFoundException _ -> "it does not exist";
      case AccessDeniedException _ -> "permission denied";
      case FileAlreadyExistsException _ -> "it exists already";
      case NotDirectoryException _ -> "it is not a folder";
      case DirectoryNotEmptyException _ -> "the folder is not empty";
      case FileSystemException failed -> orUnknown(failed.getReason());
      default -> orUnknown(e.getMessage());
    };
  }

  private static String orUnknown(@Nullable String reason) {
    return reason == null || reason.isBlank() ? "the system gave no reason" : reason;
  }
}
