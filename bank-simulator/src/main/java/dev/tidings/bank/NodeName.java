package dev.tidings.bank;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * The name under which a bank process owns work. It stays with the data folder: a bank that was
 * killed takes its own work up again at once, and two banks on one database have two names.
 */
final class NodeName {

  private NodeName() {}

  static String loadOrCreate(Path file) throws IOException {
    if (Files.exists(file)) {
      return Files.readString(file).strip();
    }
    String name = "node-" + UUID.randomUUID();
    Files.writeString(file, name);
    return name;
  }
}
