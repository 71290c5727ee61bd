package dev.tidings.bank.sandbox;

import dev.tidings.bank.ledger.Account;
import dev.tidings.bank.ledger.ErrorPath;
import dev.tidings.bank.ledger.Transaction;
import dev.tidings.openbanking.CreditDebitIndicator;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** The people who bank here: the same everywhere, with amounts and numbers by the bank's seed. */
final class Personas {

  private static final Transaction.Kind SALARY = Transaction.Kind.SALARY;

  private Personas() {}

  static List<Persona> all(long seed, Instant start) {
    return List.of(
        amelia(new PersonaBuilder(seed, start, "amelia", "Amelia Hart", personal())),
        couple(new PersonaBuilder(seed, start, "couple", "Oliver and Isla Reed-Marsh", personal())),
        single(
            new PersonaBuilder(seed, start, "oliver", "Oliver Reed-Marsh", personal()),
            "oliver",
            "Tidewater Logistics"),
        single(
            new PersonaBuilder(seed, start, "isla", "Isla Reed-Marsh", personal()),
            "isla",
            "Moorgate Hospital Trust"),
        noah(new PersonaBuilder(seed, start, "noah", "Noah Okafor", personal())),
        freya(
            new PersonaBuilder(
                seed, start, "freya", "Freya Lindqvist Joinery", Account.Category.Business)),
        george(new PersonaBuilder(seed, start, "george", "George Pemberton", personal())),
        nina(new PersonaBuilder(seed, start, "nina", "Nina Kowalczyk", personal())),
        errorPath(
            seed, start, ErrorPath.LOCKED, "Lottie Locke", "Is locked out: signing in is refused"),
        errorPath(
            seed,
            start,
            ErrorPath.NEEDS_REAUTHENTICATION,
            "Rhea Newman",
            "Has to allow each access twice: the first read is answered 403 U028"),
        errorPath(
            seed,
            start,
            ErrorPath.ABANDONS,
            "Abel Ambler",
            "Walks away instead of deciding: nothing comes back to your application"),
        errorPath(
            seed,
            start,
            ErrorPath.SLOW,
            "Sloane Sutter",
            "Has slow answers: each read takes 5 seconds more"));
  }

  private static Account.Category personal() {
    return Account.Category.Personal;
  }

  private static Persona amelia(PersonaBuilder b) {
    String who = "amelia";
    b.customer(who, "Amelia Hart", "Salaried, four accounts in two currencies; the demo customer");
    Account current = b.current("Everyday", 500_00, b.draw().between(900_00, 1_600_00), who);
    Account savings = b.savings("Rainy day", b.draw().between(4_000_00, 9_000_00), who);
    Account euro = b.euro("Euro", b.draw().between(250_00, 700_00), who);
    Account card = b.card("Credit card", 4_000_00, -b.draw().between(150_00, 420_00), who);
    b.income(current, 28, SALARY, "Wrenfield Publishing", 2_650_00, 3_150_00);
    b.standingOrder(current, 1, "Larch Row Lettings", 950_00, 1_050_00);
    b.bill(current, 3, "Alderbrook Council Tax", 128_00, 156_00);
    b.bill(current, 5, "Northlight Energy", 84_00, 118_00);
    b.bill(current, 9, "Vale & Weir Water", 27_00, 36_00);
    b.bill(current, 12, "Fernlink Broadband", 26_99, 34_99);
    b.bill(current, 15, "Kestrel Mobile", 12_00, 24_00);
    b.bill(current, 17, "Stonebridge Fitness", 24_99, 39_99);
    b.bill(current, 20, "Beacon Hall Home Insurance", 14_20, 19_80);
    b.habit(new Habit.CardBill(card, current, 24));
    b.habit(new Habit.Saving(current, savings, 2, 150_00));
    b.habit(new Habit.Balancing(current, savings, 27, 400_00, 1_400_00));
    b.habit(new Habit.Interest(savings, 375));
    b.habit(new Habit.Exchange(current, euro, 120_00));
    b.habit(new Habit.Shopping(euro, Merchant.ABROAD, 1.2, 0, 300_00));
    b.habit(new Habit.Shopping(current, Merchant.EVERYDAY, 8, -200_00, 900_00));
    b.habit(new Habit.Shopping(card, Merchant.OCCASIONAL, 2.5, -3_000_00, -1_000_00));
    b.habit(new Habit.Cash(current, 0.5, 100_00));
    b.habit(euros(current, Merchant.ABROAD, 0.6, 200_00));
    b.habit(euros(card, Merchant.ABROAD, 0.3, -2_000_00));
    b.scheduled(current, "Meadow Lane Dental", "CHECK-UP", 85_00, 6);
    b.scheduled(current, "Ferrybridge Flute Lessons", "AUTUMN TERM", 140_00, 19);
    return b.build();
  }

