package dev.tidings.openbanking;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PermissionTest {

  @Test
  void thereAreTwentyOne() {
    assertThat(Permission.values()).hasSize(21);
  }

  @Test
  void codesAreFoundAsTheyAreWritten() {
    assertThat(Permission.find("ReadPAN")).contains(Permission.ReadPAN);
    assertThat(Permission.find("readpan")).isEmpty();
    assertThat(Permission.find("")).isEmpty();
  }
}
