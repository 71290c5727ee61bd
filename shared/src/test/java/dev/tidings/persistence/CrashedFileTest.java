package dev.tidings.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process that is killed leaves in its file, and what the next one finds there. */
class CrashedFileTest {

  private static final String MIGRATIONS = "db/none";
  private static final int PARTS = 20;
  private static final int PART_ROWS = 1_000;
  private static final int COMMITS = 40;
  private static final int COMMITS_BETWEEN_CRASHES = 4;

  @TempDir Path folder;

  @Test
  void every_commit_is_found_again_also_where_files_have_gaps() throws IOException {
    try (Database database = Database.open(Database.embedded(folder, "bank"), MIGRATIONS)) {
      makeGaps(database);
      for (int commit = 1; commit <= COMMITS; commit++) {
        insert(database, commit);
        if (commit % COMMITS_BETWEEN_CRASHES == 0) {
          assertThat(foundAfterCrash(commit))
              .containsExactlyElementsOf(IntStream.rangeClosed(1, commit).boxed().toList());
        }
      }
    }
  }

  @Test
  void a_file_in_use_is_left_alone() throws IOException {
    String address = Database.embedded(folder, "bank");
    Path file = folder.resolve("bank.mv.db");
    try (Database database = Database.open(address, MIGRATIONS)) {
      database.useTransaction(unit -> unit.handle().execute("create table kept (id int)"));
      byte[] before = Files.readAllBytes(file);

      CrashedFile.mend(file);

      assertThat(file).hasBinaryContent(before);
      insert(database, 1);
    }
  }

  @Test
  void a_file_that_is_none_is_told_of_when_it_is_opened() throws IOException {
    Files.writeString(folder.resolve("bank.mv.db"), "this is no database".repeat(1_000));

    assertThatThrownBy(() -> Database.open(Database.embedded(folder, "bank"), MIGRATIONS))
        .hasStackTraceContaining("File corrupted");
  }

  /** What is written next goes where something was that is no more, not to the end of the file. */
  private static void makeGaps(Database database) {
    database.useTransaction(unit -> {
      unit.handle().execute("set retention_time 0");
      unit.handle().execute("create table filler (id int primary key, text varchar)");
      unit.handle().execute("create table kept (id int primary key)");
    });
    for (int part = 0; part < PARTS; part++) {
      inPart(
          database,
          "insert into filler select x, repeat('f', 500) from system_range(?, ?) as numbers(x)",
          part);
    }
    for (int part = 0; part < PARTS; part += 2) {
      inPart(database, "delete from filler where id between ? and ?", part);
    }
    database.useTransaction(unit -> unit.handle().execute("set retention_time 45000"));
  }

  private static void inPart(Database database, String sql, int part) {
    int from = part * PART_ROWS;
    database.useTransaction(unit -> unit.handle().execute(sql, from, from + PART_ROWS - 1));
  }

  private static void insert(Database database, int commit) {
    database.useTransaction(unit -> unit.handle().execute("insert into kept values (?)", commit));
  }

  /** A copy of the open file is what {@code kill -9} leaves: all that was handed to the system. */
  private List<Integer> foundAfterCrash(int commit) throws IOException {
    Path left = Files.createDirectory(folder.resolve("left-" + commit));
    Files.copy(folder.resolve("bank.mv.db"), left.resolve("bank.mv.db"));
    try (Database database = Database.open(Database.embedded(left, "bank"), MIGRATIONS)) {
      return database.read(
          handle -> handle.select("select id from kept order by id").mapTo(Integer.class).list());
    }
  }
}
