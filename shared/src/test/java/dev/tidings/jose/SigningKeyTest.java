package dev.tidings.jose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeyTest {

  @TempDir private Path folder;

  @Test
  void isMadeOnceAndOnlyItsOwnerMayReadIt() throws IOException {
    Path file = folder.resolve("key.json");
    SigningKey made = SigningKey.loadOrCreate(file);

    assertThat(SigningKey.loadOrCreate(file).kid()).isEqualTo(made.kid());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void publishesThePublicHalfOnly() {
    assertThat(SigningKey.generate().publicKeys().getKeys())
        .singleElement()
        .satisfies(key -> assertThat(key.isPrivate()).isFalse());
  }

  @Test
  void aFileThatHoldsSomethingElseIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("key.json"), "{}");

    assertThatThrownBy(() -> SigningKey.loadOrCreate(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString());
  }
}
