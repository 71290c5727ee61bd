package dev.tidings.persistence;

import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** One database transaction, and what is to be done once it is committed. Not thread-safe. */
public final class UnitOfWork {

  private final Handle handle;
  private final List<Runnable> afterCommit = new ArrayList<>();

  UnitOfWork(Handle handle) {
    this.handle = handle;
  }

  public Handle handle() {
    return handle;
  }

  /**
   * Runs the action after the commit, and never if there is none. It must be quick, such as a
   * wake-up.
   */
  public void afterCommit(Runnable action) {
    afterCommit.add(action);
  }

  void committed() {
    afterCommit.forEach(Runnable::run);
  }
}
