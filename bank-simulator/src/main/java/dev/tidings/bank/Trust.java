package dev.tidings.bank;

import dev.tidings.bank.Security.Tls;
import dev.tidings.bank.oauth.SoftwareStatements;
import dev.tidings.bank.tls.LocalAuthority;
import dev.tidings.bank.tls.SecureSockets;
import dev.tidings.http.ServerSettings.Secured;
import dev.tidings.jose.SigningKeys;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/**
 * What the bank signs with and proves itself by, from its data folder.
 *
 * @param sockets none for plain HTTP
 */
record Trust(SigningKeys keys, SoftwareStatements statements, List<Secured> sockets) {

  /**
   * Reads what there is and makes the rest.
   *
   * @throws IOException when the data folder cannot be used
   */
  static Trust loadOrCreate(BankConfig config) throws IOException {
    return new Trust(
        SigningKeys.loadOrCreate(config.data().resolve("signing-keys.json"), config.clock()),
        new SoftwareStatements(
            config.issuer() + "/sandbox/directory",
            SigningKeys.loadOrCreate(config.data().resolve("directory-keys.json"), config.clock()),
            config.clock()),
        sockets(config));
  }

  private static List<Secured> sockets(BankConfig config) throws IOException {
    Tls tls = config.options().security().tls();
    if (tls == null) {
      return List.of();
    }
    LocalAuthority authority = LocalAuthority.loadOrCreate(config.data());
    String host = URI.create(config.issuer()).getHost();
    return List.of(
        new Secured(config.listener(), SecureSockets.of(authority, host, false)),
        new Secured(tls.listener(), SecureSockets.of(authority, host, true)));
  }
}
