package dev.tidings.bank.notification;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Connections to a real database that break where the life of their process is to end. What was not
 * committed then is rolled back, as when the other end of a connection is gone.
 */
final class MortalConnections {

  /** SQL states: the connection broke; the transaction was ended in favour of another one. */
  private static final String BROKEN = "08006";

  private static final String LOST_TO_ANOTHER = "40001";

  private final DataSource source;
  private volatile Life life = new Life(new Tally());

  MortalConnections(DataSource real) {
    source =
        proxy(
            DataSource.class,
            (_, method, arguments) -> {
              if (!method.getName().equals("getConnection")) {
                return call(real, method, arguments);
              }
              life.check();
              return connection(real.getConnection());
            });
  }

  DataSource source() {
    return source;
  }

  /** From now on they are of this process; the former must be over, in every respect. */
  void belongTo(Life next) {
    life = next;
  }

  private Connection connection(Connection real) {
    Set<CrashPoint> written = EnumSet.noneOf(CrashPoint.class);
    return proxy(
        Connection.class,
        (_, method, arguments) -> {
          if (method.getName().equals("commit")) {
            commit(real, written);
            return null;
          }
          if (!method.getName().equals("prepareStatement")) {
            return call(real, method, arguments);
          }
          life.check();
          PreparedStatement statement = (PreparedStatement) call(real, method, arguments);
          return statement(statement, (String) arguments[0], written);
        });
  }

  private PreparedStatement statement(
      @Nullable PreparedStatement real, String sql, Set<CrashPoint> written) {
    if (real == null) {
      throw new IllegalStateException("no statement");
    }
    CrashPoint point = pointOf(sql);
    return proxy(
        PreparedStatement.class,
        (_, method, arguments) -> {
          if (!method.getName().startsWith("execute")) {
            return call(real, method, arguments);
          }
          pass(CrashPoint.ANYWHERE, LOST_TO_ANOTHER);
          Object result = call(real, method, arguments);
          if (point != CrashPoint.ANYWHERE) {
            written.add(point);
          }
          if (point == CrashPoint.AFTER_COMMIT) {
            pass(CrashPoint.AFTER_INSERT, BROKEN);
          }
          return result;
        });
  }

  private void commit(Connection real, Set<CrashPoint> written) throws SQLException {
    if (written.contains(CrashPoint.AFTER_COMPLETION)) {
      pass(CrashPoint.BEFORE_COMPLETION, BROKEN);
    }
    if (written.contains(CrashPoint.AFTER_POSTPONEMENT)) {
      pass(CrashPoint.BEFORE_POSTPONEMENT, BROKEN);
    }
    life.check();
    real.commit();
    List<CrashPoint> committed = List.copyOf(written);
    written.clear();
    for (CrashPoint point : committed) {
      pass(point, BROKEN);
    }
  }

  private void pass(CrashPoint point, String sqlState) throws SQLException {
    try {
      life.pass(point);
    } catch (Life.Trouble e) {
      throw new SQLException(e.getMessage(), sqlState, e);
    }
  }

  /**
   * What is reached when the statement's transaction is committed. By the words of the statement:
   * when they change, the point is reached no more, and {@link Tally#missing} tells.
   */
  private static CrashPoint pointOf(String sql) {
    String text = sql.strip().toLowerCase(Locale.ROOT);
    if (text.startsWith("insert into event_log")) {
      return CrashPoint.AFTER_COMMIT;
    }
    if (text.startsWith("update lease") && text.contains("epoch + 1")) {
      return CrashPoint.AFTER_LEASE;
    }
    if (text.startsWith("insert into notification (")) {
      return CrashPoint.AFTER_QUEUE;
    }
    if (text.startsWith("update notification set due_at = ?, failures")) {
      return CrashPoint.AFTER_POSTPONEMENT;
    }
    return text.startsWith("update notification set status = ?, settled_at")
        ? CrashPoint.AFTER_COMPLETION
        : CrashPoint.ANYWHERE;
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static @Nullable Object call(Object real, Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
  }
}
