package dev.tidings.bank.oauth;

import dev.tidings.bank.persistence.TestDatabase;
import dev.tidings.persistence.Database;
import java.nio.file.Path;

final class AuthorizationServerOnH2Test extends AuthorizationServerContract {

  @Override
  Database open(Path folder) {
    return TestDatabase.h2(folder);
  }
}