  private static Persona couple(PersonaBuilder b) {
    String pair = "oliver-and-isla";
    b.customer(
        pair, "Oliver and Isla Reed-Marsh", "A couple that signs in together, joint account");
    b.customer("oliver", "Oliver Reed-Marsh", "One of the couple: the joint account and his own");
    b.customer("isla", "Isla Reed-Marsh", "One of the couple: the joint account and her own");
    long start = b.draw().between(1_400_00, 2_400_00);
    Account joint = b.current("Household", 1_000_00, start, pair, "oliver", "isla");
    Account savings =
        b.savings("House deposit", b.draw().between(9_000_00, 16_000_00), pair, "oliver", "isla");
    b.income(joint, 1, Transaction.Kind.STANDING_ORDER, "Oliver, household", 1_350_00, 1_500_00);
    b.income(joint, 1, Transaction.Kind.STANDING_ORDER, "Isla, household", 1_350_00, 1_500_00);
    b.bill(joint, 2, "Hollybank Mortgages", 1_080_00, 1_320_00);
    b.bill(joint, 4, "Alderbrook Council Tax", 158_00, 188_00);
    b.bill(joint, 6, "Northlight Energy", 118_00, 164_00);
    b.bill(joint, 10, "Vale & Weir Water", 36_00, 48_00);
    b.bill(joint, 13, "Fernlink Broadband", 32_99, 41_99);
    b.bill(joint, 16, "Little Acorns Nursery", 380_00, 460_00);
    b.bill(joint, 22, "Beacon Hall Car Insurance", 38_00, 56_00);
    b.habit(new Habit.Balancing(joint, savings, 28, 300_00, 1_500_00));
    b.habit(new Habit.Interest(savings, 410));
    b.habit(new Habit.Shopping(joint, Merchant.EVERYDAY, 7, -300_00, 1_200_00));
    b.habit(new Habit.Shopping(joint, Merchant.OCCASIONAL, 1, 0, 1_500_00));
    b.scheduled(joint, "Bright & Wells Boilers", "SERVICE", 118_00, 9);
    return b.build();
  }

  private static Persona single(PersonaBuilder b, String username, String employer) {
    Account own = b.current("Personal", 250_00, b.draw().between(500_00, 1_100_00), username);
    b.income(own, 27, SALARY, employer, 2_300_00, 2_700_00);
    b.standingOrder(own, 1, "Household, joint account", 1_350_00, 1_500_00);
    b.bill(own, 8, "Kestrel Mobile", 14_00, 26_00);
    b.bill(own, 18, "Stonebridge Fitness", 24_99, 39_99);
    b.bill(own, 21, "Harvest Pensions", 150_00, 220_00);
    b.habit(new Habit.Shopping(own, Merchant.EVERYDAY, 5, 0, 900_00));
    b.habit(new Habit.Shopping(own, Merchant.OCCASIONAL, 2.5, 100_00, 900_00));
    b.habit(new Habit.Cash(own, 0.4, 100_00));
    return b.build();
  }

  private static Persona noah(PersonaBuilder b) {
    String who = "noah";
    b.customer(who, "Noah Okafor", "A student, deep in the overdraft");
    Account current = b.current("Student", 1_500_00, -b.draw().between(700_00, 1_000_00), who);
    b.income(current, 1, Transaction.Kind.TRANSFER, "Mum and Dad", 180_00, 240_00);
    b.income(current, 15, SALARY, "The Lamplighter Inn", 260_00, 340_00);
    b.standingOrder(current, 2, "Campus Halls", 290_00, 330_00);
    b.bill(current, 11, "Kestrel Mobile", 8_00, 12_00);
    b.habit(new Habit.Shopping(current, Merchant.STUDENT, 9, -1_420_00, -900_00));
    b.habit(new Habit.Cash(current, 0.3, -1_300_00));
    return b.build();
  }

