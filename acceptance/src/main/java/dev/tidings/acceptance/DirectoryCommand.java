package dev.tidings.acceptance;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tidings.acceptance.system.Http;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints a software statement of a bank's directory, to register with. */
@Command(
    name = "directory",
    description = {
      "Prints a software statement (RFC 7591) that a simulated bank believes.",
      "",
      "Example: scripts/directory --name \"My app\" --redirect-uri https://app.example/callback \\",
      "           --jwks-uri https://app.example/jwks"
    },
    mixinStandardHelpOptions = true)
final class DirectoryCommand implements Callable<Integer> {

  @Option(
      names = "--bank",
      defaultValue = "http://localhost:8081",
      description = "The bank's address (${DEFAULT-VALUE}).")
  private URI bank = URI.create("http://localhost:8081");

  @Option(names = "--name", required = true, description = "The software's name.")
  private String name = "";

  @Option(
      names = "--redirect-uri",
      required = true,
      description = "Where customers may be sent back to; may be repeated.")
  private List<String> redirectUris = List.of();

  @ArgGroup(multiplicity = "1")
  private Keys keys = new Keys();

  /** One of both. */
  static final class Keys {

    @Option(names = "--jwks", description = "File with the software's public keys.")
    private @Nullable Path file;

    @Option(names = "--jwks-uri", description = "Address of the software's public keys.")
    private @Nullable String address;
  }

  @Override
  public Integer call() {
    try {
      Map<String, Object> software = new LinkedHashMap<>();
      software.put("name", name);
      software.put("redirectUris", redirectUris);
      if (keys.file == null) {
        software.put("jwksUri", String.valueOf(keys.address));
      } else {
        software.put(
            "jwks",
            JsonMapper.builder()
                .build()
                .readValue(
                    Files.readString(keys.file), new TypeReference<Map<String, Object>>() {}));
      }
      System.out.println(
          new Http()
              .post(bank.resolve("/sandbox/directory/software-statements"), software)
              .expect(201)
              .json()
              .path("software_statement")
              .asText());
      return 0;
    } catch (IOException | RuntimeException e) {
      System.err.println("no statement from " + bank + ": " + e.getMessage());
      return 1;
    }
  }
}
