package dev.tidings.bank.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every request that was answered, a line each, to be counted by whoever doubts a TPP's figures: in
 * the Common Log Format, whose user is the TPP whose token was shown. Queries are left out, for
 * they tell what is nobody's business. Thread-safe.
 */
public final class AccessLog implements RequestLog, AutoCloseable {

  /** The file's name in the bank's folder; with {@code .1} behind it, the file before it. */
  public static final String FILE = "access.log";

  /** A file that has become so large, in bytes, is set aside, and the one set aside before goes. */
  static final long FILE_BYTES_MAX = 64L * 1024 * 1024;

  private static final Logger log = LoggerFactory.getLogger(AccessLog.class);
  private static final String CLIENT = AccessLog.class.getName();
  private static final Pattern BREAKS_A_LINE = Pattern.compile("[^\\x21-\\x7e]|\"");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Path file;
  private final long bytesMax;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private OutputStream out;
  private long bytes;

  public AccessLog(Path folder, InstantSource clock) throws IOException {
    this(folder, FILE_BYTES_MAX, clock);
  }

  AccessLog(Path folder, long bytesMax, InstantSource clock) throws IOException {
    this.file = folder.resolve(FILE);
    this.bytesMax = bytesMax;
    this.clock = clock;
    this.out = open(file);
    this.bytes = Files.size(file);
  }

  /** The TPP whose token this request showed, for its line. */
  public static void calledBy(Context ctx, String clientId) {
    ctx.attribute(CLIENT, clientId);
  }

  @Override
  public void log(Request request, Response response) {
    Object client = request.getAttribute(CLIENT);
    String line =
        Request.getRemoteAddr(request)
            + " - "
            + (client == null ? "-" : word(client.toString()))
            + " ["
            + TIME.format(clock.instant())
            + "] \""
            + word(request.getMethod())
            + " "
            + word(request.getHttpURI().getPath())
            + " "
            + request.getConnectionMetaData().getHttpVersion().asString()
            + "\" "
            + response.getStatus()
            + " "
            + Response.getContentBytesWritten(response)
            + "\n";
    write(line.getBytes(US_ASCII));
  }

  @Override
  public void close() {
    lock.lock();
    try {
      out.close();
    } catch (IOException e) {
      log.warn("the access log could not be closed: {}", e.toString());
    } finally {
      lock.unlock();
    }
  }

  private void write(byte[] line) {
    lock.lock();
    try {
      if (bytes + line.length > bytesMax) {
        setAside();
      }
      out.write(line);
      bytes += line.length;
    } catch (IOException e) {
      // A full disk is no reason to refuse customers.
      log.warn("a line of the access log is lost: {}", e.toString());
    } finally {
      lock.unlock();
    }
  }

  private void setAside() throws IOException {
    out.close();
    Files.move(file, file.resolveSibling(FILE + ".1"), StandardCopyOption.REPLACE_EXISTING);
    out = open(file);
    bytes = 0;
  }

  /** Unbuffered: what was answered is in the file, even when we are killed. */
  private static OutputStream open(Path file) throws IOException {
    return Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static String word(@Nullable String text) {
    return text == null || text.isEmpty() ? "-" : BREAKS_A_LINE.matcher(text).replaceAll("?");
  }
}
