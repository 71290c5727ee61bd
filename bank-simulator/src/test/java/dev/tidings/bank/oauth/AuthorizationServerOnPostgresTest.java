package dev.tidings.bank.oauth;

import dev.tidings.bank.persistence.TestDatabase;
import dev.tidings.persistence.Database;
import java.nio.file.Path;

final class AuthorizationServerOnPostgresTest extends AuthorizationServerContract {

  @Override
  Database open(Path folder) {
    return TestDatabase.postgres();
  }
}