  private static Persona freya(PersonaBuilder b) {
    String who = "freya";
    b.customer(who, "Freya Lindqvist", "Sole trader, a joiner: invoices, materials, VAT");
    Account business = b.current("Business", 2_000_00, b.draw().between(3_000_00, 6_000_00), who);
    Account tax = b.savings("Tax reserve", b.draw().between(3_500_00, 5_500_00), who);
    Account euro = b.euro("Euro clients", b.draw().between(800_00, 2_400_00), who);
    List<String> clients =
        List.of("Bramble Cottage Inns", "R. Whitcombe", "Saltmarsh Studios", "J. and P. Adeyemi");
    b.habit(new Habit.Invoices(business, clients, 1.6, 280_00, 1_600_00));
    b.habit(new Habit.Invoices(euro, List.of("Atelier Duchamp-Roy"), 0.15, 200_00, 900_00));
    b.bill(business, 4, "Railway Arch Workshops", 420_00, 520_00);
    b.bill(business, 7, "Beacon Hall Trade Insurance", 46_00, 62_00);
    b.bill(business, 14, "Kestrel Mobile Business", 22_00, 34_00);
    b.bill(business, 19, "Ledgerleaf Accounting", 24_00, 36_00);
    b.standingOrder(business, 25, "F. Lindqvist, drawings", 1_500_00, 1_900_00);
    taxBill(b, business, Set.of(2, 5, 8, 11), 7, "HMRC VAT", 900_00, 1_500_00);
    taxBill(b, business, Set.of(1, 7), 30, "HMRC Self Assessment", 1_400_00, 2_100_00);
    b.habit(new Habit.Balancing(business, tax, 6, 1_200_00, 5_000_00));
    b.habit(new Habit.Interest(tax, 290));
    b.habit(new Habit.Shopping(business, Merchant.TRADE, 4, -500_00, 3_500_00));
    b.habit(euros(business, Merchant.TRADE_ABROAD, 0.5, 500_00));
    b.scheduled(business, "Mortice & Tenon Timber", "OAK BOARDS", 640_00, 4);
    return b.build();
  }

  private static Habit euros(Account pounds, List<Merchant> shops, double perWeek, long floor) {
    return new Habit.Abroad(pounds, shops, "EUR", 1_131_000, 1_178_000, perWeek, floor);
  }

  private static void taxBill(
      PersonaBuilder b,
      Account from,
      Set<Integer> months,
      int day,
      String tax,
      long low,
      long high) {
    Transaction.Kind kind = Transaction.Kind.DIRECT_DEBIT;
    b.regular(from, months, day, CreditDebitIndicator.Debit, kind, tax, low, high);
  }

  private static Persona george(PersonaBuilder b) {
    String who = "george";
    b.customer(who, "George Pemberton", "Pensioner and saver");
    Account current = b.current("Current", 0, b.draw().between(1_100_00, 2_000_00), who);
    Account savings = b.savings("Nest egg", b.draw().between(38_000_00, 64_000_00), who);
    b.income(current, 10, Transaction.Kind.OTHER, "State Pension", 840_00, 960_00);
    b.income(current, 25, Transaction.Kind.OTHER, "Foundry Workers Pension", 620_00, 880_00);
    b.bill(current, 3, "Alderbrook Council Tax", 112_00, 134_00);
    b.bill(current, 8, "Northlight Energy", 92_00, 128_00);
    b.bill(current, 14, "Vale & Weir Water", 24_00, 34_00);
    b.bill(current, 18, "Fernlink Broadband", 21_99, 27_99);
    b.bill(current, 21, "Beacon Hall Home Insurance", 18_00, 26_00);
    b.habit(new Habit.Balancing(current, savings, 26, 500_00, 1_800_00));
    b.habit(new Habit.Interest(savings, 425));
    b.habit(new Habit.Shopping(current, Merchant.EVERYDAY, 4.5, 100_00, 1_200_00));
    b.habit(new Habit.Shopping(current, Merchant.OCCASIONAL, 0.7, 300_00, 1_500_00));
    b.habit(new Habit.Cash(current, 0.8, 200_00));
    b.standingOrder(current, 6, "Lifeboat Friends", 10_00, 25_00);
    b.scheduled(current, "Brackenfell Coach Tours", "SPRING TOUR", 310_00, 12);
    return b.build();
  }

  private static Persona errorPath(
      long seed, Instant start, ErrorPath path, String fullName, String description) {
    PersonaBuilder b = new PersonaBuilder(seed, start, path.username(), fullName, personal());
    b.customer(path.username(), fullName, description);
    Account current = b.current("Current", 0, b.draw().between(700_00, 1_400_00), path.username());
    b.income(current, 28, SALARY, "Wrenfield Publishing", 1_900_00, 2_200_00);
    b.standingOrder(current, 1, "Larch Row Lettings", 1_750_00, 1_850_00);
    return b.build();
  }

  private static Persona nina(PersonaBuilder b) {
    b.customer("nina", "Nina Kowalczyk", "Newcomer: an account, and nothing on it yet");
    b.current("Current", 0, 0, "nina");
    return b.build();
  }
}
