package dev.tidings.bank.notification;

import dev.tidings.bank.broker.BusinessEvent.Movement;
import dev.tidings.openbanking.Money;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which changes of a balance a TPP wants to be told. Both balances that the API shows are looked
 * at: the booked one and the one with everything pending.
 *
 * @param movedAtLeast positive, one a currency: told when a balance moves so far, either way
 * @param crossed told when a balance falls below or rises to this
 */
record Thresholds(List<Money> movedAtLeast, List<Money> crossed) {

  static final Thresholds NONE = new Thresholds(List.of(), List.of());

  boolean areNone() {
    return movedAtLeast.isEmpty() && crossed.isEmpty();
  }

  /**
   * Whether a change is worth telling. One in a currency without a threshold is, and so is one of
   * which nobody says how far it went.
   */
  boolean let(@Nullable Movement movement) {
    if (movement == null || limits().noneMatch(limit -> isOf(limit, movement))) {
      return true;
    }
    return movedAtLeast.stream().anyMatch(limit -> isOf(limit, movement) && moves(limit, movement))
        || crossed.stream().anyMatch(limit -> isOf(limit, movement) && crosses(limit, movement));
  }

  private Stream<Money> limits() {
    return Stream.concat(movedAtLeast.stream(), crossed.stream());
  }

  private static boolean isOf(Money limit, Movement movement) {
    return limit.currency().equals(movement.currency());
  }

  private static boolean moves(Money limit, Movement movement) {
    return Math.abs(movement.bookedAfterMinor() - movement.bookedBeforeMinor()) >= limit.minor()
        || Math.abs(movement.availableAfterMinor() - movement.availableBeforeMinor())
            >= limit.minor();
  }

  private static boolean crosses(Money limit, Movement movement) {
    return isBelow(movement.bookedBeforeMinor(), limit)
            != isBelow(movement.bookedAfterMinor(), limit)
        || isBelow(movement.availableBeforeMinor(), limit)
            != isBelow(movement.availableAfterMinor(), limit);
  }

  private static boolean isBelow(long balanceMinor, Money limit) {
    return balanceMinor < limit.minor();
  }
}
