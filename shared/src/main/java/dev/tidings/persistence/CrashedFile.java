package dev.tidings.persistence;

import java.nio.file.Files;
import java.nio.file.Path;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mends the file of an embedded database that was not closed. H2 follows its commits from where the
 * file's header points, and 2.5.250 and 2.5.252 let that be the last one before a jump to a gap in
 * the file: what was committed after it is there, but would not be found. So all of the file is
 * searched for the newest commit, and the header set to it. Source: {@code RandomAccessStore} of
 * H2, where the header is written before the chunk it should point to is known; 2.4.240 had it
 * right.
 */
final class CrashedFile {

  private static final Logger log = LoggerFactory.getLogger(CrashedFile.class);

  private CrashedFile() {}

  /** Does nothing with a file that was closed, is in use, or cannot be read as it should. */
  static void mend(Path file) {
    if (Files.exists(file) && wasNotClosed(file)) {
      log.info("{} was not closed: looking for its newest commit", file);
      store(file).recoveryMode().autoCommitDisabled().open().close();
    }
  }

  private static boolean wasNotClosed(Path file) {
    try (MVStore store = store(file).readOnly().open()) {
      return !store.getStoreHeader().containsKey("clean");
    } catch (MVStoreException e) {
      log.debug("{} is left as it is", file, e); // what is wrong is told when it is opened
      return false;
    }
  }

  private static MVStore.Builder store(Path file) {
    return new MVStore.Builder().fileName(file.toString());
  }
}
