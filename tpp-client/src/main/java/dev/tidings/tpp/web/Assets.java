package dev.tidings.tpp.web;

import io.javalin.config.RoutesConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/**
 * Static files from the class path, in memory. Their address carries a digest of them all, so that
 * browsers may keep them for ever.
 */
final class Assets {

  private static final String CSS = "text/css; charset=utf-8";
  private static final String SCRIPT = "text/javascript; charset=utf-8";

  /**
   * A file.
   *
   * @param webJar artifact that brings it; empty for our own
   */
  private record Asset(String name, String type, String webJar, String path) {}

  private static final List<Asset> ASSETS =
      List.of(
          new Asset("app.css", CSS, "", "app.css"),
          new Asset("app.js", SCRIPT, "", "app.js"),
          new Asset("calls.js", SCRIPT, "", "calls.js"),
          new Asset("graphql.js", SCRIPT, "", "graphql.js"),
          new Asset("icon.svg", "image/svg+xml", "", "icon.svg"),
          new Asset("htmx.js", SCRIPT, "htmx.org", "dist/htmx.min.js"),
          new Asset("sse.js", SCRIPT, "htmx-ext-sse", "sse.js"),
          new Asset("uplot.js", SCRIPT, "uplot", "dist/uPlot.iife.min.js"),
          new Asset("uplot.css", CSS, "uplot", "dist/uPlot.min.css"));

  private static final int DIGEST_CHARACTERS = 12;

  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private final String path;

  Assets() {
    ASSETS.forEach(asset -> files.put(asset.name(), read(resource(asset))));
    this.path = "/assets/" + digest();
  }

  /** The folder's address, without a slash at its end. */
  String path() {
    return path;
  }

  void register(RoutesConfig routes) {
    byte[] document = read("/web/openapi.yaml");
    routes.get(
        "/openapi.yaml",
        ctx -> {
          ctx.contentType("application/yaml; charset=utf-8");
          ctx.result(document);
        });
    for (Asset asset : ASSETS) {
      byte[] content = Objects.requireNonNull(files.get(asset.name()));
      routes.get(
          path + "/" + asset.name(),
          ctx -> {
            ctx.header("Cache-Control", "public, max-age=31536000, immutable");
            ctx.contentType(asset.type());
            ctx.result(content);
          });
    }
  }

  private String digest() {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      files.values().forEach(sha256::update);
      return HexFormat.of().formatHex(sha256.digest()).substring(0, DIGEST_CHARACTERS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String resource(Asset asset) {
    return asset.webJar().isEmpty()
        ? "/web/" + asset.path()
        : "/META-INF/resources/webjars/"
            + asset.webJar()
            + "/"
            + version(asset.webJar())
            + "/"
            + asset.path();
  }

  private static String version(String webJar) {
    Properties properties = new Properties();
    byte[] file = read("/META-INF/maven/org.webjars.npm/" + webJar + "/pom.properties");
    try {
      properties.load(new ByteArrayInputStream(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }

  private static byte[] read(String resource) {
    try (InputStream file = Assets.class.getResourceAsStream(resource)) {
      if (file == null) {
        throw new IllegalStateException("the jar lacks " + resource);
      }
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
